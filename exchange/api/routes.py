"""Routes of the API."""

from django.urls import path


def records(address, viewset, name, key):
    """The routes of a list and of one of its records, which `key` (`slug:home`) tells apart."""
    return [
        path(address, viewset.as_view({"get": "list"}), name=f"{name}-list"),
        path(f"{address}<{key}>/", viewset.as_view({"get": "retrieve"}), name=f"{name}-detail"),
    ]
