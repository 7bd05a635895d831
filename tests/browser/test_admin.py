"""The admin as a clerk meets it in a browser; the `page` fixture fails on any CSP violation."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cities.models import City, Partnership
from tests.factories import AgreementFactory, CityFactFactory, ExchangeEventFactory, PortalFactory
from timelines.models import ExchangeEvent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def reading_of(field):
    return field.page.locator(f"#{field.get_attribute('id')}_reading")


@pytest.fixture
def event_page(admin_page):
    event = ExchangeEventFactory(period="2013. 4. 5.", title="시장단 방문")
    admin_page.goto(reverse("admin:timelines_exchangeevent_change", args=[event.pk]))
    return admin_page


def test_clerk_reads_at_once_how_a_period_was_understood(event_page):
    field = event_page.get_by_label("기간:")
    field.fill("2013. 4. 5. ~ 25.")
    field.blur()
    expect(reading_of(field)).to_have_text("읽은 날짜: 2013. 4. 5. ~ 4. 25. 2013-04-05/2013-04-25")
    expect(reading_of(field)).to_have_attribute("aria-live", "polite")
    assert reading_of(field).get_attribute("id") in field.get_attribute("aria-describedby").split()


def test_clerk_reads_at_once_what_is_wrong_and_takes_the_suggestion(event_page):
    field = event_page.get_by_label("기간:")
    field.fill("20191월")
    field.blur()
    expect(reading_of(field)).to_contain_text("'년'이 빠진 것으로 보입니다")
    expect(field).to_have_attribute("aria-invalid", "true")
    event_page.get_by_role("button", name=re.compile("2019년 1월")).click()
    expect(field).to_have_value("2019년 1월")
    expect(reading_of(field)).to_contain_text("2019-01")
    expect(field).to_have_attribute("aria-invalid", "false")
    event_page.get_by_role("button", name="저장", exact=True).click()
    expect(event_page.locator(".messagelist .success")).to_be_visible()
    assert ExchangeEvent.objects.get().period_edtf == "2019-01"


def test_wrong_period_that_is_sent_anyway_is_refused_beside_the_field(event_page):
    event_page.get_by_label("기간:").fill("2013. 2. 30.")
    event_page.get_by_role("button", name="저장", exact=True).click()
    expect(event_page.locator(".field-period .errorlist")).to_contain_text("30일이 없습니다")
    assert ExchangeEvent.objects.get().period.text == "2013. 4. 5."


def test_period_of_a_row_just_added_is_read_as_well(admin_page):
    partnership = AgreementFactory().partnership
    ExchangeEventFactory(partnership=partnership)
    admin_page.goto(reverse("admin:cities_partnership_change", args=[partnership.pk]))
    admin_page.get_by_role("button", name=re.compile("교류 내역 더 추가하기")).click()
    field = admin_page.locator("#id_events-1-period")
    field.fill("2013. 4. 5. ~ 현재")
    field.blur()
    expect(reading_of(field)).to_contain_text("2013-04-05/..")
    admin_page.locator("#id_events-1-title").fill("새 교류")
    admin_page.get_by_role("button", name="저장", exact=True).click()
    expect(admin_page.locator(".messagelist .success")).to_be_visible()
    assert ExchangeEvent.objects.get(title="새 교류").period.is_open


def test_clerk_chooses_a_city_by_typing_its_name(admin_page):
    home = PortalFactory(city__name="서구", city__region="대구광역시").city
    fact = CityFactFactory(city__name="인제군", city__region="강원특별자치도")
    admin_page.goto(reverse("admin:cities_partnership_add"))
    for field, name in (("우리 도시", "서구"), ("교류도시", "인제")):
        admin_page.get_by_role("combobox", name=re.compile(f"^{field}")).click()
        admin_page.locator(".select2-search__field").fill(name)
        admin_page.locator(".select2-results__option--highlighted", has_text=name).click()
    admin_page.get_by_role("button", name="저장", exact=True).click()
    expect(admin_page.locator(".messagelist .success")).to_be_visible()
    partnership = Partnership.objects.get()
    assert (partnership.home, partnership.partner) == (home, fact.city)
    assert partnership.state == Partnership.State.DRAFT


def test_clerk_publishes_from_the_list_and_looks_at_the_history(admin_page):
    city = PortalFactory(city__name="서구", city__state=City.State.DRAFT).city
    admin_page.goto(reverse("admin:cities_city_changelist"))
    admin_page.locator("input.action-select").check()
    admin_page.locator("select[name=action]").select_option("publish")
    admin_page.get_by_role("button", name="실행").click()
    expect(admin_page.locator(".messagelist")).to_contain_text("공개하기: 1건을 바꾸었습니다.")
    admin_page.goto(reverse("admin:cities_city_history", args=[city.pk]))
    expect(admin_page.locator("#change-history")).to_contain_text("공개 상태: 작성 중 → 공개")
    admin_page.locator("#change-history a").last.click()
    expect(admin_page.get_by_role("button", name="되돌리기")).to_be_visible()
