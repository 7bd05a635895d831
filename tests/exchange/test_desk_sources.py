"""The two source pages, pasted as text into the desk, reproduce their fixtures."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from agreements.models import Agreement
from cities.models import City, CityFact, CityLink, Partnership
from exchange.desk import checking, confirming, intake
from exchange.resources import by_code
from tests.desk import user
from tests.factories import PartnershipFactory, PortalFactory
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "fixtures" / "sources"
MEASURES = (
    "area_km2", "population", "population_year", "temperature_mean_c", "temperature_min_c",
    "temperature_max_c", "rainfall_mm",
)  # fmt: skip


def fixture(name, model):
    """The fields of a fixture file's records of this model, in its order."""
    records = json.loads((ROOT.parent / "fixtures" / f"{name}.json").read_text())
    return [one["fields"] for one in records if one["model"] == model._meta.label_lower]


def pasted(name, home):
    """The batch of a pasted page, confirmed without a hand."""
    text = (SOURCES / f"{name}.txt").read_text()
    batch = intake.receive(user(), text.encode(), "", home.slug, is_pasted=True)
    intake.read(batch)
    checking.check(batch)
    for table in batch.tables.exclude(shape=""):
        assert not table.questions, table.questions
        assert (table.error, table.ask) == (0, 0), [row.rows for row in table.results.all()]
    confirming.confirm(batch, user())
    return batch


def events_of(partnership):
    return [
        (event.period.text if event.period else "", event.period_edtf, event.title, event.details)
        for event in partnership.events.order_by("position")
    ]


def events_in(name, partner):
    from exchange.periods import Period

    found = [
        fields for fields in fixture(name, ExchangeEvent) if fields["partnership"][3:] == partner
    ]
    found.sort(key=lambda fields: fields["position"])
    return [
        (
            fields["period"],
            Period.parse(fields["period"]).edtf,
            fields["title"],
            fields.get("details", ""),
        )
        for fields in found
    ]


def facts_of(city, model, *names):
    return [tuple(getattr(one, name) for name in names) for one in model.objects.filter(city=city)]


def facts_in(name, key, model, *names):
    found = [fields for fields in fixture(name, model) if fields["city"] == key]
    found.sort(key=lambda fields: fields["position"])
    return [tuple(fields.get(field, "") for field in names) for fields in found]


def measures_of(city):
    return {name: getattr(city, name) for name in MEASURES if getattr(city, name) is not None}


def measures_in(name, key):
    (fields,) = [
        fields
        for fields in fixture(name, City)
        if [fields["country"], fields.get("region", ""), fields["name"]] == key
    ]
    return {
        field: Decimal(str(fields[field])) for field in MEASURES if fields.get(field) is not None
    }


def check_city(name, city):
    key = [str(city.country), city.region, city.name]
    assert facts_of(city, CityFact, "label", "text", "topic") == facts_in(
        name, key, CityFact, "label", "text", "topic"
    )
    assert facts_of(city, CityLink, "label", "url") == facts_in(name, key, CityLink, "label", "url")
    assert measures_of(city) == measures_in(name, key)


def test_the_seogu_page_pasted_as_text_gives_its_fixture():
    home = PortalFactory(
        city__slug="daegu-seogu", city__name="서구", city__region="대구광역시"
    ).city
    batch = pasted("daegu_seogu", home)
    partnerships = Partnership.objects.filter(home=home).select_related("partner")
    assert len(partnerships) == 3
    for fields in fixture("daegu_seogu", Partnership):
        country, region, name = key = fields["partner"]
        partnership = partnerships.get(
            partner__country=country, partner__region=region, partner__name=name
        )
        assert partnership.stage == fields["stage"]
        assert events_of(partnership) == events_in("daegu_seogu", key)
        check_city("daegu_seogu", partnership.partner)
    assert [
        (one.partnership.partner.name, one.kind, one.title, one.signed.text, one.status)
        for one in Agreement.objects.order_by("pk")
    ] == [
        (one["partnership"][5], one["kind"], one["title"], one["signed"], one["status"])
        for one in fixture("daegu_seogu", Agreement)
    ]
    assert ExchangeEvent.objects.count() == 49
    assert sum("다른 도시" in notice for notice in batch.notices) >= 1


def test_the_yongin_page_pasted_as_text_gives_its_fixture():
    home = PortalFactory(city__slug="yongin", city__name="용인시").city
    partnership = PartnershipFactory(
        home=home,
        partner__slug="fullerton",
        partner__name="플러튼시",
        partner__region="캘리포니아주",
    )
    pasted("yongin", home)
    partnership.refresh_from_db()
    partnership.partner.refresh_from_db()
    assert len(events_of(partnership)) == 31
    assert events_of(partnership) == events_in("yongin", ["US", "캘리포니아주", "플러튼시"])
    check_city("yongin", partnership.partner)
    (fields,) = fixture("yongin", Partnership)
    assert partnership.background == fields["background"]
    assert partnership.outcome == fields["outcome"]


@pytest.mark.parametrize("name", ["daegu_seogu", "yongin"])
def test_a_page_pasted_again_changes_nothing(name):
    home = PortalFactory(city__slug="home", city__name="우리시").city
    PartnershipFactory(home=home, partner__slug="fullerton", partner__name="플러튼시")
    pasted(name, home)
    batch = pasted(name, home)
    for table in batch.tables.filter(shape__in=by_code()):
        assert (table.new, table.changed) == (0, 0)
