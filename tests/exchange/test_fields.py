"""PeriodField: one attribute, four columns."""

import datetime

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.forms import modelform_factory

from exchange.periods import Period, PeriodError
from tests.factories import ExchangeEventFactory, PartnershipFactory
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db

PARTS = ("period", "period_edtf", "period_first", "period_last")


def stored(event):
    return ExchangeEvent.objects.filter(pk=event.pk).values_list(*PARTS).get()


def test_period_set_as_text_fills_its_companions():
    event = ExchangeEventFactory(period="2013. 4. 5. ~ 25.")
    assert stored(event) == (
        "2013. 4. 5. ~ 25.",
        "2013-04-05/2013-04-25",
        datetime.date(2013, 4, 5),
        datetime.date(2013, 4, 25),
    )


def test_period_read_back_equals_what_was_parsed():
    event = ExchangeEventFactory(period="1994. ~ 현재")
    again = ExchangeEvent.objects.get(pk=event.pk)
    assert again.period == Period.parse("1994. ~ 현재")
    assert again.period.is_open
    assert again.period_last is None


def test_period_without_date_is_none_and_leaves_the_columns_empty():
    event = ExchangeEventFactory(period=None)
    assert ExchangeEvent.objects.get(pk=event.pk).period is None
    assert stored(event) == (None, "", None, None)


def test_period_changed_later_changes_its_companions():
    event = ExchangeEventFactory(period="2016. 8. 19.")
    event.period = "2021.04"
    event.save()
    assert stored(event)[1:] == (
        "2021-04",
        datetime.date(2021, 4, 1),
        datetime.date(2021, 4, 30),
    )


def test_period_unreadable_is_refused_when_set():
    with pytest.raises(PeriodError):
        ExchangeEvent(period="2023. 2. 30.")


def test_period_survives_bulk_create_and_bulk_update():
    partnership = PartnershipFactory()
    ExchangeEvent.objects.bulk_create(
        [ExchangeEvent(partnership=partnership, period="2016. 8. 19.", title="가")]
    )
    event = ExchangeEvent.objects.get()
    event.period = "2017. 1. 2."
    ExchangeEvent.objects.bulk_update([event], PARTS)
    assert stored(event)[1] == "2017-01-02"


def test_period_deferred_is_loaded_when_asked():
    ExchangeEventFactory(period="2016. 8. 19.")
    event = ExchangeEvent.objects.only("title").get()
    assert event.period.edtf == "2016-08-19"
    assert event.period_first == datetime.date(2016, 8, 19)


def test_period_read_from_database_is_not_parsed_again(monkeypatch):
    ExchangeEventFactory(period="2016. 8. 19.")
    monkeypatch.setattr(Period, "parse", None)
    assert ExchangeEvent.objects.get().period.edtf == "2016-08-19"


def test_period_of_a_dump_keeps_the_century_it_was_read_in():
    event = ExchangeEventFactory(period="2016. 8. 19.")
    dump = serializers.serialize("json", [event]).replace('"2016. 8. 19."', '"\'16. 8. 19."')
    dump = dump.replace('"2016-08-19"', '"1916-08-19"')
    (loaded,) = serializers.deserialize("json", dump)
    loaded.save()
    assert stored(event)[1] == "1916-08-19"
    assert ExchangeEvent.objects.get().period.text == "'16. 8. 19."


def test_period_in_a_dump_needs_only_the_text():
    event = ExchangeEventFactory(period="2016. 8. 19.")
    dump = serializers.serialize("python", [event])
    for name in PARTS[1:]:
        del dump[0]["fields"][name]
    dump[0]["fields"]["period"] = "2017. 1. 2."
    (loaded,) = serializers.deserialize("python", dump)
    loaded.save()
    assert stored(event)[1] == "2017-01-02"


def test_period_in_a_form_is_checked_with_a_korean_message():
    form = modelform_factory(ExchangeEvent, fields=["period"])({"period": "2023. 2. 30."})
    assert not form.is_valid()
    assert "30" in form.errors["period"][0]


@pytest.mark.parametrize("text", ["", "  ", "-", "미정"])
def test_period_in_a_form_may_be_no_date(text):
    form = modelform_factory(ExchangeEvent, fields=["period"])({"period": text})
    assert form.is_valid()
    assert form.cleaned_data["period"] is None


def test_period_in_a_form_unchanged_is_not_a_change():
    event = ExchangeEventFactory(period="2013. 4. 5. ~ 25.")
    form_class = modelform_factory(ExchangeEvent, fields=["period"])
    form = form_class({"period": "2013. 4. 5. ~ 25."}, instance=event)
    assert 'value="2013. 4. 5. ~ 25."' in str(form_class(instance=event)["period"])
    assert not form.has_changed()


def test_period_too_long_for_the_column_is_refused():
    event = ExchangeEventFactory.build(period=Period.parse("2016. 8. 19."))
    event.period = Period("2016. 8. 19." + " " * 200, *[event.period_edtf] + [None] * 2)
    with pytest.raises(ValidationError) as caught:
        event.full_clean(exclude=["partnership"])
    assert "period" in caught.value.message_dict


def test_period_in_history_shows_what_changed():
    event = ExchangeEventFactory(period="2016. 8. 19.")
    event.period = "2016. 8. 20."
    event.save()
    now, before = event.history.all()
    assert [(c.field, str(c.old), str(c.new)) for c in now.diff_against(before).changes] == [
        ("period", "2016. 8. 19.", "2016. 8. 20.")
    ]


def test_period_ending_before_it_begins_is_refused_by_the_database():
    event = ExchangeEventFactory(period="2016. 8. 19.")
    with pytest.raises(IntegrityError), transaction.atomic():
        ExchangeEvent.objects.filter(pk=event.pk).update(period_last=datetime.date(2016, 8, 18))


def test_period_text_without_its_reading_is_refused_by_the_database():
    event = ExchangeEventFactory(period="2016. 8. 19.")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE timelines_exchangeevent SET period_edtf = ''")
    assert stored(event)[1] == "2016-08-19"
