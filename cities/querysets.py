"""The questions asked of portals and partnerships, each by its name."""

import datetime
from typing import NamedTuple

from django.db.models import (
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
)
from django.utils import timezone

from cities.listing import ListedPartnerships
from exchange.records import PublishedQuerySet


def years_before(day, years):
    """The same day `years` years earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def menu_entries(cities, path):
    """Annotations that say which pages of the apps above a home city has anything for.

    `path` leads from the annotated row to the home city; `cities` is the City model.
    """
    return {
        f"has_{name}": Exists(
            cities._meta.get_field(relation)
            .related_model._default_manager.published()
            .filter(home=OuterRef(path))
        )
        for name, relation in (("civic", "civic_agreements"), ("indicators", "indicators"))
    }


class Brief(NamedTuple):
    """A partnership as its home's first page counts it, and as its map's legend does."""

    key: int
    country: str
    kind: str | None  # of the leading agreement
    stage: str
    is_located: bool
    first_signed: datetime.date | None  # of its agreements
    title: str | None  # of the source of the coordinates
    publisher: str | None
    url: str | None

    @property
    def source(self):
        return (self.title, self.publisher, self.url) if self.title else None


class CityQuerySet(PublishedQuerySet):
    def shown(self):
        """Public cities that have a page: homes with a public site, partners of a public tie.

        A city may be public before its partnership is; then nobody hears of it yet.
        """
        portals = self.model._meta.get_field("portal").related_model._default_manager
        ties = self.model._meta.get_field("partnerships").related_model._default_manager
        return self.published().filter(
            Exists(portals.published().filter(city=OuterRef("pk")))
            | Exists(ties.published().filter(partner=OuterRef("pk")))
        )


class PortalQuerySet(PublishedQuerySet):
    def with_menu(self):
        """Loads what every page of a home shows: its city, and which entries its menu has."""
        cities = self.model._meta.get_field("city").related_model
        return self.select_related("city").annotate(**menu_entries(cities, "city"))

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


class PartnershipQuerySet(ListedPartnerships):
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

    def longest_quiet_first(self):
        """Those without a dated exchange first, then by the latest; `latest` and cities loaded."""
        return (
            self.with_leading()
            .select_related("home", "partner")
            .order_by(F("latest").asc(nulls_first=True), "partner__name", "partner__region", "pk")
        )

    def tally(self):
        """Rows (partner's country, kind, stage, count, last change, that of the partners).

        The kind is that of the leading agreement, None where there is none.
        """
        rows = self.with_leading().order_by().values_list("partner__country", "kind", "stage")
        return rows.annotate(
            count=Count("pk"),
            changed=Max("updated_at"),
            partner_changed=Max("partner__updated_at"),
        )

    def briefs(self):
        """A Brief of each, in their order."""
        signed = (
            self._above("agreements")
            .filter(partnership=OuterRef("pk"), signed_first__isnull=False)
            .order_by("signed_first")
        )
        found = self.annotate(
            kind=self._leading()["kind"],
            is_located=Q(partner__latitude__isnull=False),
            first_signed=Subquery(signed.values("signed_first")[:1]),
        )
        source = (f"partner__coordinates_source__{name}" for name in ("title", "publisher", "url"))
        known = ("pk", "partner__country", "kind", "stage", "is_located", "first_signed")
        return [Brief(*row) for row in found.values_list(*known, *source)]

    def places(self):
        """A row for each of what the map tells of it: the fields of a Place (cities/maps.py)."""
        leading = self._above("agreements").leading().filter(partnership=OuterRef("pk"))
        city = "slug name name_en region tier name_local language_local country latitude longitude"
        found = self.annotate(
            kind=self._leading()["kind"], signed=Subquery(leading.values("signed_edtf")[:1])
        )
        names = (f"partner__{name}" for name in city.split())
        return found.values_list("home__slug", *names, "stage", "kind", "signed")

    def last_change(self):
        """When these partnerships, their partners or what hangs on them last changed, or None."""
        # From the rows that hang on them, not from each partnership to its rows.
        keys = self.order_by().values("pk")
        above = (
            self._above(name).filter(partnership__in=keys) for name in ("agreements", "events")
        )
        changes = (
            (self, "updated_at"),
            (self, "partner__updated_at"),
            *((rows, "updated_at") for rows in above),
        )
        first, *others = (
            rows.order_by().values(all=Value(1)).annotate(last=Max(name)).values_list("last")
            for rows, name in changes
        )
        return max(filter(None, (last for (last,) in first.union(*others))), default=None)

    def latest_changes(self, limit):
        """Pairs (name of the relation, record): exchanges and agreements, changed last first.

        Of these public partnerships, which are loaded with their cities, as are their records.
        """
        keys = list(self.order_by().values_list("pk", flat=True))
        found = []
        for name in ("agreements", "events"):
            rows = self._above(name).filter(partnership__in=keys)
            newest = list(rows.order_by("-updated_at", "-pk").values_list("pk", flat=True)[:limit])
            records = rows.model._default_manager.with_partners().in_bulk(newest)
            found += [(name, record) for record in records.values()]
        found.sort(key=lambda one: (one[1].updated_at, one[0], one[1].pk), reverse=True)
        return found[:limit]

    def with_pages(self):
        """Loads what list rows show: cities and public agreements, in a fixed number of queries."""
        return self.select_related("home", "partner").prefetch_related(
            Prefetch(
                "agreements",
                queryset=self._above("agreements").leading(),
                to_attr="public_agreements",
            )
        )

    def with_pictures(self):
        """Loads what cards show besides: the partners' photos and emblems."""
        return self.prefetch_related("partner__pictures")

    def with_map(self):
        """Loads what the map tells besides cities and agreements: kinds, and whose coordinates."""
        return self.with_leading().select_related(
            "home__coordinates_source", "partner__coordinates_source"
        )

    def with_timelines(self):
        """Loads what `?view=full` prints of each partner as well: facts, links and exchanges."""
        return self.with_pages().prefetch_related(
            "partner__facts",
            "partner__links",
            Prefetch("events", queryset=self._above("events"), to_attr="public_events"),
        )

    def with_partner_page(self):
        """Loads the cities and their sources for the page of one partner, and the menu's answers.

        Of the exchanges, of which there may be thousands, only when one or a photo of one last
        changed: `events_changed` and `photos_changed`, None where there is none. What else the
        page shows comes with cities/partner_page.py.
        """
        cities = self.model._meta.get_field("home").related_model
        events = (
            self._above("events")
            .filter(partnership=OuterRef("pk"))
            .order_by()
            .values("partnership")
        )
        changes = {
            f"{name}_changed": Subquery(events.annotate(changed=Max(path)).values("changed"))
            for name, path in (("events", "updated_at"), ("photos", "photos__updated_at"))
        }
        return self.select_related(
            "home__portal",
            "home__coordinates_source",
            "partner__source",
            "partner__coordinates_source",
            "source",
        ).annotate(**menu_entries(cities, "home"), **changes)

    def sources_of_events(self, partnership):
        """The documents that a public partnership's public exchanges were read from."""
        sources = self.model._meta.get_field("source").related_model
        events = self._above("events").filter(partnership=partnership)
        return sources.objects.filter(pk__in=events.order_by().values("source"))
