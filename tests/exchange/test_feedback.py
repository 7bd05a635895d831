"""Whether a page helped: the form on every page, the answer, the comment, and what is kept."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from exchange.feedback import forms, limits
from exchange.models import FeedbackComment, FeedbackDay, FeedbackPage
from tests.factories import PartnershipFactory, PortalFactory
from tests.feedback import OWN, answer, comment, comments, counts, token_of
from tests.pages import read, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limits(monkeypatch, settings):
    """Limits have tests of their own."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


@pytest.fixture
def partnership():
    return PartnershipFactory()


@pytest.fixture
def home_page(partnership):
    return f"/{partnership.home.slug}/"


@pytest.fixture
def partner_page(home_page, partnership):
    return f"{home_page}partners/{partnership.partner.slug}/"


def form_of(page):
    return page.select_one("form.feedback")


# The form ---------------------------------------------------------------------------------


def test_every_public_page_ends_with_the_question(client, home_page, partner_page):
    for url in [
        "/", "/search/?q=시", home_page, f"{home_page}partners/?country=ZZ", partner_page,
        f"{home_page}events/?page=1", f"{home_page}civic/", f"{home_page}anniversaries/",
        f"{home_page}statistics/", f"{home_page}indicators/", f"{home_page}guide/",
        f"/en{partner_page}", "/ja/",
    ]:  # fmt: skip
        form = form_of(read(client, url))
        assert form.find("input", {"name": "page"})["value"] == url.partition("?")[0]
        prefix = next((part for part in ("/en", "/ja") if url.startswith(f"{part}/")), "")
        assert form["action"] == f"{prefix}/feedback/"
        assert form["method"] == "post"
        assert [button["value"] for button in form.select("fieldset > button")] == ["yes", "no"]
        assert form.fieldset.legend
    form = form_of(read(client, partner_page))
    assert words(form.legend) == "이 페이지가 도움이 되었습니까?"
    assert [words(button) for button in form.select("button")] == ["네", "아니오"]


def test_form_is_the_same_for_everybody_and_sets_no_cookie(client, partner_page):
    first, second = client.get(partner_page), Client().get(partner_page)
    assert first.content == second.content
    assert not first.cookies
    assert "csrf" not in first.content.decode()


def test_no_page_of_an_error_asks(client, home_page, settings):
    assert not form_of(read(client, f"{home_page}partners/nobody/", status=404))
    settings.EXCHANGE_HOME = "nowhere"
    assert not form_of(read(client, "/", status=404))


def test_field_for_programs_is_named_and_out_of_reach(client, partner_page):
    form = form_of(read(client, partner_page))
    trap = form.find("input", {"name": "website"})
    assert trap["tabindex"] == "-1"
    assert words(form.find("label", {"for": trap["id"]})) == "이 칸은 비워 두세요"


# The answer -------------------------------------------------------------------------------


def test_answer_is_counted_by_page_language_and_day(client, home_page, partner_page):
    for page, given, prefix in [
        (partner_page, "yes", ""),
        (partner_page, "yes", "/en"),
        (f"/en{partner_page}", "no", "/en"),
        (home_page, "no", ""),
        (f"{home_page}?page=2#top", "no", ""),
        ("/", "yes", ""),
        ("/search/", "no", ""),
    ]:
        answer(client, page, given, prefix)
    assert counts() == {
        (partner_page, "ko"): (2, 0),
        (partner_page, "en"): (0, 1),
        (home_page, "ko"): (0, 2),
        ("/", "ko"): (1, 0),
        ("/search/", "ko"): (0, 1),
    }
    assert set(FeedbackDay.objects.values_list("on", flat=True)) == {timezone.localdate()}
    home = home_page.strip("/")
    homes = FeedbackPage.objects.order_by("path").values_list("path", "home")
    assert dict(homes) == {partner_page: home, home_page: home, "/": "", "/search/": ""}


def test_answer_leads_to_a_page_in_the_visitors_language_that_sets_no_cookie(client, partner_page):
    response = answer(client, f"/en{partner_page}", prefix="/en")
    assert response["Location"].startswith("/en/feedback/comment/?answer=")
    page = client.get(response["Location"])
    assert page.status_code == 200
    assert page.headers["Content-Language"] == "en"
    back = BeautifulSoup(page.content, "html.parser").select_one("main a.button")
    assert back["href"] == f"/en{partner_page}"
    assert not client.cookies
    assert not Session.objects.exists()
    for each in (response, page):
        assert "no-store" in each.headers["Cache-Control"]
        assert each.headers["X-Robots-Tag"] == "noindex"
    # No address with the token is told to anybody.
    assert token_of(response) not in str(
        BeautifulSoup(page.content, "html.parser").find_all("link")
    )


def test_page_loaded_again_does_not_count_again(client, partner_page):
    response = answer(client, partner_page)
    client.get(response["Location"])
    client.get(response["Location"])
    assert counts() == {(partner_page, "ko"): (1, 0)}


@pytest.mark.parametrize(
    "page",
    [
        "https://example.org/",
        "//example.org/",
        "javascript:alert(1)",
        "",
        "/no/such/page/",
        "/admin/",
        "/admin/login/",
        "/api/v1/",
        "/robots.txt",
        "/sitemap.xml",
        "/media/x.webp",
        "/static/css/site.css",
        "/feedback/",
        "/feedback/comment/",
        "/en/feedback/",
        "/ko/",
        "/" + "x" * 300,
        "/\x00/",
        "/../",
    ],
)
def test_what_is_no_public_page_of_this_site_is_refused(client, partnership, page):
    answer(client, page, status=400)
    assert not FeedbackPage.objects.exists()


def test_files_and_redirects_of_a_home_are_refused(client, home_page):
    for page in ("statistics/partners.csv", "map.json", "partners", "partners.xlsx"):
        answer(client, home_page + page, status=400)
    assert not FeedbackPage.objects.exists()


def test_drafts_are_refused_as_if_they_were_not_there(client):
    draft = PartnershipFactory(state="draft")
    hidden = PortalFactory(state="draft").city
    for path in (f"/{draft.home.slug}/partners/{draft.partner.slug}/", f"/{hidden.slug}/"):
        refused = answer(client, path, status=400)
        absent = answer(client, "/nothing/there/", status=400)
        assert refused.content.replace(path.encode(), b"") == absent.content
    assert not FeedbackPage.objects.exists()


def test_draft_is_refused_to_signed_in_staff_as_well(admin_client):
    draft = PartnershipFactory(state="draft")
    answer(admin_client, f"/{draft.home.slug}/partners/{draft.partner.slug}/", status=400)


def test_answer_that_is_neither_is_refused(client, home_page):
    for given in ("", "maybe", "YES"):
        answer(client, home_page, given, status=400)
    assert not FeedbackDay.objects.exists()


def test_program_that_fills_in_every_field_is_refused(client, home_page):
    data = {"page": home_page, "answer": "yes", "website": "https://spam.example"}
    assert client.post("/feedback/", data, **OWN).status_code == 400
    assert not FeedbackDay.objects.exists()
    token = token_of(answer(client, home_page))
    data = {"answer": token, "comment": "buy", "website": "https://spam.example"}
    assert client.post("/feedback/comment/", data, **OWN).status_code == 200
    assert not FeedbackComment.objects.exists()


def test_address_of_the_form_opened_by_itself_leads_to_the_first_page(client):
    assert client.get("/en/feedback/")["Location"] == "/en/"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"HTTP_SEC_FETCH_SITE": "same-origin"}, 303),
        ({"HTTP_SEC_FETCH_SITE": "cross-site"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "none"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://testserver"}, 403),
        ({"HTTP_ORIGIN": "http://testserver"}, 303),
        ({"HTTP_ORIGIN": "http://testserver:81"}, 403),
        ({"HTTP_ORIGIN": "https://evil.example"}, 403),
        ({"HTTP_ORIGIN": "null"}, 403),
        ({"HTTP_ORIGIN": "null", "HTTP_REFERER": "http://testserver/"}, 403),
        ({"HTTP_REFERER": "http://testserver/ansan/"}, 303),
        ({"HTTP_REFERER": "http://testserver.evil.example/"}, 403),
        ({"HTTP_ORIGIN": "https://front.example"}, 303),
        ({"HTTP_USER_AGENT": "no browser"}, 403),
    ],
)
def test_forms_of_other_sites_are_refused(home_page, settings, headers, status):
    settings.CSRF_TRUSTED_ORIGINS = ["https://front.example"]
    client = Client(enforce_csrf_checks=True)
    answer(client, home_page, status=status, **headers)
    assert FeedbackDay.objects.exists() == (status == 303)
    token = forms.token_for(FeedbackPage.objects.get_or_create(path="/")[0], "ko", True)
    comment(client, token, "의견", status=status, **headers)
    assert FeedbackComment.objects.exists() == (status == 303)


def test_queries_of_an_answer_do_not_grow(client, partnership, partner_page, home_page):
    def queries(act):
        with CaptureQueriesContext(connection) as captured:
            act()
        return len([one for one in captured if "SAVEPOINT" not in one["sql"]])

    with CaptureQueriesContext(connection) as captured:
        client.get(partner_page)
    answer(client, partner_page)
    assert queries(lambda: answer(client, partner_page)) <= len(captured) + 3
    token = token_of(answer(client, partner_page))
    assert queries(lambda: client.get(f"/feedback/comment/?answer={token}")) == 2
    assert queries(lambda: comment(client, token, "의견")) <= 4


# The comment ------------------------------------------------------------------------------


def test_comment_is_kept_with_its_answer(client, partner_page):
    token = token_of(answer(client, f"/en{partner_page}", "no", "/en"))
    comment(client, token, "  지도가\r\n\r\n\r\n\r\n작습니다.\t \x01\u202e ", prefix="/en")
    kept = FeedbackComment.objects.get()
    assert kept.text == "지도가\n\n작습니다."
    assert (kept.page.path, kept.language, kept.is_helpful) == (partner_page, "en", False)
    assert (kept.on, kept.is_handled) == (timezone.localdate(), False)


def test_comment_is_kept_once_for_an_answer(client, home_page):
    token = token_of(answer(client, home_page))
    comment(client, token, "처음")
    comment(client, token, "다시")
    assert comments() == ["처음"]
    page = read(client, f"/feedback/comment/?answer={token}")
    assert not page.find("textarea")
    assert "의견을 받았습니다" in words(page.main)


def test_comment_sent_twice_at_once_is_kept_once(client, home_page, monkeypatch):
    token = token_of(answer(client, home_page))
    comment(client, token, "처음")
    monkeypatch.setattr("exchange.feedback.views.CommentView.saved", None)
    comment(client, token, "처음")
    assert comments() == ["처음"]


def test_visitor_is_told_what_was_taken_out(client, home_page):
    token = token_of(answer(client, home_page))
    comment(client, token, "010-1234-5678로 전화 주세요")
    assert comments() == ["[지움]로 전화 주세요"]
    page = read(client, f"/feedback/comment/?answer={token}")
    assert "개인정보로 보이는 부분은 지우고 받았습니다." in words(page.main)


def test_empty_or_long_comment_comes_back_with_its_reason(client, home_page):
    token = token_of(answer(client, home_page))
    for text, reason in [
        ("", "의견을 적어 주세요."),
        (" \u200b\n", "의견을 적어 주세요."),
        ("가" * 501, "500자까지 적을 수 있습니다. 지금 501자입니다."),
    ]:
        html = comment(client, token, text, status=200).content
        page = BeautifulSoup(html, "html.parser")
        field = page.find("textarea")
        assert field["aria-invalid"] == "true"
        error = page.find(id="comment-error")
        assert words(error) == reason
        assert error["id"] in field["aria-describedby"].split()
        assert field.text.strip("\n") == text.strip("\n")
    assert not FeedbackComment.objects.exists()
    comment(client, token, "나" * 498 + "\r\n다")
    assert comments() == ["나" * 498 + "\n다"]


def test_comment_without_a_token_of_ours_is_refused(client, home_page):
    page = FeedbackPage.objects.create(path=home_page)
    good = forms.token_for(page, "ko", True)
    other = signing.dumps([page.pk, "ko", 1, "0" * 32], salt="another")
    gone = forms.token_for(FeedbackPage(pk=0), "ko", True)
    for token in ("", "x", good[:-1], other, gone):
        comment(client, token, "의견", status=404)
        read(client, "/feedback/comment/", {"answer": token}, status=404)
    assert not FeedbackComment.objects.exists()


def test_token_is_good_for_an_hour(client, home_page, monkeypatch):
    token = token_of(answer(client, home_page))
    monkeypatch.setattr(forms, "COMMENT_WITHIN", timedelta(seconds=-1))
    page = read(client, "/feedback/comment/", {"answer": token}, status=410)
    assert "시간이 지났습니다" in words(page.h1)
    comment(client, token, "의견", status=410)
    assert not FeedbackComment.objects.exists()


def test_markup_in_a_comment_stays_text(client, home_page):
    token = token_of(answer(client, home_page))
    html = comment(client, token, "<script>alert(1)</script>" + "가" * 500, status=200).content
    assert b"<script>alert" not in html


# What is kept -----------------------------------------------------------------------------


def test_nothing_kept_says_who_it_was(settings, home_page):
    """Every table but those of Django is read as text, and the cache with them."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    who = {
        "REMOTE_ADDR": "203.0.113.77",
        "HTTP_USER_AGENT": "Very-Own-Browser/7",
        "HTTP_X_FORWARDED_FOR": "198.51.100.9",
        "HTTP_ACCEPT_LANGUAGE": "gsw",
        "HTTP_COOKIE": "known=visitor",
    }
    client = Client(**who)
    token = token_of(answer(client, home_page, **OWN))
    comment(client, token, "메일 me@mail.example.org, 900101-1234567", **OWN)
    kept = " ".join(
        str(row)
        for model in (FeedbackPage, FeedbackDay, FeedbackComment)
        for row in model.objects.values_list()
    )
    cached = str(limits.cache._cache) + str(limits.cache._expire_info)
    for trace in (*who.values(), "me@", "900101", "1234567"):
        assert trace not in kept
        assert trace not in cached
    assert {field.name for field in FeedbackComment._meta.fields} == {
        "id", "page", "language", "on", "is_helpful", "text", "is_handled", "key",
    }  # fmt: skip
    assert {field.name for field in FeedbackDay._meta.fields} == {
        "id", "page", "language", "on", "yes", "no",
    }  # fmt: skip


def test_pinned_home_owns_its_first_page(client, settings):
    settings.EXCHANGE_HOME = PortalFactory().city.slug
    answer(client, "/")
    assert FeedbackPage.objects.get().home == settings.EXCHANGE_HOME
    assert reverse("feedback:answer") == "/feedback/"
