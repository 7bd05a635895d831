"""Import and export pages of the admin: choose a file, see what it would do, confirm.

The file is read once, when it is uploaded. What was read waits as text in the cache of the
database, so that any worker on any server can confirm it, and nobody finds it by an address.
"""

import unicodedata
from itertools import chain

from django import forms
from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import Format
from import_export.forms import ConfirmImportForm, ExportForm, ImportForm
from import_export.results import RowResult
from tablib import Dataset

from exchange.legacy.errors import LegacyError
from exchange.legacy.sheets import MAX_BYTES
from exchange.legacy.tables import Table, read
from exchange.resources import ROW_NUMBER
from exchange.resources.formats import ExcelCSV, ExcelXLSX


class ReadTable(Format):
    """The one import format: a Table that has been read and put aside as JSON."""

    def __init__(self, encoding=None):
        """The library names an encoding; a Table is text already."""

    def get_title(self):
        return "CSV, XLSX"

    def can_import(self):
        return True

    def create_dataset(self, in_stream):
        table = Table.from_json(in_stream)
        dataset = Dataset(headers=[ROW_NUMBER, *table.columns])
        dataset.extend(table.rows)
        return dataset


class SearchedChoice(AutocompleteSelect):
    """Django's widget looks up whatever was sent; only keys can be looked up."""

    def get_context(self, name, value, attrs):
        return super().get_context(name, value if str(value).isdecimal() else None, attrs)


class TableImportForm(ImportForm):
    """A file, and what its rows hang on where the file does not say so."""

    def __init__(self, formats, resources, choice, **kwargs):
        super().__init__(formats, resources, **kwargs)
        self.resource = resources[0]
        self.fields["chosen"] = choice
        self.fields["format"].widget = forms.HiddenInput()
        self.fields["import_file"].label = gettext_lazy("가져올 파일")
        self.fields["import_file"].widget.attrs = {"accept": ".csv,.tsv,.txt,.xlsx"}
        self.order_fields(["chosen", "import_file"])

    @property
    def media(self):
        return forms.Form.media.fget(self)

    def clean_import_file(self):
        file = self.cleaned_data["import_file"]
        file.name = unicodedata.normalize("NFC", file.name)
        try:
            # One byte too many is enough for the reader to refuse it.
            file.table = read(file.read(MAX_BYTES + 1), self.resource.shape)
        except LegacyError as error:
            raise forms.ValidationError(str(error)) from error
        return file

    def clean(self):
        data = super().clean()
        file = data.get("import_file")
        named = file and set(self.resource.parent_columns) & set(file.table.present)
        if file and not named and not data.get("chosen") and "chosen" not in self.errors:
            label = self.fields["chosen"].label
            self.add_error("chosen", _("%(label)s을(를) 골라 주세요.") % {"label": label})
        return data


class TableConfirmForm(ConfirmImportForm):
    """What the import form knew, carried to whichever worker confirms."""

    def __init__(self, choice, storage_class, **kwargs):
        super().__init__(**kwargs)
        self.storage_class = storage_class
        choice.widget = forms.HiddenInput()
        self.fields["chosen"] = choice

    # There is one format and one resource, whatever a browser sends.

    def clean_format(self):
        return "0"

    def clean_resource(self):
        return "0"

    def clean_import_file_name(self):
        name = super().clean_import_file_name()
        if self.storage_class(name=name).read() is None:
            raise forms.ValidationError(
                _("미리보기가 오래되었거나 이미 가져온 파일입니다. 파일을 다시 올려 주세요.")
            )
        return name


class TableAdmin(ImportExportMixin):
    """For a ModelAdmin with one TableResource in `resource_classes`."""

    import_formats = [ReadTable]
    export_formats = [ExcelCSV, ExcelXLSX]
    to_encoding = "utf-8-sig"
    import_template_name = "admin/import_export/import.html"
    export_template_name = "admin/import_export/export.html"
    import_form_class = TableImportForm
    confirm_form_class = TableConfirmForm
    export_form_class = ExportForm

    @property
    def table(self):
        return self.resource_classes[0]

    def choice_field(self, request):
        """The form field for what the rows hang on: a home, a partnership, a city.

        Homes are few. Of the others only those who may look at them can search.
        """
        foreign_key = self.table._meta.model._meta.get_field(self.table.asked)
        choices = self.table.choices()
        related = self.admin_site._registry[foreign_key.related_model]
        searchable = self.table.asked != "home" and related.has_view_permission(request)
        return forms.ModelChoiceField(
            choices,
            label=foreign_key.verbose_name,
            required=False,
            widget=SearchedChoice(foreign_key, self.admin_site) if searchable else forms.Select,
            help_text=gettext_lazy("파일에 이것을 적은 열이 있으면 파일에 적힌 대로 가져옵니다."),
        )

    # Choose a file.

    def get_import_form_kwargs(self, request):
        return {**super().get_import_form_kwargs(request), "choice": self.choice_field(request)}

    def get_import_form_initial(self, request):
        return {"chosen": request.GET.get("chosen"), "format": "0", "resource": "0"}

    def write_to_tmp_storage(self, import_file, input_format):
        storage = self.get_tmp_storage_class()()
        storage.save(import_file.table.to_json())
        return storage

    def get_import_resource_kwargs(self, request, **kwargs):
        data = getattr(kwargs.get("form"), "cleaned_data", {})
        return {"chosen": data.get("chosen")}

    def get_import_context_data(self, **kwargs):
        columns = self.table.shape.columns
        return {
            **super().get_import_context_data(**kwargs),
            "shape": self.table.shape,
            "state_note": self.table.state_note,
            "needed_columns": [
                f"{column.name} ({', '.join(column.also[:3])}, …)"
                for column in columns
                if column.needed
            ],
            "other_columns": [column.name for column in columns if not column.needed],
        }

    # Confirm.

    def get_confirm_form_kwargs(self, request, import_form=None):
        return {
            **super().get_confirm_form_kwargs(request, import_form),
            "choice": self.choice_field(request),
            "storage_class": self.get_tmp_storage_class(),
        }

    def get_confirm_form_initial(self, request, import_form):
        initial = super().get_confirm_form_initial(request, import_form)
        if import_form is not None:
            initial["chosen"] = import_form.cleaned_data.get("chosen")
        return initial

    @method_decorator(require_POST)
    def process_import(self, request, **kwargs):
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = self.create_confirm_form(request)
        if not form.is_valid():
            return self.refuse(request, " ".join(chain(*form.errors.values())))
        return super().process_import(request, **kwargs)

    def process_dataset(self, dataset, form, request, **kwargs):
        # All rows or none: the library would save the good ones.
        return super().process_dataset(
            dataset, form, request, rollback_on_validation_errors=True, **kwargs
        )

    def process_result(self, result, request):
        if result.fails:
            return self.refuse(
                request,
                _("미리보기 뒤에 자료가 바뀌어 가져오지 않았습니다. 파일을 다시 올려 주세요."),
            )
        response = super().process_result(result, request)
        # Who may import and not look at the list stays where the message can be read.
        return response if self.has_view_permission(request) else self.back(request)

    def refuse(self, request, message):
        messages.error(request, message)
        return self.back(request)

    def back(self, request):
        name = "admin:{}_{}_import".format(*self.get_model_info())
        return HttpResponseRedirect(reverse(name, current_app=self.admin_site.name))

    def add_success_message(self, result, request):
        totals = result.totals
        messages.success(
            request,
            _("가져왔습니다: 새로 %(new)d행, 고친 것 %(update)d행, 그대로 %(skip)d행.")
            % {
                "new": totals[RowResult.IMPORT_TYPE_NEW],
                "update": totals[RowResult.IMPORT_TYPE_UPDATE],
                "skip": totals[RowResult.IMPORT_TYPE_SKIP],
            },
        )
        for note in result.notes:
            messages.info(request, note)

    def _create_log_entry(self, user_pk, rows, import_type, action_flag):
        if rows and action_flag in (ADDITION, CHANGE):
            LogEntry.objects.log_actions(
                user_pk, rows, action_flag, change_message=_("파일에서 가져옴"), single_object=False
            )
