"""Exchanges and indicators in the public API."""

from itertools import chain

from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cities.api.serializers import Addressed, CityNameSerializer
from cities.api.views import HomeRecordsViewSet, latest
from cities.models import CooperationField
from exchange.api.routes import records
from exchange.api.values import Code, Name, SourceSerializer, Text, period
from timelines.filters import ExchangeEventFilter
from timelines.models import ExchangeEvent, Indicator, IndicatorValue


class ExchangeSerializer(Addressed):
    """One dated exchange between home and partner."""

    id = serializers.IntegerField(help_text=_("교류의 번호"))
    partner = CityNameSerializer(source="partnership.partner", help_text=_("교류도시"))
    period = period(_("기간. 모르면 null"))
    title = Name(help_text=_("교류내용"))
    details = serializers.ListField(
        source="detail_lines", child=serializers.CharField(), help_text=_("자세한 내용, 한 항목씩")
    )
    field = Code(CooperationField, allow_null=True, help_text=_("분야"))
    field_name = Text(source="get_field_display", help_text=_("분야, 한국어"))
    direction = Code(ExchangeEvent.Direction, allow_null=True, help_text=_("방향"))
    direction_name = Text(source="get_direction_display", help_text=_("방향, 한국어"))
    place = Text(help_text=_("장소"))
    headcount = serializers.IntegerField(allow_null=True, help_text=_("인원(명). 모르면 null"))
    page = serializers.SerializerMethodField(help_text=_("사람이 보는 쪽"))
    url = serializers.SerializerMethodField(help_text=_("이 기록의 API 주소"))
    updated_at = serializers.DateTimeField(help_text=_("마지막으로 바뀐 때"))

    @extend_schema_field(serializers.URLField)
    def get_page(self, event):
        return self.context["request"].build_absolute_uri(event.get_absolute_url())

    @extend_schema_field(serializers.URLField)
    def get_url(self, event):
        return self.address("exchange-detail", self.context["home"].slug, event.pk)


class PhotoSerializer(Addressed):
    alt = Name(help_text=_("사진을 말로 옮긴 것"))
    url = serializers.SerializerMethodField(help_text=_("사진의 주소"))

    @extend_schema_field(serializers.URLField)
    def get_url(self, photo):
        return self.context["request"].build_absolute_uri(photo.image.url)


class ExchangeDetailSerializer(ExchangeSerializer):
    """The same with its agreement and its photos."""

    agreement = serializers.SerializerMethodField(help_text=_("관련 협정의 번호"))
    photos = PhotoSerializer(many=True, source="photos.all", help_text=_("사진"))
    source = SourceSerializer(allow_null=True, help_text=_("출처"))

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_agreement(self, event):
        agreement = event.agreement
        is_public = agreement and agreement.state == ExchangeEvent.State.PUBLISHED
        return agreement.pk if is_public else None


class ExchangeViewSet(HomeRecordsViewSet):
    """Exchanges of a home with its partners: visits, festivals, meetings, support."""

    tag, record_name = _("교류 내역"), "Exchange"
    explained = _("교류도시와 오간 방문, 축제, 회의, 지원. 날짜를 모르는 것은 뒤에 옵니다.")
    summaries = {"list": _("교류의 목록"), "retrieve": _("교류 하나: 관련 협정과 사진까지")}
    serializer_class, detail_serializer_class = ExchangeSerializer, ExchangeDetailSerializer
    filterset_class = ExchangeEventFilter
    lookup_url_kwarg = "id"

    def example_of(self):
        return ExchangeEvent.objects.published().with_partners().order_by("pk").first()

    def get_queryset(self):
        if self.action == "list":
            return ExchangeEvent.objects.none()  # the filters ask for the home's
        found = ExchangeEvent.objects.published().for_home(self.home).with_partners()
        return found.select_related("agreement", "source").prefetch_related("photos")

    def changed_in(self, found):
        return self.filterset.counts[-1]

    def changed_of(self, event):
        return latest(event.updated_at, *(photo.updated_at for photo in event.photos.all()))


class IndicatorValueSerializer(serializers.Serializer):
    kind = Code(IndicatorValue.Kind, help_text=_("기준치인지 목표치인지 실적인지"))
    kind_name = Name(source="get_kind_display", help_text=_("같은 것, 한국어"))
    year = serializers.IntegerField(help_text=_("연도"))
    value = serializers.FloatField(help_text=_("값. 단위는 지표의 단위"))


class IndicatorSerializer(Addressed):
    """Something a home measures and aims at."""

    id = serializers.IntegerField(help_text=_("지표의 번호"))
    group = Text(help_text=_("묶음"))
    name = Name(help_text=_("지표"))
    unit = Name(help_text=_("단위"))
    note = Text(help_text=_("설명"))
    values = IndicatorValueSerializer(many=True, source="values.all", help_text=_("값, 해마다"))
    url = serializers.SerializerMethodField(help_text=_("이 기록의 API 주소"))
    updated_at = serializers.DateTimeField(help_text=_("마지막으로 바뀐 때"))

    @extend_schema_field(serializers.URLField)
    def get_url(self, indicator):
        return self.address("indicator-detail", self.context["home"].slug, indicator.pk)


class IndicatorDetailSerializer(IndicatorSerializer):
    source = SourceSerializer(allow_null=True, help_text=_("출처"))


class IndicatorViewSet(HomeRecordsViewSet):
    """Indicators of a home with their baselines, targets and readings."""

    tag, record_name = _("지표"), "Indicator"
    explained = _("자치단체가 재고 목표로 삼는 것: 기준치, 목표치, 실적.")
    summaries = {"list": _("지표의 목록"), "retrieve": _("지표 하나")}
    serializer_class, detail_serializer_class = IndicatorSerializer, IndicatorDetailSerializer
    lookup_url_kwarg = "id"

    def example_of(self):
        return Indicator.objects.published().select_related("home").order_by("pk").first()

    def get_queryset(self):
        found = Indicator.objects.published().for_home(self.home).with_values()
        found = found.order_by("position", "pk")
        return found if self.action == "list" else found.select_related("source")

    def changed_in(self, found):
        changes = found.order_by().aggregate(Max("updated_at"), Max("values__updated_at"))
        return latest(*changes.values())

    def changed_of(self, indicator):
        return latest(*(each.updated_at for each in chain([indicator], indicator.values.all())))


urlpatterns = [
    *records("homes/<slug:home>/exchanges/", ExchangeViewSet, "exchange", "int:id"),
    *records("homes/<slug:home>/indicators/", IndicatorViewSet, "indicator", "int:id"),
]
