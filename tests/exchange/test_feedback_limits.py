"""How much a visitor may send: by address, with no address kept, and by day in all."""

from datetime import date

import pytest
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.test import Client

from exchange import settings as project
from exchange.feedback import limits
from exchange.models import FeedbackComment, FeedbackDay
from tests.factories import PortalFactory
from tests.feedback import OWN, answer, comment, counts, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept(settings):
    """A cache of this process: SQLite keeps nothing within the transaction of a test."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    yield cache
    cache.clear()


@pytest.fixture
def pages():
    return [f"/{PortalFactory().city.slug}/" for _ in range(4)]


@pytest.fixture
def three_an_hour(monkeypatch):
    rates = {"feedback-answer": "3/hour", "feedback-comment": "1/hour"}
    monkeypatch.setattr(limits.VisitorThrottle, "THROTTLE_RATES", rates)


@pytest.fixture
def own_numbers(monkeypatch):
    """Addresses of a test that share a number by chance would share its limit."""
    monkeypatch.setattr(limits, "NUMBERS", 65_536)


def from_address(address, **more):
    return Client(REMOTE_ADDR=address, **more)


def test_visitor_over_the_limit_is_told_when_to_come_back(client, pages, three_an_hour):
    for page in pages[:3]:
        answer(client, page)
    refused = answer(client, pages[3], status=429)
    assert 3_590 <= int(refused.headers["Retry-After"]) <= 3_600
    assert "잠시 뒤에 다시" in refused.content.decode()
    assert len(counts()) == 3


def test_limit_ends_with_its_hour(client, pages, three_an_hour, monkeypatch):
    for page in pages[:3]:
        answer(client, page)
    now = limits.VisitorThrottle.timer()
    monkeypatch.setattr(limits.VisitorThrottle, "timer", staticmethod(lambda: now + 3_601))
    answer(client, pages[3])


def test_each_address_has_a_limit_of_its_own(pages, three_an_hour, own_numbers):
    for page in pages[:3]:
        answer(from_address("203.0.113.1"), page)
    answer(from_address("203.0.113.1"), pages[3], status=429)
    answer(from_address("203.0.113.2"), pages[3])


def test_comments_have_a_limit_of_their_own(client, pages, three_an_hour):
    tokens = [token_of(answer(client, page)) for page in pages[:2]]
    comment(client, tokens[0], "하나")
    refused = comment(client, tokens[1], "둘", status=429)
    assert int(refused.headers["Retry-After"]) > 3_500
    assert FeedbackComment.objects.count() == 1


def test_forwarded_addresses_are_believed_as_far_as_the_proxies_are_ours(
    pages, three_an_hour, own_numbers, settings
):
    def send(forwarded, page, status=303):
        client = from_address("10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
        answer(client, page, status=status)

    # No proxy of ours: the header is anybody's to write.
    for number, page in enumerate(pages[:3]):
        send(f"203.0.113.{number}", page)
    send("203.0.113.9", pages[3], status=429)
    # One: what it added last counts, whatever the visitor wrote before it.
    settings.REST_FRAMEWORK = {"NUM_PROXIES": 1}
    for number, page in enumerate(pages[:3]):
        send(f"198.51.100.{number}, 203.0.113.50", page)
    send("203.0.113.51, 203.0.113.50", pages[3], status=429)
    send("203.0.113.50, 203.0.113.51", pages[3])


def test_addresses_of_one_ipv6_network_are_one_visitor():
    number = limits.visitor_number
    assert number("2001:db8:1:2::1") == number("2001:db8:1:2:ffff::9")
    assert number("::ffff:203.0.113.1") == number("203.0.113.1")
    assert len({number(f"2001:db8:1:{network:x}::1") for network in range(50)}) > 40
    assert 0 <= number(None) < limits.NUMBERS
    assert 0 <= number("no address") < limits.NUMBERS


def test_a_million_addresses_share_a_number_which_is_another_tomorrow(monkeypatch):
    addresses = [f"203.0.{third}.{last}" for third in range(40) for last in range(256)]
    numbers = [limits.visitor_number(address) for address in addresses]
    assert max(numbers) < 4096
    assert len(set(numbers)) > 3_500  # evenly spread
    monkeypatch.setattr("exchange.feedback.limits.timezone.localdate", lambda: date(2999, 1, 1))
    same = sum(
        limits.visitor_number(address) == number
        for address, number in zip(addresses, numbers, strict=True)
    )
    assert same < 20


def test_button_pressed_twice_counts_once(client, pages):
    first, second = answer(client, pages[0]), answer(client, pages[0])
    assert second["Location"].startswith("/feedback/comment/?answer=")
    assert token_of(first) != token_of(second)
    assert list(counts().values()) == [(1, 0)]
    answer(client, pages[0], "no")
    answer(client, f"/en{pages[0]}")
    assert sorted(counts().values()) == [(1, 0), (1, 1)]


def test_same_answer_after_a_minute_counts_again(client, pages):
    answer(client, pages[0])
    cache.clear()
    answer(client, pages[0])
    assert list(counts().values()) == [(2, 0)]


class BrokenCache(LocMemCache):
    """A server that is away."""

    def _away(self, *args, **kwargs):
        raise ConnectionError

    get = set = add = _away


def test_cache_that_is_away_stops_nobody(client, pages, settings):
    settings.CACHES = {"default": {"BACKEND": f"{__name__}.BrokenCache"}}
    token = token_of(answer(client, pages[0]))
    comment(client, token, "의견")
    assert FeedbackDay.objects.get().yes == 1
    assert FeedbackComment.objects.count() == 1


def test_comments_of_a_day_are_bounded_on_a_page_and_in_all(client, pages, settings):
    settings.FEEDBACK_COMMENTS_A_DAY = {"page": 2, "site": 3}
    for page, status in [
        (pages[0], 303), (pages[0], 303), (pages[0], 429), (pages[1], 303), (pages[2], 429),
    ]:  # fmt: skip
        response = comment(client, token_of(answer(client, page)), "의견", status=status)
        if status == 429:
            assert 0 < int(response.headers["Retry-After"]) <= 24 * 60 * 60
    assert FeedbackComment.objects.count() == 3
    FeedbackComment.objects.update(on="2000-01-01")
    comment(client, token_of(answer(client, pages[0])), "의견")


def test_limit_is_asked_before_anything_is_read(client, pages, monkeypatch):
    monkeypatch.setattr(
        limits.VisitorThrottle,
        "THROTTLE_RATES",
        {"feedback-answer": "0/hour", "feedback-comment": "0/hour"},
    )

    def never(*args):
        raise AssertionError

    monkeypatch.setattr("exchange.feedback.views.public_page", never)
    client.post("/feedback/", {"page": pages[0], "answer": "yes"}, **OWN)


@pytest.mark.django_db(transaction=True)
def test_limit_holds_with_the_cache_of_the_site(client, settings, three_an_hour, transactional_db):
    settings.CACHES = project.CACHES
    pages = [f"/{PortalFactory().city.slug}/" for _ in range(4)]
    for page in pages[:3]:
        answer(client, page)
    answer(client, pages[3], status=429)
    assert len(counts()) == 3
    cache.clear()
    answer(client, pages[0])
    answer(client, pages[0])
    assert counts()[pages[0], "ko"] == (2, 0)
