"""Import and export of a timeline: one row an exchange."""

import re
from collections import defaultdict
from difflib import SequenceMatcher
from sys import intern

from cities.city_names import Homes, label_of
from cities.headings import contradiction, whose
from cities.models import CooperationField
from exchange.legacy.errors import LegacyError
from exchange.legacy.shapes import TIMELINE
from exchange.legacy.text import tidy, without_bullets
from exchange.resources import Cell, Parent, TableResource
from exchange.resources.widgets import (
    ChoiceWidget,
    CountWidget,
    LabelWidget,
    LinesWidget,
    PeriodWidget,
    TitleWidget,
)
from timelines.models import ExchangeEvent

# A text of one line without a bullet, which is most of them.
PLAIN_LINE = re.compile(r"[^\s•·․‧∙◦▪▫●○■□◆◇▶►‣\-–*ㅇ][^\n]*")
# What an exchange says when it comes after the signing: 결연 10주년 기념, 협약 체결 후속 협의.
AFTERWARDS = re.compile(
    r"(?:자매|우호|결연|체결|협약|협정)[^,.]{0,6}(?:\d+\s*주년|이후|후속|에 따[른라])|(?:체결|결연)\s*후\b"
)
# Titles this alike are taken for one exchange, worded anew.
ALIKE = 0.6


class TimelineResource(TableResource):
    """One row of a timeline is one exchange of one partnership.

    The first line of a cell with several lines is the title, the others are details. Rows
    without a number of their own keep the order of the file.
    """

    code = "timeline"
    shape = TIMELINE
    turn = 3
    asks_whose = True
    whose = staticmethod(whose)
    contradiction = staticmethod(contradiction)
    parent_field = "partnership"
    parent_columns = ("우리 도시", "교류도시")
    name_columns = ("기간", "교류내용")
    key_fields = ("period_edtf", "title")

    home = Parent("partnership__home", "우리 도시", LabelWidget(label_of))
    partnership = Parent("partnership__partner", "교류도시", LabelWidget(label_of))
    period = Cell("period", "기간", PeriodWidget())
    title = Cell("title", "교류내용", TitleWidget())
    details = Cell("details", "자세한 내용", LinesWidget())
    field = Cell("field", "분야", ChoiceWidget(CooperationField.choices))
    direction = Cell("direction", "방향", ChoiceWidget(ExchangeEvent.Direction.choices))
    place = Cell("place", "장소")
    headcount = Cell("headcount", "인원(명)", CountWidget())
    position = Cell("position", "순서", CountWidget())

    class Meta:
        model = ExchangeEvent
        fields = (
            "home", "partnership", "period", "title", "details", "field", "direction", "place",
            "headcount", "position",
        )  # fmt: skip
        import_id_fields = ("partnership", "period", "title")

    def begin(self, *args):
        super().begin(*args)
        self.homes = self.context.shared(Homes)
        self.beside = {}
        self.named = set()

    def prepare(self, rows):
        for row in rows:
            text = row["교류내용"]
            if not PLAIN_LINE.fullmatch(text):
                title, *details = without_bullets(text).split("\n")
                row["교류내용"] = title
                if details:
                    row["자세한 내용"] = "\n".join(filter(None, [*details, row["자세한 내용"]]))
            yield row

    def find_parent(self, home_name, partner_name):
        home = self.homes.home(home_name)
        partner_name = partner_name or self.partner
        if not partner_name:
            raise LegacyError(
                "어느 도시와의 교류인지 알 수 없습니다. 교류도시를 고르거나 '교류도시' 열에 적어 주세요."
            )
        return self.homes.partnership(home, partner_name)

    def key_in(self, row, values):
        period = values.get("기간")
        return period.edtf if period else "", row["교류내용"]

    def key_of_stored(self, stored):
        edtf, title = stored
        is_plain = PLAIN_LINE.fullmatch(title)
        return intern(edtf), tidy(title) if is_plain else without_bullets(title)

    def extra_fields(self):
        return ("position",)

    def note_stored(self, parent_pk, extra):
        self.last[parent_pk] = max(self.last[parent_pk], extra[0])

    def values_for_new(self, plan):
        return {"position": self.next_position(plan.parent.pk)}

    def match(self, plan):
        super().match(plan)
        if plan.pk:
            self.named.add(plan.parent.pk)

    def resembling(self, plan):
        """Exchanges of the same day with much the same title, or of the same title.

        A title alone does not tell: 정례회의 comes every year. So the same title at another
        date counts only where the table names other exchanges of the partnership, as a table
        does that was exported and corrected.
        """
        parent, edtf, title = plan.key
        if parent not in self.index:
            return
        of_day, of_title = self.events_beside(parent)
        matcher = SequenceMatcher(b=title, autojunk=False)
        for pk, other in of_day[edtf] if edtf else ():
            matcher.set_seq1(other)
            if matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE:
                yield pk
        if parent in self.named or not self.is_complete:
            yield from of_title[title]

    def events_beside(self, parent):
        """({date: [(key, title)]}, {title: [key]}) of the partnership's exchanges."""
        if parent not in self.beside:
            of_day, of_title = defaultdict(list), defaultdict(list)
            for (edtf, title), pk in self.index[parent].items():
                of_day[edtf].append((pk, title))
                of_title[title].append(pk)
            self.beside[parent] = of_day, of_title
        return self.beside[parent]

    def notes_on(self, plan):
        yield from super().notes_on(plan)
        row, period = plan.row, plan.values.get("기간")
        if not period:
            yield (
                "기간이 비어 있어 날짜를 모르는 교류로 들어갑니다. 위 행과 같은 기간이면 적어 주세요."
            )
        elif AFTERWARDS.search(row["교류내용"]):
            signed = self.homes.first_signed(plan.parent)
            if signed and period.last_day and period.last_day < signed:
                yield (
                    f"결연 뒤의 교류로 적혔는데 기간이 첫 협정({signed:%Y-%m-%d})보다 앞섭니다. "
                    "기간을 확인해 주세요."
                )

    def filter_export(self, queryset, **kwargs):
        return queryset.select_related("partnership__home", "partnership__partner").order_by(
            "partnership", *ExchangeEvent._meta.ordering[1:]
        )
