"""The questions asked of exchanges and indicators, each by its name."""

import datetime
from typing import NamedTuple

from django.db.models import Case, Count, F, Max, Prefetch, Q, Value, When
from django.db.models.functions import Coalesce, Length, Substr
from django.db.models.lookups import Exact
from django.utils import timezone

from exchange.fields import Year, is_one_day
from exchange.records import PublishedQuerySet
from exchange.search.indexes import indexes


class Alike(NamedTuple):
    """Exchanges that are alike in what a timeline can be filtered by (see cities.facets)."""

    field: str
    direction: str
    span: str  # "open" where they go on
    count: int
    spans: tuple = ()  # years are not asked for: the timeline has its index


# Partnerships of which all exchanges are read sooner than some are found among all by their days.
FEW = 50


class Traits(NamedTuple):
    """What a list can filter exchanges by; `spans` is the pair of their years, empty if unknown."""

    country: str
    field: str
    direction: str
    spans: tuple
    count: int


class ExchangeEventQuerySet(PublishedQuerySet):
    def for_home(self, city):
        """Exchanges of this home city, whoever the partner."""
        return self.filter(partnership__home=city)

    def during(self, first_year, last_year=None):
        """Exchanges that touch these years; an open-ended one touches every year since it began.

        An exchange whose date is unknown touches none.
        """
        first = datetime.date(first_year, 1, 1)
        last = datetime.date(last_year or first_year, 12, 31)
        return self.filter(period_first__lte=last).filter(
            Q(period_last__gte=first) | Q(period_last__isnull=True)
        )

    def known_to_the_day(self):
        """Exchanges of a day, of a span of days, or that go on since a day; none that is about so.

        EDTF says it by its length: 2016-08-19, 2013-04-05/2013-04-25, 1994-05-01/..
        """
        length = Length("period_edtf")
        goes_on = Q(Exact(length, 13), period_first__isnull=False, period_last__isnull=True)
        return self.filter(is_one_day("period") | Q(Exact(length, 21)) | goes_on)

    def matching(self, text):
        """Published exchanges in whose title, details or place every word of this text stands."""
        return indexes[self.model._meta.label].matching(self, text)

    def traits(self):
        """What a list can be filtered by: a row for each kind of these exchanges, with a count."""
        rows = self.order_by().values_list(
            "partnership__partner__country",
            "field",
            "direction",
            Year("period_first"),
            Year("period_last"),
        )
        return [
            Traits(country, field, direction, ((first, last),) if first else (), count)
            for country, field, direction, first, last, count in rows.annotate(count=Count("pk"))
        ]

    def of_partnerships(self, keys, by_day=False):
        """Public exchanges of these public partnerships.

        `by_day` has the database go through all exchanges along their days, which is quick where
        these partnerships have a good part of them and a page of the first or last is wanted;
        otherwise it goes from partnership to partnership.
        """
        if by_day:  # No index fits what is computed, so that of the days is left.
            state, tie = Coalesce("state", Value("")), F("partnership_id") + Value(0)
            public = self.alias(shown=state, tie=tie).filter(shown=self.model.State.PUBLISHED)
            return public.filter(tie__in=keys)
        events = self.published(under="partnership")
        return events.filter(partnership__in=keys)

    def latest_of_home(self, home, limit):
        """The latest public exchanges of this home city with their cities, newest first."""
        partnerships = self.model._meta.get_field("partnership").related_model._default_manager
        found = partnerships.published().for_home(home).order_by()
        keys = list(found.values_list("pk", flat=True))
        events = self.of_partnerships(keys, by_day=len(keys) > FEW).with_partners()
        dated = events.filter(period_first__isnull=False)
        # Without the unknown dates, this is the order of an index.
        latest = list(dated.order_by("-period_first", "-position", "-pk")[:limit])
        return latest if len(latest) == limit else list(events.latest_first()[:limit])

    def with_partners(self):
        """Loads what list rows show: the two cities of each exchange."""
        return self.select_related("partnership__home", "partnership__partner")

    def by_year(self):
        """Rows (year begun, year ended, count), in no order.

        The year begun is a text as EDTF writes it, `199X` where only the decade is known and ""
        where there is no date; the year ended is None there and where the exchange goes on.
        """
        years = Substr("period_edtf", 1, 4), Year("period_last")
        return self.order_by().values_list(*years).annotate(count=Count("pk"))

    def by_field(self):
        """Rows (field, direction, count), each "" where it is unknown, in no order."""
        return self.order_by().values_list("field", "direction").annotate(count=Count("pk"))

    def by_partnership(self):
        """Rows (partnership's key, count, first day of the latest, last change), most first."""
        rows = self.order_by().values_list("partnership")
        counted = rows.annotate(
            count=Count("pk"), latest=Max("period_first"), changed=Max("updated_at")
        )
        return counted.order_by("-count", "partnership")

    def open_ended(self):
        """Exchanges that go on: begun, with no end."""
        return self.filter(period_first__isnull=False, period_last__isnull=True)

    def chronological(self):
        """Oldest first, as timelines read; unknown dates last."""
        return self.order_by(F("period_first").asc(nulls_last=True), "position", "pk")

    def latest_first(self):
        """Newest first; unknown dates last."""
        return self.order_by(F("period_first").desc(nulls_last=True), "-position", "-pk")

    def alike(self):
        """Rows of field, direction, span ("open" or "") and how many exchanges share them."""
        is_open = Q(period_first__isnull=False, period_last__isnull=True)
        span = Case(When(is_open, then=Value("open")), default=Value(""))
        rows = self.order_by().annotate(span=span).values_list("field", "direction", "span")
        return [Alike(*row) for row in rows.annotate(Count("pk"))]

    def outline(self):
        """Of each exchange, oldest first, what it takes to lay a timeline out.

        Rows of pk, first and last day, EDTF, and the agreement it belongs to.
        """
        return self.chronological().values_list(
            "pk", "period_first", "period_last", "period_edtf", "agreement"
        )

    def latest_begun(self, on=None):
        """The exchange that began last, on this day (today if None) or before it, or None."""
        on = on or timezone.localdate()
        begun = self.filter(period_first__lte=on)
        # No NULLs among them: without a word on them the index serves the order.
        return begun.order_by("-period_first", "-position", "-pk").first()


class IndicatorQuerySet(PublishedQuerySet):
    def for_home(self, city):
        """Indicators of this home city."""
        return self.filter(home=city)

    def with_values(self):
        """Loads the baseline, targets and readings of each in one more query."""
        values = self.model._meta.get_field("values").related_model._default_manager
        return self.prefetch_related(Prefetch("values", queryset=values.order_by("year", "pk")))
