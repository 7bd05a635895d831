"""A `<table>` to a grid of texts, and which tables are there for the looks only."""

import re

from exchange.legacy.html_tree import HEADINGS, INLINE, LISTS
from exchange.legacy.limits import MAX_COLUMNS, check_columns
from exchange.legacy.text import tidy

HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
MAX_SPAN = 65_534  # of rows, as browsers have it
GAP = "\0"
MUCH = 4  # times the words in the tables inside a table as in its other cells: it is there for them


def is_hidden(node):
    return "hidden" in node.attrs or bool(HIDDEN.search(node.attrs.get("style", "")))


def text_of(node, skip=("table",)):
    """The words of an element in lines, as they stand on the page.

    Tables inside it are left out: they are read on their own. A picture counts by its `alt`
    where there is nothing else.
    """
    pieces = []
    _collect(node, pieces, set(skip))
    text = tidy(_joined(pieces))
    if not text:
        text = tidy(" ".join(one.attrs.get("alt", "") for one in node.walk() if one.name == "img"))
    return "\n".join(line for line in text.split("\n") if line)


def _collect(node, pieces, skip):
    before = ""
    for child in node.children:
        if isinstance(child, str):
            pieces.append(re.sub(r"[ \t\r\n\f]+", " ", child))
            before = "" if child.strip() else before
            continue
        if child.name == "br":
            pieces.append("\n")
        elif child.name in skip or is_hidden(child):
            continue
        elif child.name in INLINE or child.name == "img":
            # Two pieces set side by side are two words, but `km` and `2` are one.
            pieces.append(GAP if before in INLINE and child.name not in ("sup", "sub") else "")
            _collect(child, pieces, skip)
        else:
            # `<dt>면적</dt><dd>36㎢</dd>` in a cell is one line.
            pieces.append(" : " if child.name == "dd" and before == "dt" else "\n")
            _collect(child, pieces, skip)
            pieces.append("" if child.name == "dt" else "\n")
        before = child.name


def _joined(pieces):
    text = "".join(pieces)
    return re.sub(r"[ \0]*\0[ \0]*| {2,}", " ", text)


def own_rows(table):
    """(row, section) of the rows of this table, not of tables inside; feet come last."""
    rows, feet = [], []

    def look(node, section):
        for child in node.elements():
            if child.name == "tr":
                (feet if section == "tfoot" else rows).append((child, section))
            elif child.name in ("thead", "tbody", "tfoot"):
                look(child, child.name)
            elif child.name not in ("table", "caption"):
                look(child, section)  # a form between table and row

    look(table, "")
    return rows + feet


def own_cells(row):
    cells = []

    def look(node):
        for child in node.elements():
            if child.name in ("td", "th"):
                cells.append(child)
            elif child.name not in ("table", "tr"):
                look(child)

    look(row)
    return cells


def grid(table):
    """(rows of texts, rows of bools: is it a header cell). Every row has the same length.

    A cell over several rows counts for each; over several columns it stands in the first. A row
    that would hold nothing but cells from above stays blank. LegacyError for too many columns.
    """
    rows = [row for row, _ in own_rows(table) if not is_hidden(row)]
    texts, heads = [], []
    hanging = {}  # column -> [rows to go, text, is header]
    for row in rows:
        line, head, column = {}, {}, 0
        own = False
        for cell in own_cells(row):
            if is_hidden(cell):
                continue
            while column in hanging:
                column += 1
            text, is_head = text_of(cell), cell.name == "th"
            width, height = _span(cell, "colspan", MAX_COLUMNS), _span(cell, "rowspan", MAX_SPAN)
            line[column], head[column] = text, is_head
            own = own or bool(text)
            if height != 1:
                for place in range(column, column + width):
                    hanging.setdefault(place, [height, text if place == column else "", is_head])
            column += width
            check_columns(max(line) + 1, f"표 {len(texts) + 1}행")
        for place, (_, text, is_head) in hanging.items():
            if place not in line and text and own:
                line[place], head[place] = text, is_head
        hanging = {
            place: [height - 1, text, is_head]
            for place, (height, text, is_head) in hanging.items()
            if height != 1
        }
        texts.append(line)
        heads.append(head)
    width = max((place + 1 for line in texts for place, text in line.items() if text), default=0)
    return (
        [[line.get(place, "") for place in range(width)] for line in texts],
        [[head.get(place, False) for place in range(width)] for head in heads],
    )


def _span(cell, name, most):
    """1 or more; 0 (to the end of the table) only for rows."""
    digits = re.match(r"\s*\+?(\d{1,6})", cell.attrs.get(name, ""))
    count = int(digits[1]) if digits else 1
    if name == "rowspan" and count == 0:
        return most
    return min(max(count, 1), most)


def caption_of(table):
    for child in table.elements():
        if child.name == "caption":
            return " ".join(text_of(child).split("\n"))
    return table.attrs.get("summary", "").strip()


def is_layout(table):
    """Whether a table only places other things: one cell, or whole blocks side by side."""
    if table.attrs.get("role") in ("presentation", "none"):
        return True
    rows = own_rows(table)
    cells = [cell for row, _ in rows for cell in own_cells(row)]
    if any(cell.name == "th" for cell in cells) or caption_of(table):
        return False
    if len(cells) <= 1:
        return True
    holds = [cell for cell in cells if cell.has("table", *HEADINGS)]
    if holds:
        # Cells of data are short; a table around tables has little text beside them.
        loose = [text for cell in cells if cell not in holds and (text := text_of(cell))]
        inside = sum(len(text_of(cell, skip=())) for cell in holds)
        return (
            len(holds) >= len(loose)
            or any(cell.has(*HEADINGS) for cell in holds)
            or inside >= MUCH * sum(map(len, loose))
        )
    return len(rows) == 1 and any(cell.has(*LISTS, "dl", "p", "div") for cell in cells)


def nested_tables(table):
    """The tables inside the cells of this one, the outermost of each."""
    found = []

    def look(node):
        for child in node.elements():
            if child.name == "table":
                found.append(child)
            elif not is_hidden(child):
                look(child)

    for child in table.elements():
        if child.name == "table":
            found.append(child)
        else:
            look(child)
    return found
