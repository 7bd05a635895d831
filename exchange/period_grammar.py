"""The grammar of spans and lists: point [to point], one after another.

    list = span {, | 및 | · | & | ; | line break  span}
    span = [since] point [tails] [부터] [~ (point [tails] | 현재 | nothing)] [까지] [3일간]
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from exchange import period_words as words
from exchange.period_edtf import Point, month_end
from exchange.period_errors import PeriodError, quoted
from exchange.period_parts import TEXT, Part
from exchange.period_tails import TailGrammar
from exchange.period_tokens import BULLET, END, NUMBER, OTHER, WORD

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


class PeriodGrammar(TailGrammar):
    """Reads spans and lists of them."""

    # --- whole texts -------------------------------------------------------------------------
    def readings(self) -> list[Reading]:
        """All dates of a text that is nothing but dates. Raises PeriodError for anything else."""
        place = self._bullets(0)
        found, stop = self.listed(place)
        if not found:
            self._no_date(place)
        if self.at(stop).kind != END:
            self._left_over(found, stop)
        return found

    def front(self) -> Reading | None:
        """The date a line begins with, or None. Raises PeriodError for one that is wrong."""
        place = self._bullets(0)
        reading = self.span(place)
        if reading is None or not self._ends_cleanly(reading):
            return None
        following = self._after_comma(reading.stop)
        if following and self.at(following - 1).kind != "\n":
            self._refuse_list(reading, following)
        return reading

    def listed(self, place: int) -> tuple[list[Reading], int]:
        """A list of spans, in brackets or not, and the place behind it."""
        opened = self.at(place).kind in ("(", '"', "'") and self.span(place) is None
        at = place + opened
        found: list[Reading] = []
        while True:
            reading = self.span(at, found[-1].tail if found else None)
            if reading is None:
                break
            found.append(reading)
            at = self._after_comma(reading.stop)
            if not at:
                break
        stop = found[-1].stop if found else place
        if found and opened:
            if self.at(stop).kind not in (")", '"', "'"):
                return [], place
            stop += 1
            stop += self.at(stop).kind == "."
        return found, stop

    def _after_comma(self, place: int) -> int:
        """The place behind the signs that part two dates of a list; 0 where there is none."""
        at = place
        while self.at(at).kind in (",", "·", "&", ";", "\n", "+") or self.word(at, words.AND):
            at += 1
        return at if at > place else 0

    def _bullets(self, place: int) -> int:
        """Skip what an item of a list begins with: `-`, `•`, `○`, `1)`; never `~`."""
        while self.at(place).kind in (BULLET, "·", "\n") or (
            self.at(place).kind in ("-", "–") and (self.at(place + 1).spaced or not self.whole)
        ):
            place += 1
        if self.at(place).kind == NUMBER and self.at(place).digits <= 2 and self.at(place + 1).kind == ")":
            place += 2
        return place

    # --- spans ------------------------------------------------------------------------------------
    def span(self, place: int, before: Part | None = None) -> Reading | None:
        """One span. `before` is the date before it in a list, whose parts it may leave out."""
        if self.at(place).kind in ("(", '"') or (self.at(place).kind == "'" and self.at(place + 1).digits == 4):
            return self._wrapped(place, before)
        start = place
        self._refuse_open_start(place)
        since = self.word(place, words.FROM_BEFORE)
        part = self.point(place + since, before)
        if part is None:
            return None
        part.start = start
        self.tails(part)
        if before is not None:
            self._inherit(part, before)
        return self._span_from(part, since)

    def _wrapped(self, place: int, before: Part | None) -> Reading | None:
        reading = self.span(place + 1, before)
        if reading is None or self.at(reading.stop).kind not in (")", '"', "'"):
            return None
        stop = reading.stop + 1
        tail = replace(reading.tail, start=place, stop=stop)
        self.tails(tail)
        return replace(reading, start=place, stop=tail.stop)

    def _span_from(self, part: Part, since: bool) -> Reading | None:
        """What follows the start of a span: its link, its end, its length."""
        place = part.stop
        if self.word(place, words.AFTER):
            place += 1
            while self.at(place).kind in LINKS or self.word(place, words.ONGOING):
                place += 1
            return self._open(part, place)
        if self.word(place, words.BEFORE) and not self.word(place, words.FROM):
            self._no_start(part.start, place + 1)
        link = place
        has_from = self.word(place, words.FROM) and self._from_is_whole(place)
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
            return self._open(part, end)
        length = self.length(place) if has_from and not has_link else None
        if length:
            return self._for_length(part, length)
        end = self._end(part, place, has_from and not has_link)
        if end is not None:
            return self._closed(part, end)
        return self._without_end(part, link, place, has_from)

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
        if self.word(end.stop, words.UNTIL):
            end.stop += 1
            self.dots(end)
        elif needs_until and end.bare is not None and not self.whole:
            return None
        return end

    def _year_stands_alone(self, part: Part) -> bool:
        """Whether a bare year ends here: `1905~1945년`, but `~ 2013 자매도시` is a title."""
        after = self.at(part.stop)
        return after.kind in (END, ".", ":", ")", ",", "~", "(", "-", "–", "\n") or self.is_glued(part.stop) or (
            after.kind == WORD and after.text in words.UNTIL
        ) or after.spaced  # a span of years is evident by itself

    def _without_end(self, part: Part, link: int, place: int, has_from: bool) -> Reading | None:
        """`1979년 ~`, `1988–`, `1980년대부터`; and a dash that only parts a date from its text."""
        kinds = {self.at(p).kind for p in range(link, place)}
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
        return self._alone(part)

    def _refuse_open_start(self, place: int) -> None:
        """Raise for `~ 2013. 5. 3.`, `until 2013`: a period needs its start here."""
        if self.at(place).kind == "~" or self.word(place, {"until", "till", "before", "by"}):
            if self.point(place + 1) is not None:
                self._no_start(place, place + 2)

    def _no_start(self, start: int, stop: int) -> None:
        self.fail(start, stop, "{}: 시작 날짜가 없습니다. '2013. 4. 5. ~ 4. 25.'처럼 시작을 적어 주세요.")

    # --- what a span becomes --------------------------------------------------------------------------
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
            reading = self._checked_length(reading, length)
        return reading

    def _reading(self, part: Part, stop: int, end: Part | None, is_open: bool) -> Reading:
        warnings = [*part.warnings, *(end.warnings if end else ())]
        for each in filter(None, (part, end)):
            warnings += self.remarks(each)
        last = None if end is None else end.point()
        return Reading(part.start, stop, part.point(), last, is_open, tuple(dict.fromkeys(warnings)),
                       complete=not part.borrowed, tail=end or part)  # fmt: skip

    def remarks(self, part: Part) -> list[str]:
        """Warnings that need the whole date: its weekday, its era, its fiscal year, its winter."""
        said, found = quoted(self.written(part.start, part.stop)), []
        if part.day is not None and part.weekday:
            day = date(part.year, part.month, part.day)
            if day.weekday() != part.weekday[0]:
                found.append(f"{said}: {day.year}년 {day.month}월 {day.day}일은 "
                             f"{words.WEEKDAY_NAMES[day.weekday()]}요일입니다. 날짜나 요일을 확인해 주세요.")  # fmt: skip
        if part.fiscal and part.month is None:
            found.append(f"{said}: 학년도·회계연도는 달력의 한 해와 다를 수 있습니다. {part.year}년으로 읽었습니다.")
        if part.month == 24:
            found.append(f"{said}: 겨울은 {part.year}년 12월부터 이듬해 2월까지로 보았습니다.")
        era_days = words.ERA_DAYS.get(part.era)
        if era_days and part.day is not None:
            (first, last), day = words.ERAS[part.era], (part.month, part.day)
            if (part.year == first and day < era_days[0]) or (part.year == last and day > era_days[1]):
                found.append(f"{said}: 그날은 {part.era} 연호를 쓰던 때가 아닙니다. 연도를 확인해 주세요.")
        if part.era == "明治" and part.year < 1873 and part.month:
            found.append(f"{said}: 일본은 1872년까지 음력을 썼습니다. 양력 날짜인지 확인해 주세요.")
        return found

    def _has_year(self, part: Part) -> bool:
        """Whether a part is complete. Raises where it plainly is a date that lacks its year."""
        if part.year is not None and (part.month is not None or part.day is None):
            return True
        written = self.written(part.start, part.stop)
        plain = not part.numeric or self.at(part.stop - 1).kind in (".", ")") and part.day is not None
        if self.whole or (plain and (part.day is not None or self.at(part.start).kind == NUMBER)):
            if part.bare is not None and self.at(part.stop).kind in (OTHER, WORD):
                return False
            what = "연도와 달" if part.month is None else "연도"
            self.fail(part.start, part.stop,
                      f"{{}}에는 {what}가 없습니다. '2013. 4. 5.'처럼 연도부터 적어 주세요."
                      .replace("달가", "달이"))  # fmt: skip
        assert written is not None
        return False

    def _inherit(self, part: Part, before: Part) -> None:
        """Give a date in a list the parts it leaves to the date before it."""
        if part.year is None:
            part.borrowed = True
            self._take_bare(part, before)
            self._fill(part, before)
            self.check_day(part)

    def _share(self, part: Part, end: Part) -> None:
        """Let the two ends of a span complete each other."""
        if not end.wide and part.grain == "year" and not part.evident and part.year % 10 == 0:
            pass
        elif end.wide == "decade" and part.grain == "year" and part.year % 10 == 0:
            part.wide = "decade"  # 1980~90년대
        if part.bare is not None:
            self._take_bare(part, end)
        if end.bare is not None:
            self._take_bare(end, part)
        if part.year is None and end.year is not None:
            self._fill(part, end)
        elif end.year is None and part.year is not None:
            if part.grain == "year" or (end.month is None and part.month is None):
                self.fail(part.start, end.stop, "{}: 끝에 연도가 없습니다. 끝의 연도까지 적어 주세요.")
            if end.month is None and part.day is None:
                self.fail(part.start, end.stop, "{}: 시작에 날이 없습니다. 시작과 끝을 같은 단위로 적어 주세요.")
            self._fill(end, part)

    def _fill(self, part: Part, other: Part) -> None:
        part.year = other.year
        if part.month is None:
            part.month = other.month

    def _take_bare(self, part: Part, other: Part) -> None:
        """A lone number is what the other end of its span ends with: a day, a month, a year."""
        if part.bare is None:
            return
        value, part.bare = part.bare, None
        if other.grain == "day":
            part.day = value
        elif other.grain == "month":
            part.month = self.check_month(part.start, part.stop, value)
        elif other.grain == "year" and self.at(part.start).digits == 2:
            part.year = self.two_digits(value)
            self.warn(part, part.stop, f"{part.year}년으로 읽었습니다")
        else:
            self.fail(part.start, part.stop, "{}: 무엇을 뜻하는 숫자인지 알 수 없습니다. "
                      "'2013. 4. 5.'처럼 연도부터 적어 주세요.")  # fmt: skip

    def _refuse_backwards(self, part: Part, end: Part, given_year: bool, given_month: bool) -> None:
        start = part.point().display()
        suggestion, hint = None, "두 날짜를 확인해 주세요."
        if not given_year and (given_month or end.grain == "month"):
            later = replace(end, year=end.year + 1).point() if self._exists(end, 1) else None
            suggestion = f"{start} ~ {later.display()}" if later else None
            hint = "해를 넘기면 끝에도 연도를 적어 주세요."
        elif not given_year and end.grain == "day":
            year, month = (end.year, end.month + 1) if end.month < 12 else (end.year + 1, 1)
            later = replace(end, year=year, month=month).point()
            suggestion, hint = f"{start} ~ {later.display(part.point())}", "달을 넘기면 끝에도 달을 적어 주세요."
        self.fail(part.start, end.stop, f"{{}}: 끝이 시작보다 빠릅니다. {hint}", suggestion)

    def _exists(self, end: Part, years: int) -> bool:
        return end.day is None or end.day <= month_end(end.year + years, end.month)

    # --- lengths -------------------------------------------------------------------------------------
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
        if count < 2 or (grain != part.grain and in_brackets and part.grain != "day"):
            reading = self._reading(part, stop, None, False)
            if count >= 2:
                warning = f"{said}: 그 기간이 언제인지 적혀 있지 않아 {part.point().display()} 전체로 읽었습니다."
                reading = replace(reading, warnings=(*reading.warnings, warning))
            return reading
        if grain != part.grain or count > 1000:
            self.fail(part.start, stop, "{}: 끝나는 날짜를 알 수 없습니다. '2013. 4. 5. ~ 4. 25.'처럼 "
                      "끝 날짜를 적어 주세요.")  # fmt: skip
        last = _counted(part, count)
        end = replace(part, year=last.year, month=last.month or None, day=last.day or None, warnings=[])
        end.weekday = None
        reading = self._reading(part, stop, end, False)
        warning = f"{said}: 기간을 세어 {last.display()}까지로 읽었습니다."
        return replace(reading, warnings=(*reading.warnings, warning))

    def _checked_length(self, reading: Reading, length) -> Reading:
        """A span and a length: a warning where they do not agree."""
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
            unit = {"day": "일", "month": "개월", "year": "년"}[grain]
            warnings += (f"{quoted(said)}: 날짜로 세면 {counted}{unit}입니다. 기간이나 날짜를 확인해 주세요.",)
        return replace(reading, stop=stop, warnings=warnings)

    # --- errors and ends of texts ---------------------------------------------------------------------
    def _ends_cleanly(self, reading: Reading) -> bool:
        """Whether a date at the front of a line stops where a date can stop."""
        after, stop = self.at(reading.stop), reading.stop
        number = self.at(stop + 1).kind == NUMBER and self.is_glued(stop + 1)
        if not self.is_glued(stop) or after.kind == END:
            if after.kind == NUMBER and self.at(stop + 1).kind == "." and self.counts(stop) != TEXT:
                self.fail(reading.start, stop + 1, "{}: 이어진 두 날짜 사이에 '~'나 쉼표가 없습니다. 넣어 주세요.")
            return reading.tail.evident or reading.last is not None or reading.is_open or (
                after.kind in (END, "-", "–", "(", ":", "~")
            )
        if after.kind in ("%", "°", "‰") or (after.kind in (OTHER, WORD) and after.text.isascii()):
            return False
        if after.kind == NUMBER or (after.kind in ("-", "/", ".", ":") and number):
            self.fail(reading.start, stop + 1 + (after.kind != NUMBER),
                      "{}: 날짜가 어디에서 끝나는지 알 수 없습니다. 날짜 뒤를 띄어 적어 주세요.")  # fmt: skip
        return reading.tail.evident or reading.last is not None or reading.is_open or (
            after.kind in (":", "(", ")", ",", "\n")
        )

    def _refuse_list(self, reading: Reading, place: int) -> None:
        try:
            following = self.span(place, reading.tail)
        except PeriodError:
            following = None
        if following and following.tail.evident and self._ends_cleanly(following):
            self.fail(reading.start, following.stop,
                      "{}: 날짜가 여러 개입니다. 날짜마다 행을 나누어 적어 주세요.")  # fmt: skip

    def _no_date(self, place: int) -> None:
        """Raise for a text that does not begin with a date, naming what stands before one."""
        for at in range(place + 1, min(len(self.tokens), place + 30)):
            if self.at(at).kind not in (NUMBER, "'", WORD) or not (self.at(at).spaced or self.at(at).kind == NUMBER):
                continue
            try:
                found, stop = self.listed(at)
            except PeriodError:
                continue
            if found and found[0].first.grain != "year":
                whole = self.at(stop).kind == END
                self.fail(place, at, "{} 부분을 이해하지 못했습니다. 날짜만 적어 주세요.",
                          self.written(at, stop) if whole else None)  # fmt: skip
        self.fail(0, len(self.tokens), "{}에서 날짜를 찾지 못했습니다. '2013. 4. 5.'처럼 적어 주세요.")

    def _left_over(self, found: list[Reading], stop: int) -> None:
        self.fail(stop, len(self.tokens), "{} 부분을 이해하지 못했습니다. 날짜만 적어 주세요.",
                  self.written(found[0].start, stop))  # fmt: skip


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
