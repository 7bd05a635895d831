"""Queries of the desk's pages: as many for a large file as for a small one."""

import pytest

from tests.admin_pages import queries_of
from tests.batches import State, add_results, bad_row, make_batch, make_table, new_row, question
from tests.factories import ExchangeEventFactory, PartnershipFactory
from tests.import_pages import desk

pytestmark = pytest.mark.django_db


def filled(state, count, user, tables=2):
    """A batch with so many rows of each kind in each of its tables, in ten lots."""
    batch = make_batch(state, user=user)
    event = ExchangeEventFactory()
    for number in range(1, tables + 1):
        names = [f"city:{number}-{place}" for place in range(count)]
        table = make_table(
            batch,
            [["2013", "방문"]] * count * 3,
            number=number,
            questions=[question(name) for name in names],
        )
        asked = [("ask", {"cells": {"교류내용": "방문"}, "question": name}) for name in names]
        changed = ("changed", {"name": "방문", "changes": [["장소", "서울", "용인", False]]})
        rows = [new_row()] * count + [bad_row()] * count + [changed] * count + asked
        for start in range(0, len(rows), count // 2):
            lot = rows[start : start + count // 2]
            records = [[["timelines.exchangeevent", event.pk, "+"]]] * len(lot)
            add_results(table, *lot, records=records if state == State.DONE else None)
    return batch


@pytest.mark.parametrize(
    ("state", "page", "query"),
    [
        (State.TABLES, "tables", ""),
        (State.CHECKED, "tables", ""),
        *(
            (State.CHECKED, "preview", f"?kind={kind}")
            for kind in ("ask", "error", "new", "changed")
        ),
        (State.CHECKED, "preview", "?table=2&kind=error&page=2"),
        (State.DONE, "result", "?kind=new"),
        (State.DONE, "result", "?kind=error"),
        (State.DONE, "undo", ""),
    ],
)
def test_queries_do_not_grow_with_rows(admin_client, admin_user, state, page, query):
    counts = []
    for count in (4, 200):
        batch = filled(state, count, admin_user)
        counts.append(queries_of(admin_client, desk(page, batch.pk) + query))
    assert counts[0] == counts[1]
    assert counts[0] <= 16


def test_queries_do_not_grow_with_tables(admin_client, admin_user):
    few, many = filled(State.TABLES, 4, admin_user), filled(State.TABLES, 4, admin_user, tables=12)
    counts = [queries_of(admin_client, desk("tables", batch.pk)) for batch in (few, many)]
    assert counts[0] == counts[1]


def test_queries_of_the_list_do_not_grow_with_batches(admin_client, admin_user):
    counts = []
    for _ in range(2):
        for _ in range(5):
            filled(State.DONE, 2, admin_user)
        counts.append(queries_of(admin_client, desk("changelist")))
    assert counts[0] == counts[1]


def test_queries_of_the_upload_page_do_not_grow_with_partners(admin_client):
    counts = []
    for _ in range(2):
        PartnershipFactory.create_batch(5)
        counts.append(queries_of(admin_client, desk("add")))
    assert counts[0] == counts[1]
