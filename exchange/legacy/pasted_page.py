"""A pasted page while it is read: where we are, the headings above, the sheets found so far."""

import re

from exchange.legacy.pasted_cut import headers_of
from exchange.legacy.pasted_lines import A_YEAR, HAS_DATE, YEAR, numbered
from exchange.legacy.pasted_words import (
    DATED_SECTION,
    NO_PLACE,
    PRIVATE_FOOTER,
    folded,
    is_header_word,
    is_label,
    is_place,
    place_of,
    places_in,
    prose_labels,
)
from exchange.legacy.sheets import Sheet

FACTS_HEADER = ["구분", "내용"]
GROUPED_HEADER = ["구분", "세부 구분", "내용"]
TIMELINE_HEADER = ["기간", "교류내용"]
MAX_CONTAINERS = 2


class Heading:
    """One heading: its text, the place it names, its marker, whether data stood below it."""

    def __init__(self, text, marker, place=""):
        self.text, self.marker, self.place = text, marker, place
        self.has_data = False


class Page:
    """Lines are taken one after the other; each ends in a sheet, a heading or `left`."""

    def __init__(self, lines, notices):
        self.lines = lines
        self.at = 0
        self.headings = []
        self.sheets = []
        self.notices = list(notices)
        self.captions = []
        self.last_heading = None  # the line that was taken as one
        # Lines that are in no sheet: with their reason, for the notices.
        self.left, self.footers, self.prose = [], [], []

    @property
    def line(self):
        return self.lines[self.at] if self.at < len(self.lines) else None

    def peek(self, offset=1):
        index = self.at + offset
        return self.lines[index] if 0 <= index < len(self.lines) else None

    # Headings ------------------------------------------------------------------------------

    def head(self, line):
        """Take a line as a heading: it opens a place or a section."""
        text = line.body
        if any(one.text == text and not one.place for one in self.headings):
            return  # the title again, in a menu
        place, rest = place_of(text)
        if place and rest and not is_section(rest):
            place, rest = "", text
        marker = line.marker
        self.last_heading = line
        self.left.append(line)  # named in a notice if it has a date
        if marker and any(one.marker == marker for one in self.headings):
            while self.headings[-1].marker != marker:
                self.headings.pop()
            self.headings.pop()
        elif not marker:
            self._pop_plain(bool(place))
        if place:
            self.headings.append(Heading(place, marker or "place", place))
            if rest:
                self.headings.append(Heading(rest, "plain"))
        else:
            self.headings.append(Heading(text, marker or "plain"))
        plain = [one for one in self.headings if one.marker == "plain" and not one.has_data]
        if len(plain) > MAX_CONTAINERS + 1:
            self.headings.remove(plain[0])

    def _pop_plain(self, is_place):
        """A plain heading ends the section above it, and a place the place above it."""
        while self.headings and self.headings[-1].marker in OUTER_TO_INNER:
            self.headings.pop()
        places = [index for index, one in enumerate(self.headings) if one.marker == "place"]
        if is_place and places:
            del self.headings[places[0] :]
        while self.headings and self.headings[-1].marker == "plain":
            if not self.headings[-1].has_data and (is_place or not places):
                break  # it heads all that follows
            self.headings.pop()

    @property
    def section(self):
        return self.headings[-1].text if self.headings else ""

    @property
    def place(self):
        return next((one.text for one in reversed(self.headings) if one.place), "")

    @property
    def is_dated_section(self):
        return bool(self.headings) and bool(DATED_SECTION.search(self.section))

    # Sheets --------------------------------------------------------------------------------

    def add(self, rows, lines, kind):
        """A sheet below the headings now open, with the notices of the captions above it."""
        for heading in reversed(self.headings):
            heading.has_data = True
            if heading.marker in ("plain", "place"):
                break  # those further out head what follows, too
        texts = [heading.text for heading in self.headings]
        sheet = Sheet(self.section, rows, kind=kind, around=" > ".join(texts), lines=lines)
        said = folded(" ".join([*texts, *(cell for row in rows for cell in row)]))
        own = folded(self.place)
        for caption in self.captions:
            strange = [
                name for name in places_in(caption.text)
                if name not in own and (own or folded(name) not in said)
            ]  # fmt: skip
            if strange:
                sheet.notices.append(
                    f"설명글에 다른 도시 이름이 있습니다: {caption.text} ({caption.number}번째 줄)"
                )
        self.left += [caption for caption in self.captions if caption.has_date]
        self.captions = []
        self.sheets.append(sheet)
        return sheet

    def finish(self):
        """The sheets, with what is in none of them named in notices."""
        notices = list(self.notices)
        unused = [*self.left, *self.captions]
        left = [
            line for line in unused if line.has_date or line.has_value or A_YEAR.search(line.text)
        ]
        for line in sorted(set(left), key=lambda line: line.number):
            if PRIVATE_FOOTER.match(line.body):
                continue
            notices.append(
                f"{line.number}번째 줄은 표나 목록이 아니라 가져오지 않았습니다. 필요하면 직접 넣어 "
                f"주세요: {line.text}"
            )
        footers = [line for line in self.footers if not PRIVATE_FOOTER.search(line.body)]
        if footers:
            words = " / ".join(line.body for line in footers)
            notices.append(
                f"쪽을 관리하는 부서·연락처·수정일은 가져오지 않았습니다: {words} "
                f"({numbered([line.number for line in footers])}번째 줄)"
            )
        private = [
            line.number for line in (*self.footers, *left) if PRIVATE_FOOTER.match(line.body)
        ]
        if private:
            notices.append(
                f"개인 이름이 있는 줄은 가져오지 않았습니다: {numbered(private)}번째 줄."
            )
        prose = [line.number for line in self.prose if line not in left]
        if prose:
            notices.append(f"문장으로만 적힌 글은 가져오지 않았습니다: {numbered(prose)}번째 줄.")
        if notices and not self.sheets:
            if not left and not self.notices:
                return []
            self.headings, self.captions = [], []
            self.add([list(FACTS_HEADER)], [0], "facts")
        if notices:
            self.sheets[-1].notices.extend(notices)
        return self.sheets


OUTER_TO_INNER = "□■◆◇▶►●○◎◦•▪·∙-–"


def is_outer(marker, than):
    """Whether a bullet belongs to a list around that of another: ○ in a list of -."""
    if not marker or not than or marker not in OUTER_TO_INNER or than not in OUTER_TO_INNER:
        return False
    return OUTER_TO_INNER.index(marker) < OUTER_TO_INNER.index(than)


def is_section(text):
    """Whether the words behind a place in a heading name a section: 추진배경, 일반현황, 교류내역."""
    text = re.sub(r"\s*\([^()]*\)$", "", text)
    return bool(
        prose_labels(text) or is_label(text) or is_header_word(text) or DATED_SECTION.search(text)
        or text.endswith(("현황", "소개", "개요", "정보", "안내", "여건", "概要", "紹介"))
    )  # fmt: skip


# A line that goes on below: no heading ends so.
UNFINISHED = re.compile(
    r"(?:은|는|을|를|에|와|과|로|의|서|하여|하고|하며|위해|위한|통해|있는|없는|되는|된|할|및|등|が|を|に|は|の|で|と|"
    r"\b(?:the|of|and|in|to|for|with|a))$"
)


def is_heading(line):
    """Whether a line can be a heading: short, no sentence, no value."""
    text = line.body
    longest = 80 if text.isascii() else 40
    if len(text) > longest or len(text.split()) > longest // 5 or text[-1:] in ".。!?,;":
        return False
    if line.marker != "[" and HAS_DATE.search(re.sub(r"[(\[（].*?[)\]）]", "", text)):
        return False
    if line.labelled or line.dated or YEAR.fullmatch(line.text) or "\t" in line.text:
        return False
    if len(text.split()) > 1 and not line.marker and UNFINISHED.search(text):
        return False
    return not text.endswith(
        ("다", "함", "됨", "있음", "음", "임", "및", "습니다", "ました", "です")
    )


def is_strong_heading(line, following=None):
    """Whether a line is a heading even where no blank line stands above it."""
    if not is_heading(line):
        return False
    body = line.body
    if is_place(body) and body not in NO_PLACE:
        return True
    if line.marker and not line.is_bullet and (is_section(body) or is_place(body)):
        return True
    if line.is_bullet:
        return False
    return bool(
        following is not None
        and is_section(body)
        and len(body) <= 20
        and (following.is_caption or len(headers_of(following.text)) > 1)
    )
