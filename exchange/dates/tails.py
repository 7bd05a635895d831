"""What is said behind a point: weekday, clock, 초·말, 경, (?), 현재, 예정, and for how long."""

import re

from exchange.dates import words
from exchange.dates.errors import quoted
from exchange.dates.labels import LabelGrammar
from exchange.dates.orders import PointGrammar
from exchange.dates.parts import Part
from exchange.dates.tokens import END, NUMBER, OTHER

_NO_TAIL = (END, OTHER, "~", "–", "-", ";", "\n")
_GOES_ON = words.FROM | words.UNTIL | words.AFTER
_BEHIND_ABOUT = _GOES_ON | words.PARTICLES | words.AS_OF | words.ONGOING | words.TO | words.AND
_PARTED = ("year", "month", "decade", "century", "season", "quarter", "half")


class TailGrammar(LabelGrammar, PointGrammar):
    """Reads on behind a point and moves `part.stop`; what it does not know it leaves."""

    def tails(self, part: Part) -> None:
        """Take everything behind a point that says something about it."""
        steps = (self.dots, self.part_after, self.about_after, self.unknown_rest, self.doubt_after,
                 self.weekday_after, self.clock_after, self.particle, self.as_of, self.planned,
                 self.same_day_again, self.label_after)  # fmt: skip
        before = -1
        while part.stop != before and (
            self.at(part.stop).kind not in _NO_TAIL
            or (self.whole and self.at(part.stop).kind == OTHER)
        ):
            before = part.stop
            self.refuse_lunar(part.stop)
            for step in steps:
                step(part)

    def bracketed(self, place: int, role) -> int:
        """The place behind `(word)` where the word can play a role; 0 where it is not so."""
        if self.at(place).kind == "(" and self.word(place + 1, role):
            end = place + 2 + (self.at(place + 2).kind == ".")
            return end + 1 if self.at(end).kind == ")" else 0
        return 0

    def plain_or_bracketed(self, place: int, role) -> int:
        """The place behind a whole word, in brackets or not; 0 where it is not there."""
        if self.word(place, role) and self.ends_word(place + 1):
            return place + 1
        return self.bracketed(place, role)

    def dots(self, part: Part) -> None:
        while self.at(part.stop).kind == "." and self.at(part.stop - 1).kind != "~":
            part.stop += 1
            part.evident = True

    def part_after(self, part: Part) -> None:
        """초, 중순, 하순, 말 …: a part that EDTF has no sign for, so the whole is "about"."""
        place = part.stop
        if part.grain not in _PARTED or not self.word(place, words.PART_AFTER):
            return
        if self.at(place).text == "중" and not self.is_glued(place):
            return  # 5월 중: within May, which is all of it
        if self.at(place).text == "초" and self.word(place + 1, {"중"}):
            return  # 초·중학생
        known = self.word(place + 1, words.ABOUT_AFTER | words.FROM | words.UNTIL | words.PARTICLES
                          | words.AS_OF | words.AFTER | words.LAST_DAY | words.AND | words.TO)  # fmt: skip
        if self.ends_word(place + 1) or known:
            part.about, part.stop, part.evident = self.at(place).text != "중", place + 1, True

    def about_after(self, part: Part) -> None:
        end = self.bracketed(part.stop, words.ABOUT_AFTER | words.ABOUT_BEFORE)
        if self.word(part.stop, words.ABOUT_AFTER) and (
            self.ends_word(part.stop + 1) or self.word(part.stop + 1, _BEHIND_ABOUT)
        ):
            end = part.stop + 1
        if end:
            part.about, part.stop, part.evident = True, end, True

    def doubt_after(self, part: Part) -> None:
        place = part.stop
        if self.at(place).kind == "?":
            end = place + 1
        elif [self.at(place + step).kind for step in range(3)] == ["(", "?", ")"]:
            end = place + 3
        else:
            end = self.plain_or_bracketed(place, words.DOUBTFUL)
        if end:
            part.doubt, part.stop, part.evident = True, end, True

    def weekday_after(self, part: Part) -> None:
        """(화), （火曜日）, (Tue.), 화요일, `.금`."""
        if part.weekday or (part.day is None and part.bare is None):
            return
        place = part.stop
        opened = self.at(place).kind == "(" or self.at(place).kind == ","
        name = place + opened
        token = self.at(name)
        text, end = token.text, name + 1
        if token.kind == NUMBER and token.text in words.WEEKDAYS:
            pass  # （三）
        elif not self.word(name, words.WEEKDAYS):
            return
        if self.at(place).kind == "(":
            end += self.at(end).kind == "."
            if self.at(end).kind != ")":
                return
            end += 1
        elif (
            token.kind == NUMBER
            or not (self.ends_word(end) or (len(text) > 1 and self.word(end, _GOES_ON)))
            or (len(text) == 1 and (token.spaced and self.at(end).kind not in (END, "~", "–")))
        ):
            return
        if self.at(place).kind == "," and not text.isascii():
            return
        part.weekday = words.WEEKDAYS[text], text
        part.stop = end

    # --- the clock ---------------------------------------------------------------------------
    def clock_after(self, part: Part) -> None:
        """Clock times behind a day, up to and with `10:00 ~ 12:00`; they stay in the text only."""
        if part.clock or (part.day is None and part.bare is None):
            return
        place = part.stop
        opened = self.at(place).kind == "("
        comma = self.at(place).kind == "," or self.word(place, {"at"})
        comma = comma or (self.at(place).kind == "/" and part.day is not None)
        end = self.clock(place + (opened or comma), part)
        if end is None:
            return
        joined = end
        if self.at(end).kind in ("~", "–", "-") or self.word(end, words.FROM | words.TO):
            joined = end + 1
            while self.at(joined).kind in ("~", "–", "-"):
                joined += 1
            until = self.clock(joined, part)
            if until:
                end = until + self.word(until, words.UNTIL)
            elif self._only_clock_is_open(joined):
                self.warn(part, joined, "끝 시각이 없어 그날 하루로 읽었습니다")
                end = joined
            elif (
                self.at(joined).kind == NUMBER
                and self.at(joined).digits <= 2
                and (
                    self.at(joined + 1).kind not in (".", "-", "/")
                    and not self.unit_of(joined)
                    and not self.word(joined + 1, words.ORDINALS | set(words.MONTH_NAMES))
                )
            ):
                self.fail(part.start, joined + 1, "{}: 끝의 숫자가 시각인지 날짜인지 알 수 없습니다. "
                          "'12:00'이나 '4. 12.'처럼 적어 주세요.")  # fmt: skip
        end += self.word(end, words.ABOUT_AFTER) and self.ends_word(end + 1)
        if opened:
            if self.at(end).kind != ")":
                return
            end += 1
        part.stop, part.clock = end, True

    def _only_clock_is_open(self, place: int) -> bool:
        """Whether nothing that could be a date stands behind `14:00 ~`."""
        return self.at(place).kind in (END, ")", ":", OTHER, "\n")

    def clock(self, place: int, part: Part) -> int | None:
        """The place behind one clock time; None where none stands. Raises for 25:00."""
        start = place
        named = self.word(place, words.DAY_PARTS) and self.at(place).text not in ("p", "a")
        if named:
            place += 1
            if self.at(place).kind != NUMBER:
                return place if self.ends_word(place) and start != part.start else None
        elif self.at(place).text in ("T", "t") and self.at(place + 1).kind == NUMBER:
            place += 1
        hour = self.at(place)
        if hour.kind != NUMBER or hour.digits > 2:
            return None
        minute = second = 0
        at = place + 1
        if self.at(at).kind == ":" and self.at(at + 1).digits == 2 and self.is_glued(at + 1):
            minute, at = self.at(at + 1).value, at + 2
            if self.at(at).kind == ":" and self.at(at + 1).digits == 2:
                second, at = self.at(at + 1).value, at + 2
                if (
                    self.at(at).kind == "."
                    and self.at(at + 1).kind == NUMBER
                    and self.is_glued(at + 1)
                ):
                    at += 2
        elif self._is_hour(place) or self._hour_ahead(place):
            at += self._is_hour(place)
            if self.at(at).text == "반":
                at += 1
            elif self.at(at).kind == NUMBER and self.word(at + 1, words.MINUTE_UNITS):
                minute, at = self.at(at).value, at + 2
                if self.at(at).kind == NUMBER and self.word(at + 1, words.SECOND_UNITS):
                    second, at = self.at(at).value, at + 2
        elif not (named or self._meridiem(at)):
            return None
        at = self._zone(self._meridiem(at) or at, part, self.at(start).text in ("T", "t"))
        if hour.value > 24 or minute > 59 or second > 59:
            self.fail(start, at, "{}: 없는 시각입니다. 시각을 확인해 주세요.")
        return at

    def _is_hour(self, place: int) -> bool:
        """14시, but not 3시간, 10시도."""
        behind = place + 2
        return self.word(place + 1, words.HOUR_UNITS) and (
            self.ends_word(behind)
            or self.word(behind, words.FROM | words.UNTIL | {"반", "경", "에"})
        )

    def _hour_ahead(self, place: int) -> bool:
        """The 14 of `14~16시`."""
        return self.at(place + 1).kind in ("~", "-", "–") and self._is_hour(place + 2)

    def _meridiem(self, place: int) -> int:
        """The place behind am, PM, a.m.; 0 where none stands."""
        if self.word(place, {"am", "pm"}):
            return place + 1
        if (
            self.word(place, {"a", "p"})
            and self.at(place + 1).kind == "."
            and self.word(place + 2, {"m", "M"})
        ):
            return place + 3 + (self.at(place + 3).kind == ".")
        return 0

    def _zone(self, place: int, part: Part, iso: bool) -> int:
        """`Z`, `+09:00`: other than Korea's time it may be another day there; a warning says so."""
        sign, start = self.at(place), place
        if self.word(place, words.ZONES):
            place += 1
        elif (
            (sign.kind == "+" or (sign.kind == "-" and iso))
            and self.is_glued(place)
            and self.at(place + 1).digits == 2
        ):
            place += 2
            if self.at(place).kind == ":":
                place += 2
        elif sign.kind == "+" and self.is_glued(place) and self.at(place + 1).digits == 4:
            place += 2
        zone = "".join(self.at(at).text for at in range(start, place))
        korean = words.ZONES.get(sign.text, re.fullmatch(r"\+09:?(00)?", zone))
        if place > start and not korean:
            self.warn(part, place, "한국 시각이 아니므로 적힌 날짜 그대로 읽었습니다")
        return place

    # --- remarks -------------------------------------------------------------------------------
    def particle(self, part: Part) -> None:
        """에, 자로, 중, 연중, (양력): they change nothing."""
        place = self.bracketed(part.stop, words.SOLAR) or part.stop
        part.stop = place
        if not self.word(place, words.PARTICLES) or not self.ends_word(place + 1):
            return
        loose = self.at(place).text in ("중", "중에", "연중")
        if self.is_glued(place) or loose:
            part.stop, part.evident = place + 1, True

    def as_of(self, part: Part) -> None:
        """`2011. 12. 31. 현재`: the day something was counted, and no open end."""
        end = self.plain_or_bracketed(part.stop, words.AS_OF)
        if end and not part.as_of:
            part.as_of, part.stop, part.evident = True, end, True

    def planned(self, part: Part) -> None:
        end = self.bracketed(part.stop, words.PLANNED)
        if (
            not end
            and self.word(part.stop, words.PLANNED)
            and self.at(part.stop + 1).kind in (END, ")")
        ):
            end = part.stop + 1
        if end:
            self.warn(
                part, end, f"{quoted(self.written(part.stop, end))}이라는 말은 날짜에 남지 않습니다"
            )
            part.stop, part.evident = end, True

    def same_day_again(self, part: Part) -> None:
        """`1972年8月28日(昭和47年8月28日)`: said twice, it must be the same."""
        place = part.stop
        plain = part.era and self.at(place + 1).digits == 4
        if (
            self.at(place).kind != "("
            or part.year is None
            or not (plain or self.named_year(place + 1))
        ):
            return
        again = self.year_first(place + 1)
        if again is None or self.at(again.stop).kind != ")":
            return
        said = (again.year, again.month or part.month, again.day or part.day)
        if said != (part.year, part.month, part.day):
            self.fail(
                part.start,
                again.stop + 1,
                "{}에서 두 날짜가 서로 다릅니다. 맞는 날짜 하나만 적어 주세요.",
            )
        part.stop = again.stop + 1
