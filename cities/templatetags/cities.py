"""How pages show cities: names, numbers, facts, telephone numbers, page links."""

import re

from django import template

from cities.models import City

register = template.Library()

BULLET = re.compile(r"^\s*[·․•∙◦○●▪◼■□‣-]\s+")
TELEPHONE = re.compile(r"\+?[0-9][0-9() -]{5,}[0-9]")


@register.filter
def city_name(city, beside=None):
    """The name by which a title knows a city from another.

    Districts get their region, as 서구 stands in six cities; so does a partner that has the name
    of its home (`beside`).
    """
    is_ambiguous = city.tier == City.Tier.DISTRICT or (beside and beside.name == city.name)
    return city.full_name if is_ambiguous else city.name


@register.filter
def number(value):
    """A number as Korean pages write it: 33,000 · 1,646.33 · −17.5."""
    whole, _point, fraction = f"{value:,f}".partition(".")
    fraction = fraction.rstrip("0")
    return f"{whole}.{fraction}".rstrip(".").replace("-", "−")


@register.filter
def lines(text):
    """The lines of a text, without the bullets a document put before them."""
    return [BULLET.sub("", line).strip() for line in text.splitlines() if line.strip()]


@register.filter
def by_topic(facts):
    """Facts grouped by topic, as (topic, facts), in the order in which topics first come."""
    groups = {}
    for fact in facts:
        groups.setdefault(fact.get_topic_display(), []).append(fact)
    return groups.items()


@register.filter
def tel(text):
    """The number a telephone dials, "" where the text holds none or several."""
    found = TELEPHONE.findall(text)
    return re.sub(r"[^0-9+]", "", found[0]) if len(found) == 1 else ""


@register.simple_tag
def pages_around(page):
    """Numbers for page links, the gaps as an ellipsis."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
