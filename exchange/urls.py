"""Routes; each app owns its pages."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.static import serve

from exchange.views import period_reading

urlpatterns = [
    path("admin/period/", period_reading, name="period-reading"),
    path("admin/", admin.site.urls),
    path("", include("cities.urls")),
    path("", include("agreements.urls")),
    path("", include("timelines.urls")),
]

if settings.SERVE_MEDIA:
    urlpatterns += [
        re_path(r"^media/(?P<path>.+)$", serve, {"document_root": settings.MEDIA_ROOT}),
    ]
