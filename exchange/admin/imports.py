"""Tables out of the admin, and the way to the import desk, where tables come in."""

from import_export.admin import ExportMixin
from import_export.forms import ExportForm

from exchange.resources.formats import ExcelCSV, ExcelXLSX


class TableAdmin(ExportMixin):
    """For a ModelAdmin with one TableResource in `resource_classes`."""

    export_formats = [ExcelCSV, ExcelXLSX]
    to_encoding = "utf-8-sig"
    export_template_name = "admin/import_export/export.html"
    export_form_class = ExportForm

    @property
    def table(self):
        return self.resource_classes[0]
