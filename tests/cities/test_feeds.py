"""Atom feeds, read by feedparser and by an XML parser."""

import datetime
from xml.etree import ElementTree

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.models import Agreement
from cities import feeds
from cities.models import Portal
from tests.factories import (
    AgreementFactory,
    CityFactory,
    ExchangeEventFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.pages import home_with
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def partnership():
    home = PortalFactory(city=CityFactory(slug="yongin", name="용인시"), licence=1).city
    partner = CityFactory(slug="fullerton", name="플러튼시", name_en="Fullerton", country="US")
    return PartnershipFactory(home=home, partner=partner)


def read(client, url):
    """The feed at this address, once all that RFC 4287 asks for is there."""
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    check(ElementTree.fromstring(response.content))  # noqa: S314 our own
    feed = feedparser.parse(
        response.content, response_headers={"content-type": "application/atom+xml"}
    )
    assert not feed.bozo
    assert feed.version == "atom10"
    return feed


def check(root):
    """Each feed and entry has one id, title and updated; the feed an author and a self link."""
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(f"{ATOM}{name}")
            assert found.text
        assert element.find(f"{ATOM}id").text.startswith("tag:testserver,")
        stamp = datetime.datetime.fromisoformat(element.find(f"{ATOM}updated").text)
        assert stamp.tzinfo
        alternates = [
            link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"
        ]
        assert len(alternates) == 1
    assert root.find(f"{ATOM}author/{ATOM}name").text
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")].count("self") == 1
    ids = [entry.find(f"{ATOM}id").text for entry in entries]
    assert len(ids) == len(set(ids))


def test_feed_of_a_home_has_exchanges_and_agreements_changed_last_first(client, partnership):
    agreement = AgreementFactory(partnership=partnership, title="자매결연 협정")
    event = ExchangeEventFactory(partnership=partnership, title="방문", details="첫째\n둘째 <b>")
    day = datetime.timedelta(days=1)
    Agreement.objects.filter(pk=agreement.pk).update(updated_at=event.updated_at - day)
    feed = read(client, "/yongin/feed.xml")
    assert [one.title for one in feed.entries] == ["플러튼시 – 방문", "플러튼시 – 자매결연 협정"]
    assert feed.feed.title == "경기도 용인시 교류도시 소식"
    assert feed.feed.author == "경기도 용인시"
    assert feed.feed.rights == "공공누리 제1유형: 출처표시"
    assert feed.feed.language == "ko"
    assert f"데이터기준일자: {timezone.localdate()}" in feed.feed.subtitle
    assert "<li>둘째 &lt;b&gt;</li>" in feed.entries[0].summary
    licence = next(link for link in feed.feed.links if link.rel == "license")
    assert licence.href == "https://www.kogl.or.kr/info/licenseType1.do"
    for one in feed.entries:
        assert client.get(one.link.removeprefix("http://testserver")).status_code == 200


def test_feed_of_a_partner_has_no_other_partner(client, partnership):
    ExchangeEventFactory(partnership=partnership, title="방문")
    ExchangeEventFactory(partnership=PartnershipFactory(home=partnership.home), title="다른 방문")
    feed = read(client, "/yongin/partners/fullerton/feed.xml")
    assert [one.title for one in feed.entries] == ["플러튼시 – 방문"]
    assert len(read(client, "/yongin/feed.xml").entries) == 2


def test_ids_stay_when_a_record_is_edited_and_updated_moves(client, partnership):
    event = ExchangeEventFactory(partnership=partnership, title="방문")
    before = read(client, "/yongin/feed.xml")
    event.title, event.period = "다시 방문", "2020. 1. 2."
    event.save()
    after = read(client, "/yongin/feed.xml")
    assert after.entries[0].id == before.entries[0].id
    assert after.feed.id == before.feed.id
    assert after.entries[0].updated_parsed >= before.entries[0].updated_parsed
    expected = event.updated_at.isoformat()
    assert after.feed.updated == after.entries[0].updated == expected


def test_unpublished_is_in_no_feed(client, partnership):
    ExchangeEventFactory(partnership=partnership, state="draft")
    AgreementFactory(partnership=partnership, state="draft")
    hidden = PartnershipFactory(home=partnership.home, partner=CityFactory(state="draft"))
    ExchangeEventFactory(partnership=hidden)
    assert read(client, "/yongin/feed.xml").entries == []
    assert client.get(f"/yongin/partners/{hidden.partner.slug}/feed.xml").status_code == 404
    Portal.objects.update(state="draft")
    assert client.get("/yongin/feed.xml").status_code == 404


def test_empty_feed_is_as_old_as_its_portal(client, partnership):
    stamp = datetime.datetime(2020, 1, 2, tzinfo=datetime.UTC)
    Portal.objects.update(updated_at=stamp)
    assert read(client, "/yongin/feed.xml").feed.updated == stamp.isoformat()


def test_characters_that_xml_refuses_are_left_out(client, partnership):
    ExchangeEventFactory(partnership=partnership, title="방\x0b문\ufffe & <시장>")
    assert read(client, "/yongin/feed.xml").entries[0].title == "플러튼시 – 방문 & <시장>"


def test_feed_in_english_says_that_its_entries_are_korean(client, partnership):
    ExchangeEventFactory(partnership=partnership, title="방문")
    response = client.get("/en/yongin/feed.xml")
    root = ElementTree.fromstring(response.content)  # noqa: S314 our own
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert root.get(lang) == "en"
    assert root.find(f"{ATOM}entry").get(lang) == "ko"
    assert root.find(f"{ATOM}entry/{ATOM}title").text == "Fullerton – 방문"
    korean = read(client, "/yongin/feed.xml")
    english = read(client, "/en/yongin/feed.xml")
    assert korean.feed.id != english.feed.id
    assert korean.entries[0].id == english.entries[0].id


def test_feed_holds_the_newest(client, partnership, monkeypatch):
    monkeypatch.setattr(feeds, "NEWEST", 2)
    stamp = timezone.now()
    for number in range(3):
        event = ExchangeEventFactory(partnership=partnership, title=f"교류 {number}")
        changed = stamp - datetime.timedelta(days=number)
        ExchangeEvent.objects.filter(pk=event.pk).update(updated_at=changed)
    titles = [one.title for one in read(client, "/yongin/feed.xml").entries]
    assert titles == ["플러튼시 – 교류 0", "플러튼시 – 교류 1"]


def test_queries_are_as_many_for_1000_rows_as_for_10(client):
    counts = []
    for home in (home_with(10), home_with(1000)):
        with CaptureQueriesContext(connection) as captured:
            read(client, f"/{home.slug}/feed.xml")
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 6
