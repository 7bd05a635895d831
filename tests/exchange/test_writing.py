"""Rows written in bulk are the rows that saving them one by one would give."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cities.models import City
from exchange.periods import Period
from exchange.resources.writing import MANY, StaleError, Writer
from tests.desk import user
from tests.factories import CityFactory, ExchangeEventFactory, PartnershipFactory
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return PartnershipFactory()


def writer(model=ExchangeEvent):
    return Writer(model, user(), "가져오기 1: 표.csv")


def row(partnership, title, **fields):
    return {"partnership_id": partnership.pk, "title": title, **fields}


def raw(model, pk):
    return model._base_manager.filter(pk=pk).values().get()


def test_inserted_row_equals_a_saved_one(partnership):
    period = Period.parse("2013. 4. 5. ~ 25.")
    saved = ExchangeEvent(partnership=partnership, title="저장", period=period, headcount=5)
    saved.save()
    (pk,) = writer().insert(
        [
            row(
                partnership,
                "저장 ",
                period=period.text,
                period_edtf=period.edtf,
                period_first=period.first_day,
                period_last=period.last_day,
                headcount=5,
            )
        ]
    )
    aside = {"id", "title", "created_at", "updated_at"}
    one, other = raw(ExchangeEvent, saved.pk), raw(ExchangeEvent, pk)
    assert {name: one[name] for name in one.keys() - aside} == {
        name: other[name] for name in other.keys() - aside
    }


def test_every_type_of_field_is_stored_as_django_stores_it():
    fields = {
        "slug": "here", "name": "이름\t탭 \\ 줄\n바꿈 'x' \"y\"", "country": "KR", "latitude": "37.24110",
        "longitude": "127.17750", "area_km2": "591.360", "population": 1_000_000,
    }  # fmt: skip
    (pk,) = writer(City).insert([fields])
    city = City.objects.get(pk=pk)
    city.full_clean()
    assert city.name == fields["name"]
    assert str(city.area_km2) == "591.360"
    assert (city.state, city.population_year, city.source) == ("draft", None, None)
    assert abs(city.created_at - timezone.now()) < timedelta(minutes=1)
    assert city.created_at == city.updated_at


def test_keys_go_on_where_saving_had_stopped_and_saving_goes_on_after_them(partnership):
    first = ExchangeEventFactory(partnership=partnership)
    pks = writer().insert([row(partnership, f"교류 {number}") for number in range(3)])
    assert pks == sorted(set(pks))
    assert pks[0] > first.pk
    assert ExchangeEventFactory(partnership=partnership, title="다음").pk > pks[-1]


def test_history_says_what_was_written_by_whom_and_why(partnership):
    count = MANY + 3
    pks = writer().insert([row(partnership, f"교류 {number}") for number in range(count)])
    versions = ExchangeEvent.history.filter(id__in=pks)
    assert versions.count() == count
    version = versions.get(id=pks[-1])
    assert (version.title, version.history_type) == (f"교류 {count - 1}", "+")
    assert version.history_user == user()
    assert version.history_change_reason == "가져오기 1: 표.csv"
    assert abs(version.history_date - timezone.now()) < timedelta(minutes=1)


def test_update_writes_the_values_a_new_stamp_and_history(partnership):
    event = ExchangeEventFactory(partnership=partnership, place="시청", headcount=3)
    read_at = event.updated_at
    writer().update([(event.pk, read_at, {"place": "의회"})])
    event.refresh_from_db()
    assert (event.place, event.headcount) == ("의회", 3)
    assert event.updated_at > read_at
    assert event.history.first().place == "의회"
    assert event.history.first().history_type == "~"


def test_update_of_a_row_saved_meanwhile_is_refused(partnership):
    event = ExchangeEventFactory(partnership=partnership, place="시청")
    read_at = event.updated_at
    event.place = "사람이 고침"
    event.save()
    with pytest.raises(StaleError), transaction.atomic():
        writer().update([(event.pk, read_at, {"place": "의회"})])
    event.refresh_from_db()
    assert event.place == "사람이 고침"


def test_deleted_row_leaves_its_last_version(partnership):
    event = ExchangeEventFactory(partnership=partnership, place="시청")
    writer().delete([event.pk])
    assert not ExchangeEvent.objects.filter(pk=event.pk).exists()
    version = ExchangeEvent.history.filter(id=event.pk).first()
    assert (version.history_type, version.place) == ("-", "시청")


@pytest.mark.parametrize(
    "fields",
    [{"title": ""}, {"title": "같은 제목"}, {"title": "가", "period": "2013", "period_edtf": ""}],
)
def test_constraints_of_the_database_hold(partnership, fields):
    ExchangeEventFactory(partnership=partnership, title="같은 제목", period=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        writer().insert([row(partnership, **fields)])
    assert partnership.events.count() == 1


def test_foreign_keys_are_checked(partnership):
    # Deferred to the end of the transaction, which a test does not reach.
    writer().insert([{"partnership_id": 987_654, "title": "어디에도 없는 교류도시"}])
    with pytest.raises(IntegrityError):
        connection.check_constraints()
    transaction.set_rollback(True)


def test_nothing_is_asked_for_nothing(django_assert_num_queries):
    empty = writer()
    with django_assert_num_queries(0):
        assert empty.insert([]) == []
        empty.update([])
        empty.delete([])


def test_city_deleted_in_bulk_does_not_take_others_along():
    city = CityFactory()
    PartnershipFactory(partner=city)
    writer(City).delete([city.pk])
    with pytest.raises(IntegrityError):
        connection.check_constraints()
    transaction.set_rollback(True)
