"""Datasets: the tables a home offers, what their columns mean, and in which forms they come.

Each app's `datasets.py` puts in its own. The page of open data, the catalogue for other portals
(DCAT) and search engines (schema.org) all tell of these and of nothing else.
"""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from django.apps import apps
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from exchange.downloads import DAY, LICENCE, TYPES

CALENDAR, FEED = "ics", "atom"
MEDIA_TYPES = {
    **{extension: kind.partition(";")[0] for extension, kind in TYPES.items()},
    CALENDAR: "text/calendar",
    FEED: "application/atom+xml",
}
FORMS = {"csv": "CSV", "xlsx": "XLSX", "json": "JSON", CALENDAR: "iCalendar", FEED: "Atom"}

EDTF = _(
    "날짜를 ISO 8601-2(EDTF)로 읽은 것. 2016-08-19, 2021-04, 1979, 2013-04-05/2013-04-25, 1994/.."
)
TAIL = {
    DAY: _("표에 있는 내용이 마지막으로 바뀐 날"),
    LICENCE: _("공공누리 유형. 정해지지 않았으면 그렇게 적습니다."),
}

_registered = {}


class Tally(NamedTuple):
    """How many records a home has of a dataset, and when one of them last changed."""

    count: int
    changed: datetime.datetime


class Distribution(NamedTuple):
    """One form of a dataset: its extension, name, media type and path."""

    extension: str
    name: str
    media_type: str
    path: str

    @property
    def is_file(self):
        """Whether it is kept as a file, and not subscribed to."""
        return self.extension in TYPES


@dataclass(frozen=True, eq=False)
class Dataset:
    """A table of every home that has records for it.

    `name` is that of its files, `file` names their address (home, extension), `page` that of the
    page with the same rows, `calendar` and `feed` those of other forms (home), "" where there is
    none. `columns` are {header: meaning}, without those that every table ends with. A row stands
    for public records of the model `label`, whose home is at the path `home`; `changes` are the
    paths to the records whose change changes a row.
    """

    name: str
    title: str
    description: str
    unit: str  # of its count, with a gap: "{count}건"
    label: str
    home: str
    page: str
    file: str
    columns: dict
    changes: tuple = ("updated_at",)
    calendar: str = ""
    feed: str = ""

    @property
    def all_columns(self):
        return self.columns | TAIL

    def tallies(self, home=None):
        """{home's slug: Tally} of this home city, or of all, in one query."""
        model = apps.get_model(self.label)
        rows = model._default_manager.published().order_by()
        if home is not None:
            rows = rows.filter(**{self.home: home})
        lasts = {f"last_{place}": last(model, path) for place, path in enumerate(self.changes)}
        count = Count("pk", distinct=True)
        found = rows.values_list(f"{self.home}__slug").annotate(count=count, **lasts)
        return {slug: Tally(count, max(filter(None, stamps))) for slug, count, *stamps in found}

    def distributions(self, home):
        """The forms in which the home with this slug offers it."""
        paths = {extension: reverse(self.file, args=[home, extension]) for extension in TYPES}
        for extension, name in ((CALENDAR, self.calendar), (FEED, self.feed)):
            if name:
                paths[extension] = reverse(name, args=[home])
        return [
            Distribution(extension, FORMS[extension], MEDIA_TYPES[extension], path)
            for extension, path in paths.items()
        ]


def last(model, path):
    """The latest of the stamps at this path; of rows that can be drafts, of the public ones."""
    name, _parted, _stamp = path.rpartition("__")
    field = model._meta.get_field(name.partition("__")[0]) if name else None
    if field is not None and field.one_to_many and hasattr(field.related_model, "State"):
        published = field.related_model.State.PUBLISHED
        return Max(path, filter=Q(**{f"{name}__state": published}))
    return Max(path)


def register(*datasets):
    """Offers these, in this order, after those of other apps."""
    _registered.update((each.name, each) for each in datasets)


def registered():
    """All Datasets, those of the first app first."""
    autodiscover_modules("datasets")
    return list(_registered.values())
