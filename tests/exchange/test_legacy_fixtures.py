"""The sample legacy tables, imported through the admin's pages, give what the fixtures hold."""

import json
from pathlib import Path

import pytest

from agreements.models import CivicAgreement
from cities.models import City, Partnership
from exchange.legacy.reading import read_file
from exchange.records import Record
from tests.factories import CityFactory, PartnershipFactory, PortalFactory
from tests.import_pages import LEGACY, imported
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).parents[2] / "fixtures"
ENCODINGS = ["cp949.csv", "utf8.csv"]


def documented(document, model, **values):
    """Fields of the document's fixture records of this model with these values, in order."""
    records = json.loads((FIXTURES / f"{document}.json").read_text())
    fields = [record["fields"] for record in records if record["model"] == model]
    return [one for one in fields if all(one.get(name) == value for name, value in values.items())]


def legacy(name):
    return (LEGACY / name).read_bytes()


@pytest.fixture
def seogu():
    return PortalFactory(city__name="서구", city__region="대구광역시").city


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_seogu_partner_list(admin_client, seogu, encoding):
    data = legacy(f"daegu_seogu_partners.{encoding}")
    assert imported(admin_client, Partnership, data, seogu) == {"new": 3}
    agreements = documented("daegu_seogu", "agreements.agreement")
    assert [
        (
            [*seogu.natural_key(), *partnership.partner.natural_key()],
            agreement.kind,
            agreement.title,
            agreement.signed.text,
            agreement.status,
        )
        for partnership in Partnership.objects.order_by("pk")
        for agreement in partnership.agreements.all()
    ] == [
        (fields["partnership"], *(fields[name] for name in ("kind", "title", "signed", "status")))
        for fields in agreements
    ]
    slugs = [fields["slug"] for fields in documented("daegu_seogu", "cities.city")][1:]
    assert [row.partner.slug for row in Partnership.objects.order_by("pk")] == slugs
    assert imported(admin_client, Partnership, data, seogu) == {"skip": 3}


TIMELINES = [
    ("daegu_seogu", "inje", ["KR", "강원도", "인제군"], 8),
    ("daegu_seogu", "uiseong", ["KR", "경상북도", "의성군"], 16),
    ("daegu_seogu", "gwangju_seogu", ["KR", "광주광역시", "서구"], 25),
    ("yongin", "fullerton", ["US", "캘리포니아주", "플러튼시"], 31),
]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(("document", "partner", "key", "count"), TIMELINES)
def test_timeline(admin_client, document, partner, key, count, encoding):
    country, region, name = key
    partnership = PartnershipFactory(
        partner__country=country, partner__region=region, partner__name=name
    )
    data = legacy(f"{document}_{partner}_timeline.{encoding}")
    assert imported(admin_client, ExchangeEvent, data, partnership) == {"new": count}
    events = [
        fields
        for fields in documented(document, "timelines.exchangeevent")
        if fields["partnership"][3:] == key
    ]
    assert [
        (event.period.text, event.title, event.details, event.position)
        for event in partnership.events.order_by("position")
    ] == [
        (fields["period"], fields["title"], fields.get("details", ""), fields["position"])
        for fields in events
    ]
    assert {event.state for event in partnership.events.all()} == {Record.State.DRAFT}
    assert imported(admin_client, ExchangeEvent, data, partnership) == {"skip": count}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_yongin_facts(admin_client, encoding):
    city = CityFactory(name="플러튼시", region="캘리포니아주", country="US")
    data = legacy(f"yongin_fullerton_facts.{encoding}")
    assert imported(admin_client, City, data, city) == {"new": 5, "update": 4, "skip": 1}
    assert [(fact.topic, fact.label, fact.text, fact.position) for fact in city.facts.all()] == [
        tuple(fields[name] for name in ("topic", "label", "text", "position"))
        for fields in documented("yongin", "cities.cityfact")
    ]
    (fields,) = documented("yongin", "cities.city", slug="fullerton")
    city.refresh_from_db()
    for name in ("area_km2", "population", "temperature_mean_c", "rainfall_mm"):
        assert float(getattr(city, name)) == float(fields[name])
    assert imported(admin_client, City, data, city) == {"skip": 10}


@pytest.mark.parametrize("extension", [*ENCODINGS, "xlsx"])
def test_ansan_civic_table(admin_client, extension):
    home = PortalFactory().city
    data = legacy(f"ansan_civic.{extension}")
    assert imported(admin_client, CivicAgreement, data, home) == {"new": 22}
    names = (
        "home_organisation", "partner_organisation", "partner_country", "category", "content",
        "remarks", "position",
    )  # fmt: skip
    assert [
        (tie.signed.text, *(getattr(tie, name) for name in names))
        for tie in CivicAgreement.objects.order_by("position")
    ] == [
        (fields["signed"], *(fields.get(name, "") for name in names))
        for fields in documented("ansan", "agreements.civicagreement")
    ]
    assert imported(admin_client, CivicAgreement, data, home) == {"skip": 22}


@pytest.mark.parametrize("path", sorted(LEGACY.glob("*.cp949.csv")), ids=lambda path: path.name)
def test_both_encodings_hold_the_same_table(path):
    other = path.with_name(path.name.replace("cp949", "utf8"))
    same = [
        [[cell.replace("•", "·") for cell in row] for row in read_file(one.read_bytes())[0].rows]
        for one in (path, other)
    ]
    assert same[0] == same[1]
