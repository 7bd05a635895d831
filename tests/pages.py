"""Pages as a test reads them, and homes with many records."""

from bs4 import BeautifulSoup
from django.db import connection

from agreements.models import Agreement, CivicAgreement
from cities.models import City, Partnership
from tests.factories import (
    AgreementFactory,
    CityFactory,
    CivicAgreementFactory,
    ExchangeEventFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    PartnershipFactory,
    PortalFactory,
)
from timelines.models import ExchangeEvent, Indicator, IndicatorValue


def read(client, url, data=None, status=200):
    """The parsed page at this address, which answers with this status."""
    response = client.get(url, data)
    assert response.status_code == status, response.status_code
    return BeautifulSoup(response.content, "html.parser")


def fetch(client, url, status=200):
    """The answer at this address, which has this status, and its body; no file is left open."""
    response = client.get(url.removeprefix("http://testserver"))
    assert response.status_code == status, (url, response.status_code)
    # The client closes what is read to its end.
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response, body


def words(node):
    """The text of a node as it is read out, in one line."""
    heard = (
        text
        for text in node.strings
        if not any(each.get("aria-hidden") == "true" for each in text.parents)
    )
    return " ".join(" ".join(heard).split())


def rows(page, table="table"):
    """The rows of a table's body, each a list of its cells' texts."""
    return [
        [words(cell) for cell in row.find_all(["th", "td"])]
        for row in page.select(f"{table} tbody tr")
    ]


def facts(page, within="main"):
    """The terms of the definition lists with their descriptions."""
    return {
        words(group.dt): [words(text) for text in group.find_all("dd")]
        for group in page.select(f"{within} dl > div")
    }


def chips(page):
    """The conditions applied to a list: their texts and the addresses that lift them."""
    return {
        words(link).removesuffix(" 조건 지우기"): link["href"]
        for link in page.select(".chips a:not(.clear)")
    }


def home_with(count):
    """A public home with so many partners, agreements, exchanges, civic ties and indicators.

    The first partner has all the exchanges and civic ties; every partner has an agreement.
    """
    home = PortalFactory().city
    partners = City.objects.bulk_create(CityFactory.build_batch(count, country="JP", region="현"))
    partnerships = Partnership.objects.bulk_create(
        PartnershipFactory.build(home=home, partner=partner) for partner in partners
    )
    agreements = Agreement.objects.bulk_create(
        AgreementFactory.build(partnership=partnership) for partnership in partnerships
    )
    first = partnerships[0]
    Agreement.objects.bulk_create(
        AgreementFactory.build(partnership=first, title=f"협정 {number}")
        for number in range(len(agreements))
    )
    ExchangeEvent.objects.bulk_create(
        ExchangeEventFactory.build(partnership=first) for _ in range(count)
    )
    CivicAgreement.objects.bulk_create(
        CivicAgreementFactory.build(home=home, partnership=first) for _ in range(count)
    )
    indicators = Indicator.objects.bulk_create(
        IndicatorFactory.build(home=home, position=number) for number in range(count)
    )
    IndicatorValue.objects.bulk_create(
        IndicatorValueFactory.build(indicator=indicator) for indicator in indicators
    )
    if connection.vendor == "postgresql":
        # What autovacuum does within a minute; tests/conftest.py has it switched off.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return home
