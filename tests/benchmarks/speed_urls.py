"""The portal's addresses and one more: a view that does nothing (bench_speed.py)."""

from django.http import HttpResponse
from django.urls import path

from exchange import urls

urlpatterns = [
    # Never kept: its answer has a Cache-Control of its own.
    path("bare/", lambda request: HttpResponse("bare view", headers={"Cache-Control": "no-store"})),
    *urls.urlpatterns,
]
