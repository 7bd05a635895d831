"""A sheet's shape, header row and columns: by its headers and by its cells."""

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exchange.legacy.headers import is_private, plain, unit_of, without_unit
from exchange.legacy.layout import header_rows
from exchange.legacy.recognise import OF_HEADER, fit, recognise, signature
from exchange.legacy.shapes import CIVIC, FACTS, PARTNER_LIST, SHAPES, TIMELINE
from exchange.legacy.sheets import Sheet

LEGACY = Path(__file__).parents[2] / "fixtures" / "legacy"


def sheet(*rows, name="", around="", kind="table"):
    """A sheet from rows written with `|` between the cells."""
    cells = [[cell.strip() for cell in row.split("|")] if row else [] for row in rows]
    return Sheet(name, cells, kind=kind, around=around)


def found(guess):
    return guess.shape, guess.places, guess.constants


@pytest.mark.parametrize(
    ("name", "shape", "header"),
    [
        ("ansan_civic", CIVIC, 1),
        ("daegu_seogu_partners", PARTNER_LIST, 0),
        ("daegu_seogu_inje_timeline", TIMELINE, 0),
        ("daegu_seogu_uiseong_timeline", TIMELINE, 0),
        ("daegu_seogu_gwangju_seogu_timeline", TIMELINE, 0),
        ("yongin_fullerton_timeline", TIMELINE, 0),
        ("yongin_fullerton_facts", FACTS, 0),
    ],
)
def test_sample_table_is_recognised_without_a_hand(name, shape, header):
    text = (LEGACY / f"{name}.utf8.csv").read_text("utf-8-sig")
    guess = recognise(Sheet("", list(csv.reader(text.splitlines(keepends=True)))))
    assert (guess.shape, guess.header, guess.missing) == (shape, header, [])
    assert (guess.sure, guess.reason, guess.unknown) == (True, "", [])


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_header_of_our_own_exports_is_known(shape):
    guess = fit(Sheet("", [list(shape.names)]), shape, 0)
    assert guess.places == {name: place for place, name in enumerate(shape.names)}
    assert guess.unknown == []


CELLS = {
    "국명": ["일본", "중국"],
    "교류도시": ["하코다테시", "옌타이시"],
    "교류내용": ["자매결연", "우호협력"],
    "교류일자": ["2011. 8. 1.", "1998.4.21"],
    "인구": ["516만명", "27만명"],
    "면적": ["4,310㎢", "677㎢"],
}


@given(data=st.data())
def test_partner_list_is_read_the_same_in_any_order_and_by_any_headers(data):
    names = data.draw(st.permutations(list(CELLS)))
    headers = []
    for name in names:
        column = PARTNER_LIST.column(name)
        header = data.draw(st.sampled_from((name, *column.also)))
        blank = data.draw(st.sampled_from(["", " ", "\n"]))
        form = data.draw(st.sampled_from(["NFC", "NFKC"]))
        headers.append(unicodedata.normalize(form, blank.join(header)))
    assume(len({plain(header) for header in headers}) == len(headers))
    rows = [headers, *zip(*(CELLS[name] for name in names), strict=True)]
    guess = recognise(Sheet("", [list(row) for row in rows]))
    assert guess.shape is PARTNER_LIST
    assert guess.places == {name: names.index(name) for name in guess.places}
    assert set(guess.places) == set(CELLS)


@given(data=st.data())
def test_timeline_is_known_by_any_of_its_headers(data):
    texts = {
        "기간": ["2003. 1. 23", "2003. 7. 7 ~ 7. 12"],
        "교류내용": ["의향서 접수", "시장 방문"],
    }
    names = data.draw(st.permutations(list(texts)))
    headers = []
    for name in names:
        column = TIMELINE.column(name)
        headers.append(data.draw(st.sampled_from((name, *column.before, *column.also))))
    rows = [headers, *zip(*(texts[name] for name in names), strict=True)]
    guess = recognise(Sheet("", [list(row) for row in rows]))
    assert guess.shape is TIMELINE
    assert guess.places == {name: names.index(name) for name in TIMELINE.names if name in names}


@pytest.mark.parametrize(
    ("header", "row", "shape", "column"),
    [
        ("구분|내용", "2003. 1. 23|의향서 접수", TIMELINE, "기간"),
        ("구분|내용", "면적|36㎢", FACTS, "구분"),
        ("구분|국가|도시명|결연일", "자매|중국|옌타이시|1998.4.21", PARTNER_LIST, "교류내용"),
    ],
)
def test_one_header_is_another_column_in_another_table(header, row, shape, column):
    guess = recognise(sheet(header, row, row))
    assert guess.shape is shape
    assert guess.places[column] == 0


@pytest.mark.parametrize(
    ("rows", "name", "places", "constants"),
    [
        (
            [
                "도시명|국가명|결연일자|면적|인구수|비고|데이터기준일자",
                "가오슝|대만|1966-06-30|2946|2773000||2023-08-01",
            ],
            "자매도시 현황",
            {"국명": 1, "교류도시": 0, "교류일자": 2, "면적": 3, "인구": 4, "데이터기준일자": 6,
             "비고": 5},
            {"교류내용": "자매결연"},
        ),
        (
            ["국가/도시명|협정구분|체결연도", "대만 타이베이|친선결연|1968", "튀르키예 앙카라|우호|1971"],
            "",
            {"국명": 0, "교류도시": 0, "교류내용": 1, "교류일자": 2},
            {},
        ),
        (
            ["도시명|교류일자|면적", "전라남도 영광군|2009-04-21|475", "강원도 홍천군|2010-04-21|1820"],
            "국내자매결연도시",
            {"교류도시": 0, "교류일자": 1, "면적": 2},
            {"국명": "대한민국", "교류내용": "자매결연"},
        ),
        (
            ["연번|기관명|자매결연 체결 기관명|자매 결연일", "1|계양구|전남 무안군|1998-10-01",
             "2|계양구|충남 청양군|2000-10-01"],
            "",
            {"우리 도시": 1, "교류도시": 2, "교류일자": 3},
            {"국명": "대한민국", "교류내용": "자매결연"},
        ),
        (
            ["序号|城 市|国家|洲|结好签字时间|人口(万)|面积(平方公里)",
             "1|奈良市|日本|亚洲|1974年2月1日|35.45|276.84"],
            "友好城市",
            {"국명": 2, "교류도시": 1, "교류일자": 4, "면적": 6, "인구": 5},
            {"교류내용": "우호협력"},
        ),
        (
            ["国名|都市名|提携年月日|人口", "アメリカ|サンアントニオ|1987年12月28日|150万人"],
            "姉妹都市",
            {"국명": 0, "교류도시": 1, "교류일자": 2, "인구": 3},
            {"교류내용": "자매결연"},
        ),
        (
            ["PartnerCity|PartnerCityCountry|Relationship|DateEstablished",
             "Adelaide|Australia|Sister City|1983-01-01"],
            "",
            {"국명": 1, "교류도시": 0, "교류내용": 2, "교류일자": 3},
            {},
        ),
        (
            ["시도명|시군구명|국가|도시|체결일자|대륙|교류구분",
             "경기도|용인시|미국|풀러턴|2004-05-04|북미|자매"],
            "",
            {"우리 도시": (0, 1), "국명": 2, "교류도시": 3, "교류내용": 6, "교류일자": 4},
            {},
        ),
        (
            ["국가|도시|우호결연일|자매결연일", "중국|옌타이시|1998.3.4|2003.5.6"],
            "",
            {"국명": 0, "교류도시": 1, "교류내용": OF_HEADER, "교류일자": (2, 3)},
            {},
        ),
    ],
)  # fmt: skip
def test_partner_list_as_others_publish_it(rows, name, places, constants):
    guess = recognise(sheet(*rows, name=name))
    assert found(guess) == (PARTNER_LIST, places, constants)
    assert guess.sure, guess.reason


def test_kind_that_nothing_implies_is_asked_for():
    guess = recognise(sheet("NATIONNAME|CITYNAME|AGREE_DATE", "일본|도쿄|1988-09-03"))
    assert guess.missing == ["교류내용"]
    assert not guess.sure
    assert "골라 주세요: 자매결연" in guess.reason


def test_caption_of_two_kinds_implies_none():
    rows = ["국가|도시|체결일", "중국|옌타이시|1998.3.4"]
    assert recognise(sheet(*rows, name="자매·우호도시 현황")).missing == ["교류내용"]


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        (["연도|월일|내용", "2003|1. 23|접수", "|7. 7 ~ 7. 12|방문"], (0, 1)),
        (["년|월|일|내용", "2003|1|23|접수", "2003|7|7|방문"], (0, 1, 2)),
        (["시작일|종료일|내용", "2003.1.2|2003.1.4|방문"], (0, 1)),
    ],
)
def test_date_in_several_columns_is_one(rows, places):
    guess = recognise(sheet(*rows))
    assert guess.shape is TIMELINE
    assert guess.places["기간"] == places
    assert guess.unknown == []


def test_reports_of_visits_with_a_country_are_a_timeline():
    guess = recognise(
        sheet(
            "국가|도시|일자|교류내용",
            "중국|옌타이시|1998.3.4|대표단 10명 방문하여 협력 논의",
            "중국|옌타이시|1999.3.4|축구단 방문",
        )
    )
    assert found(guess) == (TIMELINE, {"교류도시": 1, "기간": 2, "교류내용": 3}, {})
    assert guess.unknown == [(0, "국가")]


def test_columns_of_a_whole_timeline():
    guess = recognise(
        sheet(
            "날짜|구분|행사명|내용|장소|인원|담당자",
            "2019.3.4|방문|마늘축제|축하사절단 방문|의성|10명|홍길동",
        )
    )
    assert guess.places == {
        "기간": 0, "방향": 1, "교류내용": 2, "자세한 내용": 3, "장소": 4, "인원(명)": 5,
    }  # fmt: skip
    assert guess.private == guess.unknown == [(6, "담당자")]


def test_cities_in_rows_and_labels_across_are_facts():
    guess = recognise(sheet("도시명|면적(㎢)|인구(천명)", "의성군|1175.89|57", "인제군|1646|33"))
    assert found(guess)[:2] == (FACTS, {"도시": 0, "구분": OF_HEADER, "내용": (1, 2)})


def test_cities_in_columns_are_facts():
    guess = recognise(sheet("구분|의성군|인제군", "면적|1,175㎢|1,646㎢", "인구|5만명|3만명"))
    assert found(guess)[:2] == (FACTS, {"도시": OF_HEADER, "구분": 0, "내용": (1, 2)})


@pytest.mark.parametrize(
    ("rows", "shape"),
    [
        (["2003. 1. 23|의향서 접수함", "2003. 7. 7 ~ 7. 12|방문단 맞이함"], TIMELINE),
        (["위치|로스엔젤레스 남동쪽", "면적|36㎢"], FACTS),
    ],
)
def test_table_without_a_header_is_guessed_by_its_cells(rows, shape):
    guess = recognise(sheet(*rows))
    assert (guess.shape, guess.header, guess.sure) == (shape, -1, False)
    assert "제목 줄이 없어" in guess.reason


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (["메뉴|로그인", "홈|사이트맵"], "table"),
        (["구분|전화번호", "총무과|02-1234"], "table"),
        (["구분|내용", "담당부서|총무과", "전화번호|02-1234"], "facts"),
        ([""], "table"),
    ],
)
def test_menus_and_footers_are_no_tables_of_ours(rows, kind):
    assert recognise(sheet(*rows, kind=kind)) is None


def test_listed_facts_and_dates_are_known_by_the_readers_header():
    assert recognise(sheet("구분|내용", "인구|3만명", kind="facts")).shape is FACTS
    assert recognise(sheet("구분|내용", "2003. 1. 2|방문", kind="facts")).shape is TIMELINE
    assert recognise(sheet("기간|교류내용", "2003. 1. 2|방문", kind="timeline")).sure


def test_listed_facts_keep_the_finer_label():
    listed = sheet("구분||내용", "면적||36㎢", "기후|기온|16.8℃", kind="facts")
    assert recognise(listed).places == {"구분": 0, "세부 구분": 1, "내용": 2}


def test_rows_above_the_header_are_passed_over():
    guess = recognise(
        sheet("교류 현황", "", "2023. 2. 1. 현재||(단위: 건)", "기 간|교 류 내 용", "2016|협정")
    )
    assert (guess.shape, guess.header) == (TIMELINE, 3)


def test_the_same_header_twice_is_asked_about():
    guess = recognise(sheet("기간|기간|교류내용", "2001|2002|방문"))
    assert not guess.sure
    assert "여럿입니다(1번째와 2번째 열)" in guess.reason


def test_header_over_two_rows_is_one_header():
    rows = sheet(
        "관내학교명|해외자매학교||자매결연일", "|국 가|학 교 명|", "반월초|일본|가소|1991"
    ).rows
    assert header_rows(rows, 1) == rows[:2]
    assert header_rows(rows, 0) == rows[:1]
    assert header_rows(rows, 2) == rows[2:3]


@pytest.mark.parametrize(
    ("header", "words", "unit", "shown"),
    [
        ("결 연 일1)", "결연일", "", "결 연 일1)"),
        ("인구\n(천명)", "인구", "천명", "인구"),
        ("면적(㎢)", "면적", "㎢", "면적"),
        ("인구(명)*", "인구", "명", "인구*"),
        ("교류내용(분야)", "교류내용", "", "교류내용(분야)"),
        ("국가별", "국가", "", "국가별"),
        ("ＮＡＴＩＯＮ＿ＮＡＭＥ", "nationname", "", "ＮＡＴＩＯＮ＿ＮＡＭＥ"),
        ("(단위: 명)", "단위명", "명", ""),
    ],
)
def test_header_is_taken_apart(header, words, unit, shown):
    assert (plain(header), unit_of(header), without_unit(header)) == (words, unit, shown)


@pytest.mark.parametrize(
    "header", ["담당자", "담 당 자 명", "성명", "연락처", "E-mail", "担当者", "휴대전화"]
)
def test_columns_of_persons_are_private(header):
    assert is_private(header)


@pytest.mark.parametrize("header", ["담당부서", "도시명", "시장", "홈페이지", "인구"])
def test_columns_of_cities_and_offices_are_not_private(header):
    assert not is_private(header)


def test_signature_is_of_the_headers_alone():
    first = sheet("기 간|교류내용", "2001|방문")
    later = sheet("교류 현황", "기간|교류 내용|", "2002|회의", "2003|방문")
    other = sheet("기간|내용", "2001|방문")
    assert signature(first, 0) == signature(later, 1)
    assert signature(first, 0) != signature(other, 0)
    assert len(signature(first, -1)) == 64


@given(st.lists(st.lists(st.text(max_size=12), max_size=5), max_size=6), st.sampled_from(SHAPES))
def test_no_rows_make_the_recogniser_fail(rows, shape):
    one = Sheet("", rows)
    recognise(one)
    for header in range(-1, len(rows)):
        assert fit(one, shape, header).shape is shape
        assert signature(one, header)
