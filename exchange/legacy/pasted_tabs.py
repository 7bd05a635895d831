"""Tables whose cells are parted by tabs: from a spreadsheet, or from a browser's table."""

import re

from exchange.legacy.pasted_cut import is_date, type_of
from exchange.legacy.pasted_lines import front_date
from exchange.legacy.pasted_page import FACTS_HEADER, TIMELINE_HEADER, is_strong_heading
from exchange.legacy.pasted_words import is_header_word, is_label
from exchange.legacy.text import tidy, unescape_formula

QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=\t|$)')


def read(page):
    """Take the table whose first row is the page's line; False where it has no tabs."""
    if "\t" not in page.line.text:
        return False
    rows, lines = _grid(page)
    headers = rows[0]
    if _is_header(headers):
        page.add(rows, lines, "table")
        return True
    if len(headers) % 2 == 0 and all(_are_facts(row) for row in rows):
        pairs = [
            (number, row[at : at + 2])
            for number, row in zip(lines, rows, strict=True)
            for at in range(0, len(row), 2)
            if any(row[at : at + 2])
        ]
        page.add(
            [list(FACTS_HEADER), *(pair for _, pair in pairs)],
            [0, *(number for number, _ in pairs)],
            "facts",
        )
    elif len(headers) == 2 and all(is_date(row[0]) or front_date(row[0]) for row in rows):
        page.add([list(TIMELINE_HEADER), *rows], [0, *lines], "timeline")
    else:
        page.add(rows, lines, "table")
    return True


def _is_header(cells):
    known = sum(is_header_word(cell) for cell in cells if cell)
    return known >= 2 and known * 2 >= sum(map(bool, cells)) and not any(map(is_date, cells))


def _are_facts(row):
    return len(row) % 2 == 0 and all(
        is_label(label) or not (label or text)
        for label, text in zip(row[::2], row[1::2], strict=True)
    )


def _grid(page):
    """(rows, line numbers): the rows of one table, cells of several lines joined."""
    rows, lines = [], []
    width = 0
    while page.line is not None:
        line = page.line
        if "\t" not in line.text:
            if not rows or not _is_inside(page, rows, width):
                break
            rows[-1][-1] = tidy(f"{rows[-1][-1]}\n{line.text}")
            page.at += 1
            continue
        start = page.at
        cells = _cells(page)
        if rows and _is_header(cells) and not _is_header(rows[0]) and line.after_blank:
            page.at = start
            break
        if rows and _is_header(cells) and line.after_blank and cells != rows[0]:
            page.at = start
            break
        if rows and _joins(rows, cells, width):
            rows[-1][-1] = tidy(f"{rows[-1][-1]}\n{cells[0]}")
            rows[-1] += cells[1:]
        else:
            if rows and len(cells) < width:
                cells = _shifted(cells, rows, width)
            rows.append(cells)
            lines.append(line.number)
            width = max(width, len(cells))
        page.at += 1
    for row in rows:
        row += [""] * (width - len(row))
    return rows, lines


def _cells(page):
    """The cells of one row; a cell in quotes may go on over the next lines, as Excel copies it."""
    text = page.line.text
    while _is_open(text) and page.at + 1 < len(page.lines):
        closing = next(
            (
                index
                for index in range(page.at + 1, min(page.at + 60, len(page.lines)))
                if re.search(r'(?<!")(?:"")*"(?=\t|$)', page.lines[index].text)
            ),
            None,
        )
        if closing is None:
            break
        text += "\n" + "\n".join(one.text for one in page.lines[page.at + 1 : closing + 1])
        page.at = closing
    cells, at = [], 0
    while at <= len(text):
        quoted = QUOTED.match(text, at)
        if quoted and re.search(r'[\n\t]|""', quoted[1]):
            cells.append(quoted[1].replace('""', '"'))
            at = quoted.end() + 1
            continue
        stop = text.find("\t", at)
        stop = len(text) if stop < 0 else stop
        cells.append(text[at:stop])
        at = stop + 1
    return [tidy(unescape_formula(tidy(cell))) for cell in cells]


def _is_open(text):
    """Whether the last cell begins with a quote that does not end in it."""
    last = text.rpartition("\t")[2]
    return last.startswith('"') and not QUOTED.fullmatch(last)


def _joins(rows, cells, width):
    """Whether a row without enough cells and the one above it are one row, cut in a cell."""
    above = rows[-1]
    if len(above) >= width or len(above) + len(cells) - 1 != width or len(rows) < 2:
        return False
    return _dates(rows[0], [*above[:-1], f"{above[-1]}\n{cells[0]}", *cells[1:]])


def _dates(headers, cells):
    """Whether the cells below date headers are dates."""
    return all(
        is_date(cell) or not cell
        for header, cell in zip(headers, cells, strict=False)
        if header and type_of(header, headers) == "date"
    )


def _shifted(cells, rows, width):
    """Cells of a row whose first ones are merged with the row above, moved to their places."""
    moved = [*rows[-1][: width - len(cells)], *cells]
    if len(rows[-1]) >= width and _dates(rows[0], moved) and any(map(is_date, cells)):
        return moved
    return cells


def _is_inside(page, rows, width):
    """Whether a line without tabs is a part of the last cell above it."""
    line = page.line
    if line.is_footer or line.is_furniture or line.is_caption:
        return False
    nearest = next(
        (one for one in page.lines[page.at + 1 : page.at + 40] if "\t" in one.text), None
    )
    if line.is_bullet and (not line.after_blank or not rows[-1][-1]):
        return True
    if is_strong_heading(line, page.peek()) and (line.after_blank or nearest is None):
        return False
    if nearest is None:
        return not rows[-1][-1] and not line.after_blank
    if _is_header([tidy(cell) for cell in nearest.text.split("\t")]):
        return not rows[-1][-1] and not line.after_blank
    return nearest.text.count("\t") < width
