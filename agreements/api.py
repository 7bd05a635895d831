"""Agreements and civic ties in the public API."""

from django.db.models import Max, Prefetch
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements.filters import AgreementFilter, CivicAgreementFilter
from agreements.models import Agreement, AgreementParty, CivicAgreement
from cities.api.serializers import Addressed, AgreementNameSerializer, CityNameSerializer
from cities.api.views import HomeRecordsViewSet, latest
from cities.models import City, CooperationField
from exchange.api.routes import records
from exchange.api.values import Code, Lines, Name, SourceSerializer, Text, period


class AreaSerializer(serializers.Serializer):
    text = Name(help_text=_("협력 내용. 문서에 적힌 그대로"))
    field = Code(CooperationField, allow_null=True, help_text=_("분야"))
    field_name = Text(source="get_field_display", help_text=_("분야, 한국어"))


class PartySerializer(serializers.Serializer):
    name = Name(help_text=_("당사자의 이름"))
    city = CityNameSerializer(allow_null=True, help_text=_("등록된 도시이면 그 도시"))


class DocumentSerializer(Addressed):
    title = Name(help_text=_("문서 이름"))
    url = serializers.SerializerMethodField(help_text=_("문서의 주소"))

    @extend_schema_field(serializers.URLField)
    def get_url(self, document):
        return self.context["request"].build_absolute_uri(document.address)


class AgreementSerializer(AgreementNameSerializer):
    """What two cities signed, and what became of it."""

    partner = CityNameSerializer(source="partnership.partner", help_text=_("교류도시"))
    signed_note = Text(help_text=_("체결일 설명"))
    place = Text(help_text=_("체결 장소"))
    signatories = Lines(help_text=_("서명자"))
    text = Text(help_text=_("내용"))
    ended = period(_("효력이 끝난 날"))
    supersedes = serializers.SerializerMethodField(help_text=_("대체한 협정의 번호"))
    succession_note = Text(help_text=_("승계 설명"))
    heads_signed = serializers.BooleanField(
        allow_null=True, help_text=_("두 단체장이 서명한 협정서가 있는지. 모르면 null")
    )
    is_general = serializers.BooleanField(
        allow_null=True, help_text=_("한 분야에 한정되지 않는지. 모르면 null")
    )
    council_approved = serializers.BooleanField(
        allow_null=True, help_text=_("의회의 승인을 받았는지. 모르면 null")
    )
    council_approved_on = period(_("의회 승인일"))
    areas = AreaSerializer(many=True, source="areas.all", help_text=_("협력 분야"))
    parties = PartySerializer(many=True, source="public_parties", help_text=_("그 밖의 당사자"))
    updated_at = serializers.DateTimeField(help_text=_("마지막으로 바뀐 때"))

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_supersedes(self, agreement):
        before = agreement.supersedes
        return before.pk if before and before.state == Agreement.State.PUBLISHED else None


class AgreementDetailSerializer(AgreementSerializer):
    """The same with its documents."""

    documents = DocumentSerializer(many=True, source="documents.all", help_text=_("문서"))
    source = SourceSerializer(allow_null=True, help_text=_("출처"))


class AgreementViewSet(HomeRecordsViewSet):
    """Agreements of a home with its partners, those that have ended as well."""

    tag, record_name = _("협정"), "Agreement"
    explained = _("교류도시와 맺은 자매결연, 우호협력, 업무협약. 끝난 것도 있습니다.")
    summaries = {"list": _("협정의 목록"), "retrieve": _("협정 하나: 문서까지")}
    serializer_class, detail_serializer_class = AgreementSerializer, AgreementDetailSerializer
    filterset_class = AgreementFilter
    lookup_url_kwarg = "id"

    def example_of(self):
        return Agreement.objects.published().with_partners().order_by("pk").first()

    def get_queryset(self):
        # Another party may be a city that is still a draft: then its name alone is told.
        city = Prefetch("city", City.objects.published())
        parties = AgreementParty.objects.prefetch_related(city)
        found = (
            Agreement.objects.published()
            .for_home(self.home)
            .with_partners()
            .select_related("supersedes")
            .prefetch_related("areas", Prefetch("parties", parties, to_attr="public_parties"))
        )
        if self.action == "list":
            return found
        return found.select_related("source").prefetch_related("documents")

    def changed_in(self, found):
        names = ("updated_at", "areas__updated_at", "parties__updated_at")
        return latest(*found.order_by().aggregate(*map(Max, names)).values())

    def changed_of(self, agreement):
        parts = (*agreement.areas.all(), *agreement.public_parties, *agreement.documents.all())
        return latest(agreement.updated_at, *(part.updated_at for part in parts))


class CivicAgreementSerializer(Addressed):
    """A civic agreement: a tie of two organisations."""

    id = serializers.IntegerField(help_text=_("민간교류의 번호"))
    home_organisation = Name(help_text=_("우리 기관"))
    partner_organisation = Name(help_text=_("해외 기관"))
    country = Text(source="partner_country.code", help_text=_("해외 기관의 국가"))
    country_name = Text(source="partner_country.name", help_text=_("국가의 한국어 이름"))
    partner = serializers.SerializerMethodField(
        help_text=_("교류도시 사이의 민간교류라면 그 도시의 주소 이름")
    )
    category = Code(CivicAgreement.Category, help_text=_("구분"))
    category_name = Name(source="get_category_display", help_text=_("구분, 한국어"))
    signed = period(_("체결일. 모르면 null"))
    content = Text(help_text=_("교류내용. 문서에 적힌 그대로"))
    field = Code(CooperationField, allow_null=True, help_text=_("분야"))
    field_name = Text(source="get_field_display", help_text=_("분야, 한국어"))
    remarks = Text(help_text=_("비고"))
    url = serializers.SerializerMethodField(help_text=_("이 기록의 API 주소"))
    updated_at = serializers.DateTimeField(help_text=_("마지막으로 바뀐 때"))

    @extend_schema_field(serializers.SlugField(allow_null=True))
    def get_partner(self, tie):
        return tie.partnership and tie.partnership.partner.slug  # None unless it is public

    @extend_schema_field(serializers.URLField)
    def get_url(self, tie):
        return self.address("civic-agreement-detail", self.context["home"].slug, tie.pk)


class CivicAgreementDetailSerializer(CivicAgreementSerializer):
    source = SourceSerializer(allow_null=True, help_text=_("출처"))


class CivicAgreementViewSet(HomeRecordsViewSet):
    """Ties of schools, universities, clubs and companies of a home."""

    tag, record_name = _("민간교류"), "CivicAgreement"
    explained = _("학교, 대학교, 단체, 기업 사이의 자매결연.")
    summaries = {"list": _("민간교류의 목록"), "retrieve": _("민간교류 하나")}
    serializer_class = CivicAgreementSerializer
    detail_serializer_class = CivicAgreementDetailSerializer
    filterset_class = CivicAgreementFilter
    lookup_url_kwarg = "id"

    def example_of(self):
        return CivicAgreement.objects.published().select_related("home").order_by("pk").first()

    def get_queryset(self):
        found = CivicAgreement.objects.published().for_home(self.home).with_partners()
        return found if self.action == "list" else found.select_related("source")


urlpatterns = [
    *records("homes/<slug:home>/agreements/", AgreementViewSet, "agreement", "int:id"),
    *records(
        "homes/<slug:home>/civic-agreements/", CivicAgreementViewSet, "civic-agreement", "int:id"
    ),
]
