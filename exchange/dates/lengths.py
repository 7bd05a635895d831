"""The grammar of lengths, `3일간`, `(2박 3일)`: counted from a start, or compared with a span."""

from dataclasses import replace
from datetime import timedelta

from exchange.dates import words
from exchange.dates.completion import CompletionGrammar, Reading
from exchange.dates.edtf import Point
from exchange.dates.errors import quoted
from exchange.dates.parts import Part
from exchange.dates.tokens import BULLET, NUMBER, WORD


class LengthGrammar(CompletionGrammar):
    """Reads how long a period lasts; says so where that does not agree with its days."""

    def length(self, place: int, behind_span: bool = False) -> tuple[str, int, int, bool] | None:
        """`3일간`, `(2박 3일)`, `(6개월)`: what is counted, how many, the end, if it says so itself.

        In brackets, or counted in nights, it can be nothing else than a length.
        """
        signs = (",", "/", "-", "–", BULLET) if behind_span else (",", "/")
        parted = self.at(place).kind in signs and (
            self.at(place + 1).kind == NUMBER or (behind_span and self.at(place + 1).kind == "(")
        )
        slash = behind_span and parted and self.at(place).kind == "/"
        place += parted
        opened = self.at(place).kind == "("
        at = place + opened
        while self.word(at, {"총", "약", "for"}) or (opened and self.at(at).text in ("기간", ":")):
            at += 1
        grain = ""
        count = 0
        sure = opened or slash
        nights = False
        while self.at(at).kind == NUMBER and self.at(at).digits <= 3:
            unit = self.at(at + 1).text if self.at(at + 1).kind == WORD else ""
            found = words.LENGTHS.get(unit) or next(
                (
                    name
                    for name, role in (("day", words.DAY_UNITS), ("year", words.YEAR_UNITS))
                    if unit in role
                ),
                "",
            )
            if not found:
                return None
            sure = sure or unit.endswith(("간", "間")) or found == "night" or unit.isascii()
            count, grain, at = self.at(at).value, found, at + 2
            nights = nights or found == "night"
            if self.word(at, {"간", "間"}):
                sure, at = True, at + 1
            if found != "night":
                break
        if not grain or not sure or not self.ends_word(at):
            return None
        at += self.whole and self.at(at).text == "일정"
        if grain == "night":
            grain, count = "day", count + 1
        if grain == "week":
            grain, count = "day", count * 7
        if opened:
            again = self.length(at, behind_span=True)  # (5일간, 4박5일)
            if again and again[:2] == (grain, count):
                at = again[2]
            if self.at(at).kind != ")":
                return None
            at += 1
        return grain, count, at, opened or (nights and self.whole)

    def _takes_length(self, part: Part, length) -> bool:
        """Whether `3일간` here speaks of the date; `2년간 교류` in a line's text does not."""
        grain, _, _, in_brackets = length
        return in_brackets or self.whole or (grain == "day" and part.grain == "day")

    def _for_length(self, part: Part, length) -> Reading | None:
        """A start and a length: the end is counted from the start, and a warning says so."""
        grain, count, stop, in_brackets = length
        if not self._has_year(part):
            return None
        said = quoted(self.written(part.start, stop))
        if (count < 2 and grain == part.grain) or (
            in_brackets and not _is_finer(part.grain, grain)
        ):
            reading = self._reading(part, stop, None, False)
            if count >= 2:
                warning = f"{said}: 그 기간이 언제인지 적혀 있지 않아 {part.point().display()} 전체로 읽었습니다."
                reading = replace(reading, warnings=(*reading.warnings, warning))
            return reading
        if grain != part.grain or count > 1000:
            self.fail(part.start, stop, "{}: 끝나는 날짜를 알 수 없습니다. '2013. 4. 5. ~ 4. 25.'처럼 "
                      "끝 날짜를 적어 주세요.")  # fmt: skip
        last = _counted(part, count)
        self.check_year(part.start, stop, last.year)
        end = replace(
            part, year=last.year, month=last.month or None, day=last.day or None, warnings=[]
        )
        end.weekday = None
        reading = self._reading(part, stop, end, False)
        warning = f"{said}: 기간을 세어 {last.display()}까지로 읽었습니다."
        return replace(reading, warnings=(*reading.warnings, warning))

    def _checked_length(self, reading: Reading, length, lone: bool) -> Reading:
        """A span and a length: a warning where they do not agree.

        With a lone number before the length (`~ 5. 3일간`) the two may also be one date.
        """
        grain, count, stop, _ = length
        first, last = reading.first, reading.last
        counted = {
            "day": (last.last_day - first.first_day).days + 1,
            "month": (last.year - first.year) * 12 + (last.month or 12) - (first.month or 1) + 1,
            "year": last.year - first.year + 1,
        }[grain]
        rough = grain != first.grain and abs(counted - count) <= 1
        said = self.written(reading.start, stop)
        warnings = reading.warnings
        if counted != count and not rough:
            if lone:
                self.unsure(stop - 3 if self.at(stop - 3).kind == NUMBER else stop - 2)
            unit = {"day": "일", "month": "개월", "year": "년"}[grain]
            warnings += (
                f"{quoted(said)}: 날짜로 세면 {counted}{unit}입니다. 기간이나 날짜를 확인해 주세요.",
            )
        return replace(reading, stop=stop, warnings=warnings)


def _is_finer(grain: str, than: str) -> bool:
    """Whether a date is known as finely as a length is counted, or finer."""
    grains = ("day", "month", "year")
    return grain in grains and grains.index(grain) <= grains.index(than)


def _counted(part: Part, count: int) -> Point:
    """The last of `count` days, months or years from a start on."""
    first = part.point()
    if first.grain == "day":
        day = first.first_day + timedelta(days=count - 1)
        return replace(first, year=day.year, month=day.month, day=day.day)
    if first.grain == "month":
        months = first.month - 1 + count - 1
        return replace(first, year=first.year + months // 12, month=months % 12 + 1)
    return replace(first, year=first.year + count - 1)
