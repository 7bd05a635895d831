"""The admin of cities, sites and partnerships: what clerks find, and what they are refused."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from cities.models import City, CityFact, Partnership, Portal
from tests.factories import (
    AgreementFactory,
    CityFactFactory,
    CityFactory,
    ExchangeEventFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.html_forms import fields_of
from tests.staff import clerk

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(admin_client):
    """Rows of a list for a query string."""

    def found(model, query):
        url = reverse(f"admin:cities_{model._meta.model_name}_changelist")
        return list(admin_client.get(f"{url}?{query}").context["cl"].result_list)

    return found


@pytest.fixture
def fill(admin_client):
    """Send the form of a new or existing record, changed as said."""

    def fill(record_or_model, **changes):
        model = record_or_model if isinstance(record_or_model, type) else type(record_or_model)
        name = f"admin:cities_{model._meta.model_name}"
        url = (
            reverse(f"{name}_add")
            if model is record_or_model
            else reverse(f"{name}_change", args=[record_or_model.pk])
        )
        data = fields_of(admin_client.get(url), f"{model._meta.model_name}_form")
        return admin_client.post(url, data | changes)

    return fill


def errors_of(response):
    assert response.status_code == 200
    return {
        field: list(errors) for field, errors in response.context["adminform"].form.errors.items()
    }


# What clerks find -------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["구이린", "Guilin", "桂林", "광시", "구이린 광시"])
def test_city_is_found_by_any_of_its_names(found, words):
    city = CityFactory(name="구이린시", name_en="Guilin", name_local="桂林市", region="광시")
    CityFactory(region="경기도")
    assert found(City, f"q={words}") == [city]


def test_partnership_is_found_by_either_city(found):
    partnership = PartnershipFactory(partner__name="플러튼시", partner__name_en="Fullerton")
    PartnershipFactory()
    assert found(Partnership, "q=Fullerton") == [partnership]
    assert found(Partnership, f"q={partnership.home.name}") == [partnership]


def test_cities_that_lack_something_are_found(found):
    bare = CityFactory()
    whole = CityFactory(
        latitude=37.5, longitude=127, population=33000, population_year=2010, name_en="Inje"
    )
    assert found(City, "lacks=coordinates") == [bare]
    assert found(City, "lacks=population") == [bare]
    assert found(City, "lacks=english") == [bare]
    assert set(found(City, "lacks=source")) == {bare, whole}
    assert found(City, "lacks=year") == []


def test_partnerships_that_lack_something_are_found(found):
    bare = PartnershipFactory(stage=Partnership.Stage.SUSPENDED)
    lively = AgreementFactory().partnership
    today = timezone.localdate()
    ExchangeEventFactory(partnership=lively, period=f"{today:%Y. %m. %d.}")
    quiet = AgreementFactory().partnership
    ExchangeEventFactory(partnership=quiet, period="1999. 5. 4.")
    assert found(Partnership, "lacks=agreement") == [bare]
    assert found(Partnership, "lacks=event") == [bare]
    assert found(Partnership, "lacks=reason") == [bare]
    assert found(Partnership, "lacks=quiet") == [quiet]


def test_partnership_list_counts_drafts_as_well(found):
    partnership = AgreementFactory(state=City.State.DRAFT).partnership
    for year in (2013, 2015):
        ExchangeEventFactory(partnership=partnership, period=f"{year}. 4. 5.")
    (row,) = found(Partnership, "")
    assert (row.agreement_count, row.event_count) == (1, 2)
    assert row.latest_event == datetime.date(2015, 4, 5)


def test_domestic_and_overseas_partnerships_are_told_apart(found):
    overseas = PartnershipFactory()
    domestic = PartnershipFactory(partner__country="KR")
    assert found(Partnership, "scope=domestic") == [domestic]
    assert found(Partnership, "scope=overseas") == [overseas]
    assert found(Partnership, "country=US") == [overseas]
    assert found(Partnership, f"home={domestic.home.pk}") == [domestic]


def test_city_is_offered_while_its_name_is_typed(client):
    client.force_login(clerk("cities.view_city", "cities.add_partnership"))
    CityFactory(name="인제군", region="강원특별자치도", name_en="Inje")
    CityFactory(name="의성군", region="경상북도", name_en="Uiseong")
    answer = client.get(
        reverse("admin:autocomplete"),
        {
            "term": "inje",
            "app_label": "cities",
            "model_name": "partnership",
            "field_name": "partner",
        },
    )
    texts = [result["text"] for result in answer.json()["results"]]
    assert texts == ["대한민국 강원특별자치도 인제군"]


def test_name_of_the_contact_is_in_the_form_only(admin_client):
    portal = PortalFactory(contact_name="홍길동")
    listing = admin_client.get(reverse("admin:cities_portal_changelist"))
    assert "홍길동" not in listing.content.decode()
    form = admin_client.get(reverse("admin:cities_portal_change", args=[portal.pk]))
    assert "홍길동" in form.content.decode()


# What clerks are refused ------------------------------------------------------------------


def test_same_city_twice_is_refused(fill):
    CityFactory(country="KR", region="대구광역시", name="서구")
    response = fill(City, country="KR", region="대구광역시", name="서구", slug="another")
    assert errors_of(response) == {
        "__all__": ["같은 국가·지역에 같은 이름의 도시가 이미 있습니다."]
    }


def test_same_address_twice_is_refused_beside_the_field(fill):
    CityFactory(slug="seogu")
    assert "slug" in errors_of(fill(City, country="KR", name="서구", slug="seogu"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"slug": "admin"}, "누리집이 쓰는 이름입니다"),
        ({"latitude": "37.5"}, "함께 넣거나 함께 비워"),
        ({"area_km2": "0"}, "면적은 0보다 커야"),
        ({"temperature_min_c": "10", "temperature_max_c": "1"}, "최저 기온이 최고 기온보다"),
        ({"rainfall_mm": "-1"}, "강수량은 0 이상"),
        ({"population_year": "2010"}, "인구 기준 연도는"),
    ],
)
def test_impossible_city_is_refused_in_korean(fill, changes, words):
    city = CityFactory()
    (errors,) = errors_of(fill(city, **changes)).values()
    assert words in errors[0]


def test_latitude_out_of_range_is_refused_beside_the_field(fill):
    assert "latitude" in errors_of(fill(CityFactory(), latitude="91", longitude="0"))


def test_same_partnership_twice_is_refused(fill):
    partnership = PartnershipFactory()
    response = fill(Partnership, home=partnership.home.pk, partner=partnership.partner.pk)
    assert errors_of(response) == {"__all__": ["이 교류도시는 이미 등록되어 있습니다."]}


def test_partnership_with_itself_is_refused(fill):
    city = PortalFactory().city
    response = fill(Partnership, home=city.pk, partner=city.pk)
    assert errors_of(response) == {"__all__": ["자기 도시와는 교류도시가 될 수 없습니다."]}


def test_second_site_of_a_home_is_refused_beside_the_field(fill):
    assert "city" in errors_of(fill(Portal, city=PortalFactory().city.pk))


def test_same_fact_twice_is_refused_in_its_row(fill):
    city = CityFactory()
    rows = {"facts-TOTAL_FORMS": "2"}
    for n in range(2):
        rows |= {f"facts-{n}-label": "주요산업", f"facts-{n}-text": "농업"}
        rows |= {f"facts-{n}-topic": "other", f"facts-{n}-position": n, f"facts-{n}-city": city.pk}
    response = fill(city, **rows)
    assert response.status_code == 200
    assert "이 도시에 같은 구분의 현황이 이미 있습니다." in response.content.decode()
    assert not CityFact.objects.exists()


def test_facts_of_a_city_are_saved_with_only_the_changed_in_history(fill):
    city = CityFactory()
    for n in range(30):
        CityFactFactory(city=city, label=f"구분 {n}", text="가\n나", position=n)
    assert fill(city, **{"facts-7-text": "다"}).status_code == 302
    fact = CityFact.objects.get(text="다")
    assert fact.label == "구분 7"
    assert CityFact.history.filter(history_type="~").count() == 1


def test_city_in_use_is_not_deleted(admin_client):
    partnership = PartnershipFactory()
    url = reverse("admin:cities_city_delete", args=[partnership.partner.pk])
    response = admin_client.post(url, {"post": "yes"})
    assert response.status_code == 200
    assert str(partnership) in response.content.decode()
    data = {"action": "delete_selected", "_selected_action": [partnership.partner.pk]}
    admin_client.post(reverse("admin:cities_city_changelist"), data | {"post": "yes"})
    assert City.objects.filter(pk=partnership.partner.pk).exists()
