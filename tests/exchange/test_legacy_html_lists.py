"""Lists, definition lists and spans of a saved page to facts and timelines."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.legacy.reading import read_file
from exchange.periods import Period


def sheets_of(html):
    return read_file(f"<html><body>{html}".encode(), "교류.html")


def sheet_of(html):
    (sheet,) = sheets_of(html)
    return sheet


def timeline_of(html):
    sheet = sheet_of(html)
    assert sheet.kind == "timeline"
    assert sheet.rows[0] == ["기간", "교류내용"]
    assert sheet.lines == list(range(len(sheet.rows)))
    return sheet.rows[1:]


def facts_of(html):
    sheet = sheet_of(html)
    assert sheet.kind == "facts"
    assert sheet.rows[0] == ["구분", "내용"]
    return sheet.rows[1:]


# A page as a city's site writes it: icons, pictures and lines of the editor among the words.
PAGE = """
<div class="lnb"><ul><li><a href="#">국제교류</a></li><li><a href="#">자매도시 : 안내</a></li></ul></div>
<h2>해동성 옥산시 정보</h2>
<figure><span class="thm"><img src="logo.png" alt="옥산시"></span><figcaption>
<ul class="list summary">
  <li><span class="icon"><span class="icon2"></span></span><strong>위치</strong><em>동남 연해안</em></li>
  <li> <span class="icon"></span> <strong>면적</strong><em>육지면적 378㎢</em> </li>
  <li><strong>특산물</strong><em>농업:유자 등<br> 공업:가구, 안경</em></li>
  <li><strong>면 적 :</strong> 605.2km2</li>
  <li>인구(세대수) : 9,911명</li>
  <li>홈페이지 <a href="http://example.org">옥산시 바로가기</a></li>
</ul></figcaption></figure>
<h2>우호도시 결연 경위</h2>
<ul class="list">
  <li>2012.06.02. : 의향서 체결</li>
  <li>그간의 교류 상황</li>
  <div class="history">
    <p class="tit">HISTORY<span>Since 2012~</span></p>
    <ul>
      <li>
        <span class="year">2019.04.10.</span>
        <span class="info">공무원 파견(1년간/1명)</span>
      </li>
      <li><span class="year">2018.10.16.<em> ~ 18.</em></span><span class="info">대표단 방문<br>(28명)</span></li>
      <li><span class="year">2003.11.11.<em>∼2003.11.13.</em></span>
        <span class="info">협정 체결</span></li>
      <li><span class="year">2004.11.∼12.</span><span class="info">연수단 방문(90명)</span></li>
    </ul>
  </div>
</ul>
<p>상호교류를 위해 2003년 11월 12일 협정을 맺었습니다.</p>
<div class="satisfaction"><p>만족도 : 5점</p></div>
"""


def test_a_page_of_icons_and_spans():
    facts, path, history = sheets_of(PAGE)
    assert (facts.kind, facts.name) == ("facts", "해동성 옥산시 정보")
    assert facts.rows[1:] == [
        ["위치", "동남 연해안"],
        ["면적", "육지면적 378㎢"],
        ["특산물", "농업:유자 등\n공업:가구, 안경"],
        ["면 적", "605.2km2"],
        ["인구(세대수)", "9,911명"],
        ["홈페이지", "옥산시 바로가기"],
    ]
    assert path.rows[1:] == [["2012.06.02.", "의향서 체결"]]
    assert history.around.startswith("우호도시 결연 경위 > HISTORY")
    assert history.rows[1:] == [
        ["2019.04.10.", "공무원 파견(1년간/1명)"],
        ["2018.10.16. ~ 18.", "대표단 방문\n(28명)"],
        ["2003.11.11.∼2003.11.13.", "협정 체결"],
        ["2004.11.∼12.", "연수단 방문(90명)"],
    ]
    assert all(Period.parse(row[0]) for row in history.rows[1:])
    assert "2003년 11월 12일 협정을" in facts.notices[0]


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li><span class='year'>2016. 8. 19.</span> <span class='info'>체결</span></li>"
        "<li><span>2017. 5. 2.</span><span>방문</span></li></ul>",
        "<ul><li>2016. 8. 19. 체결<li>2017. 5. 2. 방문</ul>",
        "<ul><li>• 2016. 8. 19. : 체결</li><li>• 2017. 5. 2. : 방문</li></ul>",
        "<dl><dt>2016. 8. 19.</dt><dd>체결</dd><dt>2017. 5. 2.</dt><dd>방문</dd></dl>",
        "<dl><div><dt>2016. 8. 19.</dt><dd><p>체결</p></dd></div>"
        "<div><dt>2017. 5. 2.<dd>방문</div></dl>",
        "<p>2016. 8. 19. 체결<br>2017. 5. 2. 방문</p>",
        "<p>2016. 8. 19. 체결</p><p>2017. 5. 2. 방문</p>",
        "2016. 8. 19. 체결<br>2017. 5. 2. 방문",
        "<div><div class=row><div class=date>2016. 8. 19.</div><div class=txt>체결</div></div>"
        "<div class=row><div class=date>2017. 5. 2.</div><div class=txt>방문</div></div></div>",
        "<ul><li><p>2016. 8. 19.</p><p>체결</p></li><li><p>2017. 5. 2.</p><div>방문</div></li></ul>",
        "<ul><li><strong>체결</strong><p>2016. 8. 19.</p></li><li><p>방문</p><p>2017. 5. 2.</p></ul>",
        "<ol><li><b>2016. 8. 19.</b><br>체결</li><li><b>2017. 5. 2.</b><br>방문</li></ol>",
        "<ul><li><a href='#'><div><span>2016. 8. 19.</span></div><div>체결</div></a></li>"
        "<li><a href='#'><div><span>2017. 5. 2.</span></div><div>방문</div></a></li></ul>",
    ],
)
def test_dated_lines_however_they_are_built(html):
    assert timeline_of(html) == [["2016. 8. 19.", "체결"], ["2017. 5. 2.", "방문"]]


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li><strong>2016</strong><ul><li><span>5. 2.</span> 방문</li><li>8월 19일 체결</li></ul>"
        "</li><li><strong>2017</strong><ul><li><span>03.01</span><span>답방</span></li></ul></li></ul>",
        "<h3>2016년</h3><ul><li>5. 2. 방문</li><li>8월 19일 체결</li></ul>"
        "<h3>2017년</h3><ul><li>03.01 답방</li></ul>",
        "<p><b>2016</b></p><p>5. 2. 방문<br>8월 19일 체결</p><p><b>2017</b></p><p>03.01 답방</p>",
        "<dl><dt>2016</dt><dd>5. 2. 방문</dd><dd>8월 19일 체결</dd><dt>2017</dt><dd>03.01 답방</dd></dl>",
        "<div class=year>2016</div><div class=m><p>5. 2.</p><p>방문</p></div>"
        "<div class=m><p>8월 19일</p><p>체결</p></div><div class=year>2017</div>"
        "<div class=m><p>03.01</p><p>답방</p></div>",
    ],
)
def test_months_and_days_below_a_year_get_the_whole_date(html):
    assert timeline_of(html) == [
        ["2016. 5. 2.", "방문"],
        ["2016년 8월 19일", "체결"],
        ["2017. 03.01", "답방"],
    ]


def test_what_has_no_date_below_a_year_is_of_that_year():
    assert timeline_of(
        "<ul><li><strong>2016</strong><ul><li>교류 확대</li><li>5. 2. 방문<ul><li>3명</li></ul></li>"
        "</ul></li></ul><dl><dt>2017년</dt><dd>전시</dd><dd>공연</dd></dl>"
    ) == [
        ["2016", "교류 확대"],
        ["2016. 5. 2.", "방문\n3명"],
        ["2017년", "전시"],
        ["2017년", "공연"],
    ]


def test_lines_below_an_event_are_its_details():
    assert timeline_of(
        "<ul><li>2013. 11. 15. ~ 16.<ul><li>농·특산물 홍보</li><li>장소 : 주차장</li></ul></li>"
        "<li>2014. 11. 8. 판촉<br>- 참여 : 45개</li></ul>"
        "<dl><dt>2015. 5.</dt><dd>방문</dd><dd>인원 : 10명</dd></dl>"
    ) == [
        ["2013. 11. 15. ~ 16.", "농·특산물 홍보\n장소 : 주차장"],
        ["2014. 11. 8.", "판촉\n- 참여 : 45개"],
        ["2015. 5.", "방문\n인원 : 10명"],
    ]


def test_a_wrong_date_arrives_for_the_clerk_to_mend():
    assert timeline_of("<ul><li>2016. 13. 1. 방문<li>2016. 8. 20. ~ 8. 19. 체결</ul>") == [
        ["2016. 13. 1.", "방문"],
        ["2016. 8. 20. ~ 8. 19.", "체결"],
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>위치 : 강원도<li>면적 : 36㎢<li>자매결연 체결일 : 2016. 8. 19.</ul>",
        "<dl><dt>위치</dt><dd>강원도</dd><dt>면적</dt><dd>36㎢</dd><dt>자매결연 체결일</dt>"
        "<dd>2016. 8. 19.</dd></dl>",
        "<ul><li><strong>위치</strong> 강원도</li><li><b>면적</b>: 36㎢</li>"
        "<li><em>자매결연 체결일</em><span>2016. 8. 19.</span></li></ul>",
        "<p>위치 : 강원도<br>면적 : 36㎢<br>자매결연 체결일 : 2016. 8. 19.</p>",
        "<div><span>위치</span><span>강원도</span></div><div><span>면적</span><span>36㎢</span></div>"
        "<div><span>자매결연 체결일</span><span>2016. 8. 19.</span></div>",
    ],
)
def test_labels_and_values_however_they_are_built(html):
    assert facts_of(html) == [
        ["위치", "강원도"],
        ["면적", "36㎢"],
        ["자매결연 체결일", "2016. 8. 19."],
    ]


def test_a_value_of_several_lines_is_kept_whole():
    assert facts_of(
        "<dl><dt>인구</dt><dd>137천명<br>(2010년)</dd><dt>교통</dt><dd>고속도로</dd><dd>철도</dd></dl>"
        "<ul><li>산업<ul><li>농업 : 유자</li><li>공업 : 가구</li></ul></li></ul>"
    ) == [
        ["인구", "137천명\n(2010년)"],
        ["교통", "고속도로\n철도"],
        ["산업", "농업 : 유자\n공업 : 가구"],
    ]


def test_a_table_within_a_list_keeps_the_words_above_it():
    facts, table = sheets_of(
        "<h3>강원도 인제군</h3><ul><li>인구 : 3만3천명</li><li>교류내용<table><caption>의성군 정보</caption>"
        "<tr><th>기간<th>교 류 내 용<tr><td>2015. 11. 12.<td>제안</table></li></ul>"
    )
    assert (facts.kind, facts.around) == ("facts", "강원도 인제군")
    assert table.name == "의성군 정보"
    assert table.around == "강원도 인제군 > 교류내용"


def test_cards_of_cities_are_facts_of_each():
    first, second = sheets_of(
        "<ul class='cities'><li><a href='http://a'><img src='a.jpg'><strong>인제군</strong>"
        "<span>강원도</span><span>결연일 : 2016. 8. 19.</span></a></li><li><a href='http://b'>"
        "<strong>의성군</strong><span>경상북도</span><span>결연일 : 2013. 7. 13.</span></a></li></ul>"
    )
    assert [first.name, second.name] == ["인제군 강원도", "의성군 경상북도"]
    assert [first.rows[1], second.rows[1]] == [
        ["결연일", "2016. 8. 19."],
        ["결연일", "2013. 7. 13."],
    ]


def test_a_label_without_a_colon_before_a_date_is_one():
    assert facts_of("<h3>의성군</h3><p>자매결연일 2013. 7. 13.</p><p>- 인구 : 5만명</p>") == [
        ["자매결연일", "2013. 7. 13."],
        ["인구", "5만명"],
    ]


def test_lines_with_another_bullet_belong_to_the_event_above():
    assert timeline_of(
        "<p>- 2004. 5. 방문</p><p>· 시장 외 5명</p><p>· 협의</p><p>- 2005. 5. 답방</p>"
    ) == [["2004. 5.", "방문\n· 시장 외 5명\n· 협의"], ["2005. 5.", "답방"]]


def test_lines_between_dated_ones_are_named():
    sheet = sheet_of("<p>2004. 5. 방문</p><p>시장 외 5명</p><p>2005. 5. 답방</p><p>끝말</p>")
    assert sheet.rows[1:] == [["2004. 5.", "방문"], ["2005. 5.", "답방"]]
    assert "'시장 외 5명'" in sheet.notices[0]
    assert "끝말" not in sheet.notices[0]


def test_a_date_built_of_pieces_is_whole():
    assert timeline_of(
        "<ul><li><b>2016.</b><i>05.02</i><span>방문</span></li><li><a href='#'><b>2017.</b>"
        "<i>3.</i><span>답방</span></a></li></ul>"
        "<dl><dt>2018</dt><dd><span>11.</span><span>공연</span></dd></dl>"
    ) == [["2016. 05.02", "방문"], ["2017. 3.", "답방"], ["2018. 11.", "공연"]]


def test_titles_inside_an_event_are_its_words():
    assert timeline_of(
        "<ol><li><time datetime='2020-01-01'>2020.01.01</time><p class=title>행사</p><p>설명</p></li>"
        "</ol>"
    ) == [["2020.01.01", "행사\n설명"]]


def test_each_city_has_its_own_lists():
    first, second = sheets_of(
        "<div class=tit>인제군</div><ul><li>2001. 5. 2. 방문</ul>"
        "<p><b>의성군</b></p><ul><li>2002. 5. 2. 방문</ul>"
    )
    assert [first.name, second.name] == ["인제군", "의성군"]
    assert [first.rows[1][0], second.rows[1][0]] == ["2001. 5. 2.", "2002. 5. 2."]


def test_menus_and_plain_words_are_no_rows():
    assert facts_of(
        "<ul><li><a href=x>인사말</a><li><a href=y>조직도</a></ul><p>우리 시는 교류를 넓혀 왔습니다.</p>"
        "<ul><li>면적 : 36㎢</ul><p>053-663-2115</p>"
    ) == [["면적", "36㎢"]]


words = st.text("가나다라 마바사().,", min_size=1, max_size=12).filter(
    lambda text: text.strip(" ().,") and " ".join(text.split())[0] not in "().,"
)
dates = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)).map(
    lambda day: f"{day.year}. {day.month}. {day.day}."
)


@given(st.lists(st.tuples(dates, words), min_size=1, max_size=6), st.sampled_from([
    "<li>{} {}</li>", "<li><span>{}</span><span>{}</span></li>", "<p>{} {}</p>", "{} {}<br>",
    "<dl><dt>{}</dt><dd>{}</dd></dl>", "<div><p>{}</p><p>{}</p></div>",
]))  # fmt: skip
def test_every_dated_line_arrives_once(events, form):
    html = "".join(form.format(*event) for event in events)
    read = timeline_of(f"<ul>{html}</ul>" if "<li>" in form else html)
    assert [row[0] for row in read] == [date for date, _ in events]
    assert [row[1].split() for row in read] == [text.split() for _, text in events]
