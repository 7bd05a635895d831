"""Anniversaries of signings: in which year, on which day, and how exactly that is known."""

import datetime
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from django.utils import timezone

from agreements.models import Agreement, CivicAgreement

ROUND = (5, *range(10, 201, 10))  # the numbers of years that are celebrated
BIG = (10, 20, 30, 40, 50, 60)  # those of which the next one is told, however far ahead
AHEAD = 50  # years, how far that is
OLDEST = 10  # partnerships, of those that have been there longest
TOGETHER = 5  # named of those that have a big anniversary on one day
SHOWN = 60  # anniversaries of one year; no home has so many, but a page must end


class Anniversary(NamedTuple):
    """One anniversary of the record with this key.

    `month` and `day` (a date) are None where the signing is not known so exactly.
    """

    pk: int
    years: int
    year: int
    month: int | None
    day: datetime.date | None

    @property
    def order(self):
        """Sorts by date; what is known only to a month comes at its end, to a year likewise."""
        return self.year, self.month or 13, self.day.day if self.day else 32

    def is_past(self, on):
        """Whether it is over on this day; None where that cannot be known."""
        if self.day:
            return self.day < on
        now, then = (on.year, on.month), (self.year, self.month or on.month)
        return None if then == now else then < now


def anniversary(signing, years):
    """The anniversary after so many years of a (key, first day, last day); its year is known.

    That of a 29 February falls on the 28th in common years.
    """
    pk, first, last = signing
    year = first.year + years
    month = first.month if first.month == last.month else None
    day = None
    if first == last:
        try:
            day = first.replace(year=year)
        except ValueError:
            day = datetime.date(year, 2, 28)
    return Anniversary(pk, years, year, month, day)


def with_known_year(signings):
    """Those of the (key, first day, last day) that were signed within one known year."""
    return [
        (pk, first, last)
        for pk, first, last in signings
        if first and last and first.year == last.year
    ]


def of_year(signings, year):
    """The round anniversaries that fall in this year, by date."""
    found = (
        anniversary(one, year - one[1].year) for one in signings if year - one[1].year in ROUND
    )
    return sorted(found, key=lambda one: (one.order, -one.years, one.pk))


def next_big(signings, on):
    """For each big number the soonest anniversaries that are not over, all that fall together."""
    found = []
    for years in BIG:
        coming = [
            one
            for one in (anniversary(signing, years) for signing in signings)
            if not one.is_past(on) and one.year <= on.year + AHEAD
        ]
        soonest = min((one.order for one in coming), default=None)
        together = [one for one in coming if one.order == soonest]
        if together:
            found.append(together)
    return found


class Celebration(NamedTuple):
    """An anniversary with the agreement or civic tie that has it."""

    anniversary: Anniversary
    record: Agreement | CivicAgreement
    is_past: bool | None  # None: it cannot be known


class Celebrations(NamedTuple):
    """Those of one year or day, by date; `count` is all, also where not all are shown."""

    year: int
    shown: list[Celebration]
    count: int

    @property
    def more(self):
        """How many are not shown."""
        return self.count - len(self.shown)


class Anniversaries:
    """A home's anniversaries as seen on one day (today if None)."""

    def __init__(self, home, on=None):
        self.on = on or timezone.localdate()
        self.years = self.on.year, self.on.year + 1
        self.agreements = Agreement.objects.published().for_home(home)
        self.civic = CivicAgreement.objects.published().for_home(home)

    @cached_property
    def in_force(self):
        return list(self.agreements.in_force(self.on).signings())

    @cached_property
    def civic_signings(self):
        return list(self.civic.signings())

    @property
    def undated_count(self):
        """Agreements in force whose year is unknown, so that nothing can be told of them."""
        return len(self.in_force) - len(with_known_year(self.in_force))

    @property
    def undated_civic_count(self):
        return len(self.civic_signings) - len(with_known_year(self.civic_signings))

    @cached_property
    def _found(self):
        """The anniversaries of agreements: by year, the big ones, and the records of both."""
        dated = with_known_year(self.in_force)
        by_year = [self._of_year(dated, year) for year in self.years]
        big = next_big(dated, self.on)
        shown = (*(found for found, _count in by_year), *(found[:TOGETHER] for found in big))
        keys = {one.pk for found in shown for one in found}
        return by_year, big, self.agreements.with_partners().in_bulk(keys)

    @cached_property
    def _found_civic(self):
        dated = with_known_year(self.civic_signings)
        by_year = [self._of_year(dated, year) for year in self.years]
        keys = {one.pk for shown, _count in by_year for one in shown}
        return by_year, self.civic.with_partners().in_bulk(keys)

    def _of_year(self, dated, year):
        """Those of a year and their count; of too many rather those that are still to come."""
        found = of_year(dated, year)
        past = sum(one.is_past(self.on) is True for one in found)
        begin = max(0, min(past, len(found) - SHOWN))
        return found[begin : begin + SHOWN], len(found)

    def _celebrations(self, found, records):
        return [Celebration(one, records[one.pk], one.is_past(self.on)) for one in found]

    @cached_property
    def by_year(self):
        """Celebrations of this year and of the next."""
        by_year, _big, records = self._found
        return self._dated(by_year, records)

    @cached_property
    def civic_by_year(self):
        """The same of the civic ties."""
        return self._dated(*self._found_civic)

    def _dated(self, by_year, records):
        return [
            Celebrations(year, self._celebrations(shown, records), count)
            for year, (shown, count) in zip(self.years, by_year, strict=True)
        ]

    @cached_property
    def big(self):
        """The next 10th, 20th, 30th …: for each number the Celebrations of the day it is next."""
        _by_year, big, records = self._found
        return [
            Celebrations(found[0].year, self._celebrations(found[:TOGETHER], records), len(found))
            for found in big
        ]

    @property
    def fiftieth(self):
        """The next 50th; None where there is none within AHEAD years."""
        return next((found for found in self.big if found.shown[0].anniversary.years == 50), None)

    @cached_property
    def oldest(self):
        """The first agreements of the partnerships that have been there longest."""
        return list(self.agreements.first_of_partnerships().with_partners()[:OLDEST])

    def all_of_agreements(self):
        """A Celebration for each round one of both years and each next big one, by date, uncut."""
        dated = with_known_year(self.in_force)
        return self._all(dated, self.agreements.with_partners(), chain(*next_big(dated, self.on)))

    def all_of_civic(self):
        """The same of the civic ties, of which the next big ones are not told."""
        ties = self.civic.select_related("home")
        return self._all(with_known_year(self.civic_signings), ties, ())

    def _all(self, dated, records, big):
        by_year = chain(*(of_year(dated, year) for year in self.years))
        found = sorted({*by_year, *big}, key=lambda one: (one.order, -one.years, one.pk))
        records = {record.pk: record for record in records.filter(pk__in={one.pk for one in found})}
        return self._celebrations(found, records)

    def records(self):
        """All records that are told of."""
        return chain(self._found[-1].values(), self._found_civic[-1].values(), self.oldest)
