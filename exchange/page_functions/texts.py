"""How a page shows texts that people wrote, and data that scripts read."""

from django.utils import html
from markupsafe import Markup, escape

from exchange.countries import country_name
from exchange.jinja import page_filter

page_filter(country_name)


@page_filter
def linebreaks(text):
    """A text of several paragraphs as <p>, its single line ends as <br>."""
    return Markup(html.linebreaks(text, autoescape=not hasattr(text, "__html__")))  # noqa: S704


@page_filter
def linebreaksbr(text):
    """A text with its line ends as <br>."""
    lines = str(escape(text)).replace("\r\n", "\n").replace("\r", "\n")
    return Markup(lines.replace("\n", "<br>"))  # noqa: S704 - escaped above


@page_filter
def json_script(value, element_id):
    """Data for a script, in an element that runs nothing."""
    return Markup(html.json_script(value, element_id))  # noqa: S704 - Django escapes it
