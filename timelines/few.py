"""All exchanges of a partnership that has not very many: loaded once, for all that is asked.

A timeline counts, lays out and shows its exchanges. Of thousands it asks the database for each;
of so few as most partners have it asks once, and again for photos where there are any.
"""

import datetime
from collections import Counter
from typing import NamedTuple

from exchange.periods import Period
from exchange.prepared import Prepared
from timelines.models import EventPhoto, ExchangeEvent
from timelines.querysets import Alike

MOST = 200


class FewEvent(NamedTuple):
    """What a timeline shows of an exchange, called as on the record, of which making takes long."""

    pk: int
    title: str
    details: str
    field: str
    direction: str
    place: str
    headcount: int | None
    agreement_id: int | None
    period_text: str
    period_edtf: str
    period_first: datetime.date | None
    period_last: datetime.date | None
    photos: "Photos"

    @property
    def period(self):
        if not self.period_edtf:
            return None
        return Period(self.period_text, self.period_edtf, self.period_first, self.period_last)

    @property
    def span(self):
        """ "open" where it goes on."""
        return "open" if self.period_first and not self.period_last else ""


class Photos(list):
    """The photos of an exchange, asked for as on the record: `event.photos.all()`."""

    def all(self):
        return self


COLUMNS = (
    "pk title details field direction place headcount agreement_id"
    " period period_edtf period_first period_last"
).split()
NONE = Photos()

events_of = Prepared(
    lambda partnership: (
        ExchangeEvent.objects.published(under="partnership")
        .filter(partnership=partnership)
        .chronological()
        .values_list(*COLUMNS)[: MOST + 1]
    ),
    int,
)
photos_of = Prepared(
    lambda partnership: EventPhoto.objects.filter(event__partnership=partnership).order_by(
        "position", "pk"
    ),
    int,
)


class FewEvents:
    """The public exchanges of a public partnership, oldest first, as `chronological()` has them."""

    def __init__(self, events, photos=()):
        self.events = events
        self.photos = photos

    @property
    def content(self):
        """All that is known of them, as rows."""
        return tuple(each[:-1] for each in self.events), tuple(each.row for each in self.photos)

    @classmethod
    def load(cls, partnership):
        """Those of this partnership; None where there are too many.

        `photos_changed` says whether any of them has photos.
        """
        rows = events_of(partnership.pk)
        if len(rows) > MOST:
            return None
        photos, of_events = photos_of(partnership.pk) if partnership.photos_changed else [], {}
        for photo in photos:
            of_events.setdefault(photo.event_id, Photos()).append(photo)
        return cls([FewEvent(*row, of_events.get(row[0], NONE)) for row in rows], photos)

    def alike(self):
        """As the queryset's alike()."""
        counts = Counter((each.field, each.direction, each.span) for each in self.events)
        return [Alike(*values, count) for values, count in counts.items()]

    def outline(self, conditions):
        """As the queryset's outline(), of those that meet {field, direction, span}."""
        asked = {name: conditions[name] for name in ("field", "direction") if name in conditions}
        return [
            (each.pk, each.period_first, each.period_last, each.period_edtf, each.agreement_id)
            for each in self.events
            if all(getattr(each, name) == value for name, value in asked.items())
            and ("span" not in conditions or each.span == conditions["span"])
        ]

    def by_key(self, keys):
        """{key: exchange} of these."""
        return {each.pk: each for each in self.events if each.pk in keys}

    def latest_begun(self, on):
        """The one that began last, on this day or before it, or None."""
        begun = [each for each in self.events if each.period_first and each.period_first <= on]
        return begun[-1] if begun else None
