"""What a worker keeps by content: values, and stretches of pages."""

import datetime
from itertools import chain

import pytest
from django.db import DatabaseError, models, transaction
from hypothesis import given
from hypothesis import strategies as st

from agreements.models import AgreementDocument
from exchange import jinja
from exchange.kept import Kept
from tests import factories


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 40))))
def test_kept_values_never_take_more_than_they_may(given_values):
    kept = Kept(100)
    for key, size in given_values:
        kept.keep(key, "x" * size, size)
        assert kept.size == sum(len(value) for value, _size in kept.values.values()) <= 100
        assert kept.get(key) == "x" * size


def test_value_too_large_is_not_kept():
    kept = Kept(10)
    kept.keep("large", "x" * 11, 11)
    assert kept.get("large") is None
    assert kept.size == 0


@pytest.fixture
def records(db, settings, tmp_path):
    """All kinds of records that these pages show, each with something in it."""
    settings.PAGE_CACHE, settings.MEDIA_ROOT = False, tmp_path
    home = factories.PortalFactory().city
    partner = factories.CityFactory(
        country="US", latitude=33.87, longitude=-117.92, population=137_000, area_km2=58
    )
    partnership = factories.PartnershipFactory(home=home, partner=partner, background="만남")
    first = factories.AgreementFactory(
        partnership=partnership, kind="friendship", status="upgraded"
    )
    second = factories.AgreementFactory(partnership=partnership, supersedes=first)
    events = [
        factories.ExchangeEventFactory(
            partnership=partnership, period=f"{year}. 4. 5.", title=f"{year}년의 방문"
        )
        for year in range(2005, 2016)
    ]
    return [
        home, home.portal, partner, partnership, first, second, *events[:2],
        factories.CityFactFactory(city=partner),
        factories.CityLinkFactory(city=partner),
        factories.CityPictureFactory(city=partner),
        factories.AgreementAreaFactory(agreement=second),
        factories.AgreementPartyFactory(agreement=second),
        AgreementDocument.objects.create(
            agreement=second, title="협정서", file="documents/agreement.pdf"
        ),
        factories.EventPhotoFactory(event=events[0]),
        factories.CivicAgreementFactory(home=home, partnership=partnership),
    ]  # fmt: skip


def other(field, value):
    """Values that a field could have instead of this one."""
    if field.name.endswith("_edtf"):
        return ["2011-12"]
    if field.choices:
        return [choice for choice, _label in field.flatchoices if choice not in (value, "")][:2]
    if isinstance(field, models.BooleanField):
        return [each for each in (True, False) if each != value]
    if isinstance(field, models.DateField):
        return [datetime.date(2001, 2, 3)]
    if isinstance(field, models.DecimalField | models.FloatField | models.IntegerField):
        return [(value or 0) + 1]
    if isinstance(field, models.FileField):
        return [f"other/{value}"]
    if isinstance(field, models.CharField | models.TextField):
        return [f"{value}x"[-field.max_length :] if field.max_length else f"{value}x", ""]
    return []


def changes(record):
    for field in record._meta.concrete_fields:
        is_fixed = (
            field.primary_key or field.remote_field or isinstance(field, models.DateTimeField)
        )
        if not is_fixed:
            value = getattr(record, field.attname)
            yield from ((field.attname, each) for each in other(field, value)[:1])


def test_what_was_kept_is_never_shown_for_what_was_changed(client, records):
    """Each field of each record is changed; the page is the one that is made from nothing."""
    tried = 0
    for record, (name, value) in chain.from_iterable(
        ((record, change) for change in changes(record)) for record in records
    ):
        partnership = records[3]
        try:
            with transaction.atomic():
                type(record).objects.filter(pk=record.pk).update(**{name: value})
        except DatabaseError:
            continue  # no such record can be
        home, partner = (
            type(city).objects.get(pk=city.pk).slug
            for city in (partnership.home, partnership.partner)
        )
        paths = [f"/{home}/", f"/{home}/partners/", f"/{home}/partners/{partner}/"]
        pages = [client.get(path) for path in paths]
        jinja.parts.clear()
        for path, page in zip(paths, pages, strict=True):
            assert client.get(path).content == page.content, (record, name, value, path)
        tried += any(page.status_code == 200 for page in pages)
        old = getattr(record, name)
        type(record).objects.filter(pk=record.pk).update(**{name: old})
        for path in paths:
            client.get(path)
    assert tried > 80
