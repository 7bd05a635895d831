"""Period.parse_all: one record for each date of a list, never a span."""

from datetime import date

import pytest

from exchange.periods import Period, PeriodError

TODAY = date(2026, 7, 1)

LISTS = [
    ("1997.1.25, 2006.4.28", ["1997-01-25", "2006-04-28"]),
    ("2005년, 2008년", ["2005", "2008"]),
    ("2005·2008", ["2005", "2008"]),
    ("2005 & 2008", ["2005", "2008"]),
    ("2005년 및 2008년", ["2005", "2008"]),
    ("2005년과 2008년", ["2005", "2008"]),
    ("2013. 4. 5, 7, 9", ["2013-04-05", "2013-04-07", "2013-04-09"]),
    ("2013. 4. 5., 7., 9.", ["2013-04-05", "2013-04-07", "2013-04-09"]),
    ("2013. 4. 5.·6.", ["2013-04-05", "2013-04-06"]),
    ("2013. 4. 5, 6. 7", ["2013-04-05", "2013-06-07"]),
    ("2013. 4. 5.\n2014. 5. 6.\n2015. 6. 7.", ["2013-04-05", "2014-05-06", "2015-06-07"]),
    ("2013. 4. 5; 2014. 5. 6", ["2013-04-05", "2014-05-06"]),
    ("2013년 4월, 6월", ["2013-04", "2013-06"]),
    ("2013년 4·5월", ["2013-04", "2013-05"]),
    ("1979. 11, 12월", ["1979-11", "1979-12"]),
    ("2013년 4월 5, 7, 9일", ["2013-04-05", "2013-04-07", "2013-04-09"]),
    ("2013년 4월 5일, 7일 및 9일", ["2013-04-05", "2013-04-07", "2013-04-09"]),
    ("2013. 4. 5. ~ 7., 2014. 5. 6. ~ 8.", ["2013-04-05/2013-04-07", "2014-05-06/2014-05-08"]),
    ("1979.11.12~11.14, 1980.1.3~1.5", ["1979-11-12/1979-11-14", "1980-01-03/1980-01-05"]),
    ("2013~2015, 2017~2018", ["2013/2015", "2017/2018"]),
    ("2013. 4. 5.(금), 7.(일)", ["2013-04-05", "2013-04-07"]),
    ("(1997.1.25, 2006.4.28)", ["1997-01-25", "2006-04-28"]),
    ("'98. 4. 5, '99. 5. 6", ["1998-04-05", "1999-05-06"]),
    ("2013년 봄, 가을", ["2013-21", "2013-23"]),
    ("1980년대, 1990년대", ["198X", "199X"]),
    ("1979, 80", ["1979", "1980"]),
    ("June 13, 1998, May 5, 2000", ["1998-06-13", "2000-05-05"]),
    ("June 13, 1998 and May 5, 2000", ["1998-06-13", "2000-05-05"]),
    ("1998, 2000 and 2002", ["1998", "2000", "2002"]),
    ("July 12, 2013; July 15, 2014", ["2013-07-12", "2014-07-15"]),
    ("2006年6月27日、2007年8月3日", ["2006-06-27", "2007-08-03"]),
    ("昭和47年8月28日、48年5月3日", ["1972-08-28", "1973-05-03"]),
    ("2024年4月1日・2日", ["2024-04-01", "2024-04-02"]),
    ("2013. 4. 5", ["2013-04-05"]),
    ("미정", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "edtfs"), LISTS)
def test_parse_all_gives_one_period_for_each_date(text, edtfs):
    assert [period.edtf for period in Period.parse_all(text, TODAY)] == edtfs


@pytest.mark.parametrize(("text", "edtfs"), [row for row in LISTS if len(row[1]) > 1])
def test_parse_refuses_a_list_and_says_to_part_it(text, edtfs):
    with pytest.raises(PeriodError, match=f"날짜가 {len(edtfs)}개"):
        Period.parse(text, TODAY)


@pytest.mark.parametrize(("text", "edtfs"), LISTS)
def test_every_text_of_a_list_can_be_read_on_its_own(text, edtfs):
    alone = [Period.parse(period.text, TODAY) for period in Period.parse_all(text, TODAY)]
    assert [period.edtf for period in alone] == edtfs


def test_a_date_written_whole_keeps_its_words_in_a_list():
    texts = [period.text for period in Period.parse_all("'97.1.25, 2006년 4월 28일", TODAY)]
    assert texts == ["'97.1.25", "2006년 4월 28일"]


@pytest.mark.parametrize(
    "text",
    [
        "2013. 4, 5",  # the 5th of April, or April and May
        "2010, 11",  # November, or two years
        "1997.1.25/2006.4.28",  # a list, or a span
        "2013. 12. 30., 1. 3.",  # which January?
        "2013. 4. 5, 체결",
        "2013.4.5 2013.5.6",
        "2013. 4. 5.(1차), 2014. 5. 6.(2차)",
    ],
)
def test_parse_all_refuses_a_list_it_would_have_to_guess(text):
    with pytest.raises(PeriodError):
        Period.parse_all(text, TODAY)
