"""EDTF (ISO 8601-2): the points a Period starts and ends at, written, read and displayed.

What is used of EDTF: days, months, years, seasons (21–24), quarters (33–36), half-years
(40–41), decades (`198X`), centuries (`18XX`), the marks `~` (about), `?` (uncertain) and
`%` (both), and intervals, where `..` is an end that has not come yet.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from exchange.dates.errors import PeriodError, quoted

FIRST_YEAR, LAST_YEAR = 1000, 2200

SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24
QUARTERS = (33, 34, 35, 36)
HALVES = (40, 41)

# Months that a part of a year covers. A winter ends in the next year, as Korea counts it.
_MONTHS = {
    SPRING: (3, 5),
    SUMMER: (6, 8),
    AUTUMN: (9, 11),
    WINTER: (12, 14),
    33: (1, 3),
    34: (4, 6),
    35: (7, 9),
    36: (10, 12),
    40: (1, 6),
    41: (7, 12),
}
_NAMES = {
    SPRING: "봄",
    SUMMER: "여름",
    AUTUMN: "가을",
    WINTER: "겨울",
    33: "1분기",
    34: "2분기",
    35: "3분기",
    36: "4분기",
    40: "상반기",
    41: "하반기",
}
_POINT = re.compile(
    r"(?:([12][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?|([12][0-9]{2})X|([12][0-9])XX)([?~%]?)"
)
_DATETIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T[0-9:.]+(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?")


def part_of_year(code: int) -> str:
    """`season`, `quarter` or `half`: which part of a year an EDTF code stands for."""
    return "season" if code <= WINTER else "quarter" if code <= QUARTERS[-1] else "half"


def month_end(year: int, month: int) -> int:
    """The last day of a month."""
    return monthrange(year, month)[1]


@dataclass(frozen=True, slots=True)
class Point:
    """One end of a period. `month` holds the EDTF code of a season, quarter or half-year."""

    grain: str  # day, month, year, season, quarter, half, decade, century
    year: int  # of a decade or century: its first year
    month: int = 0
    day: int = 0
    mark: str = ""  # "", "~", "?", "%"

    @property
    def edtf(self) -> str:
        if self.grain == "decade":
            return f"{self.year // 10}X{self.mark}"
        if self.grain == "century":
            return f"{self.year // 100}XX{self.mark}"
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
        if self.day:
            text += f"-{self.day:02d}"
        return text + self.mark

    @property
    def first_day(self) -> date:
        month = _MONTHS.get(self.month, (self.month or 1,))[0]
        return date(self.year, month, self.day or 1)

    @property
    def last_day(self) -> date:
        if self.day:
            return date(self.year, self.month, self.day)
        years = {"decade": 9, "century": 99}.get(self.grain, 0)
        month = _MONTHS.get(self.month, (0, self.month or 12))[1]
        year = self.year + years + (month > 12)
        month = (month - 1) % 12 + 1
        return date(year, month, month_end(year, month))

    def display(self, after: "Point | None" = None) -> str:
        """Korean text. A point that ends a span drops the year its start has already said."""
        about = "경" if self.mark in ("~", "%") else ""
        doubt = "(?)" if self.mark in ("?", "%") else ""
        same_year = after is not None and (after.grain, after.year) == (self.grain, self.year)
        if self.grain == "day":
            text = f"{self.month}. {self.day}."
        elif self.grain == "month":
            text = f"{self.month}."
        elif self.grain == "decade" and self.year % 100 == 0:  # a bare 1900년대 says two things
            return f"{self.year}년대({self.year}~{self.year + 9}){about}{doubt}"
        elif self.grain == "decade":
            return f"{self.year}년대{about}{doubt}"
        elif self.grain == "century":
            return f"{self.year // 100 + 1}세기{about}{doubt}"
        elif self.grain == "year":
            return f"{self.year}년{about}{doubt}"
        else:
            return f"{self.year}년 {_NAMES[self.month]}{about}{doubt}"
        return f"{text if same_year else f'{self.year}. {text}'}{about}{doubt}"


def read_point(text: str) -> Point | None:
    """The point an EDTF date stands for; None where it is not one that is used here.

    Raises PeriodError for a date in the right form that the calendar does not have.
    """
    found = _POINT.fullmatch(text)
    if found is None:
        return None
    year, month, day, decade, century, mark = found.groups()
    if decade or century:
        first = int(decade) * 10 if decade else int(century) * 100
        if first + (9 if decade else 99) > LAST_YEAR:
            raise out_of_range(first)
        return Point("decade" if decade else "century", first, mark=mark)
    if int(year) > LAST_YEAR:
        raise out_of_range(int(year))
    if month is None:
        return Point("year", int(year), mark=mark)
    code = int(month)
    if code in _NAMES and day is None:
        return Point(part_of_year(code), int(year), code, mark=mark)
    if not 1 <= code <= 12:
        raise PeriodError(f"{quoted(text)}에서 {code}월은 없습니다. 날짜를 확인해 주세요.")
    if day is None:
        return Point("month", int(year), code, mark=mark)
    if not 1 <= int(day) <= month_end(int(year), code):
        raise PeriodError(
            f"{quoted(text)}에서 {code}월에는 {int(day)}일이 없습니다. 날짜를 확인해 주세요."
        )
    return Point("day", int(year), code, int(day), mark)


def out_of_range(year: int) -> PeriodError:
    """The error for a year that no record of an exchange can have."""
    return PeriodError(
        f"{year}년은 읽을 수 없는 연도입니다. {FIRST_YEAR}년부터 {LAST_YEAR}년까지 적을 수 있습니다."
    )


def read_edtf(text: str) -> tuple[Point, Point | None, bool]:
    """Start, end (None for a lone point or an open end) and whether the end is open.

    Raises PeriodError for EDTF that is not valid, or is of a kind that is not used here.
    """
    start_text, slash, end_text = text.strip().partition("/")
    start, end = _point_or_raise(start_text, text), None
    if slash and end_text not in ("", ".."):
        end = _point_or_raise(end_text, text)
        if end.last_day < start.first_day:
            raise PeriodError(f"{quoted(text)}에서 끝이 시작보다 빠릅니다. 날짜를 확인해 주세요.")
    return start, end, bool(slash) and end is None


def _point_or_raise(text: str, whole: str) -> Point:
    moment = _DATETIME.fullmatch(text)
    point = read_point(moment[1] if moment else text)
    if point is None:
        raise PeriodError(
            f"{quoted(whole)}에서 {quoted(text)} 부분은 읽을 수 있는 EDTF가 아닙니다. "
            "'2016-08-19', '2021-04', '2013-04-05/2013-04-25', '1994/..'처럼 적어 주세요."
        )
    return point


_CLEARLY_EDTF = re.compile(
    r"[0-9]{3}X[?~%]?|[0-9]{2}XX[?~%]?|[0-9]{4}(?:-[0-9]{2}){0,2}[?%]"
    r"|[0-9X]{4}(?:-[0-9]{2}){0,2}[?~%]?/(?:\.\.|[0-9X]{4}(?:-[0-9]{2}){0,2}[?~%]?)"
)


def is_clearly_edtf(text: str) -> bool:
    """Whether a text can only be EDTF, and not a date as a clerk writes it.

    `1994~` is left out: on Korean pages it means "since 1994", not "about 1994".
    """
    return _CLEARLY_EDTF.fullmatch(text) is not None


def display_edtf(edtf: str) -> str:
    """Korean display of an EDTF text that is known to be valid."""
    start, end, is_open = read_edtf(edtf)
    if is_open:
        return f"{start.display()} ~ 현재"
    return start.display() if end is None else f"{start.display()} ~ {end.display(start)}"
