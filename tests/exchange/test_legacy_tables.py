"""Rows to a Table: the header found by its many names, blanks of merged cells filled."""

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.legacy.errors import LegacyError
from exchange.legacy.shapes import CIVIC, FACTS, PARTNER_LIST, TIMELINE
from exchange.legacy.tables import Table, read
from tests.import_pages import as_csv, workbook

SHAPES = [PARTNER_LIST, TIMELINE, FACTS, CIVIC]


def values(table, *names):
    places = [table.columns.index(name) + 1 for name in names]
    return [tuple(row[place] for place in places) for row in table.rows]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
@given(data=st.data())
def test_header_is_known_by_any_of_its_names_however_spaced(shape, data):
    header = []
    for column in shape.columns:
        if column.needed:
            name = data.draw(st.sampled_from((column.name, *column.also)))
            blank = data.draw(st.sampled_from(["", " ", "\n", "  "]))
            form = data.draw(st.sampled_from(["NFC", "NFD", "NFKC"]))
            header.append(unicodedata.normalize(form, blank.join(name)))
    table = read(as_csv([header, ["가"] * len(header)]), shape)
    needed = [column.name for column in shape.columns if column.needed]
    assert [name for name in table.present if name in needed] == needed
    assert values(table, *needed) == [("가",) * len(needed)]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_header_of_our_own_exports_is_known(shape):
    table = read(as_csv([shape.names, ["가"] * len(shape.names)]), shape)
    assert table.present == shape.names
    assert table.notices == []


def test_rows_above_the_header_are_passed_over():
    rows = [["교류 현황"], [], ["2023. 2. 1. 현재", "", "(단위: 건)"], ["기 간", "교 류 내 용"]]
    table = read(as_csv([*rows, ["2016. 8. 19.", "협정체결"]]), TIMELINE)
    assert table.rows[0][0] == 5
    assert values(table, "기간", "교류내용") == [("2016. 8. 19.", "협정체결")]


def test_header_over_two_rows_is_read_together():
    rows = [
        ["관내학교명", "해외자매학교", "", "자매결연일", "교류내용(분야)", "비 고"],
        ["", "국 가", "학 교 명", "", "", ""],
        ["반 월 초", "일 본", "나루하마소학교", "1991-02-28", "문화예술교류", ""],
    ]
    table = read(as_csv(rows), CIVIC)
    names = ("우리 기관", "국가", "해외 기관", "체결일", "교류내용")
    assert values(table, *names) == [
        ("반월초", "일본", "나루하마소학교", "1991-02-28", "문화예술교류")
    ]


def civic(*rows):
    header = ["관내학교명", "국가", "학교명", "자매결연일"]
    table = read(as_csv([header, *rows]), CIVIC)
    return values(table, "우리 기관", "국가", "해외 기관")


def test_blanks_are_filled_down_within_a_block():
    assert civic(
        ["강서고", "호주", "가", "2001"],
        ["", "일본", "나", "2002"],
        ["", "", "다", "2003"],
        ["성포고", "미국", "라", "2004"],
    ) == [
        ("강서고", "호주", "가"),
        ("강서고", "일본", "나"),
        ("강서고", "일본", "다"),
        ("성포고", "미국", "라"),
    ]


def test_blanks_are_not_filled_from_another_block():
    assert civic(["강서고", "호주", "가", "2001"], ["성포고", "", "나", "2002"])[1] == (
        "성포고", "", "나",
    )  # fmt: skip
    assert civic(["강서고", "호주", "가", "2001"], [], ["", "", "나", "2002"])[1] == ("", "", "나")


def test_column_beside_a_merged_header_is_the_finer_label():
    table = read(as_csv([["구분", "", "내용"], ["지역특성", "산업", "농업"]]), FACTS)
    assert values(table, "구분", "세부 구분", "내용") == [("지역특성", "산업", "농업")]


def test_a_persons_name_is_not_read_and_said_so():
    table = read(as_csv([["기간", "교류내용", "담당자"], ["2001", "방문", "홍길동"]]), TIMELINE)
    assert "홍길동" not in table.to_json()
    assert any("담당자" in notice for notice in table.notices)


def test_unknown_columns_are_named_and_columns_without_a_name_too():
    rows = [["기간", "교류내용", "예산", ""], ["2001", "방문", "100", "메모"]]
    table = read(as_csv(rows), TIMELINE)
    assert any("예산" in notice for notice in table.notices)
    assert any("2행" in notice for notice in table.notices)


def test_best_name_of_a_column_wins_and_the_other_is_said_to_be_left():
    rows = [["구분", "기간", "교류내용"], ["방문", "2001", "대표단"]]
    table = read(as_csv(rows), TIMELINE)
    assert values(table, "기간") == [("2001",)]
    assert any("구분" in notice for notice in table.notices)


def test_the_same_header_twice_is_an_error():
    with pytest.raises(LegacyError, match="'기간' 열이 2개"):
        read(as_csv([["기간", "기간", "교류내용"], ["2001", "2002", "방문"]]), TIMELINE)


def test_header_that_comes_again_is_no_row_and_said_so():
    rows = [["기간", "교류내용"], ["2014", "방문"], ["기 간", "교류내용"], ["2015", "회의"]]
    table = read(as_csv(rows), TIMELINE)
    assert [row[0] for row in table.rows] == [2, 4]
    assert table.notices == ["되풀이된 제목 줄은 건너뜁니다: 3행."]


def test_missing_columns_are_named_beside_those_found():
    with pytest.raises(LegacyError) as caught:
        read(as_csv([["교류 현황"], ["연번", "교류내용", "비고"], ["1", "방문", ""]]), TIMELINE)
    message = str(caught.value)
    assert "필요한 열: 기간, 교류내용" in message
    assert "'연번', '교류내용', '비고'" in message


def test_header_without_rows_is_an_error():
    with pytest.raises(LegacyError, match="1행의 제목 줄 아래에 자료가 없습니다"):
        read(as_csv([["기간", "교류내용"], ["", ""]]), TIMELINE)


def test_the_sheet_with_the_table_is_found():
    table = read(workbook([["메모"]], [["기간", "교류내용"], ["2001", "방문"]]), TIMELINE)
    assert values(table, "교류내용") == [("방문",)]
    assert any("시트 2개" in notice for notice in table.notices)


def test_number_that_may_be_october_is_an_error():
    with pytest.raises(LegacyError, match=r"2행 '기간' 칸의 2013\.1"):
        read(workbook([["기간", "교류내용"], [2013.1, "방문"]]), TIMELINE)
    table = read(workbook([["기간", "교류내용"], [2013.4, "방문"]]), TIMELINE)
    assert values(table, "기간") == [("2013.4",)]


def test_rows_keep_their_numbers_in_the_file():
    table = read(as_csv([["기간", "교류내용"], ["2001", "가\n나"], [], ["2002", "다"]]), TIMELINE)
    assert [row[0] for row in table.rows] == [2, 4]


@given(st.binary(max_size=400))
def test_no_file_makes_the_reader_fail(data):
    with suppress(LegacyError):
        read(data, TIMELINE)


@given(st.binary(max_size=200))
def test_no_broken_workbook_makes_the_reader_fail(data):
    whole = workbook([["기간", "교류내용"], ["2001", "방문"]])
    for broken in (whole[: len(whole) // 2] + data, b"PK\x03\x04" + data):
        with suppress(LegacyError):
            read(broken, TIMELINE)


def test_table_waits_as_json_unchanged():
    table = read(as_csv([["기간", "교류내용"], ["2001", '가\n나, "다"']]), TIMELINE)
    assert Table.from_json(table.to_json()) == table
