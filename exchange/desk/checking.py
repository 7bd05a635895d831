"""The preview: what would become of each row. Nothing is saved but the preview itself."""

from django.db import transaction

from exchange.desk.intake import context_of
from exchange.desk.lots import as_text, lots_of, tables_in_turn
from exchange.desk.models import ImportBatch, ImportResult, ImportTable
from exchange.resources.plans import counts_of

State = ImportBatch.State


def check(batch, beat=None):
    """Plan every row of every table, and keep what the clerk is to see.

    `beat(rows)` is told how far the work is.
    """
    context = context_of(batch)
    done = 0
    checked = []
    for table, resource in tables_in_turn(batch, context):
        results, waiting, questions = [], [], {}

        def finish(number, plans, table=table, resource=resource, results=results, asked=questions):
            text, counts = as_text(plans, resource), counts_of(plans)
            results.append(ImportResult(table=table, number=number, rows=text, **counts))
            for plan in plans:
                if plan.question:
                    one = asked.setdefault(plan.question["id"], {**plan.question, "rows": 0})
                    one["rows"] += 1

        for number, plans in enumerate(lots_of(table, resource)):
            if resource.is_pending(plans):
                waiting.append((number, plans))
            else:
                finish(number, plans)
            done += len(plans)
            if beat:
                beat(done)
        resource.finish()
        for number, plans in waiting:
            finish(number, plans)
        checked.append((table, results, list(questions.values()), resource.notices))
    keep(batch, checked)


@transaction.atomic
def keep(batch, checked):
    """Put the new preview in the place of the old one."""
    ImportResult.objects.filter(table__batch=batch).delete()
    zero = dict.fromkeys((*ImportTable.COUNTS, "warned"), 0)
    batch.tables.update(**zero, questions=[], notices=[])
    for table, results, questions, notices in checked:
        for name in zero:
            setattr(table, name, sum(getattr(result, name) for result in results))
        table.questions, table.notices = questions, notices
        table.save()
        ImportResult.objects.bulk_create(results, batch_size=20)
    batch.state, batch.error = State.CHECKED, ""
    batch.save(update_fields=["state", "error"])
