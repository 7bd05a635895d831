"""Import and export of the table of civic ties: one row a tie."""

from collections import defaultdict

from agreements.models import CivicAgreement
from cities.city_names import Homes, label_of
from cities.models import CooperationField, Partnership
from exchange.legacy.errors import LegacyError
from exchange.legacy.shapes import CIVIC
from exchange.resources import Cell, Parent, TableResource
from exchange.resources.plans import LeftOut, Question
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


# What tables of schools and clubs write for it.
CATEGORY_WORDS = {
    **dict.fromkeys(
        "초 중 고 초등 중등 고등 초등학교 중학교 고등학교 초·중 중·고 초중고 초중등 특수학교 유치원 학교".split(),
        Category.SCHOOL,
    ),
    **dict.fromkeys("대 대학 대학교 전문대 전문대학".split(), Category.UNIVERSITY),
    **dict.fromkeys("단체 민간단체 동호회 클럽 협회".split(), Category.CLUB),
    **dict.fromkeys("기업 경제단체 상공회의소 회사".split(), Category.COMPANY),
}


def category_of(*organisations):
    """University, school, club or company by the ends of the two names; else 기타."""
    for category, ends in CATEGORY_ENDS:
        if any(name.endswith(ends) for name in organisations):
            return category
    return Category.OTHER


class PartnerWidget(LabelWidget):
    """A partnership by its partner's name."""

    def __init__(self):
        super().__init__(lambda partnership: label_of(partnership.partner))

    def render(self, value, obj=None, **kwargs):
        if isinstance(value, int):
            value = Partnership.objects.select_related("partner").get(pk=value)
        return super().render(value)


class PartnerCell(Cell):
    """The partnership of a tie; the resource finds it among those of the row's home."""

    def read(self, text):
        return text


class CivicAgreementResource(TableResource):
    """One row of a civic table is one tie of one home."""

    code = "civic"
    shape = CIVIC
    turn = 3
    parent_field = "home"
    parent_columns = ("우리 도시",)
    name_columns = ("우리 기관", "해외 기관", "체결일")
    key_fields = ("home_organisation", "partner_organisation", "signed_edtf")

    home = Parent("home", "우리 도시", LabelWidget(label_of))
    partnership = PartnerCell("partnership", "교류도시", PartnerWidget())
    home_organisation = Cell("home_organisation", "우리 기관", NameWidget())
    partner_country = Cell("partner_country", "국가", CountryWidget())
    partner_organisation = Cell("partner_organisation", "해외 기관", NameWidget())
    category = Cell("category", "구분", ChoiceWidget(Category.choices, CATEGORY_WORDS))
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

    def begin(self, *args):
        super().begin(*args)
        self.homes = self.context.shared(Homes)
        # {home: {the two organisations: ties of theirs}}
        self.ties = self.shared("ties", lambda: defaultdict(lambda: defaultdict(list)))

    def prepare(self, rows):
        for row in rows:
            # One line in the record; a cell of the table has several where it is narrow.
            row["교류내용"] = " ".join(row["교류내용"].split("\n"))
            yield row

    def find_parent(self, name):
        return self.homes.home(name)

    def read(self, row):
        plan = super().read(row)
        if plan.kind is None and "교류도시" in plan.values:
            self.find_partnership(plan)
        return plan

    def find_partnership(self, plan):
        try:
            found = self.homes.partnership(plan.parent, plan.values["교류도시"])
            plan.values["교류도시"] = found
        except Question as question:
            plan.ask(question.id, str(question), question.choices)
        except LeftOut as reason:
            plan.leave_out(str(reason))
        except LegacyError as error:
            plan.problem("교류도시", str(error))

    def key_in(self, row, values):
        signed = values.get("체결일")
        return *self.spelled(row["우리 기관"], row["해외 기관"]), signed.edtf if signed else ""

    def key_of_stored(self, stored):
        *names, edtf = stored
        return *self.spelled(*names), edtf

    def spelled(self, *names):
        return map(self.fields["home_organisation"].widget.spelling, names)

    def extra_fields(self):
        return "position", "pk", "home_organisation", "partner_organisation"

    def note_stored(self, parent_pk, extra):
        position, pk, *names = extra
        self.last[parent_pk] = max(self.last[parent_pk], position)
        self.ties[parent_pk][tuple(self.spelled(*names))].append(pk)

    def resembling(self, plan):
        """Ties of the same two organisations at another date."""
        parent, *names, _ = plan.key
        return self.ties[parent].get(tuple(names), ())

    def values_for_new(self, plan):
        category = category_of(plan.row["우리 기관"], plan.row["해외 기관"])
        return {"category": category, "position": self.next_position(plan.parent.pk)}

    def filter_export(self, queryset, **kwargs):
        return queryset.select_related("home", "partnership__partner").order_by(
            "home__country", "home__region", "home__name", "position", "pk"
        )
