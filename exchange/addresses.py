"""Addresses of pages in the language of the request, each worked out once."""

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language


def address(name, *args):
    """The address of the page with this name: `address("cities:partner", "yongin", "fullerton")`."""
    return known(get_urlconf(), get_language(), get_script_prefix(), name, args)


@lru_cache(maxsize=20_000)
def known(urlconf, language, prefix, name, args):
    return reverse(name, args=args)
