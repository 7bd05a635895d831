"""Headers of more than one row."""

import pytest

from exchange.legacy.layout import header_rows, titles
from exchange.legacy.recognise import recognise
from exchange.legacy.sheets import Sheet
from exchange.legacy.tables import mapped

ROW = ["1", "일본", "센다이시", "2002. 4. 20.", "우리 시청", "축제"]
# As a CSV has merged cells, and as a workbook or a page has them.
BLANKS = [
    ["연번", "국가", "도시", "자매결연", "", "비고"],
    ["", "", "", "체결", "", ""],
    ["", "", "", "일자", "장소", ""],
]
FILLED = [
    BLANKS[0],
    ["연번", "국가", "도시", "체결", "", "비고"],
    ["연번", "국가", "도시", "일자", "장소", "비고"],
]


@pytest.mark.parametrize("header", [BLANKS, FILLED])
@pytest.mark.parametrize("above", [[], [["자매도시 현황"], []]])
def test_three_header_rows_are_one_header(header, above):
    rows = [*above, *header, ROW]
    last = len(above) + 2
    assert header_rows(rows, last) == header
    assert titles(rows, last)[3:5] == [
        ("일자", "자매결연 체결 일자"),
        ("장소", "자매결연 체결 장소"),
    ]
    guess = recognise(Sheet("", rows))
    assert (guess.header, guess.sure) == (last, True)
    [row] = mapped([(9, ROW)], guess.shape, guess.places, guess.constants, title=header)
    assert [row[name] for name in ("국명", "교류도시", "교류일자", "체결 장소", "교류내용")] == [
        *ROW[1:5],
        "자매결연",
    ]


@pytest.mark.parametrize(
    ("rows", "header", "count"),
    [
        ([["자매도시 현황"], BLANKS[0], ROW], 1, 1),
        ([["작성", "총무과"], ["기준", "2020. 1. 1."], BLANKS[0], ROW], 2, 1),
        ([["국가", "도시", "자매결연", ""], ["", "", "일자", "장소"], ROW], 1, 2),
        ([ROW], -1, 0),
        ([[], BLANKS[0]], 1, 1),
    ],
)
def test_rows_above_a_header_are_no_part_of_it(rows, header, count):
    assert len(header_rows(rows, header)) == count
