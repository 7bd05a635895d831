"""The sites of home municipalities."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cities.models.city import City
from cities.querysets import PortalQuerySet
from exchange.addresses import address
from exchange.records import Record


class Portal(Record):
    """The site of one home municipality."""

    class Licence(models.IntegerChoices):
        """공공누리 (KOGL) types."""

        TYPE_1 = 1, _("제1유형: 출처표시")
        TYPE_2 = 2, _("제2유형: 출처표시, 상업적 이용금지")
        TYPE_3 = 3, _("제3유형: 출처표시, 변경금지")
        TYPE_4 = 4, _("제4유형: 출처표시, 상업적 이용금지, 변경금지")

    natural_key_fields = ("city",)
    public_through = ("city",)

    city = models.OneToOneField(City, models.PROTECT, verbose_name=_("도시"), related_name="portal")
    introduction = models.TextField(_("소개글"), blank=True)
    department = models.CharField(_("담당부서"), max_length=80, blank=True)
    telephone = models.CharField(_("전화번호"), max_length=40, blank=True)
    contact_name = models.CharField(
        _("담당자"),
        max_length=40,
        blank=True,
        help_text=_("안에서만 봅니다. 누리집·내려받기·API 어디에도 나오지 않습니다."),
    )
    licence = models.PositiveSmallIntegerField(
        _("공공누리 유형"), choices=Licence.choices, null=True, blank=True
    )
    website = models.URLField(
        _("대표 누리집"), max_length=300, blank=True, help_text=_("지방자치단체의 대표 누리집")
    )
    address = models.CharField(
        _("주소"),
        max_length=120,
        blank=True,
        help_text=_("우편번호와 함께. 누리집 아래에 나옵니다."),
    )
    privacy_url = models.URLField(
        _("개인정보 처리방침"),
        max_length=300,
        blank=True,
        help_text=_("지방자치단체의 방침이 있는 주소. 비워 두면 이 누리집의 안내가 나옵니다."),
    )
    copyright_url = models.URLField(
        _("저작권 정책"),
        max_length=300,
        blank=True,
        help_text=_("지방자치단체의 정책이 있는 주소. 비워 두면 이 누리집의 안내가 나옵니다."),
    )
    is_official = models.BooleanField(
        _("공식 누리집"),
        default=False,
        help_text=_("지방자치단체가 실제로 운영하는 공식 누리집일 때만 켜세요."),
    )

    objects = PortalQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("시·군·구 누리집")
        verbose_name_plural = _("시·군·구 누리집")
        ordering = ["city__country", "city__region", "city__name"]

    def __str__(self):
        return self.city.full_name

    def get_absolute_url(self):
        return address("cities:portal", self.city.slug)

    @property
    def licence_text(self):
        """What all data of the home may be used under; "" where no licence is stated."""
        if not self.licence:
            return ""
        return gettext("공공누리 %(type)s") % {"type": self.get_licence_display()}

    @property
    def licence_url(self):
        """Where that licence is published; "" where none is stated."""
        return f"https://www.kogl.or.kr/info/licenseType{self.licence}.do" if self.licence else ""
