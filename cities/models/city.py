"""Cities, their facts and their links."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from cities.querysets import CityQuerySet
from exchange.records import Part, Record

# First parts of addresses that belong to the site itself, so no home can be called so.
RESERVED_SLUGS = (
    "admin", "api", "en", "feedback", "i18n", "ja", "ko", "media", "open-data", "search", "static",
    "zh", "zh-hans",
)  # fmt: skip


class City(Record):
    """A place, home or partner. Names repeat: a city is its country, region and name."""

    class Tier(models.TextChoices):
        PROVINCE = "province", _("광역(특별시·광역시·도)")
        CITY = "city", _("시")
        COUNTY = "county", _("군")
        DISTRICT = "district", _("구")
        TOWN = "town", _("읍·면·정·촌")
        STATE = "state", _("주·성·현")
        ZONE = "zone", _("특구·개발구")

    natural_key_fields = ("country", "region", "name")

    slug = models.SlugField(
        _("주소 이름"),
        max_length=60,
        unique=True,
        help_text=_("누리집 주소에 쓰이는 영문 이름입니다. 예: uiseong"),
    )
    name = models.CharField(_("이름"), max_length=80, help_text=_("예: 의성군, 플러튼시"))
    name_en = models.CharField(_("영문 이름"), max_length=120, blank=True)
    name_local = models.CharField(
        _("현지 이름"), max_length=120, blank=True, help_text=_("예: 桂林市")
    )
    language_local = models.CharField(
        _("현지 이름의 언어"),
        max_length=12,
        blank=True,
        help_text=_("화면 낭독기가 읽을 언어 부호입니다. 예: ja, zh-Hans, de"),
    )
    region = models.CharField(
        _("광역·주·성"), max_length=80, blank=True, help_text=_("예: 경상북도, 캘리포니아주")
    )
    country = CountryField(_("국가"))
    tier = models.CharField(_("구분"), max_length=10, choices=Tier.choices, blank=True)

    # What can be compared; everything else is a CityFact.
    latitude = models.DecimalField(
        _("위도"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("경도"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    coordinates_source = models.ForeignKey(
        "exchange.Source",
        models.PROTECT,
        verbose_name=_("좌표의 출처"),
        null=True,
        blank=True,
        related_name="+",
    )
    area_km2 = models.DecimalField(
        _("면적(㎢)"), max_digits=12, decimal_places=3, null=True, blank=True
    )
    population = models.PositiveIntegerField(
        _("인구(명)"),
        null=True,
        blank=True,
        help_text=_("사람 수로 넣으세요. 137천명이면 137000, 3만3천명이면 33000"),
    )
    population_year = models.PositiveSmallIntegerField(_("인구 기준 연도"), null=True, blank=True)
    temperature_mean_c = models.DecimalField(
        _("연평균 기온(℃)"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    temperature_min_c = models.DecimalField(
        _("최저 기온(℃)"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    temperature_max_c = models.DecimalField(
        _("최고 기온(℃)"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    rainfall_mm = models.DecimalField(
        _("연강수량(mm)"), max_digits=7, decimal_places=1, null=True, blank=True
    )
    wikidata_id = models.CharField(_("위키데이터 번호"), max_length=20, blank=True)

    objects = CityQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("도시")
        verbose_name_plural = _("도시")
        ordering = ["country", "region", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "region", "name"],
                name="city_identity",
                violation_error_message=_("같은 국가·지역에 같은 이름의 도시가 이미 있습니다."),
            ),
            models.CheckConstraint(
                name="city_slug_not_empty",
                condition=~Q(slug=""),
                violation_error_message=_("주소 이름을 넣으세요."),
            ),
            models.CheckConstraint(
                name="city_slug_not_reserved",
                condition=~Q(slug__in=RESERVED_SLUGS),
                violation_error_message=_("누리집이 쓰는 이름입니다. 다른 주소 이름을 넣으세요."),
            ),
            models.CheckConstraint(
                name="city_name_not_empty",
                condition=~Q(name=""),
                violation_error_message=_("도시 이름을 넣으세요."),
            ),
            models.CheckConstraint(
                name="city_coordinates",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                # A CHECK lets NULL through, so "not NULL" is said.
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                violation_error_message=_(
                    "위도(-90~90)와 경도(-180~180)는 함께 넣거나 함께 비워 두세요."
                ),
            ),
            models.CheckConstraint(
                name="city_area_positive",
                condition=Q(area_km2__isnull=True) | Q(area_km2__gt=0),
                violation_error_message=_("면적은 0보다 커야 합니다."),
            ),
            models.CheckConstraint(
                name="city_temperatures_in_order",
                condition=Q(temperature_min_c__isnull=True)
                | Q(temperature_max_c__isnull=True)
                | Q(temperature_min_c__lte=F("temperature_max_c")),
                violation_error_message=_("최저 기온이 최고 기온보다 높습니다."),
            ),
            models.CheckConstraint(
                name="city_rainfall_not_negative",
                condition=Q(rainfall_mm__isnull=True) | Q(rainfall_mm__gte=0),
                violation_error_message=_("강수량은 0 이상이어야 합니다."),
            ),
            models.CheckConstraint(
                name="city_population_year_sensible",
                condition=Q(population_year__isnull=True)
                | Q(population__isnull=False, population_year__range=(1000, 2200)),
                violation_error_message=_("인구 기준 연도는 네 자리 연도로, 인구와 함께 넣으세요."),
            ),
        ]

    def __str__(self):
        return f"{self.country.name} {self.full_name}"

    @property
    def full_name(self):
        """Region and name, as a list names it: 경상북도 의성군."""
        return f"{self.region} {self.name}".strip()

    @property
    def has_facts(self):
        """Whether there is anything to say of the city besides where it is."""
        numbers = (self.population, self.area_km2, self.temperature_mean_c, self.rainfall_mm)
        return any(number is not None for number in numbers) or bool(
            self.facts.all() or self.links.all()
        )


class CityFact(Part):
    """One row of a city's facts table, as the document words it."""

    class Topic(models.TextChoices):
        LOCATION = "location", _("위치")
        CLIMATE = "climate", _("기후")
        INDUSTRY = "industry", _("산업")
        TRANSPORT = "transport", _("교통")
        EDUCATION = "education", _("교육")
        CULTURE = "culture", _("문화관광")
        DISTRICTS = "districts", _("행정구역")
        GOVERNMENT = "government", _("정부")
        CHARACTER = "character", _("도시특성")
        OTHER = "other", _("기타")

    natural_key_fields = ("city", "label")

    city = models.ForeignKey(City, models.CASCADE, verbose_name=_("도시"), related_name="facts")
    topic = models.CharField(_("주제"), max_length=12, choices=Topic.choices, default=Topic.OTHER)
    label = models.CharField(_("구분"), max_length=60, help_text=_("적힌 그대로. 예: 주요산업"))
    text = models.TextField(_("내용"), help_text=_("여러 항목이면 한 줄에 하나씩 넣으세요."))

    class Meta(Part.Meta):
        verbose_name = _("도시 현황")
        verbose_name_plural = _("도시 현황")
        ordering = ["city", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "label"],
                name="city_fact_identity",
                violation_error_message=_("이 도시에 같은 구분의 현황이 이미 있습니다."),
            ),
            models.CheckConstraint(
                name="city_fact_text_not_empty",
                condition=~Q(label="") & ~Q(text=""),
                violation_error_message=_("구분과 내용을 모두 넣으세요."),
            ),
        ]

    def __str__(self):
        return f"{self.city.name} {self.label}"


class CityLink(Part):
    """A link of a city's own; the address is empty where the document gives only a label."""

    natural_key_fields = ("city", "label")

    city = models.ForeignKey(City, models.CASCADE, verbose_name=_("도시"), related_name="links")
    label = models.CharField(_("이름"), max_length=80)
    url = models.URLField(
        _("주소"), max_length=500, blank=True, help_text=_("모르면 비워 두세요. 이름만 나옵니다.")
    )

    class Meta(Part.Meta):
        verbose_name = _("도시 누리집")
        verbose_name_plural = _("도시 누리집")
        ordering = ["city", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "label"],
                name="city_link_identity",
                violation_error_message=_("이 도시에 같은 이름의 누리집이 이미 있습니다."),
            ),
            models.CheckConstraint(
                name="city_link_label_not_empty",
                condition=~Q(label=""),
                violation_error_message=_("누리집 이름을 넣으세요."),
            ),
        ]

    def __str__(self):
        return f"{self.city.name} {self.label}"
