"""The preview and after: corrections, answers, confirming once, results, undo."""

import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.batches import State, add_results, bad_row, make_batch, make_table, new_row, question
from tests.factories import ExchangeEventFactory, PartnershipFactory
from tests.import_pages import (
    as_csv,
    batch_of,
    confirm,
    counts_of,
    decide,
    desk,
    form_of,
    preview,
    problems,
    said,
    soup_of,
)
from tests.pages import words
from tests.staff import clerk
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db

ROWS = [
    ["기간", "교류내용"],
    ["2013. 4. 5.", "방문"],
    ["동년 5월 2일", "협의"],
    ["2014. 13.", "답방"],
]


@pytest.fixture
def partnership():
    return PartnershipFactory(home__name="용인시", partner__name="플러튼시")


@pytest.fixture
def previewed(admin_client, partnership):
    """A preview with one good row and two bad ones (3 and 4)."""
    return preview(admin_client, ExchangeEvent, as_csv(ROWS), partnership)


def press_confirm(client, page):
    return confirm(client, ExchangeEvent, page)


# What is shown ----------------------------------------------------------------------------


def test_counts_lead_to_their_rows(admin_client, previewed):
    page = previewed
    assert counts_of(page) == {"new": 1, "error": 2}
    links = {words(link): link["href"] for link in soup_of(page).select(".desk-summary a")}
    whose = "교류 내역 캘리포니아주 플러튼시"
    assert links.keys() == {f"{whose} 고칠 것 2", f"{whose} 새로 1"}
    new = admin_client.get(desk("preview", batch_of(page).pk) + links[f"{whose} 새로 1"])
    assert [words(row) for row in soup_of(new).select(".desk-changes tbody tr")] == [
        "2 행 새로 2013. 4. 5. 방문"
    ]


def test_problems_name_row_column_text_and_remedy(previewed):
    page = previewed
    rows = [
        [words(cell) for cell in row.select("th, td")][:3]
        for row in soup_of(page).select(".desk-problems tbody tr")
    ]
    assert rows == [["3행", "기간", "동년 5월 2일 협의"], ["4행", "기간", "2014. 13. 답방"]]
    assert all(message for _row, _column, _text, message in problems(page))


@pytest.mark.parametrize("query", ["kind=x", "table=99", "table=x&page=x", "kind=new&page=999"])
def test_address_that_names_nothing_shows_something(admin_client, previewed, query):
    page = previewed
    assert admin_client.get(desk("preview", batch_of(page).pk) + f"?{query}").status_code == 200


def test_changes_stand_beside_what_is_there(admin_client, partnership):
    ExchangeEventFactory(partnership=partnership, period="2013. 4. 5.", title="방문", place="서울")
    rows = [["기간", "교류내용", "장소"], ["2013. 4. 5.", "방문", "<b>용인</b>"]]
    page = preview(admin_client, ExchangeEvent, as_csv(rows), partnership)
    assert counts_of(page) in ({"update": 1}, {"kept": 1})
    (cell,) = soup_of(page).select(".desk-changes td.desk-text")
    assert words(cell.find("del")) == "지금: 서울"
    assert words(cell.find("ins")) == "파일: <b>용인</b>"


def test_rows_are_shown_fifty_at_a_time(admin_client, partnership):
    rows = [["기간", "교류내용"], *([f"{year}. 5.", "방문"] for year in range(1900, 2020))]
    page = preview(admin_client, ExchangeEvent, as_csv(rows), partnership)
    assert len(soup_of(page).select(".desk-changes tbody tr")) == 50
    (pages,) = soup_of(page).select(".desk-pages")
    last = pages.select("a")[-1]["href"]
    page = admin_client.get(desk("preview", batch_of(page).pk) + last)
    assert len(soup_of(page).select(".desk-changes tbody tr")) == 20


def test_rows_to_look_at_are_found_among_all_kinds(admin_client):
    batch = make_batch(State.CHECKED)
    table = make_table(batch, [["2013", "방문"]] * 4)
    add_results(
        table, new_row(), ("new", {"cells": {"교류내용": "답방"}, "notes": ["요일이 다름"]})
    )
    add_results(table, new_row(), ("same", {"notes": ["두 번 적힘"]}))
    page = admin_client.get(desk("preview", batch.pk) + "?kind=warned")
    rows = [words(row) for row in soup_of(page).select(".desk-changes tbody tr")]
    assert ["요일이 다름" in rows[0], "두 번 적힘" in rows[1]] == [True, True]


def test_many_notices_are_folded_and_none_is_lost(admin_client):
    notices = [f"{line}번째 줄은 표가 아니라 가져오지 않았습니다." for line in range(9)]
    batch = make_batch(State.CHECKED, notices=notices)
    add_results(make_table(batch, [["2013", "방문"]]), new_row())
    soup = soup_of(admin_client.get(desk("preview", batch.pk)))
    assert [words(item) for item in soup.select(".desk-notices li")] == notices
    assert len(soup.select(".desk-notices > ul > li")) == 5


# Correcting -------------------------------------------------------------------------------


def test_cell_is_corrected_and_row_left_out_in_the_preview(admin_client, previewed, partnership):
    page = previewed
    page = decide(admin_client, page, **{"fix:3:기간": "2013년 5월 2일", "skip:4": "on"})
    assert counts_of(page) == {"new": 2}
    assert batch_of(page).tables.get().fixes == {
        "3": {"기간": "2013년 5월 2일"}, "4": {"": "skip"},
    }  # fmt: skip
    press_confirm(admin_client, page)
    assert partnership.events.filter(period="2013년 5월 2일", title="협의").exists()
    assert partnership.events.count() == 2


def test_correction_is_taken_back(admin_client, previewed):
    page = previewed
    page = decide(admin_client, page, **{"fix:3:기간": "2013년 5월 2일", "skip:4": "on"})
    page = decide(admin_client, page, unfix=["1:3:기간", "1:4:"])
    assert batch_of(page).tables.get().fixes == {}
    assert [row for row, *_ in problems(page)] == ["3", "4"]


def test_cell_that_was_not_touched_is_no_correction(admin_client, previewed):
    page = previewed
    page = decide(admin_client, page)
    assert batch_of(page).tables.get().fixes == {}


@pytest.mark.parametrize(
    "sent",
    [
        {"fix:3:담당자": "홍길동"},
        {"fix:x:기간": "2013"},
        {"fix:": "2013"},
        {"fix:٣:기간": "2013"},
        {"fix:99999999999999:기간": "2013"},
        {"skip:-3": "on"},
        {"skip:": "on"},
        {"table": "7", "fix:3:기간": "2013"},
        {"unfix": ["1:3:기간", "x", "9:9:9", ""]},
        {"answer:x": "y", "all:x": "y"},
    ],
)
def test_what_no_browser_offered_changes_nothing(admin_client, previewed, sent):
    page = previewed
    page = decide(admin_client, page, **sent)
    assert page.status_code == 200
    batch = batch_of(page)
    assert batch.tables.get().fixes == {}
    assert batch.answers.keys() <= {"partner"}


def test_correction_of_another_window_is_not_lost(admin_client, previewed):
    page = previewed
    decide(admin_client, page, **{"fix:3:기간": "2013년 5월 2일"})
    stale = decide(admin_client, page, **{"fix:3:기간": "1999"})
    assert "다른 창이나 다른 사람" in said(stale)[0]
    assert batch_of(page).tables.get().fixes == {"3": {"기간": "2013년 5월 2일"}}


def test_clerk_lets_the_file_win(admin_client, previewed):
    page = previewed
    batch = make_batch(State.CHECKED)
    add_results(
        make_table(batch, [["2013", "방문"]]),
        ("kept", {"name": "방문", "changes": [["장소", "서울", "용인", True]]}),
    )
    page = admin_client.get(desk("preview", batch.pk))
    assert "그대로 둠" in words(soup_of(page).select_one(".desk-changes"))
    page = decide(admin_client, page, overwrites="on")
    assert batch_of(page).overwrites
    assert soup_of(page).select_one("input[name=overwrites]").has_attr("checked")


# Answering --------------------------------------------------------------------------------


@pytest.fixture
def asked(admin_client):
    batch = make_batch(State.CHECKED)
    names = [f"city:{name}" for name in ("플러튼", "의성", "안산")]
    table = make_table(
        batch,
        [["2013", "방문"]] * 3,
        questions=[question(name) for name in names] + [question("same:1")],
    )
    add_results(table, *[("ask", {"cells": {}, "question": name}) for name in (*names, "same:1")])
    return admin_client.get(desk("preview", batch.pk))


def test_each_question_is_answered_by_itself(admin_client, asked):
    page = decide(admin_client, asked, **{"answer:city:플러튼": "1", "answer:same:1": "new"})
    assert batch_of(page).answers == {"city:플러튼": "1", "same:1": "new"}


def test_questions_of_one_kind_are_answered_at_once(admin_client, asked):
    (bulk,) = soup_of(asked).select(".desk-bulk")
    assert "3개" in words(bulk.label)
    assert [option["value"] for option in bulk.select("option")] == ["", "1", "new"]
    page = decide(admin_client, asked, **{"answer:city:의성": "1", "all:city": "new"})
    assert batch_of(page).answers == {"city:플러튼": "new", "city:의성": "1", "city:안산": "new"}


def test_answer_that_was_not_offered_is_none(admin_client, asked):
    sent = {"answer:city:플러튼": "DROP", "all:city": "99", "answer:same:1": "1"}
    assert batch_of(decide(admin_client, asked, **sent)).answers == {"same:1": "1"}


def test_answers_are_forgotten_but_not_whose_the_tables_are(admin_client):
    answers = {"partner": "fullerton", "city:플러튼": "1"}
    batch = make_batch(State.CHECKED, answers=answers)
    add_results(make_table(batch, [["2013", "방문"]]), new_row())
    page = admin_client.get(desk("preview", batch.pk))
    assert batch_of(decide(admin_client, page, forget="1")).answers == {"partner": "fullerton"}


# Confirming -------------------------------------------------------------------------------


def test_button_for_all_is_there_only_when_nothing_is_wrong(admin_client, previewed):
    page = previewed
    assert [words(button) for button in soup_of(page).select("form.desk-once button")] == [
        "읽은 행만 가져오기"
    ]
    url, sent = form_of(page, "form.desk-once")
    refused = admin_client.post(url, sent, follow=True)
    assert "남아 있습니다" in said(refused)[0]
    assert not ExchangeEvent.objects.exists()


def test_good_rows_come_in_and_the_bad_are_handed_back(admin_client, previewed, partnership):
    page = previewed
    url, sent = form_of(page, "form.desk-once")
    done = admin_client.post(url, sent | {"only_good": "1"}, follow=True)
    assert done.redirect_chain[-1][0] == desk("result", batch_of(page).pk)
    assert partnership.events.get().title == "방문"
    response = admin_client.get(desk("bad_rows", batch_of(page).pk))
    assert response["Content-Disposition"].startswith("attachment")
    rows = list(load_workbook(io.BytesIO(response.content)).worksheets[0].values)
    assert [row[:2] for row in rows] == [tuple(ROWS[0]), tuple(ROWS[2]), tuple(ROWS[3])]
    assert rows[0][-1] == "까닭"
    assert "연도를 숫자로" in rows[1][-1]


def test_two_clicks_import_once(admin_client, admin_user, previewed):
    page = previewed
    page = decide(admin_client, page, **{"skip:3": "on", "skip:4": "on"})
    press_confirm(admin_client, page)
    again = press_confirm(admin_client, page)
    assert "이미 가져온 파일" in said(again)[0]
    assert again.redirect_chain[-1][0] == desk("result", batch_of(page).pk)
    assert ExchangeEvent.history.count() == 1
    assert batch_of(page).confirmed_by == admin_user


def test_preview_of_another_window_is_not_confirmed(admin_client, previewed):
    page = previewed
    page = decide(admin_client, page, **{"skip:3": "on", "skip:4": "on"})
    decide(admin_client, page, unfix=["1:3:"])
    stale = press_confirm(admin_client, page)
    assert "다른 창이나 다른 사람" in said(stale)[0]
    assert not ExchangeEvent.objects.exists()


def test_records_changed_since_are_said_and_nothing_is_saved(admin_client, previewed, partnership):
    page = previewed
    page = decide(admin_client, page, **{"skip:3": "on", "skip:4": "on"})
    ExchangeEventFactory(partnership=partnership, period="2013. 4. 5.", title="방문")
    done = press_confirm(admin_client, page)
    assert done.redirect_chain[-1][0] == desk("preview", batch_of(page).pk)
    assert "자료가 바뀌" in words(soup_of(done).select_one("#content"))
    assert counts_of(done) == {"skip": 1}
    assert ExchangeEvent.objects.count() == 1


def test_confirming_alone_is_enough_to_confirm(previewed):
    page = previewed
    page = decide(page.client, page, **{"skip:3": "on", "skip:4": "on"})
    client = Client()
    client.force_login(clerk("exchange.view_importbatch", "exchange.confirm_importbatch"))
    own = client.get(desk("preview", batch_of(page).pk))
    done = press_confirm(client, own)
    assert "가져왔습니다" in words(soup_of(done).select_one(".desk-outcome"))


def test_file_that_changes_nothing_says_so(admin_client, partnership):
    data = as_csv(ROWS[:2])
    press_confirm(admin_client, preview(admin_client, ExchangeEvent, data, partnership))
    page = preview(admin_client, ExchangeEvent, data, partnership)
    assert "가져와도 바뀌는 것이 없습니다" in words(soup_of(page).select_one(".desk-next"))
    assert not soup_of(page).select("form.desk-once")


# Taking back ------------------------------------------------------------------------------


def test_undo_takes_back_what_was_not_edited_since(admin_client, admin_user, partnership):
    rows = [*ROWS[:2], ["2014. 5.", "협의"]]
    page = preview(admin_client, ExchangeEvent, as_csv(rows), partnership)
    done = press_confirm(admin_client, page)
    event = partnership.events.get(title="협의")
    event.title = "실무 협의"
    event.save()
    address = soup_of(done).select_one("a.button")["href"]
    asked = admin_client.get(address)
    assert "2행" in words(soup_of(asked).select_one(".desk-notes"))
    url, sent = form_of(asked, "form.desk-once")
    undone = admin_client.post(url or address, sent, follow=True)
    assert "실무 협의" in words(soup_of(undone).select_one(".desk-notes"))
    assert partnership.events.get() == event
    assert batch_of(page).undone_by == admin_user
    again = admin_client.post(address, sent, follow=True)
    assert "이미 되돌린" in said(again)[0]


def test_import_that_was_not_confirmed_cannot_be_undone(admin_client, previewed):
    page = previewed
    batch = batch_of(page)
    answer = admin_client.post(desk("undo", batch.pk), {}, follow=True)
    assert answer.redirect_chain[-1][0] == desk("preview", batch.pk)
    assert batch_of(page).state == State.CHECKED


def test_deeds_are_in_the_log_of_the_admin(admin_client, previewed):
    page = previewed
    page = decide(admin_client, page, **{"skip:3": "on", "skip:4": "on"})
    press_confirm(admin_client, page)
    admin_client.post(desk("undo", batch_of(page).pk), {})
    log = admin_client.get(desk("history", batch_of(page).pk)).content.decode()
    assert "가져옴" in log
    assert "되돌림" in log


def test_many_bad_rows_keep_their_pages(admin_client):
    batch = make_batch(State.CHECKED)
    add_results(make_table(batch, [["동년", "협의"]] * 60), *[bad_row()] * 60)
    page = admin_client.get(desk("preview", batch.pk) + "?kind=error&page=2")
    assert len(soup_of(page).select(".desk-problems tbody tr")) == 10
    assert soup_of(page).select_one("input[type=text][name='fix:61:기간']")
