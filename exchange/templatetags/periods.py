"""How a page shows a Period."""

import re

from django import template
from django.utils.html import format_html

register = template.Library()

# Hours of the day, which a Period reads over: 10:00, 오후 2시.
HOURS = re.compile(r"\d\s*:\s*\d\d|\d\s*시(?![가-힣])")


@register.filter
def period(value):
    """The period in one form on every page; as written where that says the hours as well.

    A <time> where the day is exact; empty where there is no date.
    """
    if value is None:
        return ""
    shown = value.text if HOURS.search(value.text) else value.display()
    if value.precision == "day" and value.first_day == value.last_day:
        return format_html('<time datetime="{}">{}</time>', value.first_day.isoformat(), shown)
    return shown
