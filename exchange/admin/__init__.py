"""The admin of sources, and what the admin of every record stands on."""

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

import exchange.desk.admin  # registers the desk
import exchange.feedback.admin  # noqa: F401 registers the feedback
from exchange.admin.forms import WIDGETS, RecordForm, RowFormSet, RowSelect
from exchange.admin.history import HistoryAdmin
from exchange.admin.lists import RecordChangeList
from exchange.admin.publishing import PublishingMixin, may_publish
from exchange.models import Source


class FieldsMixin:
    """How the fields of every ModelAdmin and inline of the registry are typed and chosen."""

    form = RecordForm
    formfield_overrides = WIDGETS

    def get_field_queryset(self, db, db_field, request):
        # Choices are named by their own ModelAdmin's QuerySet: no query per choice.
        chosen = self.admin_site._registry.get(db_field.remote_field.model)
        return chosen.get_queryset(request) if isinstance(chosen, RegistryAdmin) else None

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            # Nobody means to delete a city while choosing one.
            field.widget.can_delete_related = False
        return field


class RegistryAdmin(FieldsMixin, HistoryAdmin):
    """A ModelAdmin of the registry, with history and dates typed as text."""

    show_facets = admin.ShowFacets.ALWAYS
    show_full_result_count = False  # a query per list for a number nobody asked for
    list_per_page = 50
    select_related = ()  # what naming a record takes, in lists, choices and headings
    incomplete = {}

    class Media:
        css = {"all": ["admin-desk/desk.css"]}

    def get_changelist(self, request, **kwargs):
        return RecordChangeList

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.select_related)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        # RecordForm refuses to write over what changed since; a page refused stays as old.
        opened = request.POST.get("_opened") or timezone.now().isoformat()
        context = {"opened": opened, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)


class RecordAdmin(PublishingMixin, RegistryAdmin):
    """The ModelAdmin of a Record, drafted first and then published."""

    autocomplete_fields = ["source"]
    publishing = (
        _("공개와 출처"),
        {
            "description": _(
                "‘작성 중’인 기록은 누리집에 나오지 않습니다. 어느 문서에서 옮겼는지 출처를 남겨 주세요."
            ),
            "fields": ["state", "source"],
        },
    )


class RowInline(FieldsMixin, admin.TabularInline):
    """Rows of a record; only what changed is checked and saved."""

    formset = RowFormSet
    extra = 0
    view_on_site = False

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        kwargs["widget"] = RowSelect
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class PartInline(RowInline):
    """Parts of a record, public with it.

    Their source stays with imports and fixtures: a choice in every row costs a query a row.
    """

    exclude = ["source"]

    def get_fields(self, request, obj=None):
        # The position comes from the abstract Part, so it would stand first; it matters least.
        return sorted(super().get_fields(request, obj), key=lambda name: name == "position")


class PictureInline(PartInline):
    """Pictures of a record, each in a block of its own with the picture as it is now."""

    template = "admin/edit_inline/stacked.html"
    readonly_fields = ["preview"]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.is_table = False
        return formset

    def get_fields(self, request, obj=None):
        common = ["preview", "image", "alt", "caption", "credit", "rights", "position"]
        own = [name for name in super().get_fields(request, obj) if name not in common]
        return ["preview", "image", *own, "alt", "caption", ("credit", "rights"), "position"]

    @admin.display(description=_("지금 사진"))
    def preview(self, picture):
        if not picture.image or not picture.image._committed:
            return _("저장하면 여기에 보입니다.")
        return format_html(
            '<img class="picture-preview" src="{}" alt="{}" loading="lazy">',
            picture.image.url_at(320), picture.alt,
        )  # fmt: skip


class RecordInline(RowInline):
    """Records below another; the state is for those who may publish them."""

    show_change_link = True

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if may_publish(request.user, self.model) else (*fields, "state")


@admin.register(Source)
class SourceAdmin(RegistryAdmin):
    list_display = ["title", "publisher", "dated_text", "url", "slug"]
    search_fields = ["title", "publisher", "slug", "url"]
    date_hierarchy = "dated_first"
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "도시·협정·교류 내역을 옮긴 문서입니다. 누리집에서 출처로 보입니다."
                ),
                "fields": ["title", "publisher", "dated", "url", "note", "slug"],
            },
        )
    ]

    @admin.display(description=_("문서 날짜"), ordering="dated_first")
    def dated_text(self, source):
        return source.dated
