"""The preview: what would become of each row. Nothing is saved but the preview itself."""

from collections import Counter

from django.db import transaction

from exchange.desk.intake import context_of, headings_of, move_on
from exchange.desk.lots import as_text, lots_of, tables_in_turn
from exchange.desk.models import ImportBatch, ImportResult, ImportTable
from exchange.resources.plans import counts_of

State = ImportBatch.State

# Results in one statement; each is some hundred rows of text.
STORED_TOGETHER = 10


def check(batch, beat=None):
    """Plan every row of every table, and keep what the clerk is to see.

    `beat(rows)` is told how far the work is. A preview that was interrupted is none: the batch
    is CHECKED only once all of it is there.
    """
    forget(batch)
    context = context_of(batch)
    done = 0
    for table, resource in tables_in_turn(batch, context):
        preview = Preview(table, resource)
        for number, plans in enumerate(lots_of(table, resource)):
            preview.add(number, plans)
            done += len(plans)
            if beat:
                beat(done)
        resource.finish()
        preview.close()
    move_on(batch, State.CHECKED)


@transaction.atomic
def forget(batch):
    """The old preview is none any more."""
    move_on(batch, State.TABLES)
    ImportResult.objects.filter(table__batch=batch).delete()
    zero = dict.fromkeys((*ImportTable.COUNTS, "warned"), 0)
    batch.tables.update(**zero, questions=[], notices=[])


class Preview:
    """The results of one table, stored as they come."""

    def __init__(self, table, resource):
        self.table, self.resource = table, resource
        self.results, self.questions = [], {}
        self.counts = Counter()
        # Lots of which some plans are known only when all rows are; of the others their text.
        self.waiting = []

    def add(self, number, plans):
        """Take a lot; where some of its plans wait, only those are kept in memory."""
        pending = self.resource.pending_among(plans)
        known = [plan for plan in plans if id(plan) not in pending] if pending else plans
        counts = self.look_at(known)
        if pending:
            waiting = [plan if id(plan) in pending else self.text_of(plan) for plan in plans]
            self.waiting.append((number, waiting, counts))
        else:
            self.keep(number, as_text(plans, self.resource), counts)

    def text_of(self, plan):
        """One plan as it stands among others in the text of a lot."""
        return as_text([plan], self.resource)[1:-1]

    def look_at(self, plans):
        """Count these plans, and note what they ask."""
        for plan in plans:
            if plan.question:
                asked = self.questions.setdefault(plan.question["id"], {**plan.question, "rows": 0})
                asked["rows"] += 1
        return Counter(counts_of(plans))

    def keep(self, number, text, counts):
        self.results.append(ImportResult(table=self.table, number=number, rows=text, **counts))
        self.counts.update(counts)
        if len(self.results) == STORED_TOGETHER:
            self.store()

    def store(self):
        ImportResult.objects.bulk_create(self.results)
        self.results = []

    def close(self):
        """Store the rest, once all rows are known."""
        for number, plans, counts in self.waiting:
            counts.update(self.look_at([plan for plan in plans if not isinstance(plan, str)]))
            texts = (plan if isinstance(plan, str) else self.text_of(plan) for plan in plans)
            self.keep(number, f"[{', '.join(texts)}]", counts)
        self.store()
        for name, count in self.counts.items():
            setattr(self.table, name, count)
        self.table.questions = list(self.questions.values())
        context = self.resource.context
        table = self.table
        doubt = table.partner and self.resource.contradiction(
            context, table.partner, headings_of(table)[:1] + headings_of(table)[-2:]
        )
        table.notices = [*filter(None, [doubt]), *context.notices, *self.resource.notices]
        context.notices.clear()
        self.table.save(update_fields=[*self.counts, "questions", "notices"])
