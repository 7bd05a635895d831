"""Counts beside the options of the lists: those that choosing the option gives, each time."""

import random

import pytest
from django.db import transaction
from django.http import QueryDict

from agreements.filters import CivicAgreementFilter
from agreements.models import Agreement, CivicAgreement
from cities import facets
from cities.filters import PartnershipFilter
from cities.models import CooperationField, Partnership
from exchange.records import Record
from tests.factories import (
    AgreementAreaFactory,
    AgreementFactory,
    CityFactory,
    CivicAgreementFactory,
    ExchangeEventFactory,
    PartnershipFactory,
    PortalFactory,
)
from timelines.filters import ExchangeEventFilter
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db

PERIODS = ["1989. 3. 1.", "1995년 ~ 현재", "1998. 11. ~ 2001. 2.", "2004. 5. 4.", "2012년", ""]


@pytest.fixture
def chance():
    return random.Random(4)  # noqa: S311 the same each time


@pytest.fixture
def home(chance):
    """A home of 12 partners with agreements, exchanges and civic ties, a few of them drafts."""
    home = PortalFactory().city

    def any_state():
        return Record.State.DRAFT if chance.random() < 0.1 else Record.State.PUBLISHED

    for number in range(12):
        partnership = PartnershipFactory(
            home=home,
            stage=chance.choice(Partnership.Stage.values),
            partner=CityFactory(country=chance.choice(("KR", "JP", "CN")), state=any_state()),
            state=any_state(),
        )
        for title in range(chance.randrange(3)):
            agreement = AgreementFactory(
                partnership=partnership,
                title=str(title),
                kind=chance.choice(Agreement.Kind.values),
                signed=chance.choice(PERIODS),
                state=any_state(),
            )
            AgreementAreaFactory(agreement=agreement, field=chance.choice(("economy", "sports")))
        for title in range(chance.randrange(8)):
            ExchangeEventFactory(
                partnership=partnership,
                title=f"{chance.choice(('방문', '축제'))} {title}",
                period=chance.choice(PERIODS),
                field=chance.choice(("", *CooperationField.values[:4])),
                direction=chance.choice(("", *ExchangeEvent.Direction.values)),
                state=any_state(),
            )
        CivicAgreementFactory(
            home=home,
            partner_country=chance.choice(("", "JP", "CN")),
            category=chance.choice(CivicAgreement.Category.values[:3]),
            signed=chance.choice(PERIODS),
            home_organisation=f"{chance.choice(('가람', '나래'))}학교 {number}",
            state=any_state(),
        )
    return home


def partners(home, query):
    queryset = Partnership.objects.published().for_home(home)
    return PartnershipFilter(query, queryset=queryset, home=home)


def exchanges(home, query):
    return ExchangeEventFilter(query, queryset=ExchangeEvent.objects.none(), home=home)


def civic(home, query):
    queryset = CivicAgreement.objects.published().for_home(home)
    return CivicAgreementFilter(query, queryset=queryset, home=home)


LISTS = [
    (partners, ("scope", "country", "kind", "stage", "field")),
    (exchanges, ("country", "partner", "field", "direction")),
    (civic, ("country", "category")),
]


def query_of(**conditions):
    query = QueryDict(mutable=True)
    for name, value in conditions.items():
        query.setlist(name, value if isinstance(value, list) else [str(value)])
    return query


def options(found, name):
    """{option: count} of a filter, as the form says it."""
    choices = [choice for choice in found.form.fields[name].choices if choice[0]]
    return {
        value: int(str(label).rpartition("(")[2].rstrip(")").replace(",", ""))
        for value, label in choices
    }


def conditions_of(chance, found, names):
    """Some of the options at random, with a range of years now and then."""
    conditions = {}
    for name in names:
        offered = list(options(found, name))
        if offered and chance.random() < 0.3:
            conditions[name] = [chance.choice(offered)]
    if chance.random() < 0.4:
        conditions |= {"since": 1990, "until": chance.choice((1999, 2001, 2012))}
    if "partner" in names and chance.random() < 0.2:
        conditions["text"] = "방문"
    return conditions


@pytest.mark.parametrize(("filtered", "names"), LISTS)
@pytest.mark.parametrize("size", ["small", "large"])
def test_counts_are_those_of_the_results(monkeypatch, chance, home, filtered, names, size):
    if size == "large":  # as in a home of 120,000 exchanges: rows kept, pages cut along the days
        monkeypatch.setattr(facets, "MANY", 1)
        monkeypatch.setattr("timelines.filters.MANY", 1)
        monkeypatch.setattr(facets.kept, "__defaults__", (1,))
        monkeypatch.setattr(facets, "_kept", {})
    whole = filtered(home, None)
    assert whole.facets.total == len(whole.qs[0:1000])
    for _ in range(8):
        conditions = conditions_of(chance, whole, names)
        found = filtered(home, query_of(**conditions))
        assert found.is_valid(), found.form.errors
        assert found.facets.total == len(found.qs[0:1000])
        for name in names:
            offered = options(found, name)
            for value, count in offered.items():
                chosen = filtered(home, query_of(**conditions | {name: value}))
                assert len(chosen.qs[0:1000]) == count, (conditions, name, value)
            for value in set(options(whole, name)) - set(offered):
                chosen = filtered(home, query_of(**conditions | {name: value}))
                assert len(chosen.qs[0:1000]) == 0, (conditions, name, value)
        for span in chance.sample([*found.years, *found.decades], min(3, len(found.years))):
            years = {"since": span.first, "until": span.last}
            chosen = filtered(home, query_of(**conditions | years))
            assert len(chosen.qs[0:1000]) == span.count, (conditions, span)


@pytest.mark.parametrize("order", ["-period", "period", "partner"])
def test_pages_of_a_long_list_are_the_stretches_of_it(monkeypatch, home, order):
    short = exchanges(home, query_of(sort=order)).qs
    whole = [event.pk for event in short[0:1000]]
    public = ExchangeEvent.objects.published().for_home(home)
    if order == "-period":
        assert whole == [event.pk for event in public.latest_first()]
    elif order == "period":
        dated = public.filter(period_first__isnull=False).order_by("period_first", "position", "pk")
        assert whole[: dated.count()] == [event.pk for event in dated]
    assert sorted(whole) == sorted(event.pk for event in public)
    monkeypatch.setattr("timelines.filters.MANY", 1)
    long = exchanges(home, query_of(sort=order)).qs
    assert long.count() == len(whole)
    for start in range(0, len(whole), 5):
        assert [event.pk for event in long[start : start + 5]] == whole[start : start + 5]
    assert long[len(whole) : len(whole) + 5] == []


@pytest.mark.django_db(transaction=True)
def test_rows_of_a_home_are_kept_until_something_changes(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(facets, "_kept", {})
    partnership = PartnershipFactory()
    home = partnership.home

    def read():
        return ExchangeEvent.objects.published().for_home(home).traits()

    def count():
        return sum(row.count for row in facets.kept("test", home, read))

    before = count()
    with django_assert_num_queries(1):  # the generation
        assert count() == before
    event = ExchangeEventFactory(partnership=partnership)
    assert count() == before + 1
    ExchangeEvent.objects.filter(pk=event.pk).update(state=Record.State.DRAFT)
    assert count() == before
    ExchangeEvent.objects.filter(pk=event.pk).update(state=Record.State.PUBLISHED)
    ExchangeEvent.objects.all().delete()
    assert count() == before


@pytest.mark.django_db(transaction=True)
def test_rows_are_read_each_time_within_a_transaction(monkeypatch):
    monkeypatch.setattr(facets, "_kept", {})
    home = PartnershipFactory().home
    with transaction.atomic():
        assert facets.kept("test", home, lambda: [1]) == [1]
        assert facets.kept("test", home, lambda: [2]) == [2]


def test_partners_too_many_for_a_select_are_asked_for_by_country(monkeypatch, home):
    monkeypatch.setattr("timelines.filters.PARTNERS_AT_MOST", 1)
    found = exchanges(home, None)
    assert found.partners_are_many
    assert options(found, "partner") == {}
    slug = found.partners[0].slug
    chosen = exchanges(home, query_of(partner=slug))
    assert chosen.is_valid()
    assert {event.partnership.partner.slug for event in chosen.qs[0:100]} == {slug}
