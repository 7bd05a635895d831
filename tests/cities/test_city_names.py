"""Cities and partnerships found by what tables call them."""

from datetime import date

import pytest

from cities.city_names import CityNames, Homes, KnownCities, label_of
from cities.models import City, Partnership
from exchange.legacy.errors import LegacyError
from exchange.periods import Period
from exchange.resources import Import
from exchange.resources.plans import LeftOut, Question
from tests.factories import AgreementFactory, CityFactory, PartnershipFactory, PortalFactory

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


def homes(answers=None):
    return Homes(Import(answers=answers or {}))


def test_partnership_is_found_among_those_of_the_home():
    partnership = PartnershipFactory(partner__name="플러튼시")
    PartnershipFactory(partner__name="플러튼시", partner__region="다른 주")
    assert homes().partnership(partnership.home, "플러튼시") == partnership


def test_city_that_is_no_partner_says_what_to_do():
    home = PortalFactory().city
    with pytest.raises(LegacyError, match="목록을 먼저 가져오거나"):
        homes().partnership(home, "플러튼시")


def test_partner_spelled_otherwise_is_asked_about_and_the_answer_is_honoured():
    partnership = PartnershipFactory(partner__name="플러튼시", partner__slug="fullerton")
    home = partnership.home
    with pytest.raises(Question) as asked:
        homes().partnership(home, "풀러턴시")
    question = asked.value
    assert question.id == "city:US:풀러턴시"
    assert [answer for answer, _ in question.choices] == ["is:fullerton", "skip"]
    meant = homes(answers={question.id: "is:fullerton"})
    assert meant.partnership(home, "풀러턴시") == partnership
    with pytest.raises(LeftOut, match="풀러턴시"):
        homes(answers={question.id: "skip"}).partnership(home, "풀러턴시")


def test_partnership_that_is_not_saved_yet_is_found_in_any_spelling():
    home = PortalFactory().city
    known = homes()
    with pytest.raises(LegacyError):
        known.partnership(home, "풀러턴시")
    city = City(country="US", name="플러튼시", slug="fullerton")
    new = Partnership(home=home, partner=city)
    known.add(new)
    assert known.partnership(home, "플러튼시") is new
    with pytest.raises(Question):
        known.partnership(home, "풀러턴시")


def test_partnerships_of_many_homes_take_one_query(django_assert_num_queries):
    found = [PartnershipFactory().home for _ in range(5)]
    known = homes()
    with django_assert_num_queries(1):
        known.load(found)
        assert [len(known.partners_of(home)[1]) for home in found] == [1] * 5


def test_first_signing_counts_agreements_that_are_about_to_be_saved():
    partnership = AgreementFactory(signed="2004. 5. 4.").partnership
    known = homes()
    assert known.first_signed(partnership) == date(2004, 5, 4)
    known.add_agreed(partnership, "friendship", Period.parse("2003. 10. 15."), "우호협정")
    assert known.first_signed(partnership) == date(2003, 10, 15)
    assert known.first_signed(PartnershipFactory()) is None


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
    assert KnownCities().find("CN", "", "안산시", partners={city.slug}) == city


def test_name_without_region_of_anybody_elses_city_is_only_alike():
    city = CityFactory(name="안산시", region="랴오닝성", country="CN")
    known = KnownCities()
    assert known.find("CN", "", "안산시", partners=()) is None
    assert known.alike("CN", "", "안산시") == [city]


def test_partner_registered_without_region_is_only_alike():
    city = CityFactory(name="의성군", region="")
    known = KnownCities()
    assert known.find("KR", "경상북도", "의성군", partners={city.slug}) is None
    assert known.alike("KR", "경상북도", "의성군") == [city]


def test_same_name_in_another_region_or_country_is_another_city():
    CityFactory(name="서구", region="대구광역시")
    known = KnownCities()
    for country, region in (("KR", "광주광역시"), ("CN", "")):
        assert known.find(country, region, "서구", partners=()) is None
        assert known.alike(country, region, "서구") == []


def test_hundreds_of_names_without_letters_of_ours_get_slugs():
    known = KnownCities()
    for number in range(120):
        known.add(known.new("CN", "", chr(0x4E00 + number), ""))
    assert len(known.by_slug) == 120
