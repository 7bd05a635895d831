"""The way into the import desk, the way out by export, and what the lists offer whom."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from agreements.models import CivicAgreement
from cities.models import City, Partnership
from exchange.resources import by_code
from tests.factories import ExchangeEventFactory, PortalFactory
from tests.import_pages import address, code_of, desk, exported
from tests.staff import clerk, permissions_of
from timelines.models import ExchangeEvent, Indicator

pytestmark = pytest.mark.django_db

MODELS = [Partnership, City, CivicAgreement, ExchangeEvent, Indicator]
UPLOAD = "exchange.upload_importbatch"


def soup_of(page):
    return BeautifulSoup(page.content, "html.parser")


def signed_in(*permissions):
    client = Client()
    client.force_login(clerk(*permissions))
    return client


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("may_upload", [True, False])
@pytest.mark.parametrize("may_export", [True, False])
def test_list_leads_to_the_desk_and_to_exports_those_who_may(model, may_upload, may_export):
    deeds = ["view", "change", "add", "delete", *(["export"] if may_export else [])]
    client = signed_in(*permissions_of(model, *deeds), *([UPLOAD] if may_upload else []))
    soup = soup_of(client.get(address(model, "changelist")))
    tools = [link["href"] for link in soup.select(".object-tools a")]
    assert (address(model, "import") in tools) == may_upload
    assert any(link.startswith(address(model, "export")) for link in tools) == may_export
    assert client.get(address(model, "import")).status_code == (200 if may_upload else 403)
    assert client.get(address(model, "export")).status_code == (200 if may_export else 403)
    posted = client.post(address(model, "export"), {"format": "0"})
    assert posted.status_code == (200 if may_export else 403)


@pytest.mark.parametrize("model", MODELS)
def test_visitors_are_sent_to_sign_in(client, model):
    for page in ("import", "export"):
        assert client.get(address(model, page)).status_code == 302


@pytest.mark.parametrize("model", MODELS)
def test_upload_page_opens_the_kind_of_table_of_the_list(admin_client, model):
    soup = soup_of(admin_client.get(address(model, "import")))
    (opened,) = soup.select("details[open] summary")
    assert opened.get_text(strip=True) == by_code()[code_of(model)].shape.name


def test_upload_page_knows_home_and_partner_from_the_address(admin_client):
    event = ExchangeEventFactory(partnership__partner__name="플러튼시")
    PortalFactory()
    partnership = event.partnership
    page = admin_client.get(
        desk("add"), {"home": partnership.home.slug, "partner": partnership.partner.slug}
    )
    soup = soup_of(page)
    assert soup.select_one("select[name=home] option[selected]")["value"] == partnership.home.slug
    assert soup.select_one("input[name=partner]")["value"] == partnership.partner.full_name


def test_exchanges_of_one_partnership_lead_to_the_desk_with_their_cities(admin_client):
    partnership = ExchangeEventFactory().partnership
    changelist = address(ExchangeEvent, "changelist")
    for query, known in (({"partnership__id__exact": partnership.pk}, True), ({}, False)):
        soup = soup_of(admin_client.get(changelist, query))
        link = soup.select_one(".object-tools .import_link")["href"]
        assert (f"home={partnership.home.slug}&partner={partnership.partner.slug}" in link) == known


@pytest.mark.parametrize("model", MODELS)
def test_contacts_name_is_in_no_export(admin_client, model):
    portal = PortalFactory(contact_name="홍길동")
    ExchangeEventFactory(partnership__home=portal.city)
    assert "홍길동" not in exported(admin_client, model).decode("utf-8-sig")


@pytest.mark.parametrize("model", MODELS)
def test_export_page_is_korean_and_has_nothing_inline(admin_client, model):
    soup = soup_of(admin_client.get(address(model, "export")))
    assert soup.find("input", type="submit", value="내보내기")
    assert not soup.find_all(style=True)
    assert not [script for script in soup.find_all("script") if not script.get("src")]


def test_export_is_korean_on_an_english_screen_too(admin_client):
    ExchangeEventFactory(field="culture", direction="mutual")
    data = {"format": "0", "resource": "0"}
    english = {"accept-language": "en"}
    page = admin_client.post(address(ExchangeEvent, "export"), data, headers=english)
    assert page.content == exported(admin_client, ExchangeEvent)


def test_export_needs_a_format(admin_client):
    page = admin_client.post(address(ExchangeEvent, "export"), {"resource": "0"})
    assert page.status_code == 200
    assert page.context["form"].errors["format"]
