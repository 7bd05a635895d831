"""The history of a record in the admin: who changed what from what to what, and going back."""

from itertools import groupby
from pathlib import PurePosixPath

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import FileField
from django.forms.models import _get_foreign_key
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import DeletedObject, is_historic
from simple_history.template_utils import HistoricalRecordContextHelper

from exchange.records import Part

EMPTY = "–"


def deed_of(record):
    """What was done, of a row of history."""
    return {"+": _("등록"), "~": _("수정"), "-": _("삭제")}[record.history_type]


class ChangeReader(HistoricalRecordContextHelper):
    """Old and new values as the clerk knows them: labels of choices, dates as written."""

    def prepare_delta_change_value(self, change, value):
        field = self.model._meta.get_field(change.field)
        if isinstance(value, DeletedObject):
            return _("(지워진 기록)") if value.pk else EMPTY
        if isinstance(value, bool):
            return _("예") if value else _("아니요")
        if value is None or value == "":
            return EMPTY
        if isinstance(field, FileField):
            return PurePosixPath(value).name
        return dict(field.flatchoices).get(value, value) if field.choices else value


class HistoryAdmin(SimpleHistoryAdmin):
    """A ModelAdmin with a readable history, that of the rows in its inlines included."""

    object_history_template = "admin/record_history.html"
    object_history_form_template = "admin/record_restore.html"
    history_list_per_page = 50
    part_changes_shown = 100

    def get_historical_record_context_helper(self, request, historical_record):
        return ChangeReader(self.model, historical_record)

    def set_history_delta_changes(self, request, historical_records, foreign_keys_are_objs=True):
        # The change before the page's oldest is needed to say what the oldest changed.
        end = historical_records.end_index()
        before = historical_records.paginator.object_list[end : end + 1]
        records = [*historical_records, *before]
        super().set_history_delta_changes(request, records, foreign_keys_are_objs)
        for record in records:
            record.shown_deed = deed_of(record)

    def get_history_queryset(self, request, history_manager, pk_name, object_id):
        """History with what the names of related records need, so that no change asks for them."""
        rows = super().get_history_queryset(request, history_manager, pk_name, object_id)
        return rows.select_related(*self.history_select_related)

    # Beyond the relations themselves: "partnership__home", …
    history_select_related = ()

    def history_view(self, request, object_id, extra_context=None):
        parts = self.part_changes(request, unquote(object_id))
        return super().history_view(
            request, object_id, {"part_changes": parts, **(extra_context or {})}
        )

    def part_changes(self, request, parent_id):
        """The latest changes of the record's parts, newest first, one query per kind of part."""
        try:
            parent = self.get_queryset(request).get(pk=parent_id)
        except (self.model.DoesNotExist, ValueError):
            return []
        changes = []
        for inline in self.get_inline_instances(request, parent):
            if issubclass(inline.model, Part):
                changes += self.changes_of_parts(inline.model, parent)
        changes.sort(key=lambda change: change.history_date, reverse=True)
        return changes[: self.part_changes_shown]

    def changes_of_parts(self, model, parent):
        foreign_key = _get_foreign_key(type(parent), model)
        rows = model.history.filter(**{foreign_key.attname: parent.pk}).select_related(
            "history_user"
        )[: self.part_changes_shown]
        by_part = sorted(rows, key=lambda row: row.id)  # stable: newest first within a part
        for _id, versions in groupby(by_part, key=lambda row: row.id):
            versions = list(versions)
            for record, older in zip(versions, [*versions[1:], None], strict=True):
                part = record.instance
                setattr(part, foreign_key.name, parent)
                record.shown_deed = deed_of(record)
                record.shown_part = f"{model._meta.verbose_name} {part}"
                if older:
                    delta = record.diff_against(older)
                    reader = ChangeReader(model, record)
                    record.history_delta_changes = reader.context_for_delta_changes(delta)
                yield record

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        # SimpleHistoryAdmin hides the button from those who may only look, and takes their POST.
        if request.method == "POST" and self.revert_disabled(request):
            raise PermissionDenied
        return super().history_form_view(request, object_id, version_id, extra_context)

    def history_view_title(self, request, obj):
        return _("변경 이력: %(record)s") % {"record": obj}

    def history_form_view_title(self, request, obj):
        return _("예전 내용: %(record)s") % {"record": obj}

    def save_model(self, request, obj, form, change):
        """Save what changed: pressing the button alone leaves no history and no new date."""
        if not change or form.has_changed() or is_historic(obj):
            super().save_model(request, obj, form, change)
