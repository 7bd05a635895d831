"""The questions asked of agreements, each by its name."""

import datetime
from typing import NamedTuple

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Prefetch,
    Q,
    Value,
    When,
)
from django.db.models.functions import ExtractDay, ExtractMonth
from django.utils import timezone

from exchange.fields import Year, is_one_day
from exchange.records import PublishedQuerySet
from exchange.search.indexes import indexes


class Traits(NamedTuple):
    """What a list can filter civic ties by; `spans` is the year they were made, empty if unknown."""

    country: str
    category: str
    spans: tuple
    count: int


class SignedQuerySet(PublishedQuerySet):
    """What agreements of cities and of organisations are asked alike."""

    def signings(self):
        """Rows (key, first day, last day) of when they were signed: what anniversaries need."""
        return self.order_by("pk").values_list("pk", "signed_first", "signed_last")

    def signed_between(self, first_year=None, last_year=None):
        """Those made in these years, both included. One whose date is unknown is in no year."""
        found = self.filter(signed_first__isnull=False)
        if first_year:
            found = found.filter(signed_first__gte=datetime.date(first_year, 1, 1))
        if last_year:
            found = found.filter(signed_first__lte=datetime.date(last_year, 12, 31))
        return found

    def signed_on_a_day(self):
        """Those whose signing is known to the day, and not as about that day."""
        return self.filter(is_one_day("signed"))


class AgreementQuerySet(SignedQuerySet):
    def for_home(self, city):
        """Agreements of this home city, whoever the partner."""
        return self.filter(partnership__home=city)

    def by_year(self):
        """Rows (year signed, last year of that span, kind, count, last change), in no order.

        The years are None where the date is unknown, the second also where the span is open.
        """
        years = Year("signed_first"), Year("signed_last")
        rows = self.order_by().values_list(*years, "kind")
        return rows.annotate(count=Count("pk"), changed=Max("updated_at"))

    def in_force(self, on=None):
        """Agreements in force on this day (today if None).

        One whose signing date is unknown counts as signed; one that has ended or was replaced
        counts until the day that happened, and not at all where that day is unknown.
        """
        on = on or timezone.localdate()
        begun = Q(signed_first__isnull=True) | Q(signed_first__lte=on)
        ended_later = Q(ended_first__gt=on) | Q(
            ended_first__isnull=True, superseded_by__signed_first__gt=on
        )
        not_ended = Q(status=self.model.Status.IN_FORCE) & (
            Q(ended_first__isnull=True) | Q(ended_first__gt=on)
        )
        return self.filter(begun & (not_ended | ended_later))

    def leading(self):
        """Ordered so that the first is what a list calls the partnership.

        In force before past; sister, friendship, exchange, MOU, letter of intent; then the
        latest signed.
        """
        kinds = self.model.Kind.values
        return self.annotate(
            is_past=Case(
                When(status=self.model.Status.IN_FORCE, then=Value(0)),
                default=Value(1),
                output_field=IntegerField(),
            ),
            rank=Case(
                *(When(kind=kind, then=Value(place)) for place, kind in enumerate(kinds)),
                output_field=IntegerField(),
            ),
        ).order_by("is_past", "rank", F("signed_first").desc(nulls_last=True), "pk")

    def chronological(self):
        """Oldest first; unknown dates last."""
        return self.order_by(F("signed_first").asc(nulls_last=True), "pk")

    def by_signing(self, is_down=False):
        """What to order by: the oldest first, or the latest; unknown dates last either way."""
        signed = F("signed_first")
        day = signed.desc(nulls_last=True) if is_down else signed.asc(nulls_last=True)
        return day, "-pk" if is_down else "pk"

    def with_partners(self):
        """Loads the two cities of each agreement."""
        return self.select_related("partnership__home", "partnership__partner")

    def first_of_partnerships(self):
        """The oldest of each partnership, the oldest partnership first.

        One whose year is unknown is none of them.
        """
        known = self.filter(signed_first__year=F("signed_last__year"))
        older = known.filter(partnership=OuterRef("partnership")).filter(
            Q(signed_first__lt=OuterRef("signed_first"))
            | Q(signed_first=OuterRef("signed_first"), pk__lt=OuterRef("pk"))
        )
        return known.filter(~Exists(older)).chronological()

    def next_anniversaries(self, on=None):
        """Agreements in force and known to the day, those whose anniversary comes soonest first.

        An anniversary on the day itself (today if None) is the soonest.
        """
        on = on or timezone.localdate()
        return (
            self.in_force(on)
            .filter(signed_first=F("signed_last"), signed_first__lt=on)
            .annotate(
                day_of_year=ExtractMonth("signed_first") * 100 + ExtractDay("signed_first"),
                is_next_year=Case(
                    When(day_of_year__lt=on.month * 100 + on.day, then=Value(1)),
                    default=Value(0),
                    output_field=IntegerField(),
                ),
            )
            .order_by("is_next_year", "day_of_year", "signed_first", "pk")
        )

    def signed_on_this_day_of_year(self, day):
        """Agreements whose signing is known to the day and falls on this day of the year."""
        return self.filter(
            signed_first=F("signed_last"),
            signed_first__month=day.month,
            signed_first__day=day.day,
        )


class CivicAgreementQuerySet(SignedQuerySet):
    def for_home(self, city):
        """Ties of organisations in this home city."""
        return self.filter(home=city)

    def matching(self, text):
        """Published ties in which every word of this text stands: organisations, content, remarks.

        Initial consonants stand for the organisations' names.
        """
        return indexes[self.model._meta.label].matching(self, text)

    def traits(self):
        """What a list can be filtered by: a row for each kind of these ties, with a count."""
        rows = self.order_by().values_list("partner_country", "category", Year("signed_first"))
        return [
            Traits(country, category, ((year, year),) if year else (), count)
            for country, category, year, count in rows.annotate(count=Count("pk"))
        ]

    def sorted_by(self, order, countries):
        """Ordered for a list, as in its document where no order is asked for.

        `countries`: codes in the order they are to come in. What is unknown comes last.
        """
        # Without a country PostgreSQL would be asked to sort by a constant, which it refuses.
        ordered = enumerate(countries or [""])
        whens = (When(partner_country=code, then=place) for place, code in ordered)
        key = order.removeprefix("-")
        first = {
            "": F("position"),
            "home": F("home_organisation"),
            "country": Case(*whens, output_field=IntegerField()),
            "name": F("partner_organisation"),
            "signed": F("signed_first"),
        }[key]
        is_down = order.startswith("-")
        first = first.desc(nulls_last=True) if is_down else first.asc(nulls_last=True)
        return self.order_by(first, *([] if key == "" else ["home_organisation"]), "pk")

    def with_partners(self):
        """Loads what list rows show: the partnership, where it is public."""
        partnerships = self.model._meta.get_field("partnership").related_model._default_manager
        return self.prefetch_related(
            Prefetch(
                "partnership",
                queryset=partnerships.published().select_related("home", "partner"),
            )
        )
