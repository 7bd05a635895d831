"""Rows through a resource, as the desk sends them: shape, plan, ask, save."""

from itertools import islice

from django.db import transaction

from exchange.resources import Import
from exchange.resources.plans import CHANGED, NEW, counts_of

LOT = 500


class Run:
    """One table of one import: its plans, and what saving them wrote.

    `rows` are dicts of some of the shape's columns, or lists below `header`. `context` is what
    an Import takes, or the Import that an earlier table of the same import used.
    """

    def __init__(self, resource, rows, home="", partner="", header=None, number=1, **context):
        self.context = context.pop("context", None) or Import(
            home=getattr(home, "slug", home), **{"reason": "가져오기 1: 표.csv", **context}
        )
        self.resource = resource(self.context, getattr(partner, "slug", partner), number)
        self.rows = [
            dict(zip(header, row, strict=False)) if header else row for row in rows
        ]  # fmt: skip

    def lots(self):
        names = self.resource.shape.names
        filled = (
            {**dict.fromkeys(names, ""), "행": line, "problems": [], **row}
            for line, row in enumerate(self.rows, 2)
        )
        shaped = iter(self.resource.prepare(filled))
        while lot := list(islice(shaped, LOT)):
            yield self.resource.plan(lot)

    def preview(self):
        """Plan every row, and ask what can be asked once all are known."""
        self.plans = [plan for lot in self.lots() for plan in lot]
        self.resource.finish()
        return self

    def save(self):
        """Plan and save lot by lot, in one transaction, as a confirmation does."""
        self.plans = []
        with transaction.atomic():
            for lot in self.lots():
                self.resource.save([plan for plan in lot if plan.kind in (NEW, CHANGED)])
                self.plans += lot
        return self

    @property
    def counts(self):
        """{kind: rows} without the kinds of which there are none."""
        counts = counts_of(self.plans)
        return {kind: count for kind, count in counts.items() if count and kind != "warned"}

    @property
    def problems(self):
        """(line, column, text, message) of each problem."""
        return [(plan.number, *problem) for plan in self.plans for problem in plan.problems]

    @property
    def notes(self):
        return [note for plan in self.plans for note in plan.notes]

    @property
    def changes(self):
        return [change for plan in self.plans for change in plan.changes]

    @property
    def questions(self):
        """The questions of the table, each once."""
        found = {plan.question["id"]: plan.question for plan in self.plans if plan.question}
        return list(found.values())

    @property
    def shown(self):
        """What the preview shows and a confirmation must find again."""
        names, name = self.resource.shape.names, self.resource.name_of
        return [plan.as_json(names, name) for plan in self.plans]


def imported(*args, **options):
    """Preview and save a table; the counts. What is saved must be what the preview showed."""
    shown = Run(*args, **options).preview()
    assert not shown.problems, shown.problems
    assert not shown.questions, shown.questions
    saved = Run(*args, **options).save()
    assert saved.shown == shown.shown
    return saved.counts


def exported(resource, queryset):
    """(header, rows) of the table our own export writes of these records."""
    table = resource().export(queryset)
    return table.headers, [list(row) for row in table]
