"""CSV and TSV text to a Sheet: the sign that parts the columns is seen from the content."""

import csv
import io
import re
from collections import Counter
from itertools import islice

from exchange.legacy.errors import LegacyError
from exchange.legacy.limits import EMPTY, Cells, Rows
from exchange.legacy.sheets import Sheet
from exchange.legacy.text import is_tidy, tidy, unescape_formula

DELIMITERS = ",\t;"
# Rows that are looked at to see what parts their columns.
SAMPLE = 300
MOSTLY = 0.6
SEP = re.compile(r"\s*sep=(.)\r?\n", re.IGNORECASE)


def read_delimited(text):
    """The rows of a CSV or TSV file; blank rows and cells as `Rows` keeps them.

    Raises LegacyError for a text without a word, for quotes without their pair (it names the
    line), and for what is beyond the limits.
    """
    first, told = 0, SEP.match(text)
    if told:
        text, first = text[told.end() :], 1
    delimiter = told[1] if told else delimiter_of(text)
    notices = []
    try:
        rows = _rows(text, first, delimiter=delimiter, strict=True)
    except LegacyError as error:
        if delimiter != "\t" or "line" not in error.cell:
            raise
        # Many programs write tabs without quoting anything: a quote is just a quote.
        rows = _rows(text, first, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        notices.append(
            f'{error.cell["line"]}번째 줄에서 따옴표(")의 짝이 맞지 않아 이 파일의 따옴표는 '
            "모두 글자로 읽었습니다."
        )
    if not rows.rows:
        raise LegacyError(EMPTY)
    return Sheet("", rows.rows, lines=rows.lines(), notices=notices)


def delimiter_of(text):
    """The one of `,`, tab and `;` by which the first rows come to the same number of columns."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter)[:2])


def is_delimited(text):
    """Whether most of the first rows have the same number of columns, two or more."""
    same, _, rows = max(_evenness(text, delimiter) for delimiter in DELIMITERS)
    return bool(SEP.match(text)) or same > rows * MOSTLY


def _evenness(text, delimiter):
    """(rows of the width that most have, that width, rows with anything in them)"""
    reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(row) for row in islice(reader, SAMPLE) if row)
    except csv.Error:
        return 0, 0, 0
    even = max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))
    return *even, widths.total()


def _rows(text, first, **form):
    rows = Rows(Cells())
    clean = is_tidy(text.replace("\n", "").replace("\r", "").replace("\t", ""))
    reader = csv.reader(io.StringIO(text, newline=""), **form)
    try:
        for number, row in enumerate(reader, first + 1):
            if clean:
                # Only lines and blanks are left to mend, which is most of the time nothing.
                row = [
                    tidy(unescape_formula(cell))
                    if "\n" in cell or "\r" in cell or cell[:1] == "'"
                    else cell.strip()
                    for cell in row
                ]
            else:
                row = [tidy(unescape_formula(cell)) for cell in row]
            rows.add(number, row)
    except csv.Error as error:
        line = reader.line_num + first
        raise LegacyError(
            f'{line}번째 줄에서 따옴표(")의 짝이 맞지 않거나 칸이 너무 깁니다. '
            "엑셀에서 열어 .xlsx로 저장한 뒤 다시 올려 주세요.",
            line=line,
        ) from error
    return rows
