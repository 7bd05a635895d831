"""`manage.py setup_site`: bring the database to where the portal can be opened."""

import secrets
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command

USERNAME = "admin"


class Command(BaseCommand):
    """Migrate, load the fixtures and create a superuser; safe to repeat at every start.

    Staff own the data from the first start on: fixtures go only into a database that holds no
    record and no history of one, and an account that exists keeps its password.
    """

    help = "데이터베이스를 준비합니다: 표를 만들고, 처음이면 자료와 관리자 계정을 넣습니다."

    def add_arguments(self, parser):
        parser.add_argument(
            "--no-fixtures", action="store_true", help="원본 문서의 자료를 넣지 않습니다."
        )

    def handle(self, *, no_fixtures, **options):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("setup_groups")
        if not no_fixtures and self.is_fresh():
            self.load_fixtures()
        if not get_user_model().objects.filter(is_superuser=True).exists():
            self.create_superuser()

    def is_fresh(self):
        """Tell whether nothing was ever recorded; deleted records have left their history."""
        return not any(
            model._base_manager.exists()
            for label in settings.PROJECT_APPS
            for model in apps.get_app_config(label).get_models()
        )

    def load_fixtures(self):
        """Load every fixture in one transaction, the shared one first."""
        paths = [path for folder in settings.FIXTURE_DIRS for path in Path(folder).glob("*.json")]
        if paths:
            paths.sort(key=lambda path: (path.stem != "shared", path.name))
            call_command("loaddata", *paths, verbosity=0)
            # Loading writes no history; without this the first edit could not say what it changed.
            call_command("populate_history", auto=True, verbosity=0)
            self.stdout.write(f"원본 자료를 넣었습니다: 파일 {len(paths)}개")

    def create_superuser(self):
        """Create the first superuser and show the random password, this once."""
        users = get_user_model()
        if users.objects.filter(username=USERNAME).exists():
            raise CommandError(
                f"최고 관리자가 없고 아이디 {USERNAME}은 이미 쓰입니다. "
                "`.venv/bin/python manage.py createsuperuser`로 다른 아이디를 만드십시오."
            )
        password = secrets.token_urlsafe(12)
        users.objects.create_superuser(USERNAME, password=password)
        self.stdout.write(
            "관리자 계정을 만들었습니다. 비밀번호는 지금 한 번만 보여 드립니다.\n"
            f"  아이디    {USERNAME}\n"
            f"  비밀번호  {password}\n"
            f"잊었을 때: .venv/bin/python manage.py changepassword {USERNAME}"
        )
