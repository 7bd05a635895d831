"""Tables and columns: the guess as the page shows it, and what the clerk may change."""

import pytest

from exchange.desk.models import ImportProfile
from tests.batches import State, make_batch, make_table
from tests.factories import PartnershipFactory
from tests.import_pages import (
    as_csv,
    batch_of,
    confirm,
    desk,
    errors_of,
    form_of,
    said,
    soup_of,
    upload,
    whose,
    workbook,
)
from tests.pages import words
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db

ROWS = [
    ["연번", "일시", "주요내용", "담당자", "예산"],
    ["1", "2013. 4. 5.", "방문", "홍길동", "3천만원"],
]


@pytest.fixture
def partnership():
    return PartnershipFactory(home__name="용인시", partner__name="플러튼시")


@pytest.fixture
def opened(admin_client, partnership):
    return upload(admin_client, as_csv(ROWS), **whose(partnership))


def send(client, page, **changes):
    """Press 미리보기 with these fields of the first table changed."""
    url, sent = form_of(page, "form.desk-tables")
    changes = {f"t1-{name}": value for name, value in changes.items()}
    assert not changes.keys() - sent.keys()
    return client.post(url, sent | changes, follow=True)


def field_of(page, column, part="place"):
    """The name of a column's field, without the prefix of its table."""
    (form,) = page.context["forms"]
    names = form.kind.shape.names
    return f"{part}{names.index(column)}"


def test_guess_is_shown_with_samples_and_the_header_marked(opened):
    soup = soup_of(opened)
    (header,) = soup.select("tr.desk-header")
    assert words(header) == "1 제목 줄 연번 일시 주요내용 담당자 예산"
    assert [words(mark) for mark in soup.select(".desk-becomes")] == ["→ 기간", "→ 교류내용"]
    chosen = soup.select_one(f"select[name=t1-{field_of(opened, '기간')}] option[selected]")
    assert chosen.get_text() == "B: 일시"
    assert "2013. 4. 5." in words(soup.select_one(".desk-columns"))


def test_persons_are_named_nowhere_and_cannot_be_chosen(opened):
    assert "홍길동" not in opened.content.decode()
    assert "D: 담당자" not in opened.content.decode()
    text = words(soup_of(opened).select_one(".desk-table"))
    assert "개인의 이름이나 연락처라 가져오지 않는 열: 담당자" in text
    assert "쓰지 않는 열: 예산" in text  # a numbering is not missed


def test_good_guess_leads_to_the_preview(admin_client, opened):
    done = send(admin_client, opened)
    assert done.redirect_chain[-1][0] == desk("preview", batch_of(opened).pk)


def test_clerk_changes_a_column_and_gives_a_value_for_all_rows(admin_client, opened, partnership):
    fields = {field_of(opened, "장소", "constant"): "용인시청"}
    done = send(admin_client, opened, **fields)
    confirm(admin_client, ExchangeEvent, done)
    assert partnership.events.get().place == "용인시청"


def test_needed_column_that_is_missing_is_said_beside_it(admin_client, opened):
    name = field_of(opened, "기간")
    refused = send(admin_client, opened, **{name: ""})
    (error,) = refused.context["forms"][0].errors[name]
    assert "꼭 있어야 합니다" in error
    assert error in errors_of(refused)
    assert batch_of(opened).tables.get().places == {"기간": 1, "교류내용": 2}


def test_one_column_is_not_chosen_twice(admin_client, opened):
    name = field_of(opened, "장소")
    refused = send(admin_client, opened, **{name: "2"})
    assert "이미 고른 열" in refused.context["forms"][0].errors[name][0]


def test_another_kind_is_guessed_anew_before_it_goes_on(admin_client, opened):
    done = send(admin_client, opened, shape="timeline", header="1")
    assert done.redirect_chain[-1][0] == desk("tables", batch_of(opened).pk)
    assert "열을 다시 맞추었습니다" in said(done)[0]
    assert batch_of(opened).tables.get().header == 1


def test_table_that_is_left_out_is_folded_away_and_comes_back(admin_client):
    data = workbook(ROWS, [["기간", "교류내용"], ["2014", "협의"]])
    partnership = PartnershipFactory()
    page = upload(admin_client, data, "표.xlsx", **whose(partnership))
    assert len(page.context["forms"]) == 2
    left = send(admin_client, page, shape="")
    assert left.redirect_chain[-1][0] == desk("preview", batch_of(page).pk)
    page = admin_client.get(desk("tables", batch_of(page).pk))
    assert len(page.context["forms"]) == 1
    (other,) = page.context["others"]
    assert other.table.number == 1
    back = send(admin_client, page, shape="timeline")
    assert len(back.context["forms"]) == 2
    assert batch_of(page).tables.get(number=1).places == {"기간": 1, "교류내용": 2}


def test_nothing_to_import_is_said(admin_client, opened):
    done = send(admin_client, opened, shape="")
    assert "가져올 표가 없습니다" in said(done)[0]
    assert batch_of(opened).state == State.TABLES


@pytest.mark.parametrize(
    "changes",
    [{"shape": "users"}, {"header": "99"}, {"header": "x"}, {"place2": "99"}, {"place2": "3"},
     {"place2": "1,2"}, {"constant9": "x" * 201}],
)  # fmt: skip
def test_what_no_browser_offered_is_refused(admin_client, opened, changes):
    before = batch_of(opened).tables.values().get()
    refused = send(admin_client, opened, **changes)
    assert refused.status_code == 200
    assert refused.context["is_wrong"]
    assert batch_of(opened).tables.values().get() == before


def test_page_of_another_window_changes_nothing(admin_client, opened):
    batch = batch_of(opened)
    batch.tables.update(partner="uiseong")
    stale = send(admin_client, opened, shape="")
    assert "다른 창이나 다른 사람" in said(stale)[0]
    table = batch.tables.get()
    assert (table.shape, table.partner) == ("timeline", "uiseong")


def test_next_file_of_the_layout_is_read_as_the_last_and_says_so(admin_client, partnership):
    rows = [["회차", "이럴 때", "이런 일"], ["1", "2013. 4. 5.", "방문"]]
    page = upload(admin_client, as_csv(rows), **whose(partnership))
    if not page.context["forms"]:
        url, sent = form_of(page, "form.desk-tables")
        page = admin_client.post(url, sent | {"t1-shape": "timeline"}, follow=True)
    fields = {field_of(page, "기간"): "1", field_of(page, "교류내용"): "2"}
    confirm(admin_client, ExchangeEvent, send(admin_client, page, **fields))
    assert partnership.events.get().title == "방문"
    rows.append(["2", "2014. 5. 6.", "협의"])
    again = upload(admin_client, as_csv(rows), **whose(partnership))
    assert "맞추어 두신 양식대로 읽었습니다" in words(soup_of(again).select_one(".desk-known"))
    assert batch_of(again).tables.get().places == {"기간": 1, "교류내용": 2}
    profile = ImportProfile.objects.get()
    listed = admin_client.get("/admin/exchange/importprofile/")
    assert "이럴 때" in listed.content.decode()
    sent = {"action": "delete_selected", "_selected_action": profile.pk, "post": "yes"}
    admin_client.post("/admin/exchange/importprofile/", sent)
    assert not ImportProfile.objects.exists()


def test_unsure_guess_says_why(admin_client):
    batch = make_batch()
    make_table(batch, [["2013", "방문"]], doubt="‘구분’이 날짜인지 알 수 없습니다.")
    soup = soup_of(admin_client.get(desk("tables", batch.pk)))
    assert "‘구분’이 날짜인지 알 수 없습니다." in words(soup.select_one(".desk-doubt"))


def test_column_in_several_places_stays_as_it_is(admin_client):
    batch = make_batch()
    make_table(batch, [["2013", "방문"]], places={"기간": 0, "교류내용": [1, 0]})
    page = admin_client.get(desk("tables", batch.pk))
    send(admin_client, page)
    assert batch.tables.get().places == {"기간": 0, "교류내용": [1, 0]}


def test_home_is_asked_where_nothing_says_it(admin_client):
    for partnership in PartnershipFactory.create_batch(2):
        home = partnership.home.slug
    page = upload(admin_client, as_csv(ROWS), partner=partnership.partner.full_name)
    refused = send(admin_client, page)
    assert any("우리 도시를 골라 주세요" in error for error in errors_of(refused))
    url, sent = form_of(refused, "form.desk-tables")
    done = admin_client.post(url, sent | {"home": home}, follow=True)
    assert done.redirect_chain[-1][0] == desk("preview", batch_of(page).pk)


def test_clerk_without_a_home_is_told_to_register_one(admin_client):
    refused = send(admin_client, upload(admin_client, as_csv(ROWS), partner="플러튼시"))
    assert any("시·군·구 누리집" in error for error in errors_of(refused))


def test_whose_table_it_is_must_be_said(admin_client):
    home = PartnershipFactory().home.slug
    refused = send(admin_client, upload(admin_client, as_csv(ROWS), home=home))
    assert any("어느 도시의 표인지" in error for error in errors_of(refused))


def test_city_that_is_not_registered_is_said_once_beside_the_field(admin_client, partnership):
    rows = [["기간", "교류내용"], ["2013", "방문"], ["2014", "협의"]]
    page = upload(admin_client, as_csv(rows), home=partnership.home.slug, partner="없는시")
    page = send(admin_client, page)
    assert batch_of(page).state == State.TABLES
    assert [text for text in errors_of(page) if "등록되지 않았습니다" in text]
    page = send(admin_client, page, **{field_of(page, "교류도시", "constant"): "플러튼시"})
    assert batch_of(page).state == State.CHECKED


def test_letters_that_were_read_wrongly_can_be_chosen_anew(admin_client, partnership):
    text = "期間,内容\n2013. 4. 5.,桂林市代表団の訪問\n2014. 5. 6.,友好都市の協議\n"
    page = upload(admin_client, text.encode("shift_jis"), "表.csv", **whose(partnership))
    batch = batch_of(page)
    if batch.state == State.TABLES:
        url, sent = form_of(page, "form.desk-tables")
        page = admin_client.post(url, sent | {"letters": ""}, follow=True)
    assert batch_of(page).state == State.ENCODING
    url, sent = form_of(page, "form")
    codes = [field["value"] for field in soup_of(page).select("[name=encoding]")]
    page = admin_client.post(
        desk("encoding", batch.pk), {"encoding": next(c for c in codes if "jis" in c.lower() or "932" in c)},
        follow=True,
    )  # fmt: skip
    table = batch_of(page).tables.get()
    assert table.sample[1][2] == "桂林市代表団の訪問"


def test_workbook_and_pasted_text_have_no_letters_to_choose(admin_client, partnership):
    book = upload(admin_client, workbook(ROWS), "표.xlsx", **whose(partnership))
    pasted = upload(admin_client, text="기간\t교류내용\n2013\t방문\n", **whose(partnership))
    csv = upload(admin_client, as_csv(ROWS), **whose(partnership))
    found = [bool(soup_of(page).select("[name=letters]")) for page in (book, pasted, csv)]
    assert found == [False, False, True]
