"""What holds for every pasted text: no other error, no dated line lost, tables as they were."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.legacy.errors import LegacyError
from exchange.legacy.pasted import MAX_CHARACTERS, read_text
from exchange.legacy.text import tidy
from exchange.periods import Period, PeriodError

WORDS = st.sampled_from(
    """
    국명 교류도시 교류내용 교류일자 기간 구분 내용 비고 연도 한국 일본 미국 강원도 인제군 플러튼시 중국
    자매결연 우호협력 방문 대표단 체결 홈스테이 위치 면적 인구 기후 산업 36㎢ 3만명 홈페이지 바로가기
    추진배경 성과 일반현황 교류현황 담당부서 최종수정일 프린트 정보입니다. 및 : ~ · ( ) "인용 인용" </td>
    2013. 5. 4. 2016.8.19 2019년 10월 3일 '98. 10~12. 2021-04-05 (수) 14:00 (2004.5.4) 1998 12명 제3회
    Fullerton, USA City Date Population 1,000 姉妹都市 提携 平成10年 5月
    """.split()
)
BULLETS = st.sampled_from(["", "", "", "• ", "  • ", "- ", "○ ", "1. ", "① ", "    ", "· ", "※ "])
LINES = st.one_of(
    st.just(""),
    st.builds(
        lambda bullet, words, sign: bullet + sign.join(words),
        BULLETS,
        st.lists(WORDS, min_size=1, max_size=7),
        st.sampled_from([" ", " ", " ", "\t", ""]),
    ),
    st.text(max_size=30),
)
TEXTS = st.lists(LINES, max_size=25).map("\n".join)
DATES = st.dates(date(1950, 1, 1), date(2026, 12, 31)).flatmap(
    lambda day: st.sampled_from(
        [
            f"{day.year}. {day.month}. {day.day}.",
            f"{day:%Y.%m.%d}",
            f"{day.year}년 {day.month}월 {day.day}일",
            f"{day:%Y-%m-%d}",
            f"{day.year}. {day.month}.",
        ]
    )
)


def said(sheets):
    """All that the sheets hold and say, without blanks."""
    texts = []
    for sheet in sheets:
        texts += [sheet.name, sheet.around, *sheet.notices]
        texts += [cell for row in sheet.rows for cell in row]
    return "".join("".join(texts).split())


@given(TEXTS)
def test_any_text_gives_sheets_or_a_legacy_error(text):
    try:
        sheets = read_text(text)
    except LegacyError:
        return
    for sheet in sheets:
        assert sheet.kind in {"table", "facts", "timeline"}
        assert len(sheet.lines) == len(sheet.rows)
        count = len(text.replace("\r", "\n").split("\n"))
        assert all(0 <= number <= count for number in sheet.lines)
        cells = [cell for row in sheet.rows for cell in row]
        assert all(cell == tidy(cell) for cell in cells)
        if sheet.kind == "timeline":
            assert {len(row) for row in sheet.rows} == {2}
        assert len({len(row) for row in sheet.rows}) == 1


@given(st.lists(st.tuples(BULLETS, DATES, WORDS, LINES), min_size=1, max_size=12))
def test_dated_line_arrives_in_a_sheet_or_is_named(parts):
    text = "\n".join(f"{bullet}{date} {word}\n{line}" for bullet, date, word, line in parts)
    found = said(read_text(text))
    for _, written, _, _ in parts:
        assert "".join(written.split()).rstrip(".") in found


@given(TEXTS)
def test_line_with_a_date_in_front_is_never_lost(text):
    found = said(read_text(text))
    for line in unicodedata.normalize("NFC", text).split("\n"):
        if "\t" in line or "<" in line or len(line) > 150:
            continue
        try:
            period, _ = Period.split(tidy(line))
        except PeriodError:
            continue
        if period is not None:
            assert "".join(period.text.split()) in found, line


CELLS = st.text(
    st.one_of(
        st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3),
        st.sampled_from('0123456789.,~ ·()‘’"\n\t-:/漢字かなA'),
    ),
    max_size=12,
).map(tidy)


def copied(rows):
    """Rows as a spreadsheet puts them on the clipboard."""

    def quoted(cell):
        return '"' + cell.replace('"', '""') + '"' if set(cell) & set('\n\t"') else cell

    return "\r\n".join("\t".join(map(quoted, row)) for row in rows) + "\r\n"


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS).map(list), min_size=1, max_size=8))
def test_table_copied_from_a_spreadsheet_comes_back_as_it_was(rows):
    rows = [["국명", "교류도시", "교류내용", "교류일자"]] + [
        [cells[0] or "일본", *cells[1:3], cells[3] or "2013. 4. 5."] for cells in rows
    ]
    (sheet,) = read_text(copied(rows))
    assert sheet.rows == rows
    assert sheet.kind == "table"


def test_text_that_is_too_long_is_refused():
    with pytest.raises(LegacyError, match="너무 깁니다"):
        read_text("가" * (MAX_CHARACTERS + 1))


@pytest.mark.parametrize("text", ["", " \n\t\n", "메뉴\n검색\n프린트"])
def test_nothing_to_read_gives_no_sheets(text):
    assert read_text(text) == []


@pytest.mark.parametrize("first", ["담당부서", "전화번호", "목록", "인쇄", "최종수정일"])
def test_label_of_the_pages_foot_above_pairs_does_not_stop_the_reading(first):
    text = "\n".join([first, "값 하나", "면적", "36㎢", "인구", "137천명"])
    for sheet in read_text(text):
        assert len(sheet.rows) < 20
