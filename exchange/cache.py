"""Django's database cache for a database whose one writer may be busy.

The table is made after migrations (apps.py), so no `createcachetable` is needed.
"""

from django.core.cache.backends import db
from django.db import OperationalError, connection


class DatabaseCache(db.DatabaseCache):
    """Keeping something may be left out: where SQLite is being written to, nobody waits for it."""

    def _base_set(self, mode, key, value, timeout=db.DEFAULT_TIMEOUT):
        if connection.vendor != "sqlite":
            return super()._base_set(mode, key, value, timeout)
        if connection.in_atomic_block:
            return False
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 0")
            try:
                return super()._base_set(mode, key, value, timeout)
            except OperationalError:
                return False
            finally:
                waits = connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000
                cursor.execute(f"PRAGMA busy_timeout = {int(waits)}")
