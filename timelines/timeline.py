"""Timeline: the exchanges of one partnership by year, with what became of its agreements.

A partnership may have thousands of exchanges. The whole is laid out from an outline of a few
columns, so that every year is in the index and every exchange has its page; only the entries of
the page shown are loaded.
"""

import datetime
from dataclasses import dataclass, field
from functools import cache
from math import ceil
from typing import NamedTuple

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from exchange.dates.shown import display_in
from timelines.few import FewEvents
from timelines.filters import TimelineFilter
from timelines.models import ExchangeEvent

PAGE_SIZE = 100  # entries; a page ends with a year, unless that year alone has more
SIGNING = 31  # days that an exchange lasts at most if it is the signing of an agreement
CONTINUING = 6  # of the exchanges that go on, how many are named at the top


def label_of(year):
    """A year of EDTF in the page's language: 2019년, 1980년대; 날짜 미상 where there is none."""
    return label_in(get_language(), year) if year else _("날짜 미상")


label_in = cache(display_in)  # of some hundred years


class Milestone(NamedTuple):
    """An agreement signed, or ended and replaced by none. `older`: the one it replaced."""

    agreement: object
    older: object
    is_end: bool

    @property
    def period(self):
        return self.agreement.ended if self.is_end else self.agreement.signed


@dataclass(eq=False)
class Entry:
    """An exchange, an agreement's milestone, or an exchange in which an agreement was signed.

    `day`: its first day, None where no date is known. `year`: as EDTF writes it, 2019 or 198X.
    """

    day: datetime.date | None
    year: str
    pk: int | None = None  # of the exchange
    is_open: bool = False
    milestones: list = field(default_factory=list)
    event: ExchangeEvent | None = None  # loaded for the page shown

    @property
    def year_label(self):
        return label_of(self.year)


@dataclass(eq=False)
class Year:
    """The entries of one year; `page` is the number of the page it begins on."""

    year: str
    label: str  # in the page's language
    entries: list
    page: int = 1
    is_continued: bool = False  # it began on the page before

    @property
    def anchor(self):
        return f"year-{self.year or 'unknown'}"

    @property
    def decade(self):
        return self.year[:3]


def is_signing(agreement, first, last, edtf):
    """Whether an exchange of these days, which belongs to the agreement, is its signing.

    It is where it holds the day of signing: not a project of years under the agreement.
    """
    if edtf == agreement.signed_edtf:
        return True
    if not (first and last and agreement.signed_last):
        return False
    is_short = (last - first).days <= SIGNING
    return is_short and first <= agreement.signed_first and agreement.signed_last <= last


class Timeline:
    """The timeline of a partnership as an address asks for it.

    `query` is the address's QueryDict: conditions, order, page, or the `event` to show. Raises
    InvalidPage where the page is none of it.
    """

    def __init__(self, partnership, query):
        self.partnership, self.query = partnership, query
        conditions = query.copy()
        self.asked_page = conditions.pop("page", [""])[-1]
        self.asked_event = conditions.pop("event", [""])[-1]
        self.conditions = conditions
        self.few = FewEvents.load(partnership)
        if self.asked_page:
            self.page_obj  # noqa: B018 - raises what is raised

    @cached_property
    def events(self):
        """The queryset of all of them."""
        events = ExchangeEvent.objects.published(under="partnership")
        return events.filter(partnership=self.partnership)

    @cached_property
    def filter(self):
        rows = (self.few or self.events).alike()
        return TimelineFilter(self.conditions, queryset=self.events, rows=rows)

    @cached_property
    def is_valid(self):
        return self.filter.is_valid()

    @cached_property
    def page_obj(self):
        """The page asked for, of Years; None where the conditions cannot be read."""
        return self.paginator.page(self.number) if self.is_valid else None

    @property
    def total(self):
        """Exchanges, whatever the conditions."""
        return len(self.few.events) if self.few else self.filter.total

    @property
    def content(self):
        """What the timeline is made of (`kept`), with all of the partnership; None: of too much."""
        return self.few and (self.few.content, self.partnership.content, self.query.urlencode())

    @cached_property
    def outline(self):
        """The Entries of the exchanges that meet the conditions, oldest first, undated last."""
        entries, unplaced = [], self.unplaced
        few = self.few
        outline = few.outline(self.filter.applied()) if few else self.filter.qs.outline()
        for pk, first, last, edtf, agreement in outline:
            entry = Entry(first, edtf[:4], pk, is_open=bool(first and not last))
            signed = unplaced.get(agreement)
            if signed and is_signing(signed.agreement, first, last, edtf):
                entry.milestones.append(unplaced.pop(agreement))
            entries.append(entry)
        return entries

    @cached_property
    def unplaced(self):
        """Milestones of signing by agreement, until an exchange turns out to be the signing."""
        agreements = self.partnership.public_agreements
        known = {agreement.pk: agreement for agreement in agreements}
        return {
            each.pk: Milestone(each, known.get(each.supersedes_id), is_end=False)
            for each in agreements
            if each.signed_first
        }

    @cached_property
    def milestones(self):
        """Entries of the agreements themselves; none under conditions, which ask for exchanges."""
        if self.filter.chips():
            return []
        agreements = self.partnership.public_agreements
        replaced = {agreement.supersedes_id for agreement in agreements}
        known = {agreement.pk: agreement for agreement in agreements}
        undated = [
            Milestone(each, known.get(each.supersedes_id), is_end=False)
            for each in agreements
            if not each.signed_first
        ]
        ends = [
            Milestone(each, None, is_end=True)
            for each in agreements
            if each.ended_first and each.pk not in replaced
        ]
        return [
            Entry(
                milestone.period and milestone.period.first_day,
                milestone.period.edtf[:4] if milestone.period else "",
                milestones=[milestone],
            )
            for milestone in (*self.unplaced.values(), *ends, *undated)
        ]

    @cached_property
    def years(self):
        """All Years in the order asked for, the undated last, each with the page it begins on."""
        entries = [*self.outline, *self.milestones]
        dated = [entry for entry in entries if entry.day]
        # A milestone goes before the exchanges of its day: they follow from it.
        dated.sort(key=lambda entry: (entry.day, entry.pk is not None))
        if self.filter.order == "-period":
            dated.reverse()
        years = {}
        for entry in (*dated, *(entry for entry in entries if not entry.day)):
            year = years.get(entry.year)
            if year is None:
                year = years[entry.year] = Year(entry.year, entry.year_label, [])
            year.entries.append(entry)
        return list(years.values())

    @cached_property
    def paginator(self):
        """Pages of Years, cut between years where that is possible."""
        pages, taken = [[]], 0  # entries of the last page
        for year in self.years:
            if taken and taken + len(year.entries) > PAGE_SIZE:
                pages.append([])
                taken = 0
            year.page = len(pages)
            # A year of more than a page is cut into equal parts.
            size = ceil(len(year.entries) / ceil(len(year.entries) / PAGE_SIZE))
            for start in range(0, len(year.entries), size):
                if start:
                    pages.append([])
                part = year.entries[start : start + size]
                pages[-1].append(Year(year.year, year.label, part, len(pages), bool(start)))
                taken = len(part) if start else taken + len(part)
        return Paginator(pages, 1)

    @cached_property
    def number(self):
        """The number of the page to show: the one asked for, or that of the exchange asked for."""
        if self.asked_page or not self.asked_event:
            return self.asked_page or 1
        return self.number_of_asked or 1

    @cached_property
    def number_of_asked(self):
        """The number of the page with the exchange asked for; None where it is on none."""
        for number, years in enumerate(self.paginator.object_list, 1):
            for year in years:
                if any(str(entry.pk) == self.asked_event for entry in year.entries):
                    return number
        return None

    @property
    def is_missing(self):
        """Whether the exchange asked for is not, or no longer, in it."""
        is_sought = self.asked_event and not self.asked_page and self.is_valid
        return bool(is_sought and not self.number_of_asked)

    @property
    def count(self):
        """Exchanges that meet the conditions."""
        return len(self.outline)

    @property
    def milestone_count(self):
        """Agreements among the entries."""
        entries = [*self.outline, *self.milestones]
        return len({each.agreement.pk for entry in entries for each in entry.milestones})

    @property
    def last_shown(self):
        """The last of the Years of the page shown."""
        return self.page_obj.object_list[0][-1]

    @cached_property
    def continuing(self):
        """Entries of the exchanges that go on, begun last first."""
        return [entry for entry in reversed(self.outline) if entry.is_open]

    @cached_property
    def shown(self):
        """The Years of the page shown, their exchanges loaded."""
        years = self.page_obj.object_list[0]
        named = self.named_continuing
        entries = [entry for year in years for entry in year.entries if entry.pk]
        wanted = {entry.pk for entry in (*entries, *named)}
        if self.few:
            events = self.few.by_key(wanted)
        else:
            events = self.events.prefetch_related("photos").in_bulk(wanted) if wanted else {}
        for entry in (*entries, *named):
            entry.event = events[entry.pk]
        return years

    def latest(self, on=None):
        """The exchange that began last, today (`on`) or before, whatever the conditions; or None."""
        return (self.few or self.events).latest_begun(on or timezone.localdate())

    @property
    def named_continuing(self):
        """Those of `continuing` that the first page names at its top."""
        return self.continuing[:CONTINUING] if self.page_obj.number == 1 else []

    @property
    def decades(self):
        """The index: Years by decade, in the order of the timeline."""
        decades = {}
        for year in self.years:
            decades.setdefault(year.decade, []).append(year)
        return list(decades.values())
