"""Names of countries in the language of the request, each asked of django-countries once."""

from functools import cache

from django.utils.translation import get_language
from django_countries import countries


def country_name(country):
    """The name of a country: of its ISO 3166 code, or of a CountryField's value."""
    return named(get_language(), str(country))


@cache
def named(language, code):
    return str(countries.name(code))
