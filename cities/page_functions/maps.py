"""The maps that pages show (see cities.maps), without a query of their own."""

from django.urls import reverse

from cities.maps import Map, place_of
from exchange.jinja import page_function


@page_function
def map_of(home, partnerships):
    """The Map of a home and these partnerships.

    They come with their cities, coordinates' sources, `with_leading()` and `public_agreements`.
    """
    return Map(home, [place_of(partnership) for partnership in partnerships])


@page_function
def map_of_very_many(home, briefs):
    """The Map of a home with so many partners that the script gets them from an address."""
    return Map(home, briefs, address=reverse("cities:map-data", args=[home.slug]))
