"""A city's photo or, without one, its drawing; its emblem; its other photos.

Prefetch `pictures` of the cities a page shows: each city's are asked for here.
"""

from cities.drawings import drawing
from cities.models import CityPicture
from exchange.jinja import page_filter, page_function


@page_filter
def photos(city):
    """The city's photos, the one that stands for it first."""
    return [each for each in city.pictures.all() if each.kind == CityPicture.Kind.PHOTO]


@page_filter
def emblem(city):
    """The city's emblem, None without one."""
    return next((e for e in city.pictures.all() if e.kind == CityPicture.Kind.EMBLEM), None)


page_function(drawing)
