"""Homes, a home's portal page and the partner list."""

import datetime

import pytest
from django.utils import timezone

from cities.models import City, Partnership, Portal
from exchange.records import Record
from tests.factories import (
    AgreementFactory,
    CityFactFactory,
    CityFactory,
    CityLinkFactory,
    CivicAgreementFactory,
    ExchangeEventFactory,
    IndicatorFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.pages import home_with, read, rows, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def yongin():
    portal = PortalFactory(
        city=CityFactory(slug="yongin", name="용인시", region="경기도"), telephone="031-6193-3076"
    )
    return portal.city


def partner_of(home, **city):
    return PartnershipFactory(home=home, partner=CityFactory(**city))


def test_homes_name_each_home_with_its_number_of_partners(client, yongin):
    partner_of(yongin, name="플러튼시", country="US")
    partner_of(yongin, name="양저우시", country="CN")
    page = read(client, "/")
    card = page.select_one(".card")
    assert words(card) == "경기도 용인시 교류도시 2곳"
    assert card.a["href"] == "/yongin/"
    assert words(page.h1) == "지방자치단체 교류도시"


def test_homes_come_by_country_with_korea_first_then_by_name(client, yongin):
    PortalFactory(city=CityFactory(name="구마모토시", region="구마모토현", country="JP"))
    PortalFactory(city=CityFactory(name="안산시"))
    page = read(client, "/")
    assert [words(heading) for heading in page.select("h2")] == ["대한민국 2곳", "일본 1곳"]
    assert [words(heading) for heading in page.select("h3")] == [
        "경기도 안산시",
        "경기도 용인시",
        "구마모토현 구마모토시",
    ]


def test_homes_without_any_say_so(client):
    assert "아직 공개된 지자체가 없습니다." in words(read(client, "/").main)


def test_front_page_of_a_pinned_home_is_its_portal(client, settings, yongin):
    settings.EXCHANGE_HOME = "yongin"
    page = read(client, "/")
    assert words(page.h1) == "경기도 용인시 교류도시"
    assert page.find("link", rel="canonical")["href"] == "http://testserver/yongin/"
    assert "전체 지자체" not in words(page)


@pytest.mark.parametrize("slug", ["nowhere", "yongin"])
def test_front_page_of_a_pinned_home_that_is_not_public_says_so(client, settings, yongin, slug):
    Portal.objects.update(state=Record.State.DRAFT)
    settings.EXCHANGE_HOME = slug
    page = read(client, "/", status=404)
    assert words(page.h1) == "누리집이 아직 공개되지 않았습니다"
    assert f"EXCHANGE_HOME 설정이 가리키는 ‘{slug}’" in words(page.main)


def test_portal_shows_partners_at_home_and_abroad(client, yongin):
    AgreementFactory(partnership=partner_of(yongin, name="진도군", region="전라남도"))
    AgreementFactory(
        partnership=partner_of(
            yongin, name="양저우시", country="CN", name_local="扬州市", language_local="zh-Hans"
        ),
        signed="2000. 11.",
    )
    page = read(client, "/yongin/")
    assert words(page.title) == "교류도시 - 용인시"
    assert words(page.select_one("section[aria-labelledby=domestic]")) == (
        "국내 교류도시 1곳 대한민국 전라남도 진도군 자매결연 2004. 5. 4."
    )
    assert words(page.select_one("section[aria-labelledby=overseas] .card")) == (
        "중국 경기도 양저우시 扬州市 자매결연 2000. 11."
    )
    assert page.select_one('main [lang="zh-Hans"]').string == "扬州市"


def test_portal_shows_next_anniversaries_soonest_first(client, yongin):
    today = timezone.localdate()
    for days, years in ((300, 11), (10, 20)):
        day = today + datetime.timedelta(days=days)
        name = f"{years}주년시"
        signed = day.replace(year=day.year - years, day=min(day.day, 28)).isoformat()
        AgreementFactory(partnership=partner_of(yongin, name=name), signed=signed)
    AgreementFactory(partnership=partner_of(yongin, name="달만아는시"), signed="2004. 5.")
    shown = [words(item) for item in read(client, "/yongin/").select("#anniversaries ~ ul li")]
    assert len(shown) == 2
    assert shown[0].endswith("20주년시 자매결연 20주년")
    assert shown[1].endswith("11주년시 자매결연 11주년")


def test_portal_shows_latest_exchanges_newest_first(client, yongin):
    partnership = partner_of(yongin, name="플러튼시", country="US")
    for year in range(2001, 2008):
        ExchangeEventFactory(partnership=partnership, period=f"{year}. 5.", title=f"방문 {year}")
    events = read(client, "/yongin/").select("#latest ~ ul li")
    assert [words(event) for event in events] == [
        f"{year}. 5. 방문 {year} 플러튼시" for year in range(2007, 2002, -1)
    ]
    newest = partnership.events.latest("period_first")
    assert events[0].a["href"] == newest.get_absolute_url()


def test_portal_without_partners_says_so(client, yongin):
    text = words(read(client, "/yongin/").main)
    assert "아직 공개된 교류도시가 없습니다." in text
    assert "아직 공개된 교류 내역이 없습니다." in text


def test_menu_leaves_out_pages_without_anything(client, yongin):
    menu = read(client, "/yongin/").select_one(".site-menu")
    assert words(menu) == "한눈에 보기 교류도시 교류 내역 기념일 통계"
    CivicAgreementFactory(home=yongin)
    IndicatorFactory(home=yongin, state=Record.State.DRAFT)
    menu = read(client, "/yongin/").select_one(".site-menu")
    assert words(menu) == "한눈에 보기 교류도시 교류 내역 민간교류 기념일 통계"
    IndicatorFactory(home=yongin)
    menu = read(client, "/yongin/").select_one(".site-menu")
    assert words(menu) == "한눈에 보기 교류도시 교류 내역 민간교류 기념일 통계 지표"
    assert words(menu.select_one("[aria-current=page]")) == "한눈에 보기"


def test_footer_has_department_telephone_and_last_change(client, yongin):
    Portal.objects.update(updated_at="2023-01-31T16:00Z", licence=1)
    City.objects.update(updated_at="2020-01-01T00:00Z")
    footer = read(client, "/yongin/").footer
    assert "담당부서 자치분권과 문의 031-6193-3076" in words(footer)
    assert footer.select_one("a[href^=tel]")["href"] == "tel:03161933076"
    assert words(footer.select_one(".kogl a")) == "공공누리 제1유형: 출처표시"
    assert footer.time["datetime"] == "2023-02-01"
    assert words(footer.time) == "2023. 2. 1."


def test_footer_leads_to_the_policies_of_the_city_where_it_has_its_own(client, yongin):
    def policies():
        links = read(client, "/yongin/").select(".policies a")
        return {words(link): link["href"] for link in links}

    assert policies() == {
        "이용 안내": "/yongin/guide/",
        "개인정보 처리방침": "/yongin/guide/#privacy",
        "저작권 정책": "/yongin/guide/#copyright",
        "웹 접근성": "/yongin/guide/#access",
        "열린 데이터": "/yongin/open-data/",
    }
    Portal.objects.update(
        website="https://www.yongin.example/",
        privacy_url="https://www.yongin.example/privacy",
        copyright_url="https://www.yongin.example/copyright",
    )
    assert (
        policies()
        | {
            "개인정보 처리방침": "https://www.yongin.example/privacy",
            "저작권 정책": "https://www.yongin.example/copyright",
            "경기도 용인시 누리집": "https://www.yongin.example/",
        }
        == policies()
    )
    guide = read(client, "/yongin/guide/")
    assert guide.select_one("main a[href='https://www.yongin.example/privacy']")


def test_banner_and_identifier_stand_only_on_an_official_site(client, yongin):
    page = read(client, "/yongin/")
    assert not page.select(".masthead, .identifier")
    Portal.objects.update(is_official=True)
    page = read(client, "/yongin/")
    banner = "이 누리집은 대한민국 공식 전자정부 누리집입니다."
    assert words(page.select_one(".masthead")) == banner
    assert words(page.select_one(".identifier")) == "이 누리집은 경기도 용인시 누리집입니다."
    City.objects.update(country="JP")
    assert not read(client, "/yongin/").select(".masthead, .identifier")


def test_portal_leads_to_the_partners_of_each_country(client, yongin):
    for country in ("JP", "JP", "US"):
        AgreementFactory(partnership=partner_of(yongin, country=country), signed="1998. 3. 2.")
    page = read(client, "/yongin/")
    links = page.select(".shortcuts a")
    assert [words(link) for link in links] == ["미국 1 곳", "일본 2 곳"]
    assert len(rows(read(client, links[1]["href"]))) == 2
    figures = {words(each.dt): words(each.dd) for each in page.select(".figures > div")}
    assert figures == {"교류도시": "3 곳", "나라": "2 개국", "첫 협정": "1998 년"}


def test_portal_of_very_many_partners_shows_some_and_leads_to_all(client):
    home = home_with(30)
    page = read(client, f"/{home.slug}/")
    assert len(page.select("#overseas ~ .cards .card")) == 24
    link = page.select_one("#overseas ~ p a")
    assert words(link) == "30곳 모두 보기"
    assert link["href"] == f"/{home.slug}/partners/?scope=overseas"


def test_last_change_of_a_portal_is_that_of_its_newest_record(client, yongin):
    event = ExchangeEventFactory(partnership=partner_of(yongin, country="US"))
    for model in (Portal, City, Partnership):
        model.objects.update(updated_at="2020-01-01T00:00Z")
    type(event).objects.update(updated_at="2022-03-04T00:00Z")
    assert read(client, "/yongin/").footer.time["datetime"] == "2022-03-04"
    type(event).objects.update(state=Record.State.DRAFT)
    assert read(client, "/yongin/").footer.time["datetime"] == "2020-01-01"


def test_contact_name_is_nowhere(client, yongin):
    Portal.objects.update(contact_name="홍길동")
    partnership = partner_of(yongin, slug="fullerton", country="US")
    CivicAgreementFactory(home=yongin, partnership=partnership)
    IndicatorFactory(home=yongin)
    for path in ("", "partners/", "partners/fullerton/", "events/", "civic/", "indicators/"):
        assert "홍길동" not in client.get(f"/yongin/{path}").text


def test_list_has_country_city_kind_and_day(client, yongin):
    AgreementFactory(
        partnership=partner_of(yongin, name="플러튼시", region="캘리포니아주", country="US"),
        title="국제 자매결연",
    )
    page = read(client, "/yongin/partners/")
    assert words(page.title) == "교류도시 목록 - 용인시"
    assert words(page.caption) == (
        "경기도 용인시의 교류도시 1곳: 국명, 교류도시, 교류내용, 교류일자, 최근 교류"
    )
    assert [words(head) for head in page.select("thead th[scope=col]")] == [
        "국명",
        "교류도시",
        "교류내용",
        "교류일자",
        "최근 교류",
    ]
    assert rows(page) == [
        ["미국", "캘리포니아주 플러튼시", "국제 자매결연", "2004. 5. 4.", "기록 없음"]
    ]
    assert page.tbody.time["datetime"] == "2004-05-04"


def test_list_says_what_is_not_known_or_not_signed(client, yongin):
    AgreementFactory(partnership=partner_of(yongin, name="가시"), signed="", kind="mou")
    partner_of(yongin, name="나시")
    Partnership.objects.filter(partner__name="나시").update(stage="preparing")
    assert rows(read(client, "/yongin/partners/")) == [
        ["대한민국", "경기도 가시", "업무협약(MOU)", "날짜 미상", "기록 없음"],
        ["대한민국", "경기도 나시", "추진 중", "체결 전", "기록 없음"],
    ]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("", ["진도군", "독일시", "미국시", "중국시"]),
        ("name", ["독일시", "미국시", "중국시", "진도군"]),
        ("kind", ["중국시", "진도군", "독일시", "미국시"]),
        ("since", ["미국시", "진도군", "중국시", "독일시"]),
        ("-since", ["중국시", "진도군", "미국시", "독일시"]),
        ("-latest", ["독일시", "미국시", "중국시", "진도군"]),
    ],
)
def test_list_is_sorted_as_asked(client, yongin, order, names):
    for name, country, kind, signed in (
        ("미국시", "US", "mou", "1990. 1. 1."),
        ("독일시", "DE", "friendship", ""),
        ("중국시", "CN", "sister", "2010. 1. 1."),
        ("진도군", "KR", "friendship", "2000. 1. 1."),
    ):
        partnership = partner_of(yongin, name=name, country=country, region="")
        AgreementFactory(partnership=partnership, kind=kind, signed=signed)
    ExchangeEventFactory(
        partnership__home=yongin, partnership=Partnership.objects.get(partner__name="독일시")
    )
    page = read(client, "/yongin/partners/", {"sort": order})
    assert [row[1] for row in rows(page)] == names
    current = page.select_one(".orders [aria-current]")
    assert current["href"].endswith(f"sort={order or 'country'}")


def test_list_comes_in_pages_of_fifty(client, yongin):
    for number in range(51):
        partner_of(yongin, name=f"도시{number:02}")
    first = read(client, "/yongin/partners/", {"sort": "name"})
    assert len(rows(first)) == 50
    assert words(first.select_one(".count")) == "교류도시 51 곳"
    second = first.select_one(".pagination a[rel=next]")["href"]
    assert second == "/yongin/partners/?sort=name&page=2"
    page = read(client, second)
    assert [row[1] for row in rows(page)] == ["경기도 도시50"]
    assert words(page.select_one(".pagination [aria-current=page]")) == "현재 쪽 2"
    assert words(page.title) == "교류도시 목록 (2쪽) - 용인시"


@pytest.mark.parametrize("number", ["3", "0", "-1", "x", "99999999999999999999"])
def test_list_has_no_page_out_of_range(client, yongin, number):
    partner_of(yongin)
    page = read(client, "/yongin/partners/", {"page": number}, status=404)
    assert words(page.h1) == "페이지를 찾을 수 없습니다"


def test_full_view_shows_every_partner_with_facts_and_timeline(client, yongin):
    for number in range(21):
        partnership = partner_of(
            yongin, name=f"도시{number:02}", slug=f"c{number}", population=33000
        )
        ExchangeEventFactory(partnership=partnership, title=f"교류 {number:02}")
    page = read(client, "/yongin/partners/", {"view": "full"})
    sections = page.select("section.whole")
    assert len(sections) == 21
    assert "인구 33,000명" in words(sections[20])
    assert words(sections[20].caption) == "용인시 – 도시20 교류 1건: 기간, 교류내용"
    assert rows(sections[20]) == [["2013. 4. 5. ~ 4. 25.", "교류 20"]]
    assert page.select_one("tbody a")["href"] == "#c0"


def test_full_view_keeps_the_conditions(client, yongin):
    partner_of(yongin, name="진도군")
    partner_of(yongin, name="플러튼시", country="US")
    page = read(client, "/yongin/partners/", {"view": "full", "scope": "overseas"})
    assert [words(part.h2) for part in page.select("section.whole")] == ["경기도 플러튼시"]
    assert page.select_one("form [name=view]")["value"] == "full"


@pytest.mark.parametrize("path", ["", "partners/", "events/", "civic/", "indicators/"])
def test_pages_of_a_home_that_is_not_public_are_not_found(client, yongin, path):
    PortalFactory(state=Record.State.DRAFT, city=CityFactory(slug="draft"))
    PortalFactory(city=CityFactory(slug="draft-city", state=Record.State.DRAFT))
    CityFactory(slug="no-portal")
    for slug in ("draft", "draft-city", "no-portal", "nowhere"):
        read(client, f"/{slug}/{path}", status=404)


def test_drafts_are_neither_on_the_portal_nor_in_the_list(client, yongin):
    draft = Record.State.DRAFT
    PartnershipFactory(home=yongin, state=draft, partner__name="비밀시")
    partner_of(yongin, name="비밀군", state=draft)
    shown = partner_of(yongin, name="플러튼시", country="US")
    AgreementFactory(partnership=shown, title="비밀협정", state=draft)
    ExchangeEventFactory(partnership=shown, title="비밀교류", state=draft)
    for url in ("/", "/yongin/", "/yongin/partners/", "/yongin/partners/?view=full"):
        text = words(read(client, url))
        assert "비밀" not in text
        assert "2곳" not in text
    assert rows(read(client, "/yongin/partners/")) == [
        ["미국", "경기도 플러튼시", "공개된 협정 없음", "없음", "기록 없음"]
    ]


def test_quiet_partnerships_are_no_business_of_citizens(client, yongin):
    partner_of(yongin, country="US")
    for path in ("", "partners/", "events/"):
        text = words(read(client, f"/yongin/{path}"))
        assert "뜸한" not in text
        assert "quiet" not in text


def test_portal_shows_the_home_citys_own_facts(client, yongin):
    yongin.population = 759_900
    yongin.save()
    CityFactFactory(city=yongin, label="행정구역", text="2구, 25동", topic="districts")
    CityLinkFactory(city=yongin, label="용인시 바로가기", url="")
    facts = words(read(client, "/yongin/").select_one("section[aria-labelledby=facts]"))
    assert "경기도 용인시 일반 현황" in facts
    assert "759,900명" in facts
    assert "2구, 25동" in facts
    assert "용인시 바로가기" in facts


def test_portal_without_facts_has_no_such_section(client, yongin):
    assert read(client, "/yongin/").select_one("section[aria-labelledby=facts]") is None
