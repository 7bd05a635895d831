"""Lists as files, fetched and read, and brought into the import desk."""

import csv
import io

import openpyxl

from exchange.desk import intake
from exchange.desk.checking import check
from exchange.desk.models import ImportTable

LISTS = (
    "partners", "agreements", "events", "civic", "indicators", "anniversaries",
    "civic-anniversaries",
)  # fmt: skip
EXTENSIONS = ("csv", "xlsx", "json")


def fetched(client, url):
    """The bytes of a file."""
    response = client.get(url)
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def from_csv(data):
    """(headers, rows) of the bytes of a CSV."""
    headers, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return headers, rows


def from_xlsx(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    headers, *rows = (list(row) for row in book.active.iter_rows(values_only=True))
    return headers, rows


def as_dicts(data):
    headers, rows = from_csv(data)
    return [dict(zip(headers, row, strict=True)) for row in rows]


def came_in(data, name, home):
    """{kind: rows} of all tables that the import desk finds in a file, and their problems."""
    batch = intake.receive(None, data, name, home.slug)
    intake.read(batch)
    check(batch, None)
    tables = list(batch.tables.all())
    counts = {kind: sum(getattr(table, kind) for table in tables) for kind in ImportTable.COUNTS}
    return {kind: count for kind, count in counts.items() if count}
