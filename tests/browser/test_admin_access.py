"""The admin for clerks who cannot see it well or use no mouse; axe-core on every kind of page."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cities.models import City
from tests.factories import (
    AgreementFactory,
    CityFactFactory,
    CityPictureFactory,
    ExchangeEventFactory,
)
from timelines.admin import ExchangeEventAdmin

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def address(model, page, *args):
    return reverse(f"admin:{model}_{page}", args=args)


def checked(page, axe):
    axe(page, preload=False)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


@pytest.fixture
def records(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(ExchangeEventAdmin, "list_per_page", 2)
    agreement = AgreementFactory()
    city = agreement.partnership.partner
    city.population = 140_000
    city.save()
    CityFactFactory(city=city)
    CityPictureFactory(city=city)
    event = ExchangeEventFactory(partnership=agreement.partnership, period="2013. 4. 5.")
    ExchangeEventFactory.create_batch(2, partnership=agreement.partnership)
    return agreement.partnership, event


def test_axe_finds_nothing_on_any_kind_of_page_on_a_phone_in_the_dark(
    admin_page, axe, records, admin_user
):
    partnership, event = records
    city = partnership.partner
    admin_page.set_viewport_size({"width": 360, "height": 800})
    admin_page.emulate_media(color_scheme="dark")
    events = address("timelines_exchangeevent", "changelist")
    for url in [
        reverse("admin:index"),
        reverse("admin:password_change"),
        address("cities_city", "changelist") + "?q=없는도시",
        f"{events}?p=2",
        f"{events}?period_first__year=2013",
        address("timelines_exchangeevent", "change", event.pk),
        address("cities_city", "change", city.pk),
        address("cities_city", "history", city.pk),
        address("cities_city", "simple_history", city.pk, city.history.first().pk),
        address("cities_city", "delete", city.pk),
        address("timelines_exchangeevent", "delete", event.pk),
        address("cities_partnership", "export"),
        address("exchange_source", "add") + "?_popup=1",
        address("auth_user", "change", admin_user.pk),
    ]:
        admin_page.goto(url)
        checked(admin_page, axe)


def test_axe_finds_nothing_at_a_desk_and_in_what_comes_of_a_click(admin_page, axe, records):
    partnership, _event = records
    for url in [
        address("cities_city", "changelist") + "?q=시&o=1.-3&country=US",
        address("cities_partnership", "change", partnership.pk),
    ]:
        admin_page.goto(url)
        checked(admin_page, axe)
    admin_page.goto(address("timelines_exchangeevent", "changelist"))
    admin_page.locator("input.action-select").first.check()
    admin_page.locator("select[name=action]").select_option("unpublish")
    admin_page.get_by_role("button", name="실행").click()
    expect(admin_page.locator(".messages-said")).to_be_focused()
    checked(admin_page, axe)
    admin_page.goto(address("cities_partnership", "add"))
    admin_page.get_by_role("combobox", name=re.compile("^우리 도시")).click()
    admin_page.get_by_role("searchbox", name="우리 도시 찾기").fill(partnership.home.name)
    expect(admin_page.locator(".select2-results__option--highlighted")).to_be_visible()
    checked(admin_page, axe)
    admin_page.context.clear_cookies()
    admin_page.goto(reverse("admin:login"))
    admin_page.get_by_label("사용자 이름").fill("nobody")
    admin_page.get_by_label("비밀번호").fill("wrong")
    admin_page.get_by_role("button", name="로그인").click()
    expect(admin_page.locator(".errornote")).to_be_focused()
    checked(admin_page, axe)


def test_errors_of_a_form_are_listed_first_and_lead_to_their_fields(admin_page, axe):
    admin_page.goto(address("cities_city", "add"))
    admin_page.get_by_role("button", name="저장", exact=True).click()
    note = admin_page.get_by_role("alert")
    expect(note).to_be_focused()
    expect(note.get_by_role("link")).to_have_count(3)
    checked(admin_page, axe)
    note.get_by_role("link", name="국가: 필수 항목입니다.").click()
    field = admin_page.get_by_label("국가")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    described = field.get_attribute("aria-describedby").split()
    assert "필수 항목입니다." in [admin_page.locator(f"#{one}").inner_text() for one in described]


def test_clerk_signs_in_filters_corrects_and_hears_of_it_by_keyboard_alone(
    page, admin_user, records
):
    city = records[0].partner

    def tab_to(selector, most=90):
        for _ in range(most):
            page.keyboard.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                # Seen, by its ring and not below an edge.
                assert page.evaluate(
                    "() => { const e = document.activeElement, r = e.getBoundingClientRect();"
                    " return r.top >= 0 && r.bottom <= innerHeight + 1"
                    " && getComputedStyle(e).outlineStyle !== 'none'; }"
                ), selector
                return
        pytest.fail(f"Tab does not reach {selector}")

    page.goto(address("cities_city", "changelist"))
    page.keyboard.type(admin_user.username)
    page.keyboard.press("Tab")
    page.keyboard.type("password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("변경할 도시 선택")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="메인 콘텐츠로 이동")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to("#changelist-filter a[href*='country=US']")
    page.keyboard.press("Enter")
    country = page.locator("[data-filter-title=국가] a[aria-current=true]")
    expect(country).to_contain_text("미국")
    tab_to("#result_list .field-name a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("도시 변경")
    page.wait_for_load_state()
    tab_to("#id_name_en")
    page.keyboard.type("Fullerton")
    tab_to("input[name=_save]", 150)
    page.keyboard.press("Enter")
    said = page.locator(".messages-said")
    expect(said).to_be_focused()
    expect(said).to_contain_text("성공적으로 변경되었습니다")
    assert City.objects.get(pk=city.pk).name_en == "Fullerton"
