"""The public pages, with the records of the five documents, in Chromium."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/ansan/",
    "/kumamoto/",
    "/ansan/partners/",
    "/ansan/partners/?country=CN&kind=sister&since=1990&sort=-since",
    "/ansan/partners/?country=CN&field=sports",
    "/ansan/partners/?country=ZZ&since=abc",
    "/daegu-seogu/partners/?view=full",
    "/yongin/partners/fullerton/",
    "/ansan/partners/las-vegas/",
    "/sejong/partners/seoul/",
    "/kumamoto/partners/rome-georgia/",
    "/daegu-seogu/events/",
    "/daegu-seogu/events/?page=2",
    "/ansan/events/?text=방문&since=2000",
    "/ansan/events/?text=없는말",
    "/daegu-seogu/events/?since=2010&until=2019&field=economy&sort=partner",
    "/ansan/events/?since=2012&until=2012&country=CN",
    "/ansan/events/?until=x",
    "/ansan/civic/?country=JP",
    "/ansan/civic/?since=2000&until=2009&sort=-signed&category=school",
    "/ansan/civic/?text=없는말",
    "/ansan/civic/?category=x",
    "/kumamoto/indicators/",
    "/kumamoto/civic/",
    "/no/such/page/",
]


@pytest.fixture
def documents(live_server):
    names = ("shared", "daegu_seogu", "yongin", "sejong_daejeon", "ansan", "kumamoto")
    call_command("loaddata", *names, verbosity=0)


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_have_no_violation_and_no_sideways_scroll(page, axe, documents, width):
    page.set_viewport_size({"width": width, "height": 800})
    for url in PAGES:
        page.emulate_media(color_scheme="light")
        page.goto(url)
        try:
            axe(page)
        except AssertionError as found:
            pytest.fail(f"{url}: {found}")
        page.emulate_media(color_scheme="dark")
        found = page.evaluate("axe.run({runOnly: ['color-contrast']})")["violations"]
        assert not found, f"{url}, dark: {found}"
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), url


def test_rows_stacked_on_a_phone_are_still_a_table(page, documents):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/ansan/partners/?country=CN&kind=sister")
    row = page.get_by_role("table").get_by_role("row", name="안산시")
    assert row.get_by_role("rowheader").inner_text().startswith("요녕성 안산시")
    assert [cell.inner_text() for cell in row.get_by_role("cell").all()] == [
        "중국",
        "자매결연",
        "1997. 4. 18.",
        "2010년\xa0~ 2011년",
    ]
    box = row.bounding_box()
    assert box["height"] > 100  # one cell below the other
    assert box["width"] <= 360


LABELS = """cells => cells.map(cell => {
    const label = getComputedStyle(cell, "::before"), own = getComputedStyle(cell);
    return {
        name: cell.dataset.label,
        room: parseFloat(own.paddingLeft) - parseFloat(label.width),
        below: cell.clientHeight - parseFloat(own.paddingTop) - parseFloat(label.height),
    };
})"""


@pytest.mark.parametrize("language", ["", "/en", "/ja", "/zh-hans"])
def test_labels_of_stacked_rows_stand_beside_their_values(page, documents, language):
    """English ones are longer: `Latest exchange` does not run into the date."""
    page.set_viewport_size({"width": 360, "height": 800})
    for path in ("/ansan/partners/", "/ansan/civic/", "/ansan/events/", "/kumamoto/anniversaries/"):
        page.goto(f"{language}{path}")
        labels = page.locator(".stacked tbody :is(th, td)[data-label]:visible").evaluate_all(LABELS)
        assert labels
        assert not [label for label in labels if label["room"] < 0 or label["below"] < 0], path


def test_first_tab_is_the_skip_link_and_leads_to_the_content(page, documents):
    page.goto("/ansan/partners/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "본문 바로가기"
    assert focused.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#id_country")).to_be_focused()


def test_tab_goes_through_a_page_in_the_order_it_is_read(page, documents):
    page.goto("/ansan/partners/?country=CN")
    count = page.locator(
        "a[href], button, select, input:not([type=hidden], [tabindex='-1'])"
    ).count()
    positions = []
    for _ in range(count):
        page.keyboard.press("Tab")
        positions.append(
            page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)")
        )
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert positions == sorted(set(positions))


def test_citizen_filters_with_the_keyboard_and_lifts_the_conditions(page, documents):
    page.goto("/ansan/partners/")
    page.get_by_label("국가", exact=True).select_option("CN")
    page.get_by_label("자매결연").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    names = page.get_by_role("rowheader")
    expect(names).to_have_text(["요녕성 안산시 鞍山市"], use_inner_text=True)
    page.get_by_role("link", name="자매결연 조건 지우기").click()
    expect(names).to_have_count(2)
    expect(page.get_by_role("link", name="조건 모두 지우기")).to_have_count(0)  # from three on
    page.get_by_role("link", name="중국 조건 지우기").click()
    expect(names).to_have_count(9)


def test_citizen_goes_by_the_keyboard_from_a_year_to_an_order_a_page_and_back(page, documents):
    def press(name, **more):
        link = page.get_by_role("link", name=name, **more)
        link.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")

    page.goto("/daegu-seogu/")
    press("교류 내역", exact=True)
    press("2019 년 5 건")  # what happened in 2019: two steps from the portal
    assert page.locator(".count[aria-live]").inner_text() == "교류 5건"
    assert page.get_by_role("link", name="2019 년 5 건").get_attribute("aria-current") == "true"
    press("연도 2019 조건 지우기")
    press("오래된 것부터")
    assert page.get_by_role("columnheader", name="기간").get_attribute("aria-sort") == "ascending"
    press("다음", exact=True)
    assert "sort=period&page=2" in page.url
    press("기간", exact=True)
    assert page.get_by_role("columnheader", name="기간").get_attribute("aria-sort") == "descending"
    assert "page" not in page.url


def test_citizen_sees_the_cities_of_a_country_with_one_click(page, documents):
    page.goto("/kumamoto/partners/")
    page.get_by_role("navigation", name="국가별로 보기").get_by_role("link", name="중국").click()
    page.wait_for_url("**country=CN**")
    expect(page.get_by_role("table").get_by_text("구이린시")).to_be_visible()


def test_link_to_an_exchange_shows_its_row(page, documents):
    page.goto("/yongin/events/?since=2019&until=2019")
    page.locator("tbody a").last.click()
    target = page.locator(".entry:target")
    expect(target).to_contain_text("교류 재활성화를 위한")
    expect(target).to_be_in_viewport()


def test_paper_shows_the_records_and_not_the_controls(page, documents):
    page.goto("/daegu-seogu/partners/?view=full")
    page.emulate_media(media="print")
    for hidden in (".site-menu", ".breadcrumb", ".filters", ".orders", ".skip-link"):
        assert page.locator(hidden).is_hidden(), hidden
    assert page.get_by_text("제17회 구의원합동수련회(광주)").is_visible()
    breaks = page.evaluate("getComputedStyle(document.querySelector('.timeline tr')).breakInside")
    assert breaks == "avoid"


@pytest.mark.parametrize(
    "url",
    ["/ansan/partners/", "/daegu-seogu/events/", "/yongin/statistics/", "/yongin/open-data/"],
)
def test_paper_shows_nothing_that_is_only_for_screens(page, documents, url):
    page.goto(url)
    assert page.locator(".screen-only:visible").count() > 0
    page.emulate_media(media="print")
    assert page.locator(".screen-only:visible").count() == 0


def test_menu_on_a_phone_is_folded_before_the_script_and_opens_by_keyboard(page, documents):
    page.set_viewport_size({"width": 360, "height": 740})
    page.route("**/js/site*.js", lambda route: route.abort())
    page.goto("/yongin/")
    assert page.locator("#site-menu").is_hidden()
    page.unroute("**/js/site*.js")
    page.goto("/yongin/")
    button, menu = page.get_by_role("button", name="전체 메뉴"), page.locator("#site-menu")
    expect(menu).to_be_hidden()
    button.press("Enter")
    expect(menu).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    menu.get_by_role("link", name="통계").press("Escape")
    expect(menu).to_be_hidden()
    expect(page.locator(".menu-toggle")).to_be_focused()
    button.click()
    menu.get_by_role("link", name="통계").click()
    page.wait_for_url("**/yongin/statistics/")


def test_menu_on_a_phone_stands_open_without_script(browser, live_server, documents):
    context = browser.new_context(
        java_script_enabled=False,
        base_url=live_server.url,
        viewport={"width": 360, "height": 740},
    )
    page = context.new_page()
    page.goto("/yongin/")
    assert page.get_by_role("button", name="전체 메뉴").count() == 0
    page.locator("#site-menu").get_by_role("link", name="통계").click()
    page.wait_for_url("**/yongin/statistics/")
    context.close()


def test_pages_work_without_script(browser, live_server, documents):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/ansan/events/")
    page.get_by_label("연도부터").fill("2012")
    page.get_by_role("button", name="찾기").click()
    expect(page.locator(".count[aria-live]")).to_have_text("교류 7건")
    context.close()


def test_menu_of_a_phone_unfolds_when_its_script_does_not_come(page, documents):
    page.set_viewport_size({"width": 360, "height": 800})
    page.route(
        "**/js/site*.js", lambda route: route.fulfill(body="", content_type="text/javascript")
    )
    page.goto("/ansan/")
    menu = page.get_by_role("navigation", name="주 메뉴")
    assert not menu.is_visible()
    menu.wait_for(state="visible", timeout=8_000)
    assert menu.get_by_role("link", name="교류도시").first.bounding_box()["height"] > 20
