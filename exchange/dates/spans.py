"""The grammar of one span: a point, and perhaps what it goes on to.

span = [since] point [tails] [부터] [~ (point [tails] | 현재 | nothing)] [까지] [3일간]
"""

from dataclasses import replace

from exchange.dates import words
from exchange.dates.completion import Reading
from exchange.dates.errors import PeriodError, quoted
from exchange.dates.lengths import LengthGrammar
from exchange.dates.parts import Part
from exchange.dates.tokens import END, NUMBER, WORD

LINKS = ("~", "–", "-")


class SpanGrammar(LengthGrammar):
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
        if has_link and self.at(place).kind == "." and self.at(place + 1).kind == NUMBER:
            place += 1  # ~.10.24.
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
        return self.ends_word(place + 1) or self.word(
            place + 1, words.ONGOING | words.TO | set(words.ERA_NAMES)
        )

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
                      f"{self.written(part.start, part.stop)} ~ 현재" if self.at(place).kind == END else None)  # fmt: skip
        return self._open(part, part.stop) if since else self._alone(part)

    # --- what a span becomes -----------------------------------------------------------------
    def _alone(self, part: Part) -> Reading | None:
        length = self.length(part.stop)
        if length and self._takes_length(part, length):
            return self._for_length(part, length)
        if not self._has_year(part):
            return None
        return self._inside(part) or self._reading(part, part.stop, None, False)

    def _inside(self, part: Part) -> Reading | None:
        """The days in the brackets of `2013년(5.3~5.7)` and `2013년 5월(3~7일)`."""
        if not self.whole or part.grain not in ("year", "month") or part.about or part.doubt:
            return None
        if self.at(part.stop).kind != "(" or self.at(part.stop + 1).kind != NUMBER:
            return None
        before = part if part.grain == "year" else replace(part, day=1)
        try:
            inner = self.span(part.stop + 1, before)
        except PeriodError:
            return None
        if inner is None or inner.complete or {inner.first.grain, inner.tail.grain} != {"day"}:
            return None
        if self.at(inner.stop).kind != ")" or inner.stop == part.stop + 2:
            return None
        warnings = tuple(dict.fromkeys((*part.warnings, *inner.warnings)))
        return replace(
            inner,
            start=part.start,
            stop=inner.stop + 1,
            warnings=warnings,
            complete=not part.borrowed,
        )

    def _open(self, part: Part, stop: int) -> Reading | None:
        if not self._has_year(part):
            return None
        if self.whole:
            stop = self.bracketed(stop, words.ONGOING) or stop
            length = self.length(stop)
            if length and self.at(stop).kind == "(":
                self.warn(part, length[2], self.not_kept(stop, length[2]))
                stop = length[2]
        return self._reading(part, stop, None, True)

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
        length = self.length(end.stop, behind_span=True)
        if length and self._takes_length(end, length):
            lone = end.stop == end.start + 2 and self.at(end.stop - 1).kind == "." and not length[3]
            reading = self._checked_length(reading, length, lone)
        return reading
