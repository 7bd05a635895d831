"""A file to rows of cells: CSV with its quotes, XLSX with its dates and merged cells, limits."""

import datetime
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from exchange.legacy import sheets as module
from exchange.legacy.errors import LegacyError
from exchange.legacy.sheets import sheets
from exchange.legacy.text import escape_formula, tidy
from tests.import_pages import as_csv, workbook

cells = st.text(
    st.one_of(
        st.sampled_from("가나다 ,;\t\"\n'=-·"),
        st.characters(min_codepoint=0x20, max_codepoint=0x7E),
    ),
    max_size=12,
)
tables = st.lists(st.lists(cells, min_size=2, max_size=2), min_size=1, max_size=8)


@given(tables)
def test_csv_rows_survive_their_quotes(rows):
    rows = [["기간", "내용"], *rows]
    # As our own export writes them: a text that looks like a formula behind an apostrophe.
    escaped = [[escape_formula(cell) for cell in row] for row in rows]
    read = sheets(as_csv(escaped))[0].rows
    assert read == [[tidy(cell) for cell in row] for row in rows]


@given(tables)
def test_the_same_table_reads_alike_from_csv_and_xlsx(rows):
    rows = [["기간", "내용"], *([f"가{cell}" for cell in row] for row in rows)]
    assert sheets(workbook(rows))[0].rows == sheets(as_csv(rows))[0].rows


def test_tabs_and_semicolons_part_columns_too():
    assert ["기간", "내용"] in sheets("기간\t내용\n2001\t방문, 협의\n".encode())[1].rows
    assert ["기간", "내용"] in sheets("기간;내용\n2001;방문\n".encode())[0].rows


def test_unicode_text_of_excel_is_read():
    data = "기간\t내용\r\n2001\t방문\r\n".encode("utf-16")
    assert sheets(data)[0].rows[1] == ["2001", "방문"]


@pytest.mark.parametrize("data", [b"", b"  \n ", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n"])
def test_empty_file_is_refused(data):
    with pytest.raises(LegacyError, match="빈 파일"):
        sheets(data)


def test_workbook_without_a_word_is_refused():
    for data in (
        workbook([]),
        workbook([], [[None, ""]]),
        rewritten(workbook([]), "xl/workbook.xml", "<workbook/>"),
    ):
        with pytest.raises(LegacyError, match="빈 파일"):
            sheets(data)


def test_unclosed_quote_names_the_line():
    with pytest.raises(LegacyError, match=r"3번째 줄.*따옴표"):
        sheets('기간,내용\n2001,"방문\n2002,협의\n'.encode())


def test_file_too_big_is_refused():
    with pytest.raises(LegacyError, match="10MB가 넘지 않게"):
        sheets(b"a," * module.MAX_BYTES)


def test_too_many_rows_are_refused():
    rows = [["2001", "방문"]] * 50_001
    with pytest.raises(LegacyError, match="5,000행까지"):
        sheets(as_csv(rows))
    assert len(sheets(as_csv(rows[:5_000]))[0].rows) == 5_000


def test_too_many_columns_are_refused():
    with pytest.raises(LegacyError, match="열이 너무 많습니다"):
        sheets(as_csv([["가"] * 300]))


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 no workbook at all", b"PK\x03\x04" + b"\0" * 4000, b"PK"]
)
def test_broken_workbook_is_refused(data):
    with pytest.raises(LegacyError, match="엑셀"):
        sheets(data)


def test_zip_that_is_no_workbook_is_refused():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(LegacyError, match="엑셀"):
        sheets(data.getvalue())


def test_zip_bomb_is_refused():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (module.MAX_EXPANDED_BYTES + 1))
    assert len(data.getvalue()) < module.MAX_BYTES
    with pytest.raises(LegacyError, match="너무 큽니다"):
        sheets(data.getvalue())


def rewritten(data, name, content):
    """The workbook with one of its parts replaced."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == name else old.read(entry))
    return changed.getvalue()


LAUGHS = "<!DOCTYPE x [<!ENTITY a '가가가가가가가가가가'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r='x'"),
        ("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r='x'><c r='?'/></row>"),
        ("[Content_Types].xml", "nonsense"),
        ("xl/worksheets/sheet1.xml", f"{LAUGHS}]><worksheet>&i;</worksheet>"),
        (
            "xl/worksheets/sheet1.xml",
            "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><worksheet>&a;</worksheet>",
        ),
    ],
)
def test_workbook_broken_inside_is_refused(name, content):
    data = rewritten(workbook([["기간", "내용"], ["2001", "방문"]]), name, content)
    with pytest.raises(LegacyError, match="엑셀"):
        sheets(data)


def test_workbook_of_another_program_is_read_without_its_styles():
    styles = "<styleSheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'/>"
    data = rewritten(workbook([["기간", "내용"]]), "xl/styles.xml", styles)
    assert sheets(data)[0].rows == [["기간", "내용"]]


def cell_of(value, number_format="General"):
    book = Workbook()
    cell = book.active.cell(1, 1, value)
    cell.number_format = number_format
    data = io.BytesIO()
    book.save(data)
    return sheets(data.getvalue())[0].rows[0][0]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (datetime.date(2016, 8, 19), "yyyy-mm-dd", "2016-08-19"),
        (datetime.datetime(2016, 8, 19, 10, 30), "yyyy-mm-dd hh:mm", "2016-08-19 10:30"),  # noqa: DTZ001
        (datetime.date(2013, 4, 1), "mmm-yy", "2013-04"),
        (datetime.date(2013, 4, 1), 'yyyy"년" m"월"', "2013-04"),
        (datetime.date(2013, 4, 1), 'yyyy"년" m"월" d"일"', "2013-04-01"),
        (datetime.date(2013, 1, 1), "yyyy", "2013"),
        (2013, "General", "2013"),
        (2013.0, "General", "2013"),
        (20160819, "General", "20160819"),
        (16.8, "General", "16.8"),
        ("  2013. 4. 5. ", "General", "2013. 4. 5."),
        (True, "General", "True"),
    ],
)
def test_workbook_cell_reads_as_it_is_shown(value, number_format, text):
    assert cell_of(value, number_format) == text


def test_a_formula_gives_its_last_value_and_is_not_computed():
    book = Workbook()
    book.active["A1"] = "=1+1"
    data = io.BytesIO()
    book.save(data)
    with pytest.raises(LegacyError, match="빈 파일"):
        sheets(data.getvalue())


def test_a_cell_merged_downwards_counts_for_each_row_and_not_for_columns():
    book = Workbook()
    sheet = book.active
    for row in (["제목", None], ["강서고", "호주"], [None, "일본"], [None, "중국"]):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("A2:A4")
    data = io.BytesIO()
    book.save(data)
    assert sheets(data.getvalue())[0].rows == [
        ["제목", ""],
        ["강서고", "호주"],
        ["강서고", "일본"],
        ["강서고", "중국"],
    ]


def test_a_workbook_that_goes_on_far_below_the_table_is_refused():
    book = Workbook()
    book.active["A1"] = "기간"
    book.active["A200000"] = "끝"
    data = io.BytesIO()
    book.save(data)
    with pytest.raises(LegacyError, match="빈 행을 지우거나"):
        sheets(data.getvalue())
