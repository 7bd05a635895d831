"""What pages of other apps show of exchanges."""

from django import template

from timelines.models import ExchangeEvent

register = template.Library()


@register.simple_tag
def latest_exchanges(home, limit=5):
    """The home's latest exchanges, newest first."""
    events = ExchangeEvent.objects.published().for_home(home)
    return events.with_partners().latest_first()[:limit]
