"""What pages show of exchanges: a partner's timeline, the latest, the labels of their choices."""

from functools import cache

from django.core.paginator import InvalidPage
from django.http import Http404
from django.utils.translation import get_language
from jinja2 import pass_context

from cities.models import CooperationField
from exchange.jinja import page_function
from timelines.models import ExchangeEvent
from timelines.timeline import Timeline


@page_function
def latest_exchanges(home, limit=5):
    """The home's latest exchanges, newest first."""
    return ExchangeEvent.objects.latest_of_home(home, limit)


@page_function
@pass_context
def timeline_of(context, partnership):
    """The Timeline of a public partnership, as the page's address asks for it.

    A page it does not have is a 404, as in every list.
    """
    try:
        return Timeline(partnership, context["request"].GET)
    except InvalidPage as error:
        raise Http404(str(error)) from error


@page_function
def event_labels():
    """{"field": {value: label}, "direction": …} of exchanges, in the page's language."""
    return labels_in(get_language())


@cache
def labels_in(language):
    """Each get_…_display() goes through all choices of its field; a page may show a hundred."""
    choices = {"field": CooperationField, "direction": ExchangeEvent.Direction}
    return {
        name: {value: str(label) for value, label in each.choices} for name, each in choices.items()
    }
