"""An .xlsx file to Sheets: every sheet, each cell as it is shown, merged cells filled down.

Nothing is computed and no link is followed: a formula counts for the value saved with it.
"""

import io
import warnings
from bisect import bisect_left

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from exchange.legacy.cells import cell_text
from exchange.legacy.errors import LegacyError
from exchange.legacy.limits import EMPTY, Cells, Rows, check_sheets
from exchange.legacy.sheets import Sheet
from exchange.legacy.text import tidy, unescape_formula
from exchange.legacy.workbook_parts import BROKEN, layout, open_archive

NAMED = 10  # cells that a notice names


def read_workbook(data):
    """The sheets that have a word in them. Raises LegacyError for what cannot be read."""
    with open_archive(io.BytesIO(data)) as archive:
        try:
            with warnings.catch_warnings():
                # Of styles, links and dates that openpyxl leaves out; we want the cells.
                warnings.simplefilter("ignore")
                found = _sheets(data, archive)
        except LegacyError:
            raise
        except Exception as error:  # a broken file breaks openpyxl in many ways
            raise LegacyError(BROKEN) from error
    if not found:
        raise LegacyError(EMPTY)
    return found


def _sheets(data, archive):
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        check_sheets(len(book.worksheets))
        cells = Cells()
        read = [_sheet(sheet, archive, cells) for sheet in book.worksheets]
        is_1904 = book.epoch == CALENDAR_MAC_1904
    finally:
        book.close()
    for sheet in read:
        sheet.is_1904 = is_1904
    return [sheet for sheet in read if sheet.rows]


def _sheet(sheet, archive, cells):
    # openpyxl does not say where merged areas are when it streams; the part's address does.
    about = layout(archive, sheet._worksheet_path)
    rows, floats, wrong = Rows(cells, sheet.title), [], []
    sheet.reset_dimensions()  # what programs write there is often not so
    for number, row in enumerate(sheet.iter_rows(max_row=about.last_row), 1):
        texts = []
        for place, cell in enumerate(row):
            value = cell.value
            if value is None:
                texts.append("")
                continue
            texts.append(_text(value, cell))
            if isinstance(value, float):
                floats.append((number, place))
            elif cell.data_type == "e":
                wrong.append(f"{cell.coordinate} {value}")
        rows.add(number, texts)
    found = Sheet(tidy(sheet.title), rows.rows, lines=rows.lines())
    numbers = set(_indexed(found, floats))
    _fill_down(found, about.merged, numbers, cells)
    found.numbers = frozenset(numbers)
    found.notices = list(_notices(sheet, about.uncomputed, wrong))
    return found


def _text(value, cell):
    if isinstance(value, str):
        return tidy(unescape_formula(value))
    return cell_text(value, cell.number_format)


def _index(sheet, number):
    """The index of the row with this number or, if it was left out, of the next."""
    return bisect_left(sheet.lines, number) if sheet.lines else number - 1


def _indexed(sheet, places):
    for number, place in places:
        yield _index(sheet, number), place


def _fill_down(sheet, merged, numbers, cells):
    """What is merged over several rows counts for each of them that has a cell of its own."""
    for area in merged:
        place, top, _, bottom = range_boundaries(area)
        place, first, last = place - 1, _index(sheet, top), _index(sheet, bottom + 1)
        if bottom == top or first >= len(sheet.rows):
            continue
        row = sheet.rows[first]
        text = row[place] if place < len(row) else ""
        if not text:
            continue
        for index in range(first + 1, min(last, len(sheet.rows))):
            row = sheet.rows[index]
            if row:
                cells.add(1)
                row.extend([""] * (place + 1 - len(row)))
                row[place] = text
                if (first, place) in numbers:
                    numbers.add((index, place))


def _notices(sheet, uncomputed, wrong):
    if sheet.sheet_state != "visible":
        yield f"숨겨진 시트('{sheet.title}')입니다. 가져올 것인지 살펴봐 주세요."
    if uncomputed:
        yield (
            f"수식에 저장된 값이 없어 빈칸으로 읽었습니다({_named(uncomputed)}). 엑셀에서 열어 "
            "저장하면 값이 들어갑니다."
        )
    if wrong:
        yield f"수식 오류가 있는 칸입니다({_named(wrong)}). 엑셀에서 고쳐 주세요."


def _named(names):
    more = f" 외 {len(names) - NAMED:,}칸" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
