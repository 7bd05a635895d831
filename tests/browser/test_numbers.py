"""Statistics, anniversaries and indicators in Chromium: what a citizen sees, opens and prints."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from timelines.models import Indicator, IndicatorValue

pytestmark = pytest.mark.browser

PAGES = [
    "/ansan/statistics/",
    "/en/ansan/statistics/",
    "/sejong/statistics/",
    "/ansan/anniversaries/",
    "/kumamoto/anniversaries/",
    "/kumamoto/indicators/",
]

# What makes the page scroll sideways.
WIDER = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
    [...document.querySelectorAll("*")]
        .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth)
        .map(one => `${one.tagName} ${one.textContent.trim().slice(0, 40)}`)"""


@pytest.fixture
def documents(live_server):
    call_command("loaddata", "shared", "ansan", "kumamoto", "sejong_daejeon", verbosity=0)
    conventions = Indicator.objects.get(name="국제 컨벤션 개최 수")
    for year, value in ((2023, 20), (2025, 17)):
        IndicatorValue.objects.create(
            indicator=conventions, kind=IndicatorValue.Kind.ACTUAL, year=year, value=value
        )


def open_tables(page):
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


def sees_all_of_it(page):
    """Whether every text of every drawing stands inside the page."""
    return page.evaluate(
        """() => [...document.querySelectorAll('main svg text')].every(text => {
            const box = text.getBoundingClientRect();
            return box.left >= 0 && box.right <= document.documentElement.clientWidth;
        })"""
    )


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_of_numbers_have_no_violation_light_dark_open_and_on_paper(
    page, axe, documents, width
):
    page.set_viewport_size({"width": width, "height": 800})
    for url in PAGES:
        page.emulate_media(media="screen", color_scheme="light")
        page.goto(url)
        open_tables(page)
        axe(page)
        for state in ({"color_scheme": "dark"}, {"media": "print", "color_scheme": "light"}):
            page.emulate_media(**state)
            found = page.evaluate("axe.run({runOnly: ['color-contrast']})")["violations"]
            assert not found, f"{url}, {state}: {found}"
        page.emulate_media(media="screen", color_scheme="light")
        assert page.evaluate(WIDER) == [], url
        assert sees_all_of_it(page), url
        small = "[...document.querySelectorAll('main svg text')].map(one => parseFloat(getComputedStyle(one).fontSize))"
        assert all(size >= 12 for size in page.evaluate(small)), url


def test_a_number_leads_to_what_it_counts(page, documents):
    page.goto("/ansan/statistics/")
    page.locator("#countries").get_by_role("link", name="중국").click()
    expect(page.locator("p.count")).to_have_text("교류도시 2곳")
    page.goto("/ansan/statistics/")
    page.get_by_text("표로 보기: 연도별 교류").click()
    row = page.locator("#years").get_by_role("row", name="2012")
    count = row.get_by_role("cell").last.inner_text()
    row.get_by_role("link").click()
    expect(page.locator("p.count")).to_contain_text(f"교류 {count}건")
    page.go_back()
    # A column is a way there too, for whoever points at it; the keyboard has the table.
    page.locator("#years svg a").last.click()
    page.wait_for_url("**/events/?since=*")


def test_a_table_is_saved_as_a_file(page, documents):
    page.goto("/ansan/statistics/")
    with page.expect_download() as saved:
        page.get_by_role("link", name="CSV 내려받기 : 나라별 교류도시").click()
    assert saved.value.suggested_filename.startswith("경기도_안산시_나라별_교류도시_")
    assert saved.value.suggested_filename.endswith(".csv")


def test_paper_shows_the_tables_behind_the_charts(page, documents):
    page.goto("/ansan/statistics/")
    table = page.locator("#years table")
    assert not table.is_visible()
    page.emulate_media(media="print")
    assert table.bounding_box()["height"] > 300
    assert page.locator("#years summary").is_hidden()
    assert page.locator(".files").first.is_hidden()
