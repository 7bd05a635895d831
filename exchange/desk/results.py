"""What a preview or an import says of each row, page by page, and the bad rows as a workbook."""

import io
import json

from django.core.paginator import Paginator
from django.db.models import Q
from openpyxl import Workbook

from exchange.desk.lots import numbered_rows
from exchange.legacy.text import escape_formula
from exchange.resources import by_code
from exchange.resources.plans import ASK, ERROR, KINDS

REASON = "까닭"
# Rows of any kind with something to look at.
WARNED = "warned"


class Rows:
    """The rows of a table of these kinds, as a sequence; only what is asked for is loaded."""

    def __init__(self, table, kinds):
        self.table, self.kinds = table, kinds
        counts = table.results.order_by("number").values_list("pk", *kinds)
        self.lots = [(pk, sum(numbers)) for pk, *numbers in counts]

    def __len__(self):
        return sum(count for _, count in self.lots)

    def __getitem__(self, window):
        start, stop, _ = window.indices(len(self))
        wanted, first, begun = [], None, 0
        for pk, count in self.lots:
            if begun < stop and begun + count > start:
                wanted.append(pk)
                first = begun if first is None else first
            begun += count
        found = []
        for rows, records in (
            self.table.results.filter(pk__in=wanted)
            .order_by("number")
            .values_list("rows", "records")
        ):
            rows = json.loads(rows)
            records = json.loads(records) if records else [()] * len(rows)
            found += [
                shown(row, record)
                for row, record in zip(rows, records, strict=True)
                if row[1] in self.kinds or (WARNED in self.kinds and row[2].get("notes"))
            ]
        return found[start - (first or 0) : stop - (first or 0)]


def shown(row, records):
    """A row of a result for a template."""
    line, kind, more = row
    blank = {
        "cells": {}, "name": "", "changes": [], "problems": [], "notes": [], "question": "",
        "further": [],
    }  # fmt: skip
    return {**blank, **more, "line": line, "kind": kind, "records": records}


def page_of(table, kinds=KINDS, page=1, per_page=50):
    """A Page of the table's rows of these kinds, or of those with notes (WARNED).

    A row is a dict of line, kind, cells, name, changes [column, old, new, kept], problems
    [column, text, message], notes, question, records and `further`: lines it goes on with.
    """
    kinds = [kind for kind in (*KINDS, WARNED) if kind in kinds]
    return Paginator(Rows(table, kinds), per_page).get_page(page)


def bad_rows(batch):
    """An XLSX of the rows that did not come in, as they came, with the reason behind each."""
    book = Workbook(write_only=True)
    for table in batch.tables.filter(Q(error__gt=0) | Q(ask__gt=0)).exclude(shape=""):
        reasons = reasons_of(table)
        sheet = book.create_sheet(title_of(table))
        header = table.sample[table.header][1:] if table.header >= 0 else []
        width = max([len(header), *(len(row) - 1 for row in table.sample)])
        sheet.append([*padded(header, width), REASON])
        for line, cells in numbered_rows(table):
            if line in reasons:
                sheet.append([*padded(cells, width), escape_formula(reasons[line])])
    if not book.worksheets:
        book.create_sheet("없음")
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def reasons_of(table):
    """{line: why the row did not come in}."""
    asked = {question["id"]: question["text"] for question in table.questions}
    reasons = {}
    for row in Rows(table, [ASK, ERROR])[:]:
        words = [f"{column}: {message}" for column, _, message in row["problems"]]
        if row["question"]:
            words.append(asked.get(row["question"], ""))
        for line in (row["line"], *row["further"]):
            reasons[line] = " / ".join(words)
    return reasons


def title_of(table):
    """A sheet name Excel takes."""
    shape = by_code()[table.shape].shape.name
    name = "".join(letter for letter in (table.name or shape) if letter not in "[]:*?/\\'")
    return f"{table.number} {name}"[:31]


def padded(cells, width):
    return [escape_formula(cell) for cell in [*cells, *[""] * (width - len(cells))]]
