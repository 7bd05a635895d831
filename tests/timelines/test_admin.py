"""The admin of exchanges: long lists below a partnership, periods as clerks type them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import ExchangeEventFactory, IndicatorFactory, PartnershipFactory
from tests.html_forms import fields_of
from tests.staff import clerk
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db


def partnership_with_events(count):
    """Events of two bulleted lines each, as the documents have them; the last is the latest."""
    partnership = PartnershipFactory()
    ExchangeEvent.objects.bulk_create(
        ExchangeEventFactory.build(
            partnership=partnership,
            period=f"{1700 + n}. 4. 5. ~ 25.",
            title=f"교류 {n}",
            details="첫째 날\n둘째 날",
        )
        for n in range(count)
    )
    return partnership


def change_url(partnership, query=""):
    return reverse("admin:cities_partnership_change", args=[partnership.pk]) + query


def row_of(data, event):
    """The prefix of an event's row in the form."""
    (name,) = (
        name
        for name, value in data.items()
        if name.endswith("-id") and name.startswith("events-") and value == str(event.pk)
    )
    return name.removesuffix("id")


@pytest.fixture
def open_form(admin_client):
    def open_form(partnership, query=""):
        response = admin_client.get(change_url(partnership, query))
        return fields_of(response, "partnership_form")

    return open_form


@pytest.fixture
def send(admin_client):
    """Post the form; the answer has `queries`."""

    def send(partnership, data, query=""):
        with CaptureQueriesContext(connection) as queries:
            response = admin_client.post(change_url(partnership, query), data)
        response.queries = [query["sql"] for query in queries]
        return response

    return send


def inline_errors(response):
    (formset,) = (
        inline.formset
        for inline in response.context["inline_admin_formsets"]
        if inline.formset.model is ExchangeEvent
    )
    return [str(error) for form in formset.forms for error in form.errors.values()] + list(
        formset.non_form_errors()
    )


def queries_of(admin_client, partnership, query):
    with CaptureQueriesContext(connection) as queries:
        assert admin_client.get(change_url(partnership, query)).status_code == 200
    return len(queries)


def test_partnership_opens_with_its_latest_events(open_form):
    data = open_form(partnership_with_events(30))
    assert data["events-TOTAL_FORMS"] == "20"
    assert data["events-0-title"] == "교류 29"
    assert data["events-19-title"] == "교류 10"


def test_partnership_opens_with_all_events_where_asked(open_form):
    assert open_form(partnership_with_events(30), "?events=all")["events-TOTAL_FORMS"] == "30"


@pytest.mark.parametrize("query", ["", "?events=all"])
def test_opening_a_partnership_takes_the_same_queries_for_any_number_of_events(admin_client, query):
    few, many = partnership_with_events(3), partnership_with_events(300)
    queries_of(admin_client, few, query)  # content types are asked once
    asked = queries_of(admin_client, few, query)
    assert asked == queries_of(admin_client, many, query)
    assert asked <= 12


def test_clerk_who_may_only_look_at_events_asks_no_query_per_row(client):
    client.force_login(clerk("cities.change_partnership", "timelines.view_exchangeevent"))
    few, many = partnership_with_events(3), partnership_with_events(100)
    queries_of(client, few, "?events=all")
    assert queries_of(client, few, "?events=all") == queries_of(client, many, "?events=all")


def test_clerk_who_may_only_add_events_changes_none(client):
    client.force_login(
        clerk(
            "cities.change_partnership",
            "timelines.view_exchangeevent",
            "timelines.add_exchangeevent",
        )
    )
    partnership = partnership_with_events(2)
    url = change_url(partnership)
    data = fields_of(client.get(url), "partnership_form")
    data |= {"events-0-title": "바꾼 이름", "events-TOTAL_FORMS": "3"}
    data |= {
        "events-2-title": "새 교류",
        "events-2-period": "2013. 4.",
        "events-2-state": "published",
    }
    data |= {"events-2-partnership": partnership.pk}
    assert client.post(url, data).status_code == 302
    assert set(partnership.events.values_list("title", "state")) == {
        ("교류 0", "published"),
        ("교류 1", "published"),
        ("새 교류", "draft"),
    }


@pytest.mark.parametrize("count", [100, 300])
def test_saving_an_untouched_event_list_writes_nothing_and_asks_little(open_form, send, count):
    partnership = partnership_with_events(count)
    data = open_form(partnership, "?events=all")
    response = send(partnership, data, "?events=all")
    assert response.status_code == 302
    assert len(response.queries) <= 25
    assert ExchangeEvent.history.count() == 0
    assert partnership.history.count() == 1  # of its making


@pytest.mark.parametrize("count", [10, 100, 300])
def test_changing_one_event_of_many_costs_the_same_as_of_few(open_form, send, count):
    partnership = partnership_with_events(count)
    event = partnership.events.get(title="교류 5")
    data = open_form(partnership, "?events=all")
    data[row_of(data, event) + "title"] = "시장단 방문"
    response = send(partnership, data, "?events=all")
    assert response.status_code == 302
    assert len(response.queries) <= 32
    event.refresh_from_db()
    assert (event.title, event.details) == ("시장단 방문", "첫째 날\n둘째 날")
    assert ExchangeEvent.history.count() == 1


def test_changing_all_of_100_events_saves_each_with_its_history(open_form, send):
    partnership = partnership_with_events(100)
    data = open_form(partnership, "?events=all")
    for n in range(100):
        data[f"events-{n}-direction"] = "mutual"
    response = send(partnership, data, "?events=all")
    assert response.status_code == 302
    assert partnership.events.filter(direction="mutual").count() == 100
    assert ExchangeEvent.history.count() == 100
    assert len(response.queries) <= 25 + 5 * 100


def test_100_new_events_typed_in_one_form_are_saved(open_form, send):
    partnership = partnership_with_events(0)
    data = open_form(partnership)
    data["events-TOTAL_FORMS"] = "100"
    for n in range(100):
        data |= {f"events-{n}-title": f"교류 {n}", f"events-{n}-period": f"{1900 + n}. 5."}
        data |= {f"events-{n}-state": "draft", f"events-{n}-partnership": partnership.pk}
    response = send(partnership, data)
    assert response.status_code == 302
    assert partnership.events.filter(state="draft").count() == 100
    assert len(response.queries) <= 25 + 5 * 100


def test_event_that_left_the_latest_rows_meanwhile_is_still_saved(open_form, send):
    partnership = partnership_with_events(20)
    data = open_form(partnership)
    ExchangeEventFactory(partnership=partnership, period="2020. 1. 1.", title="그사이의 교류")
    oldest = partnership.events.get(title="교류 0")
    data[row_of(data, oldest) + "title"] = "첫 교류"
    assert send(partnership, data).status_code == 302
    oldest.refresh_from_db()
    assert oldest.title == "첫 교류"


def test_event_that_another_clerk_deleted_meanwhile_is_said(open_form, send):
    partnership = partnership_with_events(3)
    data = open_form(partnership)
    partnership.events.get(title="교류 1").delete()
    response = send(partnership, data)
    assert response.status_code == 200
    assert "다른 사람이 지운 줄이 있습니다" in response.content.decode()


def test_event_of_another_partnership_cannot_be_changed_through_the_form(open_form, send):
    partnership, other = partnership_with_events(1), partnership_with_events(1)
    data = open_form(partnership)
    data |= {"events-0-id": other.events.get().pk, "events-0-title": "남의 교류"}
    assert send(partnership, data).status_code == 200
    assert other.events.get().title == "교류 0"


def test_bad_period_is_refused_beside_its_field(open_form, send):
    partnership = partnership_with_events(3)
    data = open_form(partnership)
    data["events-1-period"] = "2013. 2. 30."
    response = send(partnership, data)
    assert response.status_code == 200
    assert "2월에는 30일이 없습니다" in response.content.decode()
    assert "2월에는 30일이 없습니다" in inline_errors(response)[0]


def test_period_keeps_the_text_as_typed_and_its_reading(open_form, send):
    partnership = partnership_with_events(1)
    data = open_form(partnership)
    data["events-0-period"] = " 2013. 4. 5. ~ 25. "
    send(partnership, data)
    event = partnership.events.get()
    assert (event.period.text, event.period_edtf) == ("2013. 4. 5. ~ 25.", "2013-04-05/2013-04-25")


def test_reading_of_a_period_that_was_not_touched_stays(open_form, send):
    partnership = partnership_with_events(1)
    partnership.events.update(
        period="'30. 1. 1.",
        period_edtf="1930-01-01",
        period_first="1930-01-01",
        period_last="1930-01-01",
    )
    ExchangeEvent.objects.update()
    data = open_form(partnership)
    data["events-0-title"] = "1930년의 교류"
    # A century later the same two digits would be read as 2030.
    assert send(partnership, data).status_code == 302
    assert partnership.events.get().period_edtf == "1930-01-01"


TWICE = "이 교류도시에 같은 기간·같은 내용의 교류가 이미 있습니다."


def test_same_event_twice_in_one_save_is_refused_in_its_row(open_form, send):
    partnership = partnership_with_events(1)
    data = open_form(partnership)
    data["events-TOTAL_FORMS"] = "3"
    for n, text in ((1, "2013. 4. 5."), (2, "2013년 4월 5일")):
        data |= {f"events-{n}-title": "방문", f"events-{n}-period": text}
        data |= {f"events-{n}-state": "draft", f"events-{n}-partnership": partnership.pk}
    response = send(partnership, data)
    assert response.status_code == 200
    assert any(TWICE in error for error in inline_errors(response))
    assert partnership.events.count() == 1


def test_event_like_one_that_is_not_shown_is_refused(open_form, send):
    partnership = partnership_with_events(30)
    data = open_form(partnership)
    data["events-TOTAL_FORMS"] = "21"
    data |= {"events-20-title": "교류 0", "events-20-period": "1700. 4. 5. ~ 25."}
    data |= {"events-20-state": "draft", "events-20-partnership": partnership.pk}
    response = send(partnership, data)
    assert any(TWICE in error for error in inline_errors(response))


def test_two_events_that_swap_their_names_are_refused_not_an_error_page(open_form, send):
    partnership = PartnershipFactory()
    for title in ("가", "나"):
        ExchangeEventFactory(partnership=partnership, title=title)
    data = open_form(partnership)
    data["events-0-title"], data["events-1-title"] = data["events-1-title"], data["events-0-title"]
    response = send(partnership, data)
    assert response.status_code == 200
    assert any(TWICE in error for error in inline_errors(response))


def test_event_may_take_the_place_of_one_deleted_in_the_same_save(open_form, send):
    partnership = partnership_with_events(1)
    old = partnership.events.get()
    data = open_form(partnership)
    data["events-TOTAL_FORMS"] = "2"
    data |= {
        "events-0-DELETE": "on",
        "events-1-title": old.title,
        "events-1-period": old.period.text,
    }
    data |= {"events-1-state": "draft", "events-1-partnership": partnership.pk}
    assert send(partnership, data).status_code == 302
    assert partnership.events.get().pk != old.pk


def test_event_without_a_name_is_refused(open_form, send):
    partnership = partnership_with_events(1)
    data = open_form(partnership)
    data["events-0-title"] = ""
    response = send(partnership, data)
    assert response.status_code == 200
    assert len(inline_errors(response)) == 1


def test_event_page_offers_only_agreements_of_its_partnership(admin_client):
    from tests.factories import AgreementFactory

    event = ExchangeEventFactory()
    own, other = AgreementFactory(partnership=event.partnership), AgreementFactory()
    url = reverse("admin:timelines_exchangeevent_change", args=[event.pk])
    data = fields_of(admin_client.get(url), "exchangeevent_form")
    response = admin_client.post(url, data | {"agreement": other.pk})
    assert response.status_code == 200
    assert "agreement" in response.context["errors"][0] or response.context["adminform"].errors
    assert admin_client.post(url, data | {"agreement": own.pk}).status_code == 302


def test_new_event_with_another_partnerships_agreement_is_refused_beside_the_field(admin_client):
    from tests.factories import AgreementFactory

    url = reverse("admin:timelines_exchangeevent_add")
    data = fields_of(admin_client.get(url), "exchangeevent_form") | {
        "partnership": PartnershipFactory().pk,
        "agreement": AgreementFactory().pk,
        "title": "방문",
    }
    response = admin_client.post(url, data)
    assert response.context["adminform"].errors == {
        "agreement": ["이 교류도시의 협정만 고를 수 있습니다."]
    }


def test_same_indicator_twice_is_refused(admin_client):
    indicator = IndicatorFactory(name="방문객")
    url = reverse("admin:timelines_indicator_add")
    data = fields_of(admin_client.get(url), "indicator_form")
    response = admin_client.post(
        url, data | {"home": indicator.home.pk, "name": "방문객", "unit": "명"}
    )
    assert "이 도시에 같은 이름의 지표가 이미 있습니다." in response.content.decode()
