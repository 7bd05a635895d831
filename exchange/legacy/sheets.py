"""Text or a workbook to rows of cells, each cell as the clerk sees it."""

import csv
import datetime
import io
import re
import warnings
import zipfile
from dataclasses import dataclass, field

from openpyxl import load_workbook

from exchange.legacy.errors import LegacyError
from exchange.legacy.text import decode, tidy, unescape_formula

MAX_BYTES = 10 * 1024 * 1024
MAX_EXPANDED_BYTES = 60 * 1024 * 1024
MAX_ROWS = 5_000
MAX_BLANK_ROWS = 100_000
MAX_COLUMNS = 200

DELIMITERS = ",\t;"

EMPTY = "빈 파일입니다. 내용이 있는 파일인지 확인해 주세요."


@dataclass
class Sheet:
    """Rows of cells, all text, as the clerk sees them: one sheet, one table, one list, one text.

    A cell merged over several rows counts for each of them; merged over columns it stands in the
    first and leaves the others "" (as a CSV of the same sheet has it).
    """

    # Sheet name; caption of an HTML table, else the nearest heading; "" for a CSV.
    name: str
    # Lists of text; a blank row is [] and is kept only where the numbering needs it.
    rows: list
    # "table", "facts" (label and value pairs) or "timeline" (date and text pairs).
    kind: str = "table"
    # The headings above it, outermost first, joined by " > ": they tell whose table it is.
    around: str = ""
    # The number of each row as the clerk counts; None: 1, 2, 3 … The header that we put on
    # "facts" and "timeline" sheets has number 0.
    lines: list | None = None
    # Workbook cells that are floats, as (row, column) from 0: `2013.1` may be a typed 2013.10.
    numbers: frozenset = frozenset()
    # Korean sentences for the clerk: what was left out and why.
    notices: list = field(default_factory=list)
    # Whether bare serials of this workbook count from 1904 (`cells.excel_date`).
    is_1904: bool = False
    failed: LegacyError | None = None


def sheets(data):
    """The ways to read this file as rows: each sheet of a workbook, or a CSV by each delimiter.

    Raises LegacyError for an empty file, one that is too big, and one that is no table; where
    only some delimiters fail, `failed` of the other sheets has the error of the first.
    """
    if len(data) > MAX_BYTES:
        raise LegacyError(
            f"파일이 너무 큽니다({len(data) / 1024 / 1024:.1f}MB). "
            f"{MAX_BYTES // 1024 // 1024}MB가 넘지 않게 나누어 올려 주세요."
        )
    if not data.strip():
        raise LegacyError(EMPTY)
    if data.startswith(b"PK"):
        found = [sheet for sheet in _workbook(data) if any(map(any, sheet.rows))]
        if not found:
            raise LegacyError(EMPTY)
        return found
    text = decode(data)
    if not tidy(text):
        raise LegacyError(EMPTY)
    found, failed = [], None
    for delimiter in [one for one in DELIMITERS if one in text] or [","]:
        try:
            found.append(Sheet("", _csv(text, delimiter), failed=failed))
        except LegacyError as error:
            failed = failed or error
    if not found:
        raise failed
    return found


def _csv(text, delimiter):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = []
    try:
        for row in reader:
            rows.append([tidy(unescape_formula(cell)) for cell in row])
            _check_size(rows)
    except csv.Error as error:
        raise LegacyError(
            f'{reader.line_num}번째 줄에서 따옴표(")의 짝이 맞지 않거나 칸이 너무 깁니다. '
            "엑셀에서 열어 .xlsx로 저장한 뒤 다시 올려 주세요."
        ) from error
    return rows


def _check_size(rows):
    if len(rows) > (MAX_ROWS if any(rows[-1]) else MAX_BLANK_ROWS):
        raise LegacyError(
            f"행이 너무 많습니다. 한 번에 {MAX_ROWS:,}행까지 가져옵니다. "
            "표 아래의 빈 행을 지우거나 파일을 나누어 올려 주세요."
        )
    if len(rows[-1]) > MAX_COLUMNS:
        raise LegacyError(
            f"열이 너무 많습니다({len(rows)}행에 {len(rows[-1])}열). 표가 아닌 파일이거나 "
            "열을 나누는 기호가 다릅니다."
        )


def _workbook(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_EXPANDED_BYTES:
                raise LegacyError(
                    "파일 안의 내용이 너무 큽니다. 표 아래의 빈 행과 그림을 지우고 "
                    "다시 올려 주세요."
                )
        with warnings.catch_warnings():
            # Of styles and validations that openpyxl leaves out; we want the cells.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), data_only=True)
        return [_worksheet(sheet) for sheet in book.worksheets]
    except LegacyError:
        raise
    except Exception as error:  # a broken file breaks openpyxl in many ways
        raise LegacyError(
            "엑셀(.xlsx) 파일로 읽을 수 없습니다. 파일이 깨졌거나 암호가 걸려 있습니다. "
            "엑셀에서 열어 다시 저장해 주세요."
        ) from error


def _worksheet(sheet):
    """One sheet; a cell merged over several rows counts for each of them."""
    rows, numbers = [], set()
    for row in sheet.iter_rows(max_col=min(sheet.max_column, MAX_COLUMNS + 1)):
        rows.append([tidy(unescape_formula(cell_text(cell))) for cell in row])
        numbers.update(
            (cell.row - 1, cell.column - 1) for cell in row if isinstance(cell.value, float)
        )
        _check_size(rows)
    for area in sheet.merged_cells.ranges:
        top, column = area.min_row - 1, area.min_col - 1
        for row in rows[top + 1 : area.max_row]:
            row[column] = rows[top][column]
    return Sheet(sheet.title, rows, numbers=frozenset(numbers))


def cell_text(cell):
    """The value of a workbook's cell as text, a date only as exact as the cell shows it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime.datetime | datetime.date):
        return _date_text(value, cell.number_format)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _date_text(value, number_format):
    shown = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format).lower()
    if "d" not in shown and "y" in shown:
        # Excel makes 1 April of a typed `2013-4` and goes on showing the month alone.
        return f"{value:%Y-%m}" if "m" in shown else f"{value:%Y}"
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m-%d}"
