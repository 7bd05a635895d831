"""The import desk in the admin: the list of batches with the desk's pages, and the profiles."""

from django.contrib import admin
from django.db.models import Sum
from django.urls import path
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from exchange.desk.models import ImportBatch, ImportProfile
from exchange.desk.preview import OutcomePages
from exchange.desk.views import ReadingPages
from exchange.resources import by_code


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadingPages, OutcomePages, admin.ModelAdmin):
    """Batches: who imported what, when, and what came of it. A batch is changed by its pages only."""

    list_display = ["name", "state_shown", "counts", "created_by", "uploaded", "confirmed_by"]
    list_display_links = None
    list_filter = [
        "state", ("created_by", admin.RelatedOnlyFieldListFilter), "created_at",
    ]  # fmt: skip
    list_select_related = ["created_by", "confirmed_by"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["file_name"]
    change_list_template = "admin/desk/batches.html"

    class Media:
        css = {"all": ["admin-desk/desk.css", "admin-desk/desk-import.css"]}
        js = ["admin-desk/desk-import.js"]

    def get_urls(self):
        pages = [
            ("encoding", "encoding/", self.encoding_view),
            ("tables", "tables/", self.tables_view),
            ("preview", "preview/", self.preview_view),
            ("confirm", "confirm/", self.confirm_view),
            ("result", "result/", self.result_view),
            ("undo", "undo/", self.undo_view),
            ("progress", "progress/", self.progress_view),
            ("progress_json", "progress.json", self.progress_json_view),
            ("stopped", "stopped/", self.stopped_view),
            ("original", "original/", self.original_view),
            ("bad_rows", "bad-rows/", self.bad_rows_view),
        ]
        own = [
            path(
                f"<int:object_id>/{route}",
                self.admin_site.admin_view(view),
                name=f"exchange_importbatch_{name}",
            )
            for name, route, view in pages
        ]
        return own + super().get_urls()

    # Who may.

    def has_module_permission(self, request):
        return any(self.may(request, deed) for deed in ("view", "upload", "confirm", "undo"))

    def has_view_permission(self, request, obj=None):
        return self.may(request, "view") or self.may(request, "upload")

    def has_add_permission(self, request):
        return self.may(request, "upload")

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    # The list.

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(
            request, {"title": self.opts.verbose_name_plural, **(extra_context or {})}
        )

    def get_queryset(self, request):
        sums = {
            f"{kind}_rows": Sum(f"tables__{kind}") for kind in ("new", "changed", "error", "ask")
        }
        return super().get_queryset(request).annotate(**sums)

    @admin.display(description=_("파일"), ordering="file_name")
    def name(self, batch):
        return format_html('<a href="{}">{}</a>', self.page_for(batch), batch.file_name)

    @admin.display(description=_("상태"), ordering="state")
    def state_shown(self, batch):
        return batch.get_job_display() if batch.job else batch.get_state_display()

    @admin.display(description=_("올린 때"), ordering="created_at")
    def uploaded(self, batch):
        return date_format(localtime(batch.created_at), "Y-m-d H:i")

    @admin.display(description=_("행"))
    def counts(self, batch):
        words = (
            (_("새로 %d"), batch.new_rows),
            (_("바뀜 %d"), batch.changed_rows),
            (_("물음 %d"), batch.ask_rows),
            (_("고칠 것 %d"), batch.error_rows),
        )
        return ", ".join(str(word) % count for word, count in words if count) or "–"


@admin.register(ImportProfile)
class ImportProfileAdmin(admin.ModelAdmin):
    """Layouts the desk remembers; one that was remembered wrongly is deleted."""

    list_display = ["shown", "shape_name", "columns", "updated_at"]
    list_display_links = None
    list_per_page = 50
    search_fields = ["headers"]
    show_full_result_count = False

    class Media:
        css = {"all": ["admin-desk/desk.css", "admin-desk/desk-import.css"]}

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(
            request, {"title": self.opts.verbose_name_plural, **(extra_context or {})}
        )

    @admin.display(description=_("열 제목"), ordering="headers")
    def shown(self, profile):
        return str(profile)

    @admin.display(description=_("표의 종류"), ordering="shape")
    def shape_name(self, profile):
        resource = by_code().get(profile.shape)
        return resource.shape.name if resource else _("가져오지 않음")

    @admin.display(description=_("읽는 열"))
    def columns(self, profile):
        return ", ".join([*profile.places, *profile.constants])
