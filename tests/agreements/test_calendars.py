"""The calendar of anniversaries, read by an independent reader."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from agreements.models import Agreement
from exchange.periods import Period
from tests.factories import AgreementFactory, CityFactory, PartnershipFactory, PortalFactory
from tests.pages import home_with

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda value=None, _of=timezone.localdate: (
        TODAY if value is None else _of(value)
    ))  # fmt: skip


@pytest.fixture
def partnership():
    home = PortalFactory(city=CityFactory(slug="yongin", name="용인시")).city
    return PartnershipFactory(home=home, partner=CityFactory(name="플러튼시", country="US"))


def read(client, home="yongin"):
    response = client.get(f"/{home}/anniversaries.ics")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    assert not calendar.errors
    return {str(event["summary"]): event for event in calendar.events}


def test_round_anniversaries_of_this_and_coming_years(client, partnership):
    agreement = AgreementFactory(partnership=partnership, signed="2006. 5. 4.")
    found = read(client)
    assert {name: event["dtstart"].dt for name, event in found.items()} == {
        "플러튼시 – 자매결연 20주년": datetime.date(2026, 5, 4),
        "플러튼시 – 자매결연 30주년": datetime.date(2036, 5, 4),
    }
    event = found["플러튼시 – 자매결연 20주년"]
    assert event["dtend"].dt == datetime.date(2026, 5, 5)
    assert event["uid"] == f"anniversary-{agreement.pk}-20@testserver"
    assert event["dtstamp"].dt == agreement.updated_at.replace(microsecond=0)
    assert "2006. 5. 4." in str(event["description"])


def test_29_february_falls_on_the_28th_in_common_years(client, partnership):
    AgreementFactory(partnership=partnership, signed="2016. 2. 29.")
    days = {event["dtstart"].dt for event in read(client).values()}
    assert days == {datetime.date(2026, 2, 28), datetime.date(2036, 2, 29)}


@pytest.mark.parametrize("signed", ["2006. 5.", "2006년", "2006. 5. 4. ~ 5.", ""])
def test_signing_not_known_to_the_day_is_left_out(client, partnership, signed):
    AgreementFactory(partnership=partnership, signed=signed)
    assert read(client) == {}


def test_signing_about_a_day_is_left_out(client, partnership):
    AgreementFactory(partnership=partnership, signed=Period.from_edtf("2006-05-04~"))
    assert read(client) == {}


def test_ended_and_unpublished_are_left_out(client, partnership):
    AgreementFactory(partnership=partnership, signed="2006. 5. 4.", status=Agreement.Status.ENDED)
    AgreementFactory(partnership=partnership, signed="2006. 5. 5.", state="draft")
    hidden = PartnershipFactory(home=partnership.home, partner=CityFactory(state="draft"))
    AgreementFactory(partnership=hidden, signed="2006. 5. 6.")
    assert read(client) == {}


def test_queries_are_as_many_for_1000_agreements_as_for_10(client):
    counts = []
    for home in (home_with(10), home_with(1000)):
        with CaptureQueriesContext(connection) as captured:
            read(client, home.slug)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 4
