"""Tables whose cells are parted by tabs: from a spreadsheet, or from a browser's table."""

import re

from exchange.legacy.pasted_cut import fact_header, is_date, row_score, text_header, type_of
from exchange.legacy.pasted_lines import QUOTED, front_date
from exchange.legacy.pasted_page import (
    FACTS_HEADER,
    GROUPED_HEADER,
    TIMELINE_HEADER,
    is_strong_heading,
)
from exchange.legacy.pasted_rows import FILLED
from exchange.legacy.pasted_words import folded, group_members, is_header_word, is_label
from exchange.legacy.text import tidy, unescape_formula

TOTAL = re.compile(r"(?:합\s*)?계$|총\s*계$|소\s*계$|total", re.IGNORECASE)
MAX_ROW_LINES = 8  # a browser's row may be broken over


def read(page):
    """Take the table whose first row is the page's line; False where it has no tabs."""
    if "\t" not in page.line.text:
        return False
    parts = _parts(page)
    groups = _groups_of(parts)
    raw = [_joined(group) for group in groups]
    lines = [group[0][0] for group in groups]
    if not any(map(any, raw)):
        return True
    if facts := _facts(raw, lines):
        rows, numbers = facts
        page.add(rows, [0, *numbers], "facts")
        return True
    rows = []
    width = max(map(len, raw))
    for row in raw:
        rows.append(_shifted(row, rows, width) if len(row) < width else row)
    is_timeline = width == 2 and all(is_date(row[0]) or front_date(row[0]) for row in rows)
    if is_timeline:
        page.add([list(TIMELINE_HEADER), *rows], [0, *lines], "timeline")
    else:
        page.add(rows, lines, "table")
    return True


def _facts(rows, lines):
    """(rows with a header, line numbers) where the rows are labels and texts, else None.

    Rows of four cells are two facts. Rows of three have the name of their group in front; in the
    rows below it the browser leaves that name out.
    """
    width = max(map(len, rows))
    has_header = len(rows[0]) == 2 and fact_header(rows[0][0]) and text_header(rows[0][1])
    if has_header and width != 3:
        return None
    if width % 2 == 0 and all(map(_are_facts, rows)):
        pairs = [
            (number, row[at : at + 2])
            for number, row in zip(lines, rows, strict=True)
            for at in range(0, len(row), 2)
            if any(row[at : at + 2])
        ]
        return [list(FACTS_HEADER), *(pair for _, pair in pairs)], [one for one, _ in pairs]
    body = list(zip(lines, rows, strict=True))[has_header:]
    is_labelled = all(is_label(row[0]) for _, row in body)
    if width != 3 or not (has_header or (is_labelled and min(map(len, rows)) == 2)):
        return None
    found, numbers, group = [list(GROUPED_HEADER)], [], ""
    for number, row in body:
        if len(row) == 3:
            group = row[0]
            found.append(row)
        elif len(row) == 2 and (members := group_members(group)) and members.search(folded(row[0])):
            found.append([group, *row])
        else:
            group = ""
            found.append([row[0], "", "\n".join(row[1:])])
        numbers.append(number)
    return found, numbers


def _is_header(cells):
    known = sum(is_header_word(cell) for cell in cells if cell)
    return known >= 2 and known * 2 >= sum(map(bool, cells)) and not any(map(is_date, cells))


def _are_facts(row):
    return len(row) % 2 == 0 and all(
        is_label(label) or not (label or text)
        for label, text in zip(row[::2], row[1::2], strict=True)
    )


def _parts(page):
    """[(line number, cells)] of the lines of one table; a line without tabs has one cell."""
    parts = []
    while page.line is not None:
        line = page.line
        if "\t" not in line.text:
            if not _is_inside(page, parts):
                break
            parts.append((line.number, [line.text]))
            page.at += 1
            continue
        cells = _cells(line.text)
        if parts and line.after_blank and _is_header(cells) and cells != parts[0][1]:
            break
        parts.append((line.number, cells))
        page.at += 1
    return parts


def _cells(text):
    """The cells of one row; the quotes of a spreadsheet around a cell are taken off."""
    cells, at = [], 0
    while at <= len(text):
        quoted = QUOTED.match(text, at)
        if quoted and re.search(r'[\n\t]|""', quoted[0][1:-1]):
            cells.append(quoted[0][1:-1].replace('""', '"'))
            at = quoted.end() + 1
            continue
        stop = text.find("\t", at)
        stop = len(text) if stop < 0 else stop
        cells.append(text[at:stop])
        at = stop + 1
    return [tidy(unescape_formula(tidy(cell))) for cell in cells]


def _is_inside(page, parts):
    """Whether a line without tabs is a part of the table: of a cell of more than one line."""
    line = page.line
    if not parts or line.is_footer or line.is_furniture or line.is_caption:
        return False
    is_empty = not parts[-1][1][-1]
    ahead = page.lines[page.at + 1 : page.at + 40]
    nearest = next((one for one in ahead if "\t" in one.text), None)
    if line.is_bullet and (not line.after_blank or is_empty):
        return True
    heads_table = nearest is not None and _is_header(nearest.text.split("\t"))
    if is_empty and len(parts[-1][1]) == 2 and nearest is not None and not heads_table:
        return True  # the cell's text stands below, as lists in cells do
    if is_strong_heading(line, page.peek()) and (line.after_blank or nearest is None):
        return False
    if nearest is None:
        return is_empty and not line.after_blank
    if nearest.after_blank and heads_table:
        return is_empty and not line.after_blank
    return not line.after_blank or is_empty or not nearest.after_blank


def _groups_of(parts):
    """The lines of each row."""
    widths = {len(cells) for _, cells in parts if len(cells) > 1}
    if len(widths) < 2:  # none: a spreadsheet's cell that holds tabs
        return _without_joins(parts)
    # A browser does not quote a line break in a cell: the row goes on in the next line.
    first = [_joined(parts[:end]) for end in range(1, min(MAX_ROW_LINES, len(parts)) + 1)]
    choices = {max(widths), *(len(cells) for cells in first if _are_headers(cells))}
    header = max((end for end, cells in enumerate(first, 1) if _are_headers(cells)), default=0)
    headers = first[header - 1] if header else []
    found = [_groups(parts[header:], width, headers) for width in sorted(choices)]
    groups = max(found, key=lambda one: one[0])[1]
    return [parts[:header], *groups] if header else groups


def _are_headers(cells):
    return len(cells) > 1 and all(map(is_header_word, cells))


def _without_joins(parts):
    groups = []
    for part in parts:
        if len(part[1]) == 1 and groups:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _joined(group):
    """The cells of lines that are one row: the last of each goes on in the first of the next."""
    cells = list(group[0][1])
    for _, more in group[1:]:
        cells[-1] = tidy(f"{cells[-1]}\n{more[0]}")
        cells += more[1:]
    return cells


def _groups(parts, width, headers):
    """(score, groups of lines) of the best way to make rows of this width of the lines."""
    headers = [*headers, *[""] * (width - len(headers))]
    best = [(0.0, 0)]
    for end in range(1, len(parts) + 1):
        options = [(best[end - 1][0] - 20, end - 1)]
        for start in range(max(0, end - MAX_ROW_LINES), end):
            cells = _joined(parts[start:end])
            begins = (_begins_row(more, headers[0]) for _, more in parts[start + 1 : end])
            if len(cells) <= width and _may_join(parts[start:end]) and not any(begins):
                options.append((best[start][0] + _score(cells, headers, width), start))
        best.append(max(options))
    groups, end = [], len(parts)
    while end:
        start = best[end][1]
        groups.insert(0, parts[start:end])
        end = start
    # Wider rows have more cells to score with: compared by the row.
    return best[-1][0] / max(1, len(groups)), groups


def _begins_row(cells, header):
    """Whether a line's first cell is what stands in the first column: a date, a country …"""
    kind = type_of(header, (header,)) if header else ""
    return kind in {"date", "number", "country"} and row_score(cells[:1], [header]) > 2


def _may_join(group):
    """Whether lines can be one row: a label begins one, and a line without tabs does not."""
    half = len(group[0][1]) == 1 and group[0][1][0].endswith("및") and is_label(group[0][1][0])
    if len(group[0][1]) == 1 and not (half and len(group) > 1):
        return False
    return not any(is_label(cells[0]) for _, cells in group[2 if half else 1 :])


def _score(cells, headers, width):
    missing = width - len(cells)
    return row_score([""] * missing + cells, headers) + (4 if not missing else -2 * missing)


def _shifted(cells, above, width):
    """A row of less cells: its first ones are merged with the row above, or its last are blank."""
    missing = width - len(cells)
    left = [*cells, *[""] * missing]
    if len(above) < 2 or TOTAL.match(cells[0]):
        return left
    types = [type_of(header, above[0]) for header in above[0]]
    may_merge = all(kind in FILLED for kind in types[:missing]) or types[:missing] == ["date"]
    merged = [*above[-1][:missing], *cells]
    if may_merge and row_score(merged, above[0]) > row_score(left, above[0]):
        return merged
    return left
