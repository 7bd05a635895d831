"""The grammar of a point that begins with its year, and goes on to month and day.

year-first = year [sep (season | half | quarter | month [sep day])]
year       = 2016 | 2016년 | '16 | 16년 | 昭和47年 | H29 | 단기 4288년 | 民國102年
sep        = . - / , · or nothing, as far as only one reading is left
"""

from exchange.dates import words
from exchange.dates.edtf import HALVES, QUARTERS, month_end
from exchange.dates.parts import TEXT, UNSURE, Part
from exchange.dates.tokens import END, NUMBER, WORD
from exchange.dates.years import SIGNS, YearGrammar

_TERMS = frozenset({"춘계", "하계", "추계", "동계"})  # in a line they begin a title


class YearFirst(YearGrammar):
    """Reads a point from its year down; None where no year stands."""

    def year_first(self, place: int, after: Part | None = None) -> Part | None:
        part = self.year_of_same_era(place, after) or self.year(place)
        if part is None:
            return None
        again = self.year_again(part.stop)
        if again:
            if again[0] != part.year:
                self.fail(
                    place, again[1], "{}에서 두 연도가 서로 다릅니다. 맞는 연도 하나만 적어 주세요."
                )
            part.stop, part.evident = self.year_unit(again[1]), True
        part.fiscal = self.at(part.stop - 1).text in words.FISCAL_UNITS
        return self.below_year(part)

    # --- below the year --------------------------------------------------------------------
    def below_year(self, part: Part) -> Part | None:
        """Month, season, half or quarter behind a year, and the day behind a month."""
        if self._long_dashes(part):
            return part
        sign, place = self.separator(part.stop)
        token = self.at(place)
        if token.kind == WORD:
            return self._word_below_year(part, sign, place)
        if token.kind != NUMBER or sign not in ("", ",", *SIGNS):
            return part
        if token.digits > 2:
            self._refuse_joined_digits(part, sign, place)
            return part
        unit = self.unit_of(place)
        if self.at(place + 1).kind == "/" and self.unit_of(place + 2) == "quarter":
            unit = "quarter"  # 1/4분기
        ahead = unit or self.unit_ahead(place)
        if unit == "quarter" or (not unit and ahead == "quarter"):
            return self._quarter(part, place)
        if unit == "month" or (not unit and ahead == "month"):
            return self._month(part, sign, place)
        if unit == "day" and not self._is_japan(place + 1):
            self.fail(part.start, self.unit_end(place),
                      "{}에는 달이 없습니다. '2013. 4. 5.'처럼 달까지 적어 주세요.")  # fmt: skip
        return part if unit and unit != "day" else self._bare_month(part, sign, place)

    def _long_dashes(self, part: Part) -> bool:
        """`1991–02–28`: a long dash twice can be no span."""
        tokens = [self.at(part.stop + step) for step in range(4)]
        if [token.kind for token in tokens] != ["–", NUMBER, "–", NUMBER]:
            return False
        if any(token.spaced or token.digits > 2 for token in tokens) or self.unit_of(part.stop + 1):
            return False
        part.month = self.check_month(part.start, part.stop + 2, tokens[1].value)
        self.take_day(part, part.stop + 3)
        return True

    def _refuse_joined_digits(self, part: Part, sign: str, place: int) -> None:
        """`2016.0819`: a month and a day with nothing between them."""
        token = self.at(place)
        month, day = divmod(token.value, 100)
        if (
            sign
            and token.digits == 4
            and self.is_glued(place)
            and token.text[0] in "01"
            and (1 <= month <= 12 and 1 <= day <= 31)
        ):
            if self.whole and sign == "." and not self.unit_of(place):
                part.month, part.day, part.stop, part.evident = month, day, place + 1, True
                self.check_day(part)
                self.warn(part, part.stop, f"{month}월 {day}일로 읽었습니다")
                return
            self.fail(part.start, place + 1, "{}에서 달과 날 사이를 나누어 적어 주세요.",
                      f"{part.year}. {month}. {day}.")  # fmt: skip

    def _month(self, part: Part, sign: str, place: int) -> Part:
        """A number that its unit, or the unit at the end of its list, makes a month."""
        month, end = self.at(place).value, self.unit_end(place)
        if sign == ",":
            self.warn(part, end, "쉼표를 빼고 읽었습니다")
        if part.fiscal and month <= 3:
            self.fail(part.start, end,
                      f"{{}}: 학년도나 회계연도의 {month}월이라서 {part.year}년인지 {part.year + 1}년인지 "
                      f"알 수 없습니다. '{part.year}년 {month}월'처럼 적어 주세요.")  # fmt: skip
        part.month = self.check_month(part.start, end, month)
        part.stop, part.evident = end, True
        return self.below_month(part, sign, has_unit=end > place + 1)

    def _word_below_year(self, part: Part, sign: str, place: int) -> Part:
        """`2013년 봄`, `2013 하반기`, `2013 Q1`, `2013-Jul-12`."""
        word, number = self.at(place).text, self.at(place + 1)
        if word in words.NUMBERING and self.unit_of(place + 1) == "quarter":
            return self._quarter(part, place + 1)
        if word in ("q", "H") and number.kind == NUMBER and self.is_glued(place + 1):
            codes = QUARTERS if word == "q" else HALVES
            if 1 <= number.value <= len(codes):
                part.month, part.stop, part.evident = codes[number.value - 1], place + 2, True
            return part
        code = words.SEASONS.get(word) or words.HALVES.get(word)
        if code and not self.whole and word in _TERMS:
            return part  # 2013년 하계 유니버시아드
        if code and sign != "," and (self.ends_word(place + 1) or self.at(place + 1).kind == WORD):
            part.month, part.stop, part.evident = code, place + 1, True
            part.about = part.about or word in words.SEASON_PARTS
            return part
        if word not in words.MONTH_NAMES or not (
            self.whole or sign in SIGNS or number.kind in (".", NUMBER)
        ):
            return part
        part.month, part.stop, part.evident = words.MONTH_NAMES[word], place + 1, True
        sign, place = self.separator(part.stop)
        if self.at(place).kind == NUMBER and self.at(place).digits in (1, 2):
            return part if self.counts(place) == TEXT else self.take_day(part, place)
        return part

    def _quarter(self, part: Part, place: int) -> Part:
        count, end = self.at(place).value, self.unit_end(place)
        if self.at(place + 1).kind == "/":
            end = self.unit_end(place + 2)
        if not 1 <= count <= 4:
            self.fail(part.start, end, f"{{}}에서 {count}분기는 없습니다. 분기를 확인해 주세요.")
        part.month, part.stop, part.evident = QUARTERS[count - 1], end, True
        return part

    def _bare_month(self, part: Part, sign: str, place: int) -> Part | None:
        """A number without a unit where a month may stand."""
        token, behind = self.at(place), self.at(place + 1)
        bare_year = not part.era and self.at(part.stop - 1).kind == NUMBER
        if sign == "" and bare_year and not self.is_apostrophe_year(part):
            return self._spaced_triple(part, place)
        if sign == "" and not (behind.kind in SIGNS or self.whole):
            return part  # 2010년 5 …: nothing says that the 5 is a month
        kind = self.counts(place)
        if kind == TEXT:
            decimal = sign == "." and self.is_glued(place) and self.is_glued(place - 1)
            return None if decimal and bare_year else part
        if kind == UNSURE:
            self.unsure(place)
        third = self.at(place + 2)
        if sign == "·" and not (
            self._is_triple(place, "·") and third.digits <= 2 and self.counts(place + 2) != TEXT
        ):
            return part
        if sign == "," and not self._comma_is_dot(part, place):
            return part
        if sign == "-" and not self.is_glued(place) and not self._is_triple(place, "-"):
            return part  # 2010 - 12: a span, which the grammar of spans judges
        if sign == "-" and behind.kind != "-" and token.value > 12:
            return self._code_for_month(part, place)
        part.month = self.check_month(part.start, place + 1, token.value)
        part.stop, part.evident = place + 1, True
        return self.below_month(part, sign, has_unit=False)

    def is_apostrophe_year(self, part: Part) -> bool:
        return self.at(part.stop - 2).kind == "'"

    def _is_triple(self, place: int, sign: str) -> bool:
        return self.at(place + 1).kind == sign and self.at(place + 2).kind == NUMBER

    def _comma_is_dot(self, part: Part, place: int) -> bool:
        """`2019, 04.18.` is one day with a comma for a dot; `2010, 11` may be two years."""
        token = self.at(place)
        goes_on = any(self._is_triple(place, sign) for sign in (".", ",", "-", "/"))
        goes_on = goes_on and self.at(place + 2).digits <= 2 and self.counts(place + 2) != TEXT
        if token.value > 12 and not goes_on:
            return False
        if not goes_on and not token.text.startswith("0"):
            self.fail(part.start, place + 1,
                      f"{{}}: {part.year}년 {token.value}월인지, 따로 적은 두 날짜인지 알 수 없습니다. "
                      f"한 달이면 '{part.year}. {token.value}.'처럼 적어 주세요.",
                      f"{part.year}. {token.value}.")  # fmt: skip
        self.warn(part, place + 1, "쉼표를 마침표로 보고 읽었습니다")
        return True

    def _spaced_triple(self, part: Part, place: int) -> Part:
        """`2016 8 19`: three numbers and nothing else can only be a day."""
        month, day, after = self.at(place), self.at(place + 1), self.at(place + 2)
        if day.kind == "." and after.kind == NUMBER:  # 1968 10.20
            day, after = after, self.at(place + 3)
        fits = day.kind == NUMBER and day.digits in (1, 2) and 1 <= month.value <= 12
        if self.whole and fits and after.kind in (END, "~", "–", ")", "("):
            part.month, part.day, part.evident = month.value, day.value, True
            part.stop = place + 2 + (self.at(place + 1).kind == ".")
            self.warn(part, part.stop, "빈칸을 마침표로 보고 읽었습니다")
            self.check_day(part)
        return part

    def _code_for_month(self, part: Part, place: int) -> Part:
        """`2013-21`: an EDTF season; `2013-15`: perhaps years joined by a hyphen."""
        code, year = self.at(place).value, part.year
        other = year // 100 * 100 + code
        if code in (*words.SEASONS.values(), *QUARTERS, *HALVES) and self.at(place).digits == 2:
            part.month, part.stop, part.evident = code, place + 1, True
            self.warn(part, part.stop, "EDTF의 계절·분기 표기로 읽었습니다. 여러 해라면 "
                      f"'{year} ~ {other}'처럼 적어 주세요")  # fmt: skip
            return part
        self.fail(part.start, place + 1, f"{{}}에서 {code}월은 없습니다. "
                  f"{year}년부터 {other}년까지라면 '{year} ~ {other}'처럼 적어 주세요.",
                  f"{year} ~ {other}" if other > year else None)  # fmt: skip
        return part

    # --- the day ---------------------------------------------------------------------------
    def below_month(self, part: Part, before: str, has_unit: bool) -> Part:
        """The day behind a month, if one stands there. `before` is the sign before the month."""
        sign, place = self.separator(part.stop)
        token = self.at(place)
        if token.kind == WORD and token.text in words.LAST_DAY and part.year:
            part.day, part.stop = month_end(part.year, part.month), place + 1
            return part
        if token.kind != NUMBER or token.digits > 2:
            return part
        unit = self.unit_of(place)
        if unit == "day" and not has_unit and self._is_japan(place + 1):
            self.take_day(part, place)
            part.stop = place + 1
            return part
        if unit == "day" or (not unit and sign in ("", ".") and self.unit_ahead(place) == "day"):
            if sign == ",":
                self.warn(part, place + 1, "쉼표를 빼고 읽었습니다")
            return self.take_day(part, place)
        if unit == "length" and not self.word(place + 1, {"박", "泊"}):
            self.unsure(place)
        spaced = (
            self.whole and before == "." and self.at(place + 1).kind in (END, "~", "–", "(", ")")
        )
        if unit or (sign == "" and not (has_unit or spaced)):
            return part
        if sign == "" and not has_unit:
            self.take_day(part, place)  # 1968. 10 20
            self.warn(part, part.stop, "빈칸을 마침표로 보고 읽었습니다")
            return part
        if sign not in ("", ".") and not self._joins_day(part, before, sign, place, has_unit):
            return part
        kind = self.counts(place)
        if kind == UNSURE:
            self.unsure(place)
        return part if kind == TEXT else self.take_day(part, place)

    def _is_japan(self, place: int) -> bool:
        """The 日 of `2013. 5. 3 日 후쿠오카시 방문`, which is no unit."""
        return not self.whole and self.at(place).text == "日" and self.at(place).spaced

    def _joins_day(self, part: Part, before: str, sign: str, place: int, has_unit: bool) -> bool:
        """Whether a sign other than a dot joins a day to its month."""
        day = self.at(place).value
        if sign == before and sign != ",":
            return True
        glued = self.is_glued(place - 1) and self.is_glued(place)
        if has_unit or sign == "·" or (sign == "-" and not glued):
            return False
        if before == "," or day > 12:
            self.warn(part, place + 1, f"구분 기호 '{sign}'를 마침표로 보고 하루로 읽었습니다")
            return True
        year, month = part.year, part.month
        other = f"{month}월부터 {day}월까지" if sign == "-" else f"{month}월과 {day}월"
        self.fail(part.start, place + 1,
                  f"{{}}: {year}년 {month}월 {day}일인지, {other}인지 알 수 없습니다. "
                  f"하루라면 '{year}. {month}. {day}.'처럼 적어 주세요.",
                  f"{year}. {month}. {day}." if year else None)  # fmt: skip
        return False

    def take_day(self, part: Part, place: int) -> Part:
        """Give a part the day that stands here."""
        part.day, part.stop, part.evident = self.at(place).value, self.unit_end(place), True
        self.check_day(part)
        return part
