"""Calendars of exchanges, read by an independent reader."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from exchange import calendars
from exchange.periods import Period
from tests.factories import (
    CityFactory,
    ExchangeEventFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.pages import home_with
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db


def read(client, url, data=None):
    """The calendar at this address, and its entries by title."""
    response = client.get(url, data)
    assert response.status_code == 200, response.content.decode()
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    assert not calendar.errors
    assert not any(event.errors for event in calendar.events)
    return calendar, {str(event["summary"]).partition(" – ")[2]: event for event in calendar.events}


@pytest.fixture
def partnership():
    home = PortalFactory(city=CityFactory(slug="ansan", name="안산시"), licence=1).city
    partner = CityFactory(slug="anshan", name="안산시", region="요녕성", country="CN")
    return PartnershipFactory(home=home, partner=partner)


def days(event):
    return event["dtstart"].dt, event["dtend"].dt


@pytest.mark.parametrize(
    ("period", "first", "after"),
    [
        ("2016. 8. 19.", (2016, 8, 19), (2016, 8, 20)),
        ("2013. 4. 5. ~ 25.", (2013, 4, 5), (2013, 4, 26)),
        ("2019. 12. 30. ~ 2020. 1. 2.", (2019, 12, 30), (2020, 1, 3)),
        ("2024. 2. 29.", (2024, 2, 29), (2024, 3, 1)),
        ("1994. 5. 1. ~ 현재", (1994, 5, 1), (1994, 5, 2)),
    ],
)
def test_exchange_known_to_the_day_is_an_all_day_entry(client, partnership, period, first, after):
    ExchangeEventFactory(partnership=partnership, period=period, title="방문")
    _calendar, found = read(client, "/ansan/events.ics")
    (event,) = found.values()
    assert days(event) == (datetime.date(*first), datetime.date(*after))
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert event["transp"] == "TRANSPARENT"
    assert period in str(event["description"])


@pytest.mark.parametrize(
    "period",
    ["2021. 4.", "1979년", "1990년대", "2004. ~ 현재", "2019. 11. ~ 2020. 2.", "2013-04-05~",
     "2013-04-05?/2013-04-06", "2020년 봄", "2019. 11. 3. ~ 2020.", ""],
)  # fmt: skip
def test_exchange_not_known_to_the_day_is_in_no_calendar(client, partnership, period):
    if "-" in period:
        period = Period.from_edtf(period)
    ExchangeEventFactory(partnership=partnership, period=period or None)
    calendar, found = read(client, "/ansan/events.ics")
    assert not found
    assert "교류 1건 가운데 날짜까지 알려진 0건" in str(calendar["x-wr-caldesc"])


def test_open_ended_exchange_says_that_it_goes_on(client, partnership):
    ExchangeEventFactory(partnership=partnership, period="1994. 5. 1. ~ 현재", title="파견")
    _calendar, found = read(client, "/ansan/events.ics")
    assert "이어지는" in str(found["파견 (시작)"]["description"])


def test_partner_of_the_name_of_its_home_is_told_apart(client, partnership):
    ExchangeEventFactory(partnership=partnership)
    calendar, _found = read(client, "/ansan/events.ics")
    assert str(calendar.events[0]["summary"]).startswith("요녕성 안산시 – ")


def test_calendar_says_its_name_day_licence_and_when_to_ask_again(client, partnership):
    event = ExchangeEventFactory(partnership=partnership)
    stamp = datetime.datetime(2024, 3, 4, 20, tzinfo=datetime.UTC)  # the 5th in Korea
    ExchangeEvent.objects.filter(pk=event.pk).update(updated_at=stamp)
    calendar, _found = read(client, "/ansan/events.ics")
    assert calendar["x-wr-calname"] == calendar["name"] == "경기도 안산시 교류 내역"
    assert calendar["x-data-reference-date"] == "2024-03-05"
    assert calendar["x-license"] == "공공누리 제1유형: 출처표시"
    assert calendar["refresh-interval"].dt == datetime.timedelta(days=1)
    assert calendar["refresh-interval"].params["VALUE"] == "DURATION"
    assert calendar["source"] == "http://testserver/ansan/events.ics"
    assert calendar["url"] == "http://testserver/ansan/events/"
    (entry,) = calendar.events
    assert entry["dtstamp"].dt == entry["last-modified"].dt == stamp


def test_uid_stays_when_the_exchange_is_edited(client, partnership):
    event = ExchangeEventFactory(partnership=partnership, period="2016. 8. 19.", title="방문")
    before = read(client, "/ansan/events.ics")[1]["방문"]["uid"]
    event.title, event.period = "다시 방문", "2017. 8. 19."
    event.save()
    after = read(client, "/ansan/events.ics")[1]["다시 방문"]
    assert after["uid"] == before
    assert str(before).endswith("@testserver")
    assert client.get(after["url"].removeprefix("http://testserver")).status_code == 200


def test_lines_have_75_octets_and_break_no_character(client, partnership):
    title = "자매도시 청소년 대표단, 시장; 의장 \\ 桂林市 😀 " * 6
    ExchangeEventFactory(
        partnership=partnership, title=title.strip(), details="가나다라, 마바사\n둘째\x07 줄"
    )
    response = client.get("/ansan/events.ics")
    lines = response.content.split(b"\r\n")
    assert b"\n" not in response.content.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # each is whole characters
    (event,) = read(client, "/ansan/events.ics")[1].values()
    assert str(event["summary"]).endswith(title.strip())
    assert "둘째 줄" in str(event["description"])


def test_conditions_of_the_list_narrow_the_calendar(client, partnership):
    other = PartnershipFactory(home=partnership.home, partner=CityFactory(country="JP", slug="jp"))
    ExchangeEventFactory(partnership=partnership, title="하나", field="sports")
    ExchangeEventFactory(partnership=other, title="둘", period="2020. 1. 2.")
    assert set(read(client, "/ansan/events.ics")[1]) == {"하나", "둘"}
    assert set(read(client, "/ansan/events.ics", {"country": "JP"})[1]) == {"둘"}
    assert set(read(client, "/ansan/events.ics", {"field": "sports"})[1]) == {"하나"}
    assert set(read(client, "/ansan/events.ics", {"since": "2019"})[1]) == {"둘"}
    assert set(read(client, "/ansan/events.ics", {"text": "하나"})[1]) == {"하나"}
    assert set(read(client, "/ansan/partners/jp/events.ics")[1]) == {"둘"}
    assert set(read(client, "/ansan/partners/jp/events.ics", {"until": "2019"})[1]) == set()


def test_condition_that_cannot_be_read_is_refused(client, partnership):
    ExchangeEventFactory(partnership=partnership)
    response = client.get("/ansan/events.ics", {"since": "작년"})
    assert response.status_code == 400
    assert "연도" in response.content.decode()


def test_partner_without_exchanges_has_an_empty_calendar(client, partnership):
    calendar, found = read(client, "/ansan/partners/anshan/events.ics")
    assert not found
    assert calendar["x-wr-calname"] == "경기도 안산시 – 요녕성 안산시 교류 내역"


def test_unpublished_is_in_no_calendar(client, partnership):
    ExchangeEventFactory(partnership=partnership, state="draft")
    hidden = PartnershipFactory(home=partnership.home, state="draft")
    ExchangeEventFactory(partnership=hidden)
    assert not read(client, "/ansan/events.ics")[1]
    assert client.get(f"/ansan/partners/{hidden.partner.slug}/events.ics").status_code == 404
    assert client.get("/nowhere/events.ics").status_code == 404


def test_calendar_of_very_many_holds_the_latest(client, partnership, monkeypatch):
    monkeypatch.setattr("timelines.calendars.LONGEST", 2)
    for year in (2001, 2003, 2002):
        ExchangeEventFactory(partnership=partnership, period=f"{year}. 1. 2.", title=f"{year}")
    calendar, found = read(client, "/ansan/events.ics")
    assert set(found) == {"2002", "2003"}
    assert "최근 것부터" in str(calendar["x-wr-caldesc"])
    assert calendars.LONGEST == 1_000


def test_queries_are_as_many_for_1000_exchanges_as_for_10(client):
    counts = []
    for home in (home_with(10), home_with(1000)):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/{home.slug}/events.ics").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 6
