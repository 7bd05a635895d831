"""Import and export of a timeline: one row an exchange."""

from collections import Counter

from cities.city_names import Homes, label_of
from cities.models import CooperationField, Partnership
from exchange.legacy.errors import LegacyError
from exchange.legacy.shapes import TIMELINE
from exchange.legacy.text import without_bullets
from exchange.periods import Period
from exchange.resources import Cell, Parent, TableResource
from exchange.resources.widgets import (
    ChoiceWidget,
    CountWidget,
    LabelWidget,
    LinesWidget,
    PeriodWidget,
)
from timelines.models import ExchangeEvent


class TimelineResource(TableResource):
    """One row of a timeline is one exchange of one partnership.

    The first line of a cell with several lines is the title, the others are details. Rows
    without a number of their own keep the order of the file.
    """

    shape = TIMELINE
    asked = "partnership"
    parent_columns = ("우리 도시", "교류도시")

    home = Parent("partnership__home", "우리 도시", LabelWidget(label_of))
    partnership = Parent("partnership__partner", "교류도시", LabelWidget(label_of))
    period = Cell("period", "기간", PeriodWidget())
    title = Cell("title", "교류내용", LinesWidget())
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

    @classmethod
    def choices(cls):
        return Partnership.objects.select_related("home", "partner")

    def prepare(self, rows):
        self.homes = Homes()
        for row in rows:
            title, *details = without_bullets(row["교류내용"]).split("\n")
            row["교류내용"] = title
            row["자세한 내용"] = "\n".join(filter(None, [*details, row["자세한 내용"]]))

    def find_parent(self, home_name, partner_name):
        if not home_name and not partner_name:
            if self.chosen is None:
                raise LegacyError("교류도시를 고르거나 '교류도시' 열에 적어 주세요.")
            return self.chosen
        if not home_name and self.chosen is None:
            raise LegacyError(
                "우리 도시를 알 수 없습니다. 교류도시를 고르거나 '우리 도시' 열에 적어 주세요.",
                column="우리 도시",
            )
        try:
            home = self.homes.home(home_name, self.chosen and self.chosen.home)
        except LegacyError as error:
            raise LegacyError(str(error), column="우리 도시") from error
        if not partner_name:
            raise LegacyError("'교류도시' 칸이 비어 있습니다. 교류도시를 적어 주세요.")
        return self.homes.partnership(home, partner_name)

    def known_records(self, parents):
        events = list(ExchangeEvent.objects.filter(partnership__in=parents))
        self.find_left_out(events)
        self.last = Counter()
        for event in events:
            self.last[event.partnership_id] = max(self.last[event.partnership_id], event.position)
        return events

    def find_left_out(self, events):
        """The events the file does not name, by their date; by their title as well where it
        names others of the partnership, as a table that was exported and corrected does."""
        named = {event.partnership_id for event in events if self.key_of(event) in self.keys}
        self.left_out = {}
        for event in events:
            partnership, edtf, title = key = self.key_of(event)
            if key not in self.keys:
                self.left_out.setdefault((partnership, edtf), event)
                if partnership in named:
                    self.left_out.setdefault((partnership, title), event)

    def key_of(self, record):
        return record.partnership_id, record.period_edtf, without_bullets(record.title)

    def key_in(self, row):
        period = Period.parse(row["기간"])
        return self.parent_of(row).pk, period.edtf if period else "", row["교류내용"]

    def new_record(self, row):
        partnership = self.parent_of(row)
        self.last[partnership.pk] += 1
        return ExchangeEvent(partnership_id=partnership.pk, position=self.last[partnership.pk])

    def notes_on(self, instance, row):
        yield from super().notes_on(instance, row)
        if instance._state.adding and instance.title:
            parent, edtf, title = self.key_of(instance)
            event = (edtf and self.left_out.get((parent, edtf))) or self.left_out.get(
                (parent, title)
            )
            if event:
                yield (
                    f"이미 있는 '{event}'와(과) 다른 교류로 새로 들어갑니다. 기간이나 교류내용을 고친 "
                    "것이면 파일에서 이 행을 지우고 '교류 내역' 화면에서 고쳐 주세요."
                )
        if not row["기간"] and instance.period is None:
            yield (
                "기간이 비어 있어 날짜를 모르는 교류로 들어갑니다. 위 행과 같은 기간이면 파일에 "
                "적어 주세요."
            )

    def filter_export(self, queryset, **kwargs):
        return queryset.select_related("partnership__home", "partnership__partner").order_by(
            "partnership", *ExchangeEvent._meta.ordering[1:]
        )
