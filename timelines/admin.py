"""The admin of exchanges and of indicators, and the latest exchanges below a partnership."""

from django import forms
from django.contrib import admin
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cities.admin import HomeFilter, PartnershipAdmin, city_search
from cities.models import Partnership
from exchange.admin import PartInline, PictureInline, RecordAdmin, RecordInline
from exchange.admin.forms import LatestRowsFormSet
from exchange.admin.imports import TableAdmin
from exchange.admin.lists import IncompleteFilter, filter_of
from timelines.indicator_table import IndicatorResource
from timelines.models import EventPhoto, ExchangeEvent, Indicator, IndicatorValue
from timelines.resources import TimelineResource


class EventPhotoInline(PictureInline):
    model = EventPhoto


@admin.register(ExchangeEvent)
class ExchangeEventAdmin(TableAdmin, RecordAdmin):
    resource_classes = [TimelineResource]
    list_display = ["period_text", "title", "partner_name", "home_name", "field", "state"]
    list_display_links = ["period_text", "title"]
    list_filter = [
        "state", filter_of(HomeFilter, "partnership__home"), "field", "direction", IncompleteFilter,
    ]  # fmt: skip
    search_fields = [
        "title", "details", "place", *city_search("partnership__partner", "partnership__home"),
    ]  # fmt: skip
    search_help_text = _("교류내용, 장소, 도시의 한글·영문·현지 이름")
    date_hierarchy = "period_first"
    ordering = [F("period_first").desc(nulls_last=True), "-position", "-pk"]
    select_related = ["partnership__home", "partnership__partner"]
    history_select_related = [
        "partnership__home", "partnership__partner",
        "agreement__partnership__home", "agreement__partnership__partner",
    ]  # fmt: skip
    incomplete = {
        "date": (_("날짜 없음"), Q(period_first__isnull=True)),
        "open": (_("끝난 날 없음"), Q(period_first__isnull=False, period_last__isnull=True)),
        "field": (_("분야 없음"), Q(field="")),
        "direction": (_("방향 없음"), Q(direction="")),
        "source": (_("출처 없음"), Q(source__isnull=True)),
    }
    autocomplete_fields = ["partnership", "agreement", "source"]
    inlines = [EventPhotoInline]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "교류 한 건입니다. 기간은 문서에 적힌 그대로 넣으면 어떻게 읽었는지 바로 알려 드립니다."
                ),
                "fields": [
                    "partnership", "period", "title", "details", ("field", "direction"),
                    ("place", "headcount"), "agreement", "position",
                ],
            },
        ),
        RecordAdmin.publishing,
    ]  # fmt: skip

    def desk_start(self, request):
        """From the exchanges of one partnership, the desk knows whose they are."""
        start = super().desk_start(request)
        chosen = request.GET.get("partnership__id__exact", "")
        slugs = Partnership.objects.filter(pk=chosen if chosen.isdecimal() else None)
        for home, partner in slugs.values_list("home__slug", "partner__slug"):
            start |= {"home": home, "partner": partner}
        return start

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        object_id = request.resolver_match.kwargs.get("object_id")
        if db_field.name == "agreement" and object_id:
            # Of an event that exists, its partnership's few agreements are the whole choice.
            agreements = self.get_field_queryset(None, db_field, request)
            kwargs["queryset"] = agreements.filter(partnership__events=object_id)
            kwargs["widget"] = forms.Select
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("기간"), ordering="period_first")
    def period_text(self, event):
        return event.period

    @admin.display(description=_("교류도시"), ordering="partnership__partner__name")
    def partner_name(self, event):
        return event.partnership.partner.full_name

    @admin.display(description=_("우리 도시"), ordering="partnership__home__name")
    def home_name(self, event):
        return event.partnership.home.full_name


class IndicatorValueInline(PartInline):
    model = IndicatorValue


@admin.register(Indicator)
class IndicatorAdmin(TableAdmin, RecordAdmin):
    resource_classes = [IndicatorResource]
    list_display = ["name", "group", "unit", "home_name", "position", "state"]
    list_filter = ["state", filter_of(HomeFilter, "home"), IncompleteFilter]
    search_fields = ["name", "group", *city_search("home")]
    search_help_text = _("지표와 묶음의 이름, 우리 도시 이름")
    ordering = ["home__region", "home__name", "position", "pk"]
    select_related = ["home"]
    incomplete = {
        "values": (_("값 없음"), Q(values__isnull=True)),
        "target": (_("목표치 없음"), ~Q(values__kind=IndicatorValue.Kind.TARGET)),
        "source": (_("출처 없음"), Q(source__isnull=True)),
    }
    autocomplete_fields = ["home", "source"]
    inlines = [IndicatorValueInline]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "우리 도시가 재는 지표 하나입니다. 기준치·목표치·실적은 아래 표에 넣으세요."
                ),
                "fields": ["home", "group", "name", "unit", "note", "position"],
            },
        ),
        RecordAdmin.publishing,
    ]

    def public_url(self, indicator):
        return reverse("timelines:indicators", args=[indicator.home.slug])

    @admin.display(description=_("우리 도시"), ordering="home__name")
    def home_name(self, indicator):
        return indicator.home.full_name


class ExchangeEventInline(RecordInline):
    """The latest exchanges of a partnership; all of them with `?events=all` in the address."""

    model = ExchangeEvent
    formset = LatestRowsFormSet
    template = "admin/event_rows.html"
    fields = ["period", "title", "details", "field", "direction", "state"]
    ordering = ExchangeEventAdmin.ordering
    latest = 20
    most = 500  # rows that one form can carry with room to spare (DATA_UPLOAD_MAX_NUMBER_FIELDS)

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.shows_all = request.GET.get("events") == "all"
        formset.rows_shown = self.most if formset.shows_all else self.latest
        return formset

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "details":
            field.widget.attrs.update(rows=2)
        return field


PartnershipAdmin.inlines = [*PartnershipAdmin.inlines, ExchangeEventInline]
