"""Kept pages: never stale, never a member of staff's, and as they would be made."""

import datetime
import gzip
import re
import threading

import brotli
import pytest
from django.core.cache import cache as shared
from django.db import connections
from django.test import Client
from django.urls import reverse

from cities.models import Partnership
from exchange import page_cache
from exchange.desk.undoing import undo
from exchange.records import Record
from tests.desk import brought, timeline, user
from tests.factories import ExchangeEventFactory, PartnershipFactory
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def empty(monkeypatch):
    """The memory of a worker that has just begun; the shared cache as the database has it."""
    monkeypatch.setattr(page_cache, "memory", page_cache.Kept(page_cache.MEMORY))
    shared.clear()


@pytest.fixture
def partnership():
    partnership = PartnershipFactory()
    ExchangeEventFactory(partnership=partnership, title="청소년 교류단 방문")
    return partnership


@pytest.fixture
def page(partnership):
    return partnership.get_absolute_url()


@pytest.fixture
def made(monkeypatch):
    """Counts the pages that are made."""
    from cities.views import PartnerView

    count = []
    get = PartnerView.get

    def counting(self, request, *args, **kwargs):
        count.append(request.path)
        return get(self, request, *args, **kwargs)

    monkeypatch.setattr(PartnerView, "get", counting)
    return count


def test_page_is_made_once(client, page, made):
    first, second = client.get(page), client.get(page)
    assert first.content == second.content
    assert dict(first.headers) == dict(second.headers)
    assert second.headers["Content-Security-Policy"]
    assert len(made) == 1


def test_page_of_another_worker_is_served(client, page, made, monkeypatch):
    first = client.get(page)
    monkeypatch.setattr(page_cache, "memory", page_cache.Kept(page_cache.MEMORY))
    assert client.get(page).content == first.content
    assert len(made) == 1


def test_page_is_made_without_the_shared_cache(client, page, made, monkeypatch):
    def away(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(shared, "get", away)
    monkeypatch.setattr(shared, "set", away)
    assert client.get(page).status_code == 200
    assert client.get(page).status_code == 200
    assert len(made) == 1


@pytest.mark.parametrize("change", ["save", "update", "delete", "draft"])
def test_change_shows_at_the_next_request(client, page, change):
    assert "청소년 교류단 방문" in client.get(page).text
    event = ExchangeEvent.objects.get()
    if change == "save":
        event.title = "다른 이름"
        event.save()
    elif change == "update":
        ExchangeEvent.objects.update(title="다른 이름")
    elif change == "delete":
        event.delete()
    else:
        Partnership.objects.update(state=Record.State.DRAFT)
    after = client.get(page)
    if change == "draft":
        assert after.status_code == 404
    else:
        assert "청소년 교류단 방문" not in after.text


def test_import_and_its_undoing_show_at_the_next_request(client, partnership, page):
    def shown():
        text = client.get(page).text
        return [place for place in ("성남시청", "구청 강당") if place in text]

    ExchangeEventFactory(
        partnership=partnership, period="2014", title="우호의 밤", place="구청 강당"
    )
    assert shown() == ["구청 강당"]
    changed = timeline(["2014", "우호의 밤", "성남시청"], header=["기간", "교류내용", "장소"])
    batch, counts = brought(changed, partnership)
    assert counts == {"changed": 1}
    assert shown() == ["성남시청"]
    undo(batch, user())
    assert shown() == ["구청 강당"]


def test_page_of_another_day_is_made_anew(client, page, made, monkeypatch):
    client.get(page)
    later = datetime.date(2100, 1, 1)
    monkeypatch.setattr(page_cache.timezone, "localdate", lambda: later)
    client.get(page)
    assert len(made) == 2


def test_conditional_request_is_answered_without_making_the_page(client, page, made):
    first = client.get(page)
    etag = first.headers["ETag"]
    again = client.get(page, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == etag
    assert len(made) == 1
    page_cache.memory.values.clear()
    shared.clear()
    assert client.get(page, headers={"if-none-match": etag}).status_code == 304
    assert len(made) == 1
    ExchangeEvent.objects.update(title="다른 이름")
    changed = client.get(page, headers={"if-none-match": etag})
    assert changed.status_code == 200
    assert "다른 이름" in changed.text


def test_script_of_another_site_may_read_that_an_answer_is_as_it_was(client, partnership):
    address = "/api/v1/homes/"
    etag = client.get(address).headers["ETag"]
    response = client.get(address, headers={"If-None-Match": etag})
    assert response.status_code == 304
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Expose-Headers"] == "ETag"


def test_conditional_request_for_a_page_that_went_is_no_304(client, page):
    etag = client.get(page).headers["ETag"]
    Partnership.objects.update(state=Record.State.DRAFT)
    assert client.get(page, headers={"if-none-match": etag}).status_code == 404


def test_staff_neither_see_nor_leave_kept_pages(client, page, made, django_user_model):
    staff = Client()
    staff.force_login(django_user_model.objects.create_user("clerk", is_staff=True))
    answer = staff.get(page)
    assert not answer.has_header("ETag")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert not page_cache.memory.values
    etag = client.get(page).headers["ETag"]
    assert len(made) == 2
    staff.get(page)
    assert staff.get(page, headers={"if-none-match": etag}).status_code == 200
    assert len(made) == 4


@pytest.mark.parametrize(
    ("sent", "encoding", "read"),
    [
        ("br, gzip", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("gzip;q=1.0, br;q=0", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("", None, bytes),
    ],
)
def test_page_is_compressed_as_the_browser_asks(client, page, sent, encoding, read):
    plain = client.get(page).content
    for _made_and_kept in range(2):
        answer = client.get(page, headers={"accept-encoding": sent})
        assert answer.headers.get("Content-Encoding") == encoding
        assert read(answer.content) == plain
        assert int(answer.headers["Content-Length"]) == len(answer.content)
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_head_is_answered_as_get_is_and_leaves_nothing(client, page, made):
    head = client.head(page)
    assert not page_cache.memory.values
    answer = client.get(page)
    assert head.headers["ETag"] == answer.headers["ETag"]
    assert client.head(page).status_code == 200
    assert len(made) == 2


@pytest.mark.parametrize("address", ["/no/such/page/", "/admin/login/", "/no-such-home/"])
def test_nothing_but_pages_is_kept(client, address):
    assert not client.get(address).has_header("ETag")
    assert not page_cache.memory.values


def test_addresses_and_hosts_have_pages_of_their_own(client, page, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    etags = {
        client.get(path, headers={"host": host}).headers["ETag"]
        for host in ("one.example", "two.example")
        for path in (page, f"{page}?sort=period", f"/en{page}")
    }
    assert len(etags) == 6
    assert client.get(page, headers={"host": "three.example"}).status_code == 400


def test_memory_has_an_end(client, page, monkeypatch):
    monkeypatch.setattr(page_cache, "memory", page_cache.Kept(100_000))
    for number in range(20):
        client.get(f"{page}?x={number}")
    assert 0 < page_cache.memory.size <= 100_000
    assert page_cache.memory.size == sum(
        len(page[2]) for page, _size in page_cache.memory.values.values()
    )


def test_no_stale_page_is_served_while_records_are_edited(page):
    """Readers beside a writer: whoever asks after a save was done sees it, or a later one."""
    event = ExchangeEvent.objects.get()
    saved, stale, stop = [0], [], threading.Event()

    def read():
        reader = Client()
        while not stop.is_set():
            least = saved[0]
            shown = int(re.search(r"판 (\d+)\.", reader.get(page).text)[1])
            if shown < least:
                stale.append((least, shown))
        connections.close_all()

    event.title = "판 0."
    event.save()
    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 31):
        event.title = f"판 {number}."
        event.save()
        saved[0] = number
    stop.set()
    for reader in readers:
        reader.join()
    assert stale == []
    assert "판 30." in Client().get(page).text


def test_page_list_is_kept_with_its_conditions(client, partnership):
    address = reverse("cities:partners", args=[partnership.home.slug])
    everything = client.get(address).content
    assert client.get(f"{address}?country=XX").content != everything
    assert client.get(address).content == everything
