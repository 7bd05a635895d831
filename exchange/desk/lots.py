"""The rows of a batch's tables as plans, some hundred at a time: for the preview and for saving."""

import json
from collections import defaultdict
from itertools import islice

from exchange.legacy.layout import header_rows
from exchange.legacy.tables import mapped
from exchange.legacy.text import tidy
from exchange.resources import by_code

# Rows planned and written together.
LOT = 500
# Chunks of rows asked for at once.
CHUNKS = 8
# Row numbers a sentence names.
NAMED = 20


def tables_in_turn(batch, context):
    """(table, resource) of each table that comes in: cities before what hangs on them."""
    resources = by_code()
    tables = [table for table in batch.tables.all() if table.shape in resources]
    tables.sort(key=lambda table: (resources[table.shape].turn, table.number))
    for table in tables:
        yield table, resources[table.shape](context, table.partner, table.number)


def numbered_rows(table):
    """(line, cells) of every row below the header, some chunks in memory at a time.

    Asked for piece by piece: a cursor left open by an error would outlive its transaction.
    """
    index, number = 0, 0
    while chunks := list(
        table.chunks.filter(number__gte=number, number__lt=number + CHUNKS)
        .order_by("number")
        .values_list("rows", flat=True)
    ):
        for text in chunks:
            for line, *cells in json.loads(text):
                if index > table.header:
                    yield line, cells
                index += 1
        number += CHUNKS


def lots_of(table, resource):
    """Lists of plans, in the order of the file."""
    rows = mapped(
        numbered_rows(table),
        resource.shape,
        table.places,
        tidied(table.constants),
        fixes={int(line): tidied(cells) for line, cells in table.fixes.items()},
        title=header_rows([row[1:] for row in table.sample], table.header),
        numbers={(line, place) for line, place in table.unclear},
        since_1904=table.is_1904,
    )
    shaped = iter(resource.prepare(rows))
    while lot := list(islice(shaped, LOT)):
        yield resource.plan(lot)
    resource.notices += skipped_notices(rows.skipped)


def tidied(cells):
    """What a person typed, in the spelling in which cells of a file are read."""
    return {column: tidy(text) for column, text in cells.items()}


def skipped_notices(skipped):
    """One sentence for each reason for which rows were passed over, with their numbers."""
    lines = defaultdict(list)
    for line, reason in skipped:
        lines[reason].append(line)
    for reason, numbers in lines.items():
        named = ", ".join(map(str, numbers[:NAMED])) + (" …" if len(numbers) > NAMED else "")
        yield f"{named}행: {reason}"


def as_text(plans, resource):
    """Plans as a result keeps them; what is equal here is the same to the clerk."""
    columns, name = resource.shape.names, resource.name_of
    return json.dumps([plan.as_json(columns, name) for plan in plans], ensure_ascii=False)
