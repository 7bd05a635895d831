"""Drafts, publishing many at once, and the way to the public page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import City, Partnership
from tests.admin_pages import FACTORIES, RECORDS, by_name, url_of
from tests.factories import (
    AgreementFactory,
    CityFactory,
    ExchangeEventFactory,
    IndicatorFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.html_forms import fields_of, messages_of
from tests.staff import clerk, permissions_of
from timelines.models import Indicator

pytestmark = pytest.mark.django_db


def act(client, model, action, records):
    data = {"action": action, "_selected_action": [record.pk for record in records]}
    return client.post(url_of(model, "changelist"), data, follow=True)


@pytest.mark.parametrize("model", RECORDS, **by_name)
def test_new_record_is_a_draft(admin_client, model):
    form = f"{model._meta.model_name}_form"
    assert fields_of(admin_client.get(url_of(model, "add")), form)["state"] == "draft"


def test_publishing_many_is_recorded_with_who_and_why(admin_client, admin_user):
    drafts = [CityFactory(state=City.State.DRAFT) for _ in range(3)]
    before = drafts[0].updated_at
    response = act(admin_client, City, "publish", [*drafts, CityFactory()])
    assert messages_of(response) == ["공개하기: 3건을 바꾸었습니다. 1건은 이미 그러했습니다."]
    assert City.objects.published().count() == 4
    latest = drafts[0].history.first()
    assert (latest.state, latest.history_type) == (City.State.PUBLISHED, "~")
    assert (latest.history_user, latest.history_change_reason) == (admin_user, "공개하기")
    drafts[0].refresh_from_db()
    assert drafts[0].updated_at > before


def test_withdrawing_many_is_recorded(admin_client):
    city = CityFactory()
    assert messages_of(act(admin_client, City, "unpublish", [city])) == [
        "공개 취소: 1건을 바꾸었습니다."
    ]
    assert city.history.first().state == City.State.DRAFT
    assert not City.objects.published().exists()


def test_publishing_takes_the_same_queries_for_many_as_for_few(admin_client):
    def asked(count):
        drafts = Indicator.objects.bulk_create(
            IndicatorFactory.build(home=home, state=Indicator.State.DRAFT) for _ in range(count)
        )
        data = {"action": "publish", "_selected_action": [draft.pk for draft in drafts]}
        with CaptureQueriesContext(connection) as queries:
            admin_client.post(url_of(Indicator, "changelist"), data)
        assert Indicator.objects.filter(pk__in=data["_selected_action"]).published().exists()
        return sum("INSERT INTO" not in query["sql"] for query in queries)

    home = PortalFactory().city
    asked(1)
    # INSERTs of history come in batches, whose size the database sets.
    assert asked(5) == asked(50)


def test_publishing_what_hangs_on_a_draft_says_so(admin_client):
    home = PortalFactory(city__name="서구").city
    draft = CityFactory(name="인제군", state=City.State.DRAFT)
    partnership = PartnershipFactory(home=home, partner=draft, state=City.State.DRAFT)
    messages = messages_of(act(admin_client, Partnership, "publish", [partnership]))
    assert "1건은 아직 보이지 않습니다" in messages[1]
    assert "인제군" in messages[1]
    assert "작성 중" in messages[1]


def test_publishing_for_a_home_without_a_site_says_so(admin_client):
    partnership = PartnershipFactory(home=CityFactory(), state=City.State.DRAFT)
    messages = messages_of(act(admin_client, Partnership, "publish", [partnership]))
    assert "누리집이 등록되지 않음" in messages[1]


def test_publishing_above_drafts_says_how_many_wait_below(admin_client):
    partnership = PartnershipFactory(home=PortalFactory().city, state=City.State.DRAFT)
    AgreementFactory(partnership=partnership, state=City.State.DRAFT)
    ExchangeEventFactory(partnership=partnership, state=City.State.DRAFT, title="하나")
    ExchangeEventFactory(partnership=partnership, state=City.State.DRAFT, title="둘")
    ExchangeEventFactory(partnership=partnership, state=City.State.PUBLISHED, title="셋")
    _done, below = messages_of(act(admin_client, Partnership, "publish", [partnership]))
    assert "협정 1건, 교류 내역 2건" in below
    assert "작성 중" in below


def test_publishing_without_drafts_below_says_nothing_more(admin_client):
    event = ExchangeEventFactory(partnership__home=PortalFactory().city)
    event.partnership.state = City.State.DRAFT
    event.partnership.save()
    assert len(messages_of(act(admin_client, Partnership, "publish", [event.partnership]))) == 1


def test_clerk_without_the_permission_cannot_publish(client):
    client.force_login(clerk(*permissions_of(City, "view", "change")))
    city = CityFactory(state=City.State.DRAFT)
    act(client, City, "publish", [city])
    url = url_of(City, "change", city.pk)
    data = fields_of(client.get(url), "city_form")
    assert "state" not in data
    response = client.post(url, data | {"state": "published", "name_en": "Seo-gu"})
    assert response.status_code == 302
    city.refresh_from_db()
    assert (city.state, city.name_en) == (City.State.DRAFT, "Seo-gu")


def test_clerk_with_the_permission_publishes(client):
    client.force_login(clerk(*permissions_of(City, "view", "change", "publish")))
    city = CityFactory(state=City.State.DRAFT)
    act(client, City, "publish", [city])
    assert City.objects.published().get() == city


def test_clerk_without_the_permission_adds_drafts_only(client):
    client.force_login(clerk(*permissions_of(City, "view", "add")))
    data = fields_of(client.get(url_of(City, "add")), "city_form")
    data |= {"slug": "inje", "name": "인제군", "country": "KR", "state": "published"}
    assert client.post(url_of(City, "add"), data).status_code == 302
    assert City.objects.get().state == City.State.DRAFT


@pytest.mark.parametrize("model", RECORDS, **by_name)
def test_published_record_links_to_its_public_page(admin_client, model):
    record = FACTORIES[model]()
    if model is City:
        PortalFactory(city=record)
    response = admin_client.get(url_of(model, "change", record.pk))
    address = response.context["absolute_url"]
    assert admin_client.get(address).status_code == 200
    assert "공개 페이지 보기" in response.content.decode()


def test_record_that_is_not_public_says_why(admin_client):
    partnership = PartnershipFactory(partner__state=City.State.DRAFT, partner__name="인제군")

    def reason():
        response = admin_client.get(url_of(Partnership, "change", partnership.pk))
        assert not response.context["has_absolute_url"]
        return response.context["private_reason"]

    assert "인제군" in reason()
    partnership.state = Partnership.State.DRAFT
    partnership.save()
    assert reason() == "‘작성 중’이라 누리집에 보이지 않습니다."
