"""The project's settings in a known environment: a developer's shell and .env do not reach tests.

TEST_DATABASE_URL picks the database (tests/run.py sets it); SQLite in a temporary file otherwise.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

scratch = Path(tempfile.mkdtemp(prefix="exchange-tests-"))
atexit.register(shutil.rmtree, scratch, ignore_errors=True)

for name in (
    "ALLOWED_HOSTS CSRF_TRUSTED_ORIGINS DEBUG EXCHANGE_HOME SECURE_SSL SERVE_MEDIA TRUSTED_PROXIES WEB_CONCURRENCY"
).split():
    os.environ.pop(name, None)
os.environ.update(
    ENV_FILE=os.devnull,
    SECRET_KEY="only-for-tests",
    DATABASE_URL=os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{scratch / 'unused.sqlite3'}",
    DATABASE_POOL="false",
    MEDIA_ROOT=str(scratch / "media"),
)

from exchange.settings import *  # noqa: E402, F403
from exchange.settings import DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the live server then meets the locking that production has.
    DATABASES["default"]["TEST"] = {"NAME": scratch / "tests.sqlite3"}
else:
    # Unique, as several people may test on one server.
    prefix = os.environ.get("TEST_DATABASE_PREFIX", "exchange_test_")
    DATABASES["default"]["TEST"] = {"NAME": f"{prefix}{os.getpid()}"}
    # As with a pool, but from the first time on, so that tests meet it.
    DATABASES["default"].setdefault("OPTIONS", {})["prepare_threshold"] = 0
DATABASES["default"]["CONN_MAX_AGE"] = 0  # the live server ends a thread with each request

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick

# Static files straight from their folders: no collectstatic before a test.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
