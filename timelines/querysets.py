"""The questions asked of exchanges and indicators, each by its name."""

import datetime
from collections import Counter

from django.db.models import Count, F, Max, Prefetch, Q
from django.db.models.functions import Substr
from django.utils import timezone

from exchange.fields import Year
from exchange.records import PublishedQuerySet


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

    def matching(self, text):
        """Exchanges in whose title, details or place this text stands."""
        return self.filter(
            Q(title__icontains=text) | Q(details__icontains=text) | Q(place__icontains=text)
        )

    def options(self):
        """Partners, fields and directions these exchanges have: what a list can filter by.

        Partners are (slug, region, name).
        """
        partner = "partnership__partner"
        rows = set(
            self.order_by()
            .values_list(
                f"{partner}__slug", f"{partner}__region", f"{partner}__name", "field", "direction"
            )
            .distinct()
        )
        return {
            "partner": {row[:3] for row in rows},
            "field": {row[3] for row in rows} - {""},
            "direction": {row[4] for row in rows} - {""},
        }

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

    def counts(self):
        """How many exchanges there are by field and by direction, and how many go on ("open")."""
        counts = {"field": Counter(), "direction": Counter(), "open": 0}
        is_open = Count("pk", filter=Q(period_first__isnull=False, period_last__isnull=True))
        rows = self.order_by().values_list("field", "direction")
        for cooperation, direction, count, still in rows.annotate(Count("pk"), is_open=is_open):
            counts["field"][cooperation] += count
            counts["direction"][direction] += count
            counts["open"] += still
        return counts

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
        return self.filter(period_first__lte=on).latest_first().first()


class IndicatorQuerySet(PublishedQuerySet):
    def for_home(self, city):
        """Indicators of this home city."""
        return self.filter(home=city)

    def with_values(self):
        """Loads the baseline, targets and readings of each in one more query."""
        values = self.model._meta.get_field("values").related_model._default_manager
        return self.prefetch_related(Prefetch("values", queryset=values.order_by("year", "pk")))
