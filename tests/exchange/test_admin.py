"""What the admin of every record has in common: who may enter, lists, publishing, history."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.models import Agreement, CivicAgreement
from cities.models import City, CityFact, Partnership, Portal
from exchange.models import Source
from tests.factories import (
    AgreementFactory,
    CityFactFactory,
    CityFactory,
    CivicAgreementFactory,
    ExchangeEventFactory,
    IndicatorFactory,
    PartnershipFactory,
    PortalFactory,
    SourceFactory,
)
from tests.html_forms import fields_of, messages_of
from tests.staff import clerk, permissions_of
from timelines.models import ExchangeEvent, Indicator

pytestmark = pytest.mark.django_db

RECORDS = [City, Portal, Partnership, Agreement, CivicAgreement, ExchangeEvent, Indicator]
MODELS = [*RECORDS, Source]
FACTORIES = {
    City: CityFactory,
    Portal: PortalFactory,
    Partnership: PartnershipFactory,
    Agreement: AgreementFactory,
    CivicAgreement: CivicAgreementFactory,
    ExchangeEvent: ExchangeEventFactory,
    Indicator: IndicatorFactory,
    Source: SourceFactory,
}
by_name = {"ids": lambda model: model._meta.label}


def url_of(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)


# Who may enter ----------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS, **by_name)
def test_staff_without_permission_sees_nothing(client, model):
    record = FACTORIES[model]()
    client.force_login(clerk())
    for page, args in (
        ("changelist", []), ("add", []), ("change", [record.pk]), ("delete", [record.pk]),
        ("history", [record.pk]),
    ):  # fmt: skip
        assert client.get(url_of(model, page, *args)).status_code == 403, page


@pytest.mark.parametrize("model", MODELS, **by_name)
def test_visitor_is_sent_to_sign_in(client, model):
    for page in ("changelist", "add"):
        response = client.get(url_of(model, page))
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize("model", MODELS, **by_name)
def test_every_page_of_a_model_opens(admin_client, model):
    record = FACTORIES[model]()
    for page, args in (
        ("changelist", []), ("add", []), ("change", [record.pk]), ("delete", [record.pk]),
        ("history", [record.pk]),
    ):  # fmt: skip
        assert admin_client.get(url_of(model, page, *args)).status_code == 200, page


def test_index_lists_the_apps_in_the_order_of_the_house(admin_client):
    response = admin_client.get(reverse("admin:index"))
    apps = [app["app_label"] for app in response.context["app_list"]]
    assert apps == ["cities", "agreements", "timelines", "exchange", "auth"]
    assert response.context["app_list"][0]["models"][0]["name"] == "교류도시"
    assert "교류도시 등록부" in response.content.decode()


# Lists ------------------------------------------------------------------------------------


def make_rows(model, count):
    """That many rows, two homes among them, with a few queries."""
    cities = City.objects.bulk_create(CityFactory.build() for _ in range(count))
    homes = cities[:2]
    if model is City:
        return
    if model is Source:
        Source.objects.bulk_create(SourceFactory.build() for _ in range(count))
        return
    portals = cities if model is Portal else homes
    Portal.objects.bulk_create(PortalFactory.build(city=city) for city in portals)
    if model in (CivicAgreement, Indicator):
        factory = FACTORIES[model]
        model.objects.bulk_create(factory.build(home=homes[n % 2]) for n in range(count))
        return
    partnerships = Partnership.objects.bulk_create(
        PartnershipFactory.build(home=homes[n % 2], partner=cities[n]) for n in range(2, count)
    )
    if model in (Agreement, ExchangeEvent):
        factory = FACTORIES[model]
        model.objects.bulk_create(factory.build(partnership=row) for row in partnerships)


@pytest.mark.parametrize("model", MODELS, **by_name)
def test_list_takes_at_most_12_queries_whatever_the_rows(client, model):
    client.force_login(clerk(*permissions_of(model, "view", "change", "delete")))
    url = url_of(model, "changelist")
    make_rows(model, 10)
    queries_of(client, url)
    few = queries_of(client, url)
    make_rows(model, 1000)
    assert queries_of(client, url) == few
    assert few <= 12
    if model in RECORDS:
        assert queries_of(client, f"{url}?q=도시&state__exact=published") <= 12


def test_counts_beside_filters_are_those_of_the_rows(admin_client):
    CityFactory(latitude="37.5", longitude="127")
    CityFactory(country="JP", region="")
    CityFactory(country="JP", region="", state=City.State.DRAFT)

    def choices(query=""):
        changelist = admin_client.get(url_of(City, "changelist") + query).context["cl"]
        return {
            str(choice["display"])
            for spec in changelist.filter_specs
            for choice in spec.choices(changelist)
        }

    assert {"일본 (2)", "대한민국 (1)", "작성 중 (1)", "공개 (2)", "좌표 없음 (2)"} <= choices()
    # A filter in use still tells what its other choices would give.
    found = choices("?country=JP")
    assert {"일본 (2)", "대한민국 (1)", "작성 중 (1)", "공개 (1)", "좌표 없음 (2)"} <= found


@pytest.mark.parametrize("query", ["lacks=nothing", "country=XX", "home=x", "scope=far"])
def test_filter_refuses_a_value_that_is_no_choice(admin_client, query):
    PartnershipFactory()
    PartnershipFactory(partner__country="JP")
    response = admin_client.get(f"{url_of(Partnership, 'changelist')}?{query}")
    assert response.status_code == 302
    assert response["Location"].endswith("?e=1")


# Publishing -------------------------------------------------------------------------------


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


# History ----------------------------------------------------------------------------------


def test_saving_without_a_change_leaves_no_history(admin_client):
    city = CityFactory()
    url = url_of(City, "change", city.pk)
    admin_client.post(url, fields_of(admin_client.get(url), "city_form"))
    assert city.history.count() == 1
    assert City.objects.get().updated_at == city.updated_at


def test_history_says_what_changed_in_the_clerks_words(admin_client, admin_user):
    agreement = AgreementFactory(signed="2004. 5. 4.", title="자매결연")
    agreement.signed, agreement.kind, agreement.is_general = "2004. 5.", "friendship", True
    agreement.source = SourceFactory(title="공식 누리집")
    agreement.save()
    html = admin_client.get(url_of(Agreement, "history", agreement.pk)).content.decode()
    for words in (
        "<strong>체결일:</strong> 2004. 5. 4. → 2004. 5.",
        "<strong>종류:</strong> 자매결연 → 우호협력",
        "<strong>한 분야에 한정되지 않음:</strong> – → 예",
        "<strong>출처:</strong> – → 공식 누리집",
    ):
        assert words in html


def test_history_takes_the_same_queries_for_many_changes(admin_client):
    agreement = AgreementFactory()

    def change(times):
        for n in range(times):
            agreement.partnership = PartnershipFactory()
            agreement.title = f"협정 {agreement.history.count()}.{n}"
            agreement.save()

    url = url_of(Agreement, "history", agreement.pk)
    change(2)
    few = queries_of(admin_client, url)
    change(20)
    assert queries_of(admin_client, url) == few


def test_history_of_a_city_tells_changes_of_its_facts(admin_client):
    fact = CityFactFactory(label="주요산업", text="농업")
    fact.text = "관광"
    fact.save()
    html = admin_client.get(url_of(City, "history", fact.city.pk)).content.decode()
    assert "주요산업" in html
    assert "<strong>내용:</strong> 농업 → 관광" in html


def test_history_remembers_deleted_facts(admin_client):
    fact = CityFactFactory(label="주요산업")
    city = fact.city
    fact.delete()
    html = admin_client.get(url_of(City, "history", city.pk)).content.decode()
    assert "주요산업" in html
    assert "삭제" in html
    assert not CityFact.objects.exists()


@pytest.fixture
def renamed():
    """A city that was published as 옛이름 and is now a draft called 새이름."""
    city = CityFactory(name="옛이름")
    city.name, city.state = "새이름", City.State.DRAFT
    city.save()
    return city


def old_version(city):
    return url_of(City, "simple_history", city.pk, city.history.last().pk)


def test_old_version_is_restored(admin_client, renamed):
    data = fields_of(admin_client.get(old_version(renamed)), "historicalcity_form")
    assert data["name"] == "옛이름"
    assert admin_client.post(old_version(renamed), data).status_code == 302
    renamed.refresh_from_db()
    assert (renamed.name, renamed.state) == ("옛이름", City.State.PUBLISHED)
    assert renamed.history.count() == 3


def test_clerk_who_may_only_look_cannot_restore(client, renamed):
    client.force_login(clerk("cities.view_city"))
    assert client.get(old_version(renamed)).status_code == 200
    data = {"name": "옛이름", "slug": "old", "country": "KR", "state": "published"}
    assert client.post(old_version(renamed), data).status_code == 403
    renamed.refresh_from_db()
    assert renamed.name == "새이름"


def test_clerk_who_may_not_publish_does_not_by_restoring(client, renamed):
    client.force_login(clerk(*permissions_of(City, "view", "change")))
    data = fields_of(client.get(old_version(renamed)), "historicalcity_form")
    assert client.post(old_version(renamed), data).status_code == 302
    renamed.refresh_from_db()
    assert (renamed.name, renamed.state) == ("옛이름", City.State.DRAFT)


def test_every_record_is_in_the_admin():
    assert {model for model in MODELS if not admin.site.is_registered(model)} == set()
