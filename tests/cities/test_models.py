"""Cities and partnerships: identity, constraints, and the questions asked of partnerships."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from agreements.models import Agreement
from cities.models import City, CooperationField, Partnership, Portal
from exchange.records import Record
from tests.factories import (
    AgreementAreaFactory,
    AgreementFactory,
    CityFactory,
    ExchangeEventFactory,
    PartnershipFactory,
)

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 22)


def leading(partnership):
    return Partnership.objects.with_leading().get(pk=partnership.pk)


def test_city_name_may_repeat_in_another_region():
    CityFactory(region="광주광역시", name="서구")
    CityFactory(region="대구광역시", name="서구").full_clean()


def test_city_identity_is_unique():
    CityFactory(region="광주광역시", name="서구")
    with pytest.raises(ValidationError, match="같은 국가·지역에 같은 이름"):
        CityFactory.build(region="광주광역시", name="서구").full_clean()


@pytest.mark.parametrize(
    "values",
    [
        {"slug": ""},
        {"slug": "admin"},
        {"name": ""},
        {"latitude": 35},
        {"latitude": 91, "longitude": 0},
        {"area_km2": 0},
        {"temperature_min_c": 5, "temperature_max_c": 1},
        {"rainfall_mm": -1},
        {"population_year": 2010},
        {"population": 5, "population_year": 10},
    ],
)
def test_city_impossible_values_are_refused_by_the_database(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        CityFactory(**values)


def test_city_full_name_has_region_and_name():
    assert City(region="경상북도", name="의성군").full_name == "경상북도 의성군"
    assert City(name="세종특별자치시").full_name == "세종특별자치시"


def test_partnership_with_itself_is_refused():
    city = CityFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        PartnershipFactory(home=city, partner=city)


def test_partnership_twice_is_refused():
    partnership = PartnershipFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        PartnershipFactory(home=partnership.home, partner=partnership.partner)


def test_partnership_between_two_homes_stands_once_for_each():
    partnership = PartnershipFactory()
    PartnershipFactory(home=partnership.partner, partner=partnership.home)


def test_partnership_in_the_home_country_is_domestic():
    home = PartnershipFactory().home
    domestic = PartnershipFactory(home=home, partner=CityFactory(country="KR"))
    assert list(Partnership.objects.for_home(home).domestic()) == [domestic]
    assert domestic.is_domestic


def test_partnership_in_another_country_is_overseas():
    overseas = PartnershipFactory()
    PartnershipFactory(home=overseas.home, partner=CityFactory(country="KR"))
    assert list(Partnership.objects.for_home(overseas.home).overseas()) == [overseas]
    assert not overseas.is_domestic


def test_leading_agreement_is_the_closest_tie_in_force():
    first = AgreementFactory(
        kind=Agreement.Kind.FRIENDSHIP, signed="2003.10. 15", status=Agreement.Status.UPGRADED
    )
    AgreementFactory(partnership=first.partnership, signed="2004. 5. 4.", supersedes=first)
    AgreementFactory(partnership=first.partnership, kind=Agreement.Kind.MOU, signed="2015. 1. 1.")
    found = leading(first.partnership)
    assert (found.kind, found.since) == (Agreement.Kind.SISTER, datetime.date(2004, 5, 4))


def test_leading_agreement_is_the_last_one_where_none_is_in_force():
    past = AgreementFactory(status=Agreement.Status.ENDED)
    assert leading(past.partnership).kind == Agreement.Kind.SISTER


def test_leading_agreement_is_none_without_public_agreement():
    agreement = AgreementFactory(state=Record.State.DRAFT)
    found = leading(agreement.partnership)
    assert (found.kind, found.since, found.latest) == (None, None, None)


def test_latest_exchange_is_the_one_that_began_last():
    partnership = ExchangeEventFactory(period="2013. 4. 5. ~ 25.").partnership
    ExchangeEventFactory(partnership=partnership, period="2016. 8. 19.")
    ExchangeEventFactory(partnership=partnership, period=None)
    assert leading(partnership).latest == datetime.date(2016, 8, 19)


def test_of_kind_asks_the_leading_agreement_only():
    first = AgreementFactory(kind=Agreement.Kind.FRIENDSHIP, status=Agreement.Status.UPGRADED)
    AgreementFactory(partnership=first.partnership, supersedes=first)
    assert Partnership.objects.of_kind([Agreement.Kind.SISTER]).count() == 1
    assert Partnership.objects.of_kind([Agreement.Kind.FRIENDSHIP]).count() == 0


def test_in_field_finds_exchanges_and_agreed_areas():
    by_event = ExchangeEventFactory(field=CooperationField.YOUTH).partnership
    area = AgreementAreaFactory(field=CooperationField.YOUTH)
    ExchangeEventFactory(field=CooperationField.SPORTS)
    ExchangeEventFactory(field=CooperationField.YOUTH, state=Record.State.DRAFT)
    found = Partnership.objects.in_field([CooperationField.YOUTH])
    assert set(found) == {by_event, area.agreement.partnership}


def test_signed_between_includes_both_boundary_years():
    agreement = AgreementFactory(signed="2004. 5. 4.")
    AgreementFactory(signed=None)
    for first, last, count in [
        (2004, 2004, 1),
        (2004, None, 1),
        (None, 2004, 1),
        (2005, None, 0),
        (None, 2003, 0),
    ]:
        assert Partnership.objects.signed_between(first, last).count() == count
    assert agreement.partnership in Partnership.objects.signed_between(2000, 2010)


def test_quiet_counts_from_the_boundary_day():
    partnership = ExchangeEventFactory(period="2023. 11. 22.").partnership
    assert partnership in Partnership.objects.quiet(3, on=TODAY)
    assert partnership not in Partnership.objects.quiet(3, on=TODAY - datetime.timedelta(days=1))


def test_quiet_leaves_out_what_is_not_active():
    PartnershipFactory(stage=Partnership.Stage.SUSPENDED)
    never = PartnershipFactory()
    assert list(Partnership.objects.quiet(3, on=TODAY)) == [never]


def test_quiet_on_a_leap_day_has_a_boundary():
    partnership = ExchangeEventFactory(period="2023. 2. 28.").partnership
    assert partnership in Partnership.objects.quiet(1, on=datetime.date(2024, 2, 29))


def test_portal_counts_its_public_partners():
    partnership = PartnershipFactory()
    PartnershipFactory(home=partnership.home, state=Record.State.DRAFT)
    PartnershipFactory(home=partnership.home, partner__state=Record.State.DRAFT)
    assert Portal.objects.published().with_counts().get().partner_count == 1


def test_with_timelines_takes_a_fixed_number_of_queries(django_assert_num_queries):
    home = PartnershipFactory().home
    for _ in range(5):
        partnership = PartnershipFactory(home=home)
        AgreementFactory(partnership=partnership)
        ExchangeEventFactory.create_batch(3, partnership=partnership)
    with django_assert_num_queries(5):
        rows = list(Partnership.objects.published().for_home(home).with_timelines())
    assert len(rows) == 6
    assert sum(len(row.public_events) for row in rows) == 15
