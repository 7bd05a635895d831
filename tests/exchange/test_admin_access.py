"""What a screen reader is told in the admin where Django says nothing."""

import pytest
from django.urls import reverse

from cities.models import City
from tests.admin_pages import url_of
from tests.factories import CityFactFactory, CityFactory, ExchangeEventFactory
from tests.pages import read, words

pytestmark = pytest.mark.django_db

CITIES = url_of(City, "changelist")


def test_order_of_a_list_is_said_and_every_sort_link_named(admin_client):
    CityFactory()
    page = read(admin_client, CITIES, {"o": "-1.3"})
    assert {words(th.select_one(".text > *")).split(" (")[0]: th["aria-sort"]
            for th in page.select("#result_list th[aria-sort]")} == {"이름": "descending"}  # fmt: skip
    assert [words(link) for link in page.select(".sorted .sortoptions a")] == [
        "이름 정렬 풀기", "이름 작은 것부터 정렬",
        "광역·주·성 정렬 풀기", "광역·주·성 큰 것부터 정렬",
    ]  # fmt: skip
    assert not [link for link in page.select("#result_list a") if not words(link)]


def test_checkbox_of_a_row_names_the_record_and_the_search_its_field(admin_client):
    city = CityFactory()
    page = read(admin_client, CITIES)
    assert page.select_one(".action-select")["aria-label"].endswith(str(city))
    assert words(page.select_one("label[for=searchbar]")) == "찾을 말"
    assert page.select_one("[role=status] .action-counter")


def test_choice_of_a_filter_and_page_of_a_list_are_marked_as_current(admin_client):
    CityFactory.create_batch(51)
    page = read(admin_client, CITIES, {"state__exact": "published", "p": 2})
    chosen = page.select("#changelist-filter a[aria-current=true]")
    assert "공개 (51)" in map(words, chosen)
    assert words(page.select_one(".paginator nav [aria-current=page]")) == "지금 쪽 2"
    assert "도시 51건" in words(page.select_one(".paginator"))


def test_search_without_a_result_says_so(admin_client):
    page = read(admin_client, CITIES, {"q": "없는 도시"})
    assert words(page.select_one(".no-results")) == "조건에 맞는 기록이 없습니다."


def test_cells_of_rows_say_row_and_column_and_point_at_nothing_missing(admin_client):
    fact = CityFactFactory()
    page = read(admin_client, url_of(City, "change", fact.city.pk))
    assert page.find(id="id_facts-0-text")["aria-label"] == "1줄 내용"
    assert "aria-describedby" not in page.find(id="id_facts-0-text").attrs
    assert page.find(id="id_facts-__prefix__-text")["aria-label"] == "내용"
    assert not page.select("input[type=hidden][aria-label]")
    event = ExchangeEventFactory()
    page = read(
        admin_client, reverse("admin:cities_partnership_change", args=[event.partnership.pk])
    )
    assert page.find(id="id_events-0-state")["aria-label"] == "1줄 공개 상태"


def test_sign_in_has_a_heading(client):
    assert words(read(client, reverse("admin:login")).h1) == "로그인"
