"""What is searched of exchanges."""

from django.utils.translation import gettext_lazy as _

from cities.models import CooperationField
from cities.search import labelled
from exchange.search.groups import Group, Hits, register
from exchange.search.indexes import Index
from timelines.models import ExchangeEvent

EVENTS = Index(
    "timelines.ExchangeEvent",
    text=("title", "details", "place"),
    tokens=("field", "direction"),
    period="period",
    owner="partnership_id",
)


@register
class Events(Group):
    key = "events"
    place = 2
    heading = _("교류 내역")
    counter = _("건")
    template = "search/events.html"

    def find(self, query):
        def tokens(word):
            choices = {
                "field": CooperationField.choices,
                "direction": ExchangeEvent.Direction.choices,
            }
            years = (f"year={word.year}",) if word.year else ()
            return labelled(word, **choices) + years

        records = ExchangeEvent.objects.published().with_partners()
        return Hits(EVENTS, query.branches(tokens), records)
