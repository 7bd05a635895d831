"""Cells of a city in several scripts, with its country; dates with remarks; directions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.legacy.city_cells import CityParts, name_of, parts_of, says_country
from exchange.legacy.directions import MUTUAL, direction_of
from exchange.legacy.remarks import split_remark
from exchange.legacy.shapes import PARTNER_LIST, TIMELINE
from exchange.legacy.tables import mapped


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "宮城縣(Miyagi)\n仙台市(Sendai)\n센다이시",
            CityParts("센다이시", local="宮城縣 仙台市", english="Sendai, Miyagi"),
        ),
        ("다바오시\n(Davao)", CityParts("다바오시", english="Davao")),
        (
            "할리스코주(Jalisco)\n과달라하라시(Guadalajara)",
            CityParts("과달라하라시", region="할리스코주", english="Guadalajara, Jalisco"),
        ),
        (
            "덴버 시(미국 콜로라도주)\nDenver (United States of America)",
            CityParts("덴버 시", "미국", "콜로라도주", english="Denver"),
        ),
        (
            "다롄 시(중국)\nDalian (People's Republic of China)",
            CityParts("다롄 시", "중국", english="Dalian"),
        ),
        ("Kazan, Russia", CityParts("Kazan", "Russia")),
        ("Mexico City, Mexico", CityParts("Mexico City", "Mexico")),
        ("Geelong,\nVictoria, Australia", CityParts("Geelong, Victoria", "Australia")),
        ("Hebei of China", CityParts("Hebei", "China")),
    ],
)
def test_parts_of_cell(text, parts):
    assert parts_of(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "서울\n부산",  # two cities
        "Kazan, Russia\nDalian, China",
        "Columbus, Georgia",  # a state, or the country
        "Los Angeles, CA",  # California, or Canada
        "가라쓰시(자매)",  # a remark
        "돗토리시\n(1998년)",
        "인제군",
        "대한민국",
        "",
    ],
)
def test_cell_is_not_taken_apart_where_unsure(text):
    assert parts_of(text) is None
    assert not says_country(text)


def test_name_of_cell():
    assert name_of("宮城縣(Miyagi)\n仙台市(Sendai)\n센다이시") == "센다이시"
    assert name_of("인제군") == "인제군"
    assert name_of("서울\n부산") == "서울\n부산"


def test_countries_that_differ_are_left():
    assert parts_of("다롄 시(중국)\nDalian (Japan)") is None


@given(st.text("가나시군 (중국)Chinada,\n天津市123", max_size=40))
def test_parts_come_from_the_cell(text):
    parts = parts_of(text)
    words = "".join(text.split())
    for part in parts or ():
        assert all(word.strip(",") in words for word in part.split())


def partners(rows, places, title):
    return list(mapped(enumerate(rows, 2), PARTNER_LIST, places, title=title))


def test_country_behind_the_city_has_its_column():
    rows = partners(
        [["Kazan, Russia", "1998. 5. 7"], ["중국 산둥성\n옌타이시", "1999. 1. 2"]],
        {"국명": 0, "교류도시": 0, "교류일자": 1},
        ["City", "Date"],
    )
    assert [(row["국명"], row["교류도시"]) for row in rows] == [
        ("Russia", "Kazan"),
        ("중국", "산둥성 옌타이시"),
    ]


def test_names_stay_where_the_cell_contradicts_the_row():
    [row] = partners(
        [["일본", "다롄 시(중국)\nDalian", ""]],
        {"국명": 0, "교류도시": 1, "교류일자": 2},
        ["국가", "도시", "일자"],
    )
    assert row["교류도시"] == "다롄 시(중국)\nDalian"
    [row] = partners(
        [["필리핀", "다바오시\n(Davao)", "City of Davao"]],
        {"국명": 0, "교류도시": 1, "영문 이름": 2},
        ["국가", "도시", "영문"],
    )
    assert (row["교류도시"], row["영문 이름"]) == ("다바오시\n(Davao)", "City of Davao")


@pytest.mark.parametrize(
    ("text", "date", "remark"),
    [
        ("1982. 3. 5\n(센다이)", "1982. 3. 5", "센다이"),
        ("1994.11. 1\n(서명후 우편교환)", "1994.11. 1", "서명후 우편교환"),
        ("1996.10.23\n우리시(구 옛시)", "1996.10.23", "우리시(구 옛시)"),
        ("1970 (S45). 1. 1", "1970 (S45). 1. 1", ""),
        ("1997.1.25, 2006.4.28", "1997.1.25, 2006.4.28", ""),
        ("1998. 5. 7 (자매결연)", "1998. 5. 7 (자매결연)", ""),
        ("1998. 5. 7\n(2003. 1. 2 갱신)", "1998. 5. 7\n(2003. 1. 2 갱신)", ""),
        ("1998. 5. 7 무렵으로 앎", "1998. 5. 7 무렵으로 앎", ""),
        ("미정", "미정", ""),
        ("", "", ""),
    ],
)
def test_remark_beside_a_date(text, date, remark):
    assert split_remark(text) == (date, remark)


def test_remark_does_not_replace_what_the_row_says():
    assert PARTNER_LIST.column("체결일 설명")
    [row] = partners(
        [["일본", "센다이시", "1982. 3. 5\n(센다이)", "우편"]],
        {"국명": 0, "교류도시": 1, "교류일자": 2, "체결일 설명": 3},
        ["국가", "도시", "일자", "설명"],
    )
    assert (row["교류일자"], row["체결일 설명"]) == ("1982. 3. 5\n(센다이)", "우편")


@pytest.mark.parametrize(
    ("text", "header", "direction"),
    [
        ("파견", "방향", "파견"),
        ("초청", "구분", "접수"),
        ("내 방", "구분", "접수"),
        ("화상회의", "구분", "비대면"),
        ("온라인", "구분", "비대면"),
        ("상호방문", "구분", MUTUAL),
        ("파견·접수", "구분", MUTUAL),
        ("방문", "방문/초청", "파견"),
        ("방문·초청", "방문/초청", MUTUAL),
        ("방문", "구분", "방문"),
        ("우리시 방문", "방문/초청", "우리시 방문"),
        ("답방", "구분", "답방"),
        ("회의", "구분", "회의"),
    ],
)
def test_direction_in_legacy_words(text, header, direction):
    assert direction_of(text, "".join(header.split("/"))) == direction


def test_direction_of_rows_is_read_by_the_header():
    rows = mapped(
        [(2, ["2019. 5. 2", "대표단", "방문"]), (3, ["2019. 6. 2", "학생단", "초청"])],
        TIMELINE,
        {"기간": 0, "교류내용": 1, "방향": 2},
        title=["기간", "내용", "방문/초청"],
    )
    assert [row["방향"] for row in rows] == ["파견", "접수"]
