"""The questions asked of portals and partnerships, each by its name."""

import datetime

from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from exchange.records import PublishedQuerySet


def years_before(day, years):
    """The same day `years` years earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


class PortalQuerySet(PublishedQuerySet):
    def with_counts(self):
        """Adds `partner_count`: public partnerships of each home."""
        published = self.model.State.PUBLISHED
        partnerships = "city__partnerships"
        return self.annotate(
            partner_count=Count(
                partnerships,
                filter=Q(
                    **{
                        f"{partnerships}__state": published,
                        f"{partnerships}__partner__state": published,
                    }
                ),
                distinct=True,
            )
        )


class PartnershipQuerySet(PublishedQuerySet):
    def _above(self, name):
        """Public rows of a relation from an app above (agreements, events), without importing it."""
        return self.model._meta.get_field(name).related_model._default_manager.published()

    def for_home(self, city):
        """Partnerships as this home city sees them."""
        return self.filter(home=city)

    def domestic(self):
        """Partners in the home's own country."""
        return self.filter(partner__country=F("home__country"))

    def overseas(self):
        """Partners in another country than their home."""
        return self.exclude(partner__country=F("home__country"))

    def of_kind(self, kinds):
        """Partnerships whose leading agreement is of one of these kinds (see `with_leading`)."""
        return self.with_leading().filter(kind__in=kinds)

    def in_field(self, fields):
        """Partnerships with a public exchange or an agreed area in one of these fields."""
        events = self._above("events").filter(partnership=OuterRef("pk"), field__in=fields)
        agreements = self._above("agreements").filter(
            partnership=OuterRef("pk"), areas__field__in=fields
        )
        return self.filter(Exists(events) | Exists(agreements))

    def signed_between(self, first_year=None, last_year=None):
        """Partnerships with a public agreement signed in these years, both included.

        An agreement whose date is unknown is in no year.
        """
        agreements = self._above("agreements").filter(partnership=OuterRef("pk"))
        if first_year:
            agreements = agreements.filter(signed_first__gte=datetime.date(first_year, 1, 1))
        if last_year:
            agreements = agreements.filter(signed_first__lte=datetime.date(last_year, 12, 31))
        return self.filter(Exists(agreements.filter(signed_first__isnull=False)))

    def active(self):
        """Partnerships in which exchange goes on."""
        return self.filter(stage=self.model.Stage.ACTIVE)

    def quiet(self, years, on=None):
        """Active partnerships with no exchange begun in the last `years` years.

        A partnership with no dated exchange at all is quiet; an exchange whose date is unknown
        does not count.
        """
        on = on or timezone.localdate()
        recent = self._above("events").filter(
            partnership=OuterRef("pk"),
            period_first__gt=years_before(on, years),
            period_first__lte=on,
        )
        return self.active().filter(~Exists(recent))

    def with_leading(self):
        """Adds what a list shows of the agreements, each None where there is none:

        `kind` of the leading agreement (the closest in-force tie; the latest that ended where
        none is in force), `since` (its first day, date) and `latest` (first day of the latest
        exchange).
        """
        leading = self._above("agreements").leading().filter(partnership=OuterRef("pk"))
        events = (
            self._above("events")
            .filter(partnership=OuterRef("pk"))
            .order_by()
            .values("partnership")
        )
        return self.annotate(
            kind=Subquery(leading.values("kind")[:1]),
            since=Subquery(leading.values("signed_first")[:1]),
            latest=Subquery(events.annotate(latest=Max("period_first")).values("latest")[:1]),
        )

    def with_pages(self):
        """Loads what list rows show: cities and public agreements, in a fixed number of queries."""
        return self.select_related("home", "partner").prefetch_related(
            Prefetch(
                "agreements",
                queryset=self._above("agreements").leading(),
                to_attr="public_agreements",
            )
        )

    def with_timelines(self):
        """Loads what `?view=full` prints of each partner as well: facts, links and exchanges."""
        return self.with_pages().prefetch_related(
            "partner__facts",
            "partner__links",
            Prefetch("events", queryset=self._above("events"), to_attr="public_events"),
        )
