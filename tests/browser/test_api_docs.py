"""The API's documentation draws itself under the site's Content-Security-Policy."""

import pytest

from tests.factories import ExchangeEventFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 360])
def test_documentation_lists_every_operation(page, width):
    ExchangeEventFactory(title="청소년 방문")  # what the examples of the parameters ask for
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/api/v1/docs/")
    page.locator(".opblock").first.wait_for()
    assert page.locator(".opblock").count() == 15
    page.get_by_text("/api/v1/homes/{home}/exchanges/", exact=True).click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.locator(".live-responses-table").wait_for()
    assert '"count": 1' in page.locator(".live-responses-table").inner_text()
