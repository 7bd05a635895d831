"""Tables of a saved page to Sheets: spans, nested and layout tables, headings, limits."""

import re
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.legacy import html_tree, limits
from exchange.legacy.errors import LegacyError
from exchange.legacy.html_tables import grid
from exchange.legacy.html_tree import parse_html
from exchange.legacy.reading import read_file

LEGACY = Path(__file__).parents[2] / "fixtures" / "legacy"


def sheets_of(html, name="교류도시.html"):
    return read_file(html.encode(), name)


def sheet_of(html):
    (sheet,) = sheets_of(html)
    return sheet


PARTNERS = """<!DOCTYPE html>
<html lang="ko"><head><title>교류도시 &lt; 다람시</title><style>td { color: red }</style></head>
<body>
<div id="skip"><a href="#content">본문 바로가기</a></div>
<nav><ul><li><a href="/">2019. 1. 1. 알림</a></li><li>인구 : 메뉴</li></ul></nav>
<div id="content">
<h2>교류도시</h2>
<h3>국외</h3>
<table class="tbl">
<caption>국명, 교류도시, 교류일자로 구분한 다른시 정보입니다.</caption>
<thead><tr><th scope="col">국 명</th><th>교류도시</th><th>교류일자</th></tr></thead>
<tbody>
<tr><td rowspan="2">일본</td><td>오타시<br>(太田市)</td><td>2001. 5. 2.</td></tr>
<tr><td><p>사가시</p></td><td>2003. 5. 2.<script>var a = "<td>";</script></td></tr>
<tr><td>미국</td><td colspan="2">미정</td></tr>
</tbody></table>
<h3>국내</h3>
<p><strong>■ 의성군</strong></p>
<table><tr><th>기간<th>교 류 내 용<tr><td>2015. 11. 12.<td><ul><li>판촉 행사<li>장소 : 주차장</ul></table>
</div>
<footer>최종수정일 2024. 1. 1. <address>다람시 1길</address></footer>
</body></html>"""


def test_tables_of_a_page_with_their_captions_and_headings():
    partners, timeline = sheets_of(PARTNERS)
    assert partners.name == "국명, 교류도시, 교류일자로 구분한 다른시 정보입니다."
    assert partners.around == "교류도시 > 국외"
    assert partners.kind == "table"
    assert partners.rows == [
        ["국 명", "교류도시", "교류일자"],
        ["일본", "오타시\n(太田市)", "2001. 5. 2."],
        ["일본", "사가시", "2003. 5. 2."],
        ["미국", "미정", ""],
    ]
    assert timeline.name == "의성군"
    assert timeline.around == "교류도시 > 국내 > 의성군"
    assert timeline.rows == [["기간", "교 류 내 용"], ["2015. 11. 12.", "판촉 행사\n장소 : 주차장"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_a_page_reads_alike_in_every_encoding(encoding):
    page = PARTNERS.replace("太", "대")
    assert read_file(page.encode(encoding), "교류.htm") == sheets_of(page)


@pytest.mark.parametrize("path", sorted(LEGACY.glob("*.utf8.csv")), ids=lambda path: path.name)
def test_a_sample_table_reads_alike_from_csv_and_from_a_page(path):
    (sheet,) = read_file(path.read_bytes(), path.name)
    html = ""
    for row in sheet.rows:
        cells = [escape(cell).replace("\n", "<br />") for cell in row]
        html += f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"
    read = sheet_of(f"<h2>교류현황</h2>\n<table>\n<caption>{path.name}</caption>{html}</table>")
    width = max(map(len, sheet.rows))
    assert read.rows == [row + [""] * (width - len(row)) if row else [] for row in sheet.rows]


def test_a_page_that_is_called_xls_is_a_page():
    data = PARTNERS.encode()
    assert read_file(data, "교류도시.xls") == read_file(data)


def test_a_page_saved_by_excel():
    sheet = sheet_of(
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'
        "<!--[if gte mso 9]><xml><x:Name>교류</x:Name></xml><![endif]--></head><body>"
        "<table border=0 style='border-collapse:collapse'>"
        "<![if !supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td></tr>"
        "<![endif]><col width=72><tr height=22><td class=xl65>기간</td><td>내용</td></tr>"
        "<tr><td class=xl66 x:num='42601'>2016-08-19</td><td>결연<span style='mso-spacerun:yes'>&nbsp;"
        "</span>체결</td></tr></table></body></html>"
    )
    assert sheet.rows == [["기간", "내용"], ["2016-08-19", "결연 체결"]]


def test_feet_stand_below_and_rows_without_a_word_are_blank():
    sheet = sheet_of(
        "<table><thead><tr><th>기간</th><th>내용</th></tr></thead><tfoot><tr><td>합계</td></tr></tfoot>"
        "<tbody><tr><td>2001</td><td>방문</td></tr><tr><td>&nbsp;</td></tr></tbody></table>"
    )
    assert sheet.rows == [["기간", "내용"], ["2001", "방문"], [], ["합계", ""]]


def test_a_table_in_a_cell_is_a_sheet_of_its_own():
    outer, inner = sheets_of(
        "<table><caption>의성군 현황</caption><tr><th>구분</th><th>내용</th></tr><tr><td>교류</td><td>"
        "아래와 같음<table><tr><th>기간</th><th>내용</th></tr><tr><td>2001</td><td>방문</td></tr></table>"
        "</td></tr></table>"
    )
    assert outer.rows == [["구분", "내용"], ["교류", "아래와 같음"]]
    assert inner.rows == [["기간", "내용"], ["2001", "방문"]]
    assert inner.name == "의성군 현황"


@pytest.mark.parametrize(
    "layout",
    [
        "<table width=900><tr><td>{}</td></tr></table>",
        "<table><tr><td><ul><li>인사말</li></ul></td><td>{}</td></tr></table>",
        "<table role=presentation><tr><td>메뉴</td></tr><tr><td>{}</td></tr></table>",
        "<table><tr><td><h3>알림</h3></td></tr><tr><td><table><tr><td>{}</td></tr></table></table>",
    ],
)
def test_tables_for_the_looks_are_opened_up(layout):
    inside = "<h3>의성군</h3><table><tr><th>기간<th>내용<tr><td>2001<td>방문</table>"
    sheet = sheet_of(layout.format(inside))
    assert sheet.rows == [["기간", "내용"], ["2001", "방문"]]
    assert sheet.name == "의성군"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            "<tr><th>위치</th><td>강원</td></tr><tr><th>면적</th><td>1,646㎢</td></tr>",
            [["위치", "강원"], ["면적", "1,646㎢"]],
        ),
        (
            "<tr><th>위치</th><td>강원</td><th>면적</th><td>36㎢</td></tr>"
            "<tr><th>인구</th><td colspan=3>3만명</td></tr>",
            [["위치", "강원"], ["면적", "36㎢"], ["인구", "3만명"]],
        ),
        (
            "<tr><td>위치</td><td>강원</td></tr><tr><td>인구</td><td>3만명</td></tr>",
            [["위치", "강원"], ["인구", "3만명"]],
        ),
    ],
)
def test_a_table_with_its_headers_at_the_side_is_facts(rows, found):
    sheet = sheet_of(f"<h3>인제군</h3><table>{rows}</table>")
    assert sheet.kind == "facts"
    assert sheet.rows == [["구분", "내용"], *found]
    assert sheet.lines[0] == 0


def test_facts_in_groups_have_a_second_label():
    sheet = sheet_of(
        "<table><tr><th rowspan=2>기후</th><th>기온</th><td>16.8℃</td></tr><tr><th>강수량</th>"
        "<td>381mm</td></tr><tr><th colspan=2>인구</th><td>3만명</td></tr></table>"
    )
    assert sheet.rows == [
        ["구분", "세부 구분", "내용"],
        ["기후", "기온", "16.8℃"],
        ["기후", "강수량", "381mm"],
        ["인구", "", "3만명"],
    ]
    assert sheet.lines == [0, 1, 2, 3]


def test_dated_rows_without_a_header_are_a_timeline():
    sheet = sheet_of(
        "<table><tr><td>2001. 5. 2.</td><td>방문</td></tr><tr><th>2002. 5.</th><td>답방</td></tr></table>"
    )
    assert sheet.kind == "timeline"
    assert sheet.rows == [["기간", "교류내용"], ["2001. 5. 2.", "방문"], ["2002. 5.", "답방"]]


def test_a_matrix_with_headers_at_two_sides_stays_a_table():
    sheet = sheet_of(
        "<table><tr><th>구분</th><th>인제군</th><th>의성군</th></tr>"
        "<tr><th>면적</th><td>1</td><td>2</td></tr></table>"
    )
    assert sheet.kind == "table"
    assert sheet.rows == [["구분", "인제군", "의성군"], ["면적", "1", "2"]]


def test_words_of_a_cell_stand_as_on_the_page():
    sheet = sheet_of(
        "<table><tr><th>가</th><th>나</th></tr><tr><td>면적 10km<sup>2</sup><b>이상</b> <b>임</b></td>"
        "<td><dl><dt>면적</dt><dd>36㎢</dd><dt>인구</dt><dd>3만</dd></dl><div>끝</div></td></tr>"
        "<tr><td><img src=x alt='일본 국기'></td><td style='display: none'>틀</td></tr></table>"
    )
    assert sheet.rows[1] == ["면적 10km2 이상 임", "면적 : 36㎢\n인구 : 3만\n끝"]
    assert sheet.rows[2] == ["일본 국기", ""]


def test_a_timeline_in_a_cell_is_read_as_well():
    facts, timeline = sheets_of(
        "<h3>의성군</h3><table><tr><th>위치</th><td>경북</td></tr><tr><th>교류실적</th><td><ul>"
        "<li>2001. 5. 2. 방문<li>2002. 5. 결연<br>- 시장 외 3명<li>2003. 7. 답방</ul></td></tr></table>"
    )
    assert facts.rows[2][0] == "교류실적"
    assert timeline.kind == "timeline"
    assert timeline.around == "의성군 > 교류실적"
    assert timeline.rows[1:] == [
        ["2001. 5. 2.", "방문"],
        ["2002. 5.", "결연\n- 시장 외 3명"],
        ["2003. 7.", "답방"],
    ]
    assert "표 2행 '교류실적'" in timeline.notices[0]


def test_dates_in_the_details_of_an_event_stay_there():
    sheet = sheet_of(
        "<table><tr><th>기간<th>내용<tr><td>2001. 5.<td>2001. 5. 2. 도착<br>2001. 5. 3. 회의<br>"
        "2001. 5. 4. 출발</table>"
    )
    assert len(sheet.rows) == 2


def test_hidden_tabs_are_read_and_hidden_templates_are_named():
    first, second = sheets_of(
        "<ul class=tab><li><a href='#a'>선양시</a></li><li><a href='#b'>창춘시</a></li></ul>"
        "<div id=a><table><tr><th>기간<th>내용<tr><td>2001<td>방문</table></div>"
        "<div id=b style='display:none'><table><tr><th>기간<th>내용<tr><td>2002. 5.<td>방문</table></div>"
        "<div hidden><table><tr><td>{{ date }}<td>2001. 5.</table></div>"
    )
    assert [first.around, second.around] == ["선양시", "창춘시"]
    assert second.rows[1] == ["2002. 5.", "방문"]
    assert "숨어 있는 부분" in first.notices[0]
    assert "숨은 표 1개" in first.notices[1]


def test_menus_that_hold_dates_in_plenty_are_read_all_the_same():
    dated = "".join(f"<li>20{year:02}. 5. 2. 방문</li>" for year in range(1, 4))
    assert len(sheet_of(f"<div class=lnb><ul>{dated}</ul></div>").rows) == 4


def test_a_page_without_headings_is_named_by_its_title():
    page = "<title>의성군 | 교류도시</title><table><tr><th>기간<th>내용<tr><td>2001<td>가</table>"
    assert sheet_of(page).name == "의성군 | 교류도시"


def test_a_page_without_a_table_or_list_is_refused():
    with pytest.raises(LegacyError, match="표나 목록을 찾지 못했습니다"):
        sheets_of("<html><body><img src=map.png></body></html>")


# -- broken and hostile pages


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>기간<td>내용<tr><td>2001<td>방문",
        "<table><tbody><tr><td>기간<td>내용</tbody><tbody><td><tr><td>2001<td>방문</table>",
        "<table><tr><td>기간</div></td><td>내용</p></td></tr><tr><td>2001</td>"
        "<td>방문</span></td></tr></table>",
        "<table><tr><td><b>기간</td><td>내용</td></tr><tr><td><p>2001<td><font>방문</table>",
        "<table><form><tr><td>기간</td><td>내용</td></tr></form><tr><td>2001</td><td>방문</td></tr>",
    ],
)
def test_pages_that_forget_their_tags_are_read_as_browsers_do(html):
    assert [row for row in sheet_of(html).rows if row] == [["기간", "내용"], ["2001", "방문"]]


def test_stray_markup_stays_in_the_cell_for_the_clerk_to_see():
    sheet = sheet_of("<table><tr><th>가<th>나</th></tr><tr><td>2001/td><td>방문</table>")
    assert sheet.rows[1] == ["2001/td>", "방문"]


def test_entities_are_not_expanded():
    sheet = sheet_of(
        '<!DOCTYPE html [<!ENTITY a "가가가">]><table><tr><td>&a; &amp; &lt;b&gt;</td><td>나</td></tr>'
    )
    assert "가가가" not in sheet.rows[0][0]
    assert sheet.rows[0][0].endswith("& <b>")


def test_too_deep_a_page_is_refused():
    deep = "<div>" * (limits.MAX_DEPTH - 3)
    table = "<table><tr><td>가<td>나</table>"
    assert sheets_of(f"<html>{deep[: -5 * 10]}{table}")
    with pytest.raises(LegacyError, match="200겹"):
        sheets_of(f"<html>{deep}<div><div><div><div>{table}")


def test_fonts_that_nobody_closed_do_no_harm():
    assert sheet_of("<p><font>2001. 5. 2. 방문" * 500).rows[500] == ["2001. 5. 2.", "방문"]


def test_too_big_a_page_is_refused(monkeypatch):
    monkeypatch.setattr(html_tree, "MAX_ELEMENTS", 100)
    with pytest.raises(LegacyError, match="요소 100개까지"):
        sheets_of("<p>" * 101)


def test_too_many_tables_are_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_SHEETS", 3)
    table = "<table><tr><td>가<td>나</table>"
    assert len(sheets_of(table * 3)) == 3
    with pytest.raises(LegacyError, match="3개까지"):
        sheets_of(table * 4)


def test_too_many_columns_are_refused():
    with pytest.raises(LegacyError, match="표 2행에 201열"):
        sheets_of(f"<table><tr><td>가<td>나</tr><tr>{'<td>가' * 201}</table>")


@pytest.mark.parametrize("piece", ["<a ", '<a x="', "<!--", "<![", "<?", "<", "&#", "<td>", "</b>"])
def test_a_page_of_broken_pieces_is_over_soon(piece):
    parse_html(piece * 20_000 + ">")


# -- the grid


@st.composite
def tables(draw):
    """A table with random spans; every cell has a word of its own."""
    html, words = "<table>", []
    for _ in range(draw(st.integers(1, 6))):
        html += "<tr>"
        for _ in range(draw(st.integers(0, 5))):
            name = draw(st.sampled_from(["td", "th"]))
            spans = "".join(
                f" {which}={draw(st.integers(0, 4))}"
                for which in ("rowspan", "colspan")
                if draw(st.booleans())
            )
            words.append(f"낱말{len(words)}")
            html += f"<{name}{spans}>{words[-1]}"
    return html + "</table>", words


@given(tables())
def test_a_grid_is_rectangular_and_covers_every_word(made):
    html, words = made
    table = next(node for node in parse_html(html).walk() if node.name == "table")
    rows, heads = grid(table)
    assert len({len(row) for row in rows}) <= 1
    assert [len(row) for row in rows] == [len(head) for head in heads]
    assert {cell for row in rows for cell in row} - {""} == set(words)


@given(st.lists(st.lists(st.text("가나다 12.:<&", min_size=1).filter(str.strip), min_size=2,
                         max_size=4), min_size=1, max_size=5))  # fmt: skip
def test_a_plain_table_gives_its_cells(rows):
    width = max(map(len, rows))
    rows = [row + ["가"] * (width - len(row)) for row in rows]
    escaped = [[cell.replace("&", "&amp;").replace("<", "&lt;") for cell in row] for row in rows]
    html = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in escaped)
    table = next(iter(parse_html(f"<table>{html}</table>").elements()))
    assert grid(table)[0] == [[re.sub(" +", " ", cell).strip() for cell in row] for row in rows]
