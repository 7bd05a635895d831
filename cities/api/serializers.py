"""Cities, homes and partnerships as the API writes them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cities.models import City, CityFact, Partnership
from exchange.api.values import (
    Code,
    LicenceSerializer,
    Link,
    Name,
    SourceSerializer,
    Text,
    period,
)


def related(name):
    """The model of a relation of partnerships, which an app above has."""
    return Partnership._meta.get_field(name).related_model


class Addressed(serializers.Serializer):
    """What can name the addresses of records, whole."""

    def address(self, name, *args):
        return self.context["request"].build_absolute_uri(reverse(f"api:{name}", args=args))


class CityNameSerializer(Addressed):
    """A city by its names, wherever one is named."""

    slug = serializers.SlugField(help_text=_("주소 이름. 도시마다 하나이고 바뀌지 않습니다."))
    name = Name(help_text=_("이름. 예: 플러튼시"))
    name_en = Text(help_text=_("영문 이름"))
    name_local = Text(help_text=_("현지 이름. 예: 桂林市"))
    language_local = Text(help_text=_("현지 이름의 언어(BCP 47). 예: zh-Hans"))
    region = Text(help_text=_("광역·주·성. 예: 캘리포니아주"))
    country = Name(source="country.code", help_text=_("국가(ISO 3166-1 alpha-2)"))
    country_name = Name(source="country.name", help_text=_("국가의 한국어 이름"))
    tier = Code(City.Tier, allow_null=True, help_text=_("자치단체의 종류"))
    tier_name = Text(source="get_tier_display", help_text=_("자치단체의 종류, 한국어"))
    url = serializers.SerializerMethodField(help_text=_("이 도시의 API 주소"))

    @extend_schema_field(serializers.URLField)
    def get_url(self, city):
        return self.address("city-detail", city.slug)


def number(label, **kwargs):
    return serializers.FloatField(allow_null=True, help_text=label, **kwargs)


class CitySerializer(CityNameSerializer):
    """A city with what can be compared."""

    latitude = number(_("위도(WGS 84)"), min_value=-90, max_value=90)
    longitude = number(_("경도(WGS 84)"), min_value=-180, max_value=180)
    area_km2 = number(_("면적(㎢)"))
    population = serializers.IntegerField(allow_null=True, help_text=_("인구(명)"))
    population_year = serializers.IntegerField(allow_null=True, help_text=_("인구 기준 연도"))
    temperature_mean_c = number(_("연평균 기온(℃)"))
    temperature_min_c = number(_("최저 기온(℃)"))
    temperature_max_c = number(_("최고 기온(℃)"))
    rainfall_mm = number(_("연강수량(mm)"))
    wikidata_id = Text(help_text=_("위키데이터 번호. 예: Q110745"))
    updated_at = serializers.DateTimeField(help_text=_("마지막으로 바뀐 때"))


class FactSerializer(serializers.Serializer):
    topic = Code(CityFact.Topic, help_text=_("주제"))
    topic_name = Name(source="get_topic_display", help_text=_("주제, 한국어"))
    label = Name(help_text=_("구분. 문서에 적힌 그대로"))
    text = Name(help_text=_("내용. 여러 항목이면 한 줄에 하나"))


class LinkSerializer(serializers.Serializer):
    label = Name(help_text=_("이름"))
    url = Link(help_text=_("주소. 모르면 null"))


class CityDetailSerializer(CitySerializer):
    """A city with its facts and links."""

    facts = FactSerializer(many=True, source="facts.all", help_text=_("도시 현황"))
    links = LinkSerializer(many=True, source="links.all", help_text=_("누리집"))
    coordinates_source = SourceSerializer(allow_null=True, help_text=_("좌표의 출처"))
    source = SourceSerializer(allow_null=True, help_text=_("출처"))


class HomeSerializer(Addressed):
    """The site of a municipality, and where its records are."""

    slug = serializers.SlugField(source="city.slug", help_text=_("주소 이름"))
    city = CityNameSerializer()
    introduction = Text(help_text=_("소개글"))
    department = Text(help_text=_("담당부서"))
    telephone = Text(help_text=_("전화번호"))
    website = Link(help_text=_("대표 누리집"))
    postal_address = Text(source="address", help_text=_("청사의 주소"))
    is_official = serializers.BooleanField(help_text=_("지방자치단체가 운영하는 공식 누리집인지"))
    licence = serializers.SerializerMethodField(help_text=_("이용조건"))
    partnership_count = serializers.IntegerField(
        source="partner_count", help_text=_("공개된 교류도시의 수")
    )
    partnerships = serializers.SerializerMethodField(help_text=_("교류도시"))
    agreements = serializers.SerializerMethodField(help_text=_("협정"))
    exchanges = serializers.SerializerMethodField(help_text=_("교류 내역"))
    civic_agreements = serializers.SerializerMethodField(help_text=_("민간교류"))
    indicators = serializers.SerializerMethodField(help_text=_("지표"))
    page = serializers.SerializerMethodField(help_text=_("사람이 보는 쪽"))
    url = serializers.SerializerMethodField(help_text=_("이 기록의 API 주소"))
    updated_at = serializers.DateTimeField(help_text=_("마지막으로 바뀐 때"))

    @extend_schema_field(LicenceSerializer(allow_null=True))
    def get_licence(self, portal):
        return licence_of(portal)

    @extend_schema_field(serializers.URLField)
    def get_partnerships(self, portal):
        return self.address("partnership-list", portal.city.slug)

    @extend_schema_field(serializers.URLField)
    def get_agreements(self, portal):
        return self.address("agreement-list", portal.city.slug)

    @extend_schema_field(serializers.URLField)
    def get_exchanges(self, portal):
        return self.address("exchange-list", portal.city.slug)

    @extend_schema_field(serializers.URLField)
    def get_civic_agreements(self, portal):
        return self.address("civic-agreement-list", portal.city.slug)

    @extend_schema_field(serializers.URLField)
    def get_indicators(self, portal):
        return self.address("indicator-list", portal.city.slug)

    @extend_schema_field(serializers.URLField)
    def get_page(self, portal):
        return self.context["request"].build_absolute_uri(portal.get_absolute_url())

    @extend_schema_field(serializers.URLField)
    def get_url(self, portal):
        return self.address("home-detail", portal.city.slug)


def licence_of(portal):
    """{type, name, url} of a home's licence, None where none is stated."""
    if not portal.licence:
        return None
    return {"type": portal.licence, "name": portal.licence_text, "url": portal.licence_url}


class AgreementNameSerializer(Addressed):
    """An agreement in brief, within its partnership."""

    id = serializers.IntegerField(help_text=_("협정의 번호"))
    kind = Code(related("agreements").Kind, help_text=_("종류"))
    kind_name = Name(source="get_kind_display", help_text=_("종류, 한국어"))
    title = Text(help_text=_("협정 이름. 문서에 적힌 그대로"))
    signed = period(_("체결일. 모르면 null"))
    status = Code(related("agreements").Status, help_text=_("효력"))
    status_name = Name(source="get_status_display", help_text=_("효력, 한국어"))
    url = serializers.SerializerMethodField(help_text=_("이 협정의 API 주소"))

    @extend_schema_field(serializers.URLField)
    def get_url(self, agreement):
        return self.address("agreement-detail", self.context["home"].slug, agreement.pk)


class PartnershipSerializer(Addressed):
    """A partner city as its home sees it."""

    home = serializers.SlugField(source="home.slug", help_text=_("우리 도시의 주소 이름"))
    partner = CityNameSerializer(help_text=_("교류도시"))
    is_domestic = serializers.BooleanField(help_text=_("우리 도시와 같은 나라인지"))
    kind = serializers.SerializerMethodField(
        help_text=_("교류 종류: 효력이 있는 가장 가까운 협정의 종류. 협정이 없으면 null")
    )
    stage = Code(Partnership.Stage, help_text=_("단계"))
    stage_name = Name(source="get_stage_display", help_text=_("단계, 한국어"))
    stage_note = Text(help_text=_("단계 설명. 예: 교류 중단 사유"))
    background = Text(help_text=_("추진 배경"))
    outcome = Text(help_text=_("성과"))
    plan = Text(help_text=_("교류 계획"))
    department = serializers.SerializerMethodField(help_text=_("담당부서"))
    telephone = serializers.SerializerMethodField(help_text=_("전화번호"))
    agreements = AgreementNameSerializer(
        many=True, source="public_agreements", help_text=_("협정. 앞의 것이 교류 종류를 정합니다.")
    )
    exchanges = serializers.SerializerMethodField(help_text=_("이 교류도시와의 교류 내역"))
    page = serializers.SerializerMethodField(help_text=_("사람이 보는 쪽"))
    url = serializers.SerializerMethodField(help_text=_("이 기록의 API 주소"))
    updated_at = serializers.DateTimeField(help_text=_("마지막으로 바뀐 때"))

    @extend_schema_field(Code(related("agreements").Kind, allow_null=True))
    def get_kind(self, partnership):
        leading = next(iter(partnership.public_agreements), None)
        return leading and leading.kind

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_department(self, partnership):
        return partnership.department or self.context["portal"].department or None

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_telephone(self, partnership):
        return partnership.telephone or self.context["portal"].telephone or None

    @extend_schema_field(serializers.URLField)
    def get_exchanges(self, partnership):
        partner = partnership.partner.slug
        return f"{self.address('exchange-list', partnership.home.slug)}?partner={partner}"

    @extend_schema_field(serializers.URLField)
    def get_page(self, partnership):
        return self.context["request"].build_absolute_uri(partnership.get_absolute_url())

    @extend_schema_field(serializers.URLField)
    def get_url(self, partnership):
        return self.address("partnership-detail", partnership.home.slug, partnership.partner.slug)


class PartnershipDetailSerializer(PartnershipSerializer):
    """The same with the partner's facts and links."""

    partner = CityDetailSerializer(help_text=_("교류도시"))
    source = SourceSerializer(allow_null=True, help_text=_("출처"))
