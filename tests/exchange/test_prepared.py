"""A prepared question gives what its queryset gives, each time with other values."""

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, Subquery
from django.test.utils import CaptureQueriesContext

from cities.models import City, CityFact, Partnership
from exchange.prepared import Prepared, attach
from tests.factories import CityFactFactory, CityFactory, ExchangeEventFactory, PartnershipFactory
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db


def fields_of(record):
    return {name: value for name, value in record.__dict__.items() if name not in ("_state", "row")}


def test_records_are_those_of_the_queryset():
    def build(slug):
        latest = ExchangeEvent.objects.filter(partnership=OuterRef("pk")).order_by("-period_first")
        return (
            Partnership.objects.filter(partner__slug=slug)
            .select_related("home", "partner__source", "source")
            .annotate(latest=Subquery(latest.values("period_first")[:1]), has=Exists(latest))
        )

    question = Prepared(build, str)
    for partnership in (PartnershipFactory(), PartnershipFactory()):
        ExchangeEventFactory(partnership=partnership, period="2019. 5.")
        slug = partnership.partner.slug
        (found,) = question(slug)
        wanted = build(slug).get()
        assert found == wanted
        for one, other in ((found, wanted), (found.partner, wanted.partner)):
            assert fields_of(one).keys() == fields_of(other).keys()
        assert (found.latest, found.has) == (wanted.latest, wanted.has)
        assert found.partner.area_km2 == wanted.partner.area_km2
        assert found.source == wanted.source
        assert not found._state.adding
        assert found.row == question.first(slug).row
        found.partner.name_local = "Fullerton"
        found.partner.save()
        assert found.row != question.first(slug).row
    assert question("no-such-city") == []
    assert question.first("no-such-city") is None


def test_tuples_are_those_of_the_values_list():
    question = Prepared(
        lambda partnership: ExchangeEvent.objects.filter(partnership=partnership).values_list(
            "period_edtf", "period_first", "title"
        ),
        int,
    )
    event = ExchangeEventFactory(period="2019. 5. 4.")
    assert question(event.partnership_id) == [
        (event.period.edtf, event.period.first_day, event.title)
    ]


def test_question_is_asked_in_one_query_and_no_sql_is_made_again(
    monkeypatch, django_assert_num_queries
):
    built = []

    def build(city):
        built.append(city)
        return CityFact.objects.filter(city=city)

    question, city = Prepared(build, int), CityFactory()
    CityFactFactory.create_batch(2, city=city)
    with django_assert_num_queries(3):
        assert len(question(city.pk)) == 2
        assert question(0) == []
        assert len(question(city.pk)) == 2
    assert len(built) == 1


@pytest.mark.parametrize(("threshold", "kept"), [(0, 1), (None, 0)])
def test_plan_is_kept_where_the_connection_may_keep_any(threshold, kept):
    if connection.vendor != "postgresql":
        return  # SQLite plans in no time
    question, slug = Prepared(lambda slug: City.objects.filter(slug=slug), str), CityFactory().slug
    with connection.cursor() as cursor:

        def plans():
            cursor.execute("SELECT count(*) FROM pg_prepared_statements")
            return cursor.fetchone()[0]

        raw, before = connection.connection, plans()
        usual, factory = raw.prepare_threshold, raw.cursor_factory
        raw.prepare_threshold = threshold
        try:
            assert [city.slug for city in question(slug)] == [slug]
            with CaptureQueriesContext(connection) as asked:
                assert question("no-such-city") == []
        finally:
            raw.prepare_threshold = usual
        assert "'no-such-city'" in asked[0]["sql"]  # as debugging tools want to read it
        assert plans() == before + kept
        assert raw.cursor_factory is factory


def test_attached_rows_are_those_of_the_relation(django_assert_num_queries):
    fact = CityFactFactory()
    city = City.objects.get(pk=fact.city_id)
    attach(city, "facts", [fact])
    with django_assert_num_queries(0):
        assert list(city.facts.all()) == [fact]
        assert bool(city.facts.all())


@pytest.mark.parametrize(
    ("build", "error"),
    [
        (lambda city: CityFact.objects.all(), ValueError),
        (lambda city: City.objects.filter(pk=city).prefetch_related("facts"), ValueError),
        (lambda city: City.objects.filter(pk=city).values("name"), TypeError),
    ],
)
def test_question_that_cannot_be_prepared_is_refused(build, error):
    with pytest.raises(error):
        Prepared(build, int)(1)


def test_question_without_its_values_is_refused():
    question = Prepared(lambda city: CityFact.objects.filter(city=city), int)
    with pytest.raises(TypeError):
        question()
