"""What the grammar reads a date into before it is complete, and the cursor it reads with."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from exchange.dates import words
from exchange.dates.edtf import FIRST_YEAR, LAST_YEAR, Point, month_end, out_of_range, part_of_year
from exchange.dates.errors import PeriodError, quoted
from exchange.dates.tokens import NUMBER, OTHER, WORD, Token, tokenise

DATE, TEXT, UNSURE = "date", "text", "unsure"
_AFTER_NUMBERS = words.TO | words.AND | set(words.MONTH_NAMES) | {"q"}


@dataclass(slots=True)
class Part:
    """One end of a period as far as it is written: what is missing is None."""

    start: int  # its tokens: from here …
    stop: int  # … up to here
    year: int | None = None
    month: int | None = None  # or the EDTF code of a season, quarter or half-year
    day: int | None = None
    wide: str = ""  # decade or century: `year` is its first
    bare: int | None = None  # a lone number with no unit: what it counts, the other end says
    numeric: bool = False  # month and day are bare numbers: 5.18, which may be a decimal
    evident: bool = True  # False for a bare four-digit number, which may be any number
    fiscal: bool = False
    about: bool = False
    doubt: bool = False
    as_of: bool = False
    clock: bool = False
    era: str = ""
    weekday: tuple[int, str] | None = None
    borrowed: bool = False  # parts of it come from the date before it in a list
    warnings: list[str] = field(default_factory=list)

    @property
    def grain(self) -> str:
        if self.wide:
            return self.wide
        if self.day is not None:
            return "day"
        if self.month is not None:
            return "month" if self.month <= 12 else part_of_year(self.month)
        return "year" if self.year is not None else ""

    def point(self) -> Point:
        """The finished EDTF point; only for a part that has its year."""
        mark = {(1, 0): "~", (0, 1): "?", (1, 1): "%"}.get((self.about, self.doubt), "")
        return Point(self.grain, self.year, self.month or 0, self.day or 0, mark)


class Cursor:
    """Looks at the tokens of one text. Places are indexes, so that going back is free."""

    at: Callable[[int], Token]  # the token at a place; END behind the last

    def __init__(self, text: str, today: date, whole: bool):
        self.text = text
        self.today = today
        self.whole = whole  # the text must be a date and nothing else
        self.tokens = tokenise(text)
        # No rule looks further ahead than this, so that `at` needs no check of bounds.
        self.at = [*self.tokens, *[self.tokens[-1]] * 12].__getitem__

    def word(self, place: int, role) -> bool:
        """Whether a known word that can play this role stands here."""
        token = self.at(place)
        return token.kind == WORD and token.text in role

    def is_glued(self, place: int) -> bool:
        """Whether a token touches the one before it."""
        return not self.at(place).spaced

    def ends_word(self, place: int) -> bool:
        """Whether no letter is glued on here, so that the word before is whole."""
        return not (self.is_glued(place) and self.at(place).kind in (WORD, OTHER))

    def written(self, start: int, stop: int) -> str:
        """The clerk's own text of some tokens."""
        if stop <= start:
            return ""
        return self.text[self.at(start).start : self.at(stop - 1).end].strip()

    def run(self, place: int) -> str:
        """The letters that stand together here, known words or not."""
        letters = []
        while self.at(place).kind in (WORD, OTHER) and (not letters or self.is_glued(place)):
            letters.append(self.at(place).text)
            place += 1
        return "".join(letters)

    def fail(self, start: int, stop: int, message: str, suggestion: str | None = None):
        """Raise the error for some tokens; `{}` in the message is their text in quotes."""
        raise PeriodError(message.replace("{}", quoted(self.written(start, stop))), suggestion)

    def separator(self, place: int) -> tuple[str, int]:
        """What stands between two parts of a date, and the place behind it."""
        kind = self.at(place).kind
        if kind == "." and self.at(place + 1).kind == "." and self.at(place + 2).kind == NUMBER:
            return ".", place + 2
        return (kind, place + 1) if kind in (".", ",", "-", "/", "·") else ("", place)

    def counts(self, place: int) -> str:
        """Whether a bare number is a DATE part, counts a thing of the TEXT, or is UNSURE.

        `3개국`, `35명`, `1646.33㎢`, `4H` belong to the text; `15개교` may be "15 schools" or
        "the 15th, a school opening"; anything else behind a number leaves it to the date.
        """
        behind, further = self.at(place + 1), self.at(place + 2)
        if behind.kind in ("%", "°", "‰", "℃"):
            return TEXT
        if behind.kind == ":" and further.digits == 2 and self.is_glued(place + 2):
            return TEXT  # a clock
        if behind.kind not in (WORD, OTHER):
            return DATE
        run, glued = self.run(place + 1), self.is_glued(place + 1)
        if behind.text.isascii():
            run = behind.text
            is_time = run in "TtH" and further.kind == NUMBER and self.is_glued(place + 2)
            if run.lower() in words.MEASURES and not is_time and (glued or len(run) > 1):
                return TEXT
            named = run.isupper() and len(run) > 1  # 3MOU 체결, but 3D 프린팅
            if not glued or is_time or named or run.lower() in _AFTER_NUMBERS:
                return DATE
            return UNSURE if run.lower() in words.ORDINALS else TEXT
        if behind.kind == WORD and self._is_date_word(place + 1):
            return DATE
        if run in words.COUNTERS and run not in words.UNSURE_COUNTERS:
            return TEXT if glued else UNSURE
        if not glued:
            return UNSURE if run in words.COUNTERS else DATE
        if run.startswith(words.NOT_COUNTERS):
            return DATE
        if self.at(place).digits > 2:
            return UNSURE if run.startswith(words.COUNTERS) else DATE
        if self.at(place).spaced:
            # `5. 3마을`: the number stands with the word; alone, `16체결` is left over or a label
            return DATE if self.whole else UNSURE
        return UNSURE if run.startswith(words.COUNTERS + words.COUNTED) else DATE

    def _is_date_word(self, place: int) -> bool:
        """Whether the letters here are words of a date to the end: 부터, 까지, 현재, 경, 에."""
        text = self.at(place).text
        roles = (words.FROM, words.UNTIL, words.AFTER, words.AS_OF, words.ABOUT_AFTER,
                 words.AND, words.PARTICLES, words.TO, words.PLANNED, words.PART_AFTER,
                 words.SEASONS, words.HALVES, words.WEEKDAYS)  # fmt: skip
        while self.at(place).kind == WORD:
            text = self.at(place).text
            if not any(text in role for role in roles):
                return False
            place += 1
            if self.at(place).spaced:
                return True
        return self.at(place).kind != OTHER or text in ("부터", "까지", "에", "에서")

    # Checks of the calendar ---------------------------------------------------------------
    def check_year(self, start: int, stop: int, year: int) -> int:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            dangi = year - 2333
            if year > 4000 and FIRST_YEAR <= dangi <= LAST_YEAR:
                self.fail(start, stop, f"{{}}에서 {year}년은 단기 연도로 보입니다. 서기 {dangi}년처럼 "
                          "서기 연도로 적거나 앞에 '단기'를 적어 주세요.", f"{dangi}년")  # fmt: skip
            raise out_of_range(year)
        return year

    def check_month(self, start: int, stop: int, month: int) -> int:
        if not 1 <= month <= 12:
            self.fail(start, stop, f"{{}}에서 {month}월은 없습니다. 달을 확인해 주세요.")
        return month

    def check_day(self, part: Part) -> None:
        """Raise where the calendar has no such day; a year not known yet counts as a leap year."""
        if part.day is None:
            return
        longest = 31 if part.month is None else month_end(part.year or 2000, part.month)
        if not 1 <= part.day <= longest:
            month = f"{part.month}월에는 " if part.month else ""
            leap = ""
            if (part.month, part.day) == (2, 29) and not calendar.isleap(part.year or 2000):
                leap = f"{part.year}년은 윤년이 아닙니다. "
            self.fail(part.start, part.stop,
                      f"{{}}에서 {month}{part.day}일이 없습니다. {leap}날짜를 확인해 주세요.")  # fmt: skip

    def two_digits(self, value: int) -> int:
        """A two-digit year: up to this year's two digits it is 20xx, above them 19xx."""
        century = self.today.year // 100 * 100
        return century + value if value <= self.today.year % 100 else century - 100 + value

    def warn(self, part: Part, stop: int, remark: str) -> None:
        """Remember for the clerk what was read otherwise than it is written."""
        part.warnings.append(f"{quoted(self.written(part.start, stop))}: {remark}.")

    def unsure(self, place: int) -> None:
        """Raise for a number that may be a part of the date or may count a thing."""
        number, run = self.at(place).text, self.run(place + 1)
        self.fail(place, place + 1,
                  f"{quoted(number + run)} 부분의 숫자가 날짜인지 개수인지 알 수 없습니다. 날짜라면 "
                  f"'{number}.'처럼 뒤에 마침표를 찍고, 아니면 그 앞에 쌍점(:)을 적어 주세요.")  # fmt: skip

    # --- units -----------------------------------------------------------------------------
    def unit_of(self, place: int) -> str:
        """What the unit behind a number makes it: month, day, year … or "" for none."""
        if self.at(place).kind != NUMBER:
            return ""
        if self.word(place + 1, words.ORDINALS) and self.is_glued(place + 1):
            unit = self._unit_word(place + 2)
            return unit if unit == "century" or unit == "quarter" else ""
        if self.word(place + 1, {"q"}) and self.at(place).digits > 1:
            return ""  # 2013 Q3
        return self._unit_word(place + 1)

    def unit_ahead(self, place: int) -> str:
        """The unit at the end of a list or span that a number without a unit begins."""
        while self._joins(place + 1) and self.at(place + 2).kind == NUMBER:
            place += 2
            unit = self.unit_of(place)
            if unit or self.at(place).digits > 2:
                return unit
        return ""

    def _joins(self, place: int) -> bool:
        token = self.at(place)
        return token.kind in (",", "·", "~", "–", "-", "&") or self.word(place, words.AND)

    def _unit_word(self, place: int) -> str:
        token = self.at(place)
        if token.kind != WORD:
            return ""
        glued = self.is_glued(place)
        text = token.text
        after_glued = self.at(place + 1).kind in (WORD, OTHER) and self.is_glued(place + 1)
        if text in words.LENGTHS and text not in ("간", "間"):
            return "length"
        if (
            after_glued
            and self.at(place + 1).text in ("간", "間")
            and text in (words.DAY_UNITS | words.MONTH_UNITS | words.YEAR_UNITS)
        ):
            return "length"
        if text in words.DAY_UNITS and (
            self.word(place + 1, {"간", "間"}) or self.at(place + 1).text == "동안"
        ):
            return "length"
        if not glued and after_glued:
            behind = self.at(place + 1)
            if behind.kind == OTHER or behind.text in words.UNITS:
                return ""  # `5 일본`, `3 일월산`: the letters are a word of their own
        for role, name in (
            (words.YEAR_UNITS, "year"),
            (words.MONTH_UNITS, "month"),
            (words.DAY_UNITS, "day"),
            (words.DECADE_UNITS, "decade"),
            (words.CENTURY_UNITS, "century"),
            (words.QUARTER_UNITS, "quarter"),
            (words.HOUR_UNITS, "clock"),
        ):
            if text in role:
                if (
                    name == "day"
                    and after_glued
                    and self.run(place).startswith(words.UNSURE_COUNTERS)
                ):
                    return "length"
                return name
        return ""

    def unit_end(self, place: int) -> int:
        """The place behind a number and its own unit or ordinal, if it has one."""
        end = place + 1
        if self.word(end, words.ORDINALS) and self.is_glued(end):
            end += 1
        if self._unit_word(end) in ("year", "month", "day", "decade", "century", "quarter"):
            end += 1
        return end
