"""Open data: the page, what search engines read of it, and the catalogue for other portals."""

import csv
import datetime
import io
import json

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, Graph, URIRef

from agreements.models import Agreement
from cities.models import Portal
from exchange.datasets import registered
from tests.factories import (
    AgreementFactory,
    CityFactory,
    CivicAgreementFactory,
    ExchangeEventFactory,
    IndicatorValueFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.pages import fetch, home_with, words
from timelines.models import ExchangeEvent

# rdflib's reader of JSON-LD uses what rdflib itself has deprecated.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]

TYPE_1 = "https://www.kogl.or.kr/info/licenseType1.do"


@pytest.fixture
def partnership():
    city = CityFactory(slug="yongin", name="용인시")
    home = PortalFactory(city=city, licence=1, department="자치분권과").city
    partnership = PartnershipFactory(home=home, partner=CityFactory(slug="fullerton", country="US"))
    AgreementFactory(partnership=partnership, signed="2017. 5. 4.")
    ExchangeEventFactory(partnership=partnership)
    CivicAgreementFactory(home=home, signed="2016. 5. 4.")
    IndicatorValueFactory(indicator__home=home)
    return partnership


def page(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def catalogue(client, url):
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/ld+json; charset=utf-8"
    return Graph().parse(data=response.content.decode(), format="json-ld")


def one(graph, subject, name):
    (found,) = graph.objects(subject, name)
    return found


def test_every_table_is_offered_with_all_its_forms_and_all_links_lead_somewhere(
    client, partnership
):
    found = page(client, "/yongin/open-data/")
    headings = [words(each) for each in found.select("main h2")]
    titles = [str(dataset.title) for dataset in registered()]
    assert len(titles) == 7
    assert [each for each in headings if each in titles] == titles
    links = {link["href"] for link in found.select("main a[href^='/']")}
    for name in ("partners", "agreements", "civic", "events", "indicators", "anniversaries"):
        assert {f"/yongin/{name}.{form}" for form in ("csv", "xlsx", "json")} <= links
    assert {"/yongin/events.ics", "/yongin/anniversaries.ics", "/yongin/feed.xml"} <= links
    for link in links:
        fetch(client, link)


@pytest.mark.parametrize("dataset", registered(), ids=lambda each: each.name)
def test_columns_that_are_told_are_those_of_the_file(client, partnership, dataset):
    (csv_file, *_others) = dataset.distributions("yongin")
    text = fetch(client, csv_file.path)[1].decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == list(dataset.all_columns)
    assert len(rows) > 1
    assert all(str(meaning) for meaning in dataset.all_columns.values())
    told = page(client, "/yongin/open-data/").find(id=dataset.name).find_parent("section")
    assert [words(cell) for cell in told.select("tbody th")] == rows[0]


@pytest.mark.parametrize("dataset", registered(), ids=lambda each: each.name)
def test_day_that_is_told_is_that_of_the_file(client, partnership, dataset):
    text = fetch(client, dataset.distributions("yongin")[0].path)[1].decode("utf-8-sig")
    day = next(csv.DictReader(io.StringIO(text)))["데이터기준일자"]
    told = page(client, "/yongin/open-data/").find(id=dataset.name).find_parent("section")
    assert told.find("time")["datetime"] == day


def test_licence_is_told_or_that_there_is_none(client, partnership):
    assert "공공누리 제1유형: 출처표시" in words(page(client, "/yongin/open-data/").main)
    Portal.objects.update(licence=None)
    assert "아직 정해지지 않았습니다" in words(page(client, "/yongin/open-data/").main)


def test_table_without_rows_is_not_offered(client, partnership):
    ExchangeEvent.objects.update(state="draft")
    found = page(client, "/yongin/open-data/")
    assert found.find(id="events") is None
    assert found.find(id="partners")


def test_last_change_of_a_draft_is_not_told(client, partnership):
    old = datetime.datetime(2020, 1, 2, tzinfo=datetime.UTC)
    AgreementFactory(partnership=partnership, state="draft", title="초안")
    for model in (type(partnership), type(partnership.partner), Portal):
        model.objects.update(updated_at=old)
    Agreement.objects.filter(state="published").update(updated_at=old)
    found = page(client, "/yongin/open-data/").find(id="partners").find_parent("section")
    assert found.find("time")["datetime"] == "2020-01-02"


def test_all_homes_are_on_one_page_with_what_they_offer(client, partnership):
    other = PortalFactory(city=CityFactory(slug="ansan", name="안산시"))
    PortalFactory(city=CityFactory(slug="hidden"), state="draft")
    found = page(client, "/open-data/")
    links = {link["href"] for link in found.select("main a[href^='/']")}
    assert {"/yongin/open-data/", "/ansan/open-data/", "/open-data/catalog.jsonld"} <= links
    assert {"/api/v1/docs/", "/api/v1/schema/"} <= links
    assert "/hidden/open-data/" not in links
    for link in links:
        fetch(client, link)
    assert other.city.full_name in words(found.main)


def test_catalogue_is_dcat_with_what_portals_ask_for(client, partnership):
    graph = catalogue(client, "/open-data/catalog.jsonld")
    (found,) = graph.subjects(RDF.type, DCAT.Catalog)
    datasets = set(graph.objects(found, DCAT.dataset))
    assert datasets == set(graph.subjects(RDF.type, DCAT.Dataset))
    assert len(datasets) == 7
    assert one(graph, found, DCTERMS.modified).datatype == XSD.dateTime
    for dataset in datasets:
        for name in (DCTERMS.title, DCTERMS.description):
            assert one(graph, dataset, name).language == "ko"
        assert one(graph, dataset, DCTERMS.license) == URIRef(TYPE_1)
        assert one(graph, dataset, DCTERMS.modified).datatype == XSD.dateTime
        publisher = one(graph, dataset, DCTERMS.publisher)
        assert str(one(graph, publisher, FOAF.name))
        landing = one(graph, dataset, DCAT.landingPage)
        fetch(client, str(landing))
        distributions = list(graph.objects(dataset, DCAT.distribution))
        assert len(distributions) >= 3
        for form in distributions:
            assert (form, RDF.type, DCAT.Distribution) in graph
            assert one(graph, form, DCTERMS.license) == URIRef(TYPE_1)
            address = str(one(graph, form, DCAT.downloadURL))
            assert one(graph, form, DCAT.accessURL) == URIRef(address)
            response, _body = fetch(client, address)
            media = str(one(graph, form, DCAT.mediaType))
            kind = response["Content-Type"].partition(";")[0]
            assert media == f"https://www.iana.org/assignments/media-types/{kind}"


def test_catalogue_names_the_api_and_its_schema(client, partnership):
    graph = catalogue(client, "/open-data/catalog.jsonld")
    (service,) = graph.subjects(RDF.type, DCAT.DataService)
    for name in (DCAT.endpointURL, DCAT.endpointDescription, DCAT.landingPage):
        fetch(client, str(one(graph, service, name)))


def test_catalogue_of_one_home_has_its_tables_alone(client, partnership):
    ExchangeEventFactory()
    everything = catalogue(client, "/open-data/catalog.jsonld")
    own = catalogue(client, "/yongin/open-data/catalog.jsonld")
    datasets = set(own.subjects(RDF.type, DCAT.Dataset))
    assert len(datasets) == 7
    assert datasets < set(everything.subjects(RDF.type, DCAT.Dataset))


def test_catalogue_says_where_no_licence_is_stated_and_keeps_names_private(client, partnership):
    Portal.objects.update(licence=None, contact_name="홍길동")
    response = client.get("/yongin/open-data/catalog.jsonld")
    assert "홍길동" not in response.content.decode()
    graph = Graph().parse(data=response.content.decode(), format="json-ld")
    assert not list(graph.subject_objects(DCTERMS.license))
    for dataset in graph.subjects(RDF.type, DCAT.Dataset):
        assert "정해지지 않음" in str(one(graph, dataset, DCTERMS.rights))


def test_publisher_is_the_municipality_where_the_site_is_its_own(client, partnership):
    def name():
        graph = catalogue(client, "/yongin/open-data/catalog.jsonld")
        (found,) = graph.subjects(RDF.type, DCAT.Catalog)
        return str(one(graph, one(graph, found, DCTERMS.publisher), FOAF.name))

    assert name() == "지방자치단체 교류도시"
    Portal.objects.update(is_official=True)
    assert name() == "경기도 용인시"


def test_datasets_are_told_to_search_engines(client, partnership):
    scripts = page(client, "/yongin/open-data/").select("script[type='application/ld+json']")
    nodes = [node for script in scripts for node in json.loads(script.string)["@graph"]]
    datasets = [node for node in nodes if node["@type"] == "Dataset"]
    assert len(datasets) == 7
    for each in datasets:
        assert 50 <= len(each["description"]) <= 5000  # what Google asks for
        assert each["license"] == TYPE_1
        assert datetime.datetime.fromisoformat(each["dateModified"])
        for form in each["distribution"]:
            response, _body = fetch(client, form["contentUrl"])
            assert response["Content-Type"].partition(";")[0] == form["encodingFormat"]


def test_catalogue_of_all_homes_is_told_to_search_engines(client, partnership, monkeypatch):
    def told():
        scripts = page(client, "/open-data/").select("script[type='application/ld+json']")
        nodes = [node for script in scripts for node in json.loads(script.string)["@graph"]]
        (catalogue,) = [node for node in nodes if node["@type"] == "DataCatalog"]
        return catalogue["dataset"]

    own = client.get("/yongin/open-data/").content.decode()
    assert len(told()) == 7
    for each in told():
        assert each["@type"] == "Dataset"
        assert f'"@id":"{each["@id"]}"' in own
        for form in each["distribution"]:
            fetch(client, form["contentUrl"])
    monkeypatch.setattr("cities.linked_data.LISTED", 2)
    assert len(told()) == 2


def test_queries_are_as_many_for_1000_rows_as_for_10(client):
    counts = []
    for home in (home_with(10), home_with(1000)):
        for url in (f"/{home.slug}/open-data/", "/open-data/", "/open-data/catalog.jsonld"):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            counts.append(len(captured))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 9


def test_catalogue_names_the_department_and_its_one_number(client, partnership):
    def number():
        document = json.loads(client.get("/yongin/open-data/catalog.jsonld").content)
        contact = document["dcat:dataset"][0]["dcat:contactPoint"]
        assert contact["vcard:fn"] == "자치분권과"
        return contact.get("vcard:hasTelephone")

    assert number() == "tel:0310000000"
    Portal.objects.update(telephone="031-000-0000, 031-000-0001")
    assert number() is None
