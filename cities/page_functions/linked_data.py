"""What pages tell search engines, messengers and programs of themselves."""

from jinja2 import pass_context
from markupsafe import Markup

from cities import linked_data, page_meta
from cities.names import full_name_text
from exchange.jinja import page_function
from exchange.page_functions.languages import absolute

CITY = "#city"  # of a partner's page, what the page is about

page_function(pass_context(page_meta.page_meta))


@page_function
@pass_context
def page_data(context, meta, title, address):
    """The JSON-LD of a page: what it is called, the way to it, its last change and licence."""
    name = Markup(title).unescape()  # noqa: S704 - it is the page's <title>
    page = linked_data.web_page(
        address, name, meta, context.get("portal"), context.get("updated_at")
    )
    if partnership := context.get("partnership"):
        page["mainEntity"] = {"@id": city_address(context["request"], partnership)}
    return linked_data.script([page])


@page_function
@pass_context
def partner_data(context, timeline):
    """The JSON-LD of a partner: the city, with what was signed, and the exchanges shown, as Events."""
    partnership = context["partnership"]
    address = city_address(context["request"], partnership)
    page = address.removesuffix(CITY)
    years = timeline.shown if timeline.is_valid else ()
    exchanges = [entry.event for year in years for entry in year.entries if entry.event]
    city = linked_data.place(partnership.partner, address, full_name_text(partnership.partner))
    city["mainEntityOfPage"] = page
    if events := linked_data.events_of(partnership, exchanges, page):
        city["event"] = events
    return linked_data.script([city])


def city_address(request, partnership):
    """By what a partner is known in JSON-LD, as this home sees it."""
    return absolute(request, f"{partnership.get_absolute_url()}{CITY}")
