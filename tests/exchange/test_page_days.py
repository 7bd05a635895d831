"""How a page shows a Period, and a day, in each of its languages."""

import datetime

import pytest
from django.utils import translation
from django.utils.html import strip_tags

from exchange.page_functions.days import day, isoday, period, period_text
from exchange.periods import Period


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
        ("1994/..", "1994 ~ present", "1994年 ~ 現在", "1994年 ~ 至今"),
        ("2008-09-28/2008-10-03", "28 September 2008 ~ 3 October 2008",
         "2008年9月28日 ~ 2008年10月3日", "2008年9月28日 ~ 2008年10月3日"),
    ],
)  # fmt: skip
def test_a_period_is_in_the_language_of_the_page(edtf, english, japanese, chinese):
    value = Period.from_edtf(edtf)
    for language, shown in (("en", english), ("ja", japanese), ("zh-hans", chinese)):
        with translation.override(language):
            assert period_text(value) == shown
            assert "\N{NO-BREAK SPACE}~ ".join(shown.split(" ~ ")) == strip_tags(period(value))
    assert period_text(value) == value.display()


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
