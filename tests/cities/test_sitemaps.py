"""sitemap.xml and robots.txt, as a search engine reads them."""

import datetime
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import City, Partnership, Portal
from cities.sitemaps import PartnersSitemap
from tests.factories import (
    AgreementAreaFactory,
    AgreementFactory,
    CityFactory,
    CivicAgreementFactory,
    ExchangeEventFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.pages import home_with

pytestmark = pytest.mark.django_db

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}
HERE = "http://testserver"


@pytest.fixture
def partnership():
    home = PortalFactory(city=CityFactory(slug="yongin")).city
    return PartnershipFactory(home=home, partner=CityFactory(slug="fullerton", country="US"))


def xml(client, url):
    response = client.get(url.removeprefix(HERE))
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    return ElementTree.fromstring(response.content)  # noqa: S314 our own


def entries(client):
    """{address: (last change, {language: address})} of all files that the index names."""
    index = xml(client, "/sitemap.xml")
    found = {}
    for place in index.findall("s:sitemap/s:loc", NAMES):
        for url in xml(client, place.text).findall("s:url", NAMES):
            address = url.find("s:loc", NAMES).text
            assert address not in found
            links = {
                link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)
            }
            found[address] = (url.findtext("s:lastmod", None, NAMES), links)
    return found


def test_every_public_page_is_there_in_every_language_and_answers(client, partnership):
    CivicAgreementFactory(home=partnership.home)
    found = entries(client)
    korean = {
        address.removeprefix(HERE)
        for address, (_changed, links) in found.items()
        if links["ko"] == address
    }
    below = "partners events anniversaries statistics guide open-data civic partners/fullerton"
    pages = {"/", "/open-data/", "/yongin/", *(f"/yongin/{each}/" for each in below.split())}
    assert korean == pages
    assert len(found) == 4 * len(korean)
    for address, (changed, links) in found.items():
        assert set(links) == {"ko", "en", "ja", "zh-hans", "x-default"}
        assert address in links.values()
        assert links["x-default"] == links["ko"]
        assert set(links.values()) <= set(found)
        assert datetime.date.fromisoformat(changed)
        assert client.get(address.removeprefix(HERE)).status_code == 200, address


def test_last_change_of_a_partner_is_that_of_its_page(client, partnership):
    old = datetime.datetime(2020, 1, 2, 3, tzinfo=datetime.UTC)
    area = AgreementAreaFactory(agreement=AgreementFactory(partnership=partnership))
    hidden = ExchangeEventFactory(partnership=partnership, state="draft")
    for record in (area.agreement, area, hidden):
        type(record).objects.filter(pk=record.pk).update(updated_at=old)
    for model in (City, Partnership, Portal):
        model.objects.update(updated_at=old)
    newer = old + datetime.timedelta(days=400)
    type(area).objects.filter(pk=area.pk).update(updated_at=newer)
    type(hidden).objects.filter(pk=hidden.pk).update(updated_at=newer + datetime.timedelta(days=9))
    found = entries(client)
    assert found[f"{HERE}/yongin/partners/fullerton/"][0] == f"{newer:%Y-%m-%d}"
    assert found[f"{HERE}/yongin/guide/"][0] == f"{old:%Y-%m-%d}"
    page = client.get("/yongin/partners/fullerton/").content.decode()
    assert f'<time datetime="{newer:%Y-%m-%d}">' in page


def test_unpublished_is_in_no_sitemap(client, partnership):
    PartnershipFactory(home=partnership.home, partner=CityFactory(slug="hidden", state="draft"))
    PortalFactory(city=CityFactory(slug="no-home"), state="draft")
    CivicAgreementFactory(home=partnership.home, state="draft")
    addresses = " ".join(entries(client))
    assert "hidden" not in addresses
    assert "no-home" not in addresses
    assert "civic" not in addresses


def test_many_partners_are_in_several_files(client, partnership, monkeypatch):
    monkeypatch.setattr(PartnersSitemap, "limit", 8)
    for _number in range(4):
        PartnershipFactory(home=partnership.home)
    index = xml(client, "/sitemap.xml")
    places = [each.text for each in index.findall("s:sitemap/s:loc", NAMES)]
    assert places[1:] == [f"{HERE}/sitemap-partners.xml{page}" for page in ("", "?p=2", "?p=3")]
    assert sum("/partners/city" in each for each in entries(client)) == 16
    assert PartnersSitemap().limit <= 50_000


def test_queries_are_as_many_for_1000_rows_as_for_10(client):
    counts = []
    for count in (10, 1000):
        home_with(count)
        for url in ("/sitemap.xml", "/sitemap-homes.xml", "/sitemap-partners.xml"):
            with CaptureQueriesContext(connection) as captured:
                xml(client, url)
            counts.append(len(captured))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 30


def test_robots_may_read_pages_and_not_the_admin(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    robots = RobotFileParser()
    robots.parse(response.content.decode().splitlines())
    assert robots.site_maps() == [f"{HERE}/sitemap.xml"]
    for page in ("/", "/yongin/partners/fullerton/", "/yongin/events.csv", "/api/v1/homes/"):
        assert robots.can_fetch("Googlebot", f"{HERE}{page}"), page
    for page in ("/admin/", "/search/?q=서울"):
        assert not robots.can_fetch("Googlebot", f"{HERE}{page}"), page


@pytest.mark.parametrize(
    ("address", "is_allowed"),
    [
        ("/yongin/events/?page=2", True),
        ("/sitemap-partners.xml?p=2", True),
        ("/yongin/events/?country=JP", False),
        ("/yongin/events/?page=2&country=JP", False),
        ("/en/search/?q=x", False),
        ("/en/yongin/", True),
    ],
)
def test_conditions_are_not_crawled_without_end(client, address, is_allowed):
    """As Google and Bing read the rules: `*` stands for anything, the longest rule decides."""
    rules = []
    for line in client.get("/robots.txt").content.decode().splitlines():
        kind, _colon, path = line.partition(": ")
        if kind in ("Allow", "Disallow"):
            rules.append((len(path), kind == "Allow", path.split("*")))
    matching = [rule for rule in rules if matches(rule[2], address)]
    assert (max(matching)[1] if matching else True) is is_allowed


def matches(parts, address):
    first, *others = parts
    if not address.startswith(first):
        return False
    place = len(first)
    for part in others:
        place = address.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return True


def test_icon_is_where_everyone_looks_for_it(client):
    response = client.get("/favicon.ico", follow=True)
    assert response.status_code == 200
    assert b"".join(response)[:4] == b"\0\0\1\0"
