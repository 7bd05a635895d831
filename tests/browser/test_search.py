"""The search page in Chromium: all its states, and by keyboard alone."""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

STATES = [
    "/search/",
    "/search/?q=일본",
    "/search/?q=ㅍㄹㅌ+로터리",
    "/search/?q=las+vegas&home=ansan",
    "/search/?q=교류&group=events&page=2",
    "/search/?q=2019",
    "/search/?q=없는말&home=ansan",
    f"/search/?q={'가' * 101}",
]


@pytest.fixture
def documents(live_server):
    names = ("shared", "daegu_seogu", "yongin", "sejong_daejeon", "ansan", "kumamoto")
    call_command("loaddata", *names, verbosity=0)


def test_search_has_no_violation_in_any_state_and_no_sideways_scroll(page, axe, documents):
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        for url in STATES:
            page.emulate_media(color_scheme="light")
            assert page.goto(url).status == 200
            try:
                axe(page)
            except AssertionError as found:
                pytest.fail(f"{url}: {found}")
            page.emulate_media(color_scheme="dark")
            found = page.evaluate("axe.run({runOnly: ['color-contrast']})")["violations"]
            assert not found, f"{url}, dark: {found}"
            main = "document.querySelector('main')"
            assert page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth"), url


def test_search_by_keyboard_from_the_header_to_a_result(page, documents):
    page.goto("/ansan/")
    page.get_by_role("search", name="통합검색").get_by_role("searchbox").focus()
    page.keyboard.type("라스베가스")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?*")
    expect(page).to_have_title(re.compile("안산시"))
    result = page.get_by_role("main").get_by_role("link", name="라스베가스시", exact=True).first
    page.wait_for_load_state()
    for _ in range(40):
        page.keyboard.press("Tab")
        if result.evaluate("link => link === document.activeElement"):
            break
    else:
        pytest.fail("no way to the result by Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ansan/partners/las-vegas/")
