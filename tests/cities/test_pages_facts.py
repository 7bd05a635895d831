"""The facts of a city on the page of a partner."""

import pytest

from cities.models import City, CityFact
from tests.factories import (
    CityFactFactory,
    CityFactory,
    CityLinkFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.pages import facts, read, words

pytestmark = pytest.mark.django_db

URL = "/yongin/partners/fullerton/"


@pytest.fixture
def partnership():
    home = PortalFactory(city=CityFactory(slug="yongin", name="용인시", region="경기도")).city
    partner = CityFactory(slug="fullerton", name="플러튼시", region="캘리포니아주", country="US")
    return PartnershipFactory(home=home, partner=partner)


def test_facts_have_units_and_no_needless_zeros(client, partnership):
    City.objects.filter(slug="fullerton").update(
        population=568000,
        population_year=2010,
        area_km2="1646.330",
        temperature_min_c="-17.5",
        temperature_max_c="36.0",
        temperature_mean_c="16.8",
        rainfall_mm="1350.0",
    )
    shown = facts(read(client, URL), "section[aria-labelledby=facts]")
    assert shown == {
        "국가·지역": ["미국 캘리포니아주"],
        "인구": ["568,000명 (2010년)"],
        "면적": ["1,646.33㎢"],
        "연평균 기온": ["16.8 ℃"],
        "최저 ~ 최고 기온": ["−17.5 ~ 36 ℃"],
        "연강수량": ["1,350 mm"],
    }


def test_facts_are_grouped_by_topic_with_their_own_labels(client, partnership):
    topic = CityFact.Topic
    for position, (label, of, text) in enumerate(
        (
            ("위치", topic.LOCATION, "로스앤젤레스 남동쪽 35㎞"),
            ("주요산업", topic.INDUSTRY, "· 경공업\n· 하이테크"),
            ("기업", topic.INDUSTRY, "베크만사"),
        )
    ):
        CityFactFactory(
            city=partnership.partner, label=label, topic=of, text=text, position=position
        )
    page = read(client, URL)
    shown = facts(page, "section[aria-labelledby=facts]")
    assert shown["위치"] == ["로스앤젤레스 남동쪽 35㎞"]
    assert shown["산업"] == ["주요산업 경공업 하이테크", "기업 베크만사"]
    assert [words(item) for item in page.select("#facts ~ dl li")] == ["경공업", "하이테크"]


def test_facts_without_a_topic_stand_under_their_own_names(client, partnership):
    for position, label in enumerate(("재정 현황", "개선노력")):
        CityFactFactory(
            city=partnership.partner, label=label, topic="other", text="글", position=position
        )
    shown = facts(read(client, URL), "section[aria-labelledby=facts]")
    assert list(shown) == ["국가·지역", "재정 현황", "개선노력"]
    assert shown["개선노력"] == ["글"]


@pytest.mark.parametrize(
    ("text", "is_long"), [("농업", False), ("글 " * 100, True), ("한 줄\n" * 5, True)]
)
def test_long_facts_take_the_width_of_the_page(client, partnership, text, is_long):
    CityFactFactory(city=partnership.partner, topic="character", text=text)
    assert bool(read(client, URL).select("#facts ~ dl > .long")) is is_long


def test_line_that_explains_the_one_before_belongs_to_it(client, partnership):
    text = "- 교류의 유동성\n⇒ 시정방침에 민감\n- 사전 검토 부족\n☞ 교류개시"
    CityFactFactory(city=partnership.partner, topic="other", label="부진요인", text=text)
    items = read(client, URL).select("#facts ~ dl li")
    assert [words(item) for item in items] == [
        "교류의 유동성 ⇒ 시정방침에 민감",
        "사전 검토 부족 ☞ 교류개시",
    ]


def test_link_without_address_is_plain_text(client, partnership):
    CityLinkFactory(city=partnership.partner, label="시청", url="https://www.example.org/")
    CityLinkFactory(city=partnership.partner, label="의성장날 바로가기", url="")
    page = read(client, URL)
    assert facts(page)["누리집"] == ["시청", "의성장날 바로가기 (주소 없음)"]
    links = [words(link) for link in page.select("#facts ~ dl a")]
    assert links == ["시청"]
