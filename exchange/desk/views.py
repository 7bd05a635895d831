"""Pages up to the preview: what comes in, in which letters, and how each table is read."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.desk import intake
from exchange.desk.forms import EncodingForm, HomeForm, UploadForm, homes, partners
from exchange.desk.models import ImportBatch
from exchange.desk.pages import DeskPages, Job, State, stamp_of
from exchange.desk.table_forms import TableForm
from exchange.legacy.errors import LegacyError
from exchange.legacy.limits import MAX_BYTES
from exchange.resources import by_code

NO_HOME = gettext_lazy("우리 도시를 골라 주세요. 표에 적혀 있지 않습니다.")
NO_PORTAL = gettext_lazy(
    "먼저 ‘시·군·구 누리집’ 화면에서 우리 도시를 등록하고 이 화면을 다시 열어 주세요."
)


def refuse_unknown(batch, forms):
    """Say beside the field that a table's city is not registered: once, not row by row.

    Where the file brings a partner list along, that may register it.
    """
    valid = [form for form in forms if form.is_valid() and form.cleaned_data["shape"]]
    if not batch.home or any(form.cleaned_data["shape"] == "partners" for form in valid):
        return
    context = intake.context_of(batch)
    for form in valid:
        form.refuse_unknown(context)


class ReadingPages(DeskPages):
    """Upload, encoding, tables and columns."""

    def add_view(self, request, form_url="", extra_context=None):
        if not self.may(request, "upload"):
            raise PermissionDenied
        suggestions = partners()
        names = {slug: name for name, slug in suggestions.items()}
        wanted = request.GET.get("shape")
        initial = {key: request.GET[key] for key in ("home", "partner") if key in request.GET}
        if "partner" in initial:
            initial["partner"] = names.get(initial["partner"], initial["partner"])
        form = UploadForm(
            request.POST or None, request.FILES or None, suggestions=suggestions, initial=initial
        )
        if request.method == "POST" and form.is_valid():
            batch = self.receive(request, form)
            if batch:
                return self.go_on(batch)
        return self.show(
            request,
            "add",
            title=_("가져올 표 올리기"),
            form=form,
            suggestions=suggestions,
            kinds=[
                {"shape": one.shape, "note": one.state_note, "is_open": one.code == wanted}
                for one in by_code().values()
            ],
            most_megabytes=MAX_BYTES // 2**20,
        )

    def receive(self, request, form):
        """The batch made of what was sent; None where it cannot be read, and the form says why."""
        data, name, is_pasted = form.received()
        whose = {key: form.cleaned_data[key] for key in ("home", "partner")}
        try:
            batch = intake.receive(request.user, data, name, is_pasted=is_pasted, **whose)
        except LegacyError as error:
            form.add_error(form.source_field, str(error))
            return None
        self.work(request, batch, Job.READ)
        if batch.state in (State.NEW, State.FAILED) and batch.error and not batch.job:
            form.add_error(form.source_field, batch.error)
            return None
        return batch

    def encoding_view(self, request, object_id):
        batch = self.batch_for(request, object_id, "upload")
        if elsewhere := self.elsewhere(request, batch, State.ENCODING):
            return elsewhere
        candidates = intake.encoding_candidates(batch)
        form = EncodingForm(request.POST or None, candidates=candidates)
        if request.method == "POST" and form.is_valid():
            batch.encoding = form.cleaned_data["encoding"]
            batch.save(update_fields=["encoding"])
            return self.work(request, batch, Job.READ)
        return self.show(
            request, "encoding", batch, title=_("글자가 바르게 보이는 것 고르기"), form=form
        )

    # Tables and columns.

    def tables_view(self, request, object_id):
        batch = self.batch_for(request, object_id, "upload" if request.method == "POST" else None)
        if elsewhere := self.elsewhere(request, batch, State.TABLES, State.CHECKED):
            return elsewhere
        tables = list(batch.tables.select_related("profile").order_by("number"))
        suggestions = partners()
        sent = None
        if request.method == "POST" and not self.is_stale(request, batch):
            sent = request.POST
        home = HomeForm(sent, initial={"home": batch.home} if batch.home else None)
        forms = [TableForm(sent, table=table, suggestions=suggestions) for table in tables]
        if sent is not None:
            done = self.take(request, batch, home, forms)
            if done:
                return done
        return self.show(
            request,
            "tables",
            batch,
            title=_("표와 열 확인"),
            home=home,
            forms=[form for form in forms if form.kind or form.errors],
            others=[form for form in forms if not form.kind and not form.errors],
            suggestions=suggestions,
            stamp=stamp_of(batch),
            is_wrong=any(form.errors for form in (home, *forms)),
            is_text=intake.is_text(batch),
        )

    def take(self, request, batch, home, forms):
        """Keep what was chosen. A new layout is guessed anew and shown; else on to the preview."""
        if "letters" in request.POST and intake.is_text(batch):
            ImportBatch.objects.filter(pk=batch.pk).update(state=State.ENCODING)
            batch.refresh_from_db()
            return self.go_on(batch)
        for form in forms:
            form.full_clean()
        if home.is_valid():
            batch.home = home.cleaned_data["home"]
            batch.save(update_fields=["home"])
            if not batch.home and any(form.is_valid() and form.needs_home() for form in forms):
                home.add_error("home", NO_HOME if homes() else NO_PORTAL)
            refuse_unknown(batch, forms)
        anew = [form for form in forms if not form.errors and form.has_new_layout()]
        if any(form.errors for form in (home, *forms)) and not anew:
            return None
        for form in forms:
            if form in anew:
                data = form.cleaned_data
                intake.reread(form.table, data["shape"], data["header"])
                if not form.table.partner and by_code()[form.table.shape].asks_whose:
                    form.table.partner = batch.answers.get("partner", "")
                    form.table.save(update_fields=["partner"])
            elif not form.errors:
                form.apply()
                form.table.save(update_fields=["shape", "places", "constants", "partner"])
        if anew or "reread" in request.POST:
            if anew:
                names = ", ".join(str(form.table) for form in anew)
                messages.info(
                    request,
                    _("%(tables)s: 고르신 대로 열을 다시 맞추었습니다. 확인해 주세요.")
                    % {"tables": names},
                )
            ImportBatch.objects.filter(pk=batch.pk).update(state=State.TABLES)
            batch.refresh_from_db()
            return self.go_on(batch)
        if not any(form.table.shape for form in forms):
            messages.error(request, _("가져올 표가 없습니다. 표의 종류를 하나 이상 골라 주세요."))
            return self.go_on(batch) if batch.state == State.TABLES else None
        return self.work(request, batch, Job.CHECK)
