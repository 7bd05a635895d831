"""What every page of the desk stands on: who may, where a batch stands, and work under way."""

import hashlib
import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.desk import jobs
from exchange.desk.models import ImportBatch
from exchange.desk.results import bad_rows
from exchange.legacy.errors import LegacyError

State, Job = ImportBatch.State, ImportBatch.Job

STEPS = (
    ("add", gettext_lazy("올리기")),
    ("tables", gettext_lazy("표와 열 확인")),
    ("preview", gettext_lazy("미리보기")),
    ("confirm", gettext_lazy("가져오기")),
    ("result", gettext_lazy("결과와 되돌리기")),
)
# The page on which a batch of this state goes on.
PAGE_OF = {
    State.NEW: "stopped",
    State.ENCODING: "encoding",
    State.TABLES: "tables",
    State.CHECKED: "preview",
    State.DONE: "result",
    State.UNDONE: "result",
    State.FAILED: "stopped",
}
# Of which step each page, and the work shown by "progress", is a part.
STEP_OF = {"encoding": "tables", "undo": "result", "stopped": "add"}
STEP_OF_JOB = {Job.READ: "add", Job.CHECK: "preview", Job.SAVE: "confirm", Job.UNDO: "result"}

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TWICE = gettext_lazy(
    "이 화면을 여신 뒤에 다른 창이나 다른 사람이 이 가져오기를 바꾸었습니다. "
    "보내신 것은 적용하지 않았습니다. 지금 내용을 보고 다시 해 주세요."
)


def stamp_of(batch):
    """What the clerk has decided so far, in short: a page sent back with another one is stale."""
    said = [batch.state, batch.encoding, batch.home, batch.overwrites, batch.answers]
    said += batch.tables.order_by("number").values_list(
        "shape", "header", "places", "constants", "partner", "fixes"
    )
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=list)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class DeskPages:
    """The part of the batch's ModelAdmin that all its pages share."""

    def may(self, request, deed):
        return request.user.has_perm(f"exchange.{deed}_importbatch")

    def url(self, page, *args):
        return reverse(
            f"admin:exchange_importbatch_{page}", args=args, current_app=self.admin_site.name
        )

    def batch_for(self, request, object_id, deed=None):
        """The batch, for someone who may look at it and, if named, do this deed to it."""
        may_look = self.may(request, "view") or self.may(request, "upload")
        if not may_look or (deed and not self.may(request, deed)):
            raise PermissionDenied
        batches = ImportBatch.objects.select_related("created_by", "confirmed_by", "undone_by")
        try:
            return batches.get(pk=object_id)
        except (ImportBatch.DoesNotExist, ValueError) as error:
            raise Http404 from error

    def page_for(self, batch):
        """Where the clerk goes on with this batch."""
        page = "progress" if batch.job else PAGE_OF[batch.state]
        return self.url(page, batch.pk)

    def go_on(self, batch):
        return HttpResponseRedirect(self.page_for(batch))

    def elsewhere(self, request, batch, *states):
        """A redirect where the batch is not in one of these states or is being worked on."""
        if batch.job or batch.state not in states:
            if request.method == "POST":
                messages.warning(request, TWICE)
            return self.go_on(batch)
        return None

    def is_stale(self, request, batch):
        """Whether the page sent was made before the latest decision; the clerk is told."""
        if request.POST.get("stamp") == stamp_of(batch):
            return False
        messages.warning(request, TWICE)
        return True

    def work(self, request, batch, job, **order):
        """Do or begin the job, and go where it leads; what goes wrong is said there."""
        try:
            jobs.start(batch, job, request.user, **order)
        except LegacyError as error:
            messages.error(request, str(error))
        batch.refresh_from_db()
        return self.go_on(batch)

    def show(self, request, name, batch=None, **context):
        """The page, with the steps on top: where the batch stands and where one can go back."""
        step = STEP_OF.get(name, name)
        if name == "progress":
            step = STEP_OF_JOB.get(batch.job, "add")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "batch": batch,
            "steps": list(self.steps(batch, step)),
            "may": {deed: self.may(request, deed) for deed in ("upload", "confirm", "undo")},
            **context,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, f"admin/desk/{name}.html", context)

    def steps(self, batch, current):
        places = [name for name, _label in STEPS]
        now = places.index(current)
        open_pages = set()
        if batch and not batch.job and batch.state in (State.TABLES, State.CHECKED):
            open_pages = {"tables"} | ({"preview"} if batch.state == State.CHECKED else set())
        for number, (name, label) in enumerate(STEPS):
            yield {
                "number": number + 1,
                "label": label,
                "is_current": number == now,
                "is_done": number < now,
                "url": self.url(name, batch.pk) if name in open_pages and number != now else "",
            }

    # Work under way.

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A batch has no form of its own: its page is the step at which it stands."""
        return self.go_on(self.batch_for(request, object_id))

    def progress_view(self, request, object_id):
        batch = self.batch_for(request, object_id)
        if not batch.job:
            return self.go_on(batch)
        return self.show(
            request,
            "progress",
            batch,
            title=batch.get_job_display(),
            progress=self.progress_of(batch),
            progress_url=self.url("progress_json", batch.pk),
        )

    def progress_of(self, batch):
        """How far the work is; a process that died is replaced by a new one."""
        jobs.revive(batch)
        return jobs.progress(batch)

    def progress_json_view(self, request, object_id):
        batch = self.batch_for(request, object_id)
        progress = self.progress_of(batch)
        batch.refresh_from_db()
        return JsonResponse(
            {
                **progress,
                "job": str(progress["job"]),
                "next": "" if batch.job else self.page_for(batch),
            },
            headers={"Cache-Control": "no-store"},
        )

    def stopped_view(self, request, object_id):
        """A file that could not be read, or that nobody has begun to read."""
        batch = self.batch_for(request, object_id)
        if elsewhere := self.elsewhere(request, batch, State.NEW, State.FAILED):
            return elsewhere
        if request.method == "POST":
            self.batch_for(request, object_id, "upload")
            return self.work(request, batch, Job.READ)
        return self.show(request, "stopped", batch, title=_("파일을 읽지 못했습니다"))

    # Files.

    def original_view(self, request, object_id):
        """The file as it came, byte for byte; whatever it holds, the browser only saves it."""
        batch = self.batch_for(request, object_id, "upload")
        return self.as_file(bytes(batch.file.data), batch.file_name, "application/octet-stream")

    def bad_rows_view(self, request, object_id):
        if not self.may(request, "confirm"):
            self.batch_for(request, object_id, "upload")
        batch = self.batch_for(request, object_id)
        if batch.job or batch.state not in (State.CHECKED, State.DONE, State.UNDONE):
            return self.go_on(batch)
        name = batch.file_name.rpartition(".")[0] or batch.file_name
        return self.as_file(bad_rows(batch), f"{name} 고칠 행.xlsx", XLSX)

    @staticmethod
    def as_file(data, name, content_type):
        return HttpResponse(
            data,
            content_type=content_type,
            headers={
                "Content-Disposition": content_disposition_header(True, name),
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "no-store",
            },
        )
