"""The portal's own settings, with a view that does nothing to measure beside (bench_speed.py)."""

import os

from exchange.settings import *  # noqa: F403
from exchange.settings import MIDDLEWARE, STORAGES

ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
ROOT_URLCONF = "tests.benchmarks.speed_urls"
# As fingerprinted names are looked up in production, without collecting the files first.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = False
WHITENOISE_USE_FINDERS = False
if os.environ.get("BENCH_WITHOUT_PAGE_CACHE"):
    MIDDLEWARE.remove("exchange.page_cache.PageCacheMiddleware")
