"""Period itself: EDTF in and out, first and last day, display, and what it promises."""

import pickle
from datetime import date

import pytest
from edtf import parse_edtf

from exchange import periods
from exchange.periods import MAX_LENGTH, Period, PeriodError

# EDTF, Korean display, precision of the start, first and last day
POINTS = [
    ("2016-08-19", "2016. 8. 19.", "day", "2016-08-19", "2016-08-19"),
    ("2021-04", "2021. 4.", "month", "2021-04-01", "2021-04-30"),
    ("1997", "1997년", "year", "1997-01-01", "1997-12-31"),
    ("1997~", "1997년경", "year", "1997-01-01", "1997-12-31"),
    ("1997?", "1997년(?)", "year", "1997-01-01", "1997-12-31"),
    ("1997%", "1997년경(?)", "year", "1997-01-01", "1997-12-31"),
    ("2021-04~", "2021. 4.경", "month", "2021-04-01", "2021-04-30"),
    ("2016-08-19?", "2016. 8. 19.(?)", "day", "2016-08-19", "2016-08-19"),
    ("198X", "1980년대", "decade", "1980-01-01", "1989-12-31"),
    ("200X", "2000년대(2000~2009)", "decade", "2000-01-01", "2009-12-31"),
    ("190X", "1900년대(1900~1909)", "decade", "1900-01-01", "1909-12-31"),
    ("198X~", "1980년대경", "decade", "1980-01-01", "1989-12-31"),
    ("18XX", "19세기", "century", "1800-01-01", "1899-12-31"),
    ("2013-21", "2013년 봄", "season", "2013-03-01", "2013-05-31"),
    ("2013-22", "2013년 여름", "season", "2013-06-01", "2013-08-31"),
    ("2013-23", "2013년 가을", "season", "2013-09-01", "2013-11-30"),
    ("2013-33", "2013년 1분기", "quarter", "2013-01-01", "2013-03-31"),
    ("2013-36", "2013년 4분기", "quarter", "2013-10-01", "2013-12-31"),
    ("2013-40", "2013년 상반기", "half", "2013-01-01", "2013-06-30"),
    ("2013-41", "2013년 하반기", "half", "2013-07-01", "2013-12-31"),
    ("2013-04-05/2013-04-25", "2013. 4. 5. ~ 4. 25.", "day", "2013-04-05", "2013-04-25"),
    ("2015-12-30/2016-01-03", "2015. 12. 30. ~ 2016. 1. 3.", "day", "2015-12-30", "2016-01-03"),
    ("2009-08/2009-12", "2009. 8. ~ 12.", "month", "2009-08-01", "2009-12-31"),
    ("2019-11/2020-02", "2019. 11. ~ 2020. 2.", "month", "2019-11-01", "2020-02-29"),
    ("1987/2003", "1987년 ~ 2003년", "year", "1987-01-01", "2003-12-31"),
    ("2013-04-05/2013-07", "2013. 4. 5. ~ 2013. 7.", "day", "2013-04-05", "2013-07-31"),
    ("2013-05~/2013-06~", "2013. 5.경 ~ 6.경", "month", "2013-05-01", "2013-06-30"),
    ("198X/199X", "1980년대 ~ 1990년대", "decade", "1980-01-01", "1999-12-31"),
]
OPEN = [
    ("1994/..", "1994년 ~ 현재", "year", "1994-01-01"),
    ("2004-08/..", "2004. 8. ~ 현재", "month", "2004-08-01"),
    ("2004-08-17/..", "2004. 8. 17. ~ 현재", "day", "2004-08-17"),
    ("198X/..", "1980년대 ~ 현재", "decade", "1980-01-01"),
    ("2013-40/..", "2013년 상반기 ~ 현재", "half", "2013-01-01"),
]


@pytest.mark.parametrize(("edtf", "display", "precision", "first", "last"), POINTS)
def test_from_edtf_knows_days_precision_and_display(edtf, display, precision, first, last):
    period = Period.from_edtf(edtf)
    assert (period.edtf, str(period), period.text) == (edtf, display, display)
    assert (period.first_day, period.last_day) == tuple(map(date.fromisoformat, (first, last)))
    assert period.precision == precision
    assert not period.is_open


@pytest.mark.parametrize(("edtf", "display", "precision", "first"), OPEN)
def test_from_edtf_leaves_an_open_end_open(edtf, display, precision, first):
    period = Period.from_edtf(edtf)
    assert (str(period), period.precision) == (display, precision)
    assert (period.first_day, period.last_day) == (date.fromisoformat(first), None)
    assert period.is_open


@pytest.mark.parametrize("edtf", [row[0] for row in (*POINTS, *OPEN)])
def test_display_is_read_back_to_the_same_edtf(edtf):
    assert Period.parse(Period.from_edtf(edtf).display()).edtf == edtf


@pytest.mark.parametrize("row", [row for row in POINTS if row[0] != "2013-24"], ids=lambda r: r[0])
def test_days_are_those_of_the_edtf_library(row):
    oracle = parse_edtf(row[0])
    strict = (oracle.lower_strict()[:3], oracle.upper_strict()[:3])
    assert strict == tuple(date.fromisoformat(day).timetuple()[:3] for day in row[3:])


def test_winter_ends_in_the_next_year_and_says_so():
    """The edtf library lets every winter end with its December; in Korea it goes on."""
    period = Period.parse("2013년 겨울")
    assert (period.edtf, period.first_day) == ("2013-24", date(2013, 12, 1))
    assert period.last_day == date(2014, 2, 28)
    assert "이듬해 2월" in period.warnings[0]


def test_from_edtf_keeps_the_words_it_is_given():
    assert Period.from_edtf("1998-04-21", " '98.4.21 ").text == "'98.4.21"


def test_from_edtf_opens_an_end_that_is_not_known():
    period = Period.from_edtf("1994/")
    assert (period.edtf, period.last_day) == ("1994/..", None)
    assert period.warnings


def test_from_edtf_takes_the_day_of_a_moment():
    assert Period.from_edtf("2016-08-19T15:00:00+09:00").edtf == "2016-08-19"


@pytest.mark.parametrize(
    "edtf",
    ["", "..", "../2013", "2004-XX", "2013-13", "2013-02-30", "2013/2012", "2013-4-5", "99", "Y20000",
     "0999", "2201", "220X", "[1984,1985]", "2013-25", "2013-05~-03", "안녕", "2013-04-05/", "/2013",
     "2013/2014/2015", "２０１３"],
)  # fmt: skip
def test_from_edtf_refuses_what_is_not_edtf_that_is_used_here(edtf):
    if edtf == "2013-04-05/":
        assert Period.from_edtf(edtf).is_open
    else:
        with pytest.raises(PeriodError):
            Period.from_edtf(edtf)


def test_periods_are_equal_when_all_but_their_warnings_are():
    plain = Period("2013년 겨울", "2013-24", date(2013, 12, 1), date(2014, 2, 28))
    warned = Period.parse("2013년 겨울")
    assert warned.warnings
    assert plain == warned
    assert hash(plain) == hash(warned)
    assert plain != Period.parse("2013 겨울")


def test_period_is_built_from_its_columns_without_reading_the_text(monkeypatch):
    monkeypatch.setattr(periods, "PeriodGrammar", None)
    stored = Period("옛날", "1994/..", date(1994, 1, 1), None)
    assert (str(stored), stored.is_open, stored.precision) == ("1994년 ~ 현재", True, "year")


def test_period_is_frozen_and_can_be_pickled():
    period = Period.parse("2013. 4. 5. ~ 25.")
    with pytest.raises(AttributeError):
        period.text = ""
    assert pickle.loads(pickle.dumps(period)) == period  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2026, 1, 1), 2026), (date(2025, 12, 31), 1926), (date(2031, 1, 1), 2026)],
)
def test_two_digit_year_turns_with_todays_year(today, year):
    assert Period.parse("'26. 5. 4.", today).first_day.year == year


def test_two_digit_year_without_today_uses_korean_today(monkeypatch):
    monkeypatch.setattr(periods, "_today", lambda: date(2040, 1, 1))
    assert Period.parse("'39. 5. 4.").first_day.year == 2039


@pytest.mark.parametrize("read", [Period.parse, Period.parse_all, Period.from_edtf])
def test_text_too_long_for_a_date_is_refused(read):
    with pytest.raises(PeriodError, match="너무 깁니다"):
        read("2013. 4. 5." + "." * MAX_LENGTH)


def test_split_reads_only_the_front_of_a_long_line():
    line = "2013. 4. 5. : " + "교류 " * 100_000
    period, words = Period.split(line)
    assert period.edtf == "2013-04-05"
    assert words == "교류 " * 100_000


def test_text_is_kept_word_for_word_but_for_the_blanks_around_it():
    assert Period.parse("  ２０１６． ８．19 (금)\t").text == "２０１６． ８．19 (금)"


def test_loose_hangul_letters_are_read():
    """macOS stores Hangul as loose letters (NFD)."""
    assert Period.parse("2013년 4월 5일부터").edtf == "2013-04-05/.."
    assert Period.parse("2013년 4월 5일부터").edtf == "2013-04-05/.."
