"""Lines of a page to rows: dated ones to timelines, labels with their values to facts."""

import re

from exchange.legacy.dated_places import PARTNER_HEADER, places_of, with_doubts
from exchange.legacy.pasted_lines import HAS_DATE, LABELLED, YEAR, front_date, part_of_year
from exchange.legacy.pasted_words import is_label
from exchange.legacy.sheets import Sheet
from exchange.legacy.text import without_bullets

FACTS_HEADER = ("구분", "내용")
TIMELINE_HEADER = ("기간", "교류내용")
STRONG = ("strong", "b", "em", "th", "dfn")
MAX_LABEL = 30
MONTH = re.compile(r"\s*(?:1[0-2]|0?[1-9])\s*(?:\.|월)\s*")
MARKER = re.compile(r"\s*([•·․‧∙◦▪▫●○■□◆◇▶►‣\-–*ㅇ※☞→])")
DATE_PIECES = 3  # that a date may be built of: `<b>2016.</b> <i>5. 2.</i>`
NEAR = 20  # lines that may belong to a date below them
COLONS = " :：|"
BRACKETS = "(（["
# Who keeps the page, and since when it stands so: nothing about a city.
KEPT = re.compile(
    r"(?:최종|최근|마지막)?\s?(?:수정|업데이트|갱신|등록|작성|게시)\s?(?:일|일자|일시|날짜)|담당\s?부서|조회\s?수?|"
    r"お?問い?合わ?せ先?|(?:最終)?更新日|公開日|上一[篇条]|下一[篇条]|이전\s?글|다음\s?글|last\s(?:updated|modified)",
    re.IGNORECASE,
)


class Section:
    """The lines below one heading. `sheets` get the rows as they are found, in order."""

    def __init__(self, sheets, name, around):
        self.sheets = sheets
        self.name = name
        self.around = around
        self.own = {}  # kind -> Sheet
        self.number = 0
        self.year = None  # (year, its line, as written); the line is None for a heading
        self.waiting = None  # (date, its line): words are to follow
        self.waited = 0  # the number of that line
        self.label = None  # (label, its line): values are to follow
        self.row = None  # (kind, row, its line, may lines with labels be part of it)
        self.last = None  # the line before
        self.loose = []  # lines that are neither
        self.between = []  # those since the last dated line
        self.parted = None  # the group whose dates a colon parts from their words
        self.left = set()  # id of those between two dated lines: they may belong to one of them

    def add(self, line):
        self.number += 1
        if self.year and self.year[1] and line.depth < self.year[1].depth:
            self.year = None
        if not (self._dated(line) or self._places(line) or self._goes_on(line) or self._fact(line)):
            self.row = None
            self.loose.append(line)
            if "timeline" in self.own:
                self.between.append(line)
        self.last = line

    def add_year(self, text):
        """A heading that is a year: the lines below it have only months and days."""
        self._settle()
        self.year = (int(YEAR.fullmatch(text)[1]), None, text)
        self.waiting, self.row, self.label = (text, None), None, None

    def close(self):
        """No more lines: what waits finds its place. Lines with a date that did not, and lines
        between dated ones, are given back."""
        self._settle()
        if "table" in self.own:
            with_doubts(self.own["table"].rows[1:])
        left = [
            line.text for line in self.loose if HAS_DATE.search(line.text) or id(line) in self.left
        ]
        self.loose = []
        return left

    def _dated(self, line):
        found = self._date_of(line)
        if not found:
            return False
        date, words = found
        if words and self._is_aside(line) and line.text[0] in BRACKETS:
            return False  # `우호교류 협정<br>(2009. 7. 15. 의향서)`
        if self.label and not words and _belongs(line, self.label[1]):
            return False  # `<dt>체결일</dt><dd>2016. 8. 19.</dd>`
        self.label = None
        if words:
            self._settle()
            self._row("timeline", date, words, line)
            self.parted = line.group if _has_colon(line, words) else self.parted
            self.waiting = None
            self._keep_year(date, line)
            return True
        if self._is_aside(line):
            return False  # `137천명<br>(2010년)`
        self._settle()
        self.row, self.waiting, self.waited = None, (date, line), self.number
        self._keep_year(date, line)
        return True

    def _is_aside(self, line):
        """Whether the line goes on with the value of a fact: after a <br>, not a line of its own."""
        return bool(self.row) and self.row[0] == "facts" and self.last.block == line.block

    def _keep_year(self, date, line):
        if year := YEAR.fullmatch(date):
            self.year = (int(year[1]), line, date)

    def _date_of(self, line):
        """(date, words) of a line that begins with a date; words "" where there is nothing else."""
        year = self.year[0] if self.year else None
        for text, rest in _fronts(line):
            found = (_of_year(text, year) if year else None) or front_date(text)
            if found and (rest is None or not found[1]):
                return found[0], (found[1] if rest is None else rest).strip(COLONS)
        return None

    def _places(self, line):
        """`미국 풀러턴시(2024. 1. 4.)`: a partner, unless the line is part of what is above."""
        if self.waiting or self.label or (self.row and _belongs(line, self.row[2])):
            return False
        rows = places_of(
            without_bullets(line.text), self.around.split(" > "), is_item=line.tag == "li"
        )
        if not rows:
            return False
        self.row = None
        sheet = self._sheet("table", PARTNER_HEADER)
        sheet.rows += rows
        sheet.lines += range(len(sheet.lines), len(sheet.rows))
        return True

    def _settle(self):
        """A date nothing follows belongs to the words before it in the same list item."""
        waiting, self.waiting = self.waiting, None
        if not waiting or waiting[1] is None:
            return
        date, line = waiting
        before = self._before(line)
        if before:
            self._row("timeline", date, "\n".join(one.text for one in before), line)
            self.loose[-NEAR:] = [one for one in self.loose[-NEAR:] if one not in before]
        elif not YEAR.fullmatch(date):
            self.loose.append(line)

    def _before(self, line):
        """The lines without a date just before this one, in the same list item."""
        return [one for one in self.loose[-NEAR:] if line.items and one.items == line.items]

    def _goes_on(self, line):
        if self.waiting:
            date, of = self.waiting
            if self._follows(line, of):
                is_year = bool(YEAR.fullmatch(date))
                self._row("timeline", date, line.text, line if is_year else of)
                self.waiting = self.waiting if is_year else None
                return True
            self._settle()
        if self.label and _belongs(line, self.label[1]):
            label, of = self.label
            self.label = None
            self._row("facts", label, line.text, of, takes_labels=True)
            return True
        if self.row:
            kind, row, of, takes_labels = self.row
            is_next = line.tag == of.tag == "dd" and line.block != of.block
            if kind == "timeline" and is_next and self.year and line.group == of.group:
                # `<dt>2016</dt><dd>07 교류</dd><dd>연중 우편</dd>`
                self._row("timeline", self.year[2], line.text, line)
                return True
            if _belongs(line, of) and (takes_labels or not _labelled(line)):
                row[1] = f"{row[1]}\n{line.text}"
                return True
        return self._of_year(line)

    def _follows(self, line, of):
        """Whether these are the words that a date on its own line waits for."""
        if of is None:
            return not _labelled(line)
        if of.items and of.items != line.items[: of.depth]:
            return of.group == line.group and not self._before(of)
        return bool(of.items) or of.group == line.group or self.number == self.waited + 1

    def _of_year(self, line):
        """`2016` with a list below it: what has no date of its own there is of that year."""
        of = self.year[1] if self.year else None
        if (
            of is None
            or not of.items
            or of.items != line.items[: of.depth]
            or of.depth == line.depth
        ):
            return False
        self._row("timeline", self.year[2], line.text, line)
        return True

    def _fact(self, line):
        self.label = None
        found = _labelled(line)
        if found and KEPT.fullmatch(found[0]):
            return False
        if found and found[1]:
            is_dated = line.tag == "li" and line.group == self.parted and not is_label(found[0])
            # `매년 추석 : 장터` among `2010. 10. 2. : 방문`: no date, and said so in the preview
            self._row("timeline" if is_dated else "facts", *found, line)
            return True
        if found or line.tag == "dt" or (line.tag == "li" and is_label(line.text)):
            self.row, self.label = None, ((found or (line.text, ""))[0], line)
            return True
        return False

    def _sheet(self, kind, header):
        if kind not in self.own:
            self.own[kind] = Sheet(self.name, [list(header)], kind, self.around, lines=[0])
            self.sheets.append(self.own[kind])
        return self.own[kind]

    def _row(self, kind, first, second, line, takes_labels=None):
        sheet = self._sheet(kind, FACTS_HEADER if kind == "facts" else TIMELINE_HEADER)
        if kind == "timeline":
            self.left.update(id(one) for one in self.between if one.group == line.group)
            self.between = []
        row = [first, second]
        sheet.rows.append(row)
        sheet.lines.append(len(sheet.lines))
        if takes_labels is None:
            takes_labels = kind == "timeline" or len(line.runs) > 1
        self.row = (kind, row, line, takes_labels)


def _has_colon(line, words):
    """Whether a colon parts the date in front from the words behind it."""
    return line.text.partition(words.split("\n")[0])[0].rstrip()[-1:] in (":", "：")


def _fronts(line):
    """(text, rest) where a date may stand: the first pieces alone, or the front of the line."""
    pieces = [text for _, text in line.runs]
    for count in range(min(len(pieces) - 1, DATE_PIECES), 0, -1):
        rest = " ".join(pieces[count:])
        # A date and its end may be two pieces: `2003.11.11.` `∼2003.11.13.`
        if not re.match(r"[~∼～〜\-–—]", rest):
            yield " ".join(pieces[:count]), rest
    yield line.text, None


def _of_year(text, year):
    """A month, or a month and a day, below the heading of a year."""
    if MONTH.fullmatch(text):
        return f"{year}. {text.strip()}", ""
    return part_of_year(text, year)


def _labelled(line):
    """(label, value) of `면적 : 36㎢`, `<strong>면적</strong> 36㎢`; value "" is still to come."""
    name, first = line.runs[0]
    rest = " ".join(text for _, text in line.runs[1:])
    if rest and len(first) <= MAX_LABEL:
        others = {name for name, _ in line.runs[1:]}
        is_strong = name in STRONG and name not in others
        if is_strong or first.rstrip()[-1:] in ":：" or is_label(first.rstrip(COLONS)):
            return without_bullets(first).strip(COLONS), rest.lstrip(COLONS)
    found = LABELLED.fullmatch(line.text)
    if found and found[1].strip() and (len(found[1]) <= MAX_LABEL or is_label(found[1])):
        return without_bullets(found[1]), found[2].strip()
    # `자매결연일 2013. 7. 13.`
    found = re.match(r"(\D{2,20}?)\s+(?=\d)", line.text)
    date = front_date(line.text[found.end() :]) if found and is_label(found[1]) else None
    return (found[1], line.text[found.end() :]) if date and not date[1] else None


def _belongs(line, of):
    """Whether a line without a date is part of what the line before it began."""
    if line.block == of.block or (line.depth > of.depth and of.group in line.path):
        return True
    if line.tag == "dd" and (of.tag == "dt" or of.tag == "dd") and line.group == of.group:
        return True
    if line.group == of.group and line.tag == of.tag:
        # `- 2004. 5. 방문`, and below it `· 시장 외 5명`
        mark, above = MARKER.match(line.text), MARKER.match(of.text)
        if mark and (not above or above[1] != mark[1]):
            return True
    return bool(of.items) and of.items == line.items
