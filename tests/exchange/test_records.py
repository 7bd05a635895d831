"""Record: published state, stamps, natural keys, history; and the constraint SameParent."""

import datetime

import pytest
from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from agreements.models import Agreement
from cities.models import City, Partnership
from exchange.records import Record, Stamped
from tests import factories
from tests.factories import AgreementFactory, CityFactory, ExchangeEventFactory, PartnershipFactory
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db

DRAFT = Record.State.DRAFT
RECORD_FACTORIES = [
    factories.CityFactory,
    factories.CityFactFactory,
    factories.CityLinkFactory,
    factories.PortalFactory,
    factories.PartnershipFactory,
    factories.AgreementFactory,
    factories.AgreementAreaFactory,
    factories.AgreementPartyFactory,
    factories.CivicAgreementFactory,
    factories.ExchangeEventFactory,
    factories.IndicatorFactory,
    factories.IndicatorValueFactory,
    factories.SourceFactory,
]


def test_record_made_by_hand_is_a_draft():
    assert City(name="의성군").state == DRAFT


def test_published_gives_what_is_published():
    event = ExchangeEventFactory()
    assert event in ExchangeEvent.objects.published()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "partnership",
        "partnership.home",
        "partnership.home.portal",
        "partnership.partner",
    ],
)
def test_published_leaves_out_what_hangs_on_a_draft(path):
    event = draft = ExchangeEventFactory()
    for name in filter(None, path.split(".")):
        draft = getattr(draft, name)
    draft.state = DRAFT
    draft.save()
    assert event not in ExchangeEvent.objects.published()
    assert event in ExchangeEvent.objects.unpublished()


def test_published_leaves_out_a_home_without_portal():
    partnership = PartnershipFactory(home=CityFactory())
    assert partnership not in Partnership.objects.published()


def test_published_paths_exist_on_every_record():
    for model in apps.get_models():
        if issubclass(model, Record):
            assert list(model.objects.published()) == []


def test_updated_at_follows_a_save_of_some_fields():
    city = CityFactory()
    long_ago = timezone.now() - datetime.timedelta(days=400)
    City.objects.filter(pk=city.pk).update(updated_at=long_ago)
    city.refresh_from_db()
    city.name_en = "Uiseong"
    city.save(update_fields=["name_en"])
    city.refresh_from_db()
    assert city.updated_at > long_ago


def test_updated_at_of_a_fixture_is_kept():
    city = CityFactory()
    dump = serializers.serialize("python", [city])
    dump[0]["fields"]["updated_at"] = "2023-02-01T00:00:00+09:00"
    (loaded,) = serializers.deserialize("python", dump)
    loaded.save()
    city.refresh_from_db()
    assert timezone.localdate(city.updated_at) == datetime.date(2023, 2, 1)


@pytest.mark.parametrize("factory", RECORD_FACTORIES)
def test_natural_key_finds_its_record(factory):
    record = factory()
    factory()
    model = type(record)
    assert model.objects.get_by_natural_key(*record.natural_key()) == record


@pytest.mark.parametrize("factory", RECORD_FACTORIES)
def test_natural_key_is_a_constraint(factory):
    record = factory()
    model = type(record)
    if issubclass(model, Stamped) and len(model.natural_key_fields) > 1:
        names = {tuple(c.fields) for c in model._meta.constraints if hasattr(c, "fields")}
        assert model.natural_key_fields in names
    record.pk, record._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save(force_insert=True)


@pytest.mark.parametrize("factory", RECORD_FACTORIES)
def test_natural_key_dump_loads_onto_the_same_row(factory):
    record = factory()
    dump = serializers.serialize(
        "json", [record], use_natural_primary_keys=True, use_natural_foreign_keys=True
    )
    (loaded,) = serializers.deserialize("json", dump)
    assert loaded.object.pk == record.pk


@pytest.mark.parametrize("factory", RECORD_FACTORIES)
def test_history_records_creation(factory):
    record = factory()
    assert [entry.history_type for entry in record.history.all()] == ["+"]


def test_constraint_messages_are_korean_sentences():
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if model.__module__.split(".")[0] in ("exchange", "cities", "agreements", "timelines"):
                message = str(constraint.get_violation_error_message())
                if constraint.name in ("agreement_of_partnership", "partnership_of_home"):
                    continue  # hold by themselves, as they contain the primary key
                assert message.endswith(("다.", "요.")), constraint.name


def test_same_parent_refuses_another_partnerships_agreement_in_a_form():
    event = ExchangeEventFactory.build(partnership=PartnershipFactory())
    event.agreement = AgreementFactory()
    with pytest.raises(ValidationError) as caught:
        event.full_clean()
    assert caught.value.message_dict == {"agreement": ["이 교류도시의 협정만 고를 수 있습니다."]}


def test_same_parent_refuses_another_partnerships_agreement_in_the_database():
    event, agreement = ExchangeEventFactory(), AgreementFactory()
    ExchangeEvent.objects.filter(pk=event.pk).update(agreement=agreement)
    # Deferred to the end of the transaction, so that a fixture may load in any order.
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.check_constraints()
    ExchangeEvent.objects.filter(pk=event.pk).update(agreement=None)


def test_same_parent_allows_its_own_agreement_and_none():
    agreement = AgreementFactory()
    event = ExchangeEventFactory(partnership=agreement.partnership, agreement=agreement)
    event.full_clean()
    event.agreement = None
    event.full_clean()
    event.save()
    connection.check_constraints()


def test_same_parent_lets_a_superseded_agreement_be_deleted():
    first = AgreementFactory(kind=Agreement.Kind.FRIENDSHIP, signed="2003. 10. 15.")
    second = AgreementFactory(partnership=first.partnership, supersedes=first)
    first.delete()
    second.refresh_from_db()
    assert second.supersedes is None
    connection.check_constraints()
