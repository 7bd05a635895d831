"""What the history of a record tells, and going back to an old version."""

import pytest

from agreements.models import Agreement
from cities.models import City, CityFact
from tests.admin_pages import queries_of, url_of
from tests.factories import (
    AgreementFactory,
    CityFactFactory,
    CityFactory,
    PartnershipFactory,
    SourceFactory,
)
from tests.html_forms import fields_of
from tests.staff import clerk, permissions_of

pytestmark = pytest.mark.django_db


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
    assert html.count("→") == 1


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


def test_deleted_record_comes_back_from_its_history(admin_client):
    city = CityFactory(name="인제군")
    version = url_of(City, "simple_history", city.pk, city.history.last().pk)
    history = url_of(City, "history", city.pk)
    City.objects.all().delete()
    assert "삭제" in admin_client.get(history).content.decode()
    data = fields_of(admin_client.get(version), "historicalcity_form")
    assert admin_client.post(version, data).status_code == 302
    assert City.objects.get().name == "인제군"
