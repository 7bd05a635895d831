"""A short way for the date shapes met most; the grammar reads every one of them the same.

These are no second set of rules: a shape that is not here, or in which anything is wrong,
is left to the grammar, and a property test compares the two.
"""

import re
from calendar import monthrange
from datetime import date

from exchange.dates.edtf import LAST_YEAR
from exchange.dates.tokens import OTHER, cut
from exchange.dates.words import COUNTERS

_YEAR, _N = r"([12][0-9]{3})", r"([0-9]{1,2})"
_DAYS = rf"{_YEAR}\. ?{_N}\. ?{_N}(\.?)(?: ?[~∼] ?(?:(?:{_YEAR}\. ?)?{_N}\. ?)?{_N}(\.?))?"
_DAY = re.compile(rf"{_DAYS}|{_YEAR}-{_N}-{_N}|{_YEAR}년 ?{_N}월 ?{_N}일")
_COARSE = re.compile(rf"{_YEAR}(?:(?:\. ?|-){_N}\.?|년 ?{_N}월|년|\.)?( ?[~∼] ?현재)?")
_FRONT = re.compile(rf"{_DAYS}\s+(?=([가-힣]+)(?![^\W\d]))")

Shape = tuple[str, str, date, "date | None"]


def common_shape(text: str) -> Shape | None:
    """(text, edtf, first day, last day) of a day, a span of days, a month, a year, or one of
    the last two and 현재; None for every other text, and where anything is wrong with it."""
    text = text.strip()
    found = _DAY.fullmatch(text)
    if found is not None:
        year, month, day, _, year2, month2, day2, _, *others = found.groups()
        if year is None:
            return _days(text, *filter(None, others))
        return _days(text, year, month, day, year2, month2, day2)
    found = _COARSE.fullmatch(text)
    return None if found is None else _coarse(text, *found.groups())


def front_shape(text: str) -> tuple[Shape, int] | None:
    """A day or a span of days at the front of a line, and where the words behind it begin.

    Only where the next word is no word of dates (부터, 오전) and counts nothing (명, 개교).
    """
    found = _FRONT.match(text)
    if found is None:
        return None
    year, month, day, _, year2, month2, day2, _, word = found.groups()
    if word in COUNTERS or cut(word, False) != ((word, OTHER),):
        return None
    end = found.end(8 if day2 else 4)
    shape = _days(text[:end], year, month, day, year2, month2, day2)
    return None if shape is None else (shape, found.end())


def _days(text, year, month, day, year2=None, month2=None, day2=None) -> Shape | None:
    try:
        first = date(int(year), int(month), int(day))
        if day2 is None:
            return (text, first.isoformat(), first, first) if first.year <= LAST_YEAR else None
        last = date(int(year2 or year), int(month2 or month), int(day2))
    except ValueError:
        return None
    if last <= first or last.year > LAST_YEAR:
        return None
    return text, f"{first.isoformat()}/{last.isoformat()}", first, last


def _coarse(text: str, year: str, month: str, month2: str, is_open: str) -> Shape | None:
    number, edtf = int(year), year
    if number > LAST_YEAR:
        return None
    first, last = 1, 12
    if month or month2:
        first = last = int(month or month2)
        if not 1 <= first <= 12:
            return None
        edtf = f"{year}-{first:02d}"
    if is_open:
        return text, f"{edtf}/..", date(number, first, 1), None
    return text, edtf, date(number, first, 1), date(number, last, monthrange(number, last)[1])
