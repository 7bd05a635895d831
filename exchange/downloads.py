"""A public list as a file: CSV as Excel opens it, XLSX, or JSON for programs.

Every row says the day its data is of (데이터기준일자) and what it may be used under (이용조건), as
tables on data.go.kr do; JSON says so once, beside the rows. Rows are written as they are read, so
that a list of a hundred thousand takes no memory. The headers are those which the import desk
reads: a file that is brought in again changes nothing. What a spreadsheet program would compute
is made text, and importing undoes that.
"""

import csv
import json
import tempfile
from io import StringIO
from itertools import islice
from typing import NamedTuple
from urllib.parse import quote

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook

from exchange.legacy.text import NO_TEXT, escape_formula

DAY, LICENCE = "데이터기준일자", "이용조건"
NO_LICENCE = "정해지지 않음"
BOM = "\ufeff"
TOGETHER = 500  # rows sent at a time

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def open_file(title, slug, day, extension):
    """Headers of a file to keep, with its name in Korean (RFC 5987) and one for old programs.

    Open data: a page of another site may read it as well.
    """
    name = quote(f"{title} {day}.{extension}".replace(" ", "_"), safe="")
    plain = f"{slug}-{day}.{extension}"
    return {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{name}",
        "Access-Control-Allow-Origin": "*",
    }


class Table(NamedTuple):
    """A list on its way into a file.

    `rows` is an iterable of tuples of text, numbers and None (unknown), one value for each of
    `headers`. `changed` is when what is in it last changed. `slug` and `title` name the file, in
    ASCII and in Korean, after `place`, whose list it is. `licence` is (text, address), both ""
    where none is stated.
    """

    slug: str
    title: str
    place: str
    headers: tuple
    rows: object
    changed: object
    licence: tuple

    @property
    def day(self):
        """The day the data is of, as ISO 8601 writes it, in Korea."""
        return timezone.localdate(self.changed).isoformat()

    @property
    def tail(self):
        return {DAY: self.day, LICENCE: self.licence[0] or NO_LICENCE}

    def response(self, extension, request):
        """The file; of a HEAD request only its headers."""
        headers = open_file(f"{self.place} {self.title}", self.slug, self.day, extension)
        content_type = TYPES[extension]
        if request.method == "HEAD":
            # Not an HttpResponse, whose length of 0 a server would send as that of the file.
            return StreamingHttpResponse((), content_type=content_type, headers=headers)
        if extension == "xlsx":
            return FileResponse(xlsx_file(self), content_type=content_type, headers=headers)
        pieces = {"csv": csv_pieces, "json": json_pieces}[extension](self)
        return StreamingHttpResponse(pieces, content_type=content_type, headers=headers)


class Cells:
    """The columns of a resource and what it writes of a record, without the import's knowledge."""

    def __init__(self, resource):
        self.fields = [resource.fields[name] for name in resource._meta.fields]
        self.headers = [field.column_name for field in self.fields]

    def of(self, record):
        return [field.export(record) or None for field in self.fields]


def inert(value):
    """A cell that no spreadsheet program computes; unknown is blank."""
    if isinstance(value, str):
        return escape_formula(NO_TEXT.sub("", value))
    return value


def csv_pieces(table):
    """The bytes of a CSV: UTF-8 with the BOM by which Excel knows it, lines ended by CRLF."""
    buffer = StringIO(BOM)
    buffer.seek(0, 2)
    writer = csv.writer(buffer)
    tail = list(table.tail.values())
    writer.writerow([*table.headers, *table.tail])
    for rows in batched_rows(table.rows):
        writer.writerows([*map(inert, row), *tail] for row in rows)
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    if buffer.tell():
        yield buffer.getvalue().encode()


def xlsx_file(table):
    """An open temporary file with the workbook; numbers are numbers, all else is text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.title[:31])
    sheet.freeze_panes = "A2"
    sheet.append([*table.headers, *table.tail])
    tail = list(table.tail.values())
    for row in table.rows:
        sheet.append([*map(inert, row), *tail])
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 the response closes it
    book.save(file)
    file.seek(0)
    return file


def json_pieces(table):
    """The bytes of a JSON object: what the data is, then `fields` and `records`."""
    text, address = table.licence
    about = {
        "제목": f"{table.place} {table.title}",
        DAY: table.day,
        LICENCE: text or None,
        "이용조건 주소": address or None,
        "fields": [{"id": header} for header in table.headers],
    }
    yield (dumps(about)[:-1] + ', "records": [').encode()
    parted = ""
    for rows in batched_rows(table.rows):
        records = (dumps(dict(zip(table.headers, row, strict=True))) for row in rows)
        yield (parted + ",\n".join(records)).encode()
        parted = ",\n"
    yield b"]}\n"


def dumps(value):
    return json.dumps(value, ensure_ascii=False, default=float)


def batched_rows(rows):
    rows = iter(rows)
    while found := list(islice(rows, TOGETHER)):
        yield found
