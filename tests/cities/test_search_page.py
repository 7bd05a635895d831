"""The search page: its states, its answers, its queries."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    AgreementFactory,
    CityFactory,
    CivicAgreementFactory,
    ExchangeEventFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.pages import home_with, read, words

pytestmark = pytest.mark.django_db

URL = "/search/"


@pytest.fixture
def partnership():
    home = PortalFactory(city=CityFactory(name="안산시", slug="ansan")).city
    partner = CityFactory(name="라스베가스시", name_en="Las Vegas", country="US", region="네바다주")
    partnership = PartnershipFactory(home=home, partner=partner, stage="suspended")
    AgreementFactory(partnership=partnership, kind="sister", signed="1985. 3. 4.")
    return partnership


def search(client, status=200, **data):
    return read(client, URL, data, status)


def groups(page):
    """The headings of the groups with their counts."""
    return [words(heading) for heading in page.select(".search-group h2")]


def test_page_without_a_query_says_how_to_search_and_shows_examples_that_find(client, partnership):
    ExchangeEventFactory(partnership=partnership, period="2019. 5.")
    page = search(client)
    assert page.h1.get_text(strip=True) == page.title.get_text(strip=True) == "통합검색"
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    examples = {words(link): link["href"] for link in page.select(".search-examples a")}
    assert list(examples) == ["라스베가스시", "미국", "ㄹㅅㅂㄱㅅㅅ", "2019"]
    for address in examples.values():
        assert groups(read(client, address))


def test_empty_registry_has_a_search_page_too(client):
    assert not search(client).select(".search-examples")
    assert "맞는 기록이 없습니다" in words(search(client, q="없음").main)


@pytest.mark.parametrize("query", ["las vegas", "라스베가스", "ㄹㅅㅂㄱㅅ", "미국 자매결연 중단"])
def test_result_itself_says_whether_a_city_is_still_a_sister(client, partnership, query):
    partnership.stage_note = "거리가 멀어 중단"
    partnership.save()
    page = search(client, q=query)
    (hit,) = page.select("#partners + .hits .hit, section[aria-labelledby=partners] .hit")
    text = words(hit)
    for said in ("안산시", "자매결연", "1985. 3. 4.", "중단", "거리가 멀어"):
        assert said in text
    assert hit.a["href"] == partnership.get_absolute_url()


def test_groups_show_counts_first_results_and_the_way_to_all(client, partnership):
    for number in range(23):
        ExchangeEventFactory(partnership=partnership, title=f"축제 {number}")
    CivicAgreementFactory(home=partnership.home, home_organisation="축제학교")
    page = search(client, q="축제")
    assert groups(page) == ["교류 내역 23건", "민간교류 1건"]
    assert "‘축제’ 검색 결과 24건" in words(page.title)
    assert words(page.select_one("[aria-live] .count")) == "모두 24 건"
    assert len(page.select("section[aria-labelledby=events] .hit")) == 5
    (more,) = page.select(".search-more a")
    everything = read(client, more["href"])
    assert groups(everything) == ["교류 내역 23건"]
    assert len(everything.select(".hit")) == 20
    second = search(client, q="축제", group="events", page="2")
    assert len(second.select(".hit")) == 3
    assert "(2쪽)" in words(second.title)
    search(client, 404, q="축제", group="events", page="3")


def test_words_are_marked_and_everything_else_is_escaped(client, partnership):
    text = '<script>alert(1)</script> & "축제"'
    ExchangeEventFactory(partnership=partnership, title=text, details=f"가나\n{text}")
    for query in ("축제", "<script>", "alert(1)</s", '"축제"', "&"):
        page = search(client, q=query)
        hit = page.select_one("section[aria-labelledby=events] .hit")
        if query == "&":
            assert hit is None
            continue
        assert hit.h3.get_text().strip() == text
        assert {mark.get_text() for mark in hit.select("mark")} == {query}
        assert not page.select("main script")
        assert page.select_one("main input[name=q]")["value"] == query


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"q": "가" * 101}, "100자, 낱말 8개까지"),
        ({"q": "가 나 다 라 마 바 사 아 자"}, "100자, 낱말 8개까지"),
        ({"q": "축제", "home": "nowhere"}, "‘nowhere’ 값으로는 찾을 수 없습니다"),
        ({"q": "축제", "group": "x"}, "‘x’ 값으로는 찾을 수 없습니다"),
    ],
)
def test_what_cannot_be_asked_is_an_error_without_results(client, partnership, data, said):
    ExchangeEventFactory(partnership=partnership, title="축제")
    page = search(client, **data)
    assert said in words(page.select_one("[role=alert]"))
    assert not page.select(".hit")


def test_no_result_gives_advice_and_links(client, partnership):
    page = search(client, q="없는말", home="ansan")
    links = [link["href"] for link in page.select(".empty a")]
    assert links == ["/search/?q=%EC%97%86%EB%8A%94%EB%A7%90", "/ansan/partners/"]
    assert "한 글자로는" not in words(page.main)
    assert "한 글자로는" in words(search(client, q="쀍").main)


def test_search_is_limited_to_the_home_asked_for_or_pinned(client, partnership, settings):
    other = PartnershipFactory(partner=partnership.partner)
    for one in (partnership, other):
        ExchangeEventFactory(partnership=one, title="축제")
    assert groups(search(client, q="축제")) == ["교류 내역 2건"]
    page = search(client, q="축제", home="ansan")
    assert groups(page) == ["교류 내역 1건"]
    assert "안산시" in words(page.title)
    assert page.select_one("main select[name=home] [selected]")["value"] == "ansan"
    settings.EXCHANGE_HOME = "ansan"
    page = search(client, q="축제")
    assert groups(page) == ["교류 내역 1건"]
    assert not page.select("main select[name=home]")
    assert page.select("[role=alert]") == []
    assert search(client, q="축제", home=other.home.slug).select("[role=alert]")


def test_year_leads_to_the_homes_list_of_it(client, partnership):
    event = ExchangeEventFactory(partnership=partnership, period="2019. 5. 4.")
    page = search(client, q="2019")
    assert event.get_absolute_url() in [link["href"] for link in page.select(".hit a")]
    (link,) = page.select(".notice a")
    assert link["href"] == "/ansan/events/?since=2019&until=2019"
    assert event.title in words(read(client, link["href"]).main)


def queries(client, **data):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(URL, data).status_code == 200
    return len(captured)


def test_queries_stay_within_the_budget_however_many_rows(client):
    few, many = home_with(10), home_with(1000)
    for query, budget in (("교류 일본", 30), ("교류", 30), ("2010 학교", 28), ("쀍 없는말", 18)):
        queries(client, q=query)  # spellings of cities are kept from here on
        counts = [queries(client, q=query, home=home.slug) for home in (few, many)]
        assert counts[0] == counts[1], query
        assert max(*counts, queries(client, q=query)) <= budget, query


def test_citizens_questions_are_answered_from_the_documents(client):
    call_command("loaddata", "shared", "ansan", "yongin", "kumamoto", verbosity=0)
    japan = search(client, q="일본", group="partners")
    names = {words(hit.h3.a) for hit in japan.select(".hit")}
    assert {"후쿠오카시", "하마마쓰시"} <= names
    assert all("일본" in words(hit) for hit in japan.select(".hit"))
    vegas = search(client, q="Las Vegas")
    text = words(vegas.select_one("section[aria-labelledby=partners] .hit"))
    assert "자매결연" in text
    assert "중단" in text
    rotary = search(client, q="플러튼 로터리")
    assert any("로터리" in heading or "민간교류" in heading for heading in groups(rotary))
