"""What is searched of exchanges."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cities.models import City, CooperationField
from cities.names import full_name_html
from cities.search import labelled
from exchange.search.groups import Group, Hits, register
from exchange.search.indexes import Index
from exchange.units import item_unit
from timelines.models import ExchangeEvent

EVENTS = Index(
    "timelines.ExchangeEvent",
    text=("title", "details", "place"),
    tokens=("field", "direction"),
    period="period",
    owner="partnership_id",
    is_large=True,
)


@register
class Events(Group):
    key = "events"
    place = 2
    heading = _("교류 내역")
    counter = staticmethod(item_unit)
    template = "search/events.html"

    def find(self, query):
        def tokens(word):
            choices = {"field": CooperationField, "direction": ExchangeEvent.Direction}
            years = (f"year={word.year}",) if word.year else ()
            return labelled(word, **choices) + years

        # A query's partnerships are public.
        records = ExchangeEvent.objects.published(under="partnership").with_partners()
        return Hits(EVENTS, query.branches(tokens), records)

    def examples(self, home):
        found = ExchangeEvent.objects.published().filter(period_first__isnull=False)
        found = found.for_home(home) if home else found
        latest = found.order_by("-period_first")[:1].values_list("period_first", flat=True)
        return [str(day.year) for day in latest]

    def also(self, query):
        """A year's exchanges, in the list of each home that has some."""
        return [
            (_("%(year)s년의 교류 내역 모두 보기:") % {"year": word.year}, homes)
            for word in query.words
            if word.year and (homes := homes_of(word.year, query))
        ]


def homes_of(year, query):
    """(name, address of the year's list) of the homes looked in that have exchanges then."""
    events = ExchangeEvent.objects.published().during(year)
    has_some = Exists(events.filter(partnership__home=OuterRef("pk")))
    homes = City.objects.filter(pk__in=query.homes).filter(has_some)
    return [
        (full_name_html(home), f"{events_of(home.slug)}?since={year}&until={year}")
        for home in homes
    ]


def events_of(home):
    return reverse("timelines:events", args=[home])
