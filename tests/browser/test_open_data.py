"""The pages of open data in Chromium."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def documents(live_server):
    call_command("loaddata", "shared", "yongin", "ansan", verbosity=0)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("url", ["/open-data/", "/yongin/open-data/", "/en/ansan/open-data/"])
def test_open_data_has_no_violation_and_no_sideways_scroll(page, axe, documents, url, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(url)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    axe(page)
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")


def test_meaning_of_columns_opens_with_the_keyboard(page, documents):
    page.goto("/yongin/open-data/")
    summary = page.locator("section", has=page.locator("#events")).locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("row", name="교류내용 무엇을 했는지")).to_be_visible()
