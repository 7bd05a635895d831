"""The timeline on a partner's page: years, pages, milestones, conditions, addresses."""

import pytest

from agreements.models import Agreement
from cities.models import Partnership
from exchange.records import Record
from tests.factories import (
    AgreementFactory,
    CityFactory,
    ExchangeEventFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.pages import chips, read, words
from timelines import timeline as timelines
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db

URL = "/yongin/partners/fullerton/"


@pytest.fixture
def partnership():
    home = PortalFactory(city=CityFactory(slug="yongin", name="용인시", region="경기도")).city
    return PartnershipFactory(home=home, partner=CityFactory(slug="fullerton", name="플러튼시"))


@pytest.fixture
def happened(partnership):
    def happened(period, title, **kwargs):
        return ExchangeEventFactory(partnership=partnership, period=period, title=title, **kwargs)

    return happened


@pytest.fixture
def story(happened):
    """Exchanges of every kind of date."""
    happened("", "날짜 없는 방문")
    happened("1994. ~ 현재", "격년제 방문", field="youth")
    happened("1980년대", "첫 편지")
    happened("2007. ~ 2009.", "공동 사업", direction="mutual")
    happened("2013. 11. 15. ~ 16.", "판촉행사", field="economy", direction="incoming")
    happened("2013. 4. 5.", "답방", field="youth", direction="outgoing")


def years(page):
    """{year: titles of its entries}, in the order of the page."""
    return {
        words(year.h3): [
            words(entry.select_one(".event-title, .milestone")) for entry in year.select(".entry")
        ]
        for year in page.select(".timeline-year")
    }


def index(page):
    return {words(link): link["href"] for link in page.select(".year-index a")}


def test_exchanges_come_by_year_newest_first_undated_last(client, story):
    page = read(client, URL)
    assert years(page) == {
        "2013년": ["판촉행사", "답방"],
        "2007년": ["공동 사업"],
        "1994년": ["격년제 방문"],
        "1980년대": ["첫 편지"],
        "날짜 미상": ["날짜 없는 방문"],
    }
    assert words(page.select_one("[role=status].count")) == "교류 6 건"
    assert index(page) == {
        "2013년 교류와 협정 2 건": "#year-2013",
        "2007년 교류와 협정 1 건": "#year-2007",
        "1994년 교류와 협정 1 건": "#year-1994",
        "1980년대 교류와 협정 1 건": "#year-198X",
        "날짜 미상 교류와 협정 1 건": "#year-unknown",
    }
    assert all(page.find(id=link[1:]).name == "h3" for link in index(page).values())


def test_exchanges_come_oldest_first_when_asked_undated_still_last(client, story):
    page = read(client, URL, {"sort": "period"})
    assert list(years(page)) == ["1980년대", "1994년", "2007년", "2013년", "날짜 미상"]
    assert years(page)["2013년"] == ["답방", "판촉행사"]
    assert words(page.select_one(".orders [aria-current=true]")) == "오래된 것부터"


def test_entries_show_what_is_known(client, happened):
    event = happened(
        "2013. 11. 15. ~ 16.",
        "판촉행사",
        details="행사장소 : 주차장\n취급품목 : 마늘",
        field="economy",
        direction="incoming",
        place="서구청",
        headcount=1200,
    )
    entry = read(client, URL).find(id=f"event-{event.pk}")
    assert words(entry) == (
        "2013. 11. 15. ~ 11. 16. 판촉행사 행사장소 : 주차장 취급품목 : 마늘"
        " 분야 경제 방향 접수 장소 서구청 1,200명 이 기록의 주소: 판촉행사"
    )
    assert [time["datetime"] for time in entry.select("time")] == ["2013-11-15", "2013-11-16"]
    assert entry.select_one(".entry-link")["href"] == event.get_absolute_url()


def test_exchanges_that_go_on_are_named_at_the_top_and_marked_in_their_year(client, story):
    page = read(client, URL)
    top = page.select_one(".continuing")
    assert words(top) == "계속되는 교류 격년제 방문 1994년 ~ 현재"
    event = ExchangeEvent.objects.get(title="격년제 방문")
    assert top.a["href"] == event.get_absolute_url()
    assert words(page.find(id=f"event-{event.pk}").select_one(".badge")) == "1994년부터 계속"


def test_exchanges_without_an_end_do_not_go_on_where_the_partnership_does_not(client, story):
    Partnership.objects.update(stage="suspended")
    page = read(client, URL)
    assert words(page.select_one(".continuing h3")) == "끝난 때가 기록되지 않은 교류"
    assert words(page.select_one(".entry .badge")) == "끝난 때 기록 없음"


def test_only_some_of_many_that_go_on_are_named_and_the_others_a_link_away(client, happened):
    for year in range(2000, 2008):
        happened(f"{year}. ~ 현재", f"{year}년의 사업")
    top = read(client, URL).select_one(".continuing")
    assert words(top.li.a) == "2007년의 사업"
    assert len(top.select("li")) == timelines.CONTINUING
    more = top.select_one(".more")
    assert words(more) == "계속되는 교류 8건 모두 보기"
    assert len(read(client, more["href"].partition("#")[0]).select(".entry")) == 8


def test_agreements_are_milestones_among_the_exchanges(client, partnership, happened):
    friendship = AgreementFactory(
        partnership=partnership, kind="friendship", signed="2003. 10. 15.", status="upgraded"
    )
    AgreementFactory(partnership=partnership, signed="2004. 5. 4.", supersedes=friendship)
    AgreementFactory(
        partnership=partnership, kind="mou", signed="2001", ended="2006. 1.", status="ended"
    )
    AgreementFactory(partnership=partnership, kind="mou", signed="", title="날짜 모를 협약")
    AgreementFactory(partnership=partnership, title="비밀", state=Record.State.DRAFT)
    happened("2004. 5. 4.", "축하 방문")
    page = read(client, URL, {"sort": "period"})
    assert years(page) == {
        "2001년": ["업무협약(MOU) 체결"],
        "2003년": ["우호협력 체결"],
        "2004년": ["자매결연 체결 우호협력에서 격상", "축하 방문"],
        "2006년": ["업무협약(MOU) 종료"],
        "날짜 미상": ["날짜 모를 협약(업무협약(MOU)) 체결"],
    }
    assert words(page.select_one("[role=status].count")) == "교류 1 건 · 협정 4 건"
    assert page.select_one(".milestone a")["href"].startswith("#agreement-")


@pytest.mark.parametrize(
    ("period", "is_one"),
    [
        ("2004. 5. 4.", True),
        ("2004. 5. 2. ~ 5. 10.", True),
        ("2004. 5.", True),
        ("2003. 1. ~ 2005. 12.", False),  # a project under the agreement
        ("2004. 5. 5.", False),
        ("2004. ~ 현재", False),
        ("", False),
    ],
)
def test_exchange_in_which_the_agreement_was_signed_is_the_milestone(
    client, partnership, happened, period, is_one
):
    agreement = AgreementFactory(partnership=partnership, signed="2004. 5. 4.")
    event = happened(period, "시장 방문", agreement=agreement)
    page = read(client, URL)
    assert bool(page.find(id=f"event-{event.pk}").select(".milestone")) == is_one
    assert len(page.select(".milestone")) == 1
    assert len(page.select(".entry")) == (1 if is_one else 2)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"field": "youth"}, ["답방", "격년제 방문"]),
        ({"direction": "incoming"}, ["판촉행사"]),
        ({"field": "youth", "direction": "outgoing"}, ["답방"]),
        ({"span": "open"}, ["격년제 방문"]),
        ({"field": "youth", "sort": "period"}, ["격년제 방문", "답방"]),
        ({"field": "economy", "direction": "outgoing"}, []),
    ],
)
def test_conditions_choose_exchanges_and_leave_out_agreements(
    client, partnership, story, query, found
):
    AgreementFactory(partnership=partnership)
    page = read(client, URL, query)
    assert [title for titles in years(page).values() for title in titles] == found
    assert words(page.select_one("[role=status].count")) == f"교류 {len(found)} 건"
    assert len(chips(page)) == len(query.keys() - {"sort"})
    assert all(link.endswith("#timeline") for link in chips(page).values())
    if not found:
        assert "조건에 맞는 교류 내역이 없습니다." in words(page)


@pytest.mark.parametrize(
    "query",
    [
        {"field": "x"},
        {"field": "sports"},
        {"direction": "up"},
        {"span": "closed"},
        {"sort": "title"},
        {"event": "0"},
        {"event": "x"},
    ],
)
def test_condition_that_cannot_be_met_is_an_error_with_no_entries(client, story, query):
    page = read(client, URL, query)
    assert page.select_one("section[aria-labelledby=timeline] [role=alert] a")
    assert not page.select(".entry")


def test_options_are_those_with_data_and_say_how_many(client, happened):
    for number in range(9):
        happened(f"20{number:02}", f"방문 {number}", field="youth" if number else "culture")
    page = read(client, URL)
    assert [words(option) for option in page.select(".timeline-filters option")] == [
        "전체",
        "문화예술 (1)",
        "청소년 (8)",
    ]


def test_form_is_left_out_where_all_is_seen_at_a_glance(client, story):
    assert not read(client, URL).select(".timeline-filters")
    assert read(client, URL, {"field": "youth"}).select(".timeline-filters")


@pytest.fixture
def long_story(partnership, monkeypatch):
    """Three years of 2, 5 and 2 exchanges in pages of at most 4."""
    monkeypatch.setattr(timelines, "PAGE_SIZE", 4)
    for year, count in ((2001, 2), (2002, 5), (2003, 2)):
        for number in range(count):
            ExchangeEventFactory(
                partnership=partnership, period=f"{year}. {number + 1}.", title=f"{year}-{number}"
            )


def test_pages_end_with_a_year_unless_one_has_more_than_a_page(client, long_story):
    assert [list(years(read(client, URL, {"page": page}))) for page in (1, 2, 3)] == [
        ["2003년"],
        ["2002년"],
        ["2002년 (앞쪽에서 이어짐)", "2001년"],
    ]
    assert "3쪽 가운데 1쪽: 2003년" in words(read(client, URL).select_one(".count[role=status]"))
    for number in ("4", "0", "x"):
        read(client, URL, {"page": number}, status=404)


def test_index_leads_to_years_on_other_pages(client, long_story, happened):
    happened("1999", "처음")
    links = index(read(client, URL, {"page": 2, "sort": "-period"}))
    assert links == {
        "2003년 교류와 협정 2 건": f"{URL}?page=1&sort=-period#year-2003",
        "2002년 교류와 협정 5 건": "#year-2002",
        "2001년 교류와 협정 2 건": f"{URL}?page=3&sort=-period#year-2001",
        "1999년 교류와 협정 1 건": f"{URL}?page=4&sort=-period#year-1999",
    }
    for link in links.values():
        address, _hash, year = link.partition("#")
        assert read(client, address or f"{URL}?page=2").find(id=year)


def test_address_of_an_exchange_leads_to_it_on_whichever_page(client, long_story):
    for event in ExchangeEvent.objects.all():
        address, _hash, entry = event.get_absolute_url().partition("#")
        assert event.title in words(read(client, address).find(id=entry))


def test_page_asked_for_goes_before_the_exchange_of_an_older_address(client, long_story):
    event = ExchangeEvent.objects.get(title="2001-0")
    page = read(client, URL, {"event": event.pk})
    second = next(link["href"] for link in page.select(".pagination a") if words(link) == "2 쪽")
    assert list(years(read(client, second.partition("#")[0]))) == ["2002년"]


def test_exchange_that_is_a_draft_is_said_to_be_missing(client, story, happened):
    draft = happened("2014", "비밀", state=Record.State.DRAFT)
    page = read(client, URL, {"event": draft.pk})
    assert "찾는 교류 기록이 여기에 없습니다." in words(page.select_one("[role=alert]"))
    assert "비밀" not in words(page)


def test_agreement_that_another_replaced_has_no_end_of_its_own(client, partnership):
    older = AgreementFactory(
        partnership=partnership,
        kind="friendship",
        signed="2003",
        ended="2004. 5. 4.",
        status=Agreement.Status.UPGRADED,
    )
    AgreementFactory(partnership=partnership, signed="2004. 5. 4.", supersedes=older)
    assert years(read(client, URL)) == {
        "2004년": ["자매결연 체결 우호협력에서 격상"],
        "2003년": ["우호협력 체결"],
    }
