"""How pages show cities: names, numbers, facts, telephone numbers, page links."""

import re
from typing import NamedTuple

from django import template

from cities.models import City, CityFact

register = template.Library()

LONG_FACTS = 160  # characters that would make a column of a page run on
LONG_LIST = 4  # lines

BULLET = re.compile(r"^\s*[·․•∙◦○●▪◼■□‣-]\s+")
EXPLAINS = re.compile(r"[⇒☞※→]")  # opens a line that belongs to the one before
JAPANESE = re.compile(r"[ぁ-ヿ]")
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
    """The items of a text, a line each, without the bullets a document put before them.

    A line that explains the one before (⇒ ☞ ※ →) stays with it, as a line of the same item.
    """
    items = []
    for line in text.splitlines():
        item = BULLET.sub("", line).strip()
        if items and EXPLAINS.match(item):
            items[-1] += f"\n{item}"
        elif item:
            items.append(item)
    return items


@register.filter
def language(text):
    """The language of a line where it is not the page's, for `lang`: ja where it has kana."""
    return "ja" if JAPANESE.search(text) else ""


class FactGroup(NamedTuple):
    """Facts under one heading; long ones want the width of the page."""

    heading: str
    facts: list

    @property
    def is_long(self):
        texts = [fact.text for fact in self.facts]
        count = sum(len(text.splitlines()) for text in texts)
        return count > LONG_LIST or sum(map(len, texts)) > LONG_FACTS


@register.filter
def by_topic(facts):
    """FactGroups in the order in which topics first come; what has no topic under its label."""
    groups = {}
    for fact in facts:
        has_topic = fact.topic != CityFact.Topic.OTHER
        heading = fact.get_topic_display() if has_topic else fact.label
        groups.setdefault(heading, []).append(fact)
    return [FactGroup(heading, found) for heading, found in groups.items()]


@register.filter
def tel(text):
    """The number a telephone dials, "" where the text holds none or several."""
    found = TELEPHONE.findall(text)
    return re.sub(r"[^0-9+]", "", found[0]) if len(found) == 1 else ""


@register.simple_tag
def pages_around(page):
    """Numbers for page links, the gaps as an ellipsis."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
