"""The public API: what it answers, what it refuses, what it never tells, and at which cost."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Agreement
from cities.models import City, CityFact, Portal
from tests.factories import (
    AgreementAreaFactory,
    AgreementFactory,
    AgreementPartyFactory,
    CityFactFactory,
    CityFactory,
    CityLinkFactory,
    CivicAgreementFactory,
    EventPhotoFactory,
    ExchangeEventFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.pages import home_with
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db

LISTS = ("partnerships", "agreements", "exchanges", "civic-agreements", "indicators")
ALL = {
    "partnerships": PartnershipFactory,
    "agreements": AgreementFactory,
    "exchanges": ExchangeEventFactory,
}


@pytest.fixture
def home():
    return PortalFactory(city__slug="seogu", licence=1).city


def ask(client, path, code=200, **query):
    """The answer, whose status is this code, as Python has it."""
    response = client.get(f"/api/v1/{path}", query)
    assert response.status_code == code, response.content.decode()
    kind = "application/json" if code == 200 else "application/problem+json"
    assert response["Content-Type"] == kind
    assert response["Access-Control-Allow-Origin"] == "*"
    return json.loads(response.content)


# What it answers.


def test_root_leads_to_everything(client):
    found = ask(client, "")
    assert found.keys() == {"homes", "cities", "schema", "docs"}
    for address in found.values():
        assert client.get(address).status_code == 200


def test_homes_lead_to_their_records(client, home):
    PartnershipFactory(home=home)
    listed = ask(client, "homes/")["results"]
    assert [each["slug"] for each in listed] == ["seogu"]
    found = ask(client, "homes/seogu/")
    assert found["licence"] == {
        "type": 1,
        "name": "공공누리 제1유형: 출처표시",
        "url": "https://www.kogl.or.kr/info/licenseType1.do",
    }
    assert found["result"] == listed[0]
    assert found["result"]["partnership_count"] == 1
    for name in LISTS:
        assert client.get(found["result"][name.replace("-", "_")]).status_code == 200


def test_partnership_tells_the_city_its_names_and_its_agreements(client, home):
    partner = CityFactory(
        slug="guilin", name="구이린시", name_en="Guilin", name_local="桂林市", language_local="zh-Hans",
        country="CN", region="광시좡족자치구", latitude="25.27361", longitude="110.29000",
    )  # fmt: skip
    CityFactFactory(city=partner, label="꽃", text="계수나무")
    CityLinkFactory(city=partner)
    partnership = PartnershipFactory(home=home, partner=partner, background="")
    old = AgreementFactory(partnership=partnership, kind="mou", signed="1994. ~ 현재")
    new = AgreementFactory(partnership=partnership, kind="sister", signed="2003년 5월")
    (listed,) = ask(client, "homes/seogu/partnerships/")["results"]
    assert listed["kind"] == "sister"
    assert [each["id"] for each in listed["agreements"]] == [new.pk, old.pk]
    assert listed["agreements"][0]["signed"] == {
        "text": "2003년 5월",
        "edtf": "2003-05",
        "first_day": "2003-05-01",
        "last_day": "2003-05-31",
    }
    assert listed["agreements"][1]["signed"]["last_day"] is None
    assert listed["background"] is None
    names = {name: listed["partner"][name] for name in ("name", "name_en", "name_local")}
    assert names == {"name": "구이린시", "name_en": "Guilin", "name_local": "桂林市"}
    found = ask(client, "homes/seogu/partnerships/guilin/")["result"]
    assert found["partner"]["facts"][0]["text"] == "계수나무"
    assert found["partner"]["longitude"] == 110.29
    assert client.get(found["url"]).status_code == client.get(found["page"]).status_code == 200


def test_agreement_exchange_tie_and_indicator_stand_by_themselves(client, home):
    agreement = AgreementFactory(partnership__home=home, signatories="시장\n구청장")
    AgreementAreaFactory(agreement=agreement, text="축제")
    AgreementPartyFactory(agreement=agreement, name="경기도")
    event = ExchangeEventFactory(
        partnership=agreement.partnership, agreement=agreement, details="하나\n\n둘"
    )
    EventPhotoFactory(event=event)
    tie = CivicAgreementFactory(home=home, partnership=agreement.partnership)
    indicator = IndicatorFactory(home=home)
    IndicatorValueFactory(indicator=indicator, value="12.5")
    found = ask(client, f"homes/seogu/agreements/{agreement.pk}/")["result"]
    assert found["signatories"] == ["시장", "구청장"]
    assert (found["areas"][0]["text"], found["parties"][0]["name"]) == ("축제", "경기도")
    found = ask(client, f"homes/seogu/exchanges/{event.pk}/")["result"]
    assert (found["details"], found["agreement"]) == (["하나", "둘"], agreement.pk)
    assert found["photos"][0]["url"].startswith("http")
    found = ask(client, f"homes/seogu/civic-agreements/{tie.pk}/")["result"]
    assert found["partner"] == agreement.partnership.partner.slug
    found = ask(client, f"homes/seogu/indicators/{indicator.pk}/")["result"]
    assert found["values"][0]["value"] == 12.5


def test_every_answer_names_its_day_and_its_licence(client, home):
    event = ExchangeEventFactory(partnership__home=home)
    ExchangeEvent.objects.update(updated_at="2024-05-06T00:30:00+09:00")
    Portal.objects.update(updated_at="2020-01-02T12:00:00+09:00")
    assert ask(client, "homes/seogu/exchanges/")["data_date"] == "2024-05-06"
    assert ask(client, f"homes/seogu/exchanges/{event.pk}/")["data_date"] == "2024-05-06"
    empty = ask(client, "homes/seogu/indicators/")
    assert (empty["data_date"], empty["licence"]["type"]) == ("2020-01-02", 1)
    Portal.objects.update(licence=None)
    assert ask(client, "homes/seogu/exchanges/")["licence"] is None


def test_records_of_several_homes_have_the_licence_that_all_state(client, home):
    PortalFactory(licence=1)
    assert (
        ask(client, "cities/")["licence"]["type"] == ask(client, "homes/")["licence"]["type"] == 1
    )
    PortalFactory(licence=None)
    assert ask(client, "cities/")["licence"] is None


def test_pages_follow_one_another_to_the_last(client, home):
    partnership = PartnershipFactory(home=home)
    events = [ExchangeEventFactory(partnership=partnership, period=str(2000 + n)) for n in range(5)]
    address, seen = "/api/v1/homes/seogu/exchanges/?page_size=2&sort=period", []
    while address:
        answer = client.get(address).json()
        assert answer["count"] == 5
        seen += [each["id"] for each in answer["results"]]
        before, address = answer["previous"], answer["next"]
    assert seen == [event.pk for event in events]
    assert "page=2" in before
    ask(client, "homes/seogu/exchanges/", 404, page_size=2, page=4)
    assert ask(client, "homes/seogu/indicators/", page=1)["results"] == []


# What is asked of it.


def test_conditions_of_the_lists_narrow_the_answers(client, home):
    for country, year in (("JP", 2001), ("US", 2011)):
        partnership = PartnershipFactory(home=home, partner__country=country)
        AgreementFactory(partnership=partnership, signed=str(year))
        ExchangeEventFactory(partnership=partnership, period=str(year), field="culture")
        CivicAgreementFactory(home=home, partner_country=country, signed=str(year))
    for name in LISTS[:-1]:
        path = f"homes/seogu/{name}/"
        assert ask(client, path)["count"] == 2
        assert ask(client, path, country="JP")["count"] == 1
        assert ask(client, path, since=2005, until=2020)["count"] == 1
        assert ask(client, path, since=2020, until=2005)["count"] == 0
        assert ask(client, path, country="FR")["count"] == 0
    assert ask(client, "homes/seogu/exchanges/", partner=partnership.partner.slug)["count"] == 1
    assert ask(client, "homes/seogu/partnerships/", kind=["mou", "sister"])["count"] == 2
    assert ask(client, "homes/seogu/agreements/", kind="mou", status="ended")["count"] == 0
    assert ask(client, "cities/", country="JP")["count"] == 1


def test_text_is_looked_for_in_exchanges(client, home):
    partnership = PartnershipFactory(home=home)
    ExchangeEventFactory(partnership=partnership, title="청소년 홈스테이")
    ExchangeEventFactory(partnership=partnership, title="시장단 방문")
    assert ask(client, "homes/seogu/exchanges/", text="홈스테이")["count"] == 1
    assert ask(client, "homes/seogu/exchanges/", text="없는말")["count"] == 0


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"country": "XX"}, "country"), ({"country": ""}, "country"), ({"contry": "JP"}, "contry"),
        ({"since": "19x5"}, "since"), ({"since": "999"}, "since"), ({"until": "２０１９"}, "until"),
        ({"text": " "}, "text"), ({"text": "\x00"}, "text"), ({"text": "\x01"}, "text"),
        ({"text": "가" * 101}, "text"), ({"page": "0"}, "page"), ({"page": "a"}, "page"),
        ({"page_size": "101"}, "page_size"), ({"sort": "size"}, "sort"), ({"field": "x"}, "field"),
        ({"direction": ["incoming", "mutual"]}, "direction"), ({"partner": "가"}, "partner"),
        ({"page": "9" * 5000}, "page"), ({"format": "api"}, "format"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_problem_in_korean(client, home, query, parameter):
    ExchangeEventFactory(partnership__home=home)
    found = ask(client, "homes/seogu/exchanges/", 400, **query)
    assert found["status"] == 400
    assert [each["parameter"] for each in found["errors"]] == [parameter]
    assert any("가" <= letter <= "힣" for letter in found["errors"][0]["message"])


def test_a_partner_without_exchanges_has_an_empty_list(client, home):
    PartnershipFactory(home=home)
    (partnership,) = ask(client, "homes/seogu/partnerships/")["results"]
    assert client.get(partnership["exchanges"]).json()["results"] == []


def test_a_partner_the_home_does_not_have_is_not_found(client, home):
    other = PartnershipFactory()
    ask(client, "homes/seogu/exchanges/", 404, partner=other.partner.slug)
    ask(client, f"homes/seogu/partnerships/{other.partner.slug}/", 404)


@pytest.mark.parametrize(
    "path",
    ["nothing/", "homes/nowhere/", "homes/nowhere/exchanges/", "homes/seogu/exchanges/0/",
     f"homes/seogu/exchanges/{2**70}/", "homes/seogu/exchanges/x/", "homes/a%00b/", "homes//",
     "cities/%ED%95%9C/", f"homes/seogu/agreements/{'9' * 5000}/"],
)  # fmt: skip
def test_what_is_not_there_is_a_problem(client, home, path):
    assert ask(client, path, 404)["title"] == "찾을 수 없습니다."


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_can_be_written(client, home, method):
    for path in ("", "homes/", "homes/seogu/", "homes/seogu/exchanges/", "cities/"):
        response = getattr(client, method)(f"/api/v1/{path}")
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD, OPTIONS"
        assert response["Content-Type"] == "application/problem+json"


def test_head_has_the_headers_and_options_the_methods(client, home):
    response = client.head("/api/v1/homes/")
    assert (response.status_code, response.content) == (200, b"")
    response = client.options("/api/v1/homes/", headers={"Origin": "https://example.org"})
    assert response.status_code == 204
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "If-None-Match"


def test_json_is_the_answer_whatever_a_browser_would_rather_have(client, home):
    response = client.get("/api/v1/homes/", headers={"Accept": "text/html"})
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")


# What it never tells.


def test_what_is_not_public_is_in_no_answer(client, home):
    hidden = {"state": "draft"}
    partnership = PartnershipFactory(home=home)
    before = AgreementFactory(partnership=partnership, title="숨은협정", **hidden)
    agreement = AgreementFactory(partnership=partnership, supersedes=before, signed="2010")
    draft = CityFactory(name="숨은당사자", name_en="Hidden", **hidden)
    AgreementPartyFactory(agreement=agreement, name="당사자", city=draft)
    event = ExchangeEventFactory(partnership=partnership, agreement=before)
    ExchangeEventFactory(partnership=partnership, title="숨은교류", **hidden)
    CivicAgreementFactory(home=home, remarks="숨은민간", **hidden)
    IndicatorFactory(home=home, name="숨은지표", **hidden)
    secret = PartnershipFactory(home=home, partner__name="숨은도시", partner__state="draft")
    tie = CivicAgreementFactory(home=home, partnership=secret)
    ExchangeEventFactory(partnership=secret)
    PortalFactory(city__name="숨은시", city__state="draft")
    paths = [
        "", "homes/", "homes/seogu/", "cities/", *(f"homes/seogu/{name}/" for name in LISTS),
        f"homes/seogu/agreements/{agreement.pk}/", f"homes/seogu/exchanges/{event.pk}/",
        f"homes/seogu/civic-agreements/{tie.pk}/",
        f"homes/seogu/partnerships/{partnership.partner.slug}/",
    ]  # fmt: skip
    for path in paths:
        text = json.dumps(ask(client, path), ensure_ascii=False)
        assert "숨은" not in text
        assert "Hidden" not in text
        assert "홍길동" not in text
    assert ask(client, f"homes/seogu/agreements/{agreement.pk}/")["result"]["supersedes"] is None
    assert ask(client, f"homes/seogu/exchanges/{event.pk}/")["result"]["agreement"] is None
    for path in (
        f"homes/seogu/agreements/{before.pk}/",
        f"homes/seogu/partnerships/{secret.partner.slug}/",
        f"cities/{secret.partner.slug}/",
    ):
        ask(client, path, 404)
    Portal.objects.filter(city=home).update(state="draft")
    for name in LISTS:
        ask(client, f"homes/seogu/{name}/", 404)


# What it costs.


def test_queries_do_not_grow_with_the_rows(client):
    few, many = home_with(10), home_with(300)
    CityFact.objects.bulk_create(CityFactFactory.build(city=city) for city in City.objects.all())
    for name in LISTS:
        counts = []
        for home in (few, many):
            with CaptureQueriesContext(connection) as captured:
                assert ask(client, f"homes/{home.slug}/{name}/", page_size=100)["results"]
            counts.append(len(captured))
        assert counts[0] == counts[1] <= 8, (name, counts)
    for path in ("homes/", "cities/"):
        with CaptureQueriesContext(connection) as captured:
            ask(client, path, page_size=100)
        assert len(captured) <= 6, path
    agreement = Agreement.objects.filter(partnership__home=many).first()
    with CaptureQueriesContext(connection) as captured:
        ask(client, f"homes/{many.slug}/agreements/{agreement.pk}/")
    assert len(captured) <= 8
