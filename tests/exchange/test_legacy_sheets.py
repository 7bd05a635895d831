"""CSV and TSV text to rows: quotes, the sign between columns, blank rows, limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.legacy import limits
from exchange.legacy.delimited import delimiter_of
from exchange.legacy.errors import LegacyError
from exchange.legacy.layout import is_known
from exchange.legacy.limits import Cells, Rows
from exchange.legacy.reading import read_file
from exchange.legacy.text import escape_formula, tidy
from tests.import_pages import as_csv

cells = st.text(
    st.one_of(
        st.sampled_from("가나다 ,;\t\"\n'=-·"),
        st.characters(min_codepoint=0x20, max_codepoint=0x7E),
    ),
    max_size=12,
).filter(lambda text: not is_known(tidy(text)))  # a row of headers would begin another table
tables = st.lists(st.lists(cells, min_size=2, max_size=2), min_size=1, max_size=8)


def rows_of(text, encoding="utf-8"):
    (sheet,) = read_file(text.encode(encoding))
    return sheet.rows


def trimmed(rows):
    """The rows as a Sheet keeps them: no blank cells at their ends, no blank rows below."""
    rows = [list(row) for row in rows]
    for row in rows:
        while row and not row[-1]:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@given(rows=tables)
def test_rows_survive_their_quotes(delimiter, rows):
    rows = [["기간", "내용"], *rows]
    # As our own export writes them: a text that looks like a formula behind an apostrophe.
    quoted = [
        [f'"{escape_formula(cell).replace(chr(34), chr(34) * 2)}"' for cell in row] for row in rows
    ]
    text = f"sep={delimiter}\r\n" + "".join(f"{delimiter.join(row)}\r\n" for row in quoted)
    (sheet,) = read_file(text.encode())
    assert sheet.rows == [[], *trimmed([tidy(cell) for cell in row] for row in rows)]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("기간,내용\n2001,방문\n", ","),
        ("기간\t내용\n2001\t방문, 협의\n2002\t방문, 협의, 회의\n", "\t"),
        ("기간;내용\n2001;방문, 협의\n2002;방문\n", ";"),
        ('기간,내용\n2001,"가;나;다"\n2002,"가;나;다"\n', ","),
        ("교류 현황\n\n기간,내용,비고\n2001,방문,\n2002,방문\n", ","),
        ("내용\n방문\n", ","),
    ],
)
def test_delimiter_is_seen_from_the_content(text, delimiter):
    assert delimiter_of(text) == delimiter


def test_sep_line_of_excel_is_no_row_but_counts():
    (sheet,) = read_file('sep=;\n기간;내용,비고\n2001;"방문\n\n'.encode() + b'"')
    assert sheet.rows == [[], ["기간", "내용,비고"], ["2001", "방문"]]


def test_ragged_rows_and_blank_cells_at_the_end():
    assert rows_of("교류 현황\n기간,내용,비고,\n2001,방문\n,,,\n2002,방문,가,나\n") == [
        ["교류 현황"],
        ["기간", "내용", "비고"],
        ["2001", "방문"],
        [],
        ["2002", "방문", "가", "나"],
    ]


def test_rows_after_many_blank_ones_keep_their_numbers():
    (sheet,) = read_file(("기간,내용\n" + ",\n" * 500 + "2001,방문\n" + ",\n" * 9000).encode())
    assert sheet.rows == [["기간", "내용"], [], ["2001", "방문"]]
    assert sheet.lines == [1, 501, 502]


@given(st.sets(st.integers(1, 400), min_size=1, max_size=30))
def test_every_row_keeps_its_number(numbers):
    rows = Rows(Cells())
    for number in sorted(numbers):
        rows.add(number, [str(number), ""])
    lines = rows.lines() or range(1, len(rows.rows) + 1)
    read = {number: row for number, row in zip(lines, rows.rows, strict=True) if row}
    assert read == {number: [str(number)] for number in numbers}
    assert list(lines) == sorted(lines)


@pytest.mark.parametrize("data", [b"", b"  \n ", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n", b",,\n,\n"])
def test_empty_file_is_refused(data):
    with pytest.raises(LegacyError, match="빈 파일"):
        read_file(data)


def test_unclosed_quote_names_the_line():
    with pytest.raises(LegacyError, match=r"3번째 줄.*따옴표"):
        read_file('기간,내용\n2001,"방문\n2002,협의\n'.encode())


def test_quotes_between_tabs_are_letters_where_they_have_no_pair():
    (sheet,) = read_file('기간\t내용\n2001\t"가을축제" 참가\n2002\t5" 화면\n'.encode())
    assert sheet.rows[1:] == [["2001", '"가을축제" 참가'], ["2002", '5" 화면']]
    assert "2번째 줄" in sheet.notices[0]


def test_a_cell_too_long_names_the_line():
    with pytest.raises(LegacyError, match=r"2번째 줄.*너무 깁니다"):
        read_file(f"기간,내용\n2001,{'가' * 140_000}\n".encode())


def test_file_too_big_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_BYTES", 2 * limits.MEGABYTE)
    with pytest.raises(LegacyError, match=r"4\.0MB.*2MB가 넘지 않게"):
        read_file(b"a," * 2 * limits.MEGABYTE)


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_ROWS", 50)
    rows = [["2001", "방문"]] * 50
    assert len(read_file(as_csv(rows))[0].rows) == 50
    with pytest.raises(LegacyError, match="50행까지"):
        read_file(as_csv([*rows, ["2002", "방문"]]))


def test_too_many_columns_are_refused():
    assert len(read_file(as_csv([["가"] * 200]))[0].rows[0]) == 200
    with pytest.raises(LegacyError, match=r"2행에 201열.*200열까지"):
        read_file(as_csv([["가"], ["가"] * 201]))


def test_too_many_cells_are_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_CELLS", 100)
    assert read_file(as_csv([["가", "나"]] * 50))
    with pytest.raises(LegacyError, match="100칸까지"):
        read_file(as_csv([["가", "나"]] * 51))
