"""`manage.py run_imports`: do the work of imports that waits in the database."""

from django.core.management import BaseCommand

from exchange.desk import jobs
from exchange.desk.models import ImportBatch


class Command(BaseCommand):
    """The web desk begins this itself; after a restart of the machine it goes on where it was.

    A job that another process is doing is left to it.
    """

    help = "가져오기의 밀린 일을 합니다. 웹 화면이 알아서 부르므로 손으로 부를 일은 드뭅니다."

    def add_arguments(self, parser):
        parser.add_argument("batches", nargs="*", type=int, help="가져오기의 번호. 없으면 모두")

    def handle(self, *, batches, **options):
        if not batches:
            jobs.silent().update(job_owner="")
            batches = ImportBatch.objects.exclude(job="").values_list("pk", flat=True)
        for pk in batches:
            jobs.run(pk)
