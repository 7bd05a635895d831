"""Exchanges: which years they touch, and in what order they stand."""

import pytest

from tests.factories import ExchangeEventFactory, IndicatorFactory, IndicatorValueFactory
from timelines.models import ExchangeEvent, Indicator

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("period", "years"),
    [
        ("2019. 11. ~ 2020. 2.", {2019, 2020}),
        ("2019. 12. 31.", {2019}),
        ("2018. ~ 현재", {2018, 2019, 2020, 2021}),
        (None, set()),
    ],
)
def test_during_finds_every_year_an_exchange_touches(period, years):
    ExchangeEventFactory(period=period)
    touched = {year for year in range(2016, 2022) if ExchangeEvent.objects.during(year)}
    assert touched == years


def test_during_several_years_includes_both_ends():
    ExchangeEventFactory(period="2019. 12. 31.")
    assert ExchangeEvent.objects.during(2019, 2025).count() == 1
    assert ExchangeEvent.objects.during(2010, 2019).count() == 1
    assert ExchangeEvent.objects.during(2020, 2025).count() == 0


def test_open_ended_is_what_goes_on():
    going_on = ExchangeEventFactory(period="1994. ~ 현재")
    ExchangeEventFactory(period=None)
    ExchangeEventFactory(period="1994.")
    assert list(ExchangeEvent.objects.open_ended()) == [going_on]


def test_chronological_keeps_the_page_order_within_a_day():
    later = ExchangeEventFactory(period="2016. 8. 19. ~ 8. 20.", position=5)
    signing = ExchangeEventFactory(partnership=later.partnership, period="2016. 8. 19.", position=4)
    unknown = ExchangeEventFactory(partnership=later.partnership, period=None)
    events = ExchangeEvent.objects
    assert list(events.chronological()) == [signing, later, unknown]
    assert list(events.latest_first()) == [later, signing, unknown]
    assert list(events.all()) == [signing, later, unknown]


def test_detail_lines_are_the_lines_that_say_something():
    event = ExchangeEvent(details="행사장소 : 서구청\n\n참여 : 판촉부스 20개 설치\n")
    assert event.detail_lines == ["행사장소 : 서구청", "참여 : 판촉부스 20개 설치"]


def test_indicator_values_come_in_one_more_query(django_assert_num_queries):
    for indicator in IndicatorFactory.create_batch(3):
        IndicatorValueFactory(indicator=indicator, year=2031, kind="target")
        IndicatorValueFactory(indicator=indicator, year=2019)
    with django_assert_num_queries(2):
        years = [[v.year for v in i.values.all()] for i in Indicator.objects.with_values()]
    assert years == [[2019, 2031]] * 3
