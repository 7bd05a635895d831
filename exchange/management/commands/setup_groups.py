"""`manage.py setup_groups`: the two groups most offices need, so that nobody picks permissions."""

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.management import BaseCommand
from django.db.models import Q

from exchange.models import (
    FeedbackComment,
    FeedbackPage,
    ImportBatch,
    ImportProfile,
    Source,
)
from exchange.records import Stamped

# What a group may do with every record and part and with feedback, and with imports.
GROUPS = {
    "편집자": (("view", "add", "change", "export"), ("view", "upload")),
    "게시 담당": (
        ("view", "add", "change", "delete", "export", "publish"),
        ("view", "upload", "confirm", "undo", "delete"),
    ),
}

RECORDS = (Stamped, Source, FeedbackPage, FeedbackComment)


class Command(BaseCommand):
    """Make the groups that are not there; a group that exists stays as its office has it."""

    help = "편집자(작성과 수정)와 게시 담당(공개·삭제·가져오기까지) 그룹을 만듭니다."

    def handle(self, **options):
        for name, (deeds, import_deeds) in GROUPS.items():
            group, is_new = Group.objects.get_or_create(name=name)
            if is_new:
                group.permissions.set(self.permissions(deeds, import_deeds))

    def permissions(self, deeds, import_deeds):
        """These deeds on records, parts and feedback, and on imports, nothing else."""
        wanted = Q()
        for label in settings.PROJECT_APPS:
            for model in apps.get_app_config(label).get_models():
                of_imports = model in (ImportBatch, ImportProfile)
                if of_imports or issubclass(model, RECORDS):
                    wanted_deeds = import_deeds if of_imports else deeds
                    names = [f"{deed}_{model._meta.model_name}" for deed in wanted_deeds]
                    wanted |= Q(content_type__app_label=label, codename__in=names)
        return Permission.objects.filter(wanted)
