"""All exchanges of a partnership that has not very many: loaded once, for all that is asked.

A timeline counts, lays out and shows its exchanges. Of thousands it asks the database for each;
of so few as most partners have it asks once, and again for photos where there are any.
"""

from collections import Counter

from exchange.prepared import Prepared, attach
from timelines.models import EventPhoto, ExchangeEvent
from timelines.querysets import Alike

MOST = 200

events_of = Prepared(
    lambda partnership: (
        ExchangeEvent.objects.published(under="partnership")
        .filter(partnership=partnership)
        .chronological()[: MOST + 1]
    ),
    int,
)
photos_of = Prepared(
    lambda partnership: EventPhoto.objects.filter(event__partnership=partnership).order_by(
        "position", "pk"
    ),
    int,
)


def span_of(event):
    """ "open" where it goes on."""
    return "open" if event.period_first and not event.period_last else ""


class FewEvents:
    """The public exchanges of a public partnership, oldest first, as `chronological()` has them."""

    def __init__(self, events):
        self.events = events

    @classmethod
    def load(cls, partnership):
        """Those of this partnership; None where there are too many.

        `photos_changed` says whether any of them has photos.
        """
        events = events_of(partnership.pk)
        if len(events) > MOST:
            return None
        photos = {}
        if partnership.photos_changed:
            for photo in photos_of(partnership.pk):
                photos.setdefault(photo.event_id, []).append(photo)
        for event in events:
            event.partnership = partnership
            attach(event, "photos", photos.get(event.pk, []))
        return cls(events)

    def alike(self):
        """As the queryset's alike()."""
        counts = Counter((each.field, each.direction, span_of(each)) for each in self.events)
        return [Alike(*values, count) for values, count in counts.items()]

    def outline(self, conditions):
        """As the queryset's outline(), of those that meet {field, direction, span}."""
        asked = {name: conditions[name] for name in ("field", "direction") if name in conditions}
        return [
            (each.pk, each.period_first, each.period_last, each.period_edtf, each.agreement_id)
            for each in self.events
            if all(getattr(each, name) == value for name, value in asked.items())
            and ("span" not in conditions or span_of(each) == conditions["span"])
        ]

    def by_key(self, keys):
        """{key: exchange} of these."""
        return {each.pk: each for each in self.events if each.pk in keys}

    def latest_begun(self, on):
        """The one that began last, on this day or before it, or None."""
        begun = [each for each in self.events if each.period_first and each.period_first <= on]
        return begun[-1] if begun else None
