"""Agreements between cities, and the civic ties of schools, universities and clubs (민간교류)."""

import uuid

from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from agreements.querysets import AgreementQuerySet, CivicAgreementQuerySet
from cities.models import City, CooperationField, Partnership
from exchange.constraints import SameParent
from exchange.fields import PeriodField, period_checks
from exchange.records import Part, Record


class Agreement(Record):
    """What two cities signed, and what became of it."""

    class Kind(models.TextChoices):
        """Ordered from the closest tie to the loosest; lists use that order."""

        SISTER = "sister", _("자매결연")
        FRIENDSHIP = "friendship", _("우호협력")
        EXCHANGE = "exchange", pgettext_lazy("kind of agreement", "교류도시")
        MOU = "mou", _("업무협약(MOU)")
        INTENT = "intent", _("의향서")

    class Status(models.TextChoices):
        IN_FORCE = "in_force", _("유효")
        UPGRADED = "upgraded", _("격상됨")
        SUCCEEDED = "succeeded", _("승계됨")
        ENDED = "ended", _("종료")

    natural_key_fields = ("partnership", "kind", "signed_edtf", "title")
    public_through = (
        "partnership",
        "partnership__home",
        "partnership__home__portal",
        "partnership__partner",
    )

    partnership = models.ForeignKey(
        Partnership, models.CASCADE, verbose_name=_("교류도시"), related_name="agreements"
    )
    kind = models.CharField(_("종류"), max_length=10, choices=Kind.choices)
    title = models.CharField(
        _("협정 이름"),
        max_length=200,
        blank=True,
        help_text=_("문서에 적힌 그대로. 예: 우호교류협정"),
    )
    signed = PeriodField(_("체결일"), blank=True)
    signed_note = models.CharField(
        _("체결일 설명"),
        max_length=200,
        blank=True,
        help_text=_("날짜를 모르면 아는 만큼 적으세요. 예: 기사에 '10일'로만 적혀 있음"),
    )
    place = models.CharField(_("체결 장소"), max_length=120, blank=True)
    signatories = models.TextField(_("서명자"), blank=True, help_text=_("한 줄에 한 사람씩"))
    text = models.TextField(_("내용"), blank=True)
    status = models.CharField(
        _("효력"), max_length=10, choices=Status.choices, default=Status.IN_FORCE, db_index=True
    )
    ended = PeriodField(_("효력이 끝난 날"), blank=True)
    supersedes = models.OneToOneField(
        "self",
        models.SET_NULL,
        verbose_name=_("대체한 협정"),
        null=True,
        blank=True,
        related_name="superseded_by",
        error_messages={"unique": _("그 협정은 이미 다른 협정으로 대체되었습니다.")},
        help_text=_("우호협력에서 자매결연으로 격상했다면 앞의 우호협력을 고르세요."),
    )
    succession_note = models.TextField(
        _("승계 설명"), blank=True, help_text=_("예: 시·군 통합으로 이어받은 까닭")
    )

    # CLAIR's three conditions for a "sister" tie; None where it is not known.
    heads_signed = models.BooleanField(_("두 단체장이 서명한 협정서가 있음"), null=True, blank=True)
    is_general = models.BooleanField(_("한 분야에 한정되지 않음"), null=True, blank=True)
    council_approved = models.BooleanField(_("의회의 승인을 받음"), null=True, blank=True)
    council_approved_on = PeriodField(_("의회 승인일"), blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("협정")
        verbose_name_plural = _("협정")
        ordering = ["partnership", F("signed_first").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "kind", "signed_edtf", "title"],
                name="agreement_identity",
                violation_error_message=_(
                    "이 교류도시에 같은 종류·체결일·이름의 협정이 이미 있습니다."
                ),
            ),
            # What the composite foreign keys of `supersedes` and of exchanges point at.
            models.UniqueConstraint(fields=["partnership", "id"], name="agreement_of_partnership"),
            models.CheckConstraint(
                name="agreement_supersedes_another",
                condition=~Q(supersedes=F("id")),
                violation_error_message=_("협정은 자기 자신을 대체할 수 없습니다."),
            ),
            SameParent(
                "supersedes",
                "partnership",
                name="agreement_supersedes_same_partnership",
                violation_error_message=_("같은 교류도시의 협정만 대체할 수 있습니다."),
            ),
            *period_checks("agreement", "signed"),
            *period_checks("agreement", "ended"),
            *period_checks("agreement", "council_approved_on"),
        ]
        indexes = [models.Index(fields=["signed_first"], name="agreement_by_day")]

    def __str__(self):
        return f"{self.partnership} {self.name}"

    @property
    def name(self):
        """The title as written, or the kind."""
        return self.title or self.get_kind_display()

    def clair_conditions(self):
        """CLAIR's three conditions as (question, True/False/None for unknown)."""
        names = ("heads_signed", "is_general", "council_approved")
        return [(self._meta.get_field(name).verbose_name, getattr(self, name)) for name in names]


class AgreementArea(Part):
    """One area of cooperation an agreement lists, word for word."""

    natural_key_fields = ("agreement", "text")

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, verbose_name=_("협정"), related_name="areas"
    )
    text = models.CharField(_("협력 내용"), max_length=200)
    field = models.CharField(_("분야"), max_length=16, choices=CooperationField.choices, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("협력 분야")
        verbose_name_plural = _("협력 분야")
        ordering = ["agreement", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "text"],
                name="agreement_area_identity",
                violation_error_message=_("이 협정에 같은 협력 내용이 이미 있습니다."),
            ),
            models.CheckConstraint(
                name="agreement_area_text_not_empty",
                condition=~Q(text=""),
                violation_error_message=_("협력 내용을 넣으세요."),
            ),
        ]

    def __str__(self):
        return self.text


class AgreementParty(Part):
    """Another party to the agreement, beside home and partner."""

    natural_key_fields = ("agreement", "name")

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, verbose_name=_("협정"), related_name="parties"
    )
    name = models.CharField(_("당사자"), max_length=120, help_text=_("예: 구마모토현"))
    city = models.ForeignKey(
        City,
        models.SET_NULL,
        verbose_name=_("도시"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("등록된 도시면 고르세요."),
    )

    class Meta(Part.Meta):
        verbose_name = _("그 밖의 당사자")
        verbose_name_plural = _("그 밖의 당사자")
        ordering = ["agreement", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "name"],
                name="agreement_party_identity",
                violation_error_message=_("이 협정에 같은 당사자가 이미 있습니다."),
            ),
            models.CheckConstraint(
                name="agreement_party_name_not_empty",
                condition=~Q(name=""),
                violation_error_message=_("당사자 이름을 넣으세요."),
            ),
        ]

    def __str__(self):
        return self.name


# What an agreement is kept as; nothing that a browser would run.
DOCUMENT_TYPES = ["pdf", "hwp", "hwpx", "odt", "doc", "docx", "xls", "xlsx", "jpg", "jpeg", "png"]


def document_path(document, filename):
    """An upload's path; the random folder keeps a draft's document from being guessed."""
    return f"agreements/{uuid.uuid4().hex}/{filename}"


class AgreementDocument(Part):
    """A document of an agreement: an uploaded file, or an address elsewhere."""

    natural_key_fields = ("agreement", "title")

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, verbose_name=_("협정"), related_name="documents"
    )
    title = models.CharField(_("문서 이름"), max_length=120)
    file = models.FileField(
        _("파일"),
        upload_to=document_path,
        max_length=300,
        blank=True,
        validators=[FileExtensionValidator(DOCUMENT_TYPES)],
        help_text=_("PDF, 한글, 오피스 문서나 그림 파일"),
    )
    url = models.URLField(_("주소"), max_length=500, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("협정 문서")
        verbose_name_plural = _("협정 문서")
        ordering = ["agreement", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "title"],
                name="agreement_document_identity",
                violation_error_message=_("이 협정에 같은 이름의 문서가 이미 있습니다."),
            ),
            models.CheckConstraint(
                name="agreement_document_is_somewhere",
                condition=~Q(title="") & (~Q(file="") | ~Q(url="")),
                violation_error_message=_("문서 이름과, 파일이나 주소 가운데 하나를 넣으세요."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def address(self):
        return self.file.url if self.file else self.url


class CivicAgreement(Record):
    """A tie between organisations: schools, universities, clubs (민간교류)."""

    class Category(models.TextChoices):
        SCHOOL = "school", _("초·중·고등학교")
        UNIVERSITY = "university", _("대학교")
        CLUB = "club", _("단체·동호회")
        COMPANY = "company", _("기업·경제단체")
        OTHER = "other", _("기타")

    natural_key_fields = ("home", "home_organisation", "partner_organisation", "signed_edtf")
    public_through = ("home", "home__portal")

    home = models.ForeignKey(
        City, models.PROTECT, verbose_name=_("우리 도시"), related_name="civic_agreements"
    )
    partnership = models.ForeignKey(
        Partnership,
        models.SET_NULL,
        verbose_name=_("교류도시"),
        null=True,
        blank=True,
        related_name="civic_agreements",
        help_text=_("교류도시 사이의 민간교류라면 고르세요."),
    )
    home_organisation = models.CharField(_("우리 기관"), max_length=120)
    partner_organisation = models.CharField(_("해외 기관"), max_length=120)
    partner_country = CountryField(_("국가"), blank=True)
    category = models.CharField(
        _("구분"), max_length=10, choices=Category.choices, default=Category.OTHER
    )
    signed = PeriodField(_("체결일"), blank=True)
    content = models.CharField(
        _("교류내용"), max_length=200, blank=True, help_text=_("적힌 그대로. 예: 문화 및 언어교류")
    )
    field = models.CharField(_("분야"), max_length=16, choices=CooperationField.choices, blank=True)
    remarks = models.TextField(_("비고"), blank=True)
    position = models.PositiveSmallIntegerField(_("순서"), default=0)

    objects = CivicAgreementQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("민간교류")
        verbose_name_plural = _("민간교류")
        ordering = ["home", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["home", "home_organisation", "partner_organisation", "signed_edtf"],
                name="civic_agreement_identity",
                violation_error_message=_("같은 두 기관의 같은 날 체결이 이미 있습니다."),
            ),
            models.CheckConstraint(
                name="civic_agreement_names_not_empty",
                condition=~Q(home_organisation="") & ~Q(partner_organisation=""),
                violation_error_message=_("두 기관의 이름을 모두 넣으세요."),
            ),
            SameParent(
                "partnership",
                "home",
                name="civic_agreement_partnership_of_home",
                violation_error_message=_("우리 도시의 교류도시만 고를 수 있습니다."),
            ),
            *period_checks("civic_agreement", "signed"),
        ]
        indexes = [models.Index(fields=["home", "signed_first"], name="civic_by_home_and_day")]

    def __str__(self):
        return f"{self.home_organisation} – {self.partner_organisation}"
