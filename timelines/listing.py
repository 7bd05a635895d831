"""A home's exchanges as a list that is cut into pages, however long it is."""

from itertools import accumulate

from django.db.models import Count

from timelines.models import ExchangeEvent


class Listed:
    """What a Paginator cuts: exchanges in one of the orders ORDERS of their filter form.

    Only the keys of a page are looked for, along an index and from the nearer end; then its rows
    are read. `total` and `undated` count the exchanges; `partners` are the keys of partnerships
    in the order of their names. Exchanges whose date is unknown come last.
    """

    def __init__(self, events, order, total, undated, partners):
        self.events = events.order_by()
        self.order = order
        self.total = total
        self.dated = total - undated
        self.partners = partners

    def count(self):
        return self.total

    def __getitem__(self, cut):
        start, stop = cut.start, min(cut.stop, self.total)
        if start >= stop:
            return []
        keys = self.by_partner(start, stop) if self.order == "partner" else self.by_day(start, stop)
        found = ExchangeEvent.objects.order_by().with_partners().in_bulk(keys)
        return [found[key] for key in keys if key in found]

    def by_day(self, start, stop):
        is_down = self.order == "-period"
        days = ("period_first", "position", "pk")
        dated = self.events.filter(period_first__isnull=False)
        keys = stretch(dated, days, is_down, start, min(stop, self.dated), self.dated)
        undated = self.events.filter(period_first__isnull=True)
        start, stop = max(start - self.dated, 0), max(stop - self.dated, 0)
        count = self.total - self.dated
        return keys + stretch(undated, days[1:], is_down, start, stop, count)

    def by_partner(self, start, stop):
        """Partner after partner, the latest exchange of each first."""
        counts = dict(self.events.values_list("partnership").annotate(Count("pk")))
        partners = [key for key in self.partners if key in counts]
        ends = list(accumulate(counts[key] for key in partners))
        keys = []
        for key, end in zip(partners, ends, strict=True):
            begin = end - counts[key]
            if end > start and begin < stop:
                own = self.events.filter(partnership=key).latest_first()
                keys += own.values_list("pk", flat=True)[max(start - begin, 0) : stop - begin]
        return keys


def stretch(events, order, is_down, start, stop, count):
    """Keys from `start` to `stop` of `count` exchanges in this order, or the other way round."""
    if start >= stop:
        return []
    is_far = start > count // 2
    if is_far:
        start, stop = max(count - stop, 0), count - start
    sign = "-" if is_down != is_far else ""
    keys = events.order_by(*(f"{sign}{name}" for name in order)).values_list("pk", flat=True)
    found = list(keys[start:stop])
    return found[::-1] if is_far else found
