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
    if get_language() == "ko":
        return escape(korean)
    name = (foreign(city) or (korean,))[0]
    lang = name_lang(city)
    return Markup("<span{}>{}</span>").format(lang, name) if lang else escape(name)


def name_lang(city):
    """The `lang` of what these call the city, as an attribute; nothing where it is the page's."""
    language = get_language()
    own = (foreign(city) or ("", "ko"))[1].lower()
    return Markup("") if own == language else Markup(' lang="{}"').format(tag(own))


def is_ambiguous(city, beside):
    return city.tier == City.Tier.DISTRICT or (beside is not None and beside.name == city.name)


def name_text(city, beside=None):
    """The name by which a title knows a city from another, as plain text.

    Districts get their region, as 서구 stands in six cities; so does a partner that has the name
    of its home (`beside`).
    """
    korean = city.full_name if is_ambiguous(city, beside) else city.name
    return (foreign(city) or (korean,))[0]


def full_name_text(city):
    """What a list calls the city, as plain text: where its name is Korean, with its region."""
    return (foreign(city) or (city.full_name,))[0]


def name_html(city, beside=None):
    """`name_text` as markup that says its language where that is not the page's."""
    return marked_up(city, city.full_name if is_ambiguous(city, beside) else city.name)


def full_name_html(city):
    """`full_name_text` as markup that says its language."""
    return marked_up(city, city.full_name)


def short_name_html(city):
    """The name alone, of a city whose region stands beside it, as markup."""
    return marked_up(city, city.name)


def local_name(city):
    """The city's name in its own language, to stand beside; nothing where that says it already."""
    name = city.name_local
    if not name or name == full_name_text(city):
        return ""
    own = city.language_local
    attribute = Markup(' lang="{}"').format(own) if own else ""
    return Markup('<span class="local"{}>{}</span>').format(attribute, name)


def english_name(city):
    """The same of its English name."""
    name = city.name_en
    if not name or name == full_name_text(city):
        return ""
    return Markup('<span class="local"{}>{}</span>').format(
        Markup("") if page_language() == "en" else Markup(' lang="en"'), name
    )
