"""Addresses of what explains the API, in each language; the API itself stands in `urls`."""

from django.urls import path

from exchange.api.docs import DocsView, SchemaView

app_name = "api-guide"

urlpatterns = [
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
]
