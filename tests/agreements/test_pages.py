"""The page of civic ties, and what portal pages show of agreements."""

import datetime

import pytest

from agreements.page_functions import agreement_label, next_anniversaries
from exchange.records import Record
from tests.factories import (
    AgreementFactory,
    CityFactory,
    CivicAgreementFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.pages import chips, read, rows, words

pytestmark = pytest.mark.django_db

URL = "/ansan/civic/"


@pytest.fixture
def ansan():
    return PortalFactory(city=CityFactory(slug="ansan", name="안산시", region="경기도")).city


@pytest.fixture
def ties(ansan):
    for position, (own, country, other, category, content) in enumerate(
        (
            ("반월초", "JP", "나루하마소학교", "school", "문화예술교류"),
            ("강서고", "AU", "남호주해민턴고", "school", "문화 및 언어교류"),
            ("안산대", "CN", "산동대학교", "university", "방문 및 언어교류"),
        )
    ):
        CivicAgreementFactory(
            home=ansan,
            home_organisation=own,
            partner_organisation=other,
            partner_country=country,
            category=category,
            content=content,
            signed="1991-02-28",
            position=position,
            remarks="격년제\n홈스테이" if own == "반월초" else "",
        )


def names(page):
    return [row[0] for row in rows(page)]


def test_civic_page_has_all_columns_in_the_order_of_the_document(client, ties):
    page = read(client, URL)
    assert words(page.title) == "민간교류 - 안산시"
    assert words(page.h1) == "경기도 안산시 민간교류"
    assert words(page.caption) == (
        "경기도 안산시의 민간교류 3건: 우리 기관, 국가, 해외 기관, 체결일, 교류내용, 비고"
    )
    assert rows(page)[0] == [
        "반월초",
        "일본",
        "나루하마소학교",
        "1991. 2. 28.",
        "문화예술교류",
        "격년제 홈스테이",
    ]
    assert rows(page)[1][1] == "호주"
    assert names(page) == ["반월초", "강서고", "안산대"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("country=JP", ["반월초"]),
        ("category=school", ["반월초", "강서고"]),
        ("text=언어교류", ["강서고", "안산대"]),
        ("text=홈스테이", ["반월초"]),
        ("text=소학교", ["반월초"]),
        (
            "text=%E1%84%92%E1%85%A9%E1%86%B7%E1%84%89%E1%85%B3",
            ["반월초"],
        ),  # 홈스, as a Mac sends it
        ("category=school&country=AU", ["강서고"]),
        ("since=1991&until=1991&sort=-home", ["안산대", "반월초", "강서고"]),
        ("sort=country", ["반월초", "안산대", "강서고"]),
        ("sort=name", ["반월초", "강서고", "안산대"]),
        ("since=1992", []),
        ("text=없는 말", []),
    ],
)
def test_civic_page_shows_what_the_conditions_name(client, ties, query, found):
    page = read(client, f"{URL}?{query}")
    assert names(page) == found
    assert words(page.select_one("[aria-live=polite]")) == f"민간교류 {len(found)} 건"
    assert ("조건에 맞는 민간교류가 없습니다." in words(page.main)) == (not found)


@pytest.mark.parametrize(
    "query",
    [
        "country=ZZ",
        "country=KR",
        "category=x",
        "text=%00",
        f"text={'가' * 101}",
        "since=x",
        "sort=x",
    ],
)
def test_civic_page_with_an_invalid_condition_has_an_error_and_no_rows(client, ties, query):
    page = read(client, f"{URL}?{query}")
    assert page.select_one("[role=alert] li")
    assert not page.find("table")


def test_civic_chips_lift_one_condition_each(client, ties):
    page = read(client, URL, {"country": "JP", "text": "교류"})
    assert chips(page) == {
        "국가 일본": f"{URL}?text=%EA%B5%90%EB%A5%98",
        "검색어 교류": f"{URL}?country=JP",
    }


def test_civic_options_are_those_with_data(client, ties):
    page = read(client, URL)
    options = [words(option) for option in page.select("[name=country] option")]
    assert options == ["전체", "일본 (1)", "중국 (1)", "호주 (1)"]
    options = [words(option) for option in page.select("[name=category] option")]
    assert options == ["전체", "초·중·고등학교 (2)", "대학교 (1)"]


def test_civic_page_links_partners_that_are_public(client, ansan):
    shown = PartnershipFactory(home=ansan, partner__name="연태시")
    draft = PartnershipFactory(home=ansan, partner__name="비밀시", state=Record.State.DRAFT)
    CivicAgreementFactory(home=ansan, partnership=shown, partner_organisation="가")
    CivicAgreementFactory(home=ansan, partnership=draft, partner_organisation="나")
    page = read(client, URL)
    assert [link["href"] for link in page.select("td a")] == [shown.get_absolute_url()]
    assert "비밀시" not in words(page)


def test_civic_page_without_ties_says_so(client, ansan):
    CivicAgreementFactory(home=ansan, state=Record.State.DRAFT)
    CivicAgreementFactory()
    page = read(client, URL)
    assert "아직 공개된 민간교류가 없습니다." in words(page.main)
    assert not page.main.find("form")


def test_civic_page_tells_an_unknown_date(client, ansan):
    CivicAgreementFactory(home=ansan, signed="")
    assert rows(read(client, URL))[0][3] == "날짜 미상"


def test_civic_page_out_of_range_is_not_found(client, ties):
    read(client, URL, {"page": 2}, status=404)


def anniversaries(home, on):
    return [
        (each.agreement.partnership.partner.name, each.day.isoformat(), each.years)
        for each in next_anniversaries(home, on=on)
    ]


def test_anniversary_of_today_is_the_next_and_yesterdays_the_last(ansan):
    for name, signed in (("오늘", "2004. 5. 4."), ("어제", "2004. 5. 3."), ("내일", "1994. 5. 5.")):
        AgreementFactory(partnership__home=ansan, partnership__partner__name=name, signed=signed)
    assert anniversaries(ansan, datetime.date(2014, 5, 4)) == [
        ("오늘", "2014-05-04", 10),
        ("내일", "2014-05-05", 20),
        ("어제", "2015-05-03", 11),
    ]


def test_anniversary_of_a_leap_day_falls_on_28_february_in_common_years(ansan):
    AgreementFactory(
        partnership__home=ansan, partnership__partner__name="윤일", signed="2004. 2. 29."
    )
    assert anniversaries(ansan, datetime.date(2023, 2, 28)) == [("윤일", "2023-02-28", 19)]
    assert anniversaries(ansan, datetime.date(2023, 3, 1)) == [("윤일", "2024-02-29", 20)]


def test_anniversaries_are_of_public_agreements_in_force_and_known_to_the_day(ansan):
    partnership = PartnershipFactory(home=ansan)
    for changes in (
        {"signed": "2004. 5."},
        {"signed": ""},
        {"status": "upgraded"},
        {"status": "ended"},
        {"state": Record.State.DRAFT},
        {"signed": "2026. 5. 4."},  # signed later than the day asked for
    ):
        AgreementFactory(partnership=partnership, title=str(changes), **changes)
    assert anniversaries(ansan, datetime.date(2020, 1, 1)) == []


@pytest.mark.parametrize(
    ("title", "kind", "label"),
    [
        ("", "sister", "자매결연"),
        ("국내 자매결연", "sister", "국내 자매결연"),
        ("우호협정", "friendship", "우호협정(우호협력)"),
        ("업무협약", "mou", "업무협약(MOU)"),
        ("관광 교류 업무협약", "mou", "관광 교류 업무협약"),
    ],
)
def test_agreement_label_says_name_and_kind_once(title, kind, label):
    assert (
        agreement_label(AgreementFactory.build(partnership=None, title=title, kind=kind)) == label
    )
