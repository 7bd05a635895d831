"""The API's documentation draws itself under the site's Content-Security-Policy."""

import pytest
from playwright.sync_api import expect

from tests.factories import ExchangeEventFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "language"), [(1280, ""), (360, "/en")])
def test_documentation_lists_every_operation(page, width, language):
    ExchangeEventFactory(title="청소년 방문")  # what the examples of the parameters ask for
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{language}/api/v1/docs/")
    expect(page.locator(".opblock")).to_have_count(15)
    expect(page.get_by_text("List of exchanges")).to_have_count(1 if language else 0)
    page.get_by_text("/api/v1/homes/{home}/exchanges/", exact=True).click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".live-responses-table")).to_contain_text('"count": 1')
