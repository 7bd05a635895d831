"""The index of the search follows every write, whichever way it comes."""

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from exchange.desk.undoing import undo
from exchange.resources.writing import Writer
from exchange.search import hits, postgresql, sqlite
from exchange.search.indexes import bring_up_to_date, indexes
from exchange.search.words import words
from tests.desk import brought, timeline, user
from tests.factories import ExchangeEventFactory, PartnershipFactory
from timelines.models import ExchangeEvent
from timelines.search import EVENTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return ExchangeEventFactory(title="대표단 방문", details="환영 만찬", period="2013. 4. 5.")


@pytest.fixture(autouse=True)
def index_is_as_if_made_anew(db):
    """Whatever a test does, what the index then holds is what the rows give."""
    yield
    if connection.vendor == "sqlite":
        for index in indexes.values():
            followed = entries(index)
            sqlite.build(index)
            assert followed == entries(index), index.label

    else:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {hits.table(EVENTS)} ORDER BY 1")  # noqa: S608
            followed = cursor.fetchall()
        events = ExchangeEvent.objects.filter(state="published").order_by("pk")
        assert followed == list(events.values_list("pk", "partnership_id", "period_first"))


def entries(index):
    """Every term of a SQLite index with its rows and places."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE VIRTUAL TABLE temp.entries USING fts5vocab(main, {index.name}, instance)"
        )
        cursor.execute("SELECT term, doc, offset FROM temp.entries ORDER BY 1, 2, 3")
        found = cursor.fetchall()
        cursor.execute("DROP TABLE temp.entries")
    return found


def found(text, index=EVENTS):
    """Keys of the index's rows in which the one word stands."""
    (word,) = words(text)
    return index.holding_each([word])[word]


def test_saving_publishing_and_deleting(event):
    assert found("방문") == found("만찬") == {event.pk}
    event.title = "시장 방한"
    event.save()
    assert (found("방문"), found("방한")) == (set(), {event.pk})
    event.state = event.State.DRAFT
    event.save()
    assert found("방한") == set()
    event.state = event.State.PUBLISHED
    event.save()
    assert found("방한") == {event.pk}
    event.delete()
    assert found("방한") == set()


def test_saving_what_is_not_searched_leaves_the_entry_alone(event):
    event.headcount = 12
    event.save()
    assert found("방문") == {event.pk}


def test_bulk_writes_of_the_orm(event):
    ExchangeEvent.objects.bulk_create(
        ExchangeEventFactory.build(partnership=event.partnership, title=f"축제 {number}")
        for number in range(3)
    )
    assert len(found("축제")) == 3
    events = list(ExchangeEvent.objects.filter(title__startswith="축제"))
    for one in events:
        one.title = one.title.replace("축제", "연수")
    ExchangeEvent.objects.bulk_update(events, ["title"])
    assert (len(found("축제")), len(found("연수"))) == (0, 3)
    ExchangeEvent.objects.filter(title__startswith="연수").update(place="수원화성")
    assert len(found("수원화성")) == 3
    ExchangeEvent.objects.filter(title__startswith="연수").update(state="draft")
    assert not found("연수")
    ExchangeEvent.objects.bulk_create(
        [
            ExchangeEventFactory.build(
                pk=event.pk, partnership=event.partnership, title="겹침", period="2013. 4. 5."
            )
        ],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["title"],
    )
    assert (found("겹침"), found("방문")) == ({event.pk}, set())


def test_writer_of_imports(event):
    writer = Writer(ExchangeEvent, user(), "시험")
    rows = [
        {"partnership_id": event.partnership_id, "title": f"축제 {state}", "state": state}
        for state in ("draft", "published")
    ]
    _draft, public = writer.insert(rows)
    assert found("축제") == {public}
    stored = ExchangeEvent.objects.get(pk=public)
    writer.update([(public, stored.updated_at, {"title": "연수"})])
    assert (found("축제"), found("연수")) == (set(), {public})
    writer.delete([public])
    assert not found("연수")


def test_import_its_publishing_and_its_undoing(event):
    partnership = event.partnership
    batch, _counts = brought(timeline(["2019", "축제 참가"], ["2013. 4. 5.", "연수"]), partnership)
    assert not found("축제")  # drafts
    partnership.events.update(state="published")
    assert len(found("축제")) == 1
    undo(batch, user())
    assert not found("축제")
    assert found("방문") == {event.pk}


def test_loading_a_dump_twice_and_deleting_the_partnership(event):
    dump = serializers.serialize("json", [event])
    pk = event.pk
    event.delete()
    for _ in range(2):
        for record in serializers.deserialize("json", dump):
            record.save()
        assert found("방문") == {pk}
    event.partnership.delete()
    assert not found("방문")


def test_emptying_the_table_at_once(event):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # what flushing does there
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("TRUNCATE timelines_exchangeevent CASCADE")
        else:
            cursor.execute("DELETE FROM timelines_exchangeevent")
    assert not found("방문")


def test_moving_to_another_key(event):
    ExchangeEvent.objects.filter(pk=event.pk).update(id=event.pk + 1)
    assert found("방문") == {event.pk + 1}


def test_moving_to_another_partnership(event):
    other = PartnershipFactory()
    ExchangeEvent.objects.filter(pk=event.pk).update(partnership=other)
    assert found("방문") == {event.pk}


def test_what_is_rolled_back_was_never_found(event):
    with transaction.atomic():
        ExchangeEvent.objects.update(title="없던 일")
        assert found("없던") == {event.pk}
        transaction.set_rollback(True)
    assert found("방문") == {event.pk}
    assert not found("없던")


def test_admin_publishes_a_draft(admin_client, event):
    ExchangeEvent.objects.update(state="draft")
    assert not found("방문")
    data = {"action": "publish", "_selected_action": [event.pk]}
    admin_client.post("/admin/timelines/exchangeevent/", data)
    assert found("방문") == {event.pk}


def test_index_is_made_again_where_it_is_missing_or_another(event):
    assert bring_up_to_date() == []
    call_command("search_index", check=True)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {EVENTS.name}_update")
        else:
            kind, name = postgresql.marked(EVENTS)
            cursor.execute(f"COMMENT ON {kind} {name} IS 'of an older version'")
    with pytest.raises(CommandError, match="ExchangeEvent"):
        call_command("search_index", check=True)
    ExchangeEvent.objects.update(title="시장 방한")
    assert bring_up_to_date() == [EVENTS.label]
    assert (found("방한"), found("방문")) == ({event.pk}, set())
    call_command("search_index", check=True)


def test_key_too_large_for_sqlite_is_refused_rather_than_found_as_another(event):
    many = {"pk": 1 << 26, "partnership": event.partnership, "title": "축제"}
    if connection.vendor == "sqlite":
        with pytest.raises(IntegrityError, match="key too large"), transaction.atomic():
            ExchangeEventFactory(**many)
    else:
        ExchangeEventFactory(**many)
        assert found("축제") == {1 << 26}


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("방문 대표단", True),
        ("만찬 표단", True),
        ("단", True),  # one letter is looked for in the rows
        ("방문 찬", True),
        ("방문 없음", False),
        ("문환", False),  # the end of the title and the beginning of the details
        ("", True),
        ("%", False),
        ("방_", False),
    ],
)
def test_lists_find_rows_with_all_words_of_a_text(event, text, stands):
    ExchangeEventFactory(partnership=event.partnership, title="대표단 방문 만찬", state="draft")
    published = ExchangeEvent.objects.published()
    assert list(published.matching(text)) == [event] * stands
