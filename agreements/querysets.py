"""The questions asked of agreements, each by its name."""

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.utils import timezone

from exchange.records import PublishedQuerySet


class AgreementQuerySet(PublishedQuerySet):
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

    def signed_on_this_day_of_year(self, day):
        """Agreements whose signing is known to the day and falls on this day of the year."""
        return self.filter(
            signed_first=F("signed_last"),
            signed_first__month=day.month,
            signed_first__day=day.day,
        )


class CivicAgreementQuerySet(PublishedQuerySet):
    def for_home(self, city):
        """Ties of organisations in this home city."""
        return self.filter(home=city)
