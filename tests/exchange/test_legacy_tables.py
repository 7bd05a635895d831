"""Rows below a header to dicts: blanks of merged cells filled, parts joined, nothing lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.legacy.recognise import OF_HEADER, recognise
from exchange.legacy.serials import is_serial, serial_date, unclear_numbers
from exchange.legacy.shapes import CIVIC, FACTS, PARTNER_LIST, SHAPES, TIMELINE
from exchange.legacy.sheets import Sheet
from exchange.legacy.tables import SKIP, mapped

DATES = {"기간": 0, "교류내용": 1}


def cells(*rows):
    """Numbered rows from rows written with `|` between the cells, from row 2 on."""
    return [(number, row.split("|") if row else []) for number, row in enumerate(rows, 2)]


def values(rows, *names):
    return [tuple(row[name] for name in names) for row in rows]


def read(table, *names):
    """Rows as the recogniser would have them mapped, and what is skipped."""
    rows = [row.split("|") for row in table]
    guess = recognise(Sheet("", rows))
    below = [(index + 1, row) for index, row in enumerate(rows) if index > guess.header]
    title = rows[max(guess.header, 0)]
    reading = mapped(below, guess.shape, guess.places, guess.constants, title=title)
    return values(reading, *names), reading.skipped


def test_row_has_every_column_its_number_and_no_problems():
    (row,) = mapped(cells("2016. 8. 19.|협정체결"), TIMELINE, DATES)
    assert row == {
        **dict.fromkeys(TIMELINE.names, ""), "행": 2, "problems": [],
        "기간": "2016. 8. 19.", "교류내용": "협정체결",
    }  # fmt: skip


def civic(*rows):
    places = {"우리 기관": 0, "국가": 1, "해외 기관": 2, "체결일": 3}
    return values(mapped(cells(*rows), CIVIC, places), "우리 기관", "국가", "해외 기관")


def test_blanks_are_filled_down_within_a_block():
    assert civic("강서고|호주|가|2001", "|일본|나|2002", "||다|2003", "성포고|미국|라|2004") == [
        ("강서고", "호주", "가"),
        ("강서고", "일본", "나"),
        ("강서고", "일본", "다"),
        ("성포고", "미국", "라"),
    ]


def test_blanks_are_not_filled_from_another_block():
    assert civic("강서고|호주|가|2001", "성포고||나|2002")[1] == ("성포고", "", "나")
    assert civic("강서고|호주|가|2001", "", "||나|2002")[1] == ("", "", "나")


def test_agreements_of_one_city_follow_under_its_name():
    rows = cells("중국|옌타이|1998.3.4", "||2003.5.6", "|칭다오|2004", "일본||2005")
    places = {"국명": 0, "교류도시": 1, "교류일자": 2}
    assert values(mapped(rows, PARTNER_LIST, places), "국명", "교류도시") == [
        ("중국", "옌타이"), ("중국", "옌타이"), ("중국", "칭다오"), ("일본", ""),
    ]  # fmt: skip


def test_unknown_date_of_a_timeline_stays_unknown():
    rows = mapped(cells("2001|방문", "|회의"), TIMELINE, DATES)
    assert values(rows, "기간") == [("2001",), ("",)]


def test_words_set_in_letters_are_closed_up_in_names_alone():
    rows = mapped(cells("반 월 초|일 본|가|1991|문 화"), CIVIC, {"우리 기관": 0, "교류내용": 4})
    assert values(rows, "우리 기관", "교류내용") == [("반월초", "문 화")]


@pytest.mark.parametrize(
    ("parts", "date"),
    [
        (["2003|1. 23"], "2003. 1. 23"),
        (["2003년|7. 7 ~ 7. 12"], "2003. 7. 7 ~ 7. 12"),
        (["2003|"], "2003"),
        (["2003|2004. 1. 5"], "2004. 1. 5"),
        (["2003.1.2|2003.1.4"], "2003.1.2 ~ 2003.1.4"),
        (["2003.1.2|2003.1.2"], "2003.1.2"),
        (["1987|2003"], "1987 ~ 2003"),
        (["2003|1. 23", "|5. 6"], "2003. 5. 6"),
    ],
)
def test_date_in_two_columns_is_joined(parts, date):
    rows = mapped(
        cells(*(f"{part}|방문" for part in parts)), TIMELINE, {"기간": (0, 1), "교류내용": 2}
    )
    assert values(rows, "기간")[-1] == (date,)


def test_names_in_two_columns_are_joined_with_a_blank():
    rows = mapped(cells("경기도|용인시|2001"), TIMELINE, {"우리 도시": [0, 1], "기간": 2})
    assert values(rows, "우리 도시") == [("경기도 용인시",)]


def test_year_on_a_line_of_its_own_is_that_of_the_rows_below():
    table = [
        "기간|교류내용",
        "2015년|",
        "3. 5.|방문",
        "2016|",
        "4. 7 ~ 4. 9|초청",
        "2017. 1. 2|회의",
    ]
    rows, skipped = read(table, "기간")
    assert rows == [("2015. 3. 5.",), ("2016. 4. 7 ~ 4. 9",), ("2017. 1. 2",)]
    assert [number for number, _ in skipped] == [2, 4]


def test_kind_on_a_line_of_its_own_is_that_of_the_rows_below():
    rows = cells("자매결연도시(1개국)||", "중국|옌타이|1998", "우호교류도시||", "일본|나가노|2001")
    reading = mapped(rows, PARTNER_LIST, {"국명": 0, "교류도시": 1, "교류일자": 2})
    assert values(reading, "교류도시", "교류내용") == [
        ("옌타이", "자매결연"),
        ("나가노", "우호협력"),
    ]
    assert [number for number, _ in reading.skipped] == [2, 4]


def test_header_that_comes_again_notes_and_totals_are_skipped_and_said_so():
    rows = cells(
        "중국|옌타이|1998",
        "국 가|도시|체결일",
        "합계|2개 도시|",
        "※ 2023년 말 기준||",
        "일본|나가노|2001",
    )
    places = {"국명": 0, "교류도시": 1, "교류일자": 2}
    reading = mapped(rows, PARTNER_LIST, places, title=["국가", "도시", "체결일"])
    assert values(reading, "행") == [(2,), (6,)]
    assert [number for number, _ in reading.skipped] == [3, 4, 5]
    assert all(reason.endswith("다.") for _, reason in reading.skipped)


def test_fixes_of_the_clerk_stand_in_place_of_the_file():
    fixes = {2: {"기간": "2001. 1. 2."}, 3: {"": SKIP}}
    reading = mapped(cells("1. 2.|방문", "?|?"), TIMELINE, DATES, fixes=fixes)
    assert values(reading, "기간", "교류내용") == [("2001. 1. 2.", "방문")]
    assert reading.skipped == [(3, "미리보기에서 뺀 행입니다.")]


def test_constants_stand_where_the_row_has_nothing():
    rows = cells("중국|옌타이|", "중국|칭다오|우호")
    places = {"국명": 0, "교류도시": 1, "교류내용": 2}
    reading = mapped(rows, PARTNER_LIST, places, {"교류내용": "자매결연"})
    assert values(reading, "교류내용") == [("자매결연",), ("우호",)]


def test_country_is_split_off_a_city_or_a_region():
    both = mapped(cells("대만 타이베이", "나가노"), PARTNER_LIST, {"국명": 0, "교류도시": 0})
    assert values(both, "국명", "교류도시") == [("대만", "타이베이"), ("", "나가노")]
    region = mapped(cells("미국(캘리포니아주)|풀러턴"), PARTNER_LIST, {"국명": 0, "교류도시": 1})
    assert values(region, "국명", "광역·주·성") == [("미국", "캘리포니아주")]


def test_unit_in_the_header_comes_with_the_number():
    places = {"교류도시": 0, "인구": 1, "면적": 2}
    title = ["도시", "인구\n(천명)", "면적(㎢)"]
    rows = mapped(cells("가라츠|127|487.48", "항저우|1천만|"), PARTNER_LIST, places, title=title)
    assert values(rows, "인구", "면적") == [("127천명", "487.48㎢"), ("1천만", "")]


def test_facts_that_lie_across_become_a_row_each():
    names = ("행", "도시", "구분", "내용")
    rows, _ = read(["도시명|면적(㎢)|인구", "의성군|1175.89|5만명", "인제군||3만명"], *names)
    assert rows == [
        (2, "의성군", "면적", "1175.89㎢"),
        (2, "의성군", "인구", "5만명"),
        (3, "인제군", "인구", "3만명"),
    ]
    rows, _ = read(["구분|의성군|인제군", "면적|1,175㎢|1,646㎢", "인구|5만명|3만명"], *names)
    assert rows[:2] == [(2, "의성군", "면적", "1,175㎢"), (2, "인제군", "면적", "1,646㎢")]


def test_two_dates_of_two_kinds_become_two_agreements():
    table = [
        "국가|도시|우호결연일|자매결연일",
        "중국|옌타이시|1998.3.4|2003.5.6",
        "일본|나가노시||2011.8",
    ]
    rows, _ = read(table, "교류도시", "교류내용", "교류일자")
    assert rows == [
        ("옌타이시", "우호협력", "1998.3.4"),
        ("옌타이시", "자매결연", "2003.5.6"),
        ("나가노시", "자매결연", "2011.8"),
    ]


def test_bare_count_of_days_is_a_date_in_a_date_column_alone():
    rows = mapped(cells("42604|42604"), TIMELINE, DATES)
    assert values(rows, "기간", "교류내용") == [("2016-08-22", "42604")]
    rows = mapped(cells("41142|방문"), TIMELINE, DATES, since_1904=True)
    assert values(rows, "기간") == [("2016-08-22",)]


@pytest.mark.parametrize("text", ["20191", "19991", "2016", "426040", "4260四", "４２６０４", ""])
def test_year_and_month_is_no_count_of_days(text):
    assert not is_serial(text)


def test_first_and_last_count_of_days():
    assert serial_date("21000") == "1957-06-29"
    assert is_serial("56200")
    assert not is_serial("56201")


def test_number_that_may_be_october_is_a_problem_of_its_row():
    sheet = Sheet("", [["기간"], ["2013.1"], ["2013.4"]], numbers=frozenset({(1, 0), (2, 0)}))
    numbers = unclear_numbers(sheet)
    assert numbers == {(2, 0)}
    first, other = mapped(cells("2013.1|방문", "2013.4|회의"), TIMELINE, DATES, numbers=numbers)
    ((column, text, message),) = first["problems"]
    assert (column, text) == ("기간", "2013.1")
    assert "1월인지 10월인지" in message
    assert other["problems"] == []


def test_number_that_may_be_october_is_no_problem_once_fixed_or_typed_as_text():
    numbers, fixes = {(2, 0)}, {2: {"기간": "2013. 10."}}
    (row,) = mapped(cells("2013.1|방문"), TIMELINE, DATES, fixes=fixes, numbers=numbers)
    assert (row["기간"], row["problems"]) == ("2013. 10.", [])
    (row,) = mapped(cells("2013.1|방문"), TIMELINE, DATES)
    assert row["problems"] == []


TEXT = st.text(alphabet="가나 다2013.월일시※()계\n", max_size=8).map(str.strip)


@given(st.sampled_from(SHAPES), st.lists(st.lists(TEXT, max_size=6), max_size=12), st.data())
def test_no_row_with_words_is_lost(shape, rows, data):
    names = data.draw(st.permutations(shape.names))[:4]
    place = st.one_of(st.integers(0, 6), st.lists(st.integers(0, 6), min_size=2, max_size=3))
    places = {name: data.draw(place) for name in names}
    if shape.spread in places and data.draw(st.booleans()):
        other = next((name for name in names if name != shape.spread), None)
        places[other] = OF_HEADER
        places.pop(None, None)
    title = data.draw(st.lists(TEXT, max_size=6))
    reading = mapped(list(enumerate(rows, 2)), shape, places, title=title or None)
    given_back = {row["행"] for row in reading} | {number for number, _ in reading.skipped}
    assert given_back == {number for number, row in enumerate(rows, 2) if any(row)}


@given(st.lists(st.tuples(TEXT, TEXT), max_size=8))
def test_texts_of_a_plain_timeline_are_those_of_the_file(rows):
    reading = list(mapped(list(enumerate(map(list, rows), 2)), TIMELINE, DATES))
    by_number = dict(enumerate(rows, 2))
    for row in reading:
        date, text = by_number[row["행"]]
        assert row["교류내용"] == text
        assert row["기간"].endswith(date)
        assert re.fullmatch(r"(?:\d{4}\. )?", row["기간"].removesuffix(date))


def test_facts_keep_the_group_beside_their_label():
    rows = mapped(cells("기후|기온|16℃", "|강우량|381mm", "||더"), FACTS,
                  {"구분": 0, "세부 구분": 1, "내용": 2})  # fmt: skip
    assert values(rows, "구분", "세부 구분") == [("기후", "기온"), ("기후", "강우량"), ("", "")]
