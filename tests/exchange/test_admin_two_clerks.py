"""Two clerks with the same page open: the second to save undoes nothing of the first."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cities.models import Partnership
from tests.factories import CityFactFactory, CityFactory, ExchangeEventFactory, PartnershipFactory
from tests.html_forms import fields_of
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return ExchangeEventFactory(
        title="시장단 방문", partnership__background="처음 배경", period="2013. 4. 5."
    )


def page_of(record):
    options = record._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[record.pk])


def opened(client, record):
    return fields_of(client.get(page_of(record)), f"{record._meta.model_name}_form")


def errors_of(response):
    """What the page says, beside the form and beside its rows."""
    page = response.context
    forms = [form for inline in page["inline_admin_formsets"] for form in inline.formset.forms]
    return [
        str(error) for form in (page["adminform"].form, *forms) for error in form.non_field_errors()
    ]


def test_page_opened_before_anothers_change_is_refused_with_who_and_when(
    admin_client, admin_user, event
):
    url = page_of(event.partnership)
    first, second = (opened(admin_client, event.partnership) for _ in range(2))
    assert admin_client.post(url, first | {"background": "고친 배경"}).status_code == 302
    response = admin_client.post(url, second | {"outcome": "성과"})
    assert response.status_code == 200
    (error,) = errors_of(response)
    assert f"{admin_user}" in error
    assert "화면을 새로 열" in error
    partnership = Partnership.objects.get()
    assert (partnership.background, partnership.outcome) == ("고친 배경", "")


def test_sending_the_refused_page_again_is_refused_again(admin_client, event):
    url = page_of(event.partnership)
    first, second = (opened(admin_client, event.partnership) for _ in range(2))
    admin_client.post(url, first | {"background": "고친 배경"})
    response = admin_client.post(url, second | {"outcome": "성과"})
    again = fields_of(response, "partnership_form")
    assert admin_client.post(url, again).status_code == 200
    assert Partnership.objects.get().background == "고친 배경"


def test_row_that_another_changed_is_not_put_back(admin_client, event):
    url = page_of(event.partnership)
    first, second = (opened(admin_client, event.partnership) for _ in range(2))
    admin_client.post(url, first | {"events-0-title": "고친 제목"})
    response = admin_client.post(url, second | {"outcome": "성과"})
    (error,) = errors_of(response)
    assert "그사이" in error
    assert ExchangeEvent.objects.get().title == "고친 제목"
    assert Partnership.objects.get().outcome == ""


def test_record_published_meanwhile_is_not_withdrawn(admin_client, event):
    partnership = PartnershipFactory(state=Partnership.State.DRAFT)
    form = opened(admin_client, partnership)
    admin_client.post(
        reverse("admin:cities_partnership_changelist"),
        {"action": "publish", "_selected_action": [partnership.pk]},
    )
    assert admin_client.post(page_of(partnership), form | {"plan": "계획"}).status_code == 200
    assert Partnership.objects.get(pk=partnership.pk).state == Partnership.State.PUBLISHED


def test_fact_that_another_changed_is_not_put_back(admin_client):
    city = CityFactFactory(text="원래 내용").city
    first, second = (opened(admin_client, city) for _ in range(2))
    admin_client.post(page_of(city), first | {"facts-0-text": "고친 내용"})
    assert admin_client.post(page_of(city), second | {"name_en": "New"}).status_code == 200
    assert city.facts.get().text == "고친 내용"


def test_other_rows_and_other_records_are_saved_side_by_side(admin_client, event):
    other = ExchangeEventFactory(partnership=event.partnership, title="다른 교류")
    form = opened(admin_client, event.partnership)
    ExchangeEventFactory(partnership=event.partnership, title="그사이 늘어난 교류")
    assert admin_client.post(page_of(event.partnership), form | {"plan": "계획"}).status_code == 302
    assert Partnership.objects.get().plan == "계획"
    assert ExchangeEvent.objects.get(pk=other.pk).title == "다른 교류"


def test_saving_twice_from_pages_opened_anew_works(admin_client, event):
    for plan in ("하나", "둘"):
        form = opened(admin_client, event.partnership)
        url = page_of(event.partnership)
        assert admin_client.post(url, form | {"plan": plan}).status_code == 302
    assert Partnership.objects.get().plan == "둘"


def test_stamp_of_a_fast_clock_does_not_lock_a_record(admin_client):
    city = CityFactory()
    type(city).objects.update(updated_at=timezone.now() + timedelta(days=1))
    form = opened(admin_client, city)
    assert admin_client.post(page_of(city), form | {"name_en": "New"}).status_code == 302


@pytest.mark.parametrize("sent", ["", "어제", "2026-13-45T00:00", "2026-01-01T00:00:00"])
def test_time_a_browser_made_up_is_no_error_page(admin_client, sent):
    city = CityFactory()
    form = opened(admin_client, city) | {"_opened": sent, "name_en": "New"}
    assert admin_client.post(page_of(city), form).status_code in (200, 302)
