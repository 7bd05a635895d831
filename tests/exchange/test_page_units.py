"""How pages say what is counted: one of it, or several."""

import pytest
from django.utils import translation

from cities.statistics import Statistics
from exchange.page_functions.units import (
    anniversaries_counted,
    cities_counted,
    people_counted,
)
from exchange.units import item_unit, place_unit
from tests.factories import ExchangeEventFactory, PartnershipFactory
from tests.pages import read, words
from timelines.page_functions import event_words


@pytest.mark.parametrize(
    ("counted", "korean", "english"),
    [
        (cities_counted, ["1곳", "2곳"], ["1 city", "2 cities"]),
        (anniversaries_counted, ["1건", "2건"], ["1 anniversary", "2 anniversaries"]),
        (people_counted, ["1명", "2명"], ["1 person", "2 people"]),
        (place_unit, ["곳", "곳"], [" city", " cities"]),
        (item_unit, ["건", "건"], [" item", " items"]),
    ],
)
def test_one_is_not_several_in_english(counted, korean, english):
    with translation.override("ko"):
        assert [counted(1), counted(2)] == korean
    with translation.override("en"):
        assert [counted(1), counted(2)] == english


@pytest.mark.parametrize("language", ["ko", "ja", "zh-hans"])
def test_other_languages_count_without_plurals(language):
    with translation.override(language):
        for counted in (cities_counted, anniversaries_counted, people_counted):
            assert counted(1).replace("1", "2") == counted(2)
        assert event_words().person == event_words().people


@pytest.mark.django_db
def test_pages_count_one_as_one(client):
    partnership = PartnershipFactory(home__name_en="Yongin", partner__name_en="Fullerton")
    ExchangeEventFactory(partnership=partnership, period="2019. 5. 1.", headcount=1)
    address, home = f"/en{partnership.get_absolute_url()}", partnership.home
    statistics = words(read(client, f"/en/{home.slug}/statistics/").select_one("main"))
    assert "1 city" in statistics
    assert "1 item" in statistics
    timeline = words(read(client, address).select_one("main"))
    assert "1 person" in timeline
    for text in (statistics, timeline):
        assert not [one for one in ("1 cities", "1 items", "1items", "1 people") if one in text]


@pytest.mark.django_db
def test_the_unit_of_a_table_is_that_of_several():
    chart = Statistics(PartnershipFactory().home).countries
    with translation.override("en"):
        assert chart.unit_name == "cities"
    with translation.override("ko"):
        assert chart.unit_name == "곳"
