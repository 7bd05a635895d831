"""A saved page to Sheets: every table, every list of facts, everything that is dated."""

import re

from exchange.legacy.errors import LegacyError
from exchange.legacy.html_lines import FEW_DATES, Closed, Heading, Line, read_page
from exchange.legacy.html_lists import FACTS_HEADER, TIMELINE_HEADER, Section
from exchange.legacy.html_tables import caption_of, grid, nested_tables, text_of
from exchange.legacy.html_tree import parse_html
from exchange.legacy.limits import Cells, check_rows, check_sheets
from exchange.legacy.pasted import read_text
from exchange.legacy.pasted_lines import YEAR, front_date
from exchange.legacy.pasted_words import is_label
from exchange.legacy.sheets import Sheet

PAGE = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|table|div|ul|ol|dl|p|h[1-6]|section|article|"
    r"main|span|a|br|center|font)\b",
    re.IGNORECASE,
)
NOTHING = (
    "웹페이지에서 표나 목록을 찾지 못했습니다. 내용이 다른 화면이나 그림에 있을 수 있습니다. "
    "페이지에서 필요한 글을 복사해 붙여 넣어 주세요."
)
NAMED = 5  # lines that one notice quotes; the rest are in further ones
QUOTED = 80  # characters of each
MOSTLY = 0.7


def is_html(text, name=""):
    """Whether this text is a page, whatever its name ends with (Excel calls some `.xls`)."""
    front = text[:4096].lstrip("\ufeff \t\r\n")
    if front.startswith("<") and PAGE.search(text[:20_000]):
        return True
    return bool(re.search(r"\.x?html?$", name, re.IGNORECASE) and PAGE.search(text))


def read_html(text):
    """The sheets of a page in its order; LegacyError where there is none, or beyond the limits."""
    root = parse_html(text)
    page = read_page(root)
    sheets = _Reader().read(page)
    if not sheets:
        words = text_of(root, skip=("head", "title"))
        sheets = read_text(words) if words else []
    if not sheets:
        raise LegacyError(NOTHING)
    check_sheets(len(sheets))
    for sheet in sheets:
        sheet.name = sheet.name or page.title
    if page.shown_hidden:
        sheets[0].notices.append("화면에 숨어 있는 부분(탭 등)도 읽었습니다.")
    if page.hidden_tables:
        sheets[0].notices.append(f"화면에 숨은 표 {page.hidden_tables}개는 읽지 않았습니다.")
    return sheets


class _Reader:
    def __init__(self):
        self.sheets = []
        self.headings = []
        self.cells = Cells()
        self.section = None
        self.left = []

    def read(self, page):
        for event in page.events:
            if isinstance(event, Line):
                self._section().add(event)
            elif isinstance(event, Heading):
                self._heading(event)
            elif isinstance(event, Closed):
                self._leave(event.level, event.holds)
            else:
                self._table(event)
        self._end_section()
        if self.left and self.sheets:
            for start in range(0, len(self.left), NAMED):
                lines = self.left[start : start + NAMED]
                quoted = ", ".join(f"'{line[:QUOTED]}'" for line in lines)
                self.sheets[0].notices.append(
                    f"날짜가 있거나 날짜 사이에 있으나 어느 표에도 넣지 못한 글입니다: {quoted}. "
                    "필요하면 따로 적어 주세요."
                )
        return self.sheets

    def _section(self):
        if self.section is None:
            self.section = Section(self.sheets, self._nearest(), self._around())
        return self.section

    def _end_section(self):
        if self.section is not None:
            self.left.extend(self.section.close())
            self.section = None

    def _heading(self, heading):
        if YEAR.fullmatch(heading.text):
            self._section().add_year(heading.text)
            return
        self._leave(heading.level)
        self.headings.append(heading)

    def _leave(self, level, holds=False):
        """Headings of this level and below are over, as far as one that holds them.

        With `holds` all in that one are, and it is itself.
        """
        self._end_section()
        while self.headings and not self.headings[-1].holds:
            if self.headings[-1].level < level and not holds:
                return
            self.headings.pop()
        if holds and self.headings:
            self.headings.pop()

    def _nearest(self):
        return self.headings[-1].text if self.headings else ""

    def _around(self):
        return " > ".join(heading.text for heading in self.headings)

    def _table(self, table, inside=""):
        texts, heads = grid(table)
        check_rows(len(texts))
        for row in texts:
            self.cells.add(len(row))
        name, around = caption_of(table) or inside or self._nearest(), self._around()
        if any(map(any, texts)):
            self.sheets.append(_sheet(texts, heads, name, around))
            for number, row in enumerate(texts, 1):
                self._dated_cells(number, row, name, around)
            check_sheets(len(self.sheets))
        for nested in nested_tables(table):
            self._table(nested, name)

    def _dated_cells(self, number, row, name, around):
        """A cell that holds a whole timeline (`교류실적 | 2001. 5. 방문 …`) gives one as well."""
        for place, cell in enumerate(row):
            if cell.count("\n") + 1 < FEW_DATES:
                continue
            lines = cell.split("\n")
            if sum(bool(front_date(line)) for line in lines) < FEW_DATES or front_date(row[0]):
                continue
            whose = " ".join(" ".join(text.split()) for text in row[:place] if text)[:QUOTED]
            of = " > ".join(text for text in (around, whose) if text)
            section = Section(self.sheets, name, of)
            for line in lines:
                section.add(Line(line, [("", line)], 0, "td", (), (0,)))
            self.left.extend(section.close())
            section.own["timeline"].notices.append(
                f"표 {number}행 '{whose}' 칸에 적힌 날짜와 내용을 따로 읽었습니다. "
                "원래 칸의 글은 표에도 그대로 있습니다."
            )


def _sheet(texts, heads, name, around):
    """A Sheet of a grid; one whose first column says what each row is becomes facts or dates."""
    filled = [index for index, row in enumerate(texts) if any(row)]
    has_header = all(
        head for text, head in zip(texts[filled[0]], heads[filled[0]], strict=True) if text
    )
    made = None
    if not has_header:
        rows = [(index + 1, texts[index], heads[index]) for index in filled]
        rows, beside = _without_photo(rows)
        made = _as_timeline(rows) or _as_facts(rows)
        if made and beside:
            around = " > ".join(filter(None, [around, " ".join(beside.split())[:QUOTED]]))
    if not made:
        last = filled[-1] + 1
        return Sheet(name, [row if any(row) else [] for row in texts[:last]], around=around)
    kind, header, numbered = made
    return Sheet(
        name,
        [list(header), *(cells for _, cells in numbered)],
        kind,
        around,
        lines=[0, *(number for number, _ in numbered)],
    )


def _without_photo(rows):
    """(rows without the cell that stands beside all of them, its text): a photo, a city's name.

    What is left must be pairs of a header cell and a value.
    """
    width = max((len(cells) for _, cells, _ in rows), default=0)
    for place in {0, width - 1} if len(rows) > 1 else ():
        texts = {cells[place] for _, cells, _ in rows}
        rest = [
            (number, cells[:place] + cells[place + 1 :], heads[:place] + heads[place + 1 :])
            for number, cells, heads in rows
        ]
        if len(texts) == 1 and any(texts) and all(
            not heads[place] and _is_pairs(*left[1:])
            for (_, _, heads), left in zip(rows, rest, strict=True)
        ):  # fmt: skip
            return rest, texts.pop()
    return rows, ""


def _is_pairs(cells, heads):
    """Whether the cells that are not blank are headers and values in turn."""
    marks = [head for cell, head in zip(cells, heads, strict=True) if cell]
    return len(marks) > 1 and all(head == (at % 2 == 0) for at, head in enumerate(marks))


def _as_timeline(rows):
    """Rows of a date and words, where no header says so."""
    if any(len([cell for cell in cells if cell]) > 2 for _, cells, _ in rows):
        return None
    found = []
    for number, cells, _ in rows:
        date = front_date(cells[0])
        if date and not date[1] and len(cells) > 1:
            found.append((number, [cells[0], " ".join(cell for cell in cells[1:] if cell)]))
    return ("timeline", TIMELINE_HEADER, found) if len(found) == len(rows) else None


def _as_facts(rows):
    """Labels and values side by side, one or more pairs in a row; maybe a group before."""
    pairs, known = [], 0
    for number, cells, heads in rows:
        marks = [(cell, head) for cell, head in zip(cells, heads, strict=True) if cell]
        is_marked = bool(marks) and marks[0][1]
        if not is_marked:
            marks = [(cell, place % 2 == 0) for place, (cell, _) in enumerate(marks)]
            if len(marks) % 2 or not all(is_label(cell) for cell, head in marks if head):
                return None
        known += 1
        labels, value = [], []
        for cell, head in [*marks, ("", True)]:
            if head and value:
                pairs.append((number, labels, "\n".join(value)))
                labels, value = [], []
            (labels if head else value).append(cell)
            if len(value) > 1 and is_marked:
                return None  # a table with headers at its side
        if len(labels) > 1:
            pairs.append((number, labels[:-1], ""))
    if not known or not pairs or max(len(labels) for _, labels, _ in pairs) > 2:
        return None
    if all(len(labels) == 1 for _, labels, _ in pairs):
        return "facts", FACTS_HEADER, [(number, [*labels, text]) for number, labels, text in pairs]
    header = (FACTS_HEADER[0], "세부 구분", FACTS_HEADER[1])
    return (
        "facts",
        header,
        [
            (number, [labels[0], labels[1] if len(labels) > 1 else "", text])
            for number, labels, text in pairs
        ],
    )
