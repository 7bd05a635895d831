"""What visitors answered, in the admin: who may see it, counts, comments, tables."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from exchange.models import FeedbackComment, FeedbackDay, FeedbackPage
from tests.admin_pages import queries_of, url_of
from tests.feedback import feedback_on
from tests.pages import read, rows, words
from tests.staff import clerk, permissions_of

pytestmark = pytest.mark.django_db

PAGES = url_of(FeedbackPage, "changelist")
COMMENTS = url_of(FeedbackComment, "changelist")
ACTIONS = {"select_across": "0", "index": "0"}


def comment_on(page, text="지도가 작습니다.", **values):
    values = {"language": "ko", "is_helpful": False, "text": text, **values}
    return FeedbackComment.objects.create(page=page, **values)


@pytest.fixture
def ansan():
    today = timezone.localdate()
    page = feedback_on(
        "/ansan/",
        "ansan",
        days=[("ko", today, 3, 1), ("en", today, 0, 2), ("ko", today - timedelta(days=60), 5, 0)],
    )
    comment_on(page)
    return page


@pytest.fixture
def front():
    return feedback_on("/", "", days=[("ko", timezone.localdate(), 1, 0)])


# Who may ----------------------------------------------------------------------------------


def test_staff_without_permission_sees_nothing(client, ansan):
    client.force_login(clerk())
    comment = ansan.feedback_comments.get()
    for url in [
        PAGES, url_of(FeedbackPage, "change", ansan.pk), url_of(FeedbackPage, "export"),
        COMMENTS, url_of(FeedbackComment, "change", comment.pk), url_of(FeedbackComment, "export"),
        url_of(FeedbackComment, "delete", comment.pk),
    ]:  # fmt: skip
        assert client.get(url).status_code == 403, url


def test_clerk_who_may_look_neither_marks_nor_deletes_nor_exports(client, ansan):
    client.force_login(clerk(*permissions_of(FeedbackComment, "view")))
    comment = ansan.feedback_comments.get()
    page = read(client, COMMENTS)
    assert not page.select("select[name=action]")
    assert not page.select(".export_link")
    assert client.get(url_of(FeedbackComment, "export")).status_code == 403
    assert client.get(url_of(FeedbackComment, "delete", comment.pk)).status_code == 403
    url = url_of(FeedbackComment, "change", comment.pk)
    assert client.post(url, {"is_handled": "on"}).status_code == 403
    data = {"action": "handle", "_selected_action": comment.pk, **ACTIONS}
    client.post(COMMENTS, data)
    assert not FeedbackComment.objects.get().is_handled
    assert client.get(PAGES).status_code == 403


def test_comments_of_a_page_are_for_those_who_may_read_comments(client, ansan):
    client.force_login(clerk(*permissions_of(FeedbackPage, "view")))
    page = read(client, url_of(FeedbackPage, "change", ansan.pk))
    assert "지도가 작습니다." not in words(page)
    assert "달마다 받은 답" in words(page)


def test_nobody_adds_or_changes_what_visitors_said(admin_client, ansan):
    comment = ansan.feedback_comments.get()
    for model in (FeedbackPage, FeedbackComment):
        assert admin_client.get(url_of(model, "add")).status_code == 403
    assert admin_client.post(url_of(FeedbackPage, "change", ansan.pk), {}).status_code == 403
    assert admin_client.get(url_of(FeedbackPage, "delete", ansan.pk)).status_code == 403
    url = url_of(FeedbackComment, "change", comment.pk)
    data = {"is_handled": "on", "text": "다른 말", "is_helpful": "on", "on": "2000-01-01"}
    assert admin_client.post(url, data).status_code == 302
    changed = FeedbackComment.objects.get()
    assert changed.is_handled
    assert (changed.text, changed.is_helpful, changed.on) == (
        comment.text, comment.is_helpful, comment.on,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("group", "may", "may_not"),
    [
        ("편집자", {"view", "change", "export"}, {"delete"}),
        ("게시 담당", {"view", "change", "export", "delete"}, set()),
    ],
)
def test_groups_deal_with_feedback(group, may, may_not):
    call_command("setup_groups")
    user = clerk()
    user.groups.add(Group.objects.get(name=group))
    assert user.has_perms(permissions_of(FeedbackComment, *may))
    assert user.has_perms(permissions_of(FeedbackPage, "view", "export"))
    for deed in may_not:
        assert not user.has_perm(*permissions_of(FeedbackComment, deed))


# Counts -----------------------------------------------------------------------------------


def test_list_counts_the_answers_of_each_page(admin_client, ansan, front):
    page = read(admin_client, PAGES)
    assert rows(page, "#result_list") == [
        ["/ansan/", "ansan", "8", "3", "73%", "1"],
        ["/", "-", "1", "0", "100%", "0"],
    ]
    month = timezone.localdate().strftime("%Y. %-m.")
    assert rows(page, ".feedback-months")[0] == [month, "4", "3", "57%"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"language": "en"}, [["/ansan/", "ansan", "0", "2", "0%", "0"]]),
        (
            {"language": "ko"},
            [["/ansan/", "ansan", "8", "1", "89%", "1"], ["/", "-", "1", "0", "100%", "0"]],
        ),
        (
            {"days": "30"},
            [["/ansan/", "ansan", "3", "3", "50%", "1"], ["/", "-", "1", "0", "100%", "0"]],
        ),
        ({"days": "90", "language": "ko", "home": "ansan"},
         [["/ansan/", "ansan", "8", "1", "89%", "1"]]),
        ({"home": ""}, [["/", "-", "1", "0", "100%", "0"]]),
        ({"q": "ansan"}, [["/ansan/", "ansan", "8", "3", "73%", "1"]]),
        ({"o": "3"}, [["/", "-", "1", "0", "100%", "0"], ["/ansan/", "ansan", "8", "3", "73%", "1"]]),
    ],
)  # fmt: skip
def test_list_counts_what_is_asked_for(admin_client, ansan, front, query, expected):
    assert rows(read(admin_client, PAGES, query), "#result_list") == expected


def test_filter_that_is_none_is_refused(admin_client, ansan):
    for query in ("language=xx", "days=7", "home=nowhere"):
        assert admin_client.get(f"{PAGES}?{query}").status_code == 302


def test_page_shows_its_months_and_comments(admin_client, ansan):
    FeedbackDay.objects.create(page=ansan, language="ko", on=date(2020, 2, 3), yes=1, no=2)
    comment_on(ansan, "<b>굵게</b>\n둘째 줄", is_handled=True)
    page = read(admin_client, url_of(FeedbackPage, "change", ansan.pk))
    assert rows(page, ".feedback-months")[-1] == ["2020. 2.", "1", "2", "33%"]
    assert "<b>굵게</b> 둘째 줄" in words(page)
    assert page.select_one(".viewsitelink")["href"] == "/ansan/"
    link = page.find("a", string="이 페이지의 의견을 목록에서 보기")["href"]
    assert len(rows(read(admin_client, link), "#result_list")) == 2


def test_page_without_answers_has_no_share(admin_client):
    feedback_on("/ansan/guide/")
    assert rows(read(admin_client, PAGES), "#result_list")[0][2:] == ["0", "0", "–", "0"]


# Comments ---------------------------------------------------------------------------------


def test_comments_are_found_by_state_answer_home_language_and_words(admin_client, ansan, front):
    comment_on(front, "Very useful", language="en", is_helpful=True, is_handled=True)
    for query, texts in [
        ({}, ["Very useful", "지도가 작습니다."]),
        ({"is_handled__exact": "0"}, ["지도가 작습니다."]),
        ({"is_helpful__exact": "1"}, ["Very useful"]),
        ({"home": "ansan"}, ["지도가 작습니다."]),
        ({"home": ""}, ["Very useful"]),
        ({"language": "en"}, ["Very useful"]),
        ({"q": "지도"}, ["지도가 작습니다."]),
        ({"q": "ansan"}, ["지도가 작습니다."]),
    ]:
        found = rows(read(admin_client, COMMENTS, query), "#result_list")
        assert [row[1] for row in found] == texts, query
    page = read(admin_client, COMMENTS)
    assert page.select_one("#result_list .field-page_link a")["href"] == "/en/"
    assert "영어" not in words(page)  # languages by their own names
    assert "English" in words(page)


def test_clerk_marks_comments_as_handled_and_who_did_is_kept(client, ansan):
    user = clerk(*permissions_of(FeedbackComment, "view", "change"))
    client.force_login(user)
    keys = [comment_on(ansan, "둘").pk, comment_on(ansan, "셋", is_handled=True).pk]
    client.post(COMMENTS, {"action": "handle", "_selected_action": keys, **ACTIONS})
    assert FeedbackComment.objects.filter(is_handled=True).count() == 2
    assert [(entry.user, entry.object_id) for entry in LogEntry.objects.all()] == [
        (user, str(keys[0]))
    ]
    client.post(COMMENTS, {"action": "reopen", "_selected_action": keys, **ACTIONS})
    assert not FeedbackComment.objects.filter(is_handled=True).exists()


def test_publisher_deletes_comments(client, ansan):
    client.force_login(clerk(*permissions_of(FeedbackComment, "view", "delete")))
    key = ansan.feedback_comments.get().pk
    data = {"action": "delete_selected", "_selected_action": key, "post": "yes", **ACTIONS}
    client.post(COMMENTS, data)
    assert not FeedbackComment.objects.exists()
    assert FeedbackDay.objects.count() == 3  # the answers stay


# Tables -----------------------------------------------------------------------------------


def exported(client, model, query=""):
    url = url_of(model, "export") + query
    assert client.get(url).status_code == 200
    response = client.post(url, {"format": "0", "resource": "0"})
    assert response.status_code == 200
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_pages_are_exported_as_the_list_counts_them(admin_client, ansan, front):
    assert exported(admin_client, FeedbackPage, "?language=en") == [
        ["페이지", "지자체", "네", "아니오", "네의 비율(%)", "의견"],
        ["/ansan/", "ansan", "0", "2", "0", "0"],
    ]
    assert len(exported(admin_client, FeedbackPage)) == 3


def test_comments_are_exported_and_none_is_a_formula(admin_client, ansan):
    comment_on(ansan, '=HYPERLINK("https://evil.example")\n둘째', is_helpful=True, is_handled=True)
    table = exported(admin_client, FeedbackComment)
    assert table[0] == ["날짜", "페이지", "지자체", "언어", "답", "의견", "처리함"]
    assert table[1][1:5] == ["/ansan/", "ansan", "ko", "네"]
    assert not table[1][5].startswith("=")
    assert [row[6] for row in table[1:]] == ["예", ""]
    assert table[2][0] == timezone.localdate().isoformat()
    assert "다시 가져올" not in words(read(admin_client, url_of(FeedbackComment, "export")))


def test_queries_of_the_lists_do_not_grow(admin_client, ansan):
    urls = [PAGES, f"{PAGES}?language=ko&days=365&q=a", COMMENTS, f"{COMMENTS}?q=지도",
            url_of(FeedbackPage, "change", ansan.pk)]  # fmt: skip
    few = [queries_of(admin_client, url) for url in urls]
    for number in range(60):
        page = feedback_on(f"/city-{number}/", "ansan", days=[("ko", date(2026, 1, 1), 1, 1)])
        comment_on(page)
        comment_on(ansan)
    many = [queries_of(admin_client, url) for url in urls]
    assert many == few
    assert max(few) <= 12


def test_index_of_the_admin_leads_there(admin_client):
    page = read(admin_client, reverse("admin:index"))
    assert {PAGES, COMMENTS} <= {link["href"] for link in page.select("a[href]")}
