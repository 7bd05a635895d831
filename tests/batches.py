"""Import batches in every state, made by hand: what a page shows does not need a file."""

import hashlib
import json

from django.utils import timezone

from exchange.desk.models import ImportBatch, ImportChunk, ImportFile, ImportResult, ImportTable

State = ImportBatch.State
COLUMNS = {"기간": 0, "교류내용": 1}


def make_batch(state=State.TABLES, data=b"x", user=None, **fields):
    """A batch in this state; who confirmed and undid it is `user`."""
    file, _ = ImportFile.objects.get_or_create(
        sha256=hashlib.sha256(data).hexdigest(), defaults={"size": len(data), "data": data}
    )
    moment = timezone.now()
    if state in (State.DONE, State.UNDONE):
        fields |= {"confirmed_at": moment, "confirmed_by": user}
    if state == State.UNDONE:
        fields |= {"undone_at": moment, "undone_by": user}
    fields = {"file_name": "연혁.csv", "created_by": user} | fields
    return ImportBatch.objects.create(state=state, file=file, **fields)


def make_table(batch, rows=(), number=1, **fields):
    """A timeline table of a batch with these (기간, 교류내용) rows as it came."""
    rows = [["기간", "교류내용"], *rows]
    lines = [[line, *cells] for line, cells in enumerate(rows, 1)]
    fields = {"shape": "timeline", "places": COLUMNS, "sample": lines[:40]} | fields
    table = ImportTable.objects.create(batch=batch, number=number, row_count=len(rows), **fields)
    ImportChunk.objects.create(table=table, number=0, rows=json.dumps(lines))
    return table


def add_results(table, *rows, records=None):
    """What the preview says of rows: (kind, {cells, name, changes, problems, notes, question})."""
    written = [[line, kind, more] for line, (kind, more) in enumerate(rows, 2)]
    counts = {kind: sum(row[0] == kind for row in rows) for kind in ImportTable.COUNTS}
    counts["warned"] = sum(bool(more.get("notes")) for _kind, more in rows)
    ImportResult.objects.create(
        table=table,
        number=table.results.count(),
        rows=json.dumps(written),
        records=None if records is None else json.dumps(records),
        **counts,
    )
    for kind, count in counts.items():
        setattr(table, kind, getattr(table, kind) + count)
    table.save()


def new_row(number=0):
    return "new", {"cells": {"기간": "2013. 4. 5.", "교류내용": f"방문 {number}"}}


def bad_row(text="동년 5월"):
    return "error", {
        "cells": {"기간": text, "교류내용": "협의"},
        "problems": [["기간", text, "언제인지 알 수 없습니다."]],
    }


def question(name="city:플러튼", rows=1):
    return {
        "id": name,
        "text": "‘플러튼’은 어느 도시인가요?",
        "choices": [["1", "플러튼시"], ["new", "새 도시로 넣기"]],
        "rows": rows,
    }
