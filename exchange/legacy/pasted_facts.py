"""Facts: labels and their texts, `인구 : 3만명` or a table that the browser made flat."""

import re

from exchange.legacy.pasted_cut import fact_header, headers_of, is_date, text_header
from exchange.legacy.pasted_page import (
    FACTS_HEADER,
    GROUPED_HEADER,
    is_heading,
    is_outer,
    is_section,
    is_strong_heading,
)
from exchange.legacy.pasted_words import (
    DATED_SECTION,
    KIND_ONLY,
    folded,
    group_members,
    is_header_word,
    is_label,
    is_place,
    label_at_front,
)

LINK = re.compile(r"홈페이지|누리집|웹사이트|website|homepage|링크", re.IGNORECASE)
LONGEST_HEADING = 80
LONGEST_PAIR = 200  # two facts in a line
GOTO = re.compile(r"(?<=바로가기)\s+(?=\S)|(?<=바로 가기)\s+(?=\S)")


# A page may set label and value side by side without a blank: `위치중국 연해`, `면적5,348㎢`.
GLUED = re.compile(
    r"(위치|소재지|면적|인구|기후|주요산업|특산물|특산품|홈페이지|행정구역|언어|화폐|시차)"
    r"(?!은|는|이\s|가\s|의\s|와|과|로|를|을|에|도\s|및|수|밀도|현황|특성|주소|당|[:：(/·,])(\S.*)"
)


def glued_label(text):
    """(label, value) of `면적5,348㎢`, or None."""
    match = GLUED.fullmatch(text)
    return (match[1], match[2]) if match and not is_label(text) else None


# Two labels and values in one row of a table: `위치 돗토리현 동부 면적 206.71㎢`.
SECOND_PAIR = re.compile(
    r"(?P<text>\S.*?)\s+(?P<label>(?:자매결연\s|우호협력\s|결연\s)?(?:면적|인구|[가-힣]*일|[가-힣]*일자|세대수|인구밀도))\s+"
    r"(?P<value>약?\s*['‘]?\d[^\n]*)"
)


def is_header(line):
    headers = headers_of(line.text)
    return len(headers) == 2 and fact_header(headers[0]) and text_header(headers[1])


def read(page):
    """Take the facts that begin at the page's line; False where none do."""
    line = page.line
    if "\t" in line.text:
        return False
    is_table = is_header(line)
    if not is_table and not _begins(page, line):
        return False
    start = page.at
    facts = Facts(page, is_table)
    if is_table:
        page.at += 1
    while page.line is not None and facts.take(page.line):
        page.at += 1
    if not facts.rows:
        page.at = start
        return False
    facts.finish()
    return True


def _begins(page, line):
    if len(headers_of(line.text)) >= 2:
        return False
    if line.labelled and (line.labelled[1] or _has_deeper(page, line)):
        return not line.is_footer
    label, rest = label_at_front(line.body)
    if rest and (is_section(rest) or is_header_word(rest)) and len(rest) <= 6:
        return False  # `행사 개요` heads facts
    if glued_label(line.body) and not line.is_footer:
        near = [page.peek(-1), page.peek()]
        return bool(re.match(r"[\d,.]", glued_label(line.body)[1])) or any(
            one is not None and glued_label(one.body) for one in near
        )
    if not label or line.dated or line.is_footer:
        return False
    if line.is_bullet:
        heads_dates = page.peek() is not None and page.peek().dated
        return bool(rest) or (
            not heads_dates and not _opens_section(line) and _has_deeper(page, line)
        )
    near = page.lines[page.at + 1 : page.at + 4]
    # A line of prose may begin with such a word; two of them in a row are a table.
    return (
        bool(rest)
        and len(line.text) <= 200
        and any(all(label_at_front(one.body)) and not one.after_blank for one in near)
    )


def _has_deeper(page, line):
    below = page.peek()
    return (
        below is not None
        and not below.after_blank
        and (below.indent > line.indent or (below.is_bullet and below.marker != line.marker))
    )


def _opens_section(line):
    """Whether a bullet without a value heads what stands below: 교류내용, 교류현황."""
    body = line.body
    return not line.labelled and (
        (is_header_word(body) and not is_label(body))
        or bool(DATED_SECTION.search(body) and not is_label(body))
        or (is_section(body) and not is_label(body))
    )


class Facts:
    """The rows of one facts table while its lines are read."""

    def __init__(self, page, is_table):
        self.page, self.is_table = page, is_table
        self.rows = []  # [line number, group, label, [texts]]
        self.group, self.members = "", None
        self.half = None  # (line number, the first half of a label broken over lines)
        self.indent = page.line.indent
        self.marker = page.line.marker

    def take(self, line):
        """Take one line into the facts; False where they end above it."""
        page = self.page
        if "\t" in line.text:
            return False
        if line.is_caption:
            page.captions.append(line)
            return not self.rows
        if line.dated and not self._is_value(line):
            return False
        label, rest = glued_label(line.body) or label_at_front(line.body)
        if line.is_footer and not label:
            return False
        if self.is_table:
            return self._take_of_table(line, label, rest)
        return self._take_of_list(line, label, rest)

    def _is_value(self, line):
        """Whether a dated line is the value of the label above it."""
        if not self.rows:
            return self.half is not None
        return not self.rows[-1][3]

    def _take_of_table(self, line, label, rest):
        below = self.page.peek()
        if self.rows and len(headers_of(line.text)) >= 2 and not rest:
            return False
        if line.is_bullet or (line.labelled and not is_label(line.labelled[0]) and self.rows):
            return self._continue(line)
        is_apart = self.half is None and line.after_blank and bool(self.rows)
        if is_apart and (not label or (not rest and is_heading(line))):
            return False
        if self.rows and (line.is_furniture and not label):
            return False
        if label:
            if line.labelled and is_label(line.labelled[0]):
                label, rest = line.labelled
            return self._labelled(line, label, rest, below)
        if self.rows and is_strong_heading(line, below) and not is_place(line.body):
            return False
        unknown = re.match(r"([^\W\d_]{2,8})\s+(\S.*)", line.text)
        if unknown and (not self.rows or self._is_new_label(unknown[1])):
            return self._new(line, unknown[1], unknown[2])
        return self._continue(line)

    def _is_new_label(self, word):
        """Whether an unknown first word is a label: the row above is whole, the word a noun."""
        texts = self.rows[-1][3]
        return (
            len(texts) == 1
            and len(texts[0]) <= 60
            and not re.search(r"[,·]$", texts[0])
            and not re.search(
                r"(?:은|는|이|가|을|를|의|에|와|과|로|및|하며|하고|한|된|인|등|약|총|서)$", word
            )
        )

    def _take_of_list(self, line, label, rest):
        below = self.page.peek()
        if self.rows and self._is_outer(line):
            return False
        deeper = bool(self.rows) and line.indent > self.indent
        if self.rows and deeper and (self.rows[-1][4] < line.indent) and not self.rows[-1][5]:
            return self._continue(line)
        if line.labelled and not is_heading(line):
            if _opens_section_below(line) and not line.labelled[1]:
                return False
            glued = glued_label(line.body)
            return self._labelled(line, *(glued or line.labelled), below)
        if label and (rest or line.is_bullet or self._alternating(line)):
            if not rest and (_opens_section(line) or not self._expects(line)):
                return False
            if not rest and below.dated and below.dated[1] and below.is_bullet:
                return False  # it heads a timeline
            above = self.rows[-1][3] if self.rows else []
            if not line.marker and not line.after_blank and above and len(above[-1]) >= 40:
                return self._continue(line)  # a wrapped line may begin with any word
            return self._labelled(line, label, rest, below)
        if not self.rows:
            return False
        if line.is_furniture or is_strong_heading(line, below):
            return False
        if line.is_bullet:
            if line.marker == self.marker and line.indent <= self.indent:
                return False
            return self._continue(line)
        if line.marker and is_heading(line):
            return False
        if is_heading(line) and is_section(line.body) and len(line.body) <= 20:
            return False
        if line.after_blank and self.rows[-1][3]:
            return False
        return self._continue(line)

    def _is_outer(self, line):
        if line.is_bullet:
            return is_outer(line.marker, self.marker)
        return line.marker != self.marker and bool(line.marker)

    def _alternating(self, line):
        return is_label(line.body) and self.page.peek() is not None

    def _expects(self, line):
        below = self.page.peek()
        return below is not None and not below.after_blank and not is_label(below.body)

    def _labelled(self, line, label, rest, below):
        if not rest and re.search(r"(?:및|[·/,])$", label):
            self.half = (line.number, label)
            return True
        number = line.number
        if self.half:
            number, label, self.half = self.half[0], f"{self.half[1]} {label}", None
        second, text = label_at_front(rest)
        kind, _, date = rest.partition(" ")
        if re.search(r"일$|일자$", label) and KIND_ONLY.fullmatch(kind) and is_date(date):
            self.group, self.members = label, re.compile("$^")  # 결연일자 자매결연 1982.03.05
            return self._append(line, kind, date, number)
        members = group_members(label)
        if members and second and text and members.search(folded(second)):
            self.group, self.members = label, members
            label, rest = second, text
        elif self.members is not None and not self.members.search(folded(label)):
            self.group, self.members = "", None
        return self._new(line, label, rest, number)

    def _new(self, line, label, rest, number=None):
        if self.group and self.members is not None and not self.members.search(folded(label)):
            self.group, self.members = "", None
        return self._append(line, label, rest, number)

    def _append(self, line, label, rest, number):
        self.rows.append(
            [number or line.number, self.group, label, [rest] if rest else [], line.indent,
             bool(rest)]
        )  # fmt: skip
        return True

    def _continue(self, line):
        if not self.rows:
            return False
        self.rows[-1][3].append(line.text)
        return True

    def finish(self):
        is_grouped = any(row[1] for row in self.rows)
        rows = [list(GROUPED_HEADER if is_grouped else FACTS_HEADER)]
        numbers = []
        for number, group, label, texts, *_ in self.rows:
            text = "\n".join(texts)
            second = SECOND_PAIR.fullmatch(text) if len(text) <= LONGEST_PAIR else None
            if second and not is_grouped and is_label(second["label"]):
                rows += [[label, second["text"]], [second["label"], second["value"]]]
                numbers += [number, number]
                continue
            numbers.append(number)
            if LINK.search(label):
                text = GOTO.sub("\n", text)
            if not is_grouped:
                rows.append([label, text])
            else:
                rows.append([group, label, text] if group else [label, "", text])
        self.page.add(rows, [0, *numbers], "facts")


def _opens_section_below(line):
    return bool(DATED_SECTION.search(line.labelled[0])) and not is_label(line.labelled[0])
