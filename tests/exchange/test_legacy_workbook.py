"""An .xlsx file to Sheets: dates and numbers as shown, merged cells, hidden sheets, bombs."""

import datetime
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from exchange.legacy import limits, workbook_parts
from exchange.legacy.errors import LegacyError
from exchange.legacy.reading import read_file
from exchange.legacy.text import tidy
from tests.import_pages import as_csv, workbook

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def saved(book):
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def rewritten(data, name, content):
    """The workbook with one of its parts replaced; `content` may make it of the old one."""
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.namelist():
            part = old.read(entry)
            if entry == name:
                part = content(part) if callable(content) else content
            new.writestr(entry, part)
    return changed.getvalue()


def only_sheet(data):
    (sheet,) = read_file(data)
    return sheet


cells = st.text(
    st.one_of(
        st.sampled_from("가나다 ,;\t\"\n'=-·"),
        st.characters(min_codepoint=0x20, max_codepoint=0x7E),
    ),
    max_size=12,
)


@given(st.lists(st.lists(cells, min_size=2, max_size=2), min_size=1, max_size=8))
def test_the_same_table_reads_alike_from_csv_and_xlsx(rows):
    rows = [["기간", "내용"], *([f"가{cell}" for cell in row] for row in rows)]
    assert only_sheet(workbook(rows)).rows == only_sheet(as_csv(rows)).rows
    assert only_sheet(workbook(rows)).rows == [[tidy(cell) for cell in row] for row in rows]


def cell_of(value, number_format="General", epoch=None):
    book = Workbook()
    if epoch:
        book.epoch = epoch
    cell = book.active.cell(1, 1, value)
    cell.number_format = number_format
    return only_sheet(saved(book)).rows[0][0]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (datetime.date(2016, 8, 19), "yyyy-mm-dd", "2016-08-19"),
        (datetime.datetime(2016, 8, 19, 10, 30), "yyyy-mm-dd hh:mm", "2016-08-19 10:30"),  # noqa: DTZ001
        (datetime.date(2013, 4, 1), "mmm-yy", "2013-04"),
        (datetime.date(2013, 4, 1), 'yyyy"년" m"월"', "2013-04"),
        (datetime.date(2013, 4, 1), '[$-412]yyyy"년" m"월" d"일"', "2013-04-01"),
        (datetime.date(2013, 1, 1), "yyyy", "2013"),
        (datetime.time(9, 30), "h:mm", "09:30"),
        (datetime.time(9, 30, 15), "h:mm:ss", "09:30:15"),
        (datetime.timedelta(hours=26, minutes=30), "[h]:mm", "26:30"),
        (2013, "General", "2013"),
        (2013.0, "General", "2013"),
        (20160819, "General", "20160819"),
        (16.8, "General", "16.8"),
        (0.1 + 0.2, "General", "0.3"),
        (1e21, "General", "1000000000000000000000"),
        (0.00000012, "General", "0.00000012"),
        (1234567, "#,##0", "1234567"),
        (568, '#,##0"천명"', "568천명"),
        (23, '"제"0"회"', "제23회"),
        (0.125, "0.0%", "12.5%"),
        (1, "0%", "100%"),
        ("  2013. 4. 5. ", "General", "2013. 4. 5."),
        ("'=1+1", "General", "=1+1"),
        (True, "General", "TRUE"),
    ],
)
def test_cell_reads_as_it_is_shown(value, number_format, text):
    assert cell_of(value, number_format) == text


def test_dates_of_both_calendars_are_the_same_day():
    day = datetime.date(2016, 8, 19)
    assert cell_of(day, "yyyy-mm-dd", CALENDAR_MAC_1904) == "2016-08-19"


def test_a_bare_serial_stays_and_the_sheet_says_which_calendar_it_counts_by():
    assert cell_of(42601) == "42601"
    assert not only_sheet(workbook([[42601]])).is_1904
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = 41139
    assert only_sheet(saved(book)).is_1904


def test_cells_that_are_floats_are_known_by_their_place():
    sheet = only_sheet(workbook([["기간", "내용"], [None, None], [2013.1, "방문"], ["2013.1", 7]]))
    assert sheet.numbers == {(2, 0)}
    assert sheet.rows == [["기간", "내용"], [], ["2013.1", "방문"], ["2013.1", "7"]]


def test_every_sheet_with_a_word_is_read_and_a_hidden_one_says_so():
    book = Workbook()
    book.active.title = "국내"
    book.active.append(["기간"])
    book.create_sheet("빈 시트")
    hidden = book.create_sheet("예전 자료")
    hidden.append(["내용"])
    hidden.sheet_state = "hidden"
    shown, other = read_file(saved(book))
    assert (shown.name, shown.notices) == ("국내", [])
    assert other.name == "예전 자료"
    assert "숨겨진 시트" in other.notices[0]


def test_title_rows_stay_above_the_header():
    rows = [["교류도시 현황"], [None], ["국가", "도시"], ["일본", "오타시"]]
    assert only_sheet(workbook(rows)).rows == [
        ["교류도시 현황"],
        [],
        ["국가", "도시"],
        ["일본", "오타시"],
    ]


def test_a_cell_merged_downwards_counts_for_each_row_and_not_for_columns():
    book = Workbook()
    sheet = book.active
    for row in (
        ["제목", None, None],
        ["강서고", "호주", "가"],
        [None, "일본", None],
        [None, "중국", "나"],
        ["끝", 2013.1, None],
        [None, None, "다"],
        [None, None, None],
    ):
        sheet.append(row)
    for area in ("A1:B1", "A2:A4", "C2:C3", "A5:A7", "B5:B7"):
        sheet.merge_cells(area)
    read = only_sheet(saved(book))
    assert read.rows == [
        ["제목"],
        ["강서고", "호주", "가"],
        ["강서고", "일본", "가"],
        ["강서고", "중국", "나"],
        ["끝", "2013.1"],
        ["끝", "2013.1", "다"],
    ]
    assert read.numbers == {(4, 1), (5, 1)}


def test_a_cell_merged_over_a_long_blank_run_is_filled_by_number():
    book = Workbook()
    book.active["A1"], book.active["B1"], book.active["B100"] = "강서고", "호주", "일본"
    book.active.merge_cells("A1:A100")
    read = only_sheet(saved(book))
    assert read.rows == [["강서고", "호주"], [], ["강서고", "일본"]]
    assert read.lines == [1, 99, 100]


def test_a_formula_without_a_saved_value_is_named():
    book = Workbook()
    book.active.append(["기간", "인원"])
    book.active.append(["2001", "=SUM(1,2)"])
    sheet = only_sheet(saved(book))
    assert sheet.rows == [["기간", "인원"], ["2001"]]
    assert "B2" in sheet.notices[0]
    assert "저장된 값이 없어" in sheet.notices[0]


def test_a_formula_with_a_saved_value_counts_for_it():
    def computed(part):
        assert b"<f>1+1</f>" in part
        return part.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>").replace(
            b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>"
        )

    book = Workbook()
    book.active["A1"] = "=1+1"
    sheet = only_sheet(rewritten(saved(book), SHEET, computed))
    assert (sheet.rows, sheet.notices) == ([["2"]], [])


def test_an_error_in_a_formula_is_named():
    sheet = only_sheet(workbook([["기간", "내용"], ["#REF!", "방문"]]))
    assert sheet.rows[1] == ["#REF!", "방문"]
    assert "A2 #REF!" in sheet.notices[0]


def test_a_million_blank_rows_below_are_dropped():
    def longer(part):
        blank = b"".join(
            b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(3, 100_000)
        )
        return part.replace(b"</sheetData>", blank + b'<row r="1048576"/></sheetData>')

    sheet = only_sheet(rewritten(workbook([["기간"], ["2001"]]), SHEET, longer))
    assert (sheet.rows, sheet.lines) == ([["기간"], ["2001"]], None)


def test_a_word_far_below_keeps_its_row_number():
    book = Workbook()
    book.active["A1"], book.active["B1048576"] = "기간", "끝"
    sheet = only_sheet(saved(book))
    assert sheet.rows == [["기간"], [], ["", "끝"]]
    assert sheet.lines == [1, 1048575, 1048576]


@pytest.mark.parametrize("size", [50, 1000])
def test_a_sheet_is_looked_at_in_pieces_of_any_size(monkeypatch, size):
    book = Workbook()
    for number in range(40):
        book.active.append([f"가{number}", "=1+1" if number == 30 else "나"])
    book.active.merge_cells("A2:A4")
    data = saved(book)
    whole = read_file(data)
    monkeypatch.setattr(workbook_parts, "CHUNK", size)
    assert read_file(data) == whole
    assert "B31" in whole[0].notices[0]


def test_rows_of_another_program_without_numbers_and_with_prefixes_are_read():
    part = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>'
        '<x:row><x:c t="inlineStr"><x:is><x:t>기간</x:t></x:is></x:c></x:row>'
        "<x:row><x:c><x:v>2001</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    data = rewritten(workbook([["가"]]), SHEET, part)
    assert only_sheet(data).rows == [["기간"], ["2001"]]


def test_workbook_of_another_program_is_read_without_its_styles():
    data = rewritten(workbook([["기간", "내용"]]), "xl/styles.xml", f"<styleSheet xmlns='{MAIN}'/>")
    assert only_sheet(data).rows == [["기간", "내용"]]


def test_workbook_without_a_word_is_refused():
    for data in (workbook([]), workbook([], [[None, ""]])):
        with pytest.raises(LegacyError, match="빈 파일"):
            read_file(data)


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 no workbook at all", b"PK\x03\x04" + b"\0" * 4000, b"PK"]
)
def test_broken_workbook_is_refused(data):
    with pytest.raises(LegacyError, match="엑셀"):
        read_file(data)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("word/document.xml", r"\.docx"),
        ("Contents/content.hpf", r"\.hwpx"),
        ("content.xml", r"\.ods"),
        ("xl/workbook.bin", r"\.xlsb"),
        ("something.txt", "깨졌거나"),
    ],
)
def test_zip_of_another_kind_is_refused_by_name(part, words):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(part, "<w/>")
    with pytest.raises(LegacyError, match=words):
        read_file(data.getvalue())


LAUGHS = "<!DOCTYPE x [<!ENTITY a '가가가가가가가가가가'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        (SHEET, "<worksheet><sheetData><row r='x'", "깨졌거나"),
        (SHEET, "<worksheet><sheetData><row r='x'><c r='?'/></row>", "깨졌거나"),
        ("[Content_Types].xml", "nonsense", "깨졌거나"),
        (SHEET, f"{LAUGHS}]><worksheet>&i;</worksheet>", "DTD"),
        (SHEET, f"<!--{' ' * 70_000}-->{LAUGHS}]><worksheet>&i;</worksheet>", "DTD"),
        (
            "xl/styles.xml",
            "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><styleSheet>&a;</styleSheet>",
            "DTD",
        ),
        (
            SHEET,
            "<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE x><worksheet/>".encode("utf-16"),
            "DTD",
        ),
    ],
)
def test_workbook_broken_or_hostile_inside_is_refused(name, content, words):
    data = rewritten(workbook([["기간", "내용"], ["2001", "방문"]]), name, content)
    with pytest.raises(LegacyError, match=words):
        read_file(data)


def test_zip_bomb_is_refused_by_how_far_it_shrank():
    bomb = b"0" * (limits.BIG_PART_BYTES + 1)
    data = rewritten(workbook([["가"]]), "xl/theme/theme1.xml", bomb)
    assert len(data) < 100_000
    with pytest.raises(LegacyError, match="압축률 200배"):
        read_file(data)


def test_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(workbook_parts, "MAX_EXPANDED_BYTES", 3 * limits.MEGABYTE)
    noise = bytes(range(32, 127)) * 40_000
    with pytest.raises(LegacyError, match="3MB까지"):
        read_file(rewritten(workbook([["가"]]), "xl/theme/theme1.xml", noise))
    # Pictures are never unpacked.
    picture = io.BytesIO(workbook([["가"]]))
    with zipfile.ZipFile(picture, "a") as archive:
        archive.writestr("xl/media/image1.png", noise)
    assert only_sheet(picture.getvalue()).rows == [["가"]]


def test_too_many_sheets_are_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_SHEETS", 3)
    assert len(read_file(workbook(*[[["가"]]] * 3))) == 3
    with pytest.raises(LegacyError, match=r"4개.*3개까지"):
        read_file(workbook(*[[["가"]]] * 4))


def test_too_many_columns_or_rows_name_the_sheet(monkeypatch):
    with pytest.raises(LegacyError, match=r"'시트2' 시트의 1행에 201열"):
        read_file(workbook([["가"]], [["가"] * 201]))
    monkeypatch.setattr(limits, "MAX_ROWS", 3)
    with pytest.raises(LegacyError, match=r"'시트1' 시트의 행이 너무 많습니다.*3행까지"):
        read_file(workbook([["가"]] * 4))
