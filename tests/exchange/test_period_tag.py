"""How a page shows a Period."""

import pytest

from exchange.periods import Period
from exchange.templatetags.periods import period


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
