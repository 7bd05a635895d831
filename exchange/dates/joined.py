"""The grammar of digits with nothing between them: 20160819, 201608, and ~0506 behind them."""

from exchange.dates.edtf import FIRST_YEAR, LAST_YEAR, month_end
from exchange.dates.errors import quoted
from exchange.dates.named import NamedGrammar
from exchange.dates.parts import DATE, Part


class JoinedGrammar(NamedGrammar):
    """Reads a date out of one number; None where the number is none."""

    def same_year_joined(self, place: int, after: Part | None) -> Part | None:
        """The 0506 of `20140503~0506`."""
        number = self.at(place)
        if after is None or self.at(after.start).digits != 8 or number.digits != 4:
            return None
        month, day = divmod(number.value, 100)
        if not is_day((after.year or 0, month, day)) or self.unit_of(place):
            return None
        return Part(place, place + 1, month=month, day=day)

    def joined_digits(self, place: int) -> Part | None:
        """20160819, 201608; and the error for 20191월, which has lost its 년."""
        token = self.at(place)
        text = token.text
        if not text.isascii():
            return None
        if self.unit_of(place) == "month" and token.digits in (5, 6):
            year, month = int(text[:4]), int(text[4:])
            rest = self.written(place + 2, self._partial_end(place + 2))
            fits = FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12
            self.fail(place, place + 2, "{}: 연도 뒤에 '년'이 빠진 것으로 보입니다. '년'을 넣어 주세요.",
                      f"{year}년 {month}월 {rest}".strip() if fits else None)  # fmt: skip
        if token.digits == 8 and self.counts(place) == DATE and not self.unit_of(place):
            year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
            if is_day((year, month, day)):
                return Part(place, place + 1, year, month, day)
            if self.whole:
                self.fail(
                    place,
                    place + 1,
                    "{}: 달력에 없는 날짜입니다. 여덟 자리로 적은 날짜를 확인해 주세요.",
                )
        if token.digits == 6 and self.whole and not self.unit_of(place):
            return self._six_digits(place, text)
        return None

    def _six_digits(self, place: int, text: str) -> Part | None:
        year, month = int(text[:4]), int(text[4:])
        short = self.two_digits(int(text[:2])), int(text[2:4]), int(text[4:])
        if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
            day = "{}. {}. {}.".format(*short) if is_day(short) else None
            self.fail(place, place + 1, f"{quoted(text)}: 여섯 자리 숫자로는 날짜를 알 수 없습니다. "
                      "'2013. 4. 5.'처럼 연도를 네 자리로 적어 주세요.", day)  # fmt: skip
        if is_day(short):
            self.fail(place, place + 1,
                      "{{}}: {}년 {}월인지 {}년 {}월 {}일인지 알 수 없습니다. 마침표로 나누어 적어 주세요."
                      .format(year, month, *short), f"{year}. {month}.")  # fmt: skip
        part = Part(place, place + 1, year, month)
        self.warn(part, place + 1, f"{year}년 {month}월로 읽었습니다")
        return part


def is_day(ymd: tuple[int, int, int]) -> bool:
    """Whether the calendar has a day, given as (year, month, day)."""
    year, month, day = ymd
    return (
        FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= month_end(year, month)
    )
