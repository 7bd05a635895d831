"""A file to a Table: its header row found, its columns known, its merged cells filled."""

import json
import re
import unicodedata
from dataclasses import asdict, dataclass, field

from exchange.legacy.errors import LegacyError
from exchange.legacy.shapes import PRIVATE
from exchange.legacy.sheets import sheets
from exchange.legacy.text import close_up

# Title, date and unit lines stand above the header, never this many.
HEADER_WITHIN = 30


@dataclass
class Table:
    """What was read. A row is its number in the file and one text for each column of the shape."""

    columns: list
    rows: list
    notices: list = field(default_factory=list)
    # Columns of the shape that the file has.
    present: list = field(default_factory=list)

    def to_json(self):
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text):
        return cls(**json.loads(text))


@dataclass
class Header:
    """Where the header ends (row index from 0), and which column of the file is which."""

    end: int
    places: dict
    unknown: list


def read(data, shape):
    """The Table of this shape in a CSV or XLSX file (bytes).

    Raises LegacyError when the file cannot be read, when the columns the shape needs are not
    there (it lists what was found and what is needed), and when there are no rows below them.
    """
    candidates = sheets(data)
    for sheet in candidates:
        header = find_header(sheet.rows, shape)
        if header:
            return _table(sheet, header, shape, [one.name for one in candidates if one.name])
    failed = next((sheet.failed for sheet in candidates if sheet.failed), None)
    raise failed or LegacyError(_missing_columns(candidates, shape))


def find_header(rows, shape):
    """The first row, or pair of rows, in which all the needed columns are; None if there is none."""
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        header = _header(index, row, shape)
        if not header and index + 1 < len(rows):
            below = rows[index + 1]
            pairs = zip(row + [""] * len(below), below + [""] * len(row), strict=False)
            header = _header(index + 1, [lower or upper for upper, lower in pairs], shape)
        if header:
            return header
    return None


def plain(header):
    """A header without what people write differently: blanks, case, width, brackets."""
    text = unicodedata.normalize("NFKC", header).casefold()
    return re.sub(r"[\s*:·_\-.]|\(.*?\)", "", text)


def _header(index, row, shape):
    found, unknown = {}, []
    headers = [plain(cell) for cell in row]
    for column in shape.columns:
        for name in (column.name, *column.also):
            places = [place for place, header in enumerate(headers) if header == plain(name)]
            if places:
                found[column.name] = places
                break
    if any(column.needed and column.name not in found for column in shape.columns):
        return None
    for name, places in found.items():
        if len(places) > 1:
            raise LegacyError(
                f"'{row[places[0]]}' 열이 {len(places)}개 있습니다({name}). 하나만 남기고 "
                "다시 올려 주세요."
            )
    taken = {name: places[0] for name, places in found.items()}
    for column in shape.columns:
        beside = taken.get(column.name, len(row)) + 1
        has_no_header = beside < len(row) and not headers[beside]
        if column.next_is and column.next_is not in taken and has_no_header:
            taken[column.next_is] = beside
    for place, header in enumerate(headers):
        if header and place not in taken.values():
            unknown.append((place, row[place]))
    return Header(index, taken, unknown)


def _table(sheet, header, shape, sheet_names):
    table = Table(shape.names, [], present=[name for name in shape.names if name in header.places])
    if len(sheet_names) > 1:
        table.notices.append(f"시트 {len(sheet_names)}개 가운데 '{sheet.name}' 시트만 읽었습니다.")
    _notice_unknown(table, sheet, header)
    title, again = [plain(cell) for cell in sheet.rows[header.end]], []
    above = {}
    for index, cells in enumerate(sheet.rows[header.end + 1 :], header.end + 1):
        values = {
            name: cells[place] if place < len(cells) else ""
            for name, place in header.places.items()
        }
        if not any(values.values()):
            above = {}  # a blank row ends the block
            continue
        if [plain(cell) for cell in cells] == title:
            again.append(index + 1)  # a printed table repeats its header on each page
            continue
        above = _filled(values, above, shape)
        _check_numbers(sheet, index, header, shape)
        table.rows.append([index + 1, *(above.get(name, "") for name in shape.names)])
    if again:
        rows = ", ".join(map(str, again[:10])) + (" …" if len(again) > 10 else "")
        table.notices.append(f"되풀이된 제목 줄은 건너뜁니다: {rows}행.")
    if not table.rows:
        raise LegacyError(
            f"{header.end + 1}행의 제목 줄 아래에 자료가 없습니다. 표의 내용을 확인해 주세요."
        )
    return table


def _filled(values, above, shape):
    named = {column.name for column in shape.columns if values.get(column.name)}
    for column in shape.columns:
        text = values.get(column.name, "")
        if not text and column.filled_down and column.block not in named:
            text = above.get(column.name, "")
        values[column.name] = close_up(text) if column.is_name else text
    return values


def _check_numbers(sheet, index, header, shape):
    for column in shape.columns:
        place = header.places.get(column.name)
        if column.is_date and (index, place) in sheet.numbers:
            text = sheet.rows[index][place]
            if re.fullmatch(r"\d{4}\.1", text):
                raise LegacyError(
                    f"{index + 1}행 '{column.name}' 칸의 {text}은(는) 엑셀이 숫자로 저장한 "
                    "값이라 1월인지 10월인지 알 수 없습니다. 칸을 '텍스트' 서식으로 바꾸어 "
                    f"'{text[:4]}. 1.'이나 '{text[:4]}. 10.'으로 적어 주세요."
                )


def _notice_unknown(table, sheet, header):
    private = [name for _, name in header.unknown if plain(name) in PRIVATE]
    others = [name for _, name in header.unknown if plain(name) not in PRIVATE]
    if private:
        table.notices.append(f"개인 이름이 있는 열은 가져오지 않습니다: {', '.join(private)}")
    if others:
        table.notices.append(f"쓰임을 알 수 없는 열은 가져오지 않습니다: {', '.join(others)}")
    known = {*header.places.values(), *(place for place, _ in header.unknown)}
    nameless = [
        index + 1
        for index, cells in enumerate(sheet.rows)
        if index > header.end
        and any(cell for place, cell in enumerate(cells) if place not in known)
    ]
    if nameless:
        rows = ", ".join(map(str, nameless[:10])) + (" …" if len(nameless) > 10 else "")
        table.notices.append(
            f"제목이 없는 열의 내용은 가져오지 않습니다({rows}행). 제목을 적으면 읽습니다."
        )


def _missing_columns(candidates, shape):
    needed = ", ".join(column.name for column in shape.columns if column.needed)
    best = max(candidates, key=lambda sheet: max(map(len, sheet.rows), default=0))
    known = {plain(name) for column in shape.columns for name in (column.name, *column.also)}
    rows = best.rows[:HEADER_WITHIN]
    row = max(rows, key=lambda row: (sum(plain(cell) in known for cell in row), bool(any(row))))
    found = ", ".join(f"'{' '.join(cell.split())[:20]}'" for cell in row if cell) or "없음"
    return (
        f"{shape.name} 표의 제목 줄을 찾지 못했습니다. 필요한 열: {needed}. "
        f"파일에서 찾은 열: {found}. 제목 줄의 이름을 고쳐 다시 올려 주세요."
    )
