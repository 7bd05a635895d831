"""Tables whose cells are parted by blanks, and lists of partners with the date in brackets."""

import re

from exchange.legacy.pasted_cut import (
    NEVER,
    cut,
    fits,
    headers_of,
    is_below_merged,
    is_date,
    type_of,
)
from exchange.legacy.pasted_page import is_heading, is_strong_heading
from exchange.legacy.pasted_words import (
    KIND,
    folded,
    is_country,
    is_header_word,
    is_label,
    is_place,
    place_of,
)
from exchange.legacy.places import SAME_REGION

PARTNER_HEADER = ["국명", "교류도시", "교류내용", "교류일자"]
# A place and its date: `연태시(1997.4.18)`, `연태시 : 1997. 4. 18.`, `Jiangsu of China (1994)`.
DATED_PLACE = re.compile(
    r"(?P<place>.{2,60}?)\s*(?:[(（\[](?P<inside>[^()（）\[\]]*\d[^()（）\[\]]*)[)）\]]|"
    r"[:：–-]\s*(?P<behind>.*\d.*?))(?P<of>\s+of\s+(?:the\s+)?[A-Z][\w ]+)?"
)
# `우호도시: 중국 구이린시(桂林市) (1979년 ~)`, several in a line where columns were set side by side.
NAMED_PLACE = re.compile(
    r"(?P<kind>[^\s:：()]{2,12})\s*[:：]\s*(?P<place>[^:：]{2,50}?)\s*\((?P<date>[^()]*\d[^()]*)\)"
)
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
        if len(longer) > len(headers) or (longer and line.text.startswith("(")):
            headers, index = longer, end + 1
    while index < len(page.lines) and page.lines[index].is_caption:
        index += 1
    return headers, index


def read_places(page):
    """Take a list of places with the date of each agreement; False where none begins here."""
    rows, lines, index = [list(PARTNER_HEADER)], [0], page.at
    while index < len(page.lines) and (found := _dated_places(page, page.lines[index])):
        rows += found
        lines += [page.lines[index].number] * len(found)
        index += 1
    if len(rows) == 1:
        return False
    page.at = index
    page.add(rows, lines, "table")
    return True


def _dated_places(page, line):
    """The rows of one line of such a list; [] where it is none."""
    if "\t" in line.text or line.dated:
        return []
    named = list(NAMED_PLACE.finditer(line.body))
    if named and not NAMED_PLACE.sub("", line.body).strip(" ,/·"):
        rows = [
            _row(page, one["place"], one["date"], "", one["kind"]) for one in named
            if KIND.search(one["kind"]) and is_place(one["place"]) and is_date(one["date"])
        ]  # fmt: skip
        return rows if len(rows) == len(named) else []
    row = _dated_place(page, line)
    return [row] if row else []


def _dated_place(page, line):
    match = DATED_PLACE.fullmatch(line.body)
    if not match:
        return None
    place, date = match["place"].strip(), (match["inside"] or match["behind"]).strip()
    if not is_date(date):
        return None
    of = re.sub(r"^\s*of\s+", "", match["of"] or "")
    inside = re.fullmatch(r"(.+?)\s+of\s+(?:the\s+)?([A-Z][\w ]+)", place)
    if inside and is_country(inside[2]):
        place, of = inside[1], inside[2]
    if not is_place(place):
        # A list below `Sister Cities`, `자매도시 : 6개 도시` holds places however they are called.
        plain = re.fullmatch(r"[^\W\d_][^\d:()]{1,40}", place)
        if not plain or match["behind"] or is_label(place) or is_header_word(place):
            return None
        if not of and not (line.is_bullet and _heads_places(page)):
            return None
        return [of, place, _kind(page), date]
    return _row(page, place, date, of)


def _row(page, place, date, of="", kind=""):
    found, _ = place_of(place)
    kind = kind or (place[: place.index(found)].strip(" :-") if found != place else "")
    country, city = of, found
    words = found.split()
    western = found.rpartition(",")
    if western[1]:
        country, city = western[2].strip(), western[0].strip()
    elif is_country(words[0]) and len(words) > 1:
        country, city = words[0], " ".join(words[1:])
    elif words[0] in SAME_REGION and len(words) > 1:
        country = "한국"
    return [country, city, kind or _kind(page), date]


def _heads_places(page):
    heading = page.headings[-1] if page.headings else None
    return bool(
        heading and not heading.place
        and re.search(r"도시(?!현황|특성)|都市|cities|towns|partners", folded(heading.text))
    )  # fmt: skip


def _kind(page):
    """What the headings above call the partners below: 자매결연도시."""
    for heading in reversed(page.headings):
        if KIND.search(heading.text) and not heading.place:
            return re.split(r"\s*[:：(]|\s-\s", heading.text)[0].strip()
    return ""
