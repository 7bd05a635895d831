"""What happened between two cities, day by day, and a home's dated targets."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cities.models import City, CooperationField, Partnership
from exchange.constraints import SameParent
from exchange.fields import PeriodField, period_checks
from exchange.pictures import Picture
from exchange.records import Part, Record
from timelines.querysets import ExchangeEventQuerySet, IndicatorQuerySet


class ExchangeEvent(Record):
    """One dated exchange between home and partner."""

    class Direction(models.TextChoices):
        OUTGOING = "outgoing", _("파견")
        INCOMING = "incoming", _("접수")
        MUTUAL = "mutual", _("상호")
        REMOTE = "remote", _("비대면")

    natural_key_fields = ("partnership", "period_edtf", "title")
    public_through = (
        "partnership",
        "partnership__home",
        "partnership__home__portal",
        "partnership__partner",
    )

    partnership = models.ForeignKey(
        Partnership, models.CASCADE, verbose_name=_("교류도시"), related_name="events"
    )
    agreement = models.ForeignKey(
        "agreements.Agreement",
        models.SET_NULL,
        verbose_name=_("관련 협정"),
        null=True,
        blank=True,
        related_name="events",
        help_text=_("이 교류로 협정을 맺었거나 그 협정에 따른 교류라면 고르세요."),
    )
    period = PeriodField(_("기간"), blank=True)
    title = models.CharField(_("교류내용"), max_length=300)
    details = models.TextField(
        _("자세한 내용"), blank=True, help_text=_("한 줄에 한 항목씩 넣으세요.")
    )
    field = models.CharField(_("분야"), max_length=16, choices=CooperationField.choices, blank=True)
    direction = models.CharField(_("방향"), max_length=10, choices=Direction.choices, blank=True)
    place = models.CharField(_("장소"), max_length=120, blank=True)
    headcount = models.PositiveIntegerField(_("인원(명)"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(
        _("순서"), default=0, help_text=_("같은 날의 교류가 여럿이면 작은 수가 먼저 나옵니다.")
    )

    objects = ExchangeEventQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("교류 내역")
        verbose_name_plural = _("교류 내역")
        ordering = ["partnership", F("period_first").asc(nulls_last=True), "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "period_edtf", "title"],
                name="event_identity",
                violation_error_message=_(
                    "이 교류도시에 같은 기간·같은 내용의 교류가 이미 있습니다."
                ),
            ),
            models.CheckConstraint(
                name="event_title_not_empty",
                condition=~Q(title=""),
                violation_error_message=_("교류내용을 넣으세요."),
            ),
            SameParent(
                "agreement",
                "partnership",
                name="event_agreement_same_partnership",
                violation_error_message=_("이 교류도시의 협정만 고를 수 있습니다."),
            ),
            *period_checks("event", "period"),
        ]
        indexes = [
            # All that statistics count by, so that they read the index and not the rows. State
            # stands second: two equalities make SQLite, which is seldom analysed, choose it.
            models.Index(
                fields=[
                    "partnership",
                    "state",
                    "period_first",
                    "period_last",
                    "period_edtf",
                    "field",
                    "direction",
                    "updated_at",
                ],
                name="event_by_partnership_and_day",
            ),
            # All that a home's list of exchanges is sorted and filtered by. The state is not
            # first: SQLite would go through all that is public for the few of one partnership.
            models.Index(
                fields=[
                    "period_first",
                    "position",
                    "id",
                    "partnership",
                    "state",
                    "field",
                    "direction",
                    "period_last",
                ],
                name="event_by_day",
            ),
        ]

    def __str__(self):
        return f"{self.period} {self.title}" if self.period else self.title

    def get_absolute_url(self):
        """Leads to the entry wherever its timeline is cut into pages; a hash alone could not."""
        return f"{self.partnership.get_absolute_url()}?event={self.pk}#event-{self.pk}"

    @property
    def detail_lines(self):
        """The bullets below the title, one string each."""
        return [line for line in self.details.splitlines() if line.strip()]


class EventPhoto(Picture):
    """A photo of an exchange."""

    natural_key_fields = ("event", "image")

    event = models.ForeignKey(
        ExchangeEvent, models.CASCADE, verbose_name=_("교류 내역"), related_name="photos"
    )

    class Meta(Picture.Meta):
        verbose_name = _("교류 사진")
        verbose_name_plural = _("교류 사진")
        ordering = ["event", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "image"],
                name="event_photo_identity",
                violation_error_message=_("이 교류에 같은 사진이 이미 있습니다."),
            ),
            models.CheckConstraint(
                name="event_photo_alt_not_empty",
                condition=~Q(alt=""),
                violation_error_message=_("대체 텍스트를 넣으세요."),
            ),
        ]


class Indicator(Record):
    """Something a home measures and aims at: unit, baseline, targets, readings."""

    natural_key_fields = ("home", "name")
    public_through = ("home", "home__portal")

    home = models.ForeignKey(
        City, models.PROTECT, verbose_name=_("우리 도시"), related_name="indicators"
    )
    group = models.CharField(
        _("묶음"), max_length=120, blank=True, help_text=_("예: 기본시책 1의 이름")
    )
    name = models.CharField(_("지표"), max_length=200)
    unit = models.CharField(_("단위"), max_length=20, help_text=_("예: 명, 건, ％"))
    note = models.TextField(_("설명"), blank=True)
    position = models.PositiveSmallIntegerField(_("순서"), default=0)

    objects = IndicatorQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("지표")
        verbose_name_plural = _("지표")
        ordering = ["home", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["home", "name"],
                name="indicator_identity",
                violation_error_message=_("이 도시에 같은 이름의 지표가 이미 있습니다."),
            ),
            models.CheckConstraint(
                name="indicator_name_not_empty",
                condition=~Q(name=""),
                violation_error_message=_("지표 이름을 넣으세요."),
            ),
        ]

    def __str__(self):
        return self.name


class IndicatorValue(Part):
    """One dated value of an indicator, in the indicator's unit."""

    class Kind(models.TextChoices):
        BASELINE = "baseline", _("기준치")
        TARGET = "target", _("목표치")
        ACTUAL = "actual", _("실적")

    natural_key_fields = ("indicator", "kind", "year")

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, verbose_name=_("지표"), related_name="values"
    )
    kind = models.CharField(_("구분"), max_length=10, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("연도"))
    value = models.DecimalField(_("값"), max_digits=16, decimal_places=3)

    class Meta(Part.Meta):
        verbose_name = _("지표 값")
        verbose_name_plural = _("지표 값")
        ordering = ["indicator", "year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "kind", "year"],
                name="indicator_value_identity",
                violation_error_message=_("이 지표에 같은 구분·연도의 값이 이미 있습니다."),
            ),
            models.CheckConstraint(
                name="indicator_value_year_sensible",
                condition=Q(year__range=(1000, 2200)),
                violation_error_message=_("연도는 네 자리로 넣으세요."),
            ),
        ]

    def __str__(self):
        return f"{self.indicator} {self.get_kind_display()} {self.year}"
