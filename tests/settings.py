"""The project's settings in a known environment: a developer's shell and .env do not reach tests.

TEST_DATABASE_URL picks the database (tests/run.py sets it); SQLite in a temporary file otherwise.
"""

import os
import tempfile
from pathlib import Path

for name in (
    "ALLOWED_HOSTS CSRF_TRUSTED_ORIGINS DEBUG EXCHANGE_HOME MEDIA_ROOT SECURE_SSL SERVE_MEDIA"
).split():
    os.environ.pop(name, None)
scratch = Path(tempfile.gettempdir(), f"exchange-tests-{os.getuid()}")
os.environ.update(
    ENV_FILE=os.devnull,
    SECRET_KEY="only-for-tests",
    DATABASE_URL=os.environ.get("TEST_DATABASE_URL", "sqlite:///:memory:"),
    DATABASE_POOL="false",
    MEDIA_ROOT=str(scratch / "media"),
)

from exchange.settings import *  # noqa: E402, F403
