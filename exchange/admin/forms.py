"""Forms and form sets of the admin: periods checked while typing, and rows that cost only when
they change."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import flatatt
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.timezone import is_aware, localtime, now
from django.utils.translation import gettext_lazy as _

from exchange.fields import PeriodField, PeriodFormField
from exchange.periods import Period


class PeriodInput(AdminTextInputWidget):
    """A text field whose reading is shown below it as soon as the clerk leaves it."""

    class Media:
        js = ["admin-desk/period.js"]

    def __init__(self, attrs=None):
        super().__init__({"class": "period-input", "size": 30, **(attrs or {})})

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-period-url"] = reverse("period-reading")
        return context


class LinesInput(AdminTextareaWidget):
    """A text area that gives lines back as the records keep them.

    Browsers send CR LF; without this, every row with two lines would count as changed.
    """

    def __init__(self, attrs=None):
        super().__init__({"rows": 4, **(attrs or {})})

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class RowSelect(forms.Select):
    """A select for rows: Django renders a template per option, half the time of 100 rows."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = self.format_value(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, SELECTED if str(key) in chosen else "", label)
                for key, label in self.choices  # an empty choice's key is ""
            ),
        )
        attributes = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", attributes, options)


SELECTED = mark_safe(" selected")

# For `formfield_overrides` of every ModelAdmin and inline of the registry.
WIDGETS = {
    PeriodField: {"widget": PeriodInput},
    models.TextField: {"widget": LinesInput},
}


def read_opened(text):
    """When a page was opened, as the page says; None where it says nothing that can be read."""
    try:
        moment = parse_datetime(text or "")
    except ValueError:
        return None
    return moment if moment and is_aware(moment) else None


class RecordForm(forms.ModelForm):
    """Checks uniqueness by a period's reading as well, and keeps a reading that nobody edited.

    A record that changed after the page was opened (`_opened`, sent with the page) is not
    written over: the page would put back what another clerk has just corrected.

    The reading follows from the text in the form, so what is unique by it is the form's to
    check; Django skips constraints on fields that are not in the form. That a period is whole
    and in order every Period sees to by itself, so that is not asked of the database.
    """

    def clean(self):
        data = super().clean()
        if self.instance.pk and self.has_changed() and self.is_stale():
            latest = self.instance.history.select_related("history_user").first()
            raise ValidationError(
                _(
                    "그사이 %(who)s이(가) 이 기록을 고쳤습니다(%(when)s). 아무것도 "
                    "저장하지 않았습니다. 쓰던 내용을 옮겨 두고 화면을 새로 열어 다시 고쳐 주세요."
                )
                % {
                    "who": (latest and latest.history_user) or _("다른 사람"),
                    "when": date_format(localtime(self.instance.updated_at), "m-d H:i"),
                }
            )
        return data

    def is_stale(self):
        """Whether the record was saved after the page with this form was opened."""
        changed = getattr(self.instance, "updated_at", None)
        opened = read_opened(self.data.get("_opened"))
        # A stamp of the future comes from a wrong clock, not from a clerk at work now.
        return bool(changed and opened and opened < changed <= now())

    def _get_validation_exclusions(self):
        exclude = super()._get_validation_exclusions()
        for field in self.instance._meta.fields:
            if isinstance(field, PeriodField) and field.name not in exclude:
                exclude.discard(f"{field.name}_edtf")
        return exclude

    def _post_clean(self):
        for name, field in self.fields.items():
            before = self.initial.get(name)
            if (
                isinstance(field, PeriodFormField)
                and isinstance(before, Period)
                and name in self.cleaned_data
                and name not in self.changed_data
            ):
                # `'30. 1. 1.` was read when it was entered; another year would read it otherwise.
                self.cleaned_data[name] = before
        super()._post_clean()


class RowKeyField(forms.ModelChoiceField):
    """The hidden key of a row, found among the rows the form set has loaded: no query per row."""

    def __init__(self, formset, **kwargs):
        super().__init__(formset.model._default_manager.none(), **kwargs)
        self.formset = formset

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            row = self.formset._existing_object(self.formset.model._meta.pk.to_python(value))
        except ValidationError:
            row = None
        if row is None:
            raise ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": value},
            )
        return row


class RowFormSet(forms.BaseInlineFormSet):
    """Rows of one parent. A row that was not changed is neither checked nor saved.

    Django checks every row sent, at several queries a row, and takes two rows of the same day
    for different, as their reading is not in the form; here likeness is checked for the set.
    """

    is_table = True  # each row a row of a table, not a block with labels

    def get_queryset(self):
        """The rows to show; of a form sent, the rows that it showed, in its order.

        Another clerk may have added, removed or moved one since.
        """
        if not hasattr(self, "_queryset"):
            rows = super().get_queryset()
            if self.is_bound:
                found = rows.in_bulk(keys := list(self.keys_sent()))
                self._queryset = [found[key] for key in keys if key in found]
            else:
                self._queryset = self.rows_to_show(rows)
        return self._queryset

    def rows_to_show(self, rows):
        return rows

    def keys_sent(self):
        name, to_python = self.model._meta.pk.name, self.model._meta.pk.to_python
        for i in range(self.initial_form_count()):
            try:
                yield to_python(self.data.get(f"{self.add_prefix(i)}-{name}"))
            except ValidationError:
                continue

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        if self.instance._is_pk_set():
            # The parent at hand, so that no row asks for it again.
            setattr(form.instance, self.fk.name, self.instance)
        if i < self.initial_form_count():
            form.empty_permitted = True
        return form

    def add_fields(self, form, index):
        super().add_fields(form, index)
        key = form.fields[self._pk_field.name]
        form.fields[self._pk_field.name] = RowKeyField(
            self, initial=key.initial, required=key.required, widget=key.widget
        )
        if self.is_table:
            self.name_cells(form, index)

    def name_cells(self, form, index):
        """Say of each cell which row and column it is: a table's header is no label."""
        row = "" if index is None else _("%(number)d줄 ") % {"number": index + 1}
        for field in form.fields.values():
            if field.widget.is_hidden:
                continue
            widget = getattr(field.widget, "widget", field.widget)  # inside its "add" links
            widget.attrs.setdefault("aria-label", f"{row}{field.label}")
            if index is not None:
                field.help_text = ""  # it stands in the header; a cell would point at nothing

    def validate_unique(self):
        """Find rows that would be alike, in the order in which they will be saved.

        One query per unique constraint and only where a row changed. Rows of the parent that
        are not in the form count as well.
        """
        # Asking a row that will be deleted also finds what protects it.
        valid = [form.is_valid() for form in self.forms]
        if any(self._pk_field.name in form.errors for form in self.initial_forms):
            raise ValidationError(
                _("그사이 다른 사람이 지운 줄이 있습니다. 이 화면을 다시 여세요.")
            )
        if not any(form.has_changed() for form in self.forms):
            return
        for constraint in self.unique_constraints():
            names = [name for name in constraint.fields if name != self.fk.name]
            key_of = self.keys_before(names)
            taken = {key: pk for pk, key in key_of.items()}
            for form, is_valid in zip(self.forms, valid, strict=True):
                if not is_valid or not form.has_changed():
                    continue
                key = tuple(getattr(form.instance, name) for name in names)
                pk = form.instance.pk
                if self.can_delete and self._should_delete_form(form):
                    taken.pop(key_of.get(pk), None)
                elif taken.get(key, pk) != pk or (pk is None and key in taken):
                    form.add_error(
                        None,
                        ValidationError(
                            constraint.get_violation_error_message(), code="unique_together"
                        ),
                    )
                else:
                    taken.pop(key_of.get(pk), None)
                    taken[key] = pk

    def unique_constraints(self):
        """Unique constraints within one parent that its rows could break."""
        for constraint in self.model._meta.total_unique_constraints:
            fields = [self.model._meta.get_field(name) for name in constraint.fields]
            if self.fk in fields and not any(
                field.primary_key or isinstance(field, models.FileField) for field in fields
            ):
                yield constraint

    def keys_before(self, names):
        """`{pk: values}` of all rows of the parent, as they stand in the database."""
        if not self.instance._is_pk_set():
            return {}
        rows = self.model._base_manager.filter(**{self.fk.name: self.instance})
        return {pk: tuple(key) for pk, *key in rows.values_list("pk", *names)}


class LatestRowsFormSet(RowFormSet):
    """Shows only the first rows of the order. `rows_shown` is set by the inline for each request."""

    rows_shown = 20

    def rows_to_show(self, rows):
        return rows[: self.rows_shown]

    def total(self):
        """How many rows the parent has, shown or not."""
        if not hasattr(self, "_total"):
            pk = self.instance.pk
            rows = self.model._base_manager.filter(**{self.fk.attname: pk})
            self._total = rows.count() if pk else 0
        return self._total

    def rest(self):
        """How many rows are not shown."""
        return self.total() - self.initial_form_count()
