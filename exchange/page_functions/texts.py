"""How a page shows texts that people wrote, and data that scripts read."""

import re

from django.utils import html
from markupsafe import Markup, escape

from exchange.countries import country_name
from exchange.jinja import page_filter

page_filter(country_name)

HANGUL = re.compile(r"[가-힣ㄱ-ㅎ]")


@page_filter
def is_korean(text):
    """Whether a text is in Korean letters, whatever the page is in."""
    return HANGUL.search(text) is not None


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
