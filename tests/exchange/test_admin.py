"""What the admin of every record has in common: who may enter, and lists."""

import pytest
from django.contrib import admin
from django.urls import reverse

from agreements.models import Agreement, CivicAgreement
from cities.models import City, Partnership, Portal
from exchange.models import Source
from tests.admin_pages import FACTORIES, MODELS, RECORDS, by_name, queries_of, url_of
from tests.factories import CityFactory, PartnershipFactory, PortalFactory, SourceFactory
from tests.staff import clerk, permissions_of
from timelines.models import ExchangeEvent, Indicator

pytestmark = pytest.mark.django_db


# Who may enter ----------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS, **by_name)
def test_staff_without_permission_sees_nothing(client, model):
    record = FACTORIES[model]()
    client.force_login(clerk())
    for page, args in (
        ("changelist", []), ("add", []), ("change", [record.pk]), ("delete", [record.pk]),
        ("history", [record.pk]),
    ):  # fmt: skip
        assert client.get(url_of(model, page, *args)).status_code == 403, page


@pytest.mark.parametrize("model", MODELS, **by_name)
def test_visitor_is_sent_to_sign_in(client, model):
    for page in ("changelist", "add"):
        response = client.get(url_of(model, page))
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize("model", MODELS, **by_name)
def test_every_page_of_a_model_opens(admin_client, model):
    record = FACTORIES[model]()
    for page, args in (
        ("changelist", []), ("add", []), ("change", [record.pk]), ("delete", [record.pk]),
        ("history", [record.pk]),
    ):  # fmt: skip
        assert admin_client.get(url_of(model, page, *args)).status_code == 200, page


def test_buttons_say_what_they_do(admin_client):
    text = admin_client.get(url_of(City, "change", CityFactory().pk)).content.decode()
    assert "저장하고 하나 더 추가" in text
    assert "저장하고 계속 고치기" in text
    assert "다른 이름으로" not in text


@pytest.mark.parametrize("model", MODELS, **by_name)
def test_clerk_who_may_only_look_sees_and_changes_nothing(client, model):
    record = FACTORIES[model]()
    client.force_login(clerk(*permissions_of(model, "view")))
    url = url_of(model, "change", record.pk)
    html = client.get(url).content.decode()
    assert "readonly" in html
    assert 'name="_save"' not in html
    assert client.post(url, {"title": "x", "name": "x"}).status_code == 403


def test_index_lists_the_apps_in_the_order_of_the_house(admin_client):
    response = admin_client.get(reverse("admin:index"))
    apps = [app["app_label"] for app in response.context["app_list"]]
    assert apps == ["cities", "agreements", "timelines", "exchange", "auth"]
    assert response.context["app_list"][0]["models"][0]["name"] == "교류도시"
    assert "교류도시 등록부" in response.content.decode()


# Lists ------------------------------------------------------------------------------------


def make_rows(model, count):
    """That many rows, two homes among them, with a few queries."""
    cities = City.objects.bulk_create(CityFactory.build() for _ in range(count))
    homes = cities[:2]
    if model is City:
        return
    if model is Source:
        Source.objects.bulk_create(SourceFactory.build() for _ in range(count))
        return
    portals = cities if model is Portal else homes
    Portal.objects.bulk_create(PortalFactory.build(city=city) for city in portals)
    if model in (CivicAgreement, Indicator):
        factory = FACTORIES[model]
        model.objects.bulk_create(factory.build(home=homes[n % 2]) for n in range(count))
        return
    partnerships = Partnership.objects.bulk_create(
        PartnershipFactory.build(home=homes[n % 2], partner=cities[n]) for n in range(2, count)
    )
    if model in (Agreement, ExchangeEvent):
        factory = FACTORIES[model]
        model.objects.bulk_create(factory.build(partnership=row) for row in partnerships)


@pytest.mark.parametrize("model", MODELS, **by_name)
def test_list_takes_at_most_12_queries_whatever_the_rows(client, model):
    client.force_login(clerk(*permissions_of(model, "view", "change", "delete")))
    url = url_of(model, "changelist")
    make_rows(model, 10)
    queries_of(client, url)
    few = queries_of(client, url)
    make_rows(model, 1000)
    assert queries_of(client, url) == few
    assert few <= 12
    if model in RECORDS:
        assert queries_of(client, f"{url}?q=도시&state__exact=published") <= 12


def test_counts_beside_filters_are_those_of_the_rows(admin_client):
    CityFactory(latitude="37.5", longitude="127")
    CityFactory(country="JP", region="")
    CityFactory(country="JP", region="", state=City.State.DRAFT)

    def choices(query=""):
        changelist = admin_client.get(url_of(City, "changelist") + query).context["cl"]
        return {
            str(choice["display"])
            for spec in changelist.filter_specs
            for choice in spec.choices(changelist)
        }

    assert {"일본 (2)", "대한민국 (1)", "작성 중 (1)", "공개 (2)", "좌표 없음 (2)"} <= choices()
    # A filter in use still tells what its other choices would give.
    found = choices("?country=JP")
    assert {"일본 (2)", "대한민국 (1)", "작성 중 (1)", "공개 (1)", "좌표 없음 (2)"} <= found


@pytest.mark.parametrize("query", ["lacks=nothing", "country=XX", "home=x", "scope=far"])
def test_filter_refuses_a_value_that_is_no_choice(admin_client, query):
    PartnershipFactory()
    PartnershipFactory(partner__country="JP")
    response = admin_client.get(f"{url_of(Partnership, 'changelist')}?{query}")
    assert response.status_code == 302
    assert response["Location"].endswith("?e=1")


def test_every_record_is_in_the_admin():
    assert {model for model in MODELS if not admin.site.is_registered(model)} == set()


@pytest.mark.parametrize("model", MODELS, **by_name)
def test_list_sorts_by_each_of_its_columns_both_ways(admin_client, model):
    FACTORIES[model]()
    for column in range(1, len(admin.site.get_model_admin(model).list_display) + 1):
        for order in (column, -column):
            url = f"{url_of(model, 'changelist')}?o={order}"
            assert admin_client.get(url).status_code == 200, url
