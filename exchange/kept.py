"""Kept: what was worked out before, by all that it was worked out from.

A process keeps pieces of pages by their content: nothing has to be thrown out when a record
changes, as what was made of it had another key. Used by the page cache (page_cache.py) and by
`{% call kept(…) %}` of the pages (jinja.py).
"""

import threading
from collections import OrderedDict


class Kept:
    """Values by key, until they take more than `most`; then those kept first go first.

    `most` and the sizes given are in one unit, bytes or characters.
    """

    def __init__(self, most):
        self.values, self.most, self.size, self.lock = OrderedDict(), most, 0, threading.Lock()

    def get(self, key):
        """The value, or None."""
        found = self.values.get(key)
        return found and found[0]

    def keep(self, key, value, size):
        with self.lock:
            self.size += size - self.values.pop(key, (None, 0))[1]
            self.values[key] = value, size
            while self.size > self.most:
                self.size -= self.values.popitem(last=False)[1][1]

    def clear(self):
        with self.lock:
            self.values.clear()
            self.size = 0
