"""The admin of agreements and of civic ties, and the agreements below a partnership."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.models import (
    Agreement,
    AgreementArea,
    AgreementDocument,
    AgreementParty,
    CivicAgreement,
)
from agreements.partner_list import PartnerListResource
from agreements.resources import CivicAgreementResource
from cities.admin import HomeFilter, PartnershipAdmin, city_search
from exchange.admin import PartInline, RecordAdmin, RecordInline
from exchange.admin.forms import RecordForm
from exchange.admin.imports import TableAdmin
from exchange.admin.lists import CountryFilter, IncompleteFilter, filter_of


class AgreementForm(RecordForm):
    """Refuses what would break other records: those that hang on the agreement, or its chain."""

    def clean_partnership(self):
        if self.instance.pk and "partnership" in self.changed_data:
            later = Agreement.objects.filter(supersedes=self.instance)
            if later.exists() or self.instance.supersedes_id or self.instance.events.exists():
                raise ValidationError(
                    _(
                        "이 협정을 가리키는 교류 내역이나 이어지는 협정이 있어 교류도시를 바꿀 수 없습니다. "
                        "그 연결을 먼저 비우고 저장하세요."
                    )
                )
        return self.cleaned_data["partnership"]

    def clean_supersedes(self):
        earlier = first = self.cleaned_data["supersedes"]
        seen = set()
        while earlier and earlier.pk not in seen:
            if earlier.pk == self.instance.pk:
                raise ValidationError(_("서로를 대체하는 협정이 됩니다. 앞선 협정을 고르세요."))
            seen.add(earlier.pk)
            earlier = earlier.supersedes
        return first


class AgreementAreaInline(PartInline):
    model = AgreementArea


class AgreementPartyInline(PartInline):
    model = AgreementParty
    autocomplete_fields = ["city"]


class AgreementDocumentInline(PartInline):
    model = AgreementDocument


@admin.register(Agreement)
class AgreementAdmin(RecordAdmin):
    form = AgreementForm
    list_display = ["name", "partner_name", "home_name", "signed_text", "kind", "status", "state"]
    list_filter = [
        "state", filter_of(HomeFilter, "partnership__home"), "kind", "status", IncompleteFilter,
    ]  # fmt: skip
    search_fields = ["title", "text", *city_search("partnership__partner", "partnership__home")]
    search_help_text = _("협정 이름과 내용, 도시의 한글·영문·현지 이름")
    date_hierarchy = "signed_first"
    ordering = ["-signed_first", "-pk"]
    select_related = ["partnership__home", "partnership__partner"]
    history_select_related = [
        "partnership__home", "partnership__partner",
        "supersedes__partnership__home", "supersedes__partnership__partner",
    ]  # fmt: skip
    incomplete = {
        "date": (_("체결일 모름"), Q(signed_first__isnull=True)),
        "title": (_("협정 이름 없음"), Q(title="")),
        "areas": (_("협력 분야 없음"), Q(areas__isnull=True)),
        "ended": (
            _("끝났는데 끝난 날 없음"),
            Q(status=Agreement.Status.ENDED, ended_first__isnull=True),
        ),
        "source": (_("출처 없음"), Q(source__isnull=True)),
    }
    autocomplete_fields = ["partnership", "supersedes", "source"]
    inlines = [AgreementAreaInline, AgreementPartyInline, AgreementDocumentInline]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "두 도시가 맺은 협정 한 건입니다. 날짜는 문서에 적힌 그대로 넣으세요. "
                    "일부만 알아도 됩니다."
                ),
                "fields": [
                    "partnership", ("kind", "title"), ("signed", "signed_note"), "place",
                    "signatories", "text",
                ],
            },
        ),
        (
            _("효력과 이어짐"),
            {
                "description": _(
                    "우호협력이 자매결연으로 격상되었으면 자매결연 협정에서 앞의 우호협력을 고르고, "
                    "앞의 협정은 효력을 ‘격상됨’으로 바꾸세요."
                ),
                "fields": ["supersedes", ("status", "ended"), "succession_note"],
            },
        ),
        (
            _("자매결연의 세 조건"),
            {
                "description": _("모르면 ‘알 수 없음’으로 두세요. 짐작으로 채우지 마세요."),
                "fields": [
                    ("heads_signed", "is_general"), ("council_approved", "council_approved_on"),
                ],
            },
        ),
        RecordAdmin.publishing,
    ]  # fmt: skip

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        object_id = request.resolver_match.kwargs.get("object_id")
        if db_field.name == "supersedes" and object_id:
            # Of an agreement that exists, the few others of its partnership are the whole choice.
            siblings = self.get_queryset(request).filter(partnership__agreements=object_id)
            kwargs["queryset"] = siblings.exclude(pk=object_id)
            kwargs["widget"] = forms.Select
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def public_url(self, agreement):
        return agreement.partnership.get_absolute_url()

    @admin.display(description=_("협정"), ordering="title")
    def name(self, agreement):
        return agreement.name

    @admin.display(description=_("교류도시"), ordering="partnership__partner__name")
    def partner_name(self, agreement):
        return agreement.partnership.partner.full_name

    @admin.display(description=_("우리 도시"), ordering="partnership__home__name")
    def home_name(self, agreement):
        return agreement.partnership.home.full_name

    @admin.display(description=_("체결일"), ordering="signed_first")
    def signed_text(self, agreement):
        return agreement.signed


@admin.register(CivicAgreement)
class CivicAgreementAdmin(TableAdmin, RecordAdmin):
    resource_classes = [CivicAgreementResource]
    list_display = [
        "home_organisation", "partner_organisation", "country_name", "home_name", "category",
        "signed_text", "state",
    ]  # fmt: skip
    list_filter = [
        "state", filter_of(HomeFilter, "home"), filter_of(CountryFilter, "partner_country"),
        "category", IncompleteFilter,
    ]  # fmt: skip
    search_fields = ["home_organisation", "partner_organisation", "content", *city_search("home")]
    search_help_text = _("두 기관의 이름, 교류내용, 우리 도시 이름")
    date_hierarchy = "signed_first"
    ordering = ["home__region", "home__name", "position", "pk"]
    select_related = ["home"]
    history_select_related = ["partnership__home", "partnership__partner"]
    incomplete = {
        "date": (_("체결일 모름"), Q(signed_first__isnull=True)),
        "country": (_("국가 없음"), Q(partner_country="")),
        "content": (_("교류내용 없음"), Q(content="")),
        "source": (_("출처 없음"), Q(source__isnull=True)),
    }
    autocomplete_fields = ["home", "partnership", "source"]
    fieldsets = [
        (
            None,
            {
                "description": _("학교·대학·단체가 맺은 결연 한 건입니다."),
                "fields": [
                    "home", ("home_organisation", "partner_organisation"),
                    ("partner_country", "category"), "signed", ("content", "field"), "remarks",
                    "partnership", "position",
                ],
            },
        ),
        RecordAdmin.publishing,
    ]  # fmt: skip

    def public_url(self, tie):
        return reverse("agreements:civic", args=[tie.home.slug])

    @admin.display(description=_("국가"), ordering="partner_country")
    def country_name(self, tie):
        return tie.partner_country.name

    @admin.display(description=_("우리 도시"), ordering="home__name")
    def home_name(self, tie):
        return tie.home.full_name

    @admin.display(description=_("체결일"), ordering="signed_first")
    def signed_text(self, tie):
        return tie.signed


class AgreementInline(RecordInline):
    """Agreements of a partnership: what a list shows; the rest stands on the agreement's page."""

    model = Agreement
    fields = ["kind", "title", "signed", "status", "state"]
    ordering = ["signed_first", "pk"]


PartnershipAdmin.inlines = [*PartnershipAdmin.inlines, AgreementInline]
PartnershipAdmin.resource_classes = [PartnerListResource]
