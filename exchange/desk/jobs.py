"""The work of a batch: at once where it is small, in a process of its own where it is large.

A job is a row of the database: which one, who asked, and when its process last said that it
lives. There is no server to run for it: the web worker begins the process, and whoever looks
at a job whose process has died (another machine's restart) begins it anew. What a job does is
one transaction, so doing it again is safe.
"""

import logging
import subprocess
import sys
import threading
import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import OperationalError, close_old_connections, connection
from django.db.models import Sum
from django.utils import timezone

from exchange.desk.checking import check
from exchange.desk.confirming import confirm
from exchange.desk.intake import read
from exchange.desk.models import ImportBatch
from exchange.desk.undoing import undo
from exchange.legacy.errors import LegacyError

logger = logging.getLogger(__name__)

Job = ImportBatch.Job

# What one request does itself; more goes to the background.
SMALL_ROWS = 5_000
SMALL_BYTES = 1_000_000
SMALL_WORKBOOK_BYTES = 250_000
# How often a job says that it lives, and after what silence it is taken for dead.
BEAT = timedelta(seconds=1)
SILENCE = timedelta(seconds=30)
# How often a job is begun whose process dies each time.
MOST_TRIES = 3
# In which state a batch is once these jobs are done.
AIMS = {Job.SAVE: ImportBatch.State.DONE, Job.UNDO: ImportBatch.State.UNDONE}

UNEXPECTED = (
    "뜻밖의 오류로 멈추었습니다. 저장된 것은 없습니다. 다시 해 보시고, 또 멈추면 관리자에게 이 가져오기의 "
    "번호를 알려 주세요."
)


def is_small(batch, job):
    """Whether a request can do this job itself."""
    if job == Job.READ:
        is_workbook = batch.file_name.lower().endswith((".xlsx", ".xlsm"))
        return batch.file.size <= (SMALL_WORKBOOK_BYTES if is_workbook else SMALL_BYTES)
    rows = batch.tables.exclude(shape="").aggregate(rows=Sum("row_count"))["rows"] or 0
    return rows <= SMALL_ROWS


def start(batch, job, user=None, **order):
    """Do a job, or begin a process that does it: whether it is done.

    What goes wrong is in `batch.error` afterwards. LegacyError while another job is under way.
    """
    order["user"] = user.pk if user else None
    free = ImportBatch.objects.filter(pk=batch.pk, job="")
    total = batch.tables.exclude(shape="").aggregate(rows=Sum("row_count"))["rows"] or 0
    ordered = free.update(
        job=job,
        job_order=order,
        job_owner="",
        job_beat=timezone.now(),
        job_done=0,
        job_total=total,
        error="",
    )
    if not ordered:
        raise LegacyError("이 가져오기는 지금 다른 일을 하고 있습니다. 끝난 뒤에 다시 해 주세요.")
    if is_small(batch, job):
        run(batch.pk, is_alone=False)
        batch.refresh_from_db()
        return True
    begin_process(batch.pk)
    batch.refresh_from_db()
    return False


def begin_process(pk):
    """A process that does the job of this batch; it outlives the request and its worker."""
    process = subprocess.Popen(  # noqa: S603 our own command and a number
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "run_imports", str(int(pk))],
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    # Somebody has to wait for it, or its entry stays in the process table.
    threading.Thread(target=process.wait, daemon=True).start()


def silent():
    """Batches whose job has not been heard of for too long."""
    return ImportBatch.objects.exclude(job="").filter(job_beat__lt=timezone.now() - SILENCE)


def revive(batch):
    """Begin the job of this batch anew if its process has died: whether it had."""
    try:
        died = silent().filter(pk=batch.pk).update(job_owner="", job_beat=timezone.now())
    except OperationalError:  # on SQLite a job that is saving keeps others from writing
        return False
    if died:
        begin_process(batch.pk)
    return bool(died)


def run(pk, is_alone=True):
    """Do the job of this batch, unless somebody else is doing it.

    `is_alone`: in a process of its own, which says from time to time that it lives.
    """
    free = ImportBatch.objects.exclude(job="").filter(pk=pk, job_owner="")
    owner = uuid.uuid4().hex
    if not free.update(job_owner=owner, job_beat=timezone.now()):
        return
    batch = ImportBatch.objects.select_related("file").get(pk=pk)
    # Whoever was taken for dead and is not, must not end the job of the one who came after.
    own = ImportBatch.objects.filter(pk=pk, job_owner=owner)
    tries = batch.job_order.get("tries", 0) + 1
    own.update(job_order={**batch.job_order, "tries": tries})
    error = UNEXPECTED
    if tries <= MOST_TRIES:
        with Heart(own, is_alone) as heart:
            error = work(batch, heart)
    if tries > 1 and ImportBatch.objects.filter(pk=pk, state=AIMS.get(batch.job)).exists():
        error = ""  # the one before had done it, and died before it could say so
    own.update(job="", job_owner="", job_beat=None, error=error)


def work(batch, heart):
    """Do the job of the batch; what went wrong, in words for the clerk."""
    user = get_user_model().objects.filter(pk=batch.job_order.get("user")).first()
    try:
        match batch.job:
            case Job.READ:
                read(batch, heart.beat)
                return batch.error
            case Job.CHECK:
                check(batch, heart.beat)
            case Job.SAVE:
                only_good = batch.job_order.get("only_good", False)
                confirm(batch, user, only_good, heart.beat)
            case Job.UNDO:
                undo(batch, user, heart.beat)
    except LegacyError as problem:
        return str(problem)
    except Exception:
        logger.exception("%s: %s", batch.reason, batch.job)
        return UNEXPECTED
    return ""


class Heart:
    """Says once a second how far a job is, beside the job's own transaction.

    On SQLite there is one writer, so nothing can be said while a job is saving; there a second
    process waits for the same lock and then finds the job done.
    """

    def __init__(self, own, is_alone):
        # The batch as long as it is this process that has its job.
        self.own, self.is_alone, self.done = own, is_alone, 0
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.go_on, daemon=True)

    def __enter__(self):
        if self.is_alone:
            self.thread.start()
        return self

    def __exit__(self, *error):
        self.stopped.set()
        if self.is_alone:
            self.thread.join()

    def beat(self, done):
        """So many rows are done."""
        self.done = done

    def go_on(self):
        while not self.stopped.wait(BEAT.total_seconds()):
            try:
                self.own.exclude(job="").update(job_beat=timezone.now(), job_done=self.done)
            except Exception:  # noqa: S110 the job itself must not stop for this
                pass
            finally:
                close_old_connections()
        connection.close()


def progress(batch):
    """Where a job stands, for the page that waits for it."""
    state = "running" if batch.job else "failed" if batch.error else "done"
    return {
        "job": batch.get_job_display(),
        "done": batch.job_done,
        "total": batch.job_total,
        "state": state,
        "error": batch.error,
    }
