"""How a page shows a Period, and a day of our own."""

import datetime
import re
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import get_language
from markupsafe import Markup, escape

from exchange.dates.shown import display_in, ends_in, month_in
from exchange.jinja import page_filter

# EDTF that is also a valid datetime of <time>: a year, a month or a day.
EXACT = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")

# Hours of the day, which a Period reads over: 10:00, 오후 2시.
HOURS = re.compile(r"\d\s*:\s*\d\d|\d\s*시(?![가-힣])")


@page_filter
def period(value):
    """The period in one form on every page; as written where that says the hours as well.

    Each end is a <time> where HTML has a datetime for it, and breaks into no second line; empty
    where there is no date.
    """
    return period_html(get_language(), value.edtf, value.text) if value else ""


@lru_cache(maxsize=4096)
def period_html(language, edtf, text):
    """The same dates stand on page after page, and reading EDTF takes its time."""
    if HOURS.search(text):
        shown = end(edtf, text, "" if language == "ko" else ' lang="ko"')
    else:
        texts, between = ends_in(language, edtf)
        ends = zip(edtf.split("/"), texts, strict=True)
        shown = between.replace(" ", "\N{NO-BREAK SPACE}", 1).join(end(*one) for one in ends)
    return Markup(f'<span class="period">{shown}</span>')  # noqa: S704 - `end` escapes


def end(edtf, shown, lang=""):
    if EXACT.fullmatch(edtf):
        return f'<time datetime="{edtf}"{lang}>{escape(shown)}</time>'
    return f"<span{lang}>{escape(shown)}</span>"


@page_filter
def period_text(value):
    """The period as plain text in the page's language; "" where there is no date."""
    return display_in(get_language(), value.edtf) if value else ""


@page_filter
def day(value):
    """A date, or the local day of a moment, in the page's language: 2026. 11. 23."""
    return display_in(get_language(), isoday(value))


@page_filter
def month_name(month):
    """A month of the year, 12, in words."""
    return month_in(get_language(), month)


@page_filter
def isoday(value):
    """The same for machines: 2026-11-23."""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%Y-%m-%d}"
