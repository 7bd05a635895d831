"""Import and export of indicators: one row a value."""

import re
from decimal import Decimal

from django.utils.translation import gettext_lazy

from cities.city_names import Homes, label_of
from exchange.legacy.errors import LegacyError
from exchange.legacy.shapes import INDICATORS
from exchange.resources import Cell, Parent, TableResource
from exchange.resources.amending import Amending, WidePlan
from exchange.resources.human import former_keys
from exchange.resources.plans import CHANGED, KEPT, NEW, SAME, LeftOut
from exchange.resources.widgets import CellWidget, ChoiceWidget, LabelWidget, NameWidget
from exchange.resources.writing import Writer
from timelines.models import Indicator, IndicatorValue

# What the field of a value holds.
DECIMALS, LARGEST = 3, 10**13


class NumberWidget(CellWidget):
    """A number: `1,200`, `12.5`."""

    def clean(self, value, row=None, **kwargs):
        text = re.sub(r"[\s,]", "", value).replace("−", "-")
        if not re.fullmatch(r"-?\d+(?:\.\d+)?", text, re.ASCII):
            raise ValueError("숫자만 적어 주세요. 예: 1,200 또는 12.5")
        number = Decimal(text)
        if abs(number) >= LARGEST:
            raise ValueError("숫자가 너무 큽니다. 단위를 올려 적어 주세요. 예: 명 → 만 명")
        if number != round(number, DECIMALS):
            raise ValueError(f"소수점 아래는 {DECIMALS}자리까지 적을 수 있습니다.")
        return round(number, DECIMALS)

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else f"{value.normalize():f}"


class YearWidget(CellWidget):
    """A year: `2025`, `2025년`, `2025년도`."""

    def clean(self, value, row=None, **kwargs):
        year = re.fullmatch(r"([12]\d{3})(?:년도?)?", re.sub(r"\s", "", value), re.ASCII)
        if not year or int(year[1]) > 2200:
            raise ValueError("연도를 네 자리로 적어 주세요. 예: 2025")
        return int(year[1])

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)


class OfIndicator(Cell):
    """A column that fills a field of the indicator, not of its value."""

    def __init__(self, name, column_name):
        super().__init__(f"indicator__{name}", column_name, readonly=True)


class IndicatorPlan(WidePlan):
    """The plan of a row that is a value, or names an indicator only; it may make the indicator."""

    __slots__ = ("has_value", "makes")

    def __init__(self, *args):
        super().__init__(*args)
        self.has_value, self.makes = True, False

    def settle(self):
        if self.kind is None and not self.has_value:
            self.kind = NEW if self.makes else SAME
            if self.changes and not self.makes:
                self.kind = KEPT if all(change[3] for change in self.changes) else CHANGED
        super().settle()


class IndicatorResource(TableResource):
    """One row is one value of an indicator; unit, group and note are the indicator's own.

    An indicator that is not there is made with its first value. A row without kind, year and
    value speaks of the indicator alone.
    """

    code = "indicators"
    shape = INDICATORS
    turn = 3
    plan_class = IndicatorPlan
    state_note = gettext_lazy(
        "새 지표는 ‘작성 중’입니다. 지표가 ‘공개’이면 들어온 값도 바로 누리집에 나옵니다."
    )
    parent_field = "indicator"
    parent_columns = ("우리 도시", "지표")
    name_columns = ("지표", "값의 종류", "값의 연도")
    key_fields = ("kind", "year")

    home = Parent("indicator__home", "우리 도시", LabelWidget(label_of))
    group = OfIndicator("group", "지표 묶음")
    indicator = Parent("indicator", "지표", LabelWidget(str))
    unit = OfIndicator("unit", "단위")
    kind = Cell("kind", "값의 종류", ChoiceWidget(IndicatorValue.Kind.choices))
    year = Cell("year", "값의 연도", YearWidget())
    value = Cell("value", "지표 값", NumberWidget())
    note = OfIndicator("note", "지표 설명")

    class Meta:
        model = IndicatorValue
        fields = ("home", "group", "indicator", "unit", "kind", "year", "value", "note")
        import_id_fields = ("indicator", "kind", "year")

    def begin(self, *args):
        super().begin(*args)
        self.homes = self.context.shared(Homes)
        self.amending = self.context.shared(Amending)
        self.of_indicator = [self.fields[name] for name in ("group", "unit", "note")]
        for cell in self.of_indicator:
            cell.bind(Indicator)
        # {home: {name: indicator}}, {home: names of those that people deleted}.
        self.indicators = self.shared("indicators", dict)
        self.deleted = self.shared("deleted", dict)
        # {id of an indicator that is not there yet: its key once it is}. The first row to name it
        # makes it; until that row's lot is saved, other rows may tell more of it.
        self.made, self.fresh = self.shared("made", dict), set()

    # Reading.

    def find_parent(self, home_name, name):
        home, name = self.homes.home(home_name), spelled(name)
        if not name:
            raise LegacyError("지표의 이름을 적어 주세요.")
        known = self.indicators_of(home)
        if name in self.deleted[home.pk] and name not in known and not self.context.overwrites:
            raise LeftOut("사람이 지운 지표라 다시 넣지 않습니다.")
        if name not in known:
            if len(name) > Indicator._meta.get_field("name").max_length:
                raise LegacyError("지표의 이름이 너무 깁니다. 줄여 주세요.")
            known[name] = Indicator(home=home, name=name, position=self.next_position(home.pk))
        return known[name]

    def indicators_of(self, home):
        """{name: Indicator} of a home, by their former names as well where people renamed them."""
        if home.pk not in self.indicators:
            there = {each.pk: each for each in Indicator.objects.filter(home=home).order_by("pk")}
            known, self.deleted[home.pk] = {}, set()
            for pk, (_home, name), deed in former_keys(
                Indicator, ["home_id", "name"], home_id=home.pk
            ):
                if deed == "deleted":
                    self.deleted[home.pk].add(spelled(name))
                elif pk in there:
                    known[spelled(name)] = there[pk]
            known |= {spelled(each.name): each for each in there.values()}
            self.indicators[home.pk] = known
            self.last[home.pk] = max((each.position for each in there.values()), default=0)
        return self.indicators[home.pk]

    def key_in(self, row, values):
        return values.get("값의 종류", ""), values.get("값의 연도", 0)

    def check_needed(self, plan):
        plan.has_value = any(plan.row[column] for column in self.cells)
        if plan.has_value:
            super().check_needed(plan)

    # What a row says of the indicator itself.

    def look_beside(self, plans):
        self.fresh = set()
        for plan in plans:
            if plan.kind is None:
                self.look_at_indicator(plan)
        self.amending.compare([plan for plan in plans if plan.kind is None], self.number, "지표")

    def look_at_indicator(self, plan):
        indicator, said = plan.parent, {}
        for cell in self.of_indicator:
            if text := plan.row[cell.column_name]:
                try:
                    said[cell] = cell.read(text)
                except ValueError as error:
                    plan.problem(cell.column_name, str(error))
        if not indicator.pk and id(indicator) not in self.made and not plan.row["단위"]:
            plan.problem("단위", "새 지표입니다. 단위를 적어 주세요. 예: 명, 건")
        if plan.kind is None and not indicator.pk:
            self.tell_of_new(plan, said)
        if plan.kind is None:
            plan.amend(indicator, said)

    def tell_of_new(self, plan, said):
        """Know what the row says of an indicator that is still to be made."""
        indicator = plan.parent
        if id(indicator) not in self.made:
            plan.makes = True
            self.made[id(indicator)] = None
            self.fresh.add(id(indicator))
        untold = {
            cell: value for cell, value in said.items() if not getattr(indicator, cell.attname)
        }
        if untold and id(indicator) not in self.fresh:
            column = next(iter(untold)).column_name
            plan.problem(column, "새 지표입니다. 이 칸은 그 지표가 처음 나오는 행에 적어 주세요.")
            return
        for cell, value in untold.items():
            setattr(indicator, cell.attname, value)
        self.amending.tell(indicator, untold, self.number, plan.number)

    # Saving.

    def values_for_new(self, plan):
        return {} if plan.parent.pk else {"indicator_id": self.made[id(plan.parent)]}

    def save(self, plans):
        makers = [plan for plan in plans if plan.makes]
        context = self.context
        writer = Writer(Indicator, context.user, context.reason, context.moment)
        names = ("home_id", "group", "name", "unit", "note", "position")
        pks = writer.insert(
            [{name: getattr(plan.parent, name) for name in names} for plan in makers]
        )
        for plan, pk in zip(makers, pks, strict=True):
            self.made[id(plan.parent)] = pk
        super().save([plan for plan in plans if plan.has_value])
        for plan, pk in zip(makers, pks, strict=True):
            plan.records = [[Indicator._meta.label_lower, pk, "+"], *plan.records]
        self.amending.save(plans)

    def filter_export(self, queryset, **kwargs):
        """The values of the indicators in the list."""
        return (
            IndicatorValue.objects.filter(indicator__in=queryset.order_by().values("pk"))
            .select_related("indicator__home")
            .order_by(
                "indicator__home__country", "indicator__home__region", "indicator__home__name",
                "indicator__position", "indicator_id", "year", "pk",
            )
        )  # fmt: skip


def spelled(name):
    return NameWidget().spelling(name)
