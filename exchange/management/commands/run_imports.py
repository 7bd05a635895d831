"""`manage.py run_imports`: do the work of imports that waits in the database."""

import time

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
        for pk in batches or self.waiting():
            jobs.run(pk)

    def waiting(self):
        """Jobs nobody has; then, after a silence, those whose process turns out to be dead."""
        yield from list(
            ImportBatch.objects.exclude(job="").filter(job_owner="").values_list("pk", flat=True)
        )
        if ImportBatch.objects.exclude(job="").exists():
            time.sleep(jobs.SILENCE.total_seconds() + 1)
            jobs.silent().update(job_owner="")
            yield from list(
                ImportBatch.objects.exclude(job="")
                .filter(job_owner="")
                .values_list("pk", flat=True)
            )
