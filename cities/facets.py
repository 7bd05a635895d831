"""Facets: how many results each option of a list's filter gives, under the other conditions.

A list hands in what its records can be filtered by, as rows that each stand for a number of
records alike (`Partnership.traits()`, `ExchangeEvent.traits()`); all is counted from those rows.
"""

from collections import Counter
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from django.utils import timezone

from exchange import generation

# From so many records on, pages of a list are cut in keys (timelines/filters.py).
MANY = 5_000
KEPT_AT_MOST = 64

FOREVER = 9999


class Span(NamedTuple):
    """Years that a list offers as one link, and the number of its records in them."""

    first: int
    last: int
    count: int


class Rows(list):
    """Rows, and with them what was counted of all of them: {trait: Counter}."""

    def __init__(self, rows):
        super().__init__(rows)
        self.counted = {}


# Rows by what they are of, with the generation of the data they hold for. In this process; two
# threads may read the same rows at worst.
_kept: dict[tuple, tuple[str, Rows]] = {}


class Facets:
    """Counts of `rows` under `conditions`: {name of the filter: test of a row}.

    A row has `count` and `spans`: the pairs of years (first, last) that its records touch, the
    last None where they go on.
    """

    def __init__(self, rows, conditions):
        self.conditions = conditions
        self.found, self.without = [], {name: [] for name in conditions}
        if not conditions:
            self.found = rows
            return
        tests = list(conditions.items())
        for row in rows:
            failed = [name for name, test in tests if not test(row)]
            if not failed:
                self.found.append(row)
            elif len(failed) == 1:
                self.without[failed[0]].append(row)

    @property
    def total(self):
        """Records that all conditions name."""
        return self.count("all", "spans").total()

    def rows_but(self, name):
        """The rows that the conditions other than this one name."""
        return chain(self.found, self.without.get(name, ()))

    def count(self, name, trait):
        """Counter of the values of this trait, under the conditions other than this one."""
        known = {} if self.conditions else getattr(self.found, "counted", {})
        if trait not in known:
            counts, value_of = Counter(), attrgetter(trait)
            for row in self.rows_but(name):
                counts[value_of(row)] += row.count
            known[trait] = counts
        return known[trait]

    def spans(self):
        """The years and the decades that records are in, as two lists of Span, latest first.

        What goes on is in every year up to this one, or up to the last year of the others.
        """
        alike = self.count("years", "spans")
        ends = [last or first for spans in alike for first, last in spans]
        latest = max(timezone.localdate().year, *ends) if ends else 0
        years, decades = Counter(), Counter()
        for found, count in alike.items():
            touched = {year for first, last in found for year in range(first, (last or latest) + 1)}
            for year in touched:
                years[year] += count
            for decade in {year // 10 * 10 for year in touched}:
                decades[decade] += count
        return (
            [Span(year, year, years[year]) for year in sorted(years, reverse=True)],
            [Span(each, each + 9, decades[each]) for each in sorted(decades, reverse=True)],
        )


def within(since, until):
    """The test of a row for a range of years, either end None where it is open."""

    @cache
    def touches(spans):
        return any(
            first <= (until or FOREVER) and (last or FOREVER) >= (since or 0)
            for first, last in spans
        )

    return lambda row: touches(row.spans)


def kept(name, home, read):
    """The rows that `read()` gives, kept while nothing that pages show changes (generation.py).

    Counting 120,000 exchanges takes longer than all else on their page.
    """
    token = generation.current()
    if token is None:
        return Rows(read())
    key = (name, home.pk)
    known = _kept.get(key)
    if known and known[0] == token:
        return known[1]
    rows = Rows(read())
    if len(_kept) >= KEPT_AT_MOST:
        _kept.clear()
    _kept[key] = (token, rows)
    return rows
