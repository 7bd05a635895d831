"""A Group: one kind of results on the search page, and the hits that it found."""

from functools import cached_property

# All groups by their key; each app's search.py puts in its own.
groups = {}


class Group:
    """One kind of results. `place` orders the groups on the page; `key` stands in addresses.

    `template` shows the records it is given as `hits`.
    """

    key = ""
    place = 0
    heading = ""
    counter = None  # what is counted, of a number of it: 건, 곳 (see exchange.units)
    template = ""

    def find(self, query):
        """The Hits of a cities.search.Query."""
        raise NotImplementedError

    def examples(self, home):
        """Words that find something of this kind in a home, or in any if it is None."""
        return []

    def also(self, query):
        """Lists that answer the query elsewhere: (label, [(text, address)]) each."""
        return []


def register(group):
    """Class decorator: the page shows the group."""
    groups[group.key] = group()
    return group


def in_order():
    return sorted(groups.values(), key=lambda group: group.place)


class Hits:
    """Rows of an index, counted and loaded when asked for, as a Paginator does."""

    def __init__(self, index, branches, records):
        self.index, self.branches, self.records = index, branches, records

    @cached_property
    def total(self):
        return self.count_all()

    @cached_property
    def first(self):
        """(count, the first keys), or None; asked before either."""
        return self.index.first(self.branches)

    def count_all(self):
        return self.first[0] if self.first else self.index.count(self.branches)

    def count(self):
        return self.total

    def __len__(self):
        return self.total

    def keys(self, start, stop):
        if self.first and min(stop, self.total) <= len(self.first[1]):
            return self.first[1][start:stop]
        return self.index.keys(self.branches, start, stop, self.total)

    def __getitem__(self, part):
        """The public records of a slice with both ends."""
        keys = self.keys(part.start or 0, part.stop)
        found = self.records.order_by().in_bulk(keys)
        return [found[key] for key in keys if key in found]
