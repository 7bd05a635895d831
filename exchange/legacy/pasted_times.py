"""Timelines: dated lines, and the lines below that belong to each of them."""

import re

from exchange.legacy.pasted_cut import date_header, fact_header, headers_of, text_header
from exchange.legacy.pasted_lines import REST_OF_DATE, YEAR, part_of_year
from exchange.legacy.pasted_page import TIMELINE_HEADER, is_heading, is_outer, is_strong_heading
from exchange.legacy.pasted_words import is_label, is_place, prose_labels
from exchange.periods import Period, PeriodError

LOOK_AHEAD = 12
NOTES = tuple("→⇒※☞*＊")  # in front of a remark, not of an entry


def read(page):
    """Take a timeline that begins at the page's line; False where none does."""
    if not begins(page):
        return False
    Timeline(page).read()
    return True


def is_header(line):
    """Whether the line is `기간 내용`, `구분 내용` or the like: a date's header and a text's."""
    headers = headers_of(line.text)
    return (
        len(headers) == 2
        and (date_header(headers[0]) or fact_header(headers[0]))
        and text_header(headers[1])
    )


def begins(page):
    line = page.line
    if is_header(line):
        following = [one for one in page.lines[page.at + 1 : page.at + 4] if not one.is_caption]
        return bool(following) and (
            bool(following[0].dated) or bool(YEAR.fullmatch(following[0].text))
        )
    year = YEAR.fullmatch(line.text)
    if year:
        below = page.peek()
        if below is None or "\t" in below.text:
            return False
        if part_of_year(below.text, year[1]):
            return True
        if below.dated or below.is_furniture or below.is_footer:
            return False
    if not line.dated or re.match(r"[(（]\d{4}[)）]", line.text):
        return False  # the year of a number stands in brackets
    if line.is_bullet:
        return line.marker not in NOTES and _is_list_of_dates(page)
    above = page.peek(-1)
    is_headed = above is not None and above is page.last_heading and bool(line.dated[1])
    if page.is_dated_section or is_headed or year:
        return True
    ahead = []
    for one in page.lines[page.at + 1 : page.at + LOOK_AHEAD]:
        if is_strong_heading(one):
            break
        ahead.append(one)
    if any(one.dated for one in ahead):
        return line.after_blank or above is None or above not in page.prose
    return False


def _is_list_of_dates(page):
    """Whether at least half of the list that begins here are dates: prose has bullets, too."""
    line, dated, undated = page.line, 0, 0
    for one in page.lines[page.at : page.at + 60]:
        if one.marker == line.marker and one.indent == line.indent:
            dated += bool(one.dated)
            undated += not one.dated
        elif is_strong_heading(one) or is_outer(one.marker, line.marker):
            break
    is_sentence = dated == 1 and bool(re.search(r"(?:다|임|음|함)?[.。]$", line.text))
    return dated >= undated and not (is_sentence and len(line.text) > 30)


class Timeline:
    """The entries of one timeline while its lines are read."""

    def __init__(self, page):
        self.page = page
        self.entries = []  # [line number, date, [texts]]
        self.marker = None  # of the dated lines
        self.year = ""  # of the heading `2019년`
        self.is_new_year = False  # whether nothing stood below it yet

    def read(self):
        page = self.page
        if is_header(page.line):
            page.at += 1
        while page.line is not None and self._take(page.line):
            page.at += 1
        rows = [list(TIMELINE_HEADER)]
        rows += [[date, "\n".join(texts)] for _, date, texts in self.entries]
        if self.entries:
            page.add(rows, [0, *(number for number, *_ in self.entries)], "timeline")

    def _take(self, line):
        """Take one line into the timeline; False where the timeline ends above it."""
        page = self.page
        if "\t" in line.text:
            return False
        if line.is_caption:
            page.captions.append(line)
            return True
        year = YEAR.fullmatch(line.text)
        below = page.peek()
        if year and (self.year or (below is not None and part_of_year(below.text, year[1]))):
            self.year, self.is_new_year = year[1], True
            return True
        if line.dated:
            return self._new(line, *line.dated)
        if self.year and (found := part_of_year(line.text, self.year)):
            return self._new(line, *found)
        if self.is_new_year and not line.is_footer and not line.is_furniture:
            return self._new(line, self.year, _without_marker(line))
        if not self.entries:
            return is_header(line)
        if self._is_end(line):
            return False
        entry = self.entries[-1]
        goes_on = entry[1].endswith(tuple("~∼～–-")) and line.text[:1].isdigit()
        may_join = goes_on or REST_OF_DATE.fullmatch(line.text)
        if not entry[2] and may_join and self._joins(entry, line):
            return True
        if line.marker and line.marker == self.marker and entry[2]:
            self.entries.append([line.number, "", [_without_marker(line)]])
        else:
            entry[2].append(line.text)
        return True

    def _new(self, line, date, text):
        if self.entries and self.marker != line.marker and self._is_outer(line):
            return False
        self.is_new_year = False
        if self.marker is None:
            self.marker = line.marker
        self.entries.append([line.number, date, [text] if text else []])
        return True

    def _joins(self, entry, line):
        """Whether a weekday, a time or the end of a span on its own line goes with the date."""
        for sign in (" ", ""):
            try:
                period, rest = Period.split(f"{entry[1]}{sign}{line.text}")
            except PeriodError:
                continue
            if period is not None and not rest:
                entry[1] = period.text
                return True
        return False

    def _is_outer(self, line):
        return is_outer(line.marker, self.marker)

    def _is_end(self, line):
        page, below = self.page, self.page.peek()
        has_text = bool(self.entries[-1][2])
        goes_on = self._goes_on()
        if line.is_footer and not (line.is_bullet and goes_on and not line.after_blank):
            return True
        if line.after_blank and line.marker in NOTES:
            return True  # below the list, of the whole list
        if line.is_furniture:
            # Furniture between dated lines is passed over by whoever reads on.
            return not line.is_bullet or not goes_on
        if len(headers_of(line.text)) >= 2 and (has_text or is_header(line)):
            return True
        if line.marker and self.marker and self._is_outer(line):
            return True
        if line.is_bullet:
            label = line.labelled[0] if line.labelled else line.body
            return is_label(label) and has_text and (line.after_blank or not self.marker) and (
                bool(line.labelled) or not goes_on
            ) and label not in page.section and not _is_of_event(label)  # fmt: skip
        if line.marker and is_heading(line) and has_text:
            return True
        if not has_text:
            return False
        if is_strong_heading(line, below) and (
            line.after_blank or not goes_on or not is_place(line.body)
        ):
            return True
        if line.labelled and is_label(line.labelled[0]) and not _is_of_event(line.labelled[0]):
            return True
        if prose_labels(line.body):
            return True
        if line.after_blank:
            # Below a blank line only text between dated lines goes on.
            return is_heading(line) or not goes_on
        return False

    def _goes_on(self):
        """Whether another dated line follows before a heading does."""
        page = self.page
        for one in page.lines[page.at + 1 : page.at + LOOK_AHEAD]:
            if one.dated or (self.year and part_of_year(one.text, self.year)):
                return True
            if is_strong_heading(one) or one.is_footer:
                return False
        return False


def _is_of_event(label):
    """Labels that events have as well as cities do."""
    return any(word in label for word in ("행사", "장소", "축제", "목적", "분야", "내용", "인원"))


def _without_marker(line):
    return line.body if line.is_bullet else line.text
