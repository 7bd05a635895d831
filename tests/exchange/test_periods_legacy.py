"""The dates of the five source documents, and the forms that legacy tables were known to have."""

import re
from datetime import date
from pathlib import Path

import pytest

from exchange.periods import Period, PeriodError

TODAY = date(2026, 7, 1)
SOURCES = Path(__file__).parents[1] / "fixtures" / "sources"

KNOWN_FORMS = {
    "2016-08-19": "2016. 8. 19.|2016. 08. 19.|20160819",
    "2003-01-23": "2003. 1. 23|2003년 1월 23일",
    "2003-10-15": "2003.10. 15",
    "1998-04-21": "(1998.4.21)",
    "1991-02-28": "1991-02-28",
    "2011-05-31": "2011-5-31",
    "2006-08-26": "2006년8월26일",
    "2012-06-26": "2012. 6. 26(화) 10:00 ~ 12:00",
    "2011-12-31": "‘11. 12. 31.",
    "1978-05-04": "'78.5.4",
    "2019-02-11": "’19.2.11.",
    "1991-06": "91년 6월",
    "2005-02": "2005. 2.",
    "2021-04": "2021.04",
    "2011-05": "2011.5.",
    "2000-01": "2000년1월",
    "1997": "1997년|(1997년)",
    "2001": "2001.",
    "2013-04-05/2013-04-25": "2013. 4. 5. ~ 25.",
    "2011-01-07/2011-01-27": "2011.1.7~27",
    "2003-07-07/2003-07-12": "2003. 7. 7 ~ 7. 12",
    "2016-07-20/2016-07-31": "2016.7.20.~7.31",
    "2008-09-28/2008-10-03": "2008. 9. 28 ∼10. 03",
    "2004-07-05/2004-07-11": "2004년 7월 5일∼7월 11일",
    "2015-12-30/2016-01-03": "2015. 12. 30. ~ 2016. 1. 3.",
    "2023-11-01/2024-04-30": "2023.11.01-2024.04.30",
    "2019-11/2020-02": "2019. 11. ~ 2020. 2.",
    "2000-01/2001-01": "2000년1월 ~ 2001년1월",
    "2024-04/2032-03": "2024년 ４월 ~ 2032년 ３월",
    "1987/2003": "1987. ~ 2003.",
    "1905/1945": "1905~1945",
    "1994/..": "1994. ~ 현재",
    "1979/..": "1979년 ~",
    "2010/..": "(2010년 ~)",
    "2004-08/..": "2004.8~",
    "198X/..": "1980년대부터",
    "2009-08/2009-12": "2009. 8 ~ 12",
    "2004-11/2004-12": "2004.11.∼12.",
    "2004-09-13/2004-09-15": "2004.09.13. ∼2004.09.15.",
    "2002-08-26/2002-08-29": "2002년도 8월 26일부터 8월 29일까지",
    "2013-07-12/2013-07-17": "Jul. 12 ~ Jul. 17, 2013",
    "1998-06-13": "June 13, 1998",
    "1994-10-27": "27th October, 1994",
    "2016-08-03": "Aug.3.2016",
    "2000-05": "May, 2000",
    "1988/..": "Since 1988~",
    "2006-06-27": "2006年6月27日",
    "1957-10": "1957(昭和32)年10月",
    "1972-08-28": "昭和47年8月28日",
    "2017-04": "平成29年4月",
}
# Dates that stand inside the sentences and tables of the five documents.
INLINE = {
    "2012. 6. 26(화) 10:00 ~ 12:00": "2012-06-26",
    "1955년 12월": "1955-12",
    "2011. 3. 31현재": "2011-03-31",
    "1989. 10": "1989-10",
    "2008. 3": "2008-03",
    "2010-2013": "2010/2013",
    "2014이후": "2014/..",
    "2007년부터": "2007/..",
    "2010년에": "2010",
    "2010. 8": "2010-08",
    "1995. 12월": "1995-12",
    "‘11. 12. 31.현재": "2011-12-31",
    "2011. 12. 31. 현재": "2011-12-31",
    "1987. 11. 9.": "1987-11-09",
    "1911년 3월 16일자로": "1911-03-16",
    "1905~1945년까지": "1905/1945",
    "2012. 8. 1. ~ 8. 5.": "2012-08-01/2012-08-05",
    "2013년에는": "2013",
    "2011.5.": "2011-05",
    "2004. 5.4": "2004-05-04",
    "(2004.5.5)": "2004-05-05",
    "2018-2019년": "2018/2019",
    "（2019）": "2019",
    "2019年": "2019",
    "2023년 12월 말 현재": "2023-12~",
    "(1979년 ~)": "1979/..",
    "2015년 6월": "2015-06",
    "1980년대부터": "198X/..",
    "2024년 ４월 ~ 2032년 ３월": "2024-04/2032-03",
}


@pytest.mark.parametrize(
    ("text", "edtf"),
    [(text, edtf) for edtf, texts in KNOWN_FORMS.items() for text in texts.split("|")],
)
def test_parse_reads_every_known_form(text, edtf):
    period = Period.parse(text, TODAY)
    assert (period.text, period.edtf, period.warnings) == (text, edtf, ())


def test_comma_for_dot_is_read_with_a_warning():
    period = Period.parse("2019, 04.18.")
    assert period.edtf == "2019-04-18"
    assert "쉼표" in period.warnings[0]


def test_wrong_weekday_is_a_warning_that_names_the_right_one():
    period = Period.parse("2012. 6. 26(수) 10:00 ~ 12:00")
    assert period.edtf == "2012-06-26"
    assert "화요일" in period.warnings[0]


@pytest.mark.parametrize("text", ["동년 2월5일", "금년 5월", "지난해 11월 6일", "10일"])
def test_relative_date_is_an_error_that_asks_for_the_year(text):
    with pytest.raises(PeriodError, match="연도"):
        Period.parse(text)


@pytest.mark.parametrize(
    ("text", "suggestion"), [("20191월", "2019년 1월"), ("201510월", "2015년 10월")]
)
def test_lost_year_sign_is_an_error_that_suggests_it(text, suggestion):
    with pytest.raises(PeriodError, match="'년'") as refused:
        Period.parse(text)
    assert refused.value.suggestion == suggestion


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("2019.13.1", "13월은 없습니다"),
        ("2023.2.30", "2월에는 30일이 없습니다"),
        ("2016. 8. 20. ~ 8. 19.", "끝이 시작보다 빠릅니다"),
        ("2019.11 ~ 2", "끝이 시작보다 빠릅니다"),
        ("방문일: 2004. 5. 4", "'방문일:' 부분"),
        ("2004. 5. 4 방문", "'방문' 부분"),
        ("2021.02.29", "윤년이 아닙니다"),
    ],
)
def test_impossible_date_is_an_error_that_names_the_wrong_part(text, wrong):
    with pytest.raises(PeriodError, match=re.escape(wrong)):
        Period.parse(text)


@pytest.mark.parametrize(
    "text", ["제23회…", "30.6 ℃", "149.12㎢", "053-663-2115", "1,350mm", "3.5%", "2,006", "16명"]
)
def test_text_without_a_date_is_no_date_to_split_and_an_error_to_parse(text):
    assert Period.split(text, TODAY) == (None, text)
    with pytest.raises(PeriodError):
        Period.parse(text, TODAY)


@pytest.mark.parametrize(("text", "edtf"), INLINE.items())
def test_parse_reads_every_date_inside_the_documents(text, edtf):
    assert Period.parse(text, TODAY).edtf == edtf


def test_inline_dates_do_stand_in_the_documents():
    words = "".join(path.read_text(encoding="utf-8") for path in SOURCES.glob("*.txt"))
    assert [text for text in INLINE if text not in words] == []


DATE_IN_FRONT = re.compile(r"[-•\s]*(\(?[12][0-9]{3}(?:[.,]|년| ?~).*)")


@pytest.mark.parametrize("path", sorted(SOURCES.glob("*.txt")), ids=lambda path: path.stem)
def test_split_reads_every_line_of_the_documents_that_begins_with_a_date(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if DATE_IN_FRONT.fullmatch(line):
            period, words = Period.split(line, TODAY)
            assert period is not None, line
            assert line.rstrip().endswith(words.rstrip())
            # Nothing but bullets, the date and a sign between is missing from the words.
            missing = line.replace(period.text, "", 1).removesuffix(words)
            assert re.fullmatch(r"[-•\s:]*", missing), line


@pytest.mark.parametrize("path", sorted(SOURCES.glob("*.txt")), ids=lambda path: path.stem)
def test_split_finds_no_date_where_a_line_of_the_documents_begins_with_another_number(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if re.match(r"\s*[0-9]", line) and not DATE_IN_FRONT.fullmatch(line):
            try:
                period, _ = Period.split(line, TODAY)
            except PeriodError:  # 5월에 양도시에서 …: a relative date
                assert re.match(r"\s*[0-9]+월", line)
            else:
                assert period is None or re.match(r"\s*(?:20|19)[0-9]{2}", line), line
