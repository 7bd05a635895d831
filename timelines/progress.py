"""An indicator's way from its baseline to its targets: how far it has come, and its drawing.

templates/pages/timelines/indicator_chart.html draws it, per cent across and pixels down.
"""

from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from timelines.models import IndicatorValue

Kind = IndicatorValue.Kind

LEFT, WIDTH = 14, 72  # per cent across, so that the labels of the first and last year have room
TOP, HEIGHT = 30, 84  # pixels down
NEAR = 15  # per cent: years nearer than this are not both named


class Point(NamedTuple):
    """A value's place in the drawing."""

    value: IndicatorValue
    left: float  # per cent
    top: float  # pixels

    @property
    def x(self):
        return f"{self.left:.2f}%"

    @property
    def label_top(self):
        """Where its value is written: readings below their point, the others above."""
        return self.top + 22 if self.value.kind == Kind.ACTUAL else self.top - 12


class Progress:
    """An indicator with its values loaded (`with_values`)."""

    def __init__(self, indicator):
        self.indicator = indicator
        self.values = list(indicator.values.all())

    def of_kind(self, kind):
        return [value for value in self.values if value.kind == kind]

    @cached_property
    def baseline(self):
        return next(reversed(self.of_kind(Kind.BASELINE)), None)

    @cached_property
    def targets(self):
        return self.of_kind(Kind.TARGET)

    @cached_property
    def reading(self):
        """The latest reading, or None."""
        return next(reversed(self.of_kind(Kind.ACTUAL)), None)

    @cached_property
    def target(self):
        """The target a reading is held against: the next one due, the last where all are past.

        Without readings it is the last.
        """
        due = [one for one in self.targets if self.reading and one.year >= self.reading.year]
        return due[0] if due else next(reversed(self.targets), None)

    @property
    def change(self):
        """What the target adds to the baseline, less than 0 where it is to fall, or None."""
        if self.baseline and self.target:
            return self.target.value - self.baseline.value
        return None

    @property
    def size_of_change(self):
        return abs(self.change)

    @property
    def unit_of_change(self):
        """The unit; between two percentages lie percentage points."""
        unit = self.indicator.unit
        return f"{unit}p" if unit in ("%", "％") else unit

    @property
    def share(self):
        """How much of the way from baseline to target the latest reading has come.

        0.5 is half of it, 1 all; less than 0 where the reading moved away. None where there is
        no reading, no baseline, no target or no way between them.
        """
        if not self.reading or not self.change:
            return None
        return float((self.reading.value - self.baseline.value) / self.change)

    @property
    def per_cent(self):
        """The share in whole per cent; 100 only where the target is reached."""
        return int(self.share * 100 // 1)

    @property
    def width(self):
        """How much of a bar is filled."""
        return f"{100 * min(max(self.share, 0), 1):.1f}%"

    @cached_property
    def points(self):
        """Points by year; the scale starts at 0, or below it where a value does."""
        if not self.values:
            return []
        first, last = self.values[0].year, self.values[-1].year
        numbers = [0, *(one.value for one in self.values)]
        height = (max(numbers) - min(numbers)) or 1
        return [
            Point(
                one,
                LEFT + WIDTH * ((one.year - first) / (last - first) if last > first else 0.5),
                round(float(TOP + HEIGHT * (max(numbers) - one.value) / height), 1),
            )
            for one in self.values
        ]

    @cached_property
    def labelled(self):
        """The points whose value is written: baseline, targets and the latest reading."""
        told = (self.baseline, self.reading, *self.targets)
        return [point for point in self.points if point.value in told]

    @cached_property
    def years(self):
        """The points whose year is written below; of years too near each other only one is."""
        told = []
        order = (self.baseline, *reversed(self.targets), self.reading)
        for one in filter(None, order):
            point = next(point for point in self.points if point.value is one)
            if all(abs(point.left - other.left) >= NEAR for other in told):
                told.append(point)
        return told

    @property
    def way(self):
        """Pairs of points: the way the targets lead."""
        return self._pairs(Kind.BASELINE, Kind.TARGET)

    @property
    def course(self):
        """Pairs of points: the way the readings took."""
        return self._pairs(Kind.BASELINE, Kind.ACTUAL)

    def _pairs(self, *kinds):
        points = [point for point in self.points if point.value.kind in kinds]
        return list(pairwise(points))

    ground = TOP + HEIGHT
    height = TOP + HEIGHT + 30
