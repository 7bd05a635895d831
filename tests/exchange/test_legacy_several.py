"""Sheets that hold several tables, below each other or side by side."""

from hypothesis import given
from hypothesis import strategies as st

from exchange.legacy.reading import read_file, read_text
from exchange.legacy.recognise import recognise
from exchange.legacy.several import apart
from exchange.legacy.sheets import Sheet

PARTNERS = ["국가", "도시", "결연일"]
EVENTS = ["기간", "내용"]
SENDAI, WEIFANG = ["일본", "센다이시", "2001. 5. 2."], ["중국", "웨이팡시", "2002. 6. 3."]


def parted(rows, **more):
    return apart([Sheet("시트", rows, **more)])


def test_tables_side_by_side_are_tables_of_their_own():
    numbers = frozenset([(2, 2), (2, 5), (3, 2)])
    rows = [["자매도시"], PARTNERS * 2, SENDAI + WEIFANG, ["미국", "덴버시", "2003. 7. 4."]]
    left, right = parted(rows, numbers=numbers)
    assert left.rows == [["자매도시"], PARTNERS, SENDAI, ["미국", "덴버시", "2003. 7. 4."]]
    assert right.rows == [["자매도시"], PARTNERS, WEIFANG]
    assert (left.lines, right.lines) == ([1, 2, 3, 4], [1, 2, 3])
    assert (left.numbers, right.numbers) == ({(2, 2), (3, 2)}, {(2, 2)})
    assert left.notices == ["표 2개가 나란히 있어 나누어 읽었습니다."]
    assert all(recognise(sheet).sure for sheet in (left, right))


def test_tables_side_by_side_may_have_a_gap_and_groups():
    rows = [
        ["자매결연", "", "", "", "우호협력", "", ""],
        [*PARTNERS, "", *PARTNERS],
        [*SENDAI, "", *WEIFANG],
    ]
    left, right = parted(rows)
    assert [recognise(sheet).constants["교류내용"] for sheet in (left, right)] == [
        "자매결연",
        "우호협력",
    ]


def test_repeated_headers_that_are_no_table_alone_stay():
    rows = [["학교명", "국가", "학교명", "국가"], ["가고", "한국", "나고", "일본"]]
    assert parted(rows) == [Sheet("시트", rows)]
    rows = [["연도", "인구", "면적", "인구", "면적"], ["2001", "1", "2", "3", "4"]]
    assert parted(rows) == [Sheet("시트", rows)]


def test_tables_below_each_other_are_tables_of_their_own():
    rows = [PARTNERS, SENDAI, ["※ 2020년 기준"], [], ["교류 내역"], EVENTS, ["2001", "방문"]]
    upper, lower = parted(rows, lines=[3, 4, 5, 6, 7, 8, 9])
    assert (upper.rows, upper.lines) == (rows[:4], [3, 4, 5, 6])
    assert (lower.rows, lower.lines, lower.name) == (rows[4:], [7, 8, 9], "교류 내역")
    assert upper.notices == ["한 시트에 표가 여럿 있어 나누어 읽었습니다(7행부터)."]
    assert [recognise(one).shape.name for one in (upper, lower)] == ["교류도시 목록", "교류 내역"]


def test_header_again_below_a_new_title_begins_a_table():
    rows = [["자매도시"], PARTNERS, SENDAI, ["우호도시"], PARTNERS, WEIFANG]
    assert [recognise(sheet).constants["교류내용"] for sheet in parted(rows)] == [
        "자매결연",
        "우호협력",
    ]


def test_header_printed_again_begins_none():
    rows = [["자매도시"], PARTNERS, SENDAI, [], ["자매도시"], PARTNERS, WEIFANG]
    assert parted(rows) == [Sheet("시트", rows)]
    rows = [EVENTS, ["3. 1.", "방문"], ["2002년"], EVENTS, ["4. 1.", "방문"]]
    assert parted(rows) == [Sheet("시트", rows)]
    rows = [PARTNERS, SENDAI, [], ["도시", "국가", "2019. 5. 2."], WEIFANG]
    assert parted(rows) == [Sheet("시트", rows)]


def test_files_and_texts_are_parted():
    text = "국가,도시,결연일\n일본,센다이시,2001. 5. 2.\n\n교류 내역,,\n기간,내용,\n2001,방문,\n"
    assert [sheet.name for sheet in read_file(text.encode(), "a.csv")] == ["", "교류 내역"]
    wide = "\t".join(PARTNERS * 2) + "\n" + "\t".join(SENDAI + WEIFANG)
    assert len(read_text(wide)) == 2


@given(
    st.lists(
        st.sampled_from([[], ["자매도시"], PARTNERS, EVENTS, SENDAI, PARTNERS * 2, SENDAI * 2]),
        max_size=12,
    )
)
def test_no_row_is_lost_where_tables_are_parted(rows):
    sheets = parted(rows)
    cells = sorted(cell for row in rows for cell in row if cell and cell != "자매도시")
    found = [cell for sheet in sheets for row in sheet.rows for cell in row]
    assert sorted(cell for cell in found if cell and cell != "자매도시") == cells
    for sheet in sheets:
        numbers = sheet.lines or range(1, len(sheet.rows) + 1)
        assert all(
            set(row) <= set(rows[number - 1])
            for number, row in zip(numbers, sheet.rows, strict=True)
        )


def test_row_that_says_one_word_twice_heads_no_table():
    rows = [EVENTS, ["2001. 5. 2.", "방문"], [], ["구분", "구분"], ["2002", "협의"]]
    (sheet,) = parted(rows)
    assert sheet.rows == rows
