"""Rows that find a record by its former name or the clerk's answer: always the right one, once."""

import unicodedata

import pytest

from exchange.desk import checking, confirming, intake
from exchange.desk.decisions import take_fixes
from exchange.desk.undoing import undo
from exchange.resources import by_code
from tests.desk import HEADER, brought, counts, previewed, rows, timeline, user
from tests.factories import ExchangeEventFactory, PartnershipFactory
from tests.import_pages import as_csv, workbook
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db

TITLE, REWORDED = "의성군 교류의사 전달", "의성군 교류 의사를 전달함"
PLACED = [*HEADER, "장소"]


@pytest.fixture
def partnership():
    return PartnershipFactory()


def edit(event, **fields):
    """What the admin does when a clerk saves the form."""
    for name, value in fields.items():
        setattr(event, name, value)
    event._history_user = user("editor")
    event.save()


def remove(event):
    event._history_user = user("editor")
    event.delete()


def answered(batch, answer):
    """The preview after the one open question got this answer."""
    (question,) = [one for table in batch.tables.all() for one in table.questions]
    batch.answers[question["id"]] = answer
    batch.save()
    checking.check(batch)
    return batch


def test_answer_to_a_row_that_was_then_given_to_another_partnership_is_not_taken(partnership):
    event = ExchangeEventFactory(partnership=partnership, period="2013. 4. 5.", title=TITLE)
    other = PartnershipFactory(home=partnership.home)
    header = ["교류도시", *HEADER]
    data = timeline(
        [partnership.partner.slug, "2013. 4. 5.", REWORDED],
        [partnership.partner.slug, "2015", "다른 교류"],
        header=header,
    )
    batch = answered(previewed(data, home=partnership.home.slug), f"same:{event.pk}")
    table = batch.tables.get()
    table.fixes = {"2": {"교류도시": other.partner.slug}}
    table.save()
    checking.check(batch)
    confirming.confirm(batch, user())
    event.refresh_from_db()
    assert event.title == TITLE
    assert other.events.get().title == REWORDED


@pytest.mark.parametrize("is_first", [True, False])
def test_record_that_one_table_corrects_and_another_names_can_be_confirmed(partnership, is_first):
    event = ExchangeEventFactory(partnership=partnership, period="2013. 4. 5.", title=TITLE)
    tables = [
        [HEADER, ["2013. 4. 5.", REWORDED], ["2014", "협의"]],
        [HEADER, ["2013. 4. 5.", TITLE], ["2015", "초청"]],
    ]
    batch = previewed(workbook(*tables[:: 1 if is_first else -1]), partnership, name="두 장.xlsx")
    if is_first:
        answered(batch, f"same:{event.pk}")
    confirming.confirm(batch, user(), only_good=True)
    assert batch.state == batch.State.DONE
    event.refresh_from_db()
    assert event.title == (REWORDED if is_first else TITLE)


def test_former_and_present_name_in_one_file_are_one_record(partnership):
    event = ExchangeEventFactory(partnership=partnership, period="2013", title="옛 이름")
    edit(event, title="새 이름")
    for lines in (["옛 이름", "새 이름"], ["새 이름", "옛 이름"]):
        batch = previewed(timeline(*(["2013", one] for one in lines)), partnership)
        assert sum(counts(batch).values()) == 2
        (bad,) = rows(batch, "error")
        assert "2행과 같은 기록" in bad["problems"][0][2]
        confirming.confirm(batch, user(), only_good=True)
        assert partnership.events.get().title == "새 이름"


def test_two_records_of_one_line_are_asked_about_one_by_one(partnership):
    event = ExchangeEventFactory(partnership=partnership, period="2013", title="축구 대회 참가")
    batch = intake.receive(
        user(),
        as_csv([["기간", "파견", "접수"], ["2013", "축구 대회 참가함", "축구 대회에 참가"]]),
        "표.csv",
        partnership.home.slug,
        partnership.partner.slug,
    )
    intake.read(batch)
    table = batch.tables.get()
    table.shape, table.partner = "timeline", partnership.partner.slug
    table.places = {"기간": 0, "교류내용": [1, 2], "방향": -1}
    table.save()
    checking.check(batch)
    first, second = batch.tables.get().questions
    assert first["id"] != second["id"]
    batch.answers = {first["id"]: f"same:{event.pk}", second["id"]: f"same:{event.pk}"}
    batch.save()
    checking.check(batch)
    assert counts(batch) == {"changed": 1, "error": 1}
    confirming.confirm(batch, user(), only_good=True)
    assert partnership.events.get().title == "축구 대회 참가함"


def test_record_a_person_renamed_and_then_deleted_is_not_created_again(partnership):
    data = timeline(["2013", "방문"])
    brought(data, partnership)
    edit(partnership.events.get(), title="새 이름")
    remove(partnership.events.get())
    assert brought(data, partnership)[1] == {"kept": 1}
    assert not partnership.events.exists()


def test_record_a_person_deleted_stays_away_after_an_import_that_was_undone(partnership):
    data = timeline(["2013", "방문"])
    brought(data, partnership)
    remove(partnership.events.get())
    batch, said = brought(data, partnership, overwrites=True)
    assert said == {"new": 1}
    undo(batch, user())
    assert brought(data, partnership)[1] == {"kept": 1}


def test_record_a_person_moved_to_another_partnership_is_not_created_again(partnership):
    data = timeline(["2013", "방문", "시청"], header=PLACED)
    brought(data, partnership)
    edit(ExchangeEvent.objects.get(), partnership=PartnershipFactory(home=partnership.home))
    assert brought(data, partnership)[1] == {"same": 1}
    edited = timeline(["2013", "방문", "구청"], header=PLACED)
    assert brought(edited, partnership)[1] == {"changed": 1}
    assert ExchangeEvent.objects.get().place == "구청"
    assert not partnership.events.exists()


def test_places_in_a_list_end_where_the_database_ends(partnership):
    ExchangeEventFactory(partnership=partnership, position=32_766)
    brought(timeline(["2013", "방문"], ["2014", "협의"], ["2015", "초청"]), partnership)
    assert sorted(partnership.events.values_list("position", flat=True))[1:] == [32_767] * 3


def test_cell_a_clerk_typed_is_spelled_as_one_of_the_file(partnership):
    batch = previewed(timeline(["2013. 13. 5.", "방문"]), partnership)
    table = batch.tables.get()
    typed = unicodedata.normalize("NFD", " 의회\u00a0방문\u200b ")
    table.fixes = {"2": {"기간": "2013. 12. 5.", "교류내용": typed}}
    table.save()
    checking.check(batch)
    confirming.confirm(batch, user())
    assert partnership.events.get().title == "의회 방문"
    assert brought(timeline(["2013. 12. 5.", "의회 방문"]), partnership)[1] == {"same": 1}


def test_cell_sent_from_a_browser_holds_nothing_a_database_refuses(partnership):
    batch = previewed(timeline(["2013. 13. 5.", "방문"]), partnership)
    table = batch.tables.get()
    table.resource = by_code()["timeline"]
    take_fixes({"fix:2:기간": "2013.\x00 12. 5.\r\n"}, table)
    table.save()
    assert table.fixes == {"2": {"기간": "2013. 12. 5."}}


def test_rows_beside_one_that_waits_for_the_last_row_are_shown_in_their_order(partnership):
    lines = [["2013", f"방문 {number}"] for number in range(700)]
    brought(timeline(*lines), partnership)
    lines[3] = ["2013. 1. 1.", "방문 3"]  # may be a row further down that was corrected
    lines[650] = ["2013", "새로 온 사람들의 인사"]
    batch = previewed(timeline(*lines), partnership)
    assert counts(batch) == {"ask": 1, "new": 1, "same": 698}
    assert [row["line"] for row in rows(batch)] == list(range(2, 702))
    assert batch.tables.get().questions[0]["rows"] == 1
    confirming.confirm(batch, user(), only_good=True)
    assert partnership.events.count() == 701
