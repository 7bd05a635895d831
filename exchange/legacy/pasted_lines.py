"""The lines of a pasted text: cleaned, numbered, and what each of them is at its front."""

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from exchange.legacy.pasted_bars import unbarred
from exchange.legacy.pasted_words import (
    CAPTION,
    FOOTER,
    FURNITURE,
    FURNITURE_PHRASE,
    is_label,
)
from exchange.legacy.text import CONTROLS, INVISIBLE, tidy
from exchange.periods import Period, PeriodError

# Tags that are left of a page's own markup; words in angle brackets are none.
MARKUP = re.compile(
    r"</?(?:td|tr|th|table|tbody|thead|li|ul|ol|dl|dt|dd|p|br|div|span|b|strong|em|font|a|img|h[1-6])"
    r"(?:\s[^<>]*)?/?>|/(?:td|tr|th|table|li|ul|ol|p|br|div|span|strong)>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|middot|apos|#\d{2,5});")

CELL_END = re.compile(r"[\t\n]")
QUOTED = re.compile(r'"(?:[^"]|"")*"(?=[\t\n]|$)')
LONGEST_QUOTED = 4_000  # characters of one cell

MARKER = re.compile(
    r"(?P<bullet>[•·․‧∙◦▪▫●○■□◆◇▶►▷‣◼◎☞⇒→※＊*✓✔ㅇ\-–—](?=\s|[^\W\d_]|['‘’\"“”(\[「<{]|\d{2,4}[.년/-]))\s*"
    r"|(?P<number>\d{1,2}(?=\.\s*[^\W\d])\.|\d{1,2}\)|\(\d{1,2}\)|[①-⑳❶-❿]|[가-하][.)](?=\s)|"
    r"[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]\.?|[IVX]{1,4}\.(?=\s))\s*"
)
BRACKETED = re.compile(r"[【\[<〔「『＜](.{1,40})[】\]>〕」』＞]")
# `label : value`; a clock and an address are none.
LABELLED = re.compile(r"([^:：]{1,45}?)\s*(?:[:：](?!//)|\s[-–]\s(?=\d{4}))\s*(.*)", re.DOTALL)
DATE_CHARACTERS = re.compile(r"[\s'‘’(\[]*\d[\d\s.,~∼～〜/'‘’\-–—년월일()월화수목금토年月日]*")
FRONT_SIGNS = re.compile(r"^[•·∙◦▪●○■□◆◇▶►‣※*\-–—\s]+")
HAS_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s*(?:[.년年/-]\s*\d|년|年)|\d{1,2}\s*월\s*\d{1,2}\s*일|\d{1,2}月\d{1,2}日|"
    r"['‘’]\d\d\s*[.년]|(?:19|20)\d{6}(?!\d)|(?<!\d)\d\d?[./]\s?\d\d?[./]\s?(?:19|20)?\d\d(?!\d)|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s[\d, ]*(?:19|20)\d\d"
)
A_YEAR = re.compile(r"(?<![\d.,-])(?:19|20)\d\d(?![\d㎢%명개]|[.,-]\d)")
YEAR = re.compile(r"[<\[【(]?\s*((?:19|20)\d\d)\s*(?:년도?|年度?)?\s*[>\]】)]?")
MONTH_ALONE = re.compile(r"(0\d|1[0-2])\s+(?=[^\d\s])")
PART_OF_YEAR = re.compile(
    r"(?P<month>\d{1,2})\s*(?:[./-]\s*\d{1,2}(?!\d)|월|月)|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d{1,2}(?!\d)"
)
COUNT = re.compile(
    r"(?:총|계)?\s*\d+\s?(?:개국|개|곳|건|都市|か国|カ国|cities|countries|towns|states)(?:[\s,/·]*(?:총|계)?\s*\d*\s?"
    r"(?:개|개국|도시|시|군|구|곳|건|都市|in|cities|countries|states|towns))*",
    re.IGNORECASE,
)
OPEN_START = re.compile(r"['‘’]?\d[\d\s.년월일/-]*(?:\([월화수목금토일]\)\s*)?[~∼～〜]")
REST_OF_DATE = re.compile(
    r"\(?[월화수목금토일](?:요일)?\)?|\(?(?:오전|오후)?\s?\d{1,2}:\d\d.{0,12}|[~∼～–-]\s*\d[\d.\s년월일]*"
)


@dataclass(frozen=True)
class Line:
    """One line of the paste, without blanks around it; `number` counts from 1 as the clerk does."""

    number: int
    text: str
    indent: int
    after_blank: bool

    @cached_property
    def _marker(self):
        return MARKER.match(self.text)

    @property
    def marker(self):
        """The class of the bullet or number in front: `•`, `-`, `1.`, `①`, `[`; "" for none."""
        if BRACKETED.fullmatch(self.text):
            return "["
        if not self._marker:
            return ""
        if self._marker["bullet"]:
            return self._marker["bullet"]
        return re.sub(r"\d+", "1", unicodedata.normalize("NFKC", self._marker["number"]))

    @property
    def is_bullet(self):
        return bool(self._marker and self._marker["bullet"])

    @property
    def body(self):
        """The text without bullets and numbers in front and brackets around."""
        bracketed = BRACKETED.fullmatch(self.text)
        if bracketed:
            return bracketed[1].strip()
        text = self.text
        while match := MARKER.match(text):
            text = text[match.end() :]
        return text or self.text

    @property
    def labelled(self):
        """(label, value) of `label : value`, None where the line is none."""
        match = LABELLED.fullmatch(self.body) if ":" in self.text or "：" in self.text else None
        if not match or self.dated:
            return None
        label, value = match[1].strip(), match[2].strip()
        if COUNT.fullmatch(value) or label.startswith("("):
            return None  # it heads a list: 자매도시 : 4개국 6개 도시
        is_long = len(label) > 22 or len(label.split()) > 5
        if (is_long and not is_label(label)) or not re.search(r"[^\W\d_]", label):
            return None
        is_clock = label[-1].isdigit() and value[:1].isdigit()
        if is_clock or (re.search(r"[.!?。]\s|[,\"“”'‘’]$|다\.$", label) and not is_label(label)):
            return None
        return label, value

    @property
    def dated(self):
        """(date as written, words behind it) where a date with its year stands in front, or None."""
        return front_date(self.text)

    @property
    def has_value(self):
        """Whether the line says something of something, be the label ever so long."""
        colon = re.search(r"(?<!\d)[:：](?!//)\s*\S|[:：]\s+\S", self.text[:400])
        return bool(colon and re.search(r"\w", self.text[: colon.start()]))

    @property
    def has_date(self):
        return bool(self.dated or HAS_DATE.search(self.text))

    @property
    def is_caption(self):
        return bool(
            len(self.text) < 150 and CAPTION.search(self.text) and not self.dated
            and not self.is_bullet and not self.labelled and "\t" not in self.text
        )  # fmt: skip

    @property
    def is_footer(self):
        return bool(len(self.text) <= 60 and FOOTER.match(self.body) and not self.dated)

    @property
    def is_furniture(self):
        if self.has_date or self.labelled:
            return False
        text = self.body if self.is_bullet else self.text
        if re.search(r">.*>|^>|\s[›»]\s|(?i:home)\s*[>/›]", text):
            return True  # a trail of pages
        is_words = re.search(r"[^\W\d_]", text) or not re.search(r"\d", text)
        return len(text) <= 60 and bool(
            (is_words and FURNITURE.fullmatch(text)) or FURNITURE_PHRASE.search(text)
        )


@lru_cache(65536)
def front_date(text):
    """(date as written, words behind it) of a line that begins with a date, None for any other.

    A date that is wrong or ambiguous is one too: whoever reads the cell says what is wrong.
    Dates without a year are none.
    """
    if not re.search(r"\d|[一二三四五六七八九十元]", text[:40]):
        return None
    # `April 2018Mayor visited`: two parts of the page set side by side.
    text = re.sub(r"^(\D{0,20}[\d\sA-Za-z,–-]{0,30}?(?:19|20)\d\d)(?=[A-Z][a-z])", r"\1 ", text)
    try:
        period, rest = Period.split(text)
    except PeriodError:
        found = DATE_CHARACTERS.match(FRONT_SIGNS.sub("", text))
        if not found or not HAS_DATE.search(found[0]):
            return None
        written = found[0].rstrip(" (['‘’-–—,")
        at = text.index(written) + len(written)
        return written.strip(), text[at:].lstrip(" :|,-–—")
    if period is None or (period.text.isdecimal() and len(period.text) not in (4, 6, 8)):
        return None
    second = rest and _second(period.text, rest, text)
    return second or (period.text, rest)


def _second(first, rest, text):
    """(dates, words) where a slash parts a whole date from the one in front, else None.

    `2006. 3. 3. / 2008. 3. 7. 공연` is of two days; Period reads such a list, and only whole.
    """
    if not text.endswith(rest) or "/" not in text[text.find(first) + len(first) : -len(rest)]:
        return None
    if not re.match(r"['‘’]?\d", rest) or not HAS_DATE.match(rest):
        return None
    following = front_date(rest)
    return following and (text[: len(text) - len(following[1])].rstrip(" :|-–—"), following[1])


def part_of_year(text, year):
    """(date with the year, words behind it) of `4. 17. 방문` below the heading `2019년`, or None."""
    text = re.sub(r"^[•·∙◦▪●○■□◆◇▶►‣*\-–]\s*", "", text)
    alone = MONTH_ALONE.match(text)
    if alone:
        return f"{year}. {alone[1]}.", text[alone.end() :]
    match = PART_OF_YEAR.match(text)
    if not match or (match["month"] and not 1 <= int(match["month"]) <= 12):
        return None
    korean = re.match(r"\d{1,2}\s*[월月]", text)
    letters = match["month"] is None
    sign = "年 " if "月" in match[0] else "년 " if korean else f"{match[0].strip('0123456789 ')} "
    try:
        if letters:
            period, rest = Period.split(f"{match[0]}, {year}{text[match.end() :]}")
        else:
            period, rest = Period.split(f"{year}{sign}{text}")
    except PeriodError:
        return None
    return (period.text, rest) if period else None


def read_lines(text):
    """(lines, notices): cleaned lines, blank ones left out; tabs inside a line are kept."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub("[\u00a0\u2028\u2029\x0b\x0c\x85]", " ", text)
    text = re.sub("[\ue000-\uf8ff]", "", text)  # bullets of a font, which nobody else has
    numbers, raw = unbarred(*_logical_lines(INVISIBLE.sub("", CONTROLS.sub("", text))))
    mended = []
    lines, blank = [], True
    blanks = sum(not line.strip() for line in raw)
    # Text of a PDF often has a blank line after every line: then blanks part nothing.
    is_double_spaced = len(raw) > 8 and blanks * 2.3 > len(raw)
    for index, (number, line) in enumerate(zip(numbers, raw, strict=True)):
        clean = ENTITY.sub(lambda match: html.unescape(match[0]), MARKUP.sub("", line))
        clean = clean.replace("\u00a0", " ")
        if clean != line:
            mended.append(number)
        if not clean.strip():
            blank = True
            continue
        indent = len(clean) - len(clean.lstrip(" "))
        stripped = clean.strip(" \u3000\u2000\u2001\u2002\u2003\u2009")
        kept = stripped
        if "\t" not in stripped or not _is_row(raw, index):
            kept = tidy(stripped.replace("\t", " "))
        if lines and _ends_on_next_line(lines[-1], kept) and not blank:
            kept = f"{lines[-1].text} {kept}"
            number, indent, blank = lines[-1].number, lines[-1].indent, lines.pop().after_blank
        lines.append(Line(number, kept, indent, blank and not is_double_spaced))
        blank = False
    notices = []
    if mended:
        notices.append(
            f"웹페이지의 꼬리표(예: </td>)가 섞여 있어 지우고 읽었습니다: {numbered(mended)}번째 줄."
        )
    return lines, notices


def _ends_on_next_line(line, text):
    """Whether a line is the start of a period whose end, with the words, begins the next one."""
    if not OPEN_START.fullmatch(line.text) or not re.match(r"['‘’]?\d", text):
        return False
    end = front_date(text)
    return bool(end and end[1])


def _logical_lines(text):
    """(numbers, lines): a cell that a spreadsheet quoted may hold line breaks, and tabs around."""
    numbers, lines = [], []
    start, number = 0, 1
    while start <= len(text):
        at = start
        while True:
            quoted = (
                QUOTED.match(text[at : at + LONGEST_QUOTED]) if text[at : at + 1] == '"' else None
            )
            if quoted and (at > start or text[at + quoted.end() : at + quoted.end() + 1] == "\t"):
                at += quoted.end()
            stop = CELL_END.search(text, at)
            if stop is None or stop[0] == "\n":
                break
            at = stop.end()
        end = stop.start() if stop else len(text)
        numbers.append(number)
        lines.append(text[start:end])
        number += text.count("\n", start, end) + 1
        start = end + 1
    return numbers, lines


def _is_row(raw, index):
    """Whether tabs in a line part cells; at its front and end they do so only beside a row."""
    near = raw[max(0, index - 3) : index + 4]
    return any(re.search(r"\S *\t.*\S", line) for line in [raw[index], *near])


def numbered(numbers):
    """Line numbers as a clerk reads them: `3, 7~9`; many are cut short."""
    runs = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = [str(a) if a == b else f"{a}~{b}" for a, b in runs]
    return ", ".join(words[:20]) + (" …" if len(words) > 20 else "")
