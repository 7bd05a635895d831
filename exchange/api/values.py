"""Values as the API writes them. What is not known is null, never "" and never left out."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers


class Text(serializers.CharField):
    """Text in Korean, as it was recorded."""

    def __init__(self, **kwargs):
        super().__init__(**{"allow_null": True, "read_only": True, **kwargs})

    def to_representation(self, value):
        return str(value) if value else None


class Name(Text):
    """Text that is always there."""

    def __init__(self, **kwargs):
        super().__init__(allow_null=False, **kwargs)

    def to_representation(self, value):
        return str(value)


class Link(serializers.URLField):
    """An address on the web."""

    def __init__(self, **kwargs):
        super().__init__(**{"allow_null": True, "read_only": True, **kwargs})

    def to_representation(self, value):
        return str(value) if value else None


class Code(serializers.ChoiceField):
    """One of a TextChoices, by its code; its Korean label stands beside it."""

    def __init__(self, choices, **kwargs):
        super().__init__(choices.choices, **{"read_only": True, **kwargs})

    def to_representation(self, value):
        return value or None


class Lines(serializers.ListField):
    """Lines of text, one item each."""

    child = serializers.CharField()

    def to_representation(self, value):
        return [line.strip() for line in (value or "").splitlines() if line.strip()]


class PeriodSerializer(serializers.Serializer):
    """A date or span as it was written, and as far as it is known."""

    text = serializers.CharField(
        help_text=_("문서에 적힌 그대로. 예: `2013. 4. 5. ~ 25.`"), read_only=True
    )
    edtf = serializers.CharField(
        help_text=_("EDTF(ISO 8601-2). 예: `2013-04-05/2013-04-25`, `1979`, `1994/..`"),
        read_only=True,
    )
    first_day = serializers.DateField(help_text=_("기간의 첫날"), read_only=True)
    last_day = serializers.DateField(
        help_text=_("기간의 끝날. 계속되는 기간이면 null"), allow_null=True, read_only=True
    )


def period(label, **kwargs):
    """A field of a Period that may be unknown."""
    return PeriodSerializer(allow_null=True, read_only=True, help_text=label, **kwargs)


class LicenceSerializer(serializers.Serializer):
    """A licence of KOGL, the Korea Open Government Licence."""

    type = serializers.IntegerField(help_text=_("공공누리 유형"), min_value=1, max_value=4)
    name = serializers.CharField(help_text=_("예: 공공누리 제1유형: 출처표시"))
    url = serializers.URLField(help_text=_("이용조건을 설명하는 주소"))


class SourceSerializer(serializers.Serializer):
    """The document a record was read from."""

    title = Name(help_text=_("문서 제목"))
    publisher = Text(help_text=_("펴낸 곳"))
    url = Link(help_text=_("주소"))
    dated = period(_("문서에 적힌 날짜"))


class AboutSerializer(serializers.Serializer):
    data_date = serializers.DateField(
        help_text=_("데이터기준일자: 담긴 자료가 마지막으로 바뀐 날(한국 시간)")
    )
    licence = LicenceSerializer(
        allow_null=True, help_text=_("이용조건(공공누리). 정해지지 않았으면 null")
    )


class PageSerializer(serializers.Serializer):
    count = serializers.IntegerField(help_text=_("조건에 맞는 것은 모두 몇인지"), min_value=0)
    next = serializers.URLField(allow_null=True, help_text=_("다음 쪽의 주소"))
    previous = serializers.URLField(allow_null=True, help_text=_("앞 쪽의 주소"))
