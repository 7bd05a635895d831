"""Tables out of the admin, and the way to the import desk, where tables come in."""

from urllib.parse import urlencode

from django.urls import reverse
from import_export.admin import ExportMixin
from import_export.forms import ExportForm

from exchange.resources.formats import ExcelCSV, ExcelXLSX


class ExportAdmin(ExportMixin):
    """For a ModelAdmin whose list can be taken away, as one resource in `resource_classes`."""

    export_formats = [ExcelCSV, ExcelXLSX]
    to_encoding = "utf-8-sig"
    export_template_name = "admin/import_export/export.html"
    export_form_class = ExportForm


class TableAdmin(ExportAdmin):
    """For a ModelAdmin with one TableResource in `resource_classes`."""

    import_export_change_list_template = "admin/desk/way_in.html"

    @property
    def table(self):
        return self.resource_classes[0]

    def changelist_view(self, request, extra_context=None):
        context = {**(extra_context or {})}
        if request.user.has_perm("exchange.upload_importbatch"):
            upload = reverse("admin:exchange_importbatch_add", current_app=self.admin_site.name)
            context["desk_url"] = f"{upload}?{urlencode(self.desk_start(request))}"
        return super().changelist_view(request, context)

    def desk_start(self, request):
        """What the upload page can know from the list: the kind of table, whose it is."""
        return {"shape": self.table.code}
