"""What pages of other apps show of exchanges."""

from django import template
from django.core.paginator import InvalidPage
from django.http import Http404

from timelines.models import ExchangeEvent
from timelines.timeline import Timeline

register = template.Library()


@register.simple_tag
def latest_exchanges(home, limit=5):
    """The home's latest exchanges, newest first."""
    return ExchangeEvent.objects.latest_of_home(home, limit)


@register.simple_tag
def latest_exchange(partnership, on=None):
    """The exchange of a public partnership that began last, today (`on`) or before; or None."""
    events = ExchangeEvent.objects.published(under="partnership")
    return events.filter(partnership=partnership).latest_begun(on)


@register.simple_tag(takes_context=True)
def timeline_of(context, partnership):
    """The Timeline of a public partnership, as the page's address asks for it.

    A page it does not have is a 404, as in every list.
    """
    try:
        return Timeline(partnership, context["request"].GET)
    except InvalidPage as error:
        raise Http404(str(error)) from error
