"""Tables whose cells are parted by blanks, and lists of partners with the date in brackets."""

from exchange.legacy.dated_places import PARTNER_HEADER, places_of, with_doubts
from exchange.legacy.pasted_cut import (
    NEVER,
    cut,
    fits,
    headers_of,
    is_below_merged,
    type_of,
)
from exchange.legacy.pasted_page import is_heading, is_strong_heading
from exchange.legacy.pasted_words import is_header_word

MAX_HEADER_LINES = 12
MAX_HEADERS = 14
MAX_LINES = 5  # of one row
FILLED = frozenset(["country", "organisation", "region", "kind"])


def read_table(page):
    """Take a table below a line of headers; False where none begins at the page's line."""
    below = page.peek()
    if below is None or below.text == page.line.text:
        return False
    headers, start = _headers(page)
    if len(headers) < 2:
        return False
    table = Table(page, headers)
    index = start
    while index < len(page.lines) and table.take(page.lines[index]):
        index += 1
    return table.finish(index)


class Table:
    """The rows of one table while its lines are read; a row may be broken over some lines."""

    def __init__(self, page, headers):
        self.page, self.headers = page, headers
        self.rows, self.lines = [list(headers)], [page.line.number]
        self.lead = 0  # how many lines stand before the one with the date, in the first row
        self.waiting = []  # lines that are no row: of the row above, or the front of the next

    def take(self, line):
        """Take one line; False where the table ends above it."""
        if "\t" in line.text or line.is_footer or line.is_caption or line.is_furniture:
            return False
        if headers_of(line.text) == self.headers:
            # printed again on the next sheet of paper
            return not self.waiting and len(self.rows) > 1
        if line.after_blank and (len(self.rows) > 1 or self.waiting) and is_strong_heading(line):
            return False
        best, front = self._best_row(line)
        if best:
            self._append(self.waiting[: len(self.waiting) - front])
            first = self.waiting[len(self.waiting) - front] if front else line
            self.waiting = []
            if len(self.rows) == 1:
                self.lead = front
            self.rows.append(self._filled(best))
            self.lines.append(first.number)
            return True
        if len(self.waiting) >= MAX_LINES or (line.after_blank and len(self.rows) > 1):
            return False
        if line.labelled or line.dated:
            return False
        self.waiting.append(line)
        return True

    def _best_row(self, line):
        """(cells, number of waiting lines in them) of the row that ends in this line, or None."""
        best = (NEVER, None, 0)
        fronts = range(min(len(self.waiting), MAX_LINES - 1) + 1)
        if len(self.rows) == 1:
            fronts = [len(self.waiting)]  # there is no row above that they could be of
        for front in fronts:
            before = self.waiting[len(self.waiting) - front :]
            text = " ".join(one.text for one in [*before, line])
            cells, score = cut(text, self.headers)
            score += 3 * (front == self.lead)  # rows of one table are broken in one way
            if cells and fits(cells, self.headers) and score > best[0]:
                best = (score, cells, front)
        if best[1] is None and len(self.rows) > 1 and not line.after_blank and not self.waiting:
            cells, _ = cut(line.text, self.headers)
            if cells and is_below_merged(cells, self.headers):
                return [self.rows[-1][0], *cells[1:]], 0
        return best[1:]

    def _append(self, lines):
        """Lines that are the end of the row above, in its last cell."""
        for line in lines:
            if len(self.rows) > 1:
                self.rows[-1][-1] = f"{self.rows[-1][-1]}\n{line.text}".strip()

    def _filled(self, cells):
        """Cells merged over several rows stand in the first of them only: filled from above."""
        if len(self.rows) > 1:
            for place, header in enumerate(self.headers):
                if cells[place]:
                    break
                if type_of(header, self.headers) in FILLED:
                    cells[place] = self.rows[-1][place]
        return cells

    def finish(self, index):
        if len(self.rows) == 1:
            return False
        ending = self.waiting
        is_text = type_of(self.headers[-1], self.headers) == "text"
        own = 0
        while is_text and own < len(ending):
            line = ending[own]
            below = ending[own + 1] if own + 1 < len(ending) else None
            if line.after_blank or is_strong_heading(line, below) or headers_of(line.text):
                break
            own += 1
        if (
            own == len(ending)
            and ending
            and is_heading(ending[-1])
            and index < len(self.page.lines)
            and not self.page.lines[index].after_blank
        ):
            own -= 1  # it heads what follows
        self._append(ending[:own])
        self.page.at = index - len(ending) + own
        self.page.add(self.rows, self.lines, "table")
        return True


def _headers(page):
    """(headers, index of the line below them); headers with units may be broken over lines."""
    headers, index = headers_of(page.line.text), page.at + 1
    if len(headers) < 2:
        return (), index
    text = page.line.text
    for end in range(index, min(index + MAX_HEADER_LINES, len(page.lines))):
        line = page.lines[end]
        text = f"{text} {line.text}"
        if line.after_blank or line.is_caption or "\t" in text:
            break
        longer = headers_of(text)
        if len(longer) > MAX_HEADERS:
            break
        if not all(map(is_header_word, set(longer) - set(headers))):
            break  # the front of the first row
        if len(longer) > len(headers) or (longer and line.text.startswith("(")):
            headers, index = longer, end + 1
    while index < len(page.lines) and page.lines[index].is_caption:
        index += 1
    return headers, index


def read_places(page):
    """Take a list of places with the date of each agreement; False where none begins here."""
    rows, lines, index = [], [], page.at
    while index < len(page.lines) and (found := _dated_places(page, page.lines[index])):
        rows += found
        lines += [page.lines[index].number] * len(found)
        index += 1
    if not rows:
        return False
    page.at = index
    page.add([list(PARTNER_HEADER), *with_doubts(rows)], [0, *lines], "table")
    return True


def _dated_places(page, line):
    """The rows of one line of such a list; [] where it is none."""
    if "\t" in line.text or line.dated:
        return []
    headings = [heading.text for heading in page.headings if not heading.place]
    heads = bool(page.headings) and not page.headings[-1].place
    return places_of(line.body, headings, is_item=line.is_bullet and heads)
