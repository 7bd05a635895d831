"""The page of a partner in Chromium: every state, the keyboard, addresses of entries, paper."""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from cities.models import Partnership
from tests.factories import ExchangeEventFactory
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.browser

FULLERTON = "/yongin/partners/fullerton/"
# Its plain states are among the pages of test_pages.py.
STATES = [
    f"{FULLERTON}?field=youth&sort=period",
    f"{FULLERTON}?field=culture&direction=outgoing",
    f"{FULLERTON}?field=nonsense",
    f"{FULLERTON}?event=0",
    "/ansan/partners/las-vegas/",
    "/ansan/partners/hamamatsu/",
    "/daegu-seogu/partners/gwangju-seogu/?page=2",
]


@pytest.fixture
def documents(live_server):
    names = ("shared", "daegu_seogu", "yongin", "sejong_daejeon", "ansan", "kumamoto")
    call_command("loaddata", *names, verbosity=0)
    gwangju = Partnership.objects.get(partner__slug="gwangju-seogu")
    # More than a page of them, in years before the document's.
    ExchangeEvent.objects.bulk_create(
        ExchangeEventFactory.build(
            partnership=gwangju, period=f"{1950 + number % 40}. 3. 1.", title=f"옛 교류 {number}"
        )
        for number in range(120)
    )


@pytest.mark.parametrize("width", [1280, 360])
def test_partner_page_has_no_violation_in_any_state(page, axe, documents, width):
    page.set_viewport_size({"width": width, "height": 800})
    for url in STATES:
        page.emulate_media(color_scheme="light", media="screen")
        page.goto(url)
        try:
            axe(page)
        except AssertionError as found:
            pytest.fail(f"{url}: {found}")
        for media, scheme in (("screen", "dark"), ("print", "light")):
            page.emulate_media(media=media, color_scheme=scheme)
            found = page.evaluate("axe.run({runOnly: ['color-contrast']})")["violations"]
            assert not found, f"{url}, {media} {scheme}: {found}"
        page.emulate_media(media="screen")
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), url


def test_address_of_an_entry_leads_to_it_from_everywhere(page, axe, documents):
    old = ExchangeEvent.objects.get(title="옛 교류 0")
    for address in (old.get_absolute_url(), f"/daegu-seogu/partners/gwangju-seogu/#event-{old.pk}"):
        page.goto("about:blank")
        page.goto(address)
        target = page.locator(".entry:target")
        target.wait_for()
        assert "옛 교류 0" in target.inner_text()
        assert page.evaluate("scrollY") > 0
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            axe(page, runOnly=["color-contrast"])
        box = target.bounding_box()
        year = target.locator("xpath=ancestor::*[@role='group']/h3").bounding_box()
        assert 0 <= box["y"] < 700
        assert year["x"] + year["width"] <= box["x"] or year["y"] + year["height"] <= box["y"] + 1


def test_sign_beside_an_entry_copies_its_address(page, documents):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(FULLERTON)
    page.get_by_role("link", name="이 기록의 주소: 한국전참전용사 기념비 위촉패 전달").click()
    page.get_by_text("이 기록의 주소를 복사했습니다.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"\?event=(\d+)#event-\1$", copied)
    expect(page).to_have_url(copied)
    expect(page.locator(".entry:target")).to_contain_text("위촉패")


def test_keyboard_reaches_years_conditions_and_entries_in_the_order_of_reading(page, documents):
    page.goto(FULLERTON)
    page.locator(".contents a[href='#timeline']").focus()
    page.keyboard.press("Enter")
    seen, places = [], []
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        seen.append(focused.evaluate("one => one.className || one.name || one.textContent.trim()"))
        places.append(
            page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)")
        )
        assert focused.evaluate("one => getComputedStyle(one).outlineStyle") != "none"
        shown = focused.evaluate(
            """one => {
                const {left, top, width, height} = one.getBoundingClientRect();
                const there = document.elementFromPoint(left + width / 2, top + height / 2);
                return one.contains(there) || there?.contains(one) || there === null;
            }"""
        )
        assert shown, seen[-1]  # nothing that sticks covers it
    assert places == sorted(places)
    assert seen[:3] == ["field", "direction", "button primary"]
    assert "entry-link" in seen


def test_citizen_asks_what_happened_in_a_year_and_in_a_field(page, documents):
    page.goto(FULLERTON)
    page.get_by_role("navigation", name="연도로 가기").get_by_role(
        "link", name=re.compile("2019년")
    ).click()
    expect(page.locator("h3:target")).to_have_text(re.compile(r"^\s*2019년"))
    page.get_by_label("분야").select_option("youth")
    page.get_by_role("button", name="찾기").click()
    page.wait_for_url("**field=youth**#timeline")
    count = page.locator(".count[role=status]").inner_text()
    assert count == f"교류 {page.locator('.entry').count()}건"
    page.get_by_role("link", name=re.compile("청소년 조건 지우기")).click()
    expect(page.locator(".count[role=status]")).to_have_text("교류 31건 · 협정 2건")


def test_chain_runs_across_a_desk_and_down_a_phone(page, documents):
    for width, across in ((1280, True), (360, False)):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(FULLERTON)
        steps = page.get_by_role("list", name=re.compile("협정의 흐름")).locator(".step-card")
        first, second = (step.bounding_box() for step in steps.all())
        assert (second["x"] > first["x"] + first["width"]) == across
        assert (second["y"] > first["y"] + first["height"]) != across


def test_paper_shows_the_timeline_and_not_its_controls(page, documents):
    page.goto("/ansan/partners/las-vegas/?sort=period")
    page.emulate_media(media="print")
    for hidden in (".year-index", ".entry-link", ".orders", ".contents", ".timeline-filters"):
        assert not any(each.is_visible() for each in page.locator(hidden).all()), hidden
    for shown in (".standing-note", ".step", ".chain-now", ".entry", ".continuing"):
        assert page.locator(shown).first.is_visible(), shown
