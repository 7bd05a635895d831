"""The map in Chromium: what it shows, by keyboard and by mouse, in every light, without script."""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

CLUSTER = re.compile(r"교류도시 \d+곳 묶음")
ROOT = "document.documentElement"


@pytest.fixture
def documents(live_server):
    names = ("shared", "daegu_seogu", "yongin", "sejong_daejeon", "ansan", "kumamoto")
    call_command("loaddata", *names, verbosity=0)


def open_map(page, url):
    page.goto(url)
    page.locator(".map").scroll_into_view_if_needed()
    page.locator("[data-drawn]").wait_for()
    return page.get_by_role("region", name="움직이는 지도")


def eventually(page, is_so):
    """Waits for what a transition brings; Playwright's own way needs `eval`, which is forbidden."""
    for _ in range(50):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim()")


@pytest.mark.parametrize("width", [1280, 360])
def test_open_map_has_no_violation_and_no_sideways_scroll(page, axe, documents, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    for url in ("/ansan/", "/yongin/partners/fullerton/"):
        page.emulate_media(color_scheme="light")
        world = open_map(page, url)
        marks = world.get_by_role("button", name=re.compile(", 자매결연|, 우호협력"))
        marks.first.press("Enter")
        world.get_by_role("dialog").wait_for()
        try:
            axe(page)
        except AssertionError as found:
            pytest.fail(f"{url}: {found}")
        page.emulate_media(color_scheme="dark")
        found = page.evaluate("axe.run({runOnly: ['color-contrast']})")["violations"]
        assert not found, f"{url}, dark: {found}"
        assert page.evaluate(f"{ROOT}.scrollWidth <= {ROOT}.clientWidth"), url


def test_citizen_goes_through_the_map_with_the_keyboard(page, documents):
    page.emulate_media(reduced_motion="reduce")
    world = open_map(page, "/ansan/")
    page.get_by_role("link", name="지도 건너뛰기").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text().startswith("지도의 교류도시 9곳을 목록으로 보기")

    # Every mark and button is a stop, and none keeps the focus.
    page.get_by_role("link", name="지도 건너뛰기").focus()
    stops = []
    for _ in range(20):
        page.keyboard.press("Tab")
        stops.append(page.locator(":focus").get_attribute("aria-label") or focused(page))
        if stops[-1].startswith("지도의 교류도시 9곳"):
            break
    assert stops[0].startswith("움직이는 지도")
    assert stops[-4:-1] == ["전체 보기", "확대", "축소"]
    clusters = [stop for stop in stops if CLUSTER.match(stop)]
    single = [stop for stop in stops if ", " in stop and stop not in clusters]
    drawn = sum(int(re.search(r"\d+", stop)[0]) for stop in clusters) + len(single)
    assert clusters
    assert drawn == 8
    assert "미국, 네바다주 라스베가스시, 자매결연, 중단" in single

    # A cluster opens, and the focus goes on in it.
    world.get_by_role("button", name=CLUSTER).first.press("Enter")
    for _ in range(6):
        page.wait_for_timeout(400)
        if not CLUSTER.match(focused(page)):
            break
        page.keyboard.press("Space")
    name = focused(page).split(", ")[1]

    # Enter and Space open a popup; Escape and its button close it and go back.
    for key, leave in (("Enter", ("Escape",)), ("Space", ("Tab", "Enter"))):
        page.keyboard.press(key)
        box = world.get_by_role("dialog", name=name)
        box.wait_for()
        assert focused(page) == f"자세히 보기 {name}"
        for press in leave:
            page.keyboard.press(press)
        box.wait_for(state="detached")
        assert focused(page).split(", ")[1] == name
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ansan/partners/*/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def test_map_tells_what_a_partner_is_and_leaves_the_page_its_wheel(page, documents):
    world = open_map(page, "/ansan/")
    world.get_by_role("button", name="라스베가스시").click()
    box = world.get_by_role("dialog", name="네바다주 라스베가스시")
    box.wait_for()
    assert " ".join(box.inner_text().split()) == (
        "미국 네바다주 라스베가스시 종류 자매결연 체결일 1987. 11. 9. 단계 중단 "
        "자세히 보기 네바다주 라스베가스시 ×"
    )
    page.keyboard.press("Escape")
    past, living = (
        page.locator(f"{mark} use").first.evaluate("mark => getComputedStyle(mark).fill")
        for mark in (".map-marker .map-past", ".map-marker .map-symbol:not(.map-past)")
    )
    assert past != living  # hollow, beside the line through it
    assert page.locator(".map-marker .map-past .map-slash").count() == 1

    scale = "document.querySelector('.map-frame svg path.map-own').getBoundingClientRect().width"
    before, top = page.evaluate(scale), page.evaluate("scrollY")
    world.hover()
    page.mouse.wheel(0, 300)
    eventually(page, lambda: page.evaluate("scrollY") > top)
    assert page.evaluate(scale) == before
    world.get_by_role("button", name="확대").click()
    eventually(page, lambda: abs(page.evaluate(scale) / before - 2) < 0.05)

    def is_whole_again():
        world.get_by_role("button", name="전체 보기").click()
        return abs(page.evaluate(scale) - before) < 1

    eventually(page, is_whole_again)  # Leaflet hears nothing until its zoom has come to rest


def test_map_comes_only_when_it_comes_near(page, documents):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 360, "height": 500})
    page.goto("/yongin/partners/fullerton/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "leaflet" in url or "natural-earth" in url]
    page.locator("[data-map]").scroll_into_view_if_needed()
    page.locator("[data-drawn]").wait_for()
    assert [url for url in asked if "natural-earth" in url]
    assert not [url for url in asked if "markercluster" in url]


def test_map_of_very_many_brings_its_places_or_says_that_it_cannot(
    page, browser, live_server, documents, monkeypatch
):
    monkeypatch.setattr("cities.maps.LIST_LIMIT", 5)
    world = open_map(page, "/ansan/")
    world.get_by_role("button", name="미국, 네바다주 라스베가스시, 자매결연, 중단").wait_for()
    assert page.get_by_role("link", name="교류도시 9곳을 모두 목록으로 보기").is_visible()

    # Without the watch of `page`, which lets no error pass.
    context = browser.new_context(base_url=live_server.url)
    cut_off = context.new_page()
    cut_off.route("**/map.json", lambda route: route.fulfill(status=503, body="<h1>503</h1>"))
    cut_off.goto("/ansan/")
    cut_off.locator(".map").scroll_into_view_if_needed()
    cut_off.get_by_text("지도를 불러오지 못했습니다. 아래 목록을 보세요.").wait_for()
    context.close()


def test_list_stands_open_without_script_and_on_paper(page, browser, live_server, documents):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    plain = context.new_page()
    plain.goto("/ansan/")
    assert plain.get_by_text("하마마쓰시").locator("visible=true").count()
    assert plain.locator(".map-list").get_by_role("link").count() == 9
    assert plain.locator(".map-list a").first.is_visible()
    assert not plain.locator(".map-frame").is_visible()
    context.close()

    open_map(page, "/ansan/")
    assert not page.locator(".map-list a").first.is_visible()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".map-list a").first.is_visible()
    assert not page.locator(".map-frame").is_visible()
