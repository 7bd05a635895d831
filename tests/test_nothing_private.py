"""What is unpublished or private is in nothing that the portal gives out: pages, files, feeds, API.

All addresses are walked: those of the URLconf, filled in with slugs of public and of hidden
records, and every address that an answer names. A new route joins by itself; one with a new kind
of gap fails here until GAPS says what goes into it.
"""

import io
import itertools
import re
import zipfile
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import models
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from agreements.models import Agreement
from exchange.fields import PeriodField, PeriodPart
from exchange.records import Record
from tests import factories

pytestmark = pytest.mark.django_db

MARK = "숨은표식"
SLUG = "hidden-mark"
CONTACT = "홍비밀담당"
DRAFT = Record.State.DRAFT
FORMS = ("csv", "xlsx", "json", "ics", "xml", "jsonld", "yaml", "pdf")
MOST = 5_000  # addresses; a walk that never ends is a fault of the links


def marked(record):
    """The record with the mark in each of its texts, and in its slug."""
    changes = {}
    for field in record._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        if isinstance(field, models.SlugField):
            changes[field.name] = f"{SLUG}-{record.pk}"
        elif isinstance(field, models.URLField):
            changes[field.name] = f"https://{SLUG}.example/"
        elif (
            is_text
            and not isinstance(field, PeriodField | PeriodPart | models.FileField)
            and (field.max_length or 99) >= 20
            and field.name not in ("country", "partner_country", "state")
        ):
            changes[field.name] = f"{MARK} {record.pk}"
    type(record)._base_manager.filter(pk=record.pk).update(**changes)
    record.refresh_from_db()
    return record


def everything_of(
    partnership, state=Record.State.PUBLISHED, mark=lambda record: record, of_home=True
):
    """A record of each kind on a partnership, and on its home."""
    kept = {"state": state}
    title = "초안" if state == DRAFT else "협정"
    superseded = mark(
        factories.AgreementFactory(
            partnership=partnership,
            kind=Agreement.Kind.FRIENDSHIP,
            signed="2001. 2. 3.",
            title=f"{title} 1",
            **kept,
        )
    )
    agreement = mark(
        factories.AgreementFactory(
            partnership=partnership, supersedes=superseded, title=title, **kept
        )
    )
    mark(factories.AgreementAreaFactory(agreement=agreement))
    mark(factories.AgreementPartyFactory(agreement=agreement))
    mark(agreement.documents.create(title="협정문", url="https://www.example.org/"))
    event = mark(
        factories.ExchangeEventFactory(
            partnership=partnership, agreement=agreement, period="2024. 5. 6.", **kept
        )
    )
    mark(factories.EventPhotoFactory(event=event))
    if of_home:
        civic = factories.CivicAgreementFactory(
            home=partnership.home, partnership=partnership, **kept
        )
        mark(civic)
        indicator = mark(factories.IndicatorFactory(home=partnership.home, **kept))
        mark(factories.IndicatorValueFactory(indicator=indicator))
    source = mark(factories.SourceFactory())
    for record in (agreement, event):
        if state == DRAFT:
            type(record).objects.filter(pk=record.pk).update(source=source)


def city_with_parts(mark=lambda record: record, **values):
    city = mark(factories.CityFactory(**values))
    for part in (
        factories.CityFactFactory, factories.CityLinkFactory, factories.CityPictureFactory,
    ):  # fmt: skip
        mark(part(city=city))
    return city


@pytest.fixture
def registry():
    """A public home with a record of each kind, public and hidden in every way there is."""
    home = city_with_parts(slug="seogu", name="서구", region="대구광역시")
    factories.PortalFactory(city=home, contact_name=CONTACT, licence=1)
    shown = factories.PartnershipFactory(
        home=home, partner=city_with_parts(slug="fullerton", country="US", region="캘리포니아주")
    )
    everything_of(shown)
    everything_of(shown, DRAFT, marked)  # drafts on a public partnership
    hidden = [
        # a draft partnership, a draft partner
        marked(
            factories.PartnershipFactory(home=home, partner=city_with_parts(marked), state=DRAFT)
        ),
        marked(
            factories.PartnershipFactory(home=home, partner=city_with_parts(marked, state=DRAFT))
        ),
    ]
    for values, portal in (({}, {"state": DRAFT}), ({"state": DRAFT}, {})):
        elsewhere = city_with_parts(marked, **values)
        marked(factories.PortalFactory(city=elsewhere, contact_name=CONTACT, **portal))
        hidden.append(
            marked(factories.PartnershipFactory(home=elsewhere, partner=city_with_parts(marked)))
        )
    for partnership in hidden:
        # Published themselves: what they hang on hides them.
        everything_of(partnership, mark=marked, of_home=partnership.home != home)
    return {
        "home": ["seogu", *(partnership.home.slug for partnership in hidden[2:])],
        "partner": ["fullerton", *(partnership.partner.slug for partnership in hidden)],
        "events": list(shown.events.values_list("pk", flat=True)),
        "agreements": list(shown.agreements.values_list("pk", flat=True)),
        "civic": list(home.civic_agreements.values_list("pk", flat=True)),
        "indicators": list(home.indicators.values_list("pk", flat=True)),
        "cities": [home.slug, shown.partner.slug, *(each.partner.slug for each in hidden)],
    }


def gaps(registry):
    """What goes into the gaps of the routes, by the gap's name."""
    keys = sorted(
        {*registry["events"], *registry["agreements"], *registry["civic"], *registry["indicators"]}
    )
    return {
        "home": registry["home"],
        "partner": registry["partner"],
        "city": registry["cities"],
        "slug": registry["cities"],
        "pk": keys,
        "id": keys,
        "extension": FORMS,
        "format": [".json"],
        "table": ["partners", "years", "fields", "countries", "quiet", "kinds"],
        "section": ["pages", "partners", "homes", "site"],
        "token": ["x"],
        "path": [],
        "rest": ["no/such/"],
    }


def routes(resolver=None, before=""):
    """Every route outside of the admin, as (text with gaps in <>, names of the gaps)."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = before + (
            "" if isinstance(pattern.pattern, LocalePrefixPattern) else str(pattern.pattern)
        )
        if here.startswith("admin/"):
            continue
        if isinstance(pattern, URLPattern):
            yield here
        else:
            yield from routes(pattern, here)


GAP = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^()]*\)")


def addresses(registry):
    filling = gaps(registry)
    for route in routes():
        names = [one or other for one, other in GAP.findall(route)]
        unknown = set(names) - set(filling)
        assert not unknown, f"{route}: GAPS에 {unknown}에 넣을 값을 적어 주세요."
        for values in itertools.product(*(filling[name] for name in names)):
            left = iter(values)
            filled = GAP.sub(lambda gap, left=left: str(next(left)), route)
            yield "/" + re.sub(r"[\^$?]|\\Z|\\", "", filled)


def named_in(address, response, text):
    """Addresses of this site that an answer names."""
    form = response.headers.get("Content-Type", "")
    found = re.findall(r"https?://testserver(/[^\s\"'<>\\,;)]*)", text)
    if "html" in form:
        page = BeautifulSoup(text, "html.parser")
        for name in ("href", "src", "action", "data-address"):
            found += [element[name] for element in page.select(f"[{name}]")]
    for each in found:
        parts = urlsplit(urljoin(address, each))
        if parts.netloc in ("", "testserver") and parts.scheme in ("", "http", "https"):
            yield parts._replace(scheme="", netloc="", fragment="").geturl()


def body(response):
    """All the text of an answer, that of a workbook and of compressed parts as well."""
    data = b"".join(response) if response.streaming else response.content
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            data = b"\n".join(book.read(name) for name in book.namelist())
    text = data.decode(errors="replace")
    # JSON may write Korean by its numbers, calendars fold their lines.
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), text)
    return text.replace("\r\n ", "")


def test_nothing_unpublished_or_private_is_in_any_output(client, registry):
    waiting = list(addresses(registry))
    seen, forms, reached = set(waiting), set(), set()
    leaks = []
    while waiting:
        address = waiting.pop()
        # Pages of the other languages are the same pages.
        if address.startswith(("/admin/", "/static/", "/media/", "/ja/", "/zh-hans/")):
            continue
        response = client.get(address)
        assert response.status_code < 500, address
        if response.status_code == 200:
            forms.add(response.headers.get("Content-Type", "").partition(";")[0])
            reached.add(unquote(urlsplit(address).path))
        said = body(response)
        # A page that is not found repeats the address that was asked for, in each language.
        marks = (MARK, CONTACT, SLUG) if response.status_code == 200 else (MARK, CONTACT)
        leaks += [(address, mark) for mark in marks if mark in said]
        assert not leaks
        for named in named_in(address, response, said):
            # Each list has endlessly many conditions; one of each kind is enough.
            path, _question, query = named.partition("?")
            kind = path + "?" + "&".join(sorted(re.findall(r"(\w+)=", query)))
            if kind not in seen and len(seen) < MOST:
                seen.add(kind)
                waiting.append(named)
    assert len(seen) < MOST
    assert {"text/html", "text/csv", "application/json", "text/calendar"} <= forms
    assert any("spreadsheetml" in form for form in forms)
    assert any("xml" in form for form in forms)
    assert {"/seogu/", "/seogu/partners/fullerton/", "/search/", "/sitemap.xml"} <= reached
    assert {
        "/seogu/partners.csv",
        "/seogu/events.xlsx",
        "/seogu/feed.xml",
        "/open-data/",
    } <= reached


def test_hidden_pages_are_not_found(client, registry):
    for home in registry["home"][1:]:
        for page in ("", "partners/", "events/", "open-data/", "feed.xml", "partners.csv"):
            assert client.get(f"/{home}/{page}").status_code == 404
    for partner in registry["partner"][1:]:
        for page in ("", "feed.xml", "events.ics"):
            assert client.get(f"/seogu/partners/{partner}/{page}").status_code == 404


def test_words_of_hidden_records_find_nothing(client, registry):
    for address in ("/search/", "/seogu/events/", "/seogu/civic/"):
        for name in ("q", "text"):
            page = BeautifulSoup(client.get(address, {name: MARK}).content, "html.parser")
            for asked in page.select("input, .chips, title, h1, [role=alert], .suggestions"):
                asked.decompose()
            assert f"{MARK} " not in page.get_text()
            assert SLUG not in str(page.find("main"))
