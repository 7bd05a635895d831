"""Layouts that a second set of files showed: photos beside facts, totals, bars, notes, parted names."""

import pytest

from exchange.legacy.layout import header_rows
from exchange.legacy.no_record import Headers, is_total
from exchange.legacy.reading import read_file, read_text
from exchange.legacy.recognise import recognise
from exchange.legacy.shapes import CIVIC, FACTS, PARTNER_LIST, TIMELINE
from exchange.legacy.sheets import Sheet
from exchange.legacy.tables import mapped


def sheet(*rows, name="", around=""):
    """A sheet from rows written with `|` between the cells."""
    return Sheet(name, [[cell.strip() for cell in row.split("|")] for row in rows], around=around)


def rows_of(one):
    """(guess, the rows it gives, what is skipped) of a sheet."""
    guess = recognise(one)
    start = guess.header + 1
    lines = list(one.lines or range(1, len(one.rows) + 1))
    rows = mapped(
        zip(lines[start:], one.rows[start:], strict=True),
        guess.shape,
        guess.places,
        guess.constants,
        title=header_rows(one.rows, guess.header),
    )
    return guess, list(rows), rows.skipped


def page(body):
    return read_file(f"<!doctype html><html><body>{body}</body></html>".encode(), "쪽.html")


def pasted(text):
    """(kind, rows below the header) of each sheet in a pasted text."""
    return [(one.kind, one.rows[1:]) for one in read_text(text)]


PHOTO = '<td rowspan="3"><img alt="{}" src="a.jpg"></td>'
PAIRS = ("<th>도시명</th><td>정읍시</td>", "<th>결연일</th><td>1999. 4. 30.</td>",
         "<th>특산물</th><td>쌀</td>")  # fmt: skip


@pytest.mark.parametrize("is_left", [True, False])
def test_photo_beside_all_facts_is_no_fact_and_tells_whose_they_are(is_left):
    photo = PHOTO.format("정읍시 내장산")
    first = photo + PAIRS[0] if is_left else PAIRS[0] + photo
    body = "".join(f"<tr>{row}</tr>" for row in (first, *PAIRS[1:]))
    (one,) = page(f"<h3>국내 자매도시</h3><table>{body}</table>")
    assert one.kind == "facts"
    assert one.rows[1:] == [["도시명", "정읍시"], ["결연일", "1999. 4. 30."], ["특산물", "쌀"]]
    assert one.around == "국내 자매도시 > 정읍시 내장산"


def test_value_that_all_facts_have_stays():
    (one,) = page(
        "<table><tr><th>언어</th><td>없음</td></tr><tr><th>종교</th><td>없음</td></tr></table>"
    )
    assert one.rows[1:] == [["언어", "없음"], ["종교", "없음"]]


def test_total_in_the_column_of_dates_is_named():
    _, rows, skipped = rows_of(
        sheet("연도|시기|사업명|인원", "2016|5. 3. ~ 5. 6.|축제 참관|7", "2016|8월|축구 교류전|24",
              "계||2건|31")
    )  # fmt: skip
    assert [row["기간"] for row in rows] == ["2016. 5. 3. ~ 5. 6.", "2016. 8월"]
    assert skipped == [(4, "합계 줄이라 가져오지 않습니다.")]


@pytest.mark.parametrize(
    ("first", "dates", "expected"),
    [
        ("계", ["계"], True),
        ("소 계", [""], True),
        ("합계(5건)", [], True),
        ("계", ["2016. 5. 3."], False),
        ("계룡시", [""], False),
        ("total", ["total"], True),
    ],
)
def test_row_is_a_total_by_its_first_cell_without_a_date(first, dates, expected):
    assert is_total(first, dates) is expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["국 가", "도시명", ""], True),
        (["국가", "도시 명"], True),
        (["국가", "안양시"], False),
        (["국회", "도시명"], False),
        (["국가"], False),
    ],
)
def test_header_is_known_again_by_all_its_words(cells, expected):
    headers = Headers([["국가", "도시명", ""]])
    assert headers.has(cells[0], cells) is expected


def test_header_is_asked_for_no_more_than_the_first_word(monkeypatch):
    asked = []
    headers = Headers([["국가", "도시명"]])
    monkeypatch.setattr("exchange.legacy.no_record.plain", lambda cell: asked.append(cell) or cell)
    assert not headers.has("국민", ["국민", "도시명", "셋째"])
    assert not headers.has("일본", ["일본", "도시명", "셋째"])
    assert not headers.has("국기 가", ["국기 가", "도시명"])
    assert asked == ["국기 가"]


def test_heading_of_several_kinds_is_not_outvoted_from_farther_off():
    one = sheet(
        "국가|도시|체결일", "일본|우사시|1992. 7. 3.", name="자매·우호도시 현황", around="자매도시"
    )
    guess = recognise(one)
    assert "교류내용" not in guess.constants
    assert not guess.sure


def test_column_of_kinds_without_any_is_told_by_the_heading():
    one = sheet("국가|도시|구분|체결일", "일본|우사시||1992. 7. 3.", name="자매도시 현황")
    guess = recognise(one)
    assert guess.constants == {"교류내용": "자매결연"}
    assert guess.sure


def test_only_municipality_of_a_list_is_the_partner():
    guess, rows, _ = rows_of(
        sheet("시·도|자치단체명|체결년월일", "경기|이천시|1999. 6. 30.", name="국내 자매결연 현황")
    )
    assert (guess.shape, guess.sure) == (PARTNER_LIST, True)
    assert (rows[0]["광역·주·성"], rows[0]["교류도시"]) == ("경기", "이천시")


@pytest.mark.parametrize("header", ["우리 자치단체", "우리시", "소속 도시"])
def test_our_own_city_is_never_the_partner(header):
    guess = recognise(sheet(f"국가|{header}|체결일", "일본|이천시|1999. 6. 30.", name="자매결연"))
    assert guess is None or guess.places.get("교류도시") != 1


def test_municipality_beside_a_partner_is_ours():
    guess = recognise(
        sheet("자치단체|국가|도시|교류형태|결연일", "수원시|중국|지난시|자매|1993-10-27")
    )
    assert (guess.places["우리 도시"], guess.places["교류도시"]) == (0, 2)


def test_details_alone_are_the_contents():
    guess = recognise(sheet("Date|Details", "Aug. 1, 2007|A goodwill visit."))
    assert (guess.shape, guess.places) == (TIMELINE, {"기간": 0, "교류내용": 1})
    assert guess.sure


def test_details_beside_contents_stay_details():
    guess = recognise(sheet("일자|내용|세부내용", "2007. 8. 1.|방문|시장 외 5명"))
    assert (guess.places["교류내용"], guess.places["자세한 내용"]) == (1, 2)


def test_universities_are_civic_and_no_timeline():
    guess, rows, _ = rows_of(
        sheet("연번|대학명|상대 대학|소재 국가|협약일|협약내용",
              "1|한빛대학교|장쑤사범대학|중국|2008. 3. 10.|교환학생 5명")
    )  # fmt: skip
    assert (guess.shape, guess.sure) == (CIVIC, True)
    assert (rows[0]["우리 기관"], rows[0]["해외 기관"]) == ("한빛대학교", "장쑤사범대학")


def test_detail_column_of_facts_keeps_its_group():
    guess, rows, _ = rows_of(
        sheet("구 분|세 부|내 용", "위치||지린성", "인구|총인구|22만명", "|행정구역|4개 진")
    )
    assert guess.shape is FACTS
    assert [(row["구분"], row["세부 구분"]) for row in rows] == [
        ("위치", ""),
        ("인구", "총인구"),
        ("인구", "행정구역"),
    ]


def test_item_without_a_date_among_dated_ones_is_a_row_whose_date_is_asked():
    sheets = page(
        "<ul><li>2010. 10. 2. : 축제 참가</li><li>매년 추석 : 직거래장터</li><li>인구 : 3만명</li></ul>"
    )
    assert {one.kind: one.rows[1:] for one in sheets} == {
        "timeline": [["2010. 10. 2.", "축제 참가"], ["매년 추석", "직거래장터"]],
        "facts": [["인구", "3만명"]],
    }


def test_date_of_the_page_is_no_fact_and_is_named():
    sheets = page("<ul><li>인구 : 3만명</li></ul><p>최종수정일 : 2024-03-02</p>")
    assert sheets[0].rows[1:] == [["인구", "3만명"]]
    assert "최종수정일" in sheets[0].notices[0]


def test_bracketed_date_below_a_value_belongs_to_it():
    (one,) = page("<ul><li>비고 : 우호협정<br>(2009. 7. 15. 의향서)</li></ul>")
    assert one.rows[1:] == [["비고", "우호협정\n(2009. 7. 15. 의향서)"]]


def test_dates_below_a_label_stay_a_timeline():
    (one,) = page("<ul><li>실적 : 다음<br>2009. 7. 15. 방문<br>2010. 8. 1. 초청</li></ul>")[-1:]
    assert one.kind == "timeline"
    assert [row[0] for row in one.rows[1:]] == ["2009. 7. 15.", "2010. 8. 1."]


def test_english_labels_are_kept_whole():
    text = "• The date of establishment of ties : May, 2000\n• Area : 16,000㎢\n"
    assert pasted(text) == [
        ("facts", [["The date of establishment of ties", "May, 2000"], ["Area", "16,000㎢"]])
    ]


def test_bars_with_a_rule_are_cells():
    text = "Country | City | Date |\n---|---|---|\nJapan | Karatsu | 1982. 3. 5 |\n"
    (one,) = read_text(text)
    assert one.rows == [["Country", "City", "Date"], ["Japan", "Karatsu", "1982. 3. 5"]]
    assert one.lines == [1, 3]


def test_bars_of_a_menu_are_none():
    assert read_text("로그인 | 회원가입 | 사이트맵\n홈 | 소개\n") == []


def test_note_below_a_list_is_not_of_its_last_entry():
    (one,) = read_text(
        "교류내역\n2011. 4. 파견\n2016. 7. 12. 내방\n\n※ 코로나19로 2020~2022년 중단\n"
    )
    assert one.rows[1:] == [["2011. 4.", "파견"], ["2016. 7. 12.", "내방"]]
    assert "2020~2022년 중단" in " ".join(one.notices)


def test_note_within_a_list_stays_with_its_entry():
    (one,) = read_text("교류내역\n2011. 4. 파견\n※ 6명\n2016. 7. 12. 내방\n")
    assert one.rows[1:] == [["2011. 4.", "파견\n※ 6명"], ["2016. 7. 12.", "내방"]]


@pytest.mark.parametrize("written", ["2006. 3. 3. / 2008. 3. 7.", "2006.3.3/2008.3.7"])
def test_two_days_parted_by_a_slash_stay_together(written):
    (one,) = read_text(f"교류내역\n{written} 공연단 방문\n2011. 4. 파견\n")
    assert one.rows[1:] == [[written, "공연단 방문"], ["2011. 4.", "파견"]]


@pytest.mark.parametrize("footer", ["上一篇:没有了", "이전글 : 2013. 5. 축제", "다음글: 성남시"])
def test_neighbouring_pages_are_not_of_the_list(footer):
    (one,) = read_text(f"교류내역\n2011. 4. 파견\n2016. 7. 12. 내방\n{footer}\n")
    assert one.rows[1:] == [["2011. 4.", "파견"], ["2016. 7. 12.", "내방"]]


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("日本 长野市(1981年4月19日缔结)", ["日本", "长野市", "友好城市", "1981年4月19日"]),
        ("중국 옌타이시(1997.4.18 자매결연)", ["중국", "옌타이시", "자매결연", "1997.4.18"]),
        ("중국 옌타이시(1997.4.18 체결)", ["중국", "옌타이시", "友好城市", "1997.4.18"]),
    ],
)
def test_place_with_the_date_it_was_agreed_on_is_a_partner(line, row):
    assert pasted(f"友好城市\n{line}\n미국 오렌지시(2001. 5. 2.)\n")[0][1][0] == row


def test_city_that_ends_like_the_word_for_sister_cities_is_a_place():
    sheets = pasted("友好城市\n日本 安城市(1981年4月19日)\n日本 京都市(1990年4月19日)\n")
    assert [row[1] for row in sheets[0][1]] == ["安城市", "京都市"]


def test_each_of_two_header_rows_is_known_again():
    headers = Headers([["국가", "체결"], ["국명", "일자"]])
    assert headers.has("국가", ["국가", "체결"])
    assert headers.has("국명", ["국명", "일자"])


PANEL = "<table><tr><th>위치</th><td>북부</td></tr></table><h5>교류연혁</h5><ul><li>2012. 5. 20. 방문</li></ul>"


@pytest.mark.parametrize(
    "panel",
    [
        '<button aria-expanded="true">{}</button><div>{}</div>',
        '<button class="acc-btn">{}</button><div hidden>{}</div>',
        '<a role="button" class="accordion">{}</a><section>{}</section>',
        "<details><summary>{}</summary>{}</details>",
    ],
)
def test_words_that_open_a_panel_are_over_all_headings_in_it(panel):
    cities = ("일본 네리마구", "호주 라이드시")
    sheets = page("<h2>자매도시</h2>" + "".join(panel.format(city, PANEL) for city in cities))
    assert [one.around for one in sheets] == [
        f"자매도시 > {city}{section}" for city in cities for section in ("", " > 교류연혁")
    ]


def test_panel_is_over_with_its_element():
    (_, _, last) = page(
        f'<h2>자매도시</h2><button aria-expanded="true">라이드시</button><div>{PANEL}</div>'
        "<p><b>우호도시</b></p><ul><li>2001. 5. 2. 협정</li></ul>"
    )
    assert last.around == "자매도시 > 우호도시"


@pytest.mark.parametrize("words", ["메뉴 열기", "Skip to content", "본문 바로가기"])
def test_button_for_the_page_itself_is_no_heading(words):
    (one,) = page(f'<button aria-expanded="true">{words}</button><div><h3>라이드시</h3>'
                  "<ul><li>2001. 5. 2. 협정</li></ul></div>")  # fmt: skip
    assert one.around == "라이드시"


def test_button_that_opens_nothing_is_no_heading():
    (one,) = page("<button>인쇄</button><div><ul><li>2001. 5. 2. 협정</li></ul></div>")
    assert one.around == ""


def test_strong_words_of_an_old_page_head_the_table_below():
    (one,) = page(
        "<table><tr><td>자매결연</td></tr><tr><td>군정안내</td></tr><tr><td>"
        "<font size=3><b>■ 오키정 교류현황</b></font>"
        "<table border=1><tr><td>일자<td>내용<tr><td>1999. 5. 2.<td>군의회 대표단 방문</table>"
        "</td></tr></table>"
    )
    assert one.rows == [["일자", "내용"], ["1999. 5. 2.", "군의회 대표단 방문"]]
    assert "오키정 교류현황" in one.around


CARD = "<div><p class='name'>{}</p><ul><li><span>결연일</span><em>1981. 4. 13.</em></li></ul></div>"


def test_city_in_a_plain_line_heads_its_card():
    cities = ["일본 후쿠이현 쓰루가시", "강원특별자치도 인제군"]
    sheets = page("<h2>자매도시</h2>" + "".join(CARD.format(city) for city in cities))
    assert [one.around for one in sheets] == [f"자매도시 > {city}" for city in cities]


def test_city_below_a_label_is_its_value():
    sheets = page("<ul><li>위치<br>중국 산둥성 린이시</li><li>인구 : 3만명</li></ul>"
                  "<div><p>위치</p><p>중국 산둥성 린이시</p></div>")  # fmt: skip
    assert ["위치", "중국 산둥성 린이시"] in sheets[0].rows
    assert "린이시" not in sheets[0].around


def test_month_and_day_in_strong_letters_are_no_heading():
    (one,) = page(
        "<div><span>2015</span><div><strong>05.20</strong><p>우호협약 체결</p></div>"
        "<div><strong>11.02</strong><p>연수단 방문</p></div></div>"
    )
    assert one.rows[1:] == [["2015. 05.20", "우호협약 체결"], ["2015. 11.02", "연수단 방문"]]


def test_description_without_a_day_is_of_the_year_above():
    (one,) = page("<dl><dt>2016</dt><dd>07.01 청소년 교류</dd><dd>연중 우편 교환</dd></dl>")
    assert [row[1] for row in one.rows[1:]] == ["청소년 교류", "연중 우편 교환"]
    assert one.rows[2][0] == "2016"


def test_country_and_city_in_one_column_need_no_question():
    guess = recognise(
        sheet("국가/도시|결연일|구분", "중국/옌볜|1995.9.1|자매", "일본/돗토리|1994.11.5|우호")
    )
    assert guess.places["국명"] == guess.places["교류도시"] == 0
    assert guess.sure


def test_end_of_a_report_is_no_part_of_it():
    assert pasted("• 인구 : 3만명\n• 비고 : 계절근로자 도입\n끝.\n") == [
        ("facts", [["인구", "3만명"], ["비고", "계절근로자 도입"]])
    ]
