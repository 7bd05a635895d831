"""Numbers with what they count, one of it or several."""

from django.utils.translation import ngettext

from exchange import units
from exchange.jinja import fill, page_filter

page_filter(units.place_unit)
page_filter(units.item_unit)


@page_filter
def cities_counted(count):
    """So many cities: 3곳, 3 cities."""
    return fill(ngettext("{count}곳", "{count}곳", count), count=count)


@page_filter
def anniversaries_counted(count):
    """So many anniversaries: 3건, 3 anniversaries."""
    return fill(ngettext("{count}건", "{count}건", count), count=count)


@page_filter
def people_counted(count):
    """So many people: 137,000명, 137,000 people."""
    return fill(ngettext("{count}명", "{count}명", count), count=f"{count:,}")
