"""The names of cities in the language of the page.

A city has a Korean name, often an English one, and one in its own language. On a page in English
it is called by the English one, on a Japanese or Chinese page by its own where that is written in
the page's language, else by the English one. Where nothing fits it keeps its Korean name.
"""

from django.utils.translation import get_language
from markupsafe import Markup, escape

from cities.models import City
from exchange.page_functions.languages import page_language, tag


def foreign(city):
    """(name, its language) on a page that is not Korean; None where only a Korean one is known."""
    language = get_language()
    if language == "ko":
        return None
    own = city.language_local.partition("-")[0]
    if language != "en" and city.name_local and own == language.partition("-")[0]:
        return city.name_local, city.language_local
    return (city.name_en, "en") if city.name_en else None


def marked_up(city, korean):
    """The name as markup that says its language where that is not the page's."""
    language = get_language()
    if language == "ko":
        return escape(korean)
    name, own = foreign(city) or (korean, "ko")
    if own.lower() == language:
        return escape(name)
    return Markup('<span lang="{}">{}</span>').format(tag(own.lower()), name)


def name_text(city):
    """What the city is called, as plain text."""
    return (foreign(city) or (city.name,))[0]


def full_name_text(city):
    """The same with the region where the name is Korean: 경상북도 의성군."""
    return (foreign(city) or (city.full_name,))[0]


def name_html(city):
    """What the city is called, as markup that says the language where it is not the page's."""
    return marked_up(city, city.name)


def full_name_html(city):
    """The same with the region where the name is Korean."""
    return marked_up(city, city.full_name)


def is_ambiguous(city, beside):
    return city.tier == City.Tier.DISTRICT or (beside and beside.name == city.name)


def city_name(city, beside=None):
    """The name by which a title knows a city from another, as plain text.

    Districts get their region, as 서구 stands in six cities; so does a partner that has the name
    of its home (`beside`).
    """
    return full_name_text(city) if is_ambiguous(city, beside) else name_text(city)


def city_name_html(city, beside=None):
    """The same as markup that says its language."""
    return full_name_html(city) if is_ambiguous(city, beside) else name_html(city)


def local_name(city):
    """The city's name in its own language, to stand beside; nothing where that says it already."""
    name = city.name_local
    if not name or name == name_text(city):
        return ""
    own = city.language_local
    attribute = Markup(' lang="{}"').format(own) if own else ""
    return Markup('<span class="local"{}>{}</span>').format(attribute, name)


def english_name(city):
    """The same of its English name."""
    name = city.name_en
    if not name or name == name_text(city):
        return ""
    return Markup('<span class="local"{}>{}</span>').format(
        Markup("") if page_language() == "en" else Markup(' lang="en"'), name
    )
