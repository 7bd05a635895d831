"""Several tables in one sheet, below each other or side by side, to a sheet each.

The numbers of the rows stay those of the file.
"""

from dataclasses import replace
from itertools import pairwise

from exchange.legacy.fitting import LIKE, rank
from exchange.legacy.headers import plain
from exchange.legacy.layout import HEADER_WITHIN, is_known
from exchange.legacy.no_record import NOTE, YEAR_ALONE
from exchange.legacy.samples import is_date
from exchange.legacy.shapes import FACTS, PARTNER_LIST, TIMELINE

MOST_BESIDE = 6
BELOW = "한 시트에 표가 여럿 있어 나누어 읽었습니다({}행부터)."
BESIDE = "표 {}개가 나란히 있어 나누어 읽었습니다."


def apart(sheets):
    """The sheets with every table in one of its own, in the order of the file."""
    return [
        beside
        for sheet in sheets
        for below in (_below(sheet) if sheet.kind == "table" else [sheet])
        for beside in (_beside(below) if sheet.kind == "table" else [below])
    ]


def _is_header(row):
    """Whether these cells head columns: two or more, most known as headers, and none a date."""
    filled = [cell for cell in row if cell]
    known = [plain(cell) for cell in filled if is_known(cell)]
    is_most = len(known) * 3 >= len(filled) * 2
    return len(set(known)) >= 2 and is_most and not any(map(is_date, filled))


def _below(sheet):
    """The sheet cut above each further header that a blank line or a title of its own announces.

    A header with the words of the one before it is that header printed again, unless a new title
    stands over it; a year over it is that of the rows below.
    """
    starts, words, title, run = [], None, "", 0
    for index, row in enumerate(sheet.rows):
        if sum(map(bool, row)) < 2:
            run += 1
            continue
        if (run or words is None) and (starts or words or index < HEADER_WITHIN):
            start, over = _title(sheet.rows, index - run, index)
            if _is_header(row):
                now = [plain(cell) for cell in row if cell]
                is_new = over and over != title and not YEAR_ALONE.fullmatch(over)
                if words is not None and (now != words or is_new):
                    starts.append((start, over))
                words, title = now, over
        run = 0
    return _cut(sheet, starts) if starts else [sheet]


def _title(rows, first, header):
    """(its row, text) of the first title right above a header: not of a note or across a blank."""
    start = header
    while start > first and any(rows[start - 1]) and not NOTE.match(_text(rows[start - 1])):
        start -= 1
    return start, _text(rows[start]) if start < header else ""


def _text(row):
    return next(filter(None, row), "")


def _cut(sheet, starts):
    lines = sheet.lines or list(range(1, len(sheet.rows) + 1))
    edges = [0, *(start for start, _ in starts), len(sheet.rows)]
    names = [sheet.name, *(title or sheet.name for _, title in starts)]
    found = []
    for number, (first, last) in enumerate(pairwise(edges)):
        found.append(
            replace(
                sheet,
                name=names[number],
                rows=sheet.rows[first:last],
                lines=lines[first:last],
                numbers=frozenset(
                    (row - first, column) for row, column in sheet.numbers if first <= row < last
                ),
                notices=[] if number else list(sheet.notices),
            )
        )
    found[0].notices.append(BELOW.format(", ".join(str(lines[start]) for start, _ in starts)))
    return found


def _beside(sheet):
    """The sheet cut where its header says the same words again: 국가 도시 일자 국가 도시 일자."""
    for index, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        starts = _repeats(row)
        if starts:
            return _split(sheet, index, starts)
    return [sheet]


def _repeats(header):
    """The first column of each table that stands in these headers; () for one table."""
    columns = [column for column, cell in enumerate(header) if cell]
    words = [plain(header[column]) for column in columns]
    for count in range(2, MOST_BESIDE + 1):
        width, rest = divmod(len(words), count)
        if rest or width < 2 or len(set(words)) != width:
            continue
        starts = columns[::width]
        is_same = all(
            words[place] == words[place % width]
            and columns[place] - starts[place // width] == columns[place % width] - starts[0]
            for place in range(len(words))
        )
        if is_same and _is_whole([header[column] for column in columns[:width]]):
            return starts
    return ()


def _is_whole(headers):
    """Whether these alone make a table: a date with something, or labels with values."""

    def has(shape, name, least=LIKE):
        return any(rank(shape, name, header) >= least for header in headers)

    if sum(map(is_known, headers)) < 2:
        return False
    dated = has(PARTNER_LIST, "교류일자") or has(TIMELINE, "기간")
    return dated or (has(FACTS, "구분", 90) and has(FACTS, "내용", 90))


def _split(sheet, header, starts):
    lines = sheet.lines or list(range(1, len(sheet.rows) + 1))
    found = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else None
        first = 0 if number == 0 else start
        rows = []
        for index, row in enumerate(sheet.rows):
            title = {cell for cell in row if cell} if index < header else ()
            cells = [*title] if len(title) == 1 else row[first:end]
            rows.append(cells if any(cells) else [])
        while rows and not rows[-1]:
            rows.pop()
        found.append(
            replace(
                sheet,
                rows=rows,
                lines=lines[: len(rows)],
                numbers=frozenset(
                    (row, column - first)
                    for row, column in sheet.numbers
                    if column >= first and (end is None or column < end)
                ),
                notices=[] if number else [*sheet.notices, BESIDE.format(len(starts))],
            )
        )
    return found
