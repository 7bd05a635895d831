"""A city's photo or, without one, its drawing; its emblem; its other photos.

Prefetch `pictures` of the cities a page shows: each city's are asked for here.
"""

from django import template

from cities.drawings import drawing
from cities.models import CityPicture

register = template.Library()

# Tiles of a drawing and `sizes` of a photo, by where it stands.
SHAPES = {"card": (8, 4), "hero": (20, 4)}
SIZES = {
    "card": "(min-width: 64rem) 22rem, (min-width: 40rem) 45vw, 92vw",
    "hero": "(min-width: 72rem) 69rem, 100vw",
}


def photos(city):
    return [each for each in city.pictures.all() if each.kind == CityPicture.Kind.PHOTO]


def emblem(city):
    return next((e for e in city.pictures.all() if e.kind == CityPicture.Kind.EMBLEM), None)


@register.inclusion_tag("cities/picture.html")
def city_picture(city, size="card", is_drawn=True, lazy=None):
    """The city's first photo; else its drawing, or nothing where `is_drawn` is false.

    A hero is seen first, so it is not loaded lazily; `lazy=False` for a card that is, too.
    """
    photo = next(iter(photos(city)), None)
    return {
        "photo": photo,
        "emblem": emblem(city) if size == "card" else None,
        "size": size,
        "sizes": SIZES[size],
        "lazy": size != "hero" if lazy is None else lazy,
        "drawing": None if photo or not is_drawn else drawing(city, *SHAPES[size]),
    }


@register.inclusion_tag("cities/emblem.html")
def city_emblem(city):
    """The city's emblem; else the first letter of its name, for the eye only."""
    found = emblem(city)
    return {"emblem": found, "drawing": None if found else drawing(city, 0, 0)}


@register.inclusion_tag("cities/gallery.html")
def city_gallery(city):
    """The photos after the first; nothing where there are none."""
    return {"photos": photos(city)[1:]}
