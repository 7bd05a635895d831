"""How a page shows a Period."""

import re

from django import template
from django.utils.html import format_html, format_html_join

register = template.Library()

# EDTF that is also a valid datetime of <time>: a year, a month or a day.
EXACT = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")

# Hours of the day, which a Period reads over: 10:00, 오후 2시.
HOURS = re.compile(r"\d\s*:\s*\d\d|\d\s*시(?![가-힣])")


@register.filter
def period(value):
    """The period in one form on every page; as written where that says the hours as well.

    Each end is a <time> where HTML has a datetime for it, and breaks into no second line; empty
    where there is no date.
    """
    if value is None:
        return ""
    ends = zip(value.edtf.split("/"), value.display().split(" ~ "), strict=True)
    if HOURS.search(value.text):
        ends = [(value.edtf, value.text)]
    shown = format_html_join("\N{NO-BREAK SPACE}~ ", "{}", ([end(*one)] for one in ends))
    return format_html('<span class="period">{}</span>', shown)


def end(edtf, shown):
    if EXACT.fullmatch(edtf):
        return format_html('<time datetime="{}">{}</time>', edtf, shown)
    return format_html("<span>{}</span>", shown)
