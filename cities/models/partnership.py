"""Partner cities as their homes see them, and the fields in which cities exchange."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cities.models.city import City
from cities.querysets import PartnershipQuerySet
from exchange.addresses import address
from exchange.records import Record


class CooperationField(models.TextChoices):
    """Field of an exchange, as 시도지사협의회 (GAOK) classifies them."""

    ADMINISTRATION = "administration", _("행정")
    PEOPLE = "people", _("인적교류")
    CULTURE = "culture", _("문화예술")
    TOURISM = "tourism", _("관광")
    YOUTH = "youth", _("청소년")
    SPORTS = "sports", _("스포츠")
    TECHNOLOGY = "technology", _("기술·학술")
    ECONOMY = "economy", _("경제")
    CIVIC = "civic", _("민간단체")
    SYMBOL = "symbol", _("상징사업")
    OTHER = "other", _("기타")


class Partnership(Record):
    """A partner city as one home sees it: why, what came of it, where it stands.

    Its kind and first date follow from its agreements; domestic or overseas follows from the
    two countries.
    """

    class Stage(models.TextChoices):
        CONTACT = "contact", _("접촉")
        PREPARING = "preparing", _("추진 중")
        ACTIVE = "active", _("교류 중")
        SUSPENDED = "suspended", _("중단")
        ENDED = "ended", _("종료")

    natural_key_fields = ("home", "partner")
    public_through = ("home", "home__portal", "partner")

    home = models.ForeignKey(
        City, models.PROTECT, verbose_name=_("우리 도시"), related_name="partnerships"
    )
    partner = models.ForeignKey(
        City, models.PROTECT, verbose_name=_("교류도시"), related_name="partnerships_as_partner"
    )
    stage = models.CharField(
        _("단계"), max_length=10, choices=Stage.choices, default=Stage.ACTIVE, db_index=True
    )
    stage_note = models.TextField(_("단계 설명"), blank=True, help_text=_("예: 교류 중단 사유"))
    background = models.TextField(_("추진 배경"), blank=True)
    outcome = models.TextField(_("성과"), blank=True)
    plan = models.TextField(_("교류 계획"), blank=True)
    department = models.CharField(
        _("담당부서"),
        max_length=80,
        blank=True,
        help_text=_("비워 두면 누리집의 담당부서가 나옵니다."),
    )
    telephone = models.CharField(
        _("전화번호"),
        max_length=40,
        blank=True,
        help_text=_("비워 두면 누리집의 전화번호가 나옵니다."),
    )

    objects = PartnershipQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("교류도시")
        verbose_name_plural = _("교류도시")
        ordering = ["home", "partner"]
        constraints = [
            models.UniqueConstraint(
                fields=["home", "partner"],
                name="partnership_identity",
                violation_error_message=_("이 교류도시는 이미 등록되어 있습니다."),
            ),
            # What the composite foreign key of civic agreements points at.
            models.UniqueConstraint(fields=["home", "id"], name="partnership_of_home"),
            models.CheckConstraint(
                name="partnership_with_another_city",
                condition=~Q(home=F("partner")),
                violation_error_message=_("자기 도시와는 교류도시가 될 수 없습니다."),
            ),
        ]

    def __str__(self):
        # 안산시 twins with 안산시: the partner is named in full.
        return f"{self.home.name} – {self.partner}"

    def get_absolute_url(self):
        return self.address(self.home.slug, self.partner.slug)

    @staticmethod
    def address(home, partner):
        """The page of the partner with this slug, below the home with that."""
        return address("cities:partner", home, partner)

    @property
    def is_domestic(self):
        return self.home.country == self.partner.country
