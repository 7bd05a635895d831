"""The token that every change of what pages show renews, whatever makes the change."""

import threading

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections, transaction

from agreements.models import AgreementArea
from cities.models import City, CityFact, Partnership
from exchange import generation
from exchange.models import Source
from tests import processes
from tests.factories import (
    AgreementAreaFactory,
    CityFactory,
    ExchangeEventFactory,
    PartnershipFactory,
    PortalFactory,
)
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def renewed():
    """Whether what is called renews the token."""

    def renewed(change, *arguments, **values):
        before = generation.read()
        change(*arguments, **values)
        after = generation.read()
        assert after
        return before != after

    return renewed


def test_every_table_that_pages_show_is_watched():
    watched = {model._meta.label for model in generation.shown_models()}
    assert {"exchange.Source", "cities.City", "cities.CityPicture", "cities.Portal"} <= watched
    assert {"agreements.AgreementArea", "timelines.EventPhoto"} <= watched
    assert {"timelines.IndicatorValue", "agreements.CivicAgreement"} <= watched
    assert not any("Historical" in label or "Import" in label for label in watched)
    for app in ("cities", "agreements", "timelines"):
        for model in apps.get_app_config(app).get_models():
            is_history = model.__name__.startswith("Historical")
            assert (model._meta.label in watched) is not is_history


def test_token_is_renewed_by_saving_changing_and_deleting(renewed):
    assert renewed(CityFactory)
    city = CityFactory()
    assert renewed(city.save)
    assert renewed(City.objects.filter(pk=city.pk).update, name_en="Seo-gu")
    assert renewed(CityFact.objects.create, city=city, label="위치", text="남쪽")
    assert renewed(CityFact.objects.all().delete)
    assert renewed(Source.objects.create, title="출처", slug="source")
    assert renewed(AgreementAreaFactory)
    assert renewed(AgreementArea.objects.all().delete)


def test_token_is_renewed_by_bulk_writes_and_sql(renewed):
    partnership = PartnershipFactory()
    made = ExchangeEventFactory.build_batch(3, partnership=partnership)
    assert renewed(ExchangeEvent.objects.bulk_create, made)
    with connection.cursor() as cursor:
        assert renewed(cursor.execute, "UPDATE timelines_exchangeevent SET details = 'x'")
        assert renewed(cursor.execute, "DELETE FROM timelines_exchangeevent")
    assert renewed(call_command, "flush", interactive=False, verbosity=0)


def test_token_stays_with_what_no_page_shows(renewed, django_user_model):
    assert not renewed(django_user_model.objects.create_user, "clerk")
    assert not renewed(Partnership.objects.count)


def test_token_stays_when_a_transaction_is_taken_back(renewed):
    def taken_back():
        with transaction.atomic():
            CityFactory()
            transaction.set_rollback(True)

    assert not renewed(taken_back)


def test_token_is_renewed_after_a_savepoint_was_taken_back(renewed):
    def partly():
        with transaction.atomic():
            try:
                with transaction.atomic():
                    CityFactory()
                    raise ValueError
            except ValueError:
                pass
            CityFactory()

    assert renewed(partly)


def test_token_is_renewed_with_the_commit_and_not_before():
    before = generation.read()
    seen = []

    def look():
        seen.append(generation.read())
        connections.close_all()

    with transaction.atomic():
        CityFactory()
        beside = threading.Thread(target=look)
        beside.start()
        beside.join()
    assert seen == [before]
    assert generation.read() != before


def test_token_is_not_relied_on_within_a_transaction():
    with generation.Reading("token"):
        assert generation.current() == "token"
        with transaction.atomic():
            assert generation.current() is None
    assert generation.current() == generation.read()


def test_two_writers_do_not_wait_for_each_other_in_postgresql():
    if connection.vendor != "postgresql":
        return  # SQLite has one writer
    one, other = CityFactory(), CityFactory()
    done = []

    def write():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
        other.save()
        done.append(generation.read())
        connections.close_all()

    with transaction.atomic():
        one.save()
        beside = threading.Thread(target=write)
        beside.start()
        beside.join()
        assert done
    assert generation.read() != done[0]


def test_token_is_renewed_by_another_process(renewed):
    def change():
        PortalFactory()
        found = processes.run("from cities.models import City; City.objects.first().save()")
        assert found.returncode == 0, found.stderr

    PortalFactory()
    before = generation.read()
    change()
    assert generation.read() != before


def test_triggers_are_made_once_and_again_where_one_is_missing():
    assert generation.bring_up_to_date() == []
    table = City._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f'DROP TRIGGER "page_generation_update_{table}"')
        else:
            cursor.execute(f"DROP TRIGGER page_changed ON {table}")
    city = CityFactory()
    assert generation.bring_up_to_date() != []
    before = generation.read()
    city.save()
    assert generation.read() != before
