"""The grammar of points that begin with a word, or whose unit is a stretch of years.

named = month-name [day] [year] | day month-name [year] | season [year] | decade | century
"""

from exchange.dates import words
from exchange.dates.edtf import FIRST_YEAR, HALVES, LAST_YEAR, QUARTERS
from exchange.dates.parts import DATE, TEXT, Part
from exchange.dates.points import YearFirst
from exchange.dates.tokens import END, NUMBER, WORD
from exchange.dates.years import SIGNS


class NamedGrammar(YearFirst):
    """Reads month names in every English order, seasons before their year, 1980년대, 19세기."""

    # --- decades and centuries ---------------------------------------------------------------

    def decade_or_century(self, place: int) -> Part | None:
        """1980년대, 80년대, 1980s, '80s, 19세기, the 19th century."""
        start = place
        if self.at(place).kind == "'" and self.at(place + 1).digits == 2:
            place += 1
        number = self.at(place)
        if number.kind != NUMBER:
            return None
        end = place + 1
        if self.at(end).kind == "'" and self.at(end + 1).text == "s" and self.is_glued(end + 1):
            end += 1  # 1980's
        unit = self.unit_of(place) or (
            "decade" if self.word(end, {"s"}) and self.is_glued(end) else ""
        )
        if unit == "decade":
            return self._decade(start, number, end + 1)
        if unit == "century" and 10 < number.value <= LAST_YEAR // 100:
            stop, first = self.unit_end(place), (number.value - 1) * 100
            decade = self.at(stop)
            if self.unit_of(stop) == "decade" and decade.digits == 2 and decade.value % 10 == 0:
                return Part(start, stop + 2, first + decade.value, wide="decade")  # 20世纪80年代
            return Part(start, stop, first, wide="century")
        return None

    def _decade(self, start: int, number, stop: int) -> Part | None:
        if number.digits not in (2, 4):
            return None
        year = number.value if number.digits == 4 else self.two_digits(number.value)
        self.check_year(start, stop, year + 9 - year % 10)
        if year % 10:
            self.fail(start, stop, "{}: 연대는 '1980년대'처럼 10년 단위로 적어 주세요.")
        part = Part(start, stop, year, wide="decade")
        if year % 100 or number.digits == 2:
            return part
        said = self._years_in_brackets(stop)
        if said in ((year, year + 9), (year, year + 99)):
            part.wide, part.stop = "decade" if said[1] == year + 9 else "century", stop + 5
        elif year == 2000:
            self.warn(part, stop, "2000년부터 2009년까지로 읽었습니다")
        else:
            self.fail(start, stop, f"{{}}: {year}년부터 {year + 9}년까지인지, {year + 99}년까지인지 알 수 "
                      f"없습니다. '{year} ~ {year + 9}'처럼 적어 주세요.", f"{year} ~ {year + 9}")  # fmt: skip
        return part

    def _years_in_brackets(self, place: int) -> tuple[int, int] | None:
        kinds = [self.at(place + step).kind for step in range(5)]
        if kinds != ["(", NUMBER, "~", NUMBER, ")"]:
            return None
        return self.at(place + 1).value, self.at(place + 3).value

    # --- month names ------------------------------------------------------------------------
    def month_name_first(self, place: int) -> Part | None:
        """July 12, 2013; Aug.3.2016; May, 2000; May '98."""
        name = self.at(place)
        if (
            name.kind != WORD
            or name.text not in words.MONTH_NAMES
            or not self._name_ends(place + 1)
        ):
            return None
        part = Part(place, place + 1, month=words.MONTH_NAMES[name.text])
        _, at = self.separator(place + 1)
        number = self.at(at)
        if number.kind == NUMBER and number.digits == 2 and number.value > 31:  # Oct-79
            part.year, part.stop = self.two_digits(number.value), at + 1
            return part
        if number.kind == NUMBER and number.digits in (1, 2) and self.counts(at) != TEXT:
            self.take_day(part, at)
        self.year_behind(part, english=True)
        if part.day is None and part.year is None:
            part.stop += self.at(part.stop).kind == "."
        return part

    def day_then_name(self, place: int) -> Part | None:
        """27th October, 1994; 12-Jul-2013; the 12th of July 2013."""
        end = place + 1 + (self.word(place + 1, words.ORDINALS) and self.is_glued(place + 1))
        sign, at = self.separator(end)
        while self.word(at, {"of"}):
            at += 1
        if not self.word(at, words.MONTH_NAMES) or sign == "," or not self._name_ends(at + 1):
            return None
        part = Part(place, at + 1, month=words.MONTH_NAMES[self.at(at).text])
        part.day = self.at(place).value
        if part.day > 31 and self.at(place).digits == 2:  # 98-Jul-25
            part.year, part.day = self.two_digits(part.day), None
            return self.below_month(part, sign, has_unit=False)
        self.check_day(part)
        self.year_behind(part, english=True, dash=sign if sign in ("-", "/") else "")
        return part

    def _name_ends(self, place: int) -> bool:
        return self.at(place).kind not in (WORD,) or not self.is_glued(place)

    def year_behind(self, part: Part, english: bool = False, dash: str = "") -> None:
        """Give a partial point the year that stands behind it, if one does."""
        sign, at = self.separator(part.stop)
        if english and self.at(at).kind == "." and sign == ",":
            at += 1
        while english and self.word(at, {"of", "in"}):
            at += 1
        number = self.at(at)
        if number.kind == "'" and self.at(at + 1).digits == 2 and self.is_glued(at + 1):
            part.year, part.stop = self.two_digits(self.at(at + 1).value), at + 2
        elif number.kind == NUMBER and number.digits == 4:
            unit = self.year_unit(at + 1) > at + 1
            if not english and sign != "," and (sign or not unit):
                return
            end = self.year_unit(at + 1)
            goes_on = (unit and self.at(end).kind == NUMBER) or (
                self.at(end).kind in SIGNS
                and self.at(end + 1).kind == NUMBER
                and self.is_glued(end)
            )
            alone = self.whole or self.at(end).kind in (END, ")", ",", ".", ":", "~", "–", "-")
            fits = FIRST_YEAR <= number.value <= LAST_YEAR and (alone or english)
            if not goes_on and (unit or (fits and self.counts(at) == DATE)):
                part.year = self.check_year(at, at + 1, number.value)
                part.stop = self.year_unit(at + 1)
                self.check_day(part)
        elif (
            english
            and self.whole
            and number.digits == 2
            and number.value > 31
            and sign in ("", ",")
        ):
            part.year, part.stop = self.two_digits(number.value), at + 1  # 16 Oct 98
            self.check_day(part)
        elif number.kind == NUMBER and number.digits == 2 and sign == dash != "":
            self._two_digit_end(part, at)

    def _two_digit_end(self, part: Part, place: int) -> None:
        """12-Jul-98: the 98 can only be the year; in 12-Jul-13 either end may be."""
        year = self.two_digits(self.at(place).value)
        if self.at(place).value <= 31:
            other = self.two_digits(part.day)
            self.fail(part.start, place + 1,
                      f"{{}}: {year}년 {part.month}월 {part.day}일인지 {other}년 {part.month}월 "
                      f"{self.at(place).value}일인지 알 수 없습니다. 연도를 네 자리로 적어 주세요.")  # fmt: skip
        part.year, part.stop = year, place + 1
        self.check_day(part)

    # --- seasons, quarters, halves before their year ------------------------------------------
    def part_of_year_first(self, place: int, after: Part | None) -> Part | None:
        """Spring 2013; Q1 2013; the first half of 2013; behind another date also 가을, 3분기."""
        found = self._part_of_year(place)
        if found is None:
            return None
        code, end = found
        part = Part(place, end, month=code, about=self.word(place, words.SEASON_PARTS))
        while self.word(end, {"of", "in"}) or (
            self.at(end).kind in (",", "/", "-") and end == part.stop
        ):
            end += 1
        year, has_unit = self.at(end), self.year_unit(end + 1)
        if year.kind == NUMBER and year.digits == 4 and FIRST_YEAR <= year.value <= LAST_YEAR:
            part.year, part.stop = year.value, has_unit
        elif year.kind == "'" and self.at(end + 1).digits == 2:
            part.year, part.stop = self.two_digits(self.at(end + 1).value), end + 2
        return part if part.year or after else None

    def _part_of_year(self, place: int) -> tuple[int, int] | None:
        token, after = self.at(place), self.at(place + 1)
        code = words.SEASONS.get(token.text) or words.HALVES.get(token.text)
        if token.kind == WORD and code:
            return code, place + 1
        if token.text in ("q", "H") and after.kind == NUMBER and self.is_glued(place + 1):
            codes = QUARTERS if token.text == "q" else HALVES
            return (codes[after.value - 1], place + 2) if 1 <= after.value <= len(codes) else None
        if token.kind == WORD and token.text in words.NUMBERING:
            place += 1
        number = self.at(place)
        count = words.ORDINAL_WORDS.get(number.text, number.value)
        end = place + 1 + (self.word(place + 1, words.ORDINALS))
        unit = self.at(end).text if self.at(end).kind == WORD else ""
        if unit == "half" and count in (1, 2):
            return HALVES[count - 1], end + 1
        if unit in ("H", "h") and count in (1, 2) and self.is_glued(place + 1):
            return HALVES[count - 1], end + 1
        if (unit in words.QUARTER_UNITS or unit == "q") and 1 <= count <= 4:
            return QUARTERS[count - 1], end + 1
        if (
            self.at(place + 1).kind == "/"
            and self.unit_of(place + 2) == "quarter"
            and 1 <= count <= 4
        ):
            return QUARTERS[count - 1], self.unit_end(place + 2)
        return None
