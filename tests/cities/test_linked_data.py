"""What pages tell search engines and messengers: JSON-LD, description, Open Graph."""

import json

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rdflib import Graph

from cities.models import City, Portal
from tests.factories import (
    AgreementFactory,
    CityFactory,
    CityPictureFactory,
    CivicAgreementFactory,
    ExchangeEventFactory,
    IndicatorFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.pages import fetch

# rdflib's reader of JSON-LD uses what rdflib itself has deprecated.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]

HERE = "http://testserver"
PAGE = "/yongin/partners/fullerton/"
PAGES = [
    "/", "/open-data/", "/yongin/", "/yongin/partners/", "/yongin/partners/?view=full",
    PAGE, "/yongin/events/", "/yongin/civic/", "/yongin/anniversaries/", "/yongin/statistics/",
    "/yongin/indicators/", "/yongin/guide/", "/yongin/open-data/", "/search/?q=플러튼",
]  # fmt: skip


@pytest.fixture
def partnership():
    home = PortalFactory(city=CityFactory(slug="yongin", name="용인시"), licence=1).city
    partner = CityFactory(
        slug="fullerton", name="플러튼시", name_en="Fullerton", region="캘리포니아주",
        country="US", tier=City.Tier.CITY, latitude="33.87029", longitude="-117.92534",
        wikidata_id="Q491128",
    )  # fmt: skip
    return PartnershipFactory(home=home, partner=partner)


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def nodes(page):
    scripts = page.select("script[type='application/ld+json']")
    documents = [json.loads(script.string) for script in scripts]
    assert all(each["@context"] == "https://schema.org" for each in documents)
    return [node for each in documents for node in each["@graph"]]


def node(page, kind):
    (found,) = [each for each in nodes(page) if each["@type"] == kind]
    return found


def meta(page, name):
    (found,) = page.select(f"meta[name='{name}'], meta[property='{name}']")
    return found["content"]


@pytest.mark.parametrize("url", PAGES)
def test_every_page_says_what_it_is_and_the_way_to_it(client, partnership, url):
    ExchangeEventFactory(partnership=partnership)
    CivicAgreementFactory(home=partnership.home)
    IndicatorFactory(home=partnership.home)
    page = read(client, url)
    title = " ".join(page.title.string.split())
    canonical = page.find("link", rel="canonical")["href"]
    assert meta(page, "description") == meta(page, "og:description")
    assert meta(page, "og:title") == title
    assert meta(page, "og:url") == canonical
    assert meta(page, "og:locale") == "ko_KR"
    assert meta(page, "og:site_name")
    fetch(client, meta(page, "og:image"))
    fetch(client, page.find("link", rel="apple-touch-icon")["href"])
    found = node(page, "WebPage")
    assert found["name"] == title
    assert found["url"] == canonical
    assert found["description"] == meta(page, "description")
    trail = found["breadcrumb"]["itemListElement"]
    assert [each["position"] for each in trail] == list(range(1, len(trail) + 1))
    for each in trail:
        fetch(client, each["item"])
    shown = [" ".join(link.text.split()) for link in page.select(".breadcrumb a")]
    if shown:
        assert [each["name"] for each in trail] == shown
    for link in page.select("link[type='application/atom+xml']"):
        fetch(client, link["href"])


def test_partner_is_a_city_with_its_names_and_place(client, partnership):
    page = read(client, PAGE)
    city = node(page, "City")
    assert city["name"] == "캘리포니아주 플러튼시"
    assert city["alternateName"] == ["플러튼시", "Fullerton"]
    assert city["geo"]["latitude"] == pytest.approx(33.87029)
    assert city["geo"]["longitude"] == pytest.approx(-117.92534)
    assert city["sameAs"] == "https://www.wikidata.org/entity/Q491128"
    assert city["containedInPlace"]["name"] == "캘리포니아주"
    assert city["containedInPlace"]["containedInPlace"]["identifier"] == "US"
    found = node(page, "WebPage")
    assert found["mainEntity"]["@id"] == city["@id"]
    assert found["license"] == "https://www.kogl.or.kr/info/licenseType1.do"
    assert found["dateModified"][:4].isdecimal()


def test_what_is_not_known_of_a_city_is_not_told(client, partnership):
    City.objects.filter(slug="fullerton").update(
        tier="", latitude=None, longitude=None, wikidata_id="", name_en="", region=""
    )
    city = node(read(client, PAGE), "Place")
    assert city["name"] == "플러튼시"
    assert not {"geo", "sameAs", "alternateName", "event"} & set(city)


def test_agreements_and_exchanges_known_to_the_day_are_events(client, partnership):
    AgreementFactory(partnership=partnership, signed="2004. 5. 4.", title="협정", place="용인시청")
    AgreementFactory(partnership=partnership, signed="2003년", title="어느 해의 협정")
    ExchangeEventFactory(partnership=partnership, period="2013. 4. 5. ~ 25.", title="방문")
    ExchangeEventFactory(partnership=partnership, period="2014. 4.", title="어느 달의 방문")
    ExchangeEventFactory(partnership=partnership, period="1994. 5. 1. ~ 현재", title="파견")
    ExchangeEventFactory(partnership=partnership, period="2015. 4. 5.", title="초안", state="draft")
    events = {each["name"]: each for each in node(read(client, PAGE), "City")["event"]}
    assert {name: (each["startDate"], each.get("endDate")) for name, each in events.items()} == {
        "협정": ("2004-05-04", "2004-05-04"),
        "방문": ("2013-04-05", "2013-04-25"),
        "파견": ("1994-05-01", None),
    }
    assert events["협정"]["location"]["name"] == "용인시청"
    for each in events.values():
        path, anchor = each["url"].removeprefix(HERE).split("#")
        assert read(client, path).find(id=anchor)


@pytest.mark.parametrize(
    "text",
    ["</script><script>alert(1)</script>", "<!--<script>", "a\u2028b\u2029c", '"\\&amp;', "😀"],
)
def test_no_text_of_a_record_ends_the_script(client, partnership, text):
    ExchangeEventFactory(partnership=partnership, title=text)
    response = client.get(PAGE)
    page = BeautifulSoup(response.content, "html.parser")
    assert [each["name"] for each in node(page, "City")["event"]] == [text]
    for script in page.select("script[type='application/ld+json']"):
        assert not set("<>&\u2028\u2029") & set(script.string)
    assert not page.select("script:not([src]):not([type])")


def test_title_with_signs_of_html_is_told_as_it_reads(client, partnership):
    City.objects.filter(slug="fullerton").update(name="A & <B>")
    page = read(client, PAGE)
    assert node(page, "WebPage")["name"].startswith("A & <B> - ")
    assert meta(page, "og:title").startswith("A & <B> - ")


def test_json_ld_is_read_as_linked_data(client, partnership):
    AgreementFactory(partnership=partnership, signed="2004. 5. 4.")
    graph = Graph()
    for script in read(client, PAGE).select("script[type='application/ld+json']"):
        data = json.loads(script.string) | {"@context": {"@vocab": "https://schema.org/"}}
        graph.parse(data=json.dumps(data), format="json-ld")
    asked = """
        SELECT ?name ?day WHERE {
          ?page a schema:WebPage ; schema:mainEntity ?city .
          ?city a schema:City ; schema:name ?name ; schema:event/schema:startDate ?day
        }"""
    ((name, day),) = graph.query(asked, initNs={"schema": "https://schema.org/"})
    assert (str(name), str(day)) == ("캘리포니아주 플러튼시", "2004-05-04")


def test_publisher_is_the_municipality_where_the_site_is_its_own(client, partnership):
    assert node(read(client, PAGE), "WebPage")["publisher"]["@type"] == "Organization"
    Portal.objects.update(is_official=True, website="https://www.example.go.kr/")
    publisher = node(read(client, PAGE), "WebPage")["publisher"]
    assert publisher["@type"] == "GovernmentOrganization"
    assert publisher["name"] == "경기도 용인시"
    assert publisher["url"] == "https://www.example.go.kr/"


def test_description_of_a_partner_tells_its_agreements(client, partnership):
    AgreementFactory(partnership=partnership, signed="2004. 5. 4.")
    AgreementFactory(partnership=partnership, kind="mou", signed="", state="draft")
    told = meta(read(client, PAGE), "description")
    assert told.startswith(
        "경기도 용인시의 교류도시 캘리포니아주 플러튼시(미국): 자매결연 2004. 5. 4."
    )
    assert "MOU" not in told


def test_photo_of_the_city_is_the_picture_of_its_page(client, partnership):
    photo = CityPictureFactory(city=partnership.partner, alt="플러튼 시청")
    page = read(client, PAGE)
    assert meta(page, "og:image") == f"{HERE}{photo.image.url}"
    assert meta(page, "og:image:alt") == "플러튼 시청"


def test_page_in_english_is_told_in_english(client, partnership):
    page = read(client, f"/en{PAGE}")
    assert meta(page, "og:locale") == "en_US"
    assert meta(page, "og:title").startswith("Fullerton")
    city = node(page, "City")
    assert city["name"] == "Fullerton"
    assert "캘리포니아주 플러튼시" in city["alternateName"]
    assert node(page, "WebPage")["inLanguage"] == "en"


def test_telling_it_asks_nothing_of_the_database(client, partnership, monkeypatch):
    def count():
        client.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        return len(captured)

    ExchangeEventFactory.create_batch(5, partnership=partnership)
    AgreementFactory(partnership=partnership)
    told = count()
    monkeypatch.setattr("cities.linked_data.events_of", lambda *_: [])
    monkeypatch.setattr("cities.linked_data.script", lambda nodes: "")
    assert count() == told <= 12


@pytest.mark.parametrize("url", ["/", "/yongin/", PAGE, "/yongin/open-data/"])
def test_way_to_a_page_begins_at_the_home_that_the_site_belongs_to(
    client, partnership, settings, url
):
    settings.EXCHANGE_HOME = "yongin"
    page = read(client, url)
    trail = node(page, "WebPage")["breadcrumb"]["itemListElement"]
    shown = [" ".join(link.text.split()) for link in page.select(".breadcrumb a")]
    assert [each["name"] for each in trail] == shown
    assert trail[0]["name"] == "용인시"
