"""Cities and partnerships found by what tables call them."""

import pytest

from cities.city_names import CityNames, Homes, KnownCities, label_of
from cities.models import City
from exchange.legacy.errors import LegacyError
from tests.factories import CityFactory, PartnershipFactory, PortalFactory

pytestmark = pytest.mark.django_db


def test_label_is_korean_in_any_language(settings):
    city = CityFactory(name="플러튼시", region="캘리포니아주", country="US")
    settings.LANGUAGE_CODE = "en"
    assert label_of(city) == "미국 캘리포니아주 플러튼시"


def test_city_is_found_by_each_of_its_names():
    city = CityFactory(name="의성군", region="경상북도", name_en="Uiseong-gun", slug="uiseong")
    names = CityNames(City.objects.all())
    for name in ("의성군", "경상북도 의성군", "대한민국 경상북도 의성군", "Uiseong-gun", "uiseong"):
        assert names.find(name) == city


def test_name_of_several_cities_lists_them():
    for region in ("대구광역시", "광주광역시"):
        CityFactory(name="서구", region=region)
    with pytest.raises(LegacyError, match="대한민국 광주광역시 서구, 대한민국 대구광역시 서구"):
        CityNames(City.objects.all()).find("서구")


def test_partnership_is_found_among_those_of_the_home():
    partnership = PartnershipFactory(partner__name="플러튼시")
    PartnershipFactory(partner__name="플러튼시", partner__region="다른 주")
    assert Homes().partnership(partnership.home, "플러튼시") == partnership


def test_city_that_is_no_partner_says_what_to_do():
    home = PortalFactory().city
    with pytest.raises(LegacyError, match="목록을 먼저 가져오거나"):
        Homes().partnership(home, "플러튼시")


def test_known_city_is_found_in_another_spelling_of_its_region():
    city = CityFactory(name="인제군", region="강원도")
    assert KnownCities().find("KR", "강원특별자치도", "인제군", partners=()) == city


def test_both_spellings_of_a_region_keep_their_own_city():
    old, new = (CityFactory(name="인제군", region=name) for name in ("강원도", "강원특별자치도"))
    known = KnownCities()
    assert known.find("KR", "강원도", "인제군", ()) == old
    assert known.find("KR", "강원특별자치도", "인제군", ()) == new


def test_name_without_region_means_the_homes_own_partner():
    city = CityFactory(name="안산시", region="랴오닝성", country="CN")
    assert KnownCities().find("CN", "", "안산시", partners={city.pk}) == city


def test_name_without_region_of_anybody_elses_city_is_asked_about():
    CityFactory(name="안산시", region="랴오닝성", country="CN")
    with pytest.raises(LegacyError, match="랴오닝성 안산시"):
        KnownCities().find("CN", "", "안산시", partners=())


def test_partner_registered_without_region_is_asked_about():
    city = CityFactory(name="의성군", region="")
    with pytest.raises(LegacyError, match="지역 없이 등록"):
        KnownCities().find("KR", "경상북도", "의성군", partners={city.pk})


def test_same_name_in_another_region_or_country_is_another_city():
    CityFactory(name="서구", region="대구광역시")
    assert KnownCities().find("KR", "광주광역시", "서구", partners=()) is None
    assert KnownCities().find("CN", "", "서구", partners=()) is None
