"""The two source pages, pasted as text, give what the fixtures say, word for word."""

import csv
import re
from pathlib import Path

import pytest
from django.conf import settings

from exchange.legacy.pasted import read_text
from exchange.legacy.text import without_bullets
from exchange.periods import Period
from tests.fixtures.documents import rows, source_text

SEOGU = ["KR", "대구광역시", "서구"]
YONGIN = ["KR", "경기도", "용인시"]
FULLERTON = ["US", "캘리포니아주", "플러튼시"]
PARTNERS = [
    (["KR", "강원도", "인제군"], "강원도 인제군", 8),
    (["KR", "경상북도", "의성군"], "경상북도 의성군", 16),
    (["KR", "광주광역시", "서구"], "광주광역시 서구", 25),
]


@pytest.fixture(scope="module")
def seogu():
    return read_text(source_text("daegu_seogu"))


@pytest.fixture(scope="module")
def yongin():
    return read_text(source_text("yongin"))


def below(sheets, heading, kind):
    """The one sheet of this kind below this heading."""
    (sheet,) = (
        sheet
        for sheet in sheets
        if sheet.kind == kind and heading in sheet.around.split(" > ")[-2:]
    )
    return sheet


def events_of(sheet):
    """(period, title, details) of each row, as a record of the timeline holds them."""
    found = []
    for date, text in sheet.rows[1:]:
        title, _, details = without_bullets(text).partition("\n")
        assert Period.parse(date) is not None
        found.append((date, title, details))
    return found


def events_in(fixture, home, partner):
    return [
        (event["period"], event["title"], event.get("details", ""))
        for event in rows(fixture, "timelines.exchangeevent", partnership=home + partner)
    ]


def spelled(text):
    return " ".join(text.split())


@pytest.mark.parametrize("fixture", ["daegu_seogu", "yongin"])
def test_rows_have_the_numbers_of_their_lines(fixture):
    text = source_text(fixture)
    lines = text.split("\n")
    for sheet in read_text(text):
        assert len(sheet.lines) == len(sheet.rows)
        for number, row in list(zip(sheet.lines, sheet.rows, strict=True))[1:]:
            assert any(cell[:4] in lines[number - 1] for cell in row if cell)
        if sheet.kind != "table":
            assert sheet.lines[0] == 0


def test_seogu_partners_are_the_fixtures(seogu):
    table = next(sheet for sheet in seogu if sheet.kind == "table")

    assert table.rows[0] == ["국명", "교류도시", "교류내용", "교류일자"]
    assert table.rows[1:] == [
        ["한국", " ".join(agreement["partnership"][4:]), agreement["title"], agreement["signed"]]
        for agreement in rows("daegu_seogu", "agreements.agreement", kind="sister")
    ]
    assert table.lines == [14, 15, 16, 17]


@pytest.mark.parametrize(("key", "heading", "count"), PARTNERS)
def test_seogu_events_are_the_fixtures(seogu, key, heading, count):
    sheet = below(seogu, heading, "timeline")

    assert sheet.rows[0] == ["기간", "교류내용"]
    assert events_of(sheet) == events_in("daegu_seogu", SEOGU, key)
    assert len(sheet.rows) == count + 1
    assert sheet.name == "교류내용"


@pytest.mark.parametrize(("key", "heading", "count"), PARTNERS)
def test_seogu_facts_links_and_measures_are_the_fixtures(seogu, key, heading, count):
    sheet = below(seogu, heading, "facts")
    facts = dict(sheet.rows[1:])
    listed = rows("daegu_seogu", "cities.cityfact", city=key)
    links = rows("daegu_seogu", "cities.citylink", city=key)

    assert sheet.rows[0] == ["구분", "내용"]
    assert [label for label, _ in sheet.rows[1:]] == [
        "인구", "면적", "자매결연 체결일", "위치", "기후", "주요산업", "홈페이지",
    ]  # fmt: skip
    assert [(label, facts[label]) for label in ("위치", "기후", "주요산업")] == [
        (fact["label"], fact["text"]) for fact in listed
    ]
    assert facts["홈페이지"].split("\n") == [link["label"] for link in links]


def test_seogu_measures_are_as_written(seogu):
    measured = [
        (dict(sheet.rows)["인구"], dict(sheet.rows)["면적"], dict(sheet.rows)["자매결연 체결일"])
        for sheet in seogu
        if sheet.kind == "facts"
    ]
    assert measured == [
        ("3만3천명", "1646.33㎢", "2016. 8. 19."),
        ("5만7천명", "1,175.89㎢", "2013. 7. 13."),
        ("30만명", "46.71㎢", "1998. 10. 16."),
    ]


def test_seogu_captions_that_name_another_city_are_noticed_and_not_trusted(seogu):
    noticed = {
        sheet.around.split(" > ")[-2 if sheet.kind == "timeline" else -1]: notice
        for sheet in seogu
        for notice in sheet.notices
        if notice.startswith("설명글에 다른 도시 이름이 있습니다: ")
    }
    assert noticed.keys() == {"교류현황", "경상북도 의성군"}
    assert "바콜로드시" in noticed["교류현황"]
    assert "강원도 인제군" in noticed["경상북도 의성군"]


def test_seogu_markup_and_footer_are_named(seogu):
    notices = "\n".join(notice for sheet in seogu for notice in sheet.notices)
    cells = str([sheet.rows for sheet in seogu])

    assert "/td" not in cells
    assert "107번째 줄" in notices
    assert "최종수정일2023-02-01" in notices
    # A person's name goes nowhere.
    assert "나혜진" not in notices + cells
    assert "130번째 줄" in notices


def test_yongin_events_are_the_fixtures(yongin):
    sheet = below(yongin, "교류추진 현황", "timeline")

    found = events_of(sheet)
    assert found == events_in("yongin", YONGIN, FULLERTON)
    assert len(found) == 31
    assert "플러튼시" in sheet.around.split(" > ")


def test_yongin_facts_are_the_rows_of_the_table(yongin):
    sheet = below(yongin, "일반현황", "facts")
    path = Path(settings.BASE_DIR, "fixtures/legacy/yongin_fullerton_facts.utf8.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        typed = list(csv.reader(file))[1:]
    group = ""
    for row in typed:
        row[0] = group = row[0] or group  # a cell merged over rows counts for each of them

    assert sheet.rows[0] == ["구분", "세부 구분", "내용"]
    assert [[spelled(row[0]), spelled(row[1]), row[2]] for row in sheet.rows[1:]] == [
        [spelled(row[0]), spelled(row[1]), row[2]] for row in typed
    ]


def test_yongin_facts_are_the_fixtures(yongin):
    sheet = below(yongin, "일반현황", "facts")
    texts = {detail or label: without_bullets(text) for label, detail, text in sheet.rows[1:]}

    for fact in rows("yongin", "cities.cityfact", city=FULLERTON):
        assert texts.pop(fact["label"]) == fact["text"]
    assert texts == {
        "면적": "36㎢",
        "인구": "137천명",
        "연평균기온(℃)": "16.8˚C",
        "연평균 강우량 (mm)": "381mm",
        "자매결연 체결일": "2004. 5.4",
    }


def test_yongin_background_and_outcome_are_the_fixtures(yongin):
    sheet = below(yongin, "추진배경/성과", "facts")
    (partnership,) = rows("yongin", "cities.partnership")

    assert sheet.rows[1:] == [
        ["추진배경", partnership["background"]],
        ["성과", partnership["outcome"]],
    ]


def test_yongin_has_nothing_else(yongin):
    assert [(sheet.kind, sheet.name) for sheet in yongin] == [
        ("facts", "추진배경/성과"),
        ("facts", "일반현황"),
        ("timeline", "교류추진 현황"),
    ]
    (notice,) = [notice for sheet in yongin for notice in sheet.notices]
    assert "담당부서자치분권과 / 문의031-6193-3076" in notice


def test_ansan_facts_and_events_of_each_city_stand_below_its_name():
    sheets = read_text(source_text("ansan"))
    listed = {}
    for sheet in sheets:
        if sheet.kind == "timeline" and sheet.name == "교류내역":
            listed[sheet.around.split(" > ")[-2]] = events_of(sheet)
    expected = {}
    for event in rows("ansan", "timelines.exchangeevent"):
        expected.setdefault(event["partnership"][5], []).append(event["period"])

    assert {re.sub(".* ", "", name): len(events) for name, events in listed.items()} == {
        "라스베가스": 6, "안산시": 4, "유즈노사할린스크시": 6, "홈스크시": 2, "즈베틀시": 2,
        "산페르난도시": 2, "붕타우성": 1, "연태시": 3,
    }  # fmt: skip
    las_vegas = [period for period, *_ in listed["미국 라스베가스"]]
    assert las_vegas == expected["라스베가스시" if "라스베가스시" in expected else "라스베가스"]


def test_kumamoto_partners_of_the_list_are_rows():
    found = [
        tuple(row)
        for sheet in read_text(source_text("kumamoto"))
        if sheet.kind == "table"
        for row in sheet.rows[1:]
    ]
    assert ("중국", "구이린시(桂林市)", "우호도시", "1979년 ~") in found
    assert ("독일", "하이델베르크시", "우호도시", "1992년 ~") in found
    assert ("미국", "롬시", "자매도시", "1995년 ~") in found


def test_news_has_no_rows_and_its_prose_is_named():
    (sheet,) = read_text(source_text("sejong_daejeon"))

    assert sheet.rows == [["구분", "내용"]]
    assert any("문장으로만 적힌 글" in notice for notice in sheet.notices)


def test_quoted_cell_with_a_tab_and_nothing_else_is_no_table():
    assert read_text('"\t"') == []


def test_first_row_whose_first_cell_wraps_is_no_part_of_the_header():
    [sheet] = read_text(
        "도시명 국가 결연일 주요내용\n과달라하라\n주도시 멕시코 2002. 1. 29. 문화 교류\n"
        "웨이팡시 중국 2003. 1. 2. 연날리기\n"
    )
    assert sheet.rows == [
        ["도시명", "국가", "결연일", "주요내용"],
        ["과달라하라 주도시", "멕시코", "2002. 1. 29.", "문화 교류"],
        ["웨이팡시", "중국", "2003. 1. 2.", "연날리기"],
    ]
    assert sheet.lines == [1, 2, 4]


def test_period_that_ends_on_the_next_line_is_one():
    [sheet] = read_text(
        "기간 내용\n2001. 5. 2. ~\n2001. 5. 6. 대표단 방문\n2003. 1. 2. ~\n2003. 1. 4. 축제 참가\n"
    )
    assert sheet.rows[1:] == [
        ["2001. 5. 2. ~ 2001. 5. 6.", "대표단 방문"],
        ["2003. 1. 2. ~ 2003. 1. 4.", "축제 참가"],
    ]
    assert sheet.lines[1:] == [2, 4]


def test_open_period_above_words_stays_open():
    [sheet] = read_text("교류 연혁\n2001. 5. 2.~\n결연사업 추진\n2003. 1. 2.\n축제 참가\n")
    assert ["2001. 5. 2.~", "결연사업 추진"] in sheet.rows
