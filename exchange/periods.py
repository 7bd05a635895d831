"""Period: one dated span as legacy tables write it.

    >>> Period.parse("2013. 4. 5. ~ 25.").edtf
    '2013-04-05/2013-04-25'
    >>> Period.split("2016. 8. 19. 자매결연협정체결")
    (Period(text='2016. 8. 19.', …), '자매결연협정체결')

The text is kept as it is written; what it says is kept as EDTF (ISO 8601-2) and as the first
and last day it covers. Reading is done by the grammar in `exchange/dates`;
the shapes met most are read by its `shapes`, which must agree with the grammar. What is
ambiguous, relative or impossible is never guessed: it raises PeriodError.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from exchange.dates.completion import Reading
from exchange.dates.edtf import display_edtf, is_clearly_edtf, read_edtf
from exchange.dates.errors import PeriodError, quoted
from exchange.dates.grammar import PeriodGrammar
from exchange.dates.shapes import common_shape, front_shape
from exchange.dates.tokens import normalise
from exchange.dates.words import NO_DATE

__all__ = ["MAX_LENGTH", "Period", "PeriodError"]

MAX_LENGTH = 300  # of a text that is to be dates only
FRONT_LENGTH = 160  # of a line, where its date must stand
_KOREA = timezone(timedelta(hours=9))
_SEPARATORS = ":：|/,，、;-–—∼"


@dataclass(frozen=True, slots=True)
class Period:
    """A dated span: as written, as EDTF, and its first and last day.

    Build one with `parse`, `parse_all`, `split` or `from_edtf`; the constructor takes what
    they stored and checks nothing. Periods are equal when all but their warnings are.
    """

    text: str
    edtf: str
    first_day: date
    last_day: date | None  # None: the period goes on
    warnings: tuple[str, ...] = field(default=(), compare=False)

    @property
    def precision(self) -> str:
        """How finely the start is known: day, month, year, season, quarter, half, decade, century."""
        start = read_edtf(self.edtf.partition("/")[0])[0]
        return start.grain

    @property
    def is_open(self) -> bool:
        """Whether the period goes on: `1994/..`."""
        return self.edtf.endswith("/..")

    def display(self) -> str:
        """Korean text: `2013. 4. 5. ~ 4. 25.`, `2021. 4.`, `1997년`, `1994년 ~ 현재`.

        `parse` reads it back to the same EDTF.
        """
        return display_edtf(self.edtf)

    def __str__(self) -> str:
        return self.display()

    @classmethod
    def parse(cls, text: str | None, today: date | None = None) -> "Period | None":
        """Read a text that is one date or span; None where it says that there is no date.

        `today` settles two-digit years ('26 is 2026 in 2026, 1926 the year before); without
        it, it is today in Korea. Raises PeriodError for anything that is not one date, and
        for a date that cannot be read without guessing.
        """
        if text is None:
            return None
        shape = common_shape(text)
        if shape is not None:
            return cls(*shape)
        found = cls.parse_all(text, today)
        if len(found) > 1:
            raise PeriodError(
                f"{quoted(text)}에는 날짜가 {len(found)}개 있습니다. 날짜마다 행을 나누어 적어 주세요.",
                found[0].text,
            )
        return found[0] if found else None

    @classmethod
    def parse_all(cls, text: str | None, today: date | None = None) -> "list[Period]":
        """Read a list of dates, `1997.1.25, 2006.4.28`; [] where there is none.

        A date that leaves parts to the one before it (`2013. 4. 5, 7`) gets its display as its
        text, so that every text can be read on its own. Raises PeriodError like `parse`.
        """
        text = _checked(text)
        if _says_no_date(text):
            return []
        if is_clearly_edtf(text):
            return [cls.from_edtf(text, text)]
        grammar = PeriodGrammar(text, today or _today(), whole=True)
        try:
            found = grammar.readings()
        except PeriodError as error:
            error.suggestion = _readable(error.suggestion, grammar.today)
            raise
        if len(found) == 1:
            return [cls._from_reading(found[0], text)]
        return [
            cls._from_reading(one, grammar.written(one.start, one.stop) if one.complete else None)
            for one in found
        ]

    @classmethod
    def split(cls, text: str, today: date | None = None) -> "tuple[Period | None, str]":
        """Take the date off the front of a line: the Period, and the words behind it.

        (None, text) where no date stands in front. Bullets before the date, and one sign
        (`:`, `-`, `,` …) between the date and the words, go with the date; of the words nothing
        is changed. Raises PeriodError for a relative, impossible or ambiguous date in front,
        and for several dates.
        """
        shape = front_shape(text)
        if shape is not None:
            return cls(*shape[0]), text[shape[1] :]
        head = text[:FRONT_LENGTH]
        grammar = PeriodGrammar(head, today or _today(), whole=False)
        try:
            reading = grammar.front()
        except PeriodError as error:
            error.suggestion = _readable(error.suggestion, grammar.today)
            raise
        if reading is None:
            return None, text
        period = cls._from_reading(reading, grammar.written(reading.start, reading.stop))
        return period, _words_behind(text, grammar.at(reading.stop - 1).end)

    @classmethod
    def from_edtf(cls, edtf: str, text: str | None = None) -> "Period":
        """The Period of an EDTF text; `text` is what was written, without it the display.

        An end that is not known (`1994/`) becomes one that has not come (`1994/..`), with a
        warning. Raises PeriodError for EDTF that is invalid or of a kind not used here.
        """
        edtf = _checked(edtf)
        start, end, is_open = read_edtf(edtf)
        canonical = start.edtf + ("/.." if is_open else f"/{end.edtf}" if end else "")
        warnings = ()
        if edtf.endswith("/"):
            warnings = (f"{quoted(edtf)}: 끝을 몰라 계속되는 기간으로 읽었습니다.",)
        last_day = None if is_open else (end or start).last_day
        text = display_edtf(canonical) if text is None else text.strip()
        return cls(text, canonical, start.first_day, last_day, warnings)

    @classmethod
    def _from_reading(cls, reading: Reading, text: str | None) -> "Period":
        first, last = reading.first, reading.last
        last_day = None if reading.is_open else (last or first).last_day
        text = display_edtf(reading.edtf) if text is None else text
        return cls(text, reading.edtf, first.first_day, last_day, reading.warnings)


def _today() -> date:
    return datetime.now(_KOREA).date()


def _readable(suggestion: str | None, today: date) -> str | None:
    """A suggestion, if it can be read as it stands."""
    try:
        grammar = PeriodGrammar(suggestion or "", today, whole=True)
        return suggestion if len(grammar.readings()) == 1 else None
    except PeriodError:
        return None


def _checked(text: str | None) -> str:
    """The text without the blanks around it; PeriodError where it is too long to be a date."""
    text = (text or "").strip()
    if len(text) > MAX_LENGTH:
        raise PeriodError(f"{quoted(text)}: 날짜로 읽기에는 너무 깁니다. 날짜만 적어 주세요.")
    return text


def _says_no_date(text: str) -> bool:
    """Empty, `-`, 미정, 해당 없음, N/A …: no date, which is no error."""
    plain = "".join(normalise(text)[0].split()).strip("().,;:·*[]").casefold()
    return plain in NO_DATE or not plain.strip("-–—~_/?=")


def _words_behind(text: str, stop: int) -> str:
    """The words behind a date, without the one sign that parts them from it."""
    rest = text[stop:]
    words = rest.lstrip()
    broken = "\n" in rest[: len(rest) - len(words)]
    if words[:1] in _SEPARATORS and words and not broken:
        words = words[1:].lstrip()
    return words
