"""Import and export of the partner list and of the table of civic ties."""

from collections import Counter

from agreements.models import CivicAgreement
from cities.city_names import Homes, label_of
from cities.models import City, CooperationField
from exchange.legacy.shapes import CIVIC
from exchange.periods import Period
from exchange.resources import Cell, Parent, TableResource
from exchange.resources.widgets import (
    ChoiceWidget,
    CountryWidget,
    CountWidget,
    LabelWidget,
    NameWidget,
    PeriodWidget,
)

Category = CivicAgreement.Category

# The category of a tie by the ends of the names, where no column says it. A school that is tied
# to a university counts as a university's.
CATEGORY_ENDS = (
    (Category.UNIVERSITY, ("대", "대학", "대학교", "대학원")),
    (Category.SCHOOL, ("초", "중", "고", "학교", "유치원")),
    (Category.CLUB, ("클럽", "협회", "연합회", "동호회", "지회", "단체", "회")),
    (Category.COMPANY, ("상공회의소", "기업", "(주)", "주식회사")),
)


def category_of(*organisations):
    """University, school, club or company by the ends of the two names; else 기타."""
    for category, ends in CATEGORY_ENDS:
        if any(name.endswith(ends) for name in organisations):
            return category
    return Category.OTHER


class PartnerWidget(LabelWidget):
    """A partnership of the row's home by its partner's name."""

    def __init__(self):
        super().__init__(lambda partnership: label_of(partnership.partner))

    def clean(self, value, row=None, **kwargs):
        home = self.resource.parent_of(row)
        return self.resource.homes.partnership(home, value)


class CivicAgreementResource(TableResource):
    """One row of a civic table is one tie of one home."""

    shape = CIVIC
    asked = "home"
    parent_columns = ("우리 도시",)

    home = Parent("home", "우리 도시", LabelWidget(label_of))
    partnership = Cell("partnership", "교류도시", PartnerWidget())
    home_organisation = Cell("home_organisation", "우리 기관", NameWidget())
    partner_country = Cell("partner_country", "국가", CountryWidget())
    partner_organisation = Cell("partner_organisation", "해외 기관", NameWidget())
    category = Cell("category", "구분", ChoiceWidget(Category.choices))
    signed = Cell("signed", "체결일", PeriodWidget())
    content = Cell("content", "교류내용")
    field = Cell("field", "분야", ChoiceWidget(CooperationField.choices))
    remarks = Cell("remarks", "비고")
    position = Cell("position", "순서", CountWidget())

    class Meta:
        model = CivicAgreement
        fields = (
            "home", "partnership", "home_organisation", "partner_country", "partner_organisation",
            "category", "signed", "content", "field", "remarks", "position",
        )  # fmt: skip
        import_id_fields = ("home", "home_organisation", "partner_organisation", "signed")

    @classmethod
    def choices(cls):
        return City.objects.filter(portal__isnull=False)

    def prepare(self, rows):
        self.homes = Homes()
        self.fields["partnership"].widget.resource = self
        for row in rows:
            # One line in the record; a cell of the table has several where it is narrow.
            row["교류내용"] = " ".join(row["교류내용"].split("\n"))

    def find_parent(self, name):
        return self.homes.home(name, self.chosen)

    def known_records(self, parents):
        ties = list(
            CivicAgreement.objects.filter(home__in=parents).select_related("partnership__partner")
        )
        # Ties the file does not name, by their two organisations.
        left_out = (tie for tie in ties if self.key_of(tie) not in self.keys)
        self.left_out = {self.key_of(tie)[:3]: tie for tie in left_out}
        self.last = Counter()
        for tie in ties:
            self.last[tie.home_id] = max(self.last[tie.home_id], tie.position)
        return ties

    def key_of(self, record):
        names = self.spelled(record.home_organisation, record.partner_organisation)
        return record.home_id, *names, record.signed_edtf

    def key_in(self, row):
        signed = Period.parse(row["체결일"])
        edtf = signed.edtf if signed else ""
        return self.parent_of(row).pk, *self.spelled(row["우리 기관"], row["해외 기관"]), edtf

    def spelled(self, *names):
        return map(self.fields["home_organisation"].widget.spelling, names)

    def new_record(self, row):
        home = self.parent_of(row)
        self.last[home.pk] += 1
        return CivicAgreement(
            home_id=home.pk,
            category=category_of(row["우리 기관"], row["해외 기관"]),
            position=self.last[home.pk],
        )

    def notes_on(self, instance, row):
        yield from super().notes_on(instance, row)
        tie = instance._state.adding and self.left_out.get(self.key_of(instance)[:3])
        if tie:
            yield (
                f"같은 두 기관의 결연이 이미 있습니다({tie.signed or '체결일 모름'}). 체결일을 고친 "
                "것이면 파일에서 이 행을 지우고 '민간교류' 화면에서 고쳐 주세요."
            )

    def filter_export(self, queryset, **kwargs):
        return queryset.select_related("home", "partnership__partner").order_by(
            "home__country", "home__region", "home__name", "position", "pk"
        )
