"""From a file to records by the import desk: what is kept, previewed, saved and said."""

import hashlib
import json

import pytest

from agreements.models import Agreement
from exchange.desk import checking, confirming, intake
from exchange.desk.confirming import Changed
from exchange.desk.models import ImportBatch, ImportFile, ImportProfile, ImportResult
from exchange.desk.results import bad_rows, page_of
from exchange.legacy.errors import LegacyError
from exchange.legacy.reading import read_file
from exchange.records import Record
from tests.desk import brought, counts, previewed, rows, timeline, user
from tests.factories import ExchangeEventFactory, PartnershipFactory, PortalFactory
from tests.import_pages import as_csv, workbook
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db

TWO = timeline(["2013. 4. 5.", "방문"], ["2014", "협의"])


@pytest.fixture
def partnership():
    return PartnershipFactory()


def test_batch_records_who_when_which_file_counts_and_each_row(partnership):
    data = timeline(["2013. 4. 5.", "방문"], ["2014", "협의"])
    batch, said = brought(data, partnership)
    assert said == {"new": 2}
    assert (batch.created_by, batch.confirmed_by) == (user(), user())
    assert batch.created_at <= batch.confirmed_at
    assert batch.tables.get().profile == ImportProfile.objects.get()
    assert batch.file.sha256 == hashlib.sha256(data).hexdigest()
    assert bytes(batch.file.data) == data
    events = partnership.events.order_by("position")
    shown = rows(batch)
    assert [row["records"] for row in shown] == [
        [["timelines.exchangeevent", event.pk, "+"]] for event in events
    ]
    assert [row["line"] for row in shown] == [2, 3]


def test_preview_saves_nothing_but_itself(partnership):
    batch = previewed(TWO, partnership)
    assert batch.state == ImportBatch.State.CHECKED
    assert counts(batch) == {"new": 2}
    assert not ExchangeEvent.objects.exists()
    assert not ExchangeEvent.history.exists()
    assert not ImportProfile.objects.exists()


def test_new_records_are_drafts_with_the_batch_in_their_history(partnership):
    batch, _ = brought(TWO, partnership)
    for event in partnership.events.all():
        assert event.state == Record.State.DRAFT
        version = event.history.get()
        assert (version.history_type, version.history_user) == ("+", user())
        assert version.history_change_reason == f"가져오기 {batch.pk}: 연혁.csv"
        assert (version.title, version.period, version.position) == (
            event.title,
            event.period,
            event.position,
        )


def test_same_file_again_changes_nothing_and_keeps_one_original(partnership):
    brought(TWO, partnership)
    before = list(ExchangeEvent.objects.order_by("pk").values())
    _, said = brought(TWO, partnership)
    assert said == {"same": 2}
    assert list(ExchangeEvent.objects.order_by("pk").values()) == before
    assert ExchangeEvent.history.count() == 2
    assert ImportFile.objects.count() == 1


def test_edited_row_changes_just_that_record(partnership):
    header = ["기간", "교류내용", "장소"]
    data = timeline(["2013. 4. 5.", "방문", "시청"], ["2014", "협의", "구청"], header=header)
    brought(data, partnership)
    other = partnership.events.get(title="협의")
    data = timeline(["2013. 4. 5.", "방문", "의회"], ["2014", "협의", "구청"], header=header)
    batch, said = brought(data, partnership)
    assert said == {"changed": 1, "same": 1}
    (row,) = rows(batch, "changed")
    assert row["changes"] == [["장소", "시청", "의회", False]]
    assert row["name"] == "2013. 4. 5. 방문"
    event = partnership.events.get(title="방문")
    assert event.place == "의회"
    assert event.updated_at > event.created_at
    assert [version.history_type for version in event.history.all()] == ["~", "+"]
    again = partnership.events.get(title="협의")
    assert (again.updated_at, again.history.count()) == (other.updated_at, 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["2013. 4. 5.", "의성군 교류의사 전달"], ["2013. 4. 5.", "의성군 교류 의사를 전달함"]),
        (["2013. 4. 5.", "의성군 교류의사 전달"], ["2013. 4. 6.", "의성군 교류의사 전달"]),
    ],
)
def test_edited_title_or_date_is_asked_about_and_becomes_the_same_record(partnership, old, new):
    brought(timeline(old, ["2014", "협의"]), partnership)
    event = partnership.events.get(title=old[1])
    batch = previewed(timeline(new, ["2014", "협의"]), partnership)
    assert counts(batch) == {"ask": 1, "same": 1}
    with pytest.raises(LegacyError, match="답해야 할 행이 1개"):
        confirming.confirm(batch, user())
    (question,) = batch.tables.get().questions
    assert question["choices"][0][0] == f"same:{event.pk}"
    batch.answers[question["id"]] = question["choices"][0][0]
    batch.save()
    checking.check(batch)
    assert counts(batch) == {"changed": 1, "same": 1}
    confirming.confirm(batch, user())
    event.refresh_from_db()
    assert [event.period.text, event.title] == new
    assert partnership.events.count() == 2


def test_question_answered_with_new_makes_a_second_record(partnership):
    brought(timeline(["2013. 4. 5.", "의성군 교류의사 전달"]), partnership)
    batch = previewed(timeline(["2013. 4. 5.", "의성군 교류의사 재전달"]), partnership)
    (question,) = batch.tables.get().questions
    batch.answers[question["id"]] = "new"
    batch.save()
    checking.check(batch)
    confirming.confirm(batch, user())
    assert partnership.events.count() == 2


def test_answer_that_names_a_record_of_another_partnership_is_not_taken(partnership):
    other = ExchangeEventFactory(title="남의 교류")
    brought(timeline(["2013. 4. 5.", "의성군 교류의사 전달"]), partnership)
    batch = previewed(timeline(["2013. 4. 5.", "의성군 교류의사 재전달"]), partnership)
    (question,) = batch.tables.get().questions
    batch.answers[question["id"]] = f"same:{other.pk}"
    batch.save()
    checking.check(batch)
    confirming.confirm(batch, user(), only_good=True)
    other.refresh_from_db()
    assert other.title == "남의 교류"


def test_two_meetings_of_a_day_are_not_asked_about(partnership):
    brought(timeline(["2013. 4. 5.", "시장 접견"]), partnership)
    _, said = brought(timeline(["2013. 4. 5.", "축제 개막식 참석"]), partnership)
    assert said == {"new": 1}


def test_good_rows_come_in_and_bad_ones_go_back_with_their_reasons(partnership):
    data = timeline(["2013. 4. 5.", "방문"], ["2013. 13. 5.", "=협의"], ["동년 5월 2일", "초청"])
    batch = previewed(data, partnership)
    assert counts(batch) == {"new": 1, "error": 2}
    with pytest.raises(LegacyError, match="2개"):
        confirming.confirm(batch, user())
    confirming.confirm(batch, user(), only_good=True)
    assert [event.title for event in partnership.events.all()] == ["방문"]
    assert batch.leaves_bad_rows
    (sheet,) = read_file(bad_rows(batch), "고칠 행.xlsx")
    assert sheet.rows[0] == ["기간", "교류내용", "까닭"]
    assert [row[:2] for row in sheet.rows[1:]] == [
        ["2013. 13. 5.", "=협의"],
        ["동년 5월 2일", "초청"],
    ]
    assert all(row[2].startswith("기간: ") for row in sheet.rows[1:])


def test_returned_rows_once_mended_come_in(partnership):
    batch = previewed(timeline(["2013. 4. 5.", "방문"], ["2013. 13. 5.", "협의"]), partnership)
    confirming.confirm(batch, user(), only_good=True)
    (sheet,) = read_file(bad_rows(batch), "고칠 행.xlsx")
    mended = [sheet.rows[0], ["2013. 12. 5.", *sheet.rows[1][1:]]]
    _, said = brought(workbook(mended), partnership, name="고친 행.xlsx")
    assert said == {"new": 1}
    assert partnership.events.filter(title="협의", period_edtf="2013-12-05").exists()


def test_cell_corrected_in_the_preview_comes_in_corrected(partnership):
    batch = previewed(timeline(["2013. 13. 5.", "협의"], ["2014", "뺄 것"]), partnership)
    table = batch.tables.get()
    table.fixes = {"2": {"기간": "2013. 12. 5."}, "3": {"": "skip"}}
    table.save()
    checking.check(batch)
    confirming.confirm(batch, user())
    assert partnership.events.get().period_edtf == "2013-12-05"
    assert any("뺀 행" in notice for notice in batch.tables.get().notices)


def test_row_twice_in_a_file_comes_in_once_and_is_named(partnership):
    batch, said = brought(
        timeline(["2013", "방문"], ["2014", "협의"], ["2013", "방문"]), partnership
    )
    assert said == {"new": 2, "same": 1}
    assert rows(batch, "same")[0]["notes"] == ["2행과 똑같은 행이라 한 번만 들어갑니다."]


def test_row_twice_with_different_details_is_an_error(partnership):
    data = timeline(
        ["2013", "방문", "시청"], ["2013", "방문", "구청"], header=["기간", "교류내용", "장소"]
    )
    batch = previewed(data, partnership)
    assert counts(batch) == {"new": 1, "error": 1}
    assert "2행과 같은 기록인데" in rows(batch, "error")[0]["problems"][0][2]


def test_row_on_two_sheets_comes_in_once(partnership):
    batch = previewed(
        workbook(
            [["기간", "교류내용"], ["2013", "방문"]], [["기간", "교류내용"], ["2013", "방문"]]
        ),
        partnership,
        name="두 장.xlsx",
    )
    confirming.confirm(batch, user())
    assert partnership.events.count() == 1
    second = batch.tables.get(number=2)
    assert (second.same, second.new) == (1, 0)
    assert "1번 표의 2행" in page_of(second)[0]["notes"][0]


def test_records_changed_since_the_preview_are_shown_anew_and_nothing_is_saved(partnership):
    batch = previewed(TWO, partnership)
    ExchangeEventFactory(partnership=partnership, period="2014", title="협의", place="시청")
    with pytest.raises(Changed):
        confirming.confirm(batch, user())
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.CHECKED
    assert counts(batch) == {"new": 1, "same": 1}
    assert partnership.events.count() == 1
    confirming.confirm(batch, user())
    assert partnership.events.count() == 2


def test_confirmed_batch_cannot_be_confirmed_again(partnership):
    batch, _ = brought(TWO, partnership)
    with pytest.raises(LegacyError, match="이미 가져왔거나"):
        confirming.confirm(batch, user())
    assert ExchangeEvent.history.count() == 2


def test_profile_remembers_what_the_clerk_said_of_a_layout(partnership):
    header = ["언제", "무엇을", "어디서"]
    batch = intake.receive(
        user(),
        timeline(["2013", "방문", "시청"], header=header),
        "표.csv",
        partnership.home.slug,
        partnership.partner.slug,
    )
    intake.read(batch)
    table = batch.tables.get()
    intake.reread(table, "timeline", 0)
    table.places = {"기간": 0, "교류내용": 1, "장소": 2}
    table.partner = partnership.partner.slug
    table.save()
    checking.check(batch)
    confirming.confirm(batch, user())
    again = previewed(
        timeline(["2014", "협의", "구청"], header=["언 제", "무엇을", "어디서"]), partnership
    )
    table = again.tables.get()
    assert table.profile == ImportProfile.objects.get()
    assert (table.shape, table.places) == ("timeline", {"기간": 0, "교류내용": 1, "장소": 2})
    assert table.is_sure


def test_profile_of_another_kind_of_table_does_not_overrule_sure_cells(partnership):
    brought(timeline(["2013. 4. 5.", "방문"], header=["구분", "내용"]), partnership)
    batch = intake.receive(
        user(), as_csv([["구분", "내용"], ["위치", "동쪽"], ["면적", "36㎢"]]), "현황.csv"
    )
    intake.read(batch)
    assert batch.tables.get().shape == "facts"


def test_what_a_file_says_of_itself_goes_before_what_was_said_of_the_last():
    PortalFactory(city__slug="here")
    header = ["국가", "도시명", "체결일"]
    lists = {
        title: as_csv([[title, "", ""], header, ["일본", city, "2001. 5. 2."]])
        for title, city in (("자매결연 도시 현황", "구마모토시"), ("우호협력 도시 현황", "하기시"))
    }
    for data in lists.values():
        brought(data, home="here")
    kinds = Agreement.objects.order_by("pk").values_list("partnership__partner__name", "kind")
    assert list(kinds) == [("구마모토시", "sister"), ("하기시", "friendship")]


def test_broken_preview_text_is_never_saved(partnership):
    batch = previewed(TWO, partnership)
    result = ImportResult.objects.get()
    first, second = json.loads(result.rows)
    result.rows = json.dumps([first, [*second[:1], "same", {}]], ensure_ascii=False)
    result.save()
    with pytest.raises(Changed):
        confirming.confirm(batch, user())
    assert not partnership.events.exists()


def test_results_are_found_page_by_page(partnership):
    data = timeline(*(["2013", f"방문 {number}"] for number in range(1203)))
    batch = previewed(data, partnership)
    table = batch.tables.get()
    page = page_of(table, ("new",), page=24, per_page=50)
    assert page.paginator.count == 1203
    assert [row["line"] for row in page][:2] == [1152, 1153]
    assert len(page_of(table, ("error",))) == 0


def test_queries_of_planning_do_not_grow_with_rows(partnership, django_assert_max_num_queries):
    def data(count):
        return timeline(*(["2013", f"방문 {number}"] for number in range(count)))

    for count in (10, 400):
        with django_assert_max_num_queries(72):
            brought(data(count), partnership)
        with django_assert_max_num_queries(72):
            brought(data(count), partnership)


def test_city_spelled_otherwise_is_asked_about_once_and_said_ever_after(partnership):
    city = partnership.partner
    city.name, city.name_en = "플러튼시", "Fullerton"
    city.save()
    header = ["교류도시", "기간", "교류내용"]

    def table(year):
        return timeline(["풀러턴", year, "방문"], header=header)

    batch = previewed(table("2013"), home=partnership.home.slug)
    assert counts(batch) == {"ask": 1}
    (question,) = batch.tables.get().questions
    assert question["choices"][0] == [f"is:{city.slug}", "‘미국 캘리포니아주 플러튼시’입니다"]
    batch.answers[question["id"]] = f"is:{city.slug}"
    batch.save()
    checking.check(batch)
    confirming.confirm(batch, user())
    again = previewed(table("2014"), home=partnership.home.slug)
    assert counts(again) == {"new": 1}
    assert "‘풀러턴’은(는) 답하신 대로" in again.tables.get().notices[0]
    elsewhere = PartnershipFactory(partner=city)
    other = previewed(table("2014"), home=elsewhere.home.slug)
    assert counts(other) == {"ask": 1}


def test_caption_does_not_decide_against_the_heading_and_is_named():
    home = PortalFactory(city__slug="here").city
    inje, uiseong = (
        PartnershipFactory(home=home, partner__name=name, partner__country="KR")
        for name in ("인제군", "의성군")
    )
    page = """<html><body><h3>경상북도 의성군</h3>
      <table><caption>기간, 교류내용으로 구분한 강원도 인제군 정보입니다.</caption>
      <tr><th>기간</th><th>교류내용</th></tr><tr><td>2013. 4. 5.</td><td>방문</td></tr></table>
      </body></html>"""
    batch, said = brought(page.encode(), home="here", name="저장.html")
    assert said == {"new": 1}
    assert (inje.events.count(), uiseong.events.count()) == (0, 1)
    assert any("다른 도시 이름" in notice for notice in batch.tables.get(shape="timeline").notices)


def test_table_of_another_city_than_the_clerk_chose_is_warned_about(partnership):
    page = "강동구\n\n기간\t교류내용\n2013. 4. 5.\t방문\n"
    batch = previewed(page.encode(), partnership, name="글.txt", is_pasted=True)
    (notice,) = batch.tables.get(shape="timeline").notices
    assert "‘강동구’" in notice


def test_two_tables_that_name_a_link_of_one_city_can_be_confirmed(partnership):
    page = (
        "강동구\n\n• 위치: 서울\n• 홈페이지: www.gangdong.go.kr\n\n"
        "성남시\n\n• 인구: 100명\n• 홈페이지: www.seongnam.go.kr\n"
    )
    batch = previewed(page.encode(), partnership, name="글.txt")
    confirming.confirm(batch, user(), only_good=True)
    assert batch.state == ImportBatch.State.DONE
    assert partnership.partner.links.count() == 1


def test_title_row_above_the_header_tells_whose_table_it_is():
    home = PortalFactory(city__slug="here").city
    inje = PartnershipFactory(home=home, partner__name="인제군", partner__country="KR")
    PartnershipFactory(home=home, partner__name="의성군", partner__country="KR")
    rows = [["인제군 교류 연혁", ""], ["", ""], ["기간", "교류내용"], ["2013", "방문"]]
    brought(as_csv(rows), home="here")
    assert inje.events.count() == 1
