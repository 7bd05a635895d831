"""The questions asked of exchanges and indicators, each by its name."""

import datetime

from django.db.models import F, Prefetch, Q
from django.utils import timezone

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

    def open_ended(self):
        """Exchanges that go on: begun, with no end."""
        return self.filter(period_first__isnull=False, period_last__isnull=True)

    def chronological(self):
        """Oldest first, as timelines read; unknown dates last."""
        return self.order_by(F("period_first").asc(nulls_last=True), "position", "pk")

    def latest_first(self):
        """Newest first; unknown dates last."""
        return self.order_by(F("period_first").desc(nulls_last=True), "-position", "-pk")


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
