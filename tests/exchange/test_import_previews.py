"""Where the file of an import waits between preview and confirmation."""

import pytest
from django.core.cache import cache
from django.db import connection

pytestmark = pytest.mark.django_db


def stored_rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM exchange_cache")
        return cursor.fetchone()[0]


def test_next_preview_removes_expired_ones_and_keeps_the_others():
    cache.clear()  # of what tests with a live server have committed
    for name in "abc":
        cache.set(name, b"a table that may name people", timeout=0)
    for name in "defgh":
        cache.set(name, name)
    assert stored_rows() == 5
    assert [cache.get(name) for name in "abcdefgh"] == [None, None, None, *"defgh"]
