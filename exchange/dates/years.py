"""The grammar of a year, in whatever calendar it is counted.

year = 2016 | 2016년 | '16 | 16년 | 昭和47年 | H29 | 단기 4288년 | 民國102年
"""

from exchange.dates import words
from exchange.dates.edtf import FIRST_YEAR, LAST_YEAR
from exchange.dates.parts import DATE, Cursor, Part
from exchange.dates.tokens import END, NUMBER, OTHER, WORD

SIGNS = (".", "-", "/", "·")


class YearGrammar(Cursor):
    """Reads a year, and a year said again in brackets; None where none stands."""

    def year(self, place: int) -> Part | None:
        """A year in any of its spellings."""
        token, after = self.at(place), self.at(place + 1)
        named = self.named_year(place)
        if named:
            year, end, era = named
            return Part(place, end, year, era=era or "서기")
        if token.kind == "'" and after.digits == 2 and self.is_glued(place + 1):
            if self.at(place + 2).kind == "'" and self.is_glued(place + 2):
                return None  # '04' is something quoted
            end = self.year_unit(place + 2)
            if end == place + 2 and self.counts(place + 1) != DATE:
                return None
            return Part(place, end, self.two_digits(after.value), evident=end > place + 2)
        if token.kind != NUMBER:
            return None
        if self.unit_of(place) == "year":
            if token.digits == 4:
                return Part(place, place + 2, self.check_year(place, place + 2, token.value))
            return self._two_digit_year(place) if token.digits == 2 else None
        if token.digits != 4 or self.unit_of(place):
            return None
        return self._bare_year(place)

    def year_of_same_era(self, place: int, after: Part | None) -> Part | None:
        """The 11年 of `平成10年5月20日～11年6月3日`, and the 30 of `H29.4.1～30.3.31`."""
        if after is None or after.era not in (*words.ERAS, words.MINGUO_ERA):
            return None
        number = self.at(place)
        if number.kind != NUMBER or number.digits > 2 + (after.era == words.MINGUO_ERA):
            return None
        if not self.word(place + 1, words.YEAR_UNITS):
            dotted = [self.at(place + step).kind for step in (1, 2, 3, 4)]
            pair = dotted[:2] == [".", NUMBER] and number.value > 12  # 26.3 is no day of a year
            if dotted != [".", NUMBER, ".", NUMBER] and not pair:
                return None
        first = words.ERAS.get(after.era, (1912,))[0]
        year = first + number.value - 1
        return Part(place, self.year_unit(place + 1), year, era=after.era, borrowed=True)

    def _two_digit_year(self, place: int) -> Part | None:
        """98년, but at the front of a line not 10년 전, and not 30년 교류 either way."""
        end, year = place + 2, self.two_digits(self.at(place).value)
        if not self.whole and self.at(end).kind == OTHER:
            if self.run(end).startswith(words.YEARS_LONG):
                return None
            self.fail(place, end, f"{{}}: {year}년인지 {self.at(place).value}년 동안인지 알 수 없습니다. "
                      "연도를 네 자리로 적어 주세요.")  # fmt: skip
        return Part(place, end, year)

    def _bare_year(self, place: int) -> Part | None:
        token, end = self.at(place), place + 1
        if not FIRST_YEAR <= token.value <= LAST_YEAR:
            if self.whole and self.at(end).kind in (".", "-", "/", END):
                self.check_year(place, end, token.value)
            return None
        if self.counts(place) != DATE:
            return None
        return Part(place, end, token.value, evident=False)

    def year_unit(self, place: int) -> int:
        """The place behind 년, 年, 年度 …, or the same place."""
        return place + 1 if self.word(place, words.YEAR_UNITS) else place

    def year_again(self, place: int) -> tuple[int, int] | None:
        """A year said a second time in brackets, `(昭和32)`, `(1972年)`: its value, its end."""
        if self.at(place).kind != "(":
            return None
        found = self.named_year(place + 1)
        if found is None and self.at(place + 1).kind == NUMBER and self.at(place + 1).digits == 4:
            found = self.at(place + 1).value, self.year_unit(place + 2), ""
        if found is None or self.at(found[1]).kind != ")":
            return None
        return found[0], found[1] + 1

    def named_year(self, place: int) -> tuple[int, int, str] | None:
        """A year of a named calendar, 昭和47年, H29, 단기 4288년: value, end, era."""
        name, at = self.at(place), place + 1
        if name.kind != WORD:
            return None
        if name.text in words.ERA_LETTERS and self.at(at).kind == ".":
            at += 1  # H.29.4.1
        number = self.at(at)
        value = 1 if number.kind == WORD and number.text in ("元", "원") else number.value
        if not value or number.kind not in (NUMBER, WORD):
            return None
        end = self.year_unit(at + 1)
        if name.text in words.COMMON_ERA and number.digits == 4:
            return self.check_year(place, end, value), end, ""
        if name.text in words.DANGI and number.digits == 4 and value >= FIRST_YEAR + 2333:
            return self.check_year(place, end, value - 2333), end, ""
        if name.text in words.MINGUO and value <= 200:
            return 1911 + value, end, words.MINGUO_ERA
        if name.text not in words.ERA_NAMES or number.digits > 2:
            return None
        if name.text in words.ERA_LETTERS and not self._is_era_letter(at, end):
            return None
        if name.text in words.ERA_SIGNS and not self.is_glued(at):
            return None
        era = words.ERA_NAMES[name.text]
        first, last = words.ERAS[era]
        if first + value - 1 > min(last, LAST_YEAR):
            self.fail(place, end, f"{{}}에서 {era} {value}년은 없습니다. {era}는 {last - first + 1}년"
                      f"({last}년)까지입니다. 연도를 확인해 주세요.")  # fmt: skip
        return first + value - 1, end, era

    def _is_era_letter(self, number: int, end: int) -> bool:
        """H29.4 and R1 name an era; `T 20`, `H1 2013` and `S4 대표단` do not."""
        if not self.is_glued(number):
            return False
        if end > number + 1 or self.at(number).kind == WORD:  # H29年, R元
            return True
        after = self.at(end)
        if after.kind in SIGNS and self.at(end + 1).kind == NUMBER:
            return True
        return self.whole and after.kind in (END, ")", "~", "–", ",", "·", ".")
