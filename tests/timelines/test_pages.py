"""The pages of a home's exchanges and of its indicators."""

import pytest

from exchange.records import Record
from tests.factories import (
    CityFactory,
    ExchangeEventFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.pages import chips, read, rows, words

pytestmark = pytest.mark.django_db

URL = "/yongin/events/"


@pytest.fixture
def yongin():
    return PortalFactory(city=CityFactory(slug="yongin", name="용인시", region="경기도")).city


@pytest.fixture
def events(yongin):
    partners = {
        slug: PartnershipFactory(
            home=yongin, partner=CityFactory(slug=slug, name=name, region="", country="US")
        )
        for slug, name in (("fullerton", "플러튼시"), ("yangzhou", "양저우시"))
    }
    for slug, period, title, field, direction in (
        ("fullerton", "2013. 4. 5. ~ 25.", "학생 방문", "youth", "incoming"),
        ("fullerton", "2019. 11. ~ 2020. 2.", "서신 교환", "", "remote"),
        ("yangzhou", "1994. ~ 현재", "격년제 방문", "youth", ""),
        ("yangzhou", "", "날짜 없는 방문", "culture", ""),
    ):
        ExchangeEventFactory(
            partnership=partners[slug],
            period=period,
            title=title,
            field=field,
            direction=direction,
            details="장소: 시청" if slug == "fullerton" else "",
        )


def titles(page):
    return [row[2].split(" 장소:")[0].split(" 분야")[0].split(" 방향")[0] for row in rows(page)]


def test_events_come_newest_first_with_their_partner(client, events):
    page = read(client, URL)
    assert words(page.title) == "교류 내역 - 용인시"
    assert words(page.h1) == "경기도 용인시 교류 내역"
    assert words(page.caption) == "경기도 용인시의 교류 4건: 기간, 교류도시, 교류내용"
    assert rows(page) == [
        ["2019. 11. ~ 2020. 2.", "플러튼시", "서신 교환 장소: 시청 방향 비대면"],
        ["2013. 4. 5. ~ 4. 25.", "플러튼시", "학생 방문 장소: 시청 분야 청소년 방향 접수"],
        ["1994년 ~ 현재 계속", "양저우시", "격년제 방문 분야 청소년"],
        ["날짜 미상", "양저우시", "날짜 없는 방문 분야 문화예술"],
    ]
    assert page.select_one("tbody a")["href"].startswith("/yongin/partners/fullerton/?event=")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("partner=yangzhou", ["격년제 방문", "날짜 없는 방문"]),
        ("since=2020&until=2020", ["서신 교환", "격년제 방문"]),
        ("since=2014", ["서신 교환", "격년제 방문"]),
        ("until=2012", ["격년제 방문"]),
        ("field=youth", ["학생 방문", "격년제 방문"]),
        ("direction=remote", ["서신 교환"]),
        ("field=youth&field=culture", ["학생 방문", "격년제 방문", "날짜 없는 방문"]),
        ("country=US", ["서신 교환", "학생 방문", "격년제 방문", "날짜 없는 방문"]),
        ("sort=period", ["격년제 방문", "학생 방문", "서신 교환", "날짜 없는 방문"]),
        ("sort=partner", ["격년제 방문", "날짜 없는 방문", "서신 교환", "학생 방문"]),
        ("text=방문", ["학생 방문", "격년제 방문", "날짜 없는 방문"]),
        ("text=시청", ["서신 교환", "학생 방문"]),
        ("text=%20", ["서신 교환", "학생 방문", "격년제 방문", "날짜 없는 방문"]),
        ("text=%25", []),
        ("partner=yangzhou&field=youth&since=2013&until=2013&text=격년", ["격년제 방문"]),
        ("nonsense=1", ["서신 교환", "학생 방문", "격년제 방문", "날짜 없는 방문"]),
    ],
)
def test_events_are_those_the_conditions_name(client, events, query, found):
    page = read(client, f"{URL}?{query}")
    assert titles(page) == found
    assert words(page.select_one("[aria-live=polite]")) == f"교류 {len(found)} 건"


@pytest.mark.parametrize(
    "query",
    [
        "partner=nowhere",
        "field=x",
        "field=sports",
        "direction=x",
        "since=이천",
        "until=20199",
        "since=2020&until=2019",
        "text=a%00b",
        "country=ZZ",
        "sort=x",
    ],
)
def test_events_with_an_invalid_condition_are_none_and_an_error(client, events, query):
    page = read(client, f"{URL}?{query}")
    assert page.select_one("[role=alert] li")
    assert not page.find("table")


def test_events_chips_lift_one_condition_each(client, events):
    page = read(client, URL, {"partner": "fullerton", "since": 2013, "until": 2020})
    assert chips(page) == {
        "교류도시 플러튼시": f"{URL}?since=2013&until=2020",
        "연도 2013~2020": f"{URL}?partner=fullerton",
    }


def test_events_options_are_those_with_data(client, events):
    page = read(client, URL)
    assert {
        select["name"]: [words(option) for option in select.find_all("option")]
        for select in page.select(".filters select")
    } == {
        "partner": ["전체", "양저우시 (2)", "플러튼시 (2)"],
        "direction": ["전체", "접수 (1)", "비대면 (1)"],
    }
    fields = [words(label) for label in page.select("fieldset:has([name=field]) label")]
    assert fields == ["문화예술 (1)", "청소년 (2)"]


def test_year_of_the_exchanges_is_one_click_away(client, events):
    page = read(client, URL, {"partner": "fullerton"})
    decades = page.select(".by-year .decade")
    assert [(words(link), link["href"]) for link in decades] == [
        ("2020년대 1", f"{URL}?partner=fullerton&since=2020&until=2029"),
        ("2010년대 2", f"{URL}?partner=fullerton&since=2010&until=2019"),
    ]
    years = page.select(".by-year ul ul a")
    assert [words(link) for link in years] == [
        "2020 년 1 건",
        "2019 년 1 건",
        "2013 년 1 건",
    ]
    assert years[1]["href"] == f"{URL}?partner=fullerton&since=2019&until=2019"
    page = read(client, years[1]["href"])
    assert titles(page) == ["서신 교환"]
    assert words(page.select_one(".by-year [aria-current]")) == "2019 년 1 건"


def test_events_come_in_pages_of_twenty(client, yongin):
    partnership = PartnershipFactory(home=yongin)
    for number in range(21):
        ExchangeEventFactory(partnership=partnership, title=f"교류 {number:02}", position=number)
    page = read(client, URL)
    assert titles(page)[0] == "교류 20"
    assert len(rows(page)) == 20
    assert titles(read(client, URL, {"page": 2})) == ["교류 00"]
    read(client, URL, {"page": 3}, status=404)


def test_events_of_drafts_are_not_shown(client, yongin):
    draft = Record.State.DRAFT
    ExchangeEventFactory(partnership__home=yongin, title="비밀교류", state=draft)
    ExchangeEventFactory(partnership__home=yongin, partnership__state=draft, title="비밀방문")
    ExchangeEventFactory(partnership__home=yongin, partnership__partner__state=draft, title="비밀")
    ExchangeEventFactory(title="다른 시의 교류")
    page = read(client, URL)
    assert "아직 공개된 교류 내역이 없습니다." in words(page.main)
    assert not page.find("table")
    assert [select["name"] for select in page.select(".filters select")] == []


def test_home_without_events_has_nothing_to_search(client, yongin):
    assert read(client, "/yongin/events/").select("form.filters") == []
    assert read(client, "/yongin/events/", {"text": "없음"}).select("form.filters")


def test_events_link_to_the_row_on_the_partners_page(client, events):
    address, _hash, row = read(client, URL).select_one("tbody a")["href"].partition("#")
    assert "서신 교환" in words(read(client, address).find(id=row))


def test_indicators_show_baseline_and_targets_by_group(client, yongin):
    for group, name, unit, values in (
        (
            "기본시책 1",
            "외국인 숙박객 수",
            "명",
            [("baseline", 2019, 342649), ("target", 2031, 800000)],
        ),
        ("기본시책 1", "컨벤션 수", "건", [("baseline", 2019, 18)]),
        (
            "기본시책 3",
            "시민의 비율",
            "％",
            [
                ("baseline", 2023, "34.300"),
                ("target", 2027, 50),
                ("target", 2031, 70),
            ],
        ),
    ):
        indicator = IndicatorFactory(home=yongin, group=group, name=name, unit=unit)
        for kind, year, value in values:
            IndicatorValueFactory(indicator=indicator, kind=kind, year=year, value=value)
    page = read(client, "/yongin/indicators/")
    assert words(page.title) == "지표 - 용인시"
    assert words(page.h1) == "경기도 용인시 국제교류 지표"
    assert [words(heading) for heading in page.select("h2")] == ["기본시책 1", "기본시책 3"]
    assert [words(caption) for caption in page.select("caption")] == [
        "경기도 용인시 지표 2개(기본시책 1): 단위, 기준치, 목표치",
        "경기도 용인시 지표 1개(기본시책 3): 단위, 기준치, 목표치",
    ]
    assert rows(page) == [
        ["외국인 숙박객 수", "명", "342,649 (2019년)", "800,000 (2031년)"],
        ["컨벤션 수", "건", "18 (2019년)", ""],
        ["시민의 비율", "％", "34.3 (2023년)", "50 (2027년) 70 (2031년)"],
    ]


def test_notes_of_indicators_keep_their_lines_and_languages(client, yongin):
    IndicatorFactory(home=yongin, note="대표 지표\n本市の外国人宿泊者数\n풀이: 외국인 숙박객 수")
    notes = read(client, "/yongin/indicators/").select("tbody .note")
    assert [(words(note), note.get("lang")) for note in notes] == [
        ("대표 지표", None),
        ("本市の外国人宿泊者数", "ja"),
        ("풀이: 외국인 숙박객 수", None),
    ]


def test_indicators_show_readings_where_there_are_any(client, yongin):
    indicator = IndicatorFactory(home=yongin, name="숙박객 수", unit="명", note="역년 기준")
    IndicatorValueFactory(indicator=indicator, kind="actual", year=2024, value=500000)
    page = read(client, "/yongin/indicators/")
    assert words(page.select("thead th")[-1]) == "실적"
    assert rows(page) == [["숙박객 수 역년 기준", "명", "", "", "500,000 (2024년)"]]


def test_indicators_of_drafts_and_of_others_are_not_shown(client, yongin):
    IndicatorFactory(home=yongin, name="비밀 지표", state=Record.State.DRAFT)
    IndicatorFactory(name="다른 시의 지표")
    page = read(client, "/yongin/indicators/")
    assert "아직 공개된 지표가 없습니다." in words(page.main)
    assert not page.find("table")


def test_last_change_of_indicators_is_that_of_a_value(client, yongin):
    value = IndicatorValueFactory(indicator__home=yongin)
    for record in (value, value.indicator):
        type(record).objects.update(updated_at="2020-01-01T00:00Z")
    type(value).objects.update(updated_at="2024-03-01T00:00Z")
    page = read(client, "/yongin/indicators/")
    assert page.footer.time["datetime"] == "2024-03-01"
