"""What a list of partnerships asks: what it shows, by what it is sorted, by what it is filtered."""

from typing import NamedTuple

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Subquery, When

from exchange.fields import Year
from exchange.periods import Period
from exchange.records import PublishedQuerySet

# What of the agreements and exchanges each order of a list needs to know.
SORTED_BY = {
    "country": ("rank", "since"),
    "kind": ("rank", "since"),
    "since": ("since",),
    "latest": ("latest",),
    "name": (),
}


class Traits(NamedTuple):
    """What a list can filter a partnership by; `spans` are the years of its agreements."""

    country: str
    kind: str | None
    stage: str
    fields: frozenset
    spans: tuple
    key: int
    count: int = 1


class Listed(NamedTuple):
    """The Traits of a partnership, and the record with all that its row of a list shows."""

    country: str
    kind: str | None
    stage: str
    fields: frozenset
    spans: tuple
    key: int
    count: int
    partnership: object

    def name(self):
        partner = self.partnership.partner
        return partner.name, partner.region, self.key


def sort(rows, order, countries):
    """Listed rows in an order of the list; the same as `sorted_by` has the database do."""
    places = {code: place for place, code in enumerate(countries)}
    first = {
        "country": lambda row: places.get(row.country),
        "kind": lambda row: row.partnership.rank,
        "since": lambda row: row.partnership.since,
        "latest": lambda row: row.partnership.latest,
        "name": lambda row: row.partnership.partner.name,
    }[order.removeprefix("-")]
    then = {
        "country": lambda row: (
            *known_first(row.partnership.rank),
            *known_first(row.partnership.since),
            *row.name(),
        ),
        "kind": lambda row: (*known_first(row.partnership.since), *row.name()),
    }.get(order.removeprefix("-"), Listed.name)
    rows = sorted(rows, key=then)
    known = [row for row in rows if first(row) is not None]
    known.sort(key=first, reverse=order.startswith("-"))
    return known + [row for row in rows if first(row) is None]


def known_first(value):
    """A key by which what is unknown comes last."""
    return (value is None, value if value is not None else 0)


def contents(*records):
    """All the values of these records (some of them None), each with its kind, for `kept`."""
    return tuple(
        record
        and (
            record._meta.label,
            *(getattr(record, each.attname) for each in record._meta.concrete_fields),
        )
        for record in records
    )


def shown_in_lists(partnership):
    """The records that a list shows of a partnership loaded `with_pages`."""
    return partnership, partnership.home, partnership.partner, *partnership.public_agreements


class ListedPartnerships(PublishedQuerySet):
    def _above(self, name):
        """Rows of a relation from an app above (agreements, events), without importing it.

        They are public if their partnership is, which is for the caller to ask.
        """
        relation = self.model._meta.get_field(name)
        rows = relation.related_model._default_manager
        return rows.published(under=relation.field.name)

    def kinds(self):
        """The kinds of agreement (TextChoices), closest tie first."""
        return self.model._meta.get_field("agreements").related_model.Kind

    def with_leading(self):
        """Adds what a list shows of the agreements, each None where there is none:

        `kind` of the leading agreement (the closest in-force tie; the latest that ended where
        none is in force), `since` (its first day, date) and `latest` (first day of the latest
        exchange).
        """
        leading = self._leading()
        return self.annotate(**{name: leading[name] for name in ("kind", "since", "latest")})

    def _leading(self):
        leading = self._above("agreements").leading().filter(partnership=OuterRef("pk"))
        return {
            "kind": Subquery(leading.values("kind")[:1]),
            "rank": Subquery(leading.values("rank")[:1]),  # of that kind, the closest tie first
            "since": Subquery(leading.values("signed_first")[:1]),
            "latest": Subquery(self._latest().values("period_first")[:1]),
        }

    def _latest(self):
        """The exchanges of the partnership outside, the one that began last first."""
        # The last entry of an index: Max() would have it read all of them.
        return (
            self._above("events")
            .filter(partnership=OuterRef("pk"), period_first__isnull=False)
            .order_by("-period_first")
        )

    def with_exchanges(self):
        """Partnerships that have a public exchange."""
        return self.filter(Exists(self._above("events").filter(partnership=OuterRef("pk"))))

    def count_exchanges(self):
        """How many public exchanges these partnerships have together."""
        return self._above("events").filter(partnership__in=self.order_by().values("pk")).count()

    def latest_exchanges(self):
        """{partnership's key: EDTF of the exchange that began last} of those that have one."""
        latest = self.order_by().annotate(edtf=Subquery(self._latest().values("period_edtf")[:1]))
        return {key: edtf for key, edtf in latest.values_list("pk", "edtf") if edtf}

    def traits(self):
        """One row for each partnership of what a list can be filtered by."""
        # Joined from here: `partnership IN (…)` is slow in PostgreSQL until it has statistics.
        published = self.model.State.PUBLISHED
        rows = self.order_by()
        events = rows.filter(events__state=published, events__field__gt="")
        areas = rows.filter(agreements__state=published, agreements__areas__field__gt="")
        signed = rows.filter(agreements__state=published, agreements__signed_first__isnull=False)
        fields, spans = {}, {}
        pairs = events.values_list("pk", "events__field").union(
            areas.values_list("pk", "agreements__areas__field")
        )
        for key, field in pairs:
            fields.setdefault(key, set()).add(field)
        for key, year in signed.values_list("pk", Year("agreements__signed_first")).distinct():
            spans.setdefault(key, []).append((year, year))
        found = rows.annotate(kind=self._leading()["kind"])
        return [
            Traits(
                country,
                kind,
                stage,
                frozenset(fields.get(key, ())),
                tuple(spans.get(key, ())),
                key,
            )
            for key, country, kind, stage in found.values_list(
                "pk", "partner__country", "kind", "stage"
            )
        ]

    def listed(self):
        """Listed rows: what a list shows of each partnership, and all it sorts and filters by."""
        leading = self._leading()
        found = self.with_pages().annotate(
            **{name: leading[name] for name in ("rank", "since", "latest")}
        )
        records, latest = found.in_bulk(), self.latest_exchanges()
        rows = []
        for traits in self.traits():
            partnership = records.get(traits.key)
            if partnership is None:
                continue  # unpublished in between
            edtf = latest.get(traits.key)
            partnership.latest_period = Period.from_edtf(edtf) if edtf else None
            partnership.content = edtf, contents(*shown_in_lists(partnership))
            rows.append(Listed(*traits, partnership))
        return rows

    def sorted_by(self, order, countries):
        """Ordered for a list. `countries`: codes in the order they are to come in.

        An unknown date comes last in either direction, as does a partnership without agreements.
        """
        key = order.removeprefix("-")
        # Without a country PostgreSQL would be asked to sort by a constant, which it refuses.
        ordered = enumerate(countries or [""])
        places = (When(partner__country=code, then=place) for place, code in ordered)
        first = {
            "country": Case(*places, output_field=IntegerField()),
            "kind": F("rank"),
            "since": F("since"),
            "latest": F("latest"),
            "name": F("partner__name"),
        }[key]
        is_down = order.startswith("-")
        then = [F("since").asc(nulls_last=True)] if key in ("country", "kind") else []
        if key == "country":
            then.insert(0, F("rank").asc(nulls_last=True))
        leading = self._leading()
        found = self.annotate(**{name: leading[name] for name in SORTED_BY[key]})
        return found.order_by(
            first.desc(nulls_last=True) if is_down else first.asc(nulls_last=True),
            *then,
            "partner__name",
            "partner__region",
            "pk",
        )
