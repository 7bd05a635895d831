"""How a page shows a Period, and a day, in each of its languages."""

import contextlib
import datetime
import re

import pytest
from django.utils import translation
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from exchange.dates.edtf import FIRST_YEAR, LAST_YEAR
from exchange.page_functions.days import EXACT, day, isoday, month_name, period, period_text
from exchange.periods import Period, PeriodError

HANGUL = re.compile("[가-힣]")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2004. 5. 4.", '<time datetime="2004-05-04">2004. 5. 4.</time>'),
        ("2021. 4.", '<time datetime="2021-04">2021. 4.</time>'),
        ("1997년", '<time datetime="1997">1997년</time>'),
        (
            "2008. 9. 28 ~10. 03",
            '<time datetime="2008-09-28">2008. 9. 28.</time>\N{NO-BREAK SPACE}~ '
            '<time datetime="2008-10-03">10. 3.</time>',
        ),
        (
            "1994. ~ 현재",
            '<time datetime="1994">1994년</time>\N{NO-BREAK SPACE}~ <span>현재</span>',
        ),
    ],
)
def test_each_end_of_a_period_is_a_time_that_does_not_break(text, shown):
    html = period(Period.parse(text))
    assert html == f'<span class="period">{shown}</span>'


@pytest.mark.parametrize("text", ["1990년대", "2010년경", "2019년 봄"])
def test_what_html_has_no_datetime_for_is_text(text):
    value = Period.parse(text)
    assert period(value) == f'<span class="period"><span>{value.display()}</span></span>'


def test_hours_are_shown_as_written():
    shown = period(Period.parse("2012. 6. 26(화) 10:00 ~ 12:00"))
    assert shown == (
        '<span class="period"><time datetime="2012-06-26">2012. 6. 26(화) 10:00 ~ 12:00</time></span>'
    )


def test_no_date_is_nothing():
    assert period(None) == ""


@pytest.mark.parametrize(
    ("edtf", "english", "japanese", "chinese"),
    [
        ("2004-05-04", "4 May 2004", "2004年5月4日", "2004年5月4日"),
        ("2021-04", "April 2021", "2021年4月", "2021年4月"),
        ("1997", "1997", "1997年", "1997年"),
        ("1997~", "about 1997", "1997年頃", "1997年左右"),
        ("1997?", "1997(?)", "1997年(?)", "1997年(?)"),
        ("199X", "1990s", "1990年代", "1990年代"),
        ("200X", "2000–2009", "2000年代(2000–2009)", "2000年代(2000–2009)"),
        ("19XX", "20th century", "20世紀", "20世纪"),
        ("20XX", "21st century", "21世紀", "21世纪"),
        ("2019-21", "spring 2019", "2019年春", "2019年春"),
        ("2019-34", "2nd quarter of 2019", "2019年第2四半期", "2019年第二季度"),
        ("2019-41", "2nd half of 2019", "2019年下半期", "2019年下半年"),
        ("1994/..", "1994 – present", "1994年 ~ 現在", "1994年 ~ 至今"),
        ("2008-09-28/2008-10-03", "28 September – 3 October 2008",
         "2008年9月28日 ~ 2008年10月3日", "2008年9月28日 ~ 2008年10月3日"),
    ],
)  # fmt: skip
def test_a_period_is_in_the_language_of_the_page(edtf, english, japanese, chinese):
    value = Period.from_edtf(edtf)
    for language, shown in (("en", english), ("ja", japanese), ("zh-hans", chinese)):
        with translation.override(language):
            assert period_text(value) == shown
            assert strip_tags(period(value)) == re.sub(" (?=[~–] )", "\N{NO-BREAK SPACE}", shown)
    assert period_text(value) == value.display()


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [
        ("2013-04-05/2013-04-25", "5–25 April 2013"),
        ("2013-03-28/2013-04-03", "28 March – 3 April 2013"),
        ("2015-12-30/2016-01-03", "30 December 2015 – 3 January 2016"),
        ("2013-04-05/2013-04-05", "5 April 2013 – 5 April 2013"),
        ("2009-08/2009-12", "August–December 2009"),
        ("2019-11/2020-02", "November 2019 – February 2020"),
        ("1987/2003", "1987–2003"),
        ("2021-05/..", "May 2021 – present"),
        ("2013-04-05/2013-07", "5 April 2013 – July 2013"),
        ("2013-05~/2013-06~", "about May 2013 – about June 2013"),
        ("2013-05/2013-06?", "May 2013 – June 2013(?)"),
        ("1987~/2003", "about 1987 – 2003"),
        ("198X/200X", "1980s – 2000–2009"),
        ("2019-21/2019-23", "spring 2019 – autumn 2019"),
    ],
)
def test_an_english_span_says_once_what_both_ends_have(edtf, shown):
    value = Period.from_edtf(edtf)
    with translation.override("en"):
        assert period_text(value) == shown
        assert strip_tags(period(value)) == shown.replace(" – ", "\N{NO-BREAK SPACE}– ", 1)


def test_each_end_of_an_english_span_is_a_time():
    with translation.override("en"):
        assert period(Period.from_edtf("2013-04-05/2013-04-25")) == (
            '<span class="period"><time datetime="2013-04-05">5</time>–'
            '<time datetime="2013-04-25">25 April 2013</time></span>'
        )


YEARS = st.integers(FIRST_YEAR, LAST_YEAR - 100)
MARKS = st.sampled_from(["", "~", "?", "%"])
POINTS = st.one_of(
    st.dates(datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31)).map(str),
    st.builds(
        "{}-{:02}".format,
        YEARS,
        st.sampled_from([*range(1, 13), *range(21, 25), *range(33, 37), 40, 41]),
    ),
    YEARS.map(str),
    YEARS.map(lambda year: f"{year // 10}X"),
    YEARS.map(lambda year: f"{year // 100}XX"),
)
MARKED = st.builds("{}{}".format, POINTS, MARKS)


@st.composite
def valid_edtf(draw):
    """A point, an open span, or a span of two points that may share their year or month."""
    start = draw(MARKED)
    if draw(st.booleans()):
        return start + draw(st.sampled_from(["", "/.."]))
    near = st.integers(1, 28).map(lambda day: f"{start[:7]}-{day:02}")
    end = draw(st.one_of(MARKED, near) if re.match(r"\d{4}-(0|1[0-2])", start) else MARKED)
    for span in (f"{start}/{end}", f"{end}/{start}"):
        with contextlib.suppress(PeriodError):
            return Period.from_edtf(span).edtf
    return start


@given(valid_edtf())
def test_every_period_is_said_in_every_language(edtf):
    value = Period.from_edtf(edtf)
    parts = edtf.replace("/..", "").split("/")
    for language in ("en", "ja", "zh-hans"):
        with translation.override(language):
            shown, html = period_text(value), period(value)
        assert not HANGUL.search(shown)
        assert strip_tags(html).replace("\N{NO-BREAK SPACE}", " ") == shown
        for part in parts:
            assert said_of(part, language) in shown
        # Each end keeps its own place in the page.
        for part in filter(EXACT.fullmatch, parts):
            assert f'datetime="{part}"' in html
        if language == "en":
            assert " ~ " not in shown
            assert shown.count("about ") == sum("~" in one or "%" in one for one in parts)
            assert shown.count("(?)") == sum("?" in one or "%" in one for one in parts)


def said_of(part, language):
    """What must be said of an EDTF point: its year, or its century."""
    if "XX" not in part:
        return part[:4].replace("X", "0")
    return str(int(part[:2]) + 1)


@pytest.mark.parametrize(
    ("language", "shown"),
    [("ko", "12월"), ("en", "December"), ("ja", "12月"), ("zh-hans", "12月")],
)
def test_a_month_has_its_name_in_the_language_of_the_page(language, shown):
    with translation.override(language):
        assert month_name(12) == shown


def test_hours_are_korean_on_every_page():
    with translation.override("en"):
        assert period(Period.parse("2012. 6. 26(화) 10:00 ~ 12:00")) == (
            '<span class="period"><time datetime="2012-06-26" lang="ko">'
            "2012. 6. 26(화) 10:00 ~ 12:00</time></span>"
        )


def test_a_moment_is_shown_as_the_day_it_is_here():
    late = datetime.datetime(2026, 11, 22, 15, 30, tzinfo=datetime.UTC)
    assert isoday(late) == "2026-11-23"
    assert day(late) == "2026. 11. 23."
    assert day(datetime.date(2026, 11, 23)) == "2026. 11. 23."
    with translation.override("en"):
        assert day(late) == "23 November 2026"
