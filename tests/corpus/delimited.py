"""Files as Excel writes them, the same bytes each time they are made."""

import csv
import io
import re
import zipfile

STAMP = (2024, 1, 1, 0, 0, 0)
WRITTEN = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def delimited(rows, delimiter=","):
    """Rows as text: CR LF at the end of a row, quotes where needed."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def saved(book):
    """The bytes of a workbook, without the time at which it was made."""
    made, steady = io.BytesIO(), io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(steady, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "docProps/core.xml":
                data = WRITTEN.sub(b"2024-01-01T00:00:00Z", data)
            entry = zipfile.ZipInfo(part, STAMP)
            new.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return steady.getvalue()
