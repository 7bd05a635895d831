"""The admin of cities, home municipalities' sites and partnerships.

The apps above add their inlines to PartnershipAdmin, and its tables, from their own admin.py.
"""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cities.models import City, CityFact, CityLink, CityPicture, Partnership, Portal
from cities.resources import CityFactResource
from exchange.admin import PartInline, PictureInline, RecordAdmin
from exchange.admin.forms import RowFormSet
from exchange.admin.imports import TableAdmin
from exchange.admin.lists import (
    ChoiceFilter,
    CountryFilter,
    IncompleteFilter,
    PathFilter,
    filter_of,
)

CITY_SEARCH = ("name", "name_en", "name_local", "region")
QUIET_YEARS = 3


def city_search(*paths):
    """`search_fields` that find cities at the end of these paths by any of their names."""
    return [f"{path}__{name}" for path in paths for name in CITY_SEARCH]


def rows_below(name):
    """Rows of a relation of Partnership, drafts as well, ready to be counted for each."""
    rows = Partnership._meta.get_field(name).related_model._base_manager
    return rows.filter(partnership=OuterRef("pk")).order_by().values("partnership")


class HomeFilter(PathFilter):
    """Home municipalities: cities that have a site here."""

    title = _("우리 도시")
    parameter_name = "home"

    def occurring(self, request, model_admin):
        homes = City.objects.filter(portal__isnull=False).order_by("region", "name")
        return [(home.pk, home.full_name) for home in homes]

    def has_output(self):
        return len(self.lookup_choices) > 1


class ScopeFilter(ChoiceFilter):
    title = _("국내·국외")
    parameter_name = "scope"

    def lookups(self, request, model_admin):
        return [("domestic", _("국내")), ("overseas", _("국외"))]

    def queryset(self, request, queryset):
        return getattr(queryset, self.value() or "all")()


class CityFactInline(PartInline):
    model = CityFact


class CityLinkInline(PartInline):
    model = CityLink


class CityPictureFormSet(RowFormSet):
    """Sees to the one emblem of a city: its rows are all here, and see nothing of each other."""

    def clean(self):
        super().clean()
        emblem = CityPicture.Kind.EMBLEM
        kept = [each for each in self.forms if not self._should_delete_form(each)]
        # A row that nobody changed has nothing cleaned.
        emblems = [
            each
            for each in kept
            if getattr(each, "cleaned_data", {}).get("kind", each.instance.kind) == emblem
        ]
        if len(emblems) > 1:
            raise ValidationError(
                _("휘장은 한 도시에 하나입니다. 바꾸려면 그 휘장의 파일만 새로 고르세요.")
            )
        # Rows are saved one by one, so the old emblem would stand beside the new.
        moved = [each for each in kept if each.instance.pk and each.initial["kind"] == emblem]
        if moved and emblems and emblems[0] in self.initial_forms and moved != emblems:
            raise ValidationError(
                _("지금 휘장의 종류부터 바꾸어 저장하고, 다른 사진을 휘장으로 바꾸세요.")
            )


class CityPictureInline(PictureInline):
    model = CityPicture
    formset = CityPictureFormSet


@admin.register(City)
class CityAdmin(TableAdmin, RecordAdmin):
    resource_classes = [CityFactResource]
    list_display = [
        "name", "name_en", "region", "country_name", "tier", "population", "has_coordinates",
        "state",
    ]  # fmt: skip
    list_filter = ["state", filter_of(CountryFilter, "country"), "tier", IncompleteFilter]
    search_fields = [*CITY_SEARCH, "slug"]
    search_help_text = _("한글·영문·현지 이름, 광역·주·성")
    ordering = ["country", "region", "name"]
    incomplete = {
        "coordinates": (_("좌표 없음"), Q(latitude__isnull=True)),
        "population": (_("인구 없음"), Q(population__isnull=True)),
        "year": (_("인구 기준 연도 없음"), Q(population__isnull=False, population_year=None)),
        "english": (_("영문 이름 없음"), Q(name_en="")),
        "source": (_("출처 없음"), Q(source__isnull=True)),
    }
    autocomplete_fields = ["source", "coordinates_source"]
    prepopulated_fields = {"slug": ["name_en"]}
    inlines = [CityFactInline, CityLinkInline, CityPictureInline]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "같은 이름의 도시가 여럿입니다(서구는 여섯 광역시에 있습니다). "
                    "국가와 광역·주·성까지 넣어야 서로 다른 도시로 구별됩니다."
                ),
                "fields": [
                    ("name", "name_en"), ("name_local", "language_local"),
                    ("country", "region"), "tier", "slug",
                ],
            },
        ),
        (
            _("위치"),
            {
                "description": _("지도에 나오는 자리입니다. 위도와 경도를 함께 넣으세요."),
                "fields": [("latitude", "longitude"), "coordinates_source"],
            },
        ),
        (
            _("비교할 수 있는 숫자"),
            {
                "description": _("단위에 맞추어 숫자만 넣으세요. 그 밖의 현황은 아래 표에 넣으세요."),
                "fields": [
                    ("population", "population_year"), ("area_km2", "rainfall_mm"),
                    ("temperature_mean_c", "temperature_min_c", "temperature_max_c"),
                    "wikidata_id",
                ],
            },
        ),
        RecordAdmin.publishing,
    ]  # fmt: skip

    @admin.display(description=_("국가"), ordering="country")
    def country_name(self, city):
        return city.country.name

    @admin.display(description=_("좌표"), boolean=True, ordering="latitude")
    def has_coordinates(self, city):
        return city.latitude is not None

    def public_url(self, city):
        """A home's portal; else the page of a partnership, as a city has no page of its own."""
        page = (
            Portal.objects.published().filter(city=city).first()
            or Partnership.objects.published()
            .filter(partner=city)
            .select_related("home", "partner")
            .first()
        )
        return page and page.get_absolute_url()


@admin.register(Portal)
class PortalAdmin(RecordAdmin):
    list_display = ["city", "department", "telephone", "is_official", "licence", "state"]
    list_filter = ["state", "is_official", IncompleteFilter]
    search_fields = [*city_search("city"), "department"]
    search_help_text = _("도시 이름, 담당부서")
    select_related = ["city"]
    history_select_related = ["city"]
    incomplete = {
        "department": (_("담당부서 없음"), Q(department="")),
        "telephone": (_("전화번호 없음"), Q(telephone="")),
        "licence": (_("공공누리 유형 없음"), Q(licence__isnull=True)),
    }
    autocomplete_fields = ["city", "source"]
    fieldsets = [
        (
            None,
            {
                "description": _("이 등록부로 교류도시를 알리는 시·군·구의 누리집입니다."),
                "fields": ["city", "introduction", "licence", "is_official"],
            },
        ),
        (
            _("문의"),
            {
                "description": _(
                    "담당부서와 전화번호는 모든 쪽 아래에 나옵니다. 담당자 이름은 안에서만 봅니다."
                ),
                "fields": [("department", "telephone"), "contact_name", "address"],
            },
        ),
        (
            _("다른 누리집"),
            {
                "description": _("모든 쪽 아래에 이어집니다."),
                "fields": ["website", "privacy_url", "copyright_url"],
            },
        ),
        RecordAdmin.publishing,
    ]


@admin.register(Partnership)
class PartnershipAdmin(TableAdmin, RecordAdmin):
    list_display = [
        "partner_name", "country_name", "home_name", "stage", "agreement_count", "event_count",
        "latest_event", "state",
    ]  # fmt: skip
    list_filter = [
        "state", filter_of(HomeFilter, "home"), ScopeFilter,
        filter_of(CountryFilter, "partner__country"), "stage", IncompleteFilter,
    ]  # fmt: skip
    search_fields = city_search("partner", "home")
    search_help_text = _("한글·영문·현지 이름, 광역·주·성")
    select_related = ["home", "partner"]
    ordering = ["home__region", "home__name", "partner__country", "partner__name"]
    incomplete = {
        "agreement": (_("협정 없음"), Q(agreements__isnull=True)),
        "event": (_("교류 내역 없음"), Q(events__isnull=True)),
        "quiet": (
            _("%(years)d년 넘게 교류 없음") % {"years": QUIET_YEARS},
            lambda partnerships: partnerships.quiet(years=QUIET_YEARS),
        ),
        "background": (_("추진 배경 없음"), Q(background="")),
        "reason": (
            _("중단·종료 사유 없음"),
            Q(stage__in=[Partnership.Stage.SUSPENDED, Partnership.Stage.ENDED], stage_note=""),
        ),
        "source": (_("출처 없음"), Q(source__isnull=True)),
    }
    autocomplete_fields = ["home", "partner", "source"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "우리 도시와 교류도시를 고르세요. 목록에 없으면 ‘도시’에 먼저 등록하세요. "
                    "교류 종류(자매결연·우호협력 등)와 첫 체결일은 아래 협정에서 정해집니다."
                ),
                "fields": [("home", "partner"), "stage", "stage_note"],
            },
        ),
        (
            _("소개"),
            {
                "description": _("교류도시 쪽에 그대로 나옵니다."),
                "fields": ["background", "outcome", "plan"],
            },
        ),
        (
            _("문의"),
            {
                "description": _("누리집의 담당부서와 다를 때만 넣으세요."),
                "fields": [("department", "telephone")],
            },
        ),
        RecordAdmin.publishing,
    ]
    inlines = []

    def get_queryset(self, request):
        agreements, events = (rows_below(name) for name in ("agreements", "events"))
        return (
            super()
            .get_queryset(request)
            .annotate(
                agreement_count=Coalesce(Subquery(agreements.values(total=Count("pk"))), 0),
                event_count=Coalesce(Subquery(events.values(total=Count("pk"))), 0),
                latest_event=Subquery(events.values(latest=Max("period_first"))),
            )
        )

    @admin.display(description=_("교류도시"), ordering="partner__name")
    def partner_name(self, partnership):
        local = partnership.partner.name_local
        return (
            format_html("{} ({})", partnership.partner.full_name, local)
            if local
            else (partnership.partner.full_name)
        )

    @admin.display(description=_("우리 도시"), ordering="home__name")
    def home_name(self, partnership):
        return partnership.home.full_name

    @admin.display(description=_("국가"), ordering="partner__country")
    def country_name(self, partnership):
        return partnership.partner.country.name

    @admin.display(description=_("협정"), ordering="agreement_count")
    def agreement_count(self, partnership):
        return partnership.agreement_count

    @admin.display(description=_("교류 내역"), ordering="event_count")
    def event_count(self, partnership):
        return partnership.event_count

    @admin.display(description=_("최근 교류"), ordering=F("latest_event").desc(nulls_last=True))
    def latest_event(self, partnership):
        return date_format(partnership.latest_event, "Y-m-d") if partnership.latest_event else None
