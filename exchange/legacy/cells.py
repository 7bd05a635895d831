"""The value of a workbook's cell as text, as the clerk sees it in the sheet."""

import datetime
import re
from decimal import Decimal

# What number formats hold beside their signs: colours and languages, gaps, fillers.
ASIDE = re.compile(r"\[[^\]]*\]|_.|\*.")
QUOTED = re.compile(r'"[^"]*"|\\.')
UNIT = re.compile(r'(?:"([^"]*)")?\s*[#0,.?]+\s*(?:"([^"]*)")?')


def cell_text(value, number_format):
    """Text of a value with this number format: a date only as exact as the cell shows it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime | datetime.date):
        return _date_text(value, number_format)
    if isinstance(value, datetime.time):
        return f"{value:%H:%M:%S}".removesuffix(":00")
    if isinstance(value, datetime.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return _number_text(value, number_format)


def _number_text(value, number_format):
    shown = ASIDE.sub("", (number_format or "General").partition(";")[0]).strip()
    bare = QUOTED.sub("", shown)
    if bare.endswith("%"):
        places = len(bare.rstrip("%").partition(".")[2])
        return f"{Decimal(str(value)) * 100:.{places}f}%"
    text = _plain(value)
    # `#,##0"천명"` shows a unit that the value does not have.
    unit = UNIT.fullmatch(shown) if '"' in shown else None
    return f"{unit[1] or ''}{text}{unit[2] or ''}" if unit else text


def _plain(value):
    """A number without an exponent and without the dust of binary fractions."""
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return str(value)
        if value.is_integer():
            return str(int(value))
        return f"{Decimal(f'{value:.15g}'):f}"
    return str(value)


def _date_text(value, number_format):
    shown = QUOTED.sub("", ASIDE.sub("", number_format or "")).lower()
    if "d" not in shown and "y" in shown:
        # Excel makes 1 April of a typed `2013-4` and goes on showing the month alone.
        return f"{value:%Y-%m}" if "m" in shown else f"{value:%Y}"
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m-%d}"
