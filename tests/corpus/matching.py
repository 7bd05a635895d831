"""Is a row that arrived the row a person read? Spelling aside: blanks, parts of a name, countries."""

import re
import unicodedata

from exchange.legacy.countries import country_code
from exchange.legacy.errors import LegacyError
from exchange.legacy.kinds import read_kind
from exchange.periods import Period, PeriodError

# The column of each shape whose text is a date, and those that tell one row from the next.
DATED = {"partner_list": "교류일자", "timeline": "기간", "civic": "체결일"}
TELLING = {
    "partner_list": ("교류도시",),
    "timeline": ("교류내용", "기간"),
    "facts": ("내용", "구분"),
    "civic": ("해외 기관",),
}
# Of these columns a part of what stands in the cell will do: the rest went to another column.
PARTS = frozenset(["교류도시", "교류일자", "기간", "체결일"])


def plain(text):
    """A text without blanks, bullets at its front and forms of one letter."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFC", text))
    return text.lstrip("•·-○ㅇ*").casefold()


def dates_of(text):
    """EDTF of the dates in a cell, joined by commas; "none"; "error" where it is refused."""
    try:
        periods = Period.parse_all(text)
    except PeriodError:
        return "error"
    if any(period.warnings for period in periods):
        return ", ".join(period.edtf for period in periods) + " ask"
    return ", ".join(period.edtf for period in periods) or "none"


def _same_country(arrived, expected):
    try:
        return country_code(arrived) == country_code(expected)
    except LegacyError:
        return False


def _same_kind(arrived, expected):
    try:
        return read_kind(arrived) == read_kind(expected)
    except LegacyError:
        return False


def same_text(column, arrived, expected):
    """Whether a cell says what the person read in it."""
    one, other = plain(arrived), plain(expected)
    if one == other:
        return True
    if column in PARTS and len(one) >= 2 and one in other:
        return True
    if column in ("국명", "국가"):
        return _same_country(arrived, expected)
    return column == "인원(명)" and one.rstrip("명") == other.rstrip("명")


def same_dates(arrived, expected, has_problem):
    """Whether the dates are read as the person read them; "ask" and "error" must not pass."""
    read = dates_of(arrived)
    if expected in ("ask", "error"):
        return has_problem or read == "error" or read.endswith("ask")
    return read.removesuffix(" ask") == expected and not has_problem


def differences(shape, kind, columns, expected, row):
    """Names of the columns in which the row is not what was read."""
    problems = {column for column, _, _ in row["problems"]}
    different = []
    for column, text in zip(columns, expected, strict=True):
        if column == "EDTF":
            dated = DATED[shape]
            if not same_dates(row[dated], text, dated in problems):
                different.append(dated)
        elif column == DATED.get(shape):
            continue  # Its reading counts, and that is EDTF.
        elif column == "교류내용" and shape == "partner_list":
            if not _same_kind(row[column], text):
                different.append(column)
        elif not same_text(column, row[column], text):
            different.append(column)
    if kind and not _same_kind(row["교류내용"], kind):
        different.append("교류내용")
    return different


def likeness(shape, columns, expected, row):
    """How much a row is like the expected one; 0 where it is another."""
    points = 0
    for column in TELLING[shape]:
        if column not in columns:
            continue
        text = expected[columns.index(column)]
        if plain(text) and same_text(column, row[column], text):
            points += 2
    if points:
        points += sum(
            1
            for column, text in zip(columns, expected, strict=True)
            if column in row and same_text(column, row[column], text)
        )
    return points
