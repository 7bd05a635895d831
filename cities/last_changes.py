"""When the pages of all homes and partners last changed, in as many queries for one as for all.

A page says so itself of the records it shows; a sitemap must know it of every page at once. Rows
of the apps above are reached through reverse relations.
"""

from collections import defaultdict
from itertools import chain

from django.db.models import Max

from cities.models import City, CityPicture, Partnership


class LastChanges:
    """Last changes (datetime) of all public partnerships and of what homes show besides.

    `partners`: {(home's slug, partner's slug): last change of the partner's page}.
    `homes`: {home's slug: the latest of all its partners' pages}.
    """

    def __init__(self):
        of_cities = latest(self._of_cities())
        of_partnerships = latest(self._of_partnerships())
        columns = ("pk", "updated_at", "home__slug", "partner__slug", "partner")
        found = Partnership.objects.published().order_by("home__slug", "partner__slug")
        self.partners, self.homes = {}, {}
        for key, changed, home, partner, city in found.values_list(*columns):
            changes = (changed, of_cities.get(city), of_partnerships.get(key))
            last = max(filter(None, changes))
            self.partners[home, partner] = last
            self.homes[home] = max(last, self.homes.get(home, last))

    @staticmethod
    def of_homes(relation):
        """{home's slug: last change} of the public rows of a relation of cities: civic_agreements."""
        rows = City._meta.get_field(relation).related_model._default_manager.published()
        return latest([by(rows, "home__slug")])

    @staticmethod
    def _of_cities():
        yield by(City.objects.published(), "pk")
        for relation in ("facts", "links"):
            model = City._meta.get_field(relation).related_model
            yield by(model._default_manager.all(), "city")
        yield by(CityPicture.objects.all(), "city")

    @staticmethod
    def _of_partnerships():
        for relation in ("agreements", "events", "civic_agreements"):
            field = Partnership._meta.get_field(relation)
            model = field.related_model
            public = model._default_manager.filter(state=model.State.PUBLISHED)
            yield by(public.exclude(partnership=None), "partnership")
            for part in model._meta.related_objects:
                # Rows that are public with their record: areas, parties, documents, photos.
                if part.one_to_many and not hasattr(part.related_model, "State"):
                    name = part.field.name
                    rows = part.related_model._default_manager.filter(
                        **{f"{name}__state": model.State.PUBLISHED}
                    )
                    yield by(rows, f"{name}__partnership")


def by(rows, name):
    """Rows (value, last change) of the rows with that value of `name`."""
    return rows.order_by().values_list(name).annotate(Max("updated_at"))


def latest(queries):
    """{value: the latest change} of what several queries `by` the same thing gave."""
    found = defaultdict(list)
    for value, changed in chain.from_iterable(queries):
        found[value].append(changed)
    return {value: max(changes) for value, changes in found.items()}
