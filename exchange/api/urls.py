"""Addresses of the API, version 1. Each app routes its own records, in its `api.py`."""

from django.urls import include, path, re_path

from exchange.api.root import RootView
from exchange.api.views import nothing_here

app_name = "api"

urlpatterns = [
    path("", RootView.as_view(), name="root"),
    path("", include("cities.api.urls")),
    path("", include("agreements.api")),
    path("", include("timelines.api")),
    re_path(r"^(?P<rest>[\s\S]*/)\Z", nothing_here),
]
