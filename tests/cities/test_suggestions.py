"""Cities that somebody may have meant who wrote their names in another way."""

import pytest

from cities.models import City
from exchange.records import Record
from tests.factories import CityFactory, PartnershipFactory, PortalFactory
from tests.pages import read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def las_vegas():
    home = PortalFactory(city=CityFactory(slug="ansan", name="안산시")).city
    partner = CityFactory(name="라스베가스시", region="네바다주", country="US")
    return PartnershipFactory(home=home, partner=partner, stage="suspended", stage_note="사유")


def meant(client, text, **data):
    page = read(client, "/search/", {"q": text, **data})
    heading = page.select_one("#meant")
    assert not heading or words(heading) == "혹시 이 도시를 찾으셨나요?"
    return [words(name) for name in page.select("section[aria-labelledby=meant] h3")]


@pytest.mark.parametrize(
    "text", ["라스베이거스", "Las Vegas", "미국 라스베이거스", "라스베이거스 자매결연"]
)
def test_city_is_found_by_another_spelling_of_its_name(client, las_vegas, text):
    assert meant(client, text) == ["라스베가스시"]
    assert "중단" in words(read(client, "/search/", {"q": text}).main)


def test_city_is_not_suggested_where_its_name_stands_in_the_results(client, las_vegas):
    assert meant(client, "라스베가스") == []


def test_only_public_partners_of_the_home_asked_are_suggested(client, las_vegas):
    PortalFactory(city=CityFactory(slug="yongin"))
    assert meant(client, "라스베이거스", home="yongin") == []
    assert meant(client, "라스베이거스", home="ansan") == ["라스베가스시"]
    las_vegas.state = Record.State.DRAFT
    las_vegas.save()
    assert meant(client, "라스베이거스") == []


def test_renamed_city_is_suggested_by_its_new_name_at_once(client, las_vegas):
    assert meant(client, "풀러턴") == []
    city = City.objects.get(name="라스베가스시")
    city.name = "플러튼시"
    city.save()
    assert meant(client, "풀러턴") == ["플러튼시"]
    assert meant(client, "라스베이거스") == []
