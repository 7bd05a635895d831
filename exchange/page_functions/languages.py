"""A page in each of its languages: the links of the header, and what search engines are told."""

from typing import NamedTuple

from django.conf import settings
from django.urls import get_script_prefix
from django.utils.translation import get_language, get_language_from_path

from exchange.jinja import page_function


class Version(NamedTuple):
    """The page in one language."""

    code: str  # as HTML and search engines have it: zh-Hans
    name: str  # in that language
    address: str
    is_current: bool


def tag(code):
    """The tag of BCP 47 of a language of ours: zh-Hans of zh-hans."""
    main, dash, script = code.partition("-")
    return f"{main}{dash}{script.title()}"


@page_function
def page_language():
    """The language of the page, for `lang`."""
    return tag(get_language() or settings.LANGUAGE_CODE)


@page_function
def languages(request=None):
    """The page as Versions, its query kept; without a request (error 500) the first pages."""
    prefix = get_script_prefix()
    rest = ""
    if request:
        rest = request.get_full_path().removeprefix(prefix)
        if get_language_from_path(request.path_info):
            rest = rest.partition("/")[2]
    current = get_language()
    return [
        Version(tag(code), name, f"{prefix}{begin(code)}{rest}", code == current)
        for code, name in settings.LANGUAGES
    ]


def begin(code):
    return "" if code == settings.LANGUAGE_CODE else f"{code}/"


@page_function
def absolute(request, address):
    """The address with its scheme and host."""
    return f"{request.scheme}://{request.get_host()}{address}"


@page_function
def canonical(request):
    """The address the page is known by: without conditions and order, but each page of a list."""
    page = request.GET.get("page", "")
    address = request.get_full_path().partition("?")[0]
    return absolute(request, f"{address}?page={page}" if page.isdecimal() else address)
