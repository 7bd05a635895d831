"""Properties of Period over generated texts: dates of known truth in every style, and noise."""

import contextlib
import unicodedata
from datetime import date, timedelta

from edtf import EDTFObject, parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.dates.grammar import PeriodGrammar
from exchange.dates.shapes import common_shape, front_shape
from exchange.dates.words import VOCABULARY
from exchange.periods import Period, PeriodError

TODAY = date(2026, 7, 1)
DAYS = st.dates(date(1000, 1, 1), date(2199, 12, 31))
MODERN = st.dates(date(1927, 1, 1), date(2026, 12, 31))
ENGLISH = (
    "January February March April May June July August September October November December".split()
)
WEEKDAYS = "월화수목금토일"

# --- writers: each writes one day so that nothing else can be meant -------------------------


def dotted(day, sep=". ", end="."):
    return f"{day.year}{sep}{day.month}{sep}{day.day}{end}"


WRITERS = [
    dotted,
    lambda d: dotted(d, ".", ""),
    lambda d: dotted(d, " . ", ""),
    lambda d: f"{d.year}. {d.month:02}. {d.day:02}.",
    lambda d: d.isoformat(),
    lambda d: d.isoformat() + " 00:00:00",
    lambda d: d.isoformat() + "T09:30:00+09:00",
    lambda d: f"{d:%Y}/{d.month}/{d.day}",
    lambda d: f"{d.year:04}{d.month:02}{d.day:02}",
    lambda d: f"({dotted(d)})",
    lambda d: f"{dotted(d)}({WEEKDAYS[d.weekday()]})",
    lambda d: f"{dotted(d)}({WEEKDAYS[d.weekday()]}) 10:00 ~ 12:00",
    lambda d: f"{d.year}년 {d.month}월 {d.day}일",
    lambda d: f"{d.year}년{d.month}월{d.day}일 {WEEKDAYS[d.weekday()]}요일",
    lambda d: f"{d.year}년 {d.month}. {d.day}.",
    lambda d: f"{d.year}. {d.month}월 {d.day}일",
    lambda d: f"{d.year}년 {d.month}월 {d.day}일 오후 2시 30분",
    lambda d: f"단기 {d.year + 2333}년 {d.month}월 {d.day}일",
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    lambda d: f"西暦{d.year}年{d.month}月{d.day}日（{'月火水木金土日'[d.weekday()]}）",
    lambda d: f"{d.year}年{d.month}月{d.day}号",
    lambda d: (
        "".join("〇一二三四五六七八九"[int(n)] for n in str(d.year)) + f"年{d.month}月{d.day}日"
    ),
    lambda d: f"{ENGLISH[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{ENGLISH[d.month - 1][:3]}. {d.day}, {d.year}",
    lambda d: f"{d.day} {ENGLISH[d.month - 1]} {d.year}",
    lambda d: f"{d.day}-{ENGLISH[d.month - 1][:3]}-{d.year}",
    lambda d: f"{d.year} {ENGLISH[d.month - 1]} {d.day}",
    lambda d: f"{ENGLISH[d.month - 1]} {d.day}{ordinal(d.day)}, {d.year}",
    lambda d: f"{d:%A}, {ENGLISH[d.month - 1]} {d.day}, {d.year}",
]
LINKS = [" ~ ", "~", " ∼ ", "～", " – ", " — ", "\n~ "]


def ordinal(day: int) -> str:
    return {1: "st", 2: "nd", 3: "rd"}.get(0 if 10 < day < 20 else day % 10, "th")


def era(day: date) -> str:
    """A Japanese date of an era that had begun on that day and was not over."""
    eras = [
        ("令和", 2019, date(2019, 5, 1)),
        ("平成", 1989, date(1989, 1, 8)),
        ("昭和", 1926, date(1926, 12, 25)),
    ]
    name, first, _ = next(row for row in eras if day >= row[2])
    year = day.year - first + 1
    return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def wide(text: str) -> str:
    """The digits of a text in full width."""
    return text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


@given(
    DAYS,
    st.sampled_from(WRITERS),
    st.sampled_from([str, wide, lambda t: unicodedata.normalize("NFD", t)]),
)
def test_a_day_is_read_in_whatever_style_it_is_written(day, write, alter):
    period = Period.parse(alter(write(day)), TODAY)
    assert (period.edtf, period.first_day, period.last_day) == (day.isoformat(), day, day)
    assert period.warnings == ()


@given(MODERN)
def test_an_era_date_is_read(day):
    assert Period.parse(era(day), TODAY).edtf == day.isoformat()
    assert Period.parse(era(day), TODAY).warnings == ()


@given(MODERN, st.sampled_from("'’‘`´＇"))
def test_a_two_digit_year_is_read(day, sign):
    assert Period.parse(f"{sign}{day:%y}. {day.month}. {day.day}.", TODAY).edtf == day.isoformat()


@given(DAYS, DAYS, st.sampled_from(WRITERS), st.sampled_from(WRITERS), st.sampled_from(LINKS))
def test_a_span_is_read_in_whatever_styles_its_ends_are_written(one, other, write, write2, link):
    first, last = sorted((one, other))
    text = f"{write(first)}{link}{write2(last)}"
    period = Period.parse(text, TODAY)
    assert period.edtf == f"{first.isoformat()}/{last.isoformat()}"
    assert bool(period.warnings) == (first == last)


@given(DAYS, st.integers(1, 400), st.sampled_from(["~", " ~ ", "∼", "–"]), st.booleans())
def test_the_end_of_a_span_leaves_out_what_its_start_has_said(first, length, link, units):
    last = first + timedelta(days=length)
    parts = [(last.year, "년"), (last.month, "월"), (last.day, "일")]
    shared = 0 if last.year != first.year else 1 if last.month != first.month else 2
    if last.year > 2200:
        return
    written = parts[shared:]
    end = (
        " ".join(f"{n}{unit}" for n, unit in written)
        if units
        else ". ".join(str(n) for n, _ in written)
    )
    period = Period.parse(f"{dotted(first)}{link}{end}", TODAY)
    assert period.edtf == f"{first.isoformat()}/{last.isoformat()}"


@given(
    DAYS,
    st.sampled_from(
        ["{y}. {m}.", "{y}.{m:02}", "{y}년 {m}월", "{y}-{m:02}", "{y}年{m}月", "{e} {y}"]
    ),
)
def test_a_month_is_read_in_whatever_style_it_is_written(day, style):
    text = style.format(y=day.year, m=day.month, e=ENGLISH[day.month - 1])
    assert Period.parse(text, TODAY).edtf == f"{day:%Y-%m}"


@given(DAYS, st.text(alphabet="가나다라마바사아자차카타파하 ", min_size=1, max_size=20))
def test_split_gives_the_words_of_a_line_back(day, words):
    title = "제1회 " + words.strip()
    for line in (
        f"{dotted(day)} {title}",
        f"- {dotted(day)} : {title}",
        f"{day.isoformat()} {title}",
    ):
        period, rest = Period.split(line, TODAY)
        assert (period.edtf, rest) == (day.isoformat(), title)


# --- what holds for every text ----------------------------------------------------------------

PIECES = st.one_of(
    st.sampled_from(
        [
            *sorted(VOCABULARY),
            *"0123456789.,-/~()'\"?:;&·\n 　",
            "2013",
            "12",
            "31",
            "8",
            "16",
            "99",
        ]
    ),
    st.integers(0, 99999).map(str),
    DAYS.flatmap(lambda day: st.sampled_from(WRITERS).map(lambda write: write(day))),
    st.text(max_size=3),
)
NOISE = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join),
                  st.lists(PIECES, max_size=8).map(" ".join))  # fmt: skip


def check(period: Period) -> None:
    """What every Period must be, whatever it was read from."""
    assert period.last_day is None or period.first_day <= period.last_day
    assert period.is_open == (period.last_day is None)
    again = Period.from_edtf(period.edtf)
    assert (again.edtf, again.first_day, again.last_day) == (
        period.edtf, period.first_day, period.last_day)  # fmt: skip
    assert Period.parse(period.display(), TODAY).edtf == period.edtf
    assert Period.parse(period.text, TODAY).edtf == period.edtf


def outcome(text: str) -> Period | PeriodError | None:
    try:
        return Period.parse(text, TODAY)
    except PeriodError as error:
        return error


@settings(max_examples=400)
@given(NOISE)
def test_any_text_is_a_period_none_or_a_period_error(text):
    read = outcome(text)
    if isinstance(read, PeriodError):
        assert str(read)
        assert read.suggestion is None or Period.parse(read.suggestion, TODAY)
    elif read is not None:
        assert read.text == text.strip()
        check(read)


@settings(max_examples=400)
@given(NOISE)
def test_any_list_is_periods_or_a_period_error(text):
    try:
        found = Period.parse_all(text, TODAY)
    except PeriodError:
        return
    for period in found:
        check(period)


@settings(max_examples=400)
@given(NOISE)
def test_split_keeps_every_word_behind_the_date(text):
    try:
        period, rest = Period.split(text, TODAY)
    except PeriodError:
        return
    assert text.endswith(rest)
    if period is None:
        assert rest == text
    else:
        assert period.text in text
        assert not rest[:1].isspace()
        check(period)


@given(st.text(alphabet="0123456789-/.X~?%T: ", max_size=24))
def test_any_edtf_is_a_period_or_a_period_error(text):
    with contextlib.suppress(PeriodError):
        check(Period.from_edtf(text))


@given(DAYS, DAYS, st.sampled_from(WRITERS), st.sampled_from(["", "~", "?", "%"]))
def test_edtf_is_valid_to_the_edtf_library(one, other, write, mark):
    first, last = sorted((one, other))
    for text in (write(one), f"{write(first)} ~ {write(last)}", f"{write(one)} ~ 현재"):
        assert isinstance(parse_edtf(Period.parse(text, TODAY).edtf), EDTFObject)
    assert isinstance(parse_edtf(Period.from_edtf(f"{one:%Y-%m}{mark}").edtf), EDTFObject)


# --- the short way is the same way -------------------------------------------------------------

NUMBERS = st.sampled_from(
    ["2016", "2013", "1999", "2200", "2300", "8", "08", "12", "13", "0", "25", "31", "4"]
)
SHAPES = st.lists(
    st.one_of(
        NUMBERS,
        st.sampled_from(
            [". ", ".", " ", "~", " ~ ", "-", "년 ", "월 ", "일", "년", "현재", " 현재"]
        ),
    ),
    max_size=14,
).map("".join)


@settings(max_examples=1000)
@given(
    st.one_of(SHAPES, DAYS.flatmap(lambda day: st.sampled_from(WRITERS[:13]).map(lambda w: w(day))))
)
def test_a_common_shape_is_read_as_the_grammar_reads_it(text):
    shape = common_shape(text)
    if shape is None:
        return
    (reading,) = PeriodGrammar(text.strip(), TODAY, whole=True).readings()
    last = None if reading.is_open else (reading.last or reading.first).last_day
    assert shape == (text.strip(), reading.edtf, reading.first.first_day, last)
    assert reading.warnings == ()


@settings(max_examples=1000)
@given(
    SHAPES,
    st.sampled_from(
        [*sorted(VOCABULARY), "방문", "명", "개교 참가", "일본", "15명", "말레이시아", "여명"]
    ),
)
def test_a_common_front_is_split_as_the_grammar_splits_it(text, words):
    line = f"{text} {words} 행사"
    short = front_shape(line)
    if short is None:
        return
    shape, stop = short
    reading = PeriodGrammar(line, TODAY, whole=False).front()
    assert shape[1] == reading.edtf
    assert reading.warnings == ()
    assert line[stop:] == f"{words} 행사"
