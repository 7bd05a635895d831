"""What the map of a home and its partners is given to draw, and the list that says the same."""

import json

import pytest
from django.template import engines

from cities.models import Partnership
from exchange.records import Record
from tests.factories import (
    AgreementFactory,
    CityFactory,
    PartnershipFactory,
    PortalFactory,
    SourceFactory,
)
from tests.pages import read, words

pytestmark = pytest.mark.django_db

SEOUL, FULLERTON = (
    {"latitude": "37.56600", "longitude": "126.97840"},
    {
        "latitude": "33.87029",
        "longitude": "-117.92534",
    },
)
Stage = Partnership.Stage


@pytest.fixture
def home():
    return PortalFactory(city__name="용인시", **{f"city__{k}": v for k, v in SEOUL.items()}).city


def partner(home, name, kind=None, signed="", located=True, stage=Stage.ACTIVE, **city):
    place = FULLERTON if located else {}
    city = CityFactory(**{"name": name, "country": "US", "region": "", **place, **city})
    partnership = PartnershipFactory(home=home, partner=city, stage=stage)
    if kind:
        AgreementFactory(partnership=partnership, kind=kind, signed=signed)
    return partnership


def data(page):
    return json.loads(page.select_one("#map-data").string)


def listed(page):
    return [words(item) for item in page.select(".map-countries ul li")]


def test_map_draws_each_partner_by_its_leading_agreement(client, home):
    both = partner(home, "플러튼시", "friendship", "2003. 10. 15.", name_local="Fullerton")
    AgreementFactory(partnership=both, kind="sister", signed="2004. 5. 4.")
    partner(home, "가시", "mou", "1979")
    partner(home, "나시", "exchange")
    partner(home, "다시", "sister", "1989. 12. 8.", stage=Stage.SUSPENDED)
    partner(home, "라시", stage=Stage.PREPARING)
    page = read(client, f"/{home.slug}/")

    found = data(page)
    assert found["home"] == {"at": [37.566, 126.9784], "country": "KR", "name": "용인시"}
    assert found["countries"] == {"KR": "대한민국", "US": "미국"}
    assert found["kinds"]["sister"] == "자매결연"
    places = {place.pop("name"): place for place in found["places"]}
    assert places["플러튼시"] == {
        "at": [33.87029, -117.92534],
        "country": "US",
        "local": "Fullerton",
        "kind": "sister",
        "since": "2004. 5. 4.",
        "url": both.get_absolute_url(),
    }
    known = {
        name: [place.get(key) for key in ("kind", "since", "stage", "past")]
        for name, place in places.items()
    }
    assert known == {
        "플러튼시": ["sister", "2004. 5. 4.", None, None],
        "가시": ["mou", "1979년", None, None],  # no more than was known
        "나시": ["exchange", "날짜 미상", None, None],
        "다시": ["sister", "1989. 12. 8.", "중단", True],
        "라시": ["none", None, "추진 중", None],
    }
    legend = [words(item) for item in page.select(".map-legend li")]
    assert legend == [
        "용인시 (우리 도시)",
        "자매결연",
        "교류도시",
        "업무협약(MOU)",
        "협정 없음",
        "중단·종료 (속이 빈 모양)",
    ]
    shapes = {use["href"] for use in page.select(".map use")}
    assert shapes <= {f"#{symbol['id']}" for symbol in page.select(".map symbol")}


def test_list_says_what_the_map_draws_and_what_it_cannot(client, home):
    partner(home, "플러튼시", "sister", "2004. 5. 4.")
    partner(home, "바리아 붕타우성", "friendship", "2008. 3. 24.", located=False, country="VN")
    partner(home, "인제군", "sister", "2016. 8. 19.", country="KR", region="강원도", located=False)
    page = read(client, f"/{home.slug}/")

    assert [place["name"] for place in data(page)["places"]] == ["플러튼시"]
    assert [words(name) for name in page.select(".map-country-name")] == [
        "대한민국 1곳",
        "미국 1곳",
        "베트남 1곳",
    ]
    assert listed(page) == [
        "강원도 인제군 자매결연 2016. 8. 19. 좌표 없음",
        "플러튼시 자매결연 2004. 5. 4.",
        "바리아 붕타우성 우호협력 2008. 3. 24. 좌표 없음",
    ]
    assert "지도에 없는 2곳 포함" in words(page.select_one(".map-list summary"))


def test_map_has_nothing_that_is_not_public(client, home):
    partner(home, "공개시", "sister", "2004")
    draft = partner(home, "비공개시", "sister", "2004")
    draft.state = Record.State.DRAFT
    draft.save()
    secret = partner(home, "협정비공개시")
    AgreementFactory(partnership=secret, kind="mou", state=Record.State.DRAFT)
    page = read(client, f"/{home.slug}/")

    kinds = {place["name"]: place["kind"] for place in data(page)["places"]}
    assert kinds == {"공개시": "sister", "협정비공개시": "none"}
    assert "홍길동" not in page.select_one("#map-data").string  # the portal's contact


def test_partner_page_draws_the_partner_and_home(client, home):
    partnership = partner(home, "플러튼시", "sister", "2004. 5. 4.", region="캘리포니아주")
    partner(home, "다른시", "sister", "2004. 5. 4.")
    page = read(client, partnership.get_absolute_url())

    found = data(page)
    assert [place["name"] for place in found["places"]] == ["캘리포니아주 플러튼시"]
    assert found["places"][0]["short"] == "플러튼시"  # alone, it has room for its name
    assert found["home"]["name"] == "용인시"
    assert listed(page) == ["캘리포니아주 플러튼시 자매결연 2004. 5. 4."]
    assert not page.select("[data-cluster]")  # one mark needs no clusters


def test_map_without_coordinates_is_only_a_list(client, home):
    partner(home, "플러튼시", "sister", "2004. 5. 4.", located=False)
    page = read(client, f"/{home.slug}/")

    assert not page.select("[data-map], #map-data, .map-legend, .map-credit")
    assert listed(page) == ["플러튼시 자매결연 2004. 5. 4. 좌표 없음"]


def test_map_names_who_says_where_the_cities_are(client, home):
    source = SourceFactory(title="도시 목록", publisher="지명원", url="https://example.org/")
    for name in ("가시", "나시"):
        partner(home, name, coordinates_source=source)
    partner(home, "다시", located=False, coordinates_source=SourceFactory(title="쓰이지 않은 것"))
    page = read(client, f"/{home.slug}/")

    credit = page.select_one(".map-credit")
    assert words(credit) == (
        "좌표: 도시 목록 , 지명원 · 지도: Natural Earth . "
        "국경은 그 자료에 그려진 대로이며, 어느 나라의 주장을 뒷받침하지 않습니다."
    )
    assert credit.a["href"] == "https://example.org/"


def test_names_cannot_break_out_of_the_data(client, home):
    partner(home, "</script><b>가시</b>")
    page = read(client, f"/{home.slug}/")

    assert data(page)["places"][0]["name"] == "</script><b>가시</b>"
    assert not page.select("main b")


def test_map_asks_nothing_of_the_database(home, django_assert_num_queries):
    for number in range(12):
        partner(
            home, f"{number}시", "sister", "2004", coordinates_source=SourceFactory(title=number)
        )
    partnerships = Partnership.objects.published().for_home(home).with_pages().with_map()
    loaded = {"home": home, "object_list": list(partnerships)}
    template = engines["jinja2"].from_string(
        '{% from "cities/map_figure.html" import map_figure %}'
        "{{ map_figure(map_of(home, object_list)) }}"
    )

    with django_assert_num_queries(0):
        assert "11시" in template.render(loaded)


def test_map_of_very_many_leads_to_their_list(client, home, monkeypatch):
    monkeypatch.setattr("cities.maps.LIST_LIMIT", 2)
    for number in range(3):
        partner(home, f"{number}시", "sister", "2004", located=number > 0)
    page = read(client, f"/{home.slug}/")

    assert not page.select(".map-list, #map-data")
    address = page.select_one("[data-map]")["data-places"]
    assert [place["name"] for place in client.get(address).json()["places"]] == ["1시", "2시"]
    link = page.select_one("#map-after a")
    assert link["href"] == f"/{home.slug}/partners/"
    assert words(link.parent) == "교류도시 3곳을 모두 목록으로 보기 (지도에 없는 1곳 포함)"


def test_portal_says_the_same_of_very_many_as_of_a_few(client, home, monkeypatch):
    source = SourceFactory(title="도시 목록", url="https://example.org/")
    both = partner(home, "가시", "friendship", "2003", coordinates_source=source)
    AgreementFactory(partnership=both, kind="sister", signed="2004. 5. 4.", title="자매결연협정")
    partner(home, "나시", "mou", name_local="Na", language_local="en", stage=Stage.ENDED)
    partner(home, "다시", stage=Stage.PREPARING, country="JP", located=False)
    partner(home, "라시", "sister", "1989. 12.", tier="district", region="라도", country="JP")
    partner(home, "마군", "exchange", "1979. 1. 2. ~ 현재", country="KR")
    partner(home, "바군", "friendship", "1970년대", country="KR")
    draft = partner(home, "비밀시", "mou", "1950")
    Partnership.objects.filter(pk=draft.pk).update(state=Record.State.DRAFT)
    AgreementFactory(partnership=both, signed="1951", state=Record.State.DRAFT)
    monkeypatch.setattr("cities.views.CARDS", 2)

    def told(page):
        parts = ".figures, .shortcuts, .map-legend, .map-credit, .cards, .cards ~ p, footer time"
        return [words(part) for part in page.select(parts)]

    whole = read(client, f"/{home.slug}/")
    monkeypatch.setattr("cities.maps.LIST_LIMIT", 5)
    page = read(client, f"/{home.slug}/")
    assert told(page) == told(whole)
    assert words(page.select_one(".figures")) == (
        "교류도시 6 곳 국내 2 곳 국외 4 곳 나라 3 개국 첫 협정 1970 년"
    )
    names = [words(name) for name in page.select(".cards h3")]
    assert names == ["바군", "마군", "라시", "가시"]  # by kind, then by age
    answer = client.get(page.select_one("[data-map]")["data-places"])
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json() == data(whole)


def test_data_of_the_map_are_there_for_a_public_home_only(client, home):
    partner(home, "가시", "sister", "2004")
    assert client.get(f"/{home.slug}/map.json").status_code == 200
    home.portal.state = Record.State.DRAFT
    home.portal.save()
    assert client.get(f"/{home.slug}/map.json").status_code == 404
