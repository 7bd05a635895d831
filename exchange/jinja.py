"""The Jinja2 environment of the public pages (settings.TEMPLATES).

What pages can call stands with what it is about: each app's `page_functions.py` puts it in here.

    @page_filter
    def number(value): ...        # {{ city.population|number }}

    @page_function
    def map_of(home, partnerships): ...     # {% set map = map_of(home, partnerships) %}

Texts are `_("…")` everywhere, with named gaps: `{{ _("교류 {count}건")|fill(count=…) }}`.

Each language has its own compiled templates: what a page calls with nothing but constants – a
text, the address of a file – is worked out when the template is compiled.
"""

import re
from functools import lru_cache
from string import Formatter

from django.conf import settings
from django.template import engines
from django.templatetags.static import static
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import get_language, gettext, override
from jinja2 import Environment, Undefined, nodes, pass_context, pass_environment
from jinja2.compiler import CodeGenerator
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape
from markupsafe import _escape_inner as escape_text

from exchange.addresses import address
from exchange.kept import Kept

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
    """The Pages, once each app has put in what its pages call."""
    autodiscover_modules("page_functions")
    return Pages(trim_blocks=True, lstrip_blocks=True, **(options | {"undefined": Undefined}))


def written(value):
    """A value as it stands in a page: escaped, where it is no markup.

    As `escape`, without a Markup around each of a page's two thousand values.
    """
    if type(value) is str:
        return escape_text(value)
    return value if type(value) is Markup else escape(value)


class Writer(CodeGenerator):
    """Compiles templates that write their values with `written`."""

    def _output_child_pre(self, node, frame, finalize):
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.written(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Pages(Environment):
    """The Environment that has one of each language, in which templates are found."""

    code_generator_class = Writer
    written = staticmethod(written)

    def __init__(self, language=None, **options):
        super().__init__(**options)
        self.options = options
        self.language = language
        self.filters.update(filters)
        self.globals.update(functions)
        self.others = {}

    def of(self, language):
        """The environment of a language."""
        if language not in self.others:
            self.others[language] = Pages(language, **self.options)
        return self.others[language]

    def get_template(self, name, *args, **kwargs):
        if self.language is None:
            return self.of(get_language() or settings.LANGUAGE_CODE).get_template(name)
        return super().get_template(name, *args, **kwargs)

    def make_globals(self, given):
        """No ChainMap where nothing is added: each import of a macro compares its keys."""
        return super().make_globals(given) if given else self.globals

    def _parse(self, source, name, filename):
        with override(self.language):
            return Constants().visit(super()._parse(source, name, filename))


def compile_all():
    """Compiles every page in every language: about a quarter of a second for each of these."""
    pages = engines["jinja2"].env
    for language, _name in settings.LANGUAGES:
        own = pages.of(language)
        for name in own.list_templates(extensions=["html"]):
            own.get_template(name)


class Constants(NodeTransformer):
    """Works out calls of CONSTANT functions with constants in a template being compiled."""

    def visit_TemplateData(self, node, *args, **kwargs):  # noqa: N802 - the name jinja2 looks for
        """A template's own text without its indentation, a quarter of a page. No <pre> has any."""
        return nodes.TemplateData(INDENTATION.sub("\n", node.data), lineno=node.lineno)

    def visit_Call(self, node, *args, **kwargs):  # noqa: N802 - the name jinja2 looks for
        self.generic_visit(node)
        is_constant = (
            isinstance(node.node, nodes.Name)
            and node.node.name in CONSTANT
            and all(isinstance(each, nodes.Const) for each in node.args)
            and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        )
        if not is_constant:
            return node
        value = functions[node.node.name](*(each.value for each in node.args))
        return nodes.Const(value, lineno=node.lineno)


INDENTATION = re.compile(r"\s*\n\s*")

# Functions that always give the same for the same arguments, in one language.
CONSTANT = {"_", "ko", "static"}


@page_function
def url(name, *args):
    """The address of a page: `url("cities:partner", home.slug, partner.slug)`."""
    return address(name, *args)


page_function(static)


@page_function
def _(text):
    """The text in the page's language, as markup of our own: its tags are kept."""
    return Markup(gettext(text))  # noqa: S704 - texts are in our code and our catalogues


PARTS = 8_000_000  # characters of markup that a worker keeps
parts = Kept(PARTS)


@page_function
@pass_environment
def kept(environment, *content, caller):
    """A stretch of a page, made once for the same content: `{% call kept("map", rows) %}`.

    `content` says which stretch it is and holds all that it is made of, but for the language: the
    day too, where something says what is past. Where one of it is None, or what the record has
    none of, the stretch is made each time.
    """
    if any(each is None or isinstance(each, Undefined) for each in content):
        return caller()
    key = (environment.language, *content)
    made = parts.get(key)
    if made is None:
        made = caller()
        parts.keep(key, made, len(made))
    return made


@page_filter
def fill(text, /, **values):
    """Puts values, escaped, into the gaps of a text: `_("교류 {count}건")|fill(count=3)`."""
    filled = [
        piece if name is None else f"{piece}{escape(values[name])}" for piece, name in pieces(text)
    ]
    return Markup("".join(filled))  # noqa: S704 - what is put in is escaped


@lru_cache(maxsize=10_000)
def pieces(text):
    """Pairs of a stretch of a text and the name of the gap behind it."""
    return [(piece, name) for piece, name, _form, _conversion in Formatter().parse(str(text))]


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
