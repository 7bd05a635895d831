"""What a first look at a page weighs on its way, and that nothing jumps while it loads."""

import brotli
import pytest
from django.core.management import call_command

pytestmark = pytest.mark.browser

PAGES = ["/yongin/partners/fullerton/", "/yongin/partners/", "/ansan/"]
MOST = 150_000  # bytes, without fonts and photos
SHIFTS = """
    window.shifted = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.shifted += entry.value;
    }).observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture
def documents(live_server):
    names = ("shared", "daegu_seogu", "yongin", "sejong_daejeon", "ansan", "kumamoto")
    call_command("loaddata", *names, verbosity=0)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("address", PAGES)
def test_first_view_is_light_and_nothing_jumps(page, documents, address, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(SHIFTS)
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    # As WhiteNoise sends it in production: compressed once, by brotli.
    sizes = {
        answer.url: min(len(answer.body()), len(brotli.compress(answer.body())))
        for answer in answers
        if answer.ok and answer.request.resource_type not in ("font", "image")
    }
    assert sum(sizes.values()) <= MOST, sizes
    documents_read = [one for one in answers if one.request.resource_type == "document"]
    assert len(documents_read) == 1
    assert page.evaluate("window.shifted") < 0.02
