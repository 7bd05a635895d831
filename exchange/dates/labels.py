"""Words of a table's cell that name a date and do not change it: 체결, (자매결연), 締結日:.

They are taken only from a text that is to be a date and nothing else, with a warning, as the
date does not keep them. Words that say anything more (재체결, 해지, 방문) are left, and so refused.
"""

from exchange.dates.errors import quoted
from exchange.dates.parts import Cursor, Part
from exchange.dates.tokens import BULLET, END, NUMBER, OTHER, WORD

_KOREAN = (
    "체결 결연 조인 조인식 체결식 서명 자매 자매결연 자매도시 자매교류 자매도시협정 우호 우호결연 우호교류 "
    "우호협력 우호도시 우호협약 우호협정 우호협력도시 우호교류도시 우호교류협정 우호교류협약 우호협력협정 "
    "우호협력협약 우호도시협정 협정 협약 협정서 협약서 양해각서 의향서 업무협약 교류 교류도시 교류협력 교류협정 "
    "교류협약 교류협력협정 교류의향서 상호결연 MOU LOI"
).split()
_SIGNED = [word + signed for word in _KOREAN for signed in ("", "체결")]
_EAST_ASIAN = (
    "締結 提携 調印 盟約 盟約締結 協定締結 姉妹提携 友好提携 姉妹都市 友好都市 姉妹都市提携 姉妹都市締結 "
    "友好都市提携 友好都市締結 友好交流都市 友好交流 友好交流協定締結 姉妹 友好 缔结 结好 签署 签约 签订 "
    "结为友好城市 建立友好城市关系 友好城市 友好交流城市 友好合作 簽署 簽約 簽訂 締盟 結盟 姊妹市 姐妹城市"
).split()
_ENGLISH = (
    "signed established est sister sistercity sistercities friendship friendshipcity "
    "friendshipagreement partnership mou agreementsigned mousigned"
).split()
LABELS = frozenset(word.casefold() for word in (*_SIGNED, *_EAST_ASIAN, *_ENGLISH))
_DATE = "일 일자 날짜 시기 연월일 년월일 日 年月日 日期 时间 時間".split()
# Only before a date: behind one they would be the beginning of something else.
LABELS_BEFORE = frozenset(
    label + date for label in LABELS if not label.isascii() for date in _DATE
) | frozenset(
    "일시 일자 날짜 기간 시기 연월일 년월일 교류일자 교류기간 시작일 日時 期間 日期 时间 時間 "
    "date datesigned dateofsigning dates signedon signingdate mou체결일 mou체결일자".split()
)
# In brackets behind a date: that it was one day, or that nothing finer is known.
REMARKS = frozenset(
    "당일 당일치기 일자미상 일미상 월일미상 날짜미상 일자불명 일불명 계속 지속".split()
)


class LabelGrammar(Cursor):
    """Steps over the words that only name a date."""

    def label_before(self, place: int) -> int:
        """The place behind the labels before a date, `체결일:`, `(자매)`; else the same place."""
        if not self.whole:
            return place
        at = place
        for _ in range(3):
            end = self._bracketed_label(at, LABELS) or self._label(at, LABELS | LABELS_BEFORE)
            if not end:
                break
            at = end + (self.at(end).kind == "." and self.at(end - 1).text.isascii())
        if at > place and self.at(at).kind == ":":
            at += 1
        return place if self.at(at).kind == END else at

    def label_after(self, part: Part) -> None:
        """The labels behind a date, `체결`, `(우호협력)`."""
        if not self.whole or self.at(part.stop).kind not in ("(", WORD, OTHER):
            return
        kinds = [self.at(part.stop + step).kind for step in range(4)]
        if part.clock and kinds == ["(", NUMBER, WORD, ")"] and self.word(part.stop + 2, {"시간"}):
            part.stop += 4  # 09:00~18:00(9시간)
            return
        end = self._bracketed_label(part.stop, LABELS | REMARKS) or self._label(part.stop, LABELS)
        if end:
            self.warn(part, end, self.not_kept(part.stop, end))
            part.stop, part.evident = end, True

    def unknown_rest(self, part: Part) -> None:
        """`1973. 10. ?`, `1968년 10월   일`: what nobody knew when the form was filled in."""
        last, end = self.at(part.stop - 1).text, part.stop
        if not self.whole or part.grain not in ("year", "month"):
            return
        for unit in ("월", "일") if part.grain == "year" else ("일",):
            blank = self._blank(end)
            closed = self.at(blank).text in (unit, ".") and self.at(blank).kind != END
            fits = closed or last == "." if blank > end else closed and last in ("년", "월")
            if not fits:
                return
            end = blank + closed
            if closed and self.at(end).kind == END and self.at(blank).text == "월":
                break
        if self.at(end).kind in (END, ")"):
            self.warn(part, end, "적히지 않은 날짜는 빼고 읽었습니다")
            part.stop, part.evident = end, True

    def _blank(self, place: int) -> int:
        """The place behind a sign that stands for a number nobody knew: ?, ○, XX."""
        token = self.at(place)
        if token.kind == OTHER and token.text.casefold() in ("x", "xx"):
            return place + 1
        if token.kind == BULLET and token.text == "○":
            return place + 1
        while self.at(place).kind == "?":
            place += 1
        return place

    def not_kept(self, start: int, stop: int) -> str:
        """The remark that some words are in the text of a date only."""
        return f"{quoted(self.written(start, stop))} 부분은 날짜에 남지 않습니다"

    def _bracketed_label(self, place: int, known: frozenset[str]) -> int:
        """The place behind `(자매결연 체결)`; 0 where other words stand in the brackets."""
        if self.at(place).kind != "(":
            return 0
        end, at = 0, place + 1
        while at and self.at(at).kind in (WORD, OTHER):
            end, at = at, self._label(at, known)
            end = at or end
        return end + 1 if at and self.at(at).kind == ")" and end > place + 1 else 0

    def _label(self, place: int, known: frozenset[str]) -> int:
        """The place behind a label, which may be written apart (`일 시`); 0 where none stands."""
        found, joined, at = 0, "", place
        for _ in range(3):
            if self.at(at).kind not in (WORD, OTHER):
                break
            run, stop = self.run(at), at + 1
            while self.at(stop).kind in (WORD, OTHER) and self.is_glued(stop):
                stop += 1
            joined, at = (joined + run).casefold(), stop
            if joined in known:
                found = at
        return found
