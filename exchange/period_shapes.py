"""A short way for the date shapes met most; the grammar reads every one of them the same."""

import re
from datetime import date

_N = r"([0-9]{1,2})"
_DOTTED = re.compile(
    rf"([12][0-9]{{3}})(?:\. ?{_N}\. ?{_N}\.?(?: ?[~∼] ?(?:(?:([12][0-9]{{3}})\. ?)?{_N}\. ?)?{_N}\.?)?"
    rf"|-{_N}-{_N}|년 ?{_N}월 ?{_N}일)"
)


def common_shape(text: str) -> tuple[str, str, date, date] | None:
    """(text, edtf, first day, last day) of `2016. 8. 19.`, `2013. 4. 5. ~ 25.`, `2016-08-19`
    or `2016년 8월 19일`; None for every other text, and where anything is wrong with it."""
    text = text.strip()
    found = _DOTTED.fullmatch(text)
    if found is None:
        return None
    year, month, day, year2, month2, day2, *others = found.groups()
    try:
        if month is None:
            month, day = (others[0], others[1]) if others[0] else (others[2], others[3])
        first = date(int(year), int(month), int(day))
        if day2 is None:
            return (text, first.isoformat(), first, first) if first.year <= 2200 else None
        last = date(int(year2 or year), int(month2 or month), int(day2))
    except ValueError:
        return None
    if last <= first or last.year > 2200:
        return None
    return text, f"{first.isoformat()}/{last.isoformat()}", first, last
