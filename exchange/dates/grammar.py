"""The grammar of whole texts: a list of spans and nothing else, or a line that begins with one.

list = span {, | 및 | · | & | ; | line break  span}
line = [bullet] span [: words]
"""

from dataclasses import replace

from exchange.dates import words
from exchange.dates.completion import Reading
from exchange.dates.edtf import is_clearly_edtf
from exchange.dates.errors import PeriodError, quoted
from exchange.dates.parts import DATE, TEXT
from exchange.dates.spans import SpanGrammar
from exchange.dates.tokens import BULLET, END, NUMBER, OTHER, WORD


class PeriodGrammar(SpanGrammar):
    """Reads a text to its end (`readings`), or the date at the front of a line (`front`)."""

    def readings(self) -> list[Reading]:
        """All dates of a text that is nothing but dates. Raises PeriodError for anything else."""
        place = self._bullets(0)
        found, stop = self.listed(place)
        if not found:
            self._no_date(place)
        if self.at(stop).text in tuple(",;*※") and self.at(stop + 1).kind == END:
            last = found[-1]
            if last.tail.day is not None:
                remark = (
                    f"{quoted(self.written(last.start, stop + 1))}: 끝의 부호를 빼고 읽었습니다."
                )
                found[-1] = replace(last, warnings=(*last.warnings, remark))
                stop += 1
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
        opened = (
            self.at(place).kind in ("(", '"', "'")
            and self.label_before(place) == place
            and self.span(place) is None
        )
        at = place + opened
        found: list[Reading] = []
        while True:
            named = self.label_before(at)
            reading = self.span(named, found[-1].tail if found else None)
            if reading is None:
                break
            if found and found[-1].is_open and not reading.complete:
                self.fail(found[-1].start, reading.stop, "{}: '~' 뒤가 분명하지 않습니다. 끝 날짜를 적거나 "
                          "날짜마다 연도를 적어 주세요.")  # fmt: skip
            if named > at:
                remark = f"{quoted(self.written(at, reading.stop))}: {self.not_kept(at, named)}."
                reading = replace(reading, start=at, warnings=(*reading.warnings, remark))
            found.append(reading)
            at = self._after_comma(reading.stop)
            if not at and (at := self._after_slash(reading)):
                remark = f"{quoted(self.written(reading.start, at))}: '/'를 쉼표로 보고 읽었습니다."
                found[-1] = replace(reading, warnings=(*reading.warnings, remark))
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
        while self.at(at).kind in (",", "·", "&", ";", "\n") or self.word(at, words.AND):
            at += 1
        return at if at > place else 0

    def _after_slash(self, reading: Reading) -> int:
        """The place behind the sign of `1997. 1. 25 / 2006. 4. 28`; 0 where it may mean "to".

        Only a slash that stands apart, between two dates with a year of their own.
        """
        at = reading.stop + 1
        if self.at(at - 1).kind != "/" or self.is_glued(at - 1) or self.is_glued(at):
            return 0
        following = self.span(self.label_before(at))
        if following is None or not following.complete:
            return 0
        written = self.written(reading.start, following.stop)
        return 0 if is_clearly_edtf("".join(written.split())) else at

    def _bullets(self, place: int) -> int:
        """Skip what an item of a list begins with: `-`, `•`, `○`, `1)`; never `~`."""
        while self.at(place).kind in (BULLET, "·", "\n") or (
            self.at(place).kind in ("-", "–") and (self.at(place + 1).spaced or not self.whole)
        ):
            place += 1
        if (
            self.at(place).kind == NUMBER
            and self.at(place).digits <= 2
            and self.at(place + 1).kind == ")"
        ):
            place += 2
        return place

    # --- errors, and where a date may end -------------------------------------------------------
    def _ends_cleanly(self, reading: Reading) -> bool:
        """Whether a date at the front of a line stops where a date can stop."""
        after, stop = self.at(reading.stop), reading.stop
        number = self.at(stop + 1).kind == NUMBER and self.is_glued(stop + 1)
        if not self.is_glued(stop) or after.kind == END:
            joined = self.at(stop + 1).kind == "." and (
                self.at(stop + 2).kind != NUMBER or self._may_be_day(stop)
            )
            if after.kind == BULLET and self.at(stop + 1).kind == NUMBER and after.text in "→⇒":
                joined, after = True, self.at(stop + 1)
            if after.kind == NUMBER and joined and self.counts(stop) != TEXT:
                self.fail(
                    reading.start,
                    stop + 1,
                    "{}: 이어진 두 날짜 사이에 '~'나 쉼표가 없습니다. 넣어 주세요.",
                )
            return (
                reading.tail.evident
                or reading.last is not None
                or reading.is_open
                or (after.kind in (END, "-", "–", "(", ":", "~"))
            )
        named = after.text.isupper() and len(after.text) > 1  # 2013.5.3MOU 체결
        latin = after.kind in (OTHER, WORD) and after.text.isascii()
        if after.kind in ("%", "°", "‰") or (latin and not named):
            return False
        if after.kind == NUMBER or (after.kind in ("-", "/", ".", ":") and number):
            self.fail(reading.start, stop + 1 + (after.kind != NUMBER),
                      "{}: 날짜가 어디에서 끝나는지 알 수 없습니다. 날짜 뒤를 띄어 적어 주세요.")  # fmt: skip
        return (
            reading.tail.evident
            or reading.last is not None
            or reading.is_open
            or (after.kind in (":", "(", ")", ",", "\n"))
        )

    def _may_be_day(self, place: int) -> bool:
        """Whether `4.7` behind a date may be another date; 1.5만명 and 6.25 전쟁 are none."""
        month, day = self.at(place).value, self.at(place + 2).value
        dotted = self.at(place + 3).kind == "."
        return self.counts(place + 2) == DATE and ((month, day) not in words.NAMED_DAYS or dotted)

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
            if self.at(at).kind not in (NUMBER, "'", WORD) or not (
                self.at(at).spaced or self.at(at).kind == NUMBER
            ):
                continue
            try:
                found, stop = self.listed(at)
            except PeriodError:
                continue
            if found and found[0].first.grain != "year":
                apart = self.at(at).spaced or self.at(at - 1).kind in (":", ")", ",", ";")
                whole = self.at(stop).kind == END and apart
                self.fail(place, at, "{} 부분을 이해하지 못했습니다. 날짜만 적어 주세요.",
                          self.written(at, stop) if whole else None)  # fmt: skip
        self.fail(
            0, len(self.tokens), "{}에서 날짜를 찾지 못했습니다. '2013. 4. 5.'처럼 적어 주세요."
        )

    def _left_over(self, found: list[Reading], stop: int) -> None:
        if self.at(stop).kind == "/" and self.at(stop + 1).kind in (NUMBER, "'", "("):
            self.fail(
                stop,
                stop + 2,
                "{}: '/'가 '~'라는 뜻인지 ','라는 뜻인지 알 수 없습니다. 바꾸어 적어 주세요.",
            )
        token = self.at(stop)
        apart = (
            token.spaced
            or token.kind == "("
            or not (token.text.isascii() or self.at(stop - 1).kind == NUMBER)
        )
        self.fail(stop, len(self.tokens), "{} 부분을 이해하지 못했습니다. 날짜만 적어 주세요.",
                  self.written(found[0].start, stop) if apart else None)  # fmt: skip
