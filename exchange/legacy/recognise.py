"""Which of the five shapes a sheet is, where its header is, and which place is which column.

Two witnesses are asked: the headers, by all their names, and the cells below them. 구분 is a date
in one table, the kind of an agreement in the next and a label in the third.
"""

from dataclasses import dataclass, field

from exchange.legacy import fitting, implied, joined
from exchange.legacy.headers import is_private, plain
from exchange.legacy.kinds import ACCEPTED
from exchange.legacy.layout import HEADER_WITHIN, NO_HEADER, header_rows, is_known, titles
from exchange.legacy.layout import signature as signature
from exchange.legacy.samples import Samples
from exchange.legacy.shapes import (
    CIVIC,
    FACTS,
    OF_HEADER,
    PARTNER_LIST,
    SHAPES,
    TIMELINE,
    Shape,
)
from exchange.legacy.spread import city_columns, facts_across

# Lists of labels and values that a page has at its foot and in its menus.
FOOTER = frozenset(
    "담당부서 담당 담당자 전화 전화번호 연락처 팩스 주소 최종수정일 수정일 작성일 등록일 작성자 조회수 조회 "
    "첨부파일 첨부 파일 이메일 만족도 copyright tel fax email 우편번호 대표전화 이전글 다음글 문의 "
    "お問い合わせ お問い合わせ先 問い合わせ先 お問合せ 问询 咨询 上一篇 下一篇 上一条 下一条 "
    "更新日 公開日 最終更新日 登録日 掲載日 更新日期 发布日期 發布日期 更新時間 更新时间 電話 電話番号 担当 担当課 "
    "updated lastupdated lastmodified lastreviewed posted phone telephone".split()
)
# From this score on a needed column's header is not asked about.
SURE = 70


@dataclass
class Guess:
    """How a sheet can be read. `places` may hold several places, or OF_HEADER (see `tables`)."""

    shape: Shape
    # Index in `sheet.rows` of the last header row; -1 for a table without one.
    header: int
    places: dict
    # Column name -> text for all rows, where a header or a caption implies it.
    constants: dict = field(default_factory=dict)
    # (place, header) of what is not used; the header is "" where there is none.
    unknown: list = field(default_factory=list)
    # Every needed column is found by its header and nothing is contended.
    sure: bool = True
    # A Korean sentence where not sure: what to look at.
    reason: str = ""
    # How much of the table is understood; for comparing guesses about one sheet.
    points: float = 0

    @property
    def missing(self):
        """Names of the needed columns that are neither found nor implied."""
        return [
            column.name
            for column in self.shape.columns
            if column.needed
            and column.name not in self.places
            and column.name not in self.constants
        ]

    @property
    def private(self):
        """(place, header) of the columns that hold persons and are not read."""
        return [(place, header) for place, header in self.unknown if is_private(header)]


def recognise(sheet):
    """The best reading of the sheet, None where it is no table of ours (a menu, a footer)."""
    if sheet.kind != "table":
        return _listed(sheet)
    guesses = []
    for header in range(min(len(sheet.rows), HEADER_WITHIN)):
        if any(is_known(cell) for cell in sheet.rows[header] if cell) or _may_be_across(
            sheet, header
        ):
            samples = Samples(sheet.rows, header)
            guesses += [_fit(sheet, shape, header, samples) for shape in SHAPES]
    guesses = [guess for guess in guesses if _is_ours(guess)]
    if not guesses:
        guesses = [guess for guess in _without_header(sheet) if guess]
    return max(guesses, key=lambda guess: (guess.points, -guess.header), default=None)


def fit(sheet, shape, header):
    """The columns, where the clerk has chosen the shape and the header row (-1: there is none)."""
    return _fit(sheet, shape, header, Samples(sheet.rows, header))


def _may_be_across(sheet, header):
    return sum(1 for cell in sheet.rows[header] if cell) >= 2 and header == 0


def _fit(sheet, shape, header, samples):
    texts = titles(sheet.rows, header)
    places, scores = fitting.match(shape, texts, samples)
    if header == NO_HEADER:
        places = _by_cells(shape, texts, samples)
        scores = dict.fromkeys(places, 50)
    across = False
    if shape is FACTS:
        across = facts_across(places, texts, samples) or city_columns(places, texts, samples)
    fitting.add_nameless(shape, places, texts)
    fitting.stand_in(shape, places, scores, texts)
    joined.dates(shape, places, texts, samples)
    joined.homes(shape, places, texts)
    rivals = list(fitting.contended(shape, places, texts, samples))
    if shape is PARTNER_LIST:
        for name in ("국명", "교류내용"):
            if samples.columns and name in places and not samples.of(places[name]):
                del places[name]  # a column with nothing in it tells nothing
        _combined(places, texts, samples)
        if places.get("국명") == places.get("교류도시") and (
            samples.share(places.get("국명"), "country and city") or 0
        ) >= 0.6:  # fmt: skip
            scores["교류도시"] = max(scores.get("교류도시", 0), SURE)
        free = [place for place, _ in fitting.left_over(places, texts, samples)]
        others = [
            place
            for place in free
            if place < len(texts)
            and any(fitting.rank(shape, "교류일자", text) for text in texts[place])
        ]
        joined.signings(places, texts, samples, others)
    places = fitting.in_order(shape, places)
    guess = Guess(shape, header, places)
    if shape is PARTNER_LIST:
        guess.constants = _constants(sheet, guess, texts, samples)
    guess.unknown = fitting.left_over(places, texts, samples)
    rivals = [(name, place) for name, place in rivals if place in dict(guess.unknown)]
    guess.points = _points(guess, scores, samples, texts, across)
    _explain(guess, rivals, scores, texts, samples)
    return guess


def _combined(places, texts, samples):
    """국가/도시명 in one column is both: the country is split off in each cell."""
    place = places.get("교류도시", places.get("국명"))
    if not isinstance(place, int) or place >= len(texts):
        return
    if "교류도시" not in places or "국명" not in places:
        words = " ".join(texts[place])
        if ("국" in words and "도시" in words) or (
            samples.share(place, "country and city") or 0
        ) >= 0.6:
            places["국명"] = places["교류도시"] = place


def _constants(sheet, guess, texts, samples):
    rows = header_rows(sheet.rows, guess.header)
    above = [
        cell
        for row in sheet.rows[: max(guess.header + 1 - len(rows), 0)]
        if len({cell for cell in row if cell}) == 1
        for cell in row
        if cell
    ]
    constants = {}
    if "교류내용" not in guess.places:
        constants["교류내용"] = implied.kind(sheet, above, guess.places, texts)
    if "국명" not in guess.places:
        constants["국명"] = implied.country(sheet, above, guess.places, texts, samples)
    return {name: text for name, text in constants.items() if text}


def _points(guess, scores, samples, texts, across):
    points = 0.0
    for column in guess.shape.columns:
        if column.name in guess.places:
            points += (3 if column.needed else 1) * scores.get(column.name, 80) / 100
    points -= 2 * len(guess.missing)
    points -= 0.7 * sum(1 for _, header in guess.unknown if header)
    if across:
        points -= 0.5
    if guess.shape is PARTNER_LIST and "교류내용" not in guess.places:
        points -= 4 * _reads_like_a_timeline(guess, texts, samples)
    return points


def _reads_like_a_timeline(guess, texts, samples):
    """Whether a list of cities without kinds has a date of any sort and tells what was done."""
    date = guess.places.get("교류일자")
    if not isinstance(date, int) or any(
        fitting.rank(PARTNER_LIST, "교류일자", text) >= fitting.LIKE
        and fitting.rank(TIMELINE, "기간", text) <= fitting.MAYBE
        for text in texts[date]
    ):
        return False
    return any(
        fitting.rank(TIMELINE, "교류내용", text) > fitting.MAYBE
        and (samples.share(place, "text") or 0) >= 0.5
        for place, names in enumerate(texts)
        if place not in (date, guess.places.get("교류도시"), guess.places.get("국명"))
        for text in names
    )


def _is_ours(guess):
    found, missing = guess.places, guess.missing
    if guess.shape is PARTNER_LIST:
        told = {"교류일자", "국명", "교류내용", "인구", "면적", "누리집"} & {
            *found,
            *guess.constants,
        }
        return "교류도시" in found and len(told) >= 2 and len(missing) <= 2 and guess.points > 0
    if guess.shape is CIVIC:
        # With the other side and the date, it is asked who of us and where they are.
        most = 2 if {"해외 기관", "체결일"} <= set(found) else 1
        return len(missing) <= most and "해외 기관" in found and guess.points > 0
    return not missing and guess.points > 0


def _explain(guess, rivals, scores, texts, samples):
    """Set `sure`, and say in `reason` what the clerk should look at."""
    words = []
    if guess.header == NO_HEADER:
        words.append("제목 줄이 없어 칸의 내용으로 짐작했습니다. 열이 맞는지 확인해 주세요.")
    for name in guess.missing:
        if guess.shape is PARTNER_LIST and name == "교류내용":
            words.append(f"무엇을 맺은 도시들인지 알 수 없습니다. 골라 주세요: {ACCEPTED}.")
        elif guess.shape is PARTNER_LIST and name == "국명":
            words.append("나라가 적힌 열이 없습니다. 나라를 골라 주세요.")
        else:
            words.append(f"'{name}' 열을 찾지 못했습니다. 어느 열인지 골라 주세요.")
    if guess.shape is PARTNER_LIST and samples.is_told_in_part(guess.places.get("국명")):
        words.append("나라가 적히지 않은 행이 있습니다. 어느 나라인지 미리보기에서 적어 주세요.")
    for name, place in rivals:
        words.append(
            f"'{name}' 열로 보이는 열이 여럿입니다"
            f"({guess.places[name] + 1}번째와 {place + 1}번째 열). 하나를 골라 주세요."
        )
    needed = {column.name for column in guess.shape.columns if column.needed}
    for name, points in scores.items():
        place = guess.places.get(name)
        if (
            name in needed
            and points < SURE
            and isinstance(place, int)
            and place >= 0
            and texts[place][0]
        ):
            words.append(
                f"'{' '.join(texts[place][-1].split())}' 열을 '{name}'(으)로 짐작했습니다. 맞는지 확인해 주세요."
            )
    guess.sure = not words
    guess.reason = " ".join(words)


def _listed(sheet):
    """A list of labels or of dates, which the reader put under a header of ours."""
    samples = Samples(sheet.rows, 0)
    labels = [plain(text) for text in samples.of(0)]
    if not labels or all(label in FOOTER for label in labels):
        return None
    dated = (samples.share(0, "date") or 0) >= 0.5
    if sheet.kind == "timeline" or dated:
        return Guess(TIMELINE, 0, {"기간": 0, "교류내용": 1}, points=7)
    places = fit(sheet, FACTS, 0).places
    if "구분" not in places or "내용" not in places:
        places = {"구분": 0, "내용": 1}
    guess = Guess(FACTS, 0, places, points=6)
    if not (samples.share(0, "label") or 0) >= 0.3:
        guess.sure, guess.points = False, 3
        guess.reason = "도시 현황의 항목이 아닐 수 있습니다. 내용을 확인해 주세요."
    return guess


def _without_header(sheet):
    """Readings of a table that has no header: the cells alone must tell."""
    samples = Samples(sheet.rows, NO_HEADER)
    for shape in (TIMELINE, FACTS, PARTNER_LIST):
        guess = _fit(sheet, shape, NO_HEADER, samples)
        needed = {column.name for column in shape.columns if column.needed} - {"교류내용"}
        is_found = needed <= {*guess.places, *guess.constants} and len(guess.places) >= 2
        if is_found and not (shape is TIMELINE and _is_of_another_kind(sheet, guess)):
            yield guess


def _is_of_another_kind(sheet, guess):
    """Whether the first row heads every column, the dates too, in words that we do not know.

    So do tables of figures, whose years are no dates of exchanges.
    """
    first, *rest = sheet.rows
    dates = guess.places["기간"]
    if not isinstance(dates, int) or not 0 <= dates < len(first):
        return False
    if not rest or len(first) < len(rest[0]) or not all(first):
        return False
    return len({*first}) == len(first) and not any(letter.isdigit() for letter in first[dates])


def _by_cells(shape, texts, samples):
    """Places by what most cells hold: date and words, label and words, country, city and date."""
    free = sorted(samples.columns)

    def take(reads, least=0.7):
        found = [place for place in free if (samples.share(place, reads) or 0) >= least]
        if found:
            free.remove(found[0])
        return found[:1]

    places = {}
    if shape is TIMELINE:
        wanted = (("기간", "date"), ("교류내용", "text"))
    elif shape is FACTS:
        wanted = (("구분", "label"), ("내용", "filled"))
    elif shape is PARTNER_LIST:
        wanted = (
            ("국명", "country"),
            ("교류일자", "date"),
            ("교류내용", "kind"),
            ("교류도시", "city"),
        )
    else:
        return {}
    for name, reads in wanted:
        found = take(reads)
        if found:
            places[name] = found[0]
    return places


__all__ = ["NO_HEADER", "OF_HEADER", "Guess", "fit", "recognise", "signature"]
