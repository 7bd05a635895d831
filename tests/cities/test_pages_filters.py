"""The filter form of the partner list: conditions, chips, options and errors."""

import pytest

from cities.filters import country_choices
from cities.models import Partnership
from tests.factories import (
    AgreementAreaFactory,
    AgreementFactory,
    CityFactory,
    ExchangeEventFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.pages import chips, read, rows, words

pytestmark = pytest.mark.django_db

URL = "/yongin/partners/"


@pytest.fixture
def home():
    home = PortalFactory(city=CityFactory(slug="yongin", name="용인시")).city
    for name, country, kind, signed, stage in (
        ("진도군", "KR", "friendship", "2000. 1. 1.", "active"),
        ("플러튼시", "US", "sister", "2004. 5. 4.", "active"),
        ("양저우시", "CN", "sister", "1990년", "suspended"),
        ("타이난시", "TW", "mou", "", "active"),
    ):
        partnership = PartnershipFactory(
            home=home, stage=stage, partner=CityFactory(name=name, country=country, region="")
        )
        AgreementFactory(partnership=partnership, kind=kind, signed=signed)
    ExchangeEventFactory(
        partnership=Partnership.objects.get(partner__name="플러튼시"), field="youth"
    )
    AgreementAreaFactory(
        agreement=Partnership.objects.get(partner__name="진도군").agreements.get(), field="tourism"
    )
    # Another home's partner gives no option here.
    AgreementFactory(partnership__partner__country="FR", kind="intent")
    return home


def names(page):
    return {row[1] for row in rows(page)}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("scope=domestic", {"진도군"}),
        ("scope=overseas", {"플러튼시", "양저우시", "타이난시"}),
        ("country=CN", {"양저우시"}),
        ("kind=sister", {"플러튼시", "양저우시"}),
        ("kind=sister&kind=mou", {"플러튼시", "양저우시", "타이난시"}),
        ("stage=suspended", {"양저우시"}),
        ("field=youth", {"플러튼시"}),
        ("field=tourism", {"진도군"}),
        ("since=2000", {"진도군", "플러튼시"}),
        ("until=2000", {"진도군", "양저우시"}),
        ("since=2000&until=2000", {"진도군"}),
        ("since=２０００&until=2000", {"진도군"}),
        ("kind=sister&stage=active", {"플러튼시"}),
        ("country=CN&field=youth", set()),
        ("country=&kind=&since=", {"진도군", "플러튼시", "양저우시", "타이난시"}),
        ("utm_source=news&view=x", {"진도군", "플러튼시", "양저우시", "타이난시"}),
    ],
)
def test_list_shows_what_the_conditions_name(client, home, query, found):
    page = read(client, f"{URL}?{query}")
    assert names(page) == found
    assert words(page.select_one(".count[aria-live=polite]")) == f"교류도시 {len(found)} 곳"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("country=ZZ", "‘ZZ’ 값으로는 찾을 수 없습니다."),
        ("country=FR", "‘FR’ 값으로는 찾을 수 없습니다."),
        ("country=null", "‘null’ 값으로는 찾을 수 없습니다."),
        ("kind=sister&kind=x", "‘x’ 값으로는 찾을 수 없습니다."),
        ("scope=x", "‘x’ 값으로는 찾을 수 없습니다."),
        ("stage=x", "‘x’ 값으로는 찾을 수 없습니다."),
        ("field=x", "‘x’ 값으로는 찾을 수 없습니다."),
        ("sort=x", "‘x’ 값으로는 찾을 수 없습니다."),
        ("since=작년", "연도를 네 자리 숫자로 넣으세요."),
        ("until=99", "연도를 네 자리 숫자로 넣으세요."),
        ("since=2010&until=2000", "끝 연도가 시작 연도보다 빠릅니다."),
        ("country=%00", "‘\ufffd’ 값으로는 찾을 수 없습니다."),
        ("country=%E2%80%AEKR", "‘\ufffdKR’ 값으로는 찾을 수 없습니다."),
        (f"country={'A' * 3000}", f"‘{'A' * 29}…’ 값으로는 찾을 수 없습니다."),
        (f"kind={'A' * 3000}", f"‘{'A' * 29}…’ 값으로는 찾을 수 없습니다."),
    ],
)
@pytest.mark.parametrize("view", ["", "&view=full"])
def test_invalid_condition_is_an_error_without_rows(client, home, query, message, view):
    page = read(client, f"{URL}?{query}{view}")
    alert = page.select_one("[role=alert]")
    assert message in words(alert)
    assert not page.find("table")
    assert not page.select(".chips, .whole")
    assert alert.a["href"] == URL + view.replace("&", "?")


def test_invalid_value_is_marked_at_its_field(client, home):
    page = read(client, URL, {"since": "작년"})
    field = page.find(id="id_since")
    assert field["value"] == "작년"
    assert field["aria-invalid"] == "true"
    hint, error = (page.find(id=name) for name in field["aria-describedby"].split())
    assert words(hint) == "자료의 첫 해: 1990"
    assert words(error).startswith("연도를 네 자리")


def test_options_are_those_with_data(client, home):
    page = read(client, URL)
    options = {
        select["name"]: [words(option) for option in select.find_all("option")]
        for select in page.select(".filters select")
    }
    assert options == {
        "scope": ["전체", "국내 (1)", "국외 (3)"],
        "country": ["전체", "대한민국 (1)", "대만 (1)", "미국 (1)", "중국 (1)"],
        "stage": ["전체", "교류 중 (3)", "중단 (1)"],
        "field": ["전체", "관광 (1)", "청소년 (1)"],
    }
    kinds = page.select("fieldset [name=kind]")
    assert [kind["value"] for kind in kinds] == ["sister", "friendship", "mou"]


def test_choice_of_one_is_not_offered(client):
    home = PortalFactory(city=CityFactory(slug="yongin")).city
    PartnershipFactory(home=home)
    page = read(client, URL)
    assert not page.select(".filters select")
    assert [field["name"] for field in page.select(".filters input[type=text]")] == [
        "since",
        "until",
    ]


@pytest.mark.parametrize("view", [{}, {"view": "full"}])
def test_one_partner_is_in_no_order(client, home, view):
    assert read(client, URL, view).select(".orders")
    assert read(client, URL, view | {"country": "CN"}).select("tbody tr")[1:] == []
    assert not read(client, URL, view | {"country": "CN"}).select(".orders")


def test_every_field_has_its_label(client, home):
    page = read(client, URL)
    for field in page.select(".filters select, .filters input:not([type=hidden])"):
        assert page.find("label", attrs={"for": field["id"]}) or field.find_parent("label")
    assert [words(legend) for legend in page.select(".filters legend")] == [
        "체결 연도",
        "교류 종류",
    ]


def test_chips_lift_one_condition_each(client, home):
    query = "kind=sister&kind=mou&scope=overseas&since=1980&sort=name&page=1"
    page = read(client, f"{URL}?{query}")
    assert chips(page) == {
        "국내·국외 국외": f"{URL}?kind=sister&kind=mou&since=1980&sort=name",
        "교류 종류 자매결연": f"{URL}?kind=mou&scope=overseas&since=1980&sort=name",
        "교류 종류 업무협약(MOU)": f"{URL}?kind=sister&scope=overseas&since=1980&sort=name",
        "체결 연도부터 1980": f"{URL}?kind=sister&kind=mou&scope=overseas&sort=name",
    }
    assert page.select_one(".chips .clear")["href"] == URL


def test_conditions_are_cleared_without_leaving_the_full_view(client, home):
    conditions = {"country": "CN", "kind": "sister", "since": 1980}
    page = read(client, URL, {"view": "full", **conditions})
    assert page.select_one(".chips .clear")["href"] == f"{URL}?view=full"
    page = read(client, URL, {"view": "full", "country": "ZZ"})
    assert page.select_one("[role=alert] a")["href"] == f"{URL}?view=full"


def test_last_chip_leads_to_the_whole_list(client, home):
    page = read(client, URL, {"country": "CN"})
    assert chips(page) == {"국가 중국": URL}
    assert not page.select(".chips .clear")  # from three conditions on


def test_both_ends_of_a_range_of_years_are_one_chip(client, home):
    page = read(client, URL, {"since": 1990, "until": 1999, "kind": "sister"})
    assert chips(page) == {
        "교류 종류 자매결연": f"{URL}?since=1990&until=1999",
        "체결 연도 1990~1999": f"{URL}?kind=sister",
    }
    page = read(client, URL, {"since": 2000, "until": 2000})
    assert chips(page) == {"체결 연도 2000": URL}


def test_countries_and_decades_are_one_click_away(client, home):
    page = read(client, URL, {"kind": "sister", "page": 1})
    countries, decades = page.select("nav.quick")
    assert [(words(a), a["href"]) for a in countries.select("a")] == [
        ("미국 1", f"{URL}?kind=sister&country=US"),
        ("중국 1", f"{URL}?kind=sister&country=CN"),
    ]
    assert [(words(a), a["href"]) for a in decades.select("a")] == [
        ("1990년대 1", f"{URL}?kind=sister&since=1990&until=1999"),
        ("2000년대 1", f"{URL}?kind=sister&since=2000&until=2009"),
    ]
    page = read(client, URL, {"country": "CN", "since": 1990, "until": 1999})
    chosen = [words(link) for link in page.select("nav.quick [aria-current]")]
    assert chosen == ["중국 1", "1990년대 1"]


def test_option_chosen_stays_with_the_count_of_none(client, home):
    page = read(client, URL, {"country": "CN", "field": "youth"})
    options = [words(option) for option in page.select("[name=field] option")]
    assert options == ["전체", "청소년 (0)"]
    assert page.select_one("[name=field] option[selected]")["value"] == "youth"
    options = [words(option) for option in page.select("[name=country] option")]
    assert options == ["전체", "미국 (1)", "중국 (0)"]


def test_each_kind_of_tie_is_defined_beside_the_filter(client, home):
    meanings = read(client, URL).select_one(".filters details")
    assert [words(term) for term in meanings.select("dt")] == [
        "자매결연",
        "우호협력",
        "교류도시",
        "업무협약(MOU)",
        "의향서",
    ]


def test_headings_of_columns_sort_and_say_how(client, home):
    page = read(client, URL, {"kind": "sister"})
    assert {words(th): (th.get("aria-sort"), th.a["href"]) for th in page.select("thead th")} == {
        "국명": ("ascending", f"{URL}?kind=sister&sort=-country"),
        "교류도시": (None, f"{URL}?kind=sister&sort=name"),
        "교류내용": (None, f"{URL}?kind=sister&sort=kind"),
        "교류일자": (None, f"{URL}?kind=sister&sort=since"),
        "최근 교류": (None, f"{URL}?kind=sister&sort=-latest"),
    }
    page = read(client, URL, {"sort": "-since"})
    heading = page.select("thead th")[3]
    assert heading["aria-sort"] == "descending"
    assert heading.a["href"] == f"{URL}?sort=since"
    assert not read(client, URL, {"country": "CN"}).select("thead a")  # nothing to sort


def test_form_and_links_keep_what_was_chosen(client, home):
    page = read(client, URL, {"kind": "sister", "scope": "overseas", "sort": "name"})
    assert page.select_one("[name=scope] option[selected]")["value"] == "overseas"
    assert page.select_one("[name=kind][checked]")["value"] == "sister"
    assert page.select_one("form [name=sort]")["value"] == "name"
    order = page.select(".orders a")[-1]["href"]
    assert order == f"{URL}?kind=sister&scope=overseas&sort=-latest"


def test_empty_result_says_so(client, home):
    page = read(client, URL, {"country": "CN", "field": "youth"})
    assert "조건에 맞는 교류도시가 없습니다." in words(page.main)
    assert not page.find("table")


def test_nothing_typed_reaches_the_page_as_markup(client, home):
    page = read(client, URL, {"since": '"><script>alert(1)</script>'})
    assert not page.find("script", src=False, type=None)


def test_countries_have_the_names_that_newspapers_use_in_their_order():
    codes = "KR US CN JP TW RU PH VN AT DE FR AU TH TR MN".split()
    names = "대한민국 대만 독일 러시아 몽골 미국 베트남 오스트리아 일본 중국 태국 튀르키예 프랑스 필리핀 호주"
    assert [name for _code, name in country_choices(codes, first="KR")] == names.split()
