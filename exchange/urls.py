"""Routes; each app owns its pages."""

from csp.constants import NONE
from csp.decorators import csp
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.static import serve

from exchange.views import favicon, period_reading

urlpatterns = [
    path("admin/period/", period_reading, name="period-reading"),
    path("admin/", admin.site.urls),
    path("", include("cities.sitemaps")),
    path("favicon.ico", favicon),
    # Below /en/ and the other languages as well; without such a prefix a page is Korean.
    *i18n_patterns(
        path("search/", include("cities.search_page")),
        path("feedback/", include("exchange.feedback.urls")),
        path("api/v1/", include("exchange.api.guide")),
        path("", include("cities.urls")),
        path("", include("agreements.urls")),
        path("", include("timelines.urls")),
        prefix_default_language=False,
    ),
    path("api/v1/", include("exchange.api.urls")),
]

if settings.SERVE_MEDIA:
    # An upload is shown or saved; a script that someone hid in it does not run.
    upload = csp({"default-src": [NONE], "frame-ancestors": [NONE]})(serve)
    urlpatterns += [
        re_path(r"^media/(?P<path>.+)$", upload, {"document_root": settings.MEDIA_ROOT}),
    ]
