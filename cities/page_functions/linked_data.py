"""What pages tell search engines, messengers and programs of themselves."""

from jinja2 import pass_context

from cities import linked_data, page_meta
from cities.names import full_name_text
from exchange.jinja import page_function

page_function(pass_context(page_meta.page_meta))


@page_function
@pass_context
def page_data(context, meta, title, address):
    """The JSON-LD of a page: what it is called, the way to it, its last change and licence."""
    page = linked_data.web_page(
        address, title, meta, context.get("portal"), context.get("updated_at")
    )
    return linked_data.script([page])


@page_function
@pass_context
def partner_data(context, exchanges):
    """The JSON-LD of a partner: the city, with what was signed and these exchanges as Events."""
    partnership = context["partnership"]
    page = context["request"].build_absolute_uri(partnership.get_absolute_url())
    name = full_name_text(partnership.partner)
    city = linked_data.place(partnership.partner, f"{page}#city", name)
    city["mainEntityOfPage"] = page
    city["event"] = linked_data.events_of(partnership, exchanges, page)
    return linked_data.script([{name: value for name, value in city.items() if value}])
