"""The maps that pages show (see cities.maps), without a query of their own."""

from django.urls import reverse

from cities.maps import Map, label_of, place_of
from exchange.jinja import page_filter, page_function


@page_filter
def kind_label(kind):
    """The kind of an agreement in words."""
    return label_of(kind)


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
