"""The desk's pages: who may see and do what, and what each state of a batch shows."""

import unicodedata

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from exchange.desk.models import ImportBatch
from exchange.legacy.limits import MAX_BYTES
from tests.batches import State, add_results, bad_row, make_batch, make_table, new_row, question
from tests.factories import ExchangeEventFactory, PartnershipFactory, PortalFactory
from tests.import_pages import as_csv, batch_of, desk, errors_of, said, soup_of, upload
from tests.pages import words
from tests.staff import clerk

pytestmark = pytest.mark.django_db

DEEDS = ("view", "upload", "confirm", "undo")
TIMELINE = as_csv([["기간", "교류내용"], ["2013. 4. 5.", "방문"]])


def signed_in(*deeds):
    client = Client()
    client.force_login(clerk(*(f"exchange.{deed}_importbatch" for deed in deeds)))
    return client


def checked_batch(**fields):
    batch = make_batch(State.CHECKED, **fields)
    add_results(
        make_table(batch, [["2013. 4. 5.", "방문"], ["동년", "협의"]]), new_row(), bad_row()
    )
    return batch


def batch_at(state):
    batch = make_batch(state, b"a,b\n1,2\n\x80\x80")
    if state not in (State.NEW, State.ENCODING, State.FAILED):
        add_results(make_table(batch, [["2013", "방문"]]), new_row(), records=[[]])
    return batch


# Who may ----------------------------------------------------------------------------------

PAGES = {
    "changelist": {"view", "upload"},
    "add": {"upload"},
    "preview": {"view", "upload"},
    "tables": {"view", "upload"},
    "bad_rows": {"upload"},
    "original": {"upload"},
    "progress_json": {"view", "upload"},
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("deed", DEEDS)
def test_each_page_needs_its_permission(page, deed):
    args = [] if page in ("changelist", "add") else [checked_batch().pk]
    status = signed_in(deed).get(desk(page, *args)).status_code
    assert status == (200 if deed in PAGES[page] else 403)


POSTS = {
    "add": ("upload", State.CHECKED),
    "tables": ("upload", State.TABLES),
    "preview": ("upload", State.CHECKED),
    "encoding": ("upload", State.ENCODING),
    "stopped": ("upload", State.FAILED),
    "confirm": ("confirm", State.CHECKED),
    "undo": ("undo", State.DONE),
}


@pytest.mark.parametrize("page", POSTS)
@pytest.mark.parametrize("deed", DEEDS)
def test_each_deed_needs_its_permission(page, deed):
    needed, state = POSTS[page]
    batch = batch_at(state)
    client = signed_in("view", deed)
    status = client.post(desk(page, *([] if page == "add" else [batch.pk])), {}).status_code
    assert (status == 403) == (deed != needed)
    if deed != needed:
        batch.refresh_from_db()
        assert batch.state == state
        assert not batch.job


@pytest.mark.parametrize("page", [*PAGES, "result", "undo", "confirm", "stopped", "encoding"])
def test_visitor_is_sent_to_sign_in(client, page):
    args = [] if page in ("changelist", "add") else [checked_batch().pk]
    assert client.get(desk(page, *args)).status_code == 302


def test_superuser_neither_edits_nor_deletes_a_batch_by_hand(admin_client):
    batch = checked_batch()
    assert admin_client.get(desk("delete", batch.pk)).status_code == 403
    assert admin_client.post(desk("delete", batch.pk), {"post": "yes"}).status_code == 403
    page = admin_client.get(desk("change", batch.pk), follow=True)
    assert page.redirect_chain == [(desk("preview", batch.pk), 302)]


@pytest.mark.parametrize("number", ["0", "99999", "99999999999999999999999"])
def test_batch_that_is_not_there(admin_client, number):
    url = desk("preview", 1).replace("/1/", f"/{number}/")
    assert admin_client.get(url).status_code == 404


def test_who_may_not_confirm_is_told_whom_to_ask():
    page = signed_in("view", "upload").get(desk("preview", checked_batch().pk))
    assert "게시 담당" in words(soup_of(page).select_one(".desk-next"))
    assert not soup_of(page).select("form.desk-once")


def test_who_may_only_look_gets_no_buttons():
    batch = checked_batch()
    soup = soup_of(signed_in("view").get(desk("preview", batch.pk)))
    assert not soup.select("#content input[type=submit], #content button")
    assert not soup.select(f"a[href='{desk('original', batch.pk)}']")


# Upload -----------------------------------------------------------------------------------


def test_home_is_chosen_already_where_there_is_one(admin_client):
    home = PortalFactory().city
    soup = soup_of(admin_client.get(desk("add")))
    assert [option["value"] for option in soup.select("select[name=home] option")] == [home.slug]
    PortalFactory()
    soup = soup_of(admin_client.get(desk("add")))
    assert soup.select_one("select[name=home] option")["value"] == ""


def test_upload_keeps_the_file_and_who_sent_it(admin_client, admin_user):
    partnership = PartnershipFactory(partner__name="플러튼시")
    name = unicodedata.normalize("NFD", "교류 연혁.csv")
    page = upload(
        admin_client,
        TIMELINE,
        name,
        home=partnership.home.slug,
        partner=partnership.partner.full_name,
    )
    batch = batch_of(page)
    assert page.redirect_chain[-1][0] == desk("tables", batch.pk)
    assert (batch.file_name, batch.created_by) == ("교류 연혁.csv", admin_user)
    assert bytes(batch.file.data) == TIMELINE
    assert batch.home == partnership.home.slug
    assert batch.tables.get().partner == partnership.partner.slug


def test_pasted_table_is_read_by_its_cells(admin_client):
    html = (
        "<meta charset='utf-8'><table><tr><th>기간</th><th>교류내용</th></tr>"
        "<tr><td>2013. 4. 5.</td><td>방문</td></tr></table>"
    )
    batch = batch_of(upload(admin_client, text="기간 교류내용 2013. 4. 5. 방문", html=html))
    assert batch.is_pasted
    table = batch.tables.get()
    assert (table.shape, table.places) == ("timeline", {"기간": 0, "교류내용": 1})


def test_pasted_text_stands_where_its_markup_has_no_table(admin_client):
    text = "2013. 4. 5.\n시장단 방문\n2014. 6. 2.\n청소년 교류\n"
    batch = batch_of(upload(admin_client, text=text, html="<p>다른 것</p>"))
    assert batch.tables.get().row_count == 3  # with the header that the reader puts above


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"text": ""}, "file", "파일을 고르거나"),
        ({"data": TIMELINE, "text": "2013 방문"}, "text", "하나만"),
        ({"data": b" \n "}, "file", "빈 파일"),
        ({"data": b"\x89PNG\r\n\x1a\n" + bytes(range(256))}, "file", "그림 파일"),
        ({"data": b"PK\x03\x04rubbish"}, "file", ".xlsx"),
        ({"text": "가" * 500_001}, "text", "500000"),
        ({"data": b"x" * (MAX_BYTES + 1)}, "file", "너무 큽니다"),
        ({"data": TIMELINE, "home": "없는-도시"}, "home", "올바르게"),
    ],
)
def test_what_cannot_be_read_is_refused_beside_its_field(admin_client, fields, field, message):
    page = upload(admin_client, **fields)
    assert page.status_code == 200
    (error,) = page.context["form"].errors[field]
    assert message in error
    assert error in errors_of(page)
    assert not ImportBatch.objects.exclude(state=State.FAILED).exists()


def test_file_field_takes_what_the_desk_reads(admin_client):
    accept = soup_of(admin_client.get(desk("add"))).select_one("input[type=file]")["accept"]
    assert {".csv", ".tsv", ".txt", ".xlsx", ".html", ".htm"} <= set(accept.split(","))


# States -----------------------------------------------------------------------------------

STATES = {
    State.NEW: "stopped",
    State.ENCODING: "encoding",
    State.TABLES: "tables",
    State.CHECKED: "preview",
    State.DONE: "result",
    State.UNDONE: "result",
    State.FAILED: "stopped",
}


@pytest.mark.parametrize("state", STATES)
def test_batch_opens_where_it_stands_and_nowhere_else(admin_client, state):
    batch = batch_at(state)
    here = desk(STATES[state], batch.pk)
    page = admin_client.get(desk("change", batch.pk), follow=True)
    assert page.redirect_chain[-1][0] == here
    assert page.status_code == 200
    (current,) = soup_of(page).select(".desk-steps [aria-current=step]")
    assert current.get_text(strip=True)
    for other in set(STATES.values()) - {STATES[state]} | {"progress"}:
        if state == State.CHECKED and other == "tables":
            continue  # one may go back to the columns
        assert admin_client.get(desk(other, batch.pk))["Location"] == here, other


@pytest.mark.parametrize("state", STATES)
def test_pages_have_nothing_inline(admin_client, state):
    page = admin_client.get(desk(STATES[state], batch_at(state).pk))
    soup = BeautifulSoup(page.content, "html.parser")
    assert not soup.find_all(style=True)
    assert not soup.find_all("style")
    assert not [script for script in soup.find_all("script") if not script.get("src")]
    assert not [
        tag for tag in soup.find_all(True) if any(name.startswith("on") for name in tag.attrs)
    ]


def test_encoding_is_asked_with_lines_of_each(admin_client):
    data = "期間,交流内容\r\n2013年5月,市長の訪問と東京\r\n".encode("euc_jp")
    page = upload(admin_client, data)
    batch = batch_of(page)
    assert batch.state == State.ENCODING
    candidates = page.context["form"].candidates
    samples = [sample.get_text().splitlines() for sample in soup_of(page).select("pre")]
    assert len(samples) == len(candidates) > 1
    assert ["期間,交流内容", "2013年5月,市長の訪問と東京"] in [sample[:2] for sample in samples]
    refused = admin_client.post(desk("encoding", batch.pk), {"encoding": "rot13"})
    assert refused.context["form"].errors["encoding"]
    done = admin_client.post(desk("encoding", batch.pk), {"encoding": "euc_jp"}, follow=True)
    assert done.redirect_chain[-1][0] == desk("tables", batch.pk)
    assert batch_of(done).encoding == "euc_jp"
    assert batch_of(done).tables.get().sample[1] == [2, "2013年5月", "市長の訪問と東京"]


def test_failed_batch_says_why(admin_client):
    batch = make_batch(State.FAILED, error="암호가 걸린 파일입니다.")
    page = admin_client.get(desk("stopped", batch.pk))
    assert "암호가 걸린 파일입니다." in errors_of(page)


def test_original_is_only_ever_saved(admin_client):
    data = b"<script>alert()</script>"
    batch = make_batch(State.TABLES, data, file_name="표 <1>.html")
    response = admin_client.get(desk("original", batch.pk))
    assert response.content == data
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_work_under_way_is_shown_and_followed(admin_client):
    batch = checked_batch(job="save", job_done=40, job_total=100)
    ImportBatch.objects.filter(pk=batch.pk).update(job_order={"user": 1, "asked": 9e12})
    for page in ("preview", "tables", "result", "change", "stopped"):
        assert admin_client.get(desk(page, batch.pk))["Location"] == desk("progress", batch.pk)
    page = admin_client.get(desk("progress", batch.pk))
    bar = soup_of(page).find("progress")
    assert (bar["value"], bar["max"]) == ("40", "100")
    answer = admin_client.get(desk("progress_json", batch.pk)).json()
    assert answer == {
        "job": "저장하기", "done": 40, "total": 100, "state": "running", "error": "", "next": "",
    }  # fmt: skip
    ImportBatch.objects.filter(pk=batch.pk).update(job="")
    answer = admin_client.get(desk("progress_json", batch.pk)).json()
    assert answer["next"] == desk("preview", batch.pk)


def test_nothing_is_done_while_work_is_under_way(admin_client):
    batch = checked_batch(job="check")
    for page in ("preview", "tables", "confirm"):
        answer = admin_client.post(desk(page, batch.pk), {}, follow=True)
        assert "다른 창이나 다른 사람" in said(answer)[0]
    batch.refresh_from_db()
    assert (batch.state, batch.job) == (State.CHECKED, "check")


def test_undone_batch_names_what_was_left_alone(admin_client, admin_user):
    batch = make_batch(
        State.UNDONE, user=admin_user, left_alone=["도시 ‘서구’: 고쳐서 두었습니다."]
    )
    text = words(soup_of(admin_client.get(desk("result", batch.pk))))
    assert "되돌렸습니다" in text
    assert "도시 ‘서구’: 고쳐서 두었습니다." in text


def test_result_links_records_and_lists_for_those_who_may_look(admin_client, admin_user):
    event = ExchangeEventFactory()
    batch = make_batch(State.DONE, user=admin_user)
    add_results(
        make_table(batch), new_row(), records=[[["timelines.exchangeevent", event.pk, "+"]]]
    )
    record = f"/admin/timelines/exchangeevent/{event.pk}/change/"
    soup = soup_of(admin_client.get(desk("result", batch.pk)))
    assert soup.select(f"a[href='{record}']")
    assert soup.select("a.desk-list[href='/admin/timelines/exchangeevent/']")
    assert batch.reason in words(soup)
    soup = soup_of(signed_in("view").get(desk("result", batch.pk)))
    assert not soup.select(f"a[href='{record}'], a.desk-list")


def test_list_finds_by_name_state_and_user(admin_client, admin_user):
    make_batch(State.DONE, user=admin_user, file_name="교류 연혁.xlsx")
    make_batch(State.TABLES, file_name="도시.csv")
    for query, expected in (
        ({}, 2), ({"q": "연혁"}, 1), ({"state__exact": "tables"}, 1),
        ({"created_by__id__exact": admin_user.pk}, 1),
    ):  # fmt: skip
        page = admin_client.get(desk("changelist"), query)
        assert page.status_code == 200
        assert page.context["cl"].result_count == expected, query


def test_questions_of_a_preview_are_radio_buttons(admin_client):
    batch = make_batch(State.CHECKED)
    table = make_table(batch, questions=[question(rows=3)])
    add_results(table, *[("ask", {"cells": {}, "question": "city:플러튼"})] * 3)
    soup = soup_of(admin_client.get(desk("preview", batch.pk)))
    (fieldset,) = soup.select(".desk-question")
    assert "어느 도시인가요?" in words(fieldset.legend)
    assert [radio["value"] for radio in fieldset.select("input[type=radio]")] == ["1", "new"]
    assert not soup.select(".desk-bulk")
