"""How a partial date is completed by another one, and what is said of a complete one."""

from dataclasses import dataclass, replace
from datetime import date

from exchange.dates import words
from exchange.dates.edtf import Point, month_end
from exchange.dates.errors import quoted
from exchange.dates.parts import Part
from exchange.dates.tails import TailGrammar
from exchange.dates.tokens import NUMBER


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


class CompletionGrammar(TailGrammar):
    """Gives partial dates what the other end of their span, or the date before them, says."""

    def _inherit(self, part: Part, before: Part) -> None:
        """Give a date in a list the parts it leaves to the date before it."""
        if part.year is None:
            inside = self.at(before.stop).kind == "("  # 2013년(5.3~5.7)
            if before.grain == "year" and part.day is not None and not inside:  # 2013., 4. 15.
                self.fail(before.start, part.stop, "{}: 연도만 적은 날짜와 연도가 없는 날짜가 이어져 있습니다. "
                          "하루라면 '2013. 4. 5.'처럼, 아니면 뒤의 날짜에도 연도를 적어 주세요.")  # fmt: skip
            part.borrowed = True
            self._take_bare(part, before)
            self._fill(part, before)
            self.check_day(part)
            if part.point().first_day < before.point().first_day:
                self.fail(before.start, part.stop, "{}: 뒤의 날짜가 앞의 날짜보다 빠릅니다. 뒤의 날짜에도 "
                          "연도를 적어 주세요.")  # fmt: skip

    def _share(self, part: Part, end: Part) -> None:
        """Let the two ends of a span complete each other."""
        if end.wide == "decade" and part.grain == "year" and not (part.evident or part.year % 10):
            part.wide = "decade"  # 1980~90년대
        if part.bare is not None:
            self._take_bare(part, end)
        if end.bare is not None:
            self._take_bare(end, part)
        if part.year is None and end.grain == "year":
            self.fail(
                part.start, end.stop, "{}: 시작에 연도가 없습니다. 시작의 연도까지 적어 주세요."
            )
        if end.year is None and part.grain == "year":
            self.fail(part.start, end.stop, "{}: 끝에 연도가 없습니다. 끝의 연도까지 적어 주세요.")
        if end.day is not None and end.month is None and part.day is None:
            self.fail(
                part.start,
                end.stop,
                "{}: 시작에 날이 없습니다. 시작과 끝을 같은 단위로 적어 주세요.",
            )
        coarser = part.day is not None and end.day is None
        if coarser and part.year is None and (part.month is None or part.numeric):
            self.fail(
                part.start, end.stop, "{}: 끝에 날이 없습니다. 시작과 끝을 같은 단위로 적어 주세요."
            )
        self._refuse_mixed(part, end)
        self._fill(part, end)
        self._fill(end, part)

    def _refuse_mixed(self, part: Part, end: Part) -> None:
        """`Oct.-12-16, 1994`, `2013-04-15년`: a sign too many, and no span that anybody meant."""
        named = [self.word(each.start, words.MONTH_NAMES) for each in (part, end)]
        other = end if named[0] else part
        mixed = named[0] != named[1] and other.numeric and None not in (other.month, other.day)
        iso = (
            part.grain == "month" and self.at(part.stop - 2).kind == self.at(part.stop).kind == "-"
        )
        short = end.grain == "year" and self.at(end.start).digits != 4
        if mixed or (iso and self.is_glued(part.stop) and short):
            self.fail(
                part.start,
                end.stop,
                "{}: 시작과 끝을 알 수 없습니다. 시작과 끝을 같은 모양으로 적어 주세요.",
            )

    def _fill(self, part: Part, other: Part) -> None:
        """Take the year, and the month of a day, that only the other one says."""
        part.year = other.year if part.year is None else part.year
        if part.day is not None and part.month is None:
            part.month = other.month

    def _take_bare(self, part: Part, other: Part) -> None:
        """A lone number is what the other end of its span ends with: a day, a month, a year."""
        if part.bare is None:
            return
        value, part.bare = part.bare, None
        leads = part.start < other.start and other.year is not None and other.grain != "year"
        if leads and self.at(other.start).value not in (
            other.day,
            other.month,
            other.year // 100 + 1,
        ):
            self.fail(
                part.start,
                other.stop,
                "{}: 시작이 언제인지 알 수 없습니다. 시작의 연도와 달도 적어 주세요.",
            )
        if other.grain == "day":
            part.day = value
        elif other.grain == "month":
            part.month = self.check_month(part.start, part.stop, value)
        elif other.grain == "century" and 10 < value <= 22:
            part.year, part.wide = (value - 1) * 100, "century"
        elif other.grain == "year" and self.at(part.start).digits == 2:
            part.year = self.two_digits(value)
            if self.at(part.start - 1).kind in ("-", "–"):
                self.fail(other.start, part.stop,
                          f"{{}}: {other.year}년 {value}월인지, {other.year}년부터 {part.year}년까지인지 "
                          f"알 수 없습니다. 여러 해라면 '{other.year} ~ {part.year}'처럼 적어 주세요.",
                          f"{other.year} ~ {part.year}")  # fmt: skip
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
            suggestion, hint = (
                f"{start} ~ {later.display(part.point())}",
                "달을 넘기면 끝에도 달을 적어 주세요.",
            )
        self.fail(part.start, end.stop, f"{{}}: 끝이 시작보다 빠릅니다. {hint}", suggestion)

    def _exists(self, end: Part, years: int) -> bool:
        return end.day is None or end.day <= month_end(end.year + years, end.month)

    def remarks(self, part: Part) -> list[str]:
        """Warnings that need the whole date: its weekday, its era, its fiscal year, its winter."""
        said, found = quoted(self.written(part.start, part.stop)), []
        if part.day is not None and part.weekday:
            day = date(part.year, part.month, part.day)
            if day.weekday() != part.weekday[0]:
                found.append(f"{said}: {day.year}년 {day.month}월 {day.day}일은 "
                             f"{words.WEEKDAY_NAMES[day.weekday()]}요일입니다. 날짜나 요일을 확인해 주세요.")  # fmt: skip
        if part.fiscal and part.month is None:
            found.append(
                f"{said}: 학년도·회계연도는 달력의 한 해와 다를 수 있습니다. {part.year}년으로 읽었습니다."
            )
        if part.month == 24:
            found.append(f"{said}: 겨울은 {part.year}년 12월부터 이듬해 2월까지로 보았습니다.")
        era_days = words.ERA_DAYS.get(part.era)
        if era_days and part.day is not None:
            (first, last), day = words.ERAS[part.era], (part.month, part.day)
            if (part.year == first and day < era_days[0]) or (
                part.year == last and day > era_days[1]
            ):
                found.append(
                    f"{said}: 그날은 {part.era} 연호를 쓰던 때가 아닙니다. 연도를 확인해 주세요."
                )
        if part.era == "明治" and part.year < 1873 and part.month:
            found.append(f"{said}: 일본은 1872년까지 음력을 썼습니다. 양력 날짜인지 확인해 주세요.")
        return found

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
