"""Charts: numbers that are a table first, and where their bars and columns stand.

templates/charts/ draws them as SVG, per cent across and pixels down, so that the drawing takes
any width and its texts keep their size. docs/decisions/022 says why no library draws them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

PLOT_TOP, PLOT_HEIGHT = 28, 180  # pixels, above and between the highest line and the ground
FEWEST_SLOTS = 12  # so that a chart of three years has columns, not walls
MOST_LABELS = 7  # under the columns: what a phone has room for


@dataclass(frozen=True)
class Row:
    """One row of a chart's table: a count for each series."""

    label: str
    counts: tuple[int, ...]
    url: str = ""  # of the list that shows what is counted
    is_unknown: bool = False  # counts what has no year, no field …

    @property
    def total(self):
        return sum(self.counts)


class Segment(NamedTuple):
    """A piece of a bar, from `x` on, both in per cent of the bar's whole width."""

    series: int
    name: str
    count: int
    x: str
    width: str
    middle: str
    has_room: bool  # for its count


class Bar(NamedTuple):
    row: Row
    segments: list[Segment]


class Column(NamedTuple):
    """A column: per cent across; (series, y, height) in pixels for each piece of it."""

    row: Row
    x: str
    width: str
    slot: str
    slot_width: str
    middle: str
    pieces: list[tuple[int, float, float]]
    label: str  # below it; "" for most


class Line(NamedTuple):
    """A line across at a count."""

    count: int
    y: float


def per_cent(share):
    return f"{100 * share:.2f}%"


def even_step(highest, lines=4):
    """A round step by which a scale reaches `highest` in so many lines or fewer."""
    step = 1
    while True:
        for one in (step, 2 * step, 5 * step):
            if one * lines >= highest:
                return one
        step *= 10


def leaders(rows, unit):
    """The rows with the highest count, in words: 일본(3곳), 또는 일본·중국(각 3곳)."""
    highest = max(row.total for row in rows)
    names = [str(row.label) for row in rows if row.total == highest]
    if len(names) == 1:
        return _("%(names)s(%(count)s%(unit)s)") % {
            "names": names[0], "count": f"{highest:,}", "unit": unit(highest),
        }  # fmt: skip
    more = "" if len(names) <= 3 else _(" 등 %(count)d개") % {"count": len(names)}
    each = _("각 %(count)s") % {"count": f"{highest:,}"}
    shown = {"names": f"{_('·').join(names[:3])}{more}", "count": each, "unit": unit(highest)}
    return _("%(names)s(%(count)s%(unit)s)") % shown


@dataclass(frozen=True)
class Chart:
    """A table of counts with a title, and what it says in one sentence."""

    slug: str  # its anchor on the page, and the name of its file
    title: str
    subject: str  # heading of the rows: 국가, 연도
    unit: Callable[[int], str]  # 곳, 건 behind a count (see exchange.units)
    series: tuple[str, ...]  # headings of the counts
    rows: list[Row]
    sentence: str = ""
    notes: list[str] = field(default_factory=list)
    total_heading: str = ""

    @property
    def total(self):
        return sum(row.total for row in self.rows)

    @property
    def unit_name(self):
        """The unit of a table: of several."""
        return self.unit(0).strip()

    @property
    def known(self):
        return [row for row in self.rows if not row.is_unknown]

    def bars(self):
        """A Bar for each row, the longest as wide as there is room."""
        longest = max((row.total for row in self.rows), default=0) or 1
        return [Bar(row, list(self._segments(row, longest))) for row in self.rows]

    def _segments(self, row, longest):
        begun = 0
        for number, (name, count) in enumerate(zip(self.series, row.counts, strict=True)):
            if count:
                share = count / longest
                yield Segment(
                    number,
                    name,
                    count,
                    per_cent(begun / longest),
                    per_cent(share),
                    per_cent(begun / longest + share / 2),
                    share >= 0.02 * (1 + len(str(count))),
                )
                begun += count

    @property
    def _step(self):
        return even_step(max((row.total for row in self.known), default=1) or 1)

    def _y(self, count):
        """Pixels from the top of the drawing down to this count."""
        highest = max((row.total for row in self.known), default=1) or 1
        scale = -(-highest // self._step) * self._step
        return round(PLOT_TOP + PLOT_HEIGHT * (1 - count / scale), 1)

    def lines(self):
        """The lines across a chart of columns, the ground first."""
        highest = max((row.total for row in self.known), default=1) or 1
        return [Line(n, self._y(n)) for n in range(0, highest + self._step, self._step)]

    def columns(self):
        """A Column for each row that is not of the unknown."""
        rows = self.known
        slots = max(len(rows), FEWEST_SLOTS)
        every = even_step(slots, MOST_LABELS)
        for place, row in enumerate(rows):
            pieces, begun = [], 0
            for series, count in enumerate(row.counts):
                top = self._y(begun + count)
                if count:
                    pieces.append((series, top, round(self._y(begun) - top, 1)))
                begun += count
            is_labelled = not int(row.label) % every if row.label.isdigit() else True
            yield Column(
                row,
                per_cent((place + 0.14) / slots),
                per_cent(0.72 / slots),
                per_cent(place / slots),
                per_cent(1 / slots),
                per_cent((place + 0.5) / slots),
                pieces,
                row.label if is_labelled else "",
            )

    ground = PLOT_TOP + PLOT_HEIGHT
    height = PLOT_TOP + PLOT_HEIGHT + 30
