"""The grammar of one span: a point, and perhaps what it goes on to.

span = [since] point [tails] [부터] [~ (point [tails] | 현재 | nothing)] [까지] [3일간]
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from exchange import period_words as words
from exchange.period_completion import CompletionGrammar
from exchange.period_edtf import Point
from exchange.period_errors import quoted
from exchange.period_parts import Part
from exchange.period_tokens import END, NUMBER, WORD

LINKS = ("~", "–", "-")


@dataclass(frozen=True, slots=True)
class Reading:
    """A span as it was read: its tokens, its ends, whether it goes on, what to tell the clerk."""

    start: int
    stop: int
    first: Point
    last: Point | None
    is_open: bool
    warnings: tuple[str, ...]
    complete: bool  # written with all its parts, so that its own text says it all
    tail: Part  # what a following date in a list goes on from

    @property
    def edtf(self) -> str:
        if self.is_open:
            return f"{self.first.edtf}/.."
        return self.first.edtf if self.last is None else f"{self.first.edtf}/{self.last.edtf}"


class SpanGrammar(CompletionGrammar):
    """Reads one span, and completes each of its ends by the other."""

    def span(self, place: int, before: Part | None = None) -> Reading | None:
        """One span. `before` is the date before it in a list, whose parts it may leave out."""
        if self.at(place).kind in ("(", '"') or (
            self.at(place).kind == "'" and self.at(place + 1).digits == 4
        ):
            return self._wrapped(place, before)
        start = place
        self._refuse_open_start(place)
        since = self.word(place, words.FROM_BEFORE)
        colon = since and self.at(place + 1).kind == ":"
        part = self.point(place + since + colon, before)
        if part is None:
            return None
        part.start = start
        self.tails(part)
        if before is not None:
            self._inherit(part, before)
        return self._span_from(part, since)

    def _wrapped(self, place: int, before: Part | None) -> Reading | None:
        if self.at(place + 1).kind == self.at(place).kind:
            return None
        reading = self.span(place + 1, before)
        if reading is None or self.at(reading.stop).kind not in (")", '"', "'"):
            return None
        stop = reading.stop + 1
        tail = replace(reading.tail, start=place, stop=stop, evident=True)
        self.tails(tail)
        goes_on = self.at(tail.stop).kind in LINKS or self.word(tail.stop, words.FROM)
        if goes_on and reading.last is None and not reading.is_open:
            return self._span_from(tail, since=False) or reading  # (2013. 4. 5.) ~ (4. 7.)
        return replace(reading, start=place, stop=tail.stop, tail=tail)

    def _refuse_open_start(self, place: int) -> None:
        """Raise for `~ 2013. 5. 3.`, `until 2013`: a period needs its start here."""
        opens = self.at(place).kind == "~" or self.word(place, {"until", "till", "before"})
        if opens and self.point(place + 1) is not None:
            self._no_start(place, place + 2)

    def _no_start(self, start: int, stop: int) -> None:
        self.fail(
            start, stop, "{}: 시작 날짜가 없습니다. '2013. 4. 5. ~ 4. 25.'처럼 시작을 적어 주세요."
        )

    def _span_from(self, part: Part, since: bool) -> Reading | None:
        """What follows the start of a span: its link, its end, its length."""
        place = part.stop
        if self.word(place, words.AFTER) and not self.word(place + 1, words.TO):
            place += 1
            if part.clock:
                part.stop = place
                self.warn(part, place, "끝 시각이 없어 그날 하루로 읽었습니다")
                return self._alone(part)
            while self.at(place).kind in LINKS or self.word(place, words.ONGOING):
                place += 1
            return self._open(part, place)
        if self.word(place, words.BEFORE) and not self.word(place, words.FROM):
            self._no_start(part.start, place + 1)
        link = place
        has_from = self.word(place, words.FROM | words.AFTER) and self._from_is_whole(place)
        place += has_from
        place += has_from and self.at(place).kind == ","
        has_link = self.at(place).kind in LINKS or self.word(place, words.TO)
        if since and self.word(place, {"and"}):
            has_link = True
        while has_link and (self.at(place).kind in LINKS or self.word(place, words.TO | {"and"})):
            place += 1
        if part.as_of or not (has_from or has_link):
            return self._open(part, part.stop) if since else self._alone(part)
        if self._ongoing(place) > place:
            end = self._ongoing(place)
            if self.at(place).text in words.NO_DATE:
                self.warn(part, end, "끝이 정해지지 않아 계속되는 기간으로 읽었습니다")
            return self._open(part, end)
        if part.about and self.word(place, words.PART_AFTER) and self.ends_word(place + 1):
            part.stop = place + 1  # 4월 초~중순
            return self._alone(part)
        length = self.length(place) if has_from or self.at(place - 1).kind == "~" else None
        if length and (self.whole or length[0] == part.grain):
            if not (has_from or length[3] or self.word(place + 1, {"박", "泊"})):
                self.unsure(place)  # 3~5일간
            return self._for_length(part, length)
        end = self._end(part, place, has_from and not has_link)
        if end is not None:
            return self._closed(part, end)
        return self._without_end(part, link, place, has_from, since)

    def _from_is_whole(self, place: int) -> bool:
        return self.ends_word(place + 1) or self.word(place + 1, words.ONGOING | words.TO)

    def _ongoing(self, place: int) -> int:
        """The place behind 현재, 계속, present …, or the same place."""
        end = place
        while self.word(end, words.ONGOING) and (end == place or self.whole):
            end += 1
            if self.word(end, words.UNTIL) or self.at(end).text == "중":
                end += 1
        if end > place and not self.ends_word(end):
            return place
        while end > place and self.at(end).kind == "." and self.whole:
            end += 1
        return end

    def _end(self, part: Part, place: int, needs_until: bool) -> Part | None:
        """The point a span ends with; None where none stands."""
        end = self.point(place, part)
        if end is None or (not self.whole and not end.evident and not self._year_stands_alone(end)):
            return None
        self.tails(end)
        if end.as_of:
            self.fail(part.start, end.stop, "{}: 그때 끝난 것인지, 지금도 계속되는 것인지 알 수 없습니다. "
                      "'~ 현재'나 끝 날짜 가운데 하나만 적어 주세요.")  # fmt: skip
        if self.word(end.stop, words.UNTIL):
            end.stop += 1
            self.dots(end)
        elif needs_until and end.bare is not None and not self.whole:
            return None
        return end

    def _year_stands_alone(self, part: Part) -> bool:
        """Whether a bare year ends here: `1905~1945년`, but `~ 2013 자매도시` is a title."""
        after = self.at(part.stop)
        return (
            after.kind in (END, ".", ":", ")", ",", "~", "(", "-", "–", "\n")
            or self.is_glued(part.stop)
            or (after.kind == WORD and after.text in words.UNTIL)
            or after.spaced
        )  # a span of years is evident by itself

    def _without_end(
        self, part: Part, link: int, place: int, has_from: bool, since: bool
    ) -> Reading | None:
        """`1979년 ~`, `1988–`, `1980년대부터`; and a dash that only parts a date from its text."""
        if part.clock or self.word(place - 1, words.TO):
            self.fail(
                part.start, place, "{}: 끝이 언제인지 알 수 없습니다. 끝 날짜나 시각을 적어 주세요."
            )
        kinds = {self.at(p).kind for p in range(link, place)}
        if not (self.whole or part.evident) and self.at(place).kind == NUMBER:
            return None  # 2000~3000명
        bare_end = self.at(place).kind in (END, ")", ":", ",", ";", "\n")
        if has_from or "~" in kinds or (kinds == {"–"} and bare_end):
            reading = self._open(part, place)
            if has_from or bare_end or not reading:
                return reading
            warning = (f"{quoted(self.written(part.start, place))}: '~' 뒤에 날짜가 없어 계속되는 기간으로 "
                       "읽었습니다.")  # fmt: skip
            return replace(reading, warnings=(*reading.warnings, warning))
        if self.whole and bare_end:
            self.fail(part.start, place, "{}: 끝이 없습니다. 지금도 계속되면 '~ 현재'를 붙여 주세요.",
                      f"{self.written(part.start, part.stop)} ~ 현재")  # fmt: skip
        return self._open(part, part.stop) if since else self._alone(part)

    # --- what a span becomes -----------------------------------------------------------------
    def _alone(self, part: Part) -> Reading | None:
        length = self.length(part.stop)
        if length and self._takes_length(part, length):
            return self._for_length(part, length)
        if not self._has_year(part):
            return None
        return self._reading(part, part.stop, None, False)

    def _open(self, part: Part, stop: int) -> Reading | None:
        return self._reading(part, stop, None, True) if self._has_year(part) else None

    def _closed(self, part: Part, end: Part) -> Reading | None:
        if not (part.grain or end.grain):
            return None  # 5~10: two numbers, and nothing that makes them a date
        given_year, given_month = end.year is not None, end.month is not None
        self._share(part, end)
        if not self._has_year(part):
            return None
        self.check_day(part)
        self.check_day(end)
        first, last = part.point(), end.point()
        if last.last_day < first.first_day:
            self._refuse_backwards(part, end, given_year, given_month)
        reading = self._reading(part, end.stop, end, False)
        if first == last:
            warning = f"{quoted(self.written(part.start, end.stop))}: 시작과 끝이 같습니다."
            reading = replace(reading, warnings=(*reading.warnings, warning))
        length = self.length(end.stop)
        if length and self._takes_length(end, length):
            lone = end.stop == end.start + 2 and self.at(end.stop - 1).kind == "." and not length[3]
            reading = self._checked_length(reading, length, lone)
        return reading

    def _reading(self, part: Part, stop: int, end: Part | None, is_open: bool) -> Reading:
        warnings = [*part.warnings, *(end.warnings if end else ())]
        for each in filter(None, (part, end)):
            warnings += self.remarks(each)
        last = None if end is None else end.point()
        return Reading(part.start, stop, part.point(), last, is_open, tuple(dict.fromkeys(warnings)),
                       complete=not part.borrowed, tail=end or part)  # fmt: skip

    def _has_year(self, part: Part) -> bool:
        """Whether a part is complete. Raises where it plainly is a date that lacks its year."""
        if part.year is not None and (part.month is not None or part.day is None):
            return True
        if part.bare is not None:
            return False
        goes_on = self.at(part.stop).kind == NUMBER and self.is_glued(part.stop)  # 1.3.5.
        plain = not part.numeric or (
            self.at(part.stop - 1).kind in (".", ")") and part.day is not None and not goes_on
        )
        if self.whole or (plain and (part.day is not None or self.at(part.start).kind == NUMBER)):
            what = "연도와 달" if part.month is None else "연도"
            self.fail(part.start, part.stop,
                      f"{{}}에는 {what}가 없습니다. '2013. 4. 5.'처럼 연도부터 적어 주세요."
                      .replace("달가", "달이"))  # fmt: skip
        return False

    # --- lengths: 3일간 ------------------------------------------------------------------------
    def length(self, place: int) -> tuple[str, int, int, bool] | None:
        """`3일간`, `(2박 3일)`, `(6개월)`: what is counted, how many, the end, if in brackets."""
        place += self.at(place).kind in (",", "/") and self.at(place + 1).kind == NUMBER
        opened = self.at(place).kind == "("
        at = place + opened
        while self.word(at, {"총", "약", "for"}):
            at += 1
        grain = ""
        count = 0
        sure = opened
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
            if self.word(at, {"간", "間"}):
                sure, at = True, at + 1
            if found != "night":
                break
        if not grain or not sure or not self.ends_word(at):
            return None
        if grain == "night":
            grain, count = "day", count + 1
        if opened:
            if self.at(at).kind != ")":
                return None
            at += 1
        if grain == "week":
            grain, count = "day", count * 7
        return grain, count, at, opened

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
