"""The grammar of one point, whatever it begins with.

    point  = [about] (relative | decade | century | year-first | month-name | season | number-first)
    number-first = day [sep] month-name [sep year] | day sep month sep year | month sep year
                 | 20160819 | month 월 [day 일] | month sep day | number

What is written without its year is read as a partial point; the other end of its span, or
the date before it in a list, has to complete it.
"""

from exchange.dates import words
from exchange.dates.edtf import FIRST_YEAR, LAST_YEAR, month_end
from exchange.dates.joined import JoinedGrammar, is_day
from exchange.dates.parts import DATE, TEXT, UNSURE, Part
from exchange.dates.tokens import END, NUMBER, WORD
from exchange.dates.years import SIGNS


class PointGrammar(JoinedGrammar):
    """Reads one point, complete or partial; None where no date stands."""

    def point(self, place: int, after: Part | None = None) -> Part | None:
        """The point that begins here. `after` is the point before it in a span or list."""
        if self.at(place).kind == "(":
            return self.point_in_brackets(place, after)
        start, (about, weekday, place) = place, self.opening(place)
        self.refuse_lunar(place)
        part = self.same_year_joined(place, after) or self.relative(place, after)
        part = part or self.decade_or_century(place)
        part = part or self.year_first(place, after) or self.month_name_first(place)
        part = part or self.part_of_year_first(place, after) or self.number_first(place, after)
        if part is None:
            return None
        part.start, part.about = start, part.about or about
        part.weekday = part.weekday or weekday
        return part

    def point_in_brackets(self, place: int, after: Part | None) -> Part | None:
        """The second end of `2013. 4. 5. ~ (4. 7.)`."""
        part = None if self.at(place + 1).kind == "(" else self.point(place + 1, after)
        if part is None:
            return None
        self.tails(part)
        if self.at(part.stop).kind != ")":
            return None
        part.start, part.stop, part.evident = place, part.stop + 1, True
        return part

    def tails(self, part: Part) -> None:
        """Take what is said behind a point; the grammar of tails knows how."""
        raise NotImplementedError

    def opening(self, place: int) -> tuple[bool, tuple[int, str] | None, int]:
        """Words before a date: 약, circa, mid-, 양력, `Tuesday,`; whether they say "about"."""
        about, weekday = False, None
        for _ in range(6):
            word = self.at(place).text
            if self.word(place, words.ABOUT_BEFORE) or self.word(place, words.PART_BEFORE):
                about = True
                if self.at(place + 1).kind in (".", "-"):
                    place += 1
            elif self.word(place, words.AS_OF_BEFORE) and self.word(place + 1, words.AS_OF_BEFORE):
                place += 1
            elif (
                self.word(place, words.WEEKDAYS)
                and word.isascii()
                and (self.at(place + 1).kind in (",", ".", NUMBER, WORD))
            ):
                weekday = words.WEEKDAYS[word], word
                while self.at(place + 1).kind in (",", "."):
                    place += 1
            elif not (self.word(place, words.FILLERS) or self.word(place, words.SOLAR)):
                break
            place += 1
        return about, weekday, place

    def refuse_lunar(self, place: int) -> None:
        """Raise for a date of the lunar calendar, which nobody here can convert."""
        name = place + (self.at(place).kind == "(")
        closed = self.at(name + 1).kind == ")"
        if self.word(name, words.LUNAR) and (
            closed or self.at(name + 1).kind in (NUMBER, "'", END)
        ):
            self.fail(place, name + 1 + closed,
                      "{}: 음력 날짜로 보입니다. 양력 날짜로 바꾸어 적어 주세요.")  # fmt: skip

    # --- relative dates --------------------------------------------------------------------
    def relative(self, place: int, after: Part | None) -> Part | None:
        """동년, 같은 해, 지난해 …: only a date before it can say which year that is."""
        word, end = self.at(place).text, place + 1
        if self.at(place).kind != WORD:
            return None
        if (word, self.at(place + 1).text) in words.RELATIVE_PAIRS:
            word, end = f"{word} {self.at(place + 1).text}", place + 2
        elif word not in words.RELATIVE:
            return None
        if after is not None and after.year is not None:
            part = self._resolved(word, place, end, after)
            if part:
                return part
        behind = self.at(end)
        if not self.whole and not (
            behind.kind in (NUMBER, END)
            or self.word(end, words.SEASONS)
            or self.word(end, words.HALVES)
        ):
            return None
        self.fail(place, self._partial_end(end),
                  "{}: 언제인지 알 수 없습니다. '2013. 4. 5.'처럼 연도를 숫자로 적어 주세요.")  # fmt: skip
        return None

    def _resolved(self, word: str, place: int, end: int, after: Part) -> Part | None:
        step = (word in words.NEXT_YEAR) or -(word not in words.SAME_YEAR)
        if step >= 0:
            year = self.check_year(place, end, after.year + step)
            return self.below_year(Part(place, end, year, era="서기", borrowed=True))
        if after.month and after.month <= 12 and word in words.SAME_MONTH | words.NEXT_MONTH:
            later = word in words.NEXT_MONTH
            year, month = (
                after.year + (after.month + later > 12),
                (after.month + later - 1) % 12 + 1,
            )
            self.check_year(place, end, year)
            return self.below_month(Part(place, end, year, month, borrowed=True), "", has_unit=True)
        return None

    def _partial_end(self, place: int) -> int:
        """The place behind the numbers and units that go on from here, for a message."""
        while self.at(place).kind == NUMBER:
            place = self.unit_end(place)
        return place

    # --- numbers in other orders -------------------------------------------------------------
    def number_first(self, place: int, after: Part | None) -> Part | None:
        token = self.at(place)
        if token.kind != NUMBER:
            return None
        if token.digits > 4:
            return self.joined_digits(place)
        if token.digits > 2:
            return None
        unit = self.unit_of(place)
        if unit in ("month", "day"):
            return self._with_units(place, unit)
        if unit or (token.value == 0 and token.digits != 2):
            return None
        named = self.day_then_name(place)
        if named:
            return named
        return self._numbers(place, after)

    def _with_units(self, place: int, unit: str) -> Part:
        """5월, 5월 3일 and 3일, whose year another date has to say."""
        part = Part(place, self.unit_end(place))
        if unit == "day":
            part.day = self.at(place).value
            self.check_day(part)
            return part
        part.month = self.check_month(place, part.stop, self.at(place).value)
        self.below_month(part, "", has_unit=True)
        self.year_behind(part)
        return part

    def _numbers(self, place: int, after: Part | None) -> Part | None:
        """Bare numbers of one or two digits: day, month and year in whatever order is left."""
        first = self.at(place)
        if self.word(place + 1, words.ORDINALS) and self.is_glued(place + 1):
            return self._ordinal(place, after)
        sign, at = self.separator(place + 1)
        second = self.at(at)
        joined = sign in (".", "/", "-") and second.kind == NUMBER and not self.unit_of(at)
        if joined and second.digits <= 2:
            sign2, at2 = self.separator(at + 1)
            third = self.at(at2)
            if sign2 == sign and third.kind == NUMBER and self.counts(at2) == DATE:
                part = self._three_numbers(place, at, at2)
                if part:
                    return part
        if joined and second.digits == 4 and self.is_glued(at) and self.counts(at) == DATE:
            return self._month_and_year(place, at)
        if (
            sign == "."
            and self.whole
            and first.digits == 2
            and self.unit_of(at) == "month"
            and (
                first.value > 12 or first.text[0] == "0"  # 14.5월
            )
        ):
            part = Part(place, place + 1, self.two_digits(first.value))
            self.warn(part, place + 1, f"{part.year}년으로 읽었습니다")
            return self._month(part, sign, at)
        kind = self.counts(at) if joined else ""
        fits = (
            joined and 1 <= first.value <= 12 and 1 <= second.value <= month_end(2000, first.value)
        )
        if (
            fits
            and second.digits <= 2
            and kind != TEXT
            and self._is_day_sign(sign, place, at, after)
        ):
            if kind == UNSURE:
                if after:
                    self.unsure(at)
                return None
            part = Part(place, at + 1, month=first.value, day=second.value, numeric=True)
            self._refuse_short_year(part, after)
            if not (after and after.year):
                self.year_behind(part)
            return part
        if after and joined and second.digits <= 2 and kind == DATE and sign == "." and not fits:
            self.check_day(Part(place, at + 1, month=self.check_month(place, at + 1, first.value),
                                day=second.value))  # fmt: skip
        if self.unit_of(at) == "day" and sign == "." and 1 <= first.value <= 12:  # 4. 25일
            lasts = first.value - (after.day or 0) + 1 if after and after.grain == "day" else 0
            if second.value == lasts:
                self.unsure(at)  # ~ 7. 5일: July 5th, or the 7th after five days
            return self.take_day(Part(place, at, month=first.value), at)
        kind = self.counts(place)
        if kind == UNSURE and after and after.grain:
            self.unsure(place)
        if kind != DATE:
            return None
        part = Part(place, place + 1, bare=first.value, numeric=True)
        if after and after.year is None:
            self.year_behind(part, english=not after.numeric)  # July 12-17, 2013
        return part

    def _ordinal(self, place: int, after: Part | None) -> Part | None:
        """The 7th of `5th-7th April` and `April 5th - 7th, 2013`."""
        linked = self.at(place + 2).kind in ("~", "–", "-") or self.word(
            place + 2, words.TO | words.AND
        )
        if after is None and not linked:
            return None
        part = Part(place, place + 2, bare=self.at(place).value, numeric=True)
        if after and after.year is None:
            self.year_behind(part, english=True)
        return part

    def _refuse_short_year(self, part: Part, after: Part | None) -> None:
        """The 10. 3. of `2009. 4. ~ 10. 3.`: October 3rd, or March of 2010."""
        if after is None or after.grain != "month" or self.at(part.start).digits != 2:
            return
        year = self.two_digits(part.month)
        if part.day <= 12 and (year, part.day) >= (after.year or 0, after.month):
            self.fail(after.start, part.stop,
                      f"{{}}: 끝이 {part.month}월 {part.day}일인지 {year}년 {part.day}월인지 알 수 없습니다. "
                      "끝에도 연도를 네 자리로 적어 주세요.")  # fmt: skip

    def _is_day_sign(self, sign: str, place: int, at: int, after: Part | None) -> bool:
        """A hyphen or slash joins month and day only where it is glued; `5 - 7` is a span."""
        return sign == "." or (self.is_glued(at) and self.is_glued(at - 1) and after is not None)

    def _month_and_year(self, place: int, at: int) -> Part | None:
        """04/2013 and 4.2013."""
        month, year = self.at(place).value, self.at(at).value
        usual = FIRST_YEAR if self.whole else 1900
        if self.at(at + 1).kind in SIGNS and self.at(at + 2).kind == NUMBER:
            return None  # 02-2100-2115
        if not usual <= year <= (LAST_YEAR if self.whole else 2100) or not 1 <= month <= 12:
            return None
        return Part(place, self.year_unit(at + 1), year, month)

    def _three_numbers(self, place: int, at: int, at2: int) -> Part | None:
        """Three numbers with one sign between them, where the first is no four-digit year."""
        first, second, third = (self.at(p) for p in (place, at, at2))
        glued = self.is_glued(at) and self.is_glued(at2)
        if third.digits == 4 and FIRST_YEAR <= third.value <= LAST_YEAR and (glued or self.whole):
            orders = {
                (third.value, second.value, first.value),
                (third.value, first.value, second.value),
            }
        elif self.whole and third.digits == 2 and third.value > 31 >= first.value:
            year = self.two_digits(third.value)
            orders = {(year, second.value, first.value), (year, first.value, second.value)}
        elif first.digits == 2 and third.digits <= 2 and (glued or self.whole or first.value > 31):
            orders = {(self.two_digits(first.value), second.value, third.value)}
            if third.digits == 2:
                year = self.two_digits(third.value)
                orders |= {(year, second.value, first.value), (year, first.value, second.value)}
        else:
            return None
        days = sorted(filter(is_day, orders))
        year_first = first.digits == 2 and third.digits <= 2 and third.value <= 31
        if year_first and not is_day((self.two_digits(first.value), second.value, third.value)):
            days = []
        if not days:
            self.fail(place, at2 + 1, "{}: 달력에 없는 날짜입니다. '2013. 4. 5.'처럼 적어 주세요.")
        if len(days) > 1:
            readings = ", ".join(f"{y}년 {m}월 {d}일" for y, m, d in days)
            self.fail(place, at2 + 1, f"{{}}: {readings} 가운데 어느 날인지 알 수 없습니다. 연도를 네 자리로 "
                      "맨 앞에 적어 주세요.",
                      "{}. {}. {}.".format(*min(days, key=lambda d: d[0] != self.two_digits(first.value)))
                      if year_first else None)  # fmt: skip
        year, month, day = days[0]
        if third.digits == 2 and year == self.two_digits(third.value):
            part = Part(place, self.year_unit(at2 + 1), year, month, day)
            self.warn(part, at2 + 1, f"{year}년 {month}월 {day}일로 읽었습니다")
            return part
        return Part(place, self.year_unit(at2 + 1), year, month, day)
