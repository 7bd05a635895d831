"""Lists of partners without a table, on pages and in pasted text; menus; what is left is named."""

import pytest

from exchange.legacy.dated_places import places_of, with_doubts
from exchange.legacy.reading import read_file, read_text
from exchange.legacy.recognise import recognise
from exchange.legacy.sheets import Sheet
from exchange.legacy.tables import mapped


def page(body):
    return read_file(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), "page.html")


def rows_of(sheet):
    guess = recognise(sheet)
    numbered = zip(sheet.lines[1:], sheet.rows[1:], strict=True)
    return list(mapped(numbered, guess.shape, guess.places, guess.constants))


def items(*texts):
    return "<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>"


def test_list_of_places_on_a_page_is_a_partner_list():
    [sheet] = page(
        "<h2>해외 교류</h2><h3>2) 우호교류도시 : 2개국 3개 도시</h3>"
        + items(
            "중국 산둥성 웨이팡시(1997.1.25, 2006.4.28)",
            "일본 미야기현 센다이시(2002.4.20)",
            "일본 오사카부 사카이시 : 2010. 3. 2.",
        )
    )
    rows = rows_of(sheet)
    assert [(row["국명"], row["교류도시"], row["교류일자"]) for row in rows] == [
        ("중국", "산둥성 웨이팡시", "1997.1.25, 2006.4.28"),
        ("일본", "미야기현 센다이시", "2002.4.20"),
        ("일본", "오사카부 사카이시", "2010. 3. 2."),
    ]
    assert {row["교류내용"] for row in rows} == {"우호교류도시"}
    assert recognise(sheet).sure


def test_place_with_a_date_stays_with_what_it_is_part_of():
    sheets = page("<dl><dt>자매도시</dt><dd>센다이시(2002.4.20)</dd></dl>")
    assert [sheet.rows[1:] for sheet in sheets] == [[["자매도시", "센다이시(2002.4.20)"]]]
    [sheet] = page(
        "<ul><li>2019. 5. 2. 축제 참가<ul><li>센다이시(2002.4.20)</li></ul></li>"
        "<li>2019. 6. 2. 방문</li><li>2019. 7. 2. 회의</li></ul>"
    )
    assert sheet.kind == "timeline"
    assert sheet.rows[1] == ["2019. 5. 2.", "축제 참가\n센다이시(2002.4.20)"]


def test_country_told_for_some_only_is_asked_about():
    texts = ["Perth (1994)", "Darwin (1996)", "Sendai (2000) of Japan"]
    found = [row for text in texts for row in places_of(text, ["Sister Cities"], is_item=True)]
    assert [row[0] for row in with_doubts(found)] == ["?", "?", "Japan"]
    [sheet] = read_text("Sister Cities\n • Perth (1994)\n • Sendai (2000) of Japan\n")
    guess = recognise(sheet)
    assert not guess.sure
    assert "나라가 적히지 않은 행" in guess.reason
    assert [row["국명"] for row in rows_of(sheet)] == ["?", "Japan"]


def test_countries_told_for_all_or_none_are_not_in_doubt():
    assert with_doubts([["", "A", "", ""], ["", "B", "", ""]])[1][0] == ""
    header = ["국가", "도시", "교류내용", "결연일"]
    cells = ["인제군", "자매결연", "2016. 8. 19."]
    merged = Sheet("", [header, ["한국", *cells], ["", "의성군", *cells[1:]]])
    assert recognise(merged).sure
    below_heading = Sheet("", [header, ["", "아시아", "", ""], ["일본", *cells]])
    assert recognise(below_heading).sure
    late = Sheet("", [header, ["", *cells], ["일본", "센다이시", *cells[1:]]])
    assert not recognise(late).sure


def test_column_of_countries_without_any_is_asked_for():
    header = ["국가", "도시", "교류내용", "결연일"]
    guess = recognise(Sheet("", [header, ["", "센다이시", "자매결연", "2016. 8. 19."]]))
    assert guess.missing == ["국명"]
    caption = Sheet("일본 자매도시", [header, ["", "센다이시", "자매결연", "2016. 8. 19."]])
    assert recognise(caption).constants["국명"] == "일본"


@pytest.mark.parametrize("count", [1, 5, 6, 14])
def test_every_dated_line_that_is_left_is_named(count):
    lines = [f"{number}번 글은 {2000 + number}. 5. 2. 쓰였다고 한다" for number in range(count)]
    sheets = page(
        "<table><tr><th>기간</th><th>내용</th></tr><tr><td>2001</td><td>방문</td></tr></table>"
        + "".join(f"<p>{line}</p>" for line in lines)
    )
    notices = " ".join(sheets[0].notices)
    assert all(line in notices for line in lines)


def test_menu_of_links_is_no_list_of_facts():
    menu = '<ul><li><a href="#">자매결연도시</a><ul><li><a href="#">국내</a></li></ul></li></ul>'
    facts = items("면적 : 36㎢", "인구 : 3만명")
    [sheet] = page(menu + facts)
    assert sheet.rows[1:] == [["면적", "36㎢"], ["인구", "3만명"]]


def test_links_that_tell_something_are_read():
    links = [f'<a href="#">2019. {month}. 2. 방문</a>' for month in (5, 6, 7)]
    [sheet] = page(items(*links))
    assert len(sheet.rows) == 4
    labelled = [f'<a href="#">{text}</a>' for text in ("홈페이지 : www.example.org", "위치 : 북부")]
    [sheet] = page(items(*labelled))
    assert len(sheet.rows) == 3


def test_page_with_list_facts_and_events_gives_each():
    sheets = page(
        "<h2>자매결연도시</h2>"
        + items("일본 미야기현 센다이시(2002.4.20)", "중국 산둥성 웨이팡시(1997.1.25)")
        + "<h3>센다이시</h3>"
        + items("면적 : 786㎢", "인구 : 109만명")
        + "<h4>교류 내역</h4>"
        + items("2002. 4. 20. 자매결연 체결", "2003. 5. 2. 축제 참가", "2004. 6. 3. 대표단 방문")
    )
    assert [recognise(sheet).shape.name for sheet in sheets] == [
        "교류도시 목록",
        "도시 현황",
        "교류 내역",
    ]
    assert [len(sheet.rows) for sheet in sheets] == [3, 3, 4]
