"""How pages show numbers, facts and telephone numbers of cities."""

import re
from typing import NamedTuple

from cities.models import CityFact
from exchange.jinja import page_filter

LONG_FACTS = 160  # characters that would make a column of a page run on
LONG_LIST = 4  # lines

BULLET = re.compile(r"^\s*[·․•∙◦○●▪◼■□‣-]\s+")
EXPLAINS = re.compile(r"[⇒☞※→]")  # opens a line that belongs to the one before
JAPANESE = re.compile(r"[ぁ-ヿ]")
TELEPHONE = re.compile(r"\+?[0-9][0-9() -]{5,}[0-9]")


@page_filter
def number(value):
    """A number as pages write it: 33,000 · 1,646.33 · −17.5."""
    if type(value) is int and 0 <= value < 1000:
        return str(value)
    whole, _point, fraction = f"{value:,f}".partition(".")
    fraction = fraction.rstrip("0")
    return f"{whole}.{fraction}".rstrip(".").replace("-", "−")


@page_filter
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


@page_filter
def language(text):
    """The language of a line where it is not Korean, for `lang`: ja where it has kana."""
    return "ja" if JAPANESE.search(text) else ""


class FactGroup(NamedTuple):
    """Facts under one heading; long ones want the width of the page."""

    heading: str
    is_of_topic: bool  # else the heading is the record's own
    facts: list

    @property
    def is_long(self):
        texts = [fact.text for fact in self.facts]
        count = sum(len(text.splitlines()) for text in texts)
        return count > LONG_LIST or sum(map(len, texts)) > LONG_FACTS


@page_filter
def by_topic(facts):
    """FactGroups in the order in which topics first come; what has no topic under its label."""
    groups = {}
    for fact in facts:
        has_topic = fact.topic != CityFact.Topic.OTHER
        heading = fact.get_topic_display() if has_topic else fact.label
        group = groups.setdefault(heading, FactGroup(heading, has_topic, []))
        group.facts.append(fact)
    return list(groups.values())


@page_filter
def tel(text):
    """The number a telephone dials, "" where the text holds none or several."""
    found = TELEPHONE.findall(text)
    return re.sub(r"[^0-9+]", "", found[0]) if len(found) == 1 else ""
