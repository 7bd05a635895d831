"""The Jinja2 environment of the public pages (settings.TEMPLATES).

What pages can call stands with what it is about: each app's `page_functions.py` puts it in here.

    @page_filter
    def number(value): ...        # {{ city.population|number }}

    @page_function
    def map_of(home, partnerships): ...     # {% set map = map_of(home, partnerships) %}

Texts are `_("…")` everywhere, with named gaps: `{{ _("교류 {count}건")|fill(count=…) }}`. They are
looked up when the page is rendered, in its language.
"""

from functools import cache

from django.templatetags.static import static
from django.urls import reverse
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import get_language, gettext
from jinja2 import Environment, Undefined, pass_context
from markupsafe import Markup

filters = {}
functions = {}


def page_filter(function):
    """Offers a function of one value to the pages as a filter, by its name."""
    filters[function.__name__] = function
    return function


def page_function(function):
    """Offers a function to the pages by its name."""
    functions[function.__name__] = function
    return function


def environment(**options):
    """The Environment, once each app has put in what its pages call."""
    autodiscover_modules("page_functions")
    options |= {"trim_blocks": True, "lstrip_blocks": True, "undefined": Undefined}
    made = Environment(**options)  # noqa: S701 - Django's backend turns autoescape on
    made.filters.update(filters)
    made.globals.update(functions)
    return made


@page_function
def url(name, *args):
    """The address of a page: `url("cities:partner", home.slug, partner.slug)`."""
    return reverse(name, args=args)


page_function(static)


@page_function
def _(text):
    """The text in the page's language, as markup of our own: its tags are kept."""
    return translated(get_language(), text)


@cache
def translated(language, text):
    """Texts of templates are some hundreds; looking one up takes ten times as long."""
    return Markup(gettext(text))  # noqa: S704 - texts are in our code and our catalogues


@page_filter
def fill(text, /, **values):
    """Puts values, escaped, into the gaps of a text: `_("교류 {count}건")|fill(count=3)`."""
    return Markup(text).format(**values)  # noqa: S704 - Markup.format escapes what it puts in


@page_function
def ko():
    """` lang="ko"` for an element with a record's own text, on pages of another language."""
    return Markup("") if get_language() == "ko" else Markup(' lang="ko"')


@page_function
@pass_context
def querystring(context, query=None, **changes):
    """Django's tag of this name: `?…`, the page's query (or this one) with changes."""
    given = context["request"].GET if query is None else query
    changed = given.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        elif isinstance(value, list | tuple):
            changed.setlist(name, value)
        else:
            changed[name] = value
    return f"?{changed.urlencode()}" if changed or given else ""
