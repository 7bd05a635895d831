"""Undo: what an import made goes, what it changed is as before, what was edited since stays."""

from unittest.mock import patch

import pytest

from exchange.desk import checking, confirming
from exchange.desk.models import ImportBatch
from exchange.desk.undoing import undo
from exchange.legacy.errors import LegacyError
from tests.desk import brought, previewed, timeline, user
from tests.factories import CivicAgreementFactory, ExchangeEventFactory, PartnershipFactory
from timelines.models import EventPhoto, ExchangeEvent

pytestmark = pytest.mark.django_db

HEADER = ["기간", "교류내용", "장소"]
ROWS = [["2013", "방문", "시청"], ["2014", "협의", "시청"], ["2015", "초청", "시청"]]


@pytest.fixture
def partnership():
    return PartnershipFactory()


@pytest.fixture
def batch(partnership):
    ExchangeEventFactory(partnership=partnership, period="2014", title="협의", place="구청")
    return brought(timeline(*ROWS, header=HEADER), partnership)[0]


def test_undo_restores_what_was_there(partnership, batch):
    undo(batch, user("boss"))
    event = partnership.events.get()
    assert (event.title, event.place) == ("협의", "구청")
    assert batch.state == ImportBatch.State.UNDONE
    assert (batch.undone_by, batch.left_alone) == (user("boss"), [])
    reason = f"되돌리기 {batch.pk}: 연혁.csv"
    versions = ExchangeEvent.history.filter(history_change_reason=reason)
    assert sorted(versions.values_list("history_type", flat=True)) == ["-", "-", "~"]
    assert set(versions.values_list("history_user__username", flat=True)) == {"boss"}


def test_rows_edited_since_are_listed_and_left_alone(partnership, batch):
    for title, place in (("방문", "의회"), ("협의", "도서관")):
        event = partnership.events.get(title=title)
        event.place = place
        event.save()
    undo(batch, user())
    assert dict(partnership.events.values_list("title", "place")) == {
        "방문": "의회",
        "협의": "도서관",
    }
    assert len(batch.left_alone) == 2
    assert all("가져온 뒤에 고쳐서" in sentence for sentence in batch.left_alone)
    assert any("방문" in sentence for sentence in batch.left_alone)


def test_record_with_something_new_below_it_is_left_alone(partnership, batch):
    event = partnership.events.get(title="방문")
    EventPhoto.objects.create(event=event, image="a.jpg", alt="사진")
    undo(batch, user())
    assert set(partnership.events.values_list("title", flat=True)) == {"방문", "협의"}
    assert "딸린 기록" in batch.left_alone[0]


def test_published_record_is_taken_back_too(partnership, batch):
    event = partnership.events.get(title="방문")
    event.state = "published"
    event.save()
    undo(batch, user())
    assert not partnership.events.filter(title="방문").exists()
    assert batch.left_alone == []


def test_changed_record_that_was_published_since_stays_published(partnership, batch):
    event = partnership.events.get(title="협의")
    event.state = "draft"
    event.save()
    undo(batch, user())
    event.refresh_from_db()
    assert (event.place, event.state) == ("구청", "draft")


def test_record_deleted_since_does_not_hinder(partnership, batch):
    partnership.events.filter(title="방문").delete()
    undo(batch, user())
    assert partnership.events.count() == 1


def test_only_a_confirmed_batch_is_undone_and_only_once(partnership, batch):
    undo(batch, user())
    with pytest.raises(LegacyError, match="가져온 것만"):
        undo(batch, user())
    with pytest.raises(LegacyError, match="가져온 것만"):
        undo(previewed(timeline(["2019", "방문"]), partnership), user())


def test_undo_of_the_older_of_two_batches_leaves_what_the_newer_changed(partnership, batch):
    newer, _ = brought(timeline(["2013", "방문", "새 장소"], header=HEADER), partnership)
    undo(batch, user())
    assert partnership.events.get(title="방문").place == "새 장소"
    assert len(batch.left_alone) == 1
    undo(newer, user())
    assert partnership.events.get(title="방문").place == "시청"


def test_queries_of_undo_do_not_grow_with_rows(partnership, django_assert_max_num_queries):
    for count in (5, 300):
        data = timeline(*(["2016", f"방문 {number}"] for number in range(count)))
        batch, _ = brought(data, partnership)
        with django_assert_max_num_queries(25):
            undo(batch, user())


def test_record_whose_old_name_another_has_taken_since_is_left_alone(partnership, batch):
    event = partnership.events.get(title="협의")
    changed = previewed(
        timeline(["2014", "협의함", "시청"], ["2016", "다른 교류", "시청"], header=HEADER),
        partnership,
    )
    (question,) = changed.tables.get().questions
    changed.answers[question["id"]] = f"same:{event.pk}"
    changed.save()
    checking.check(changed)
    confirming.confirm(changed, user())
    ExchangeEventFactory(partnership=partnership, period="2014", title="협의")
    undo(changed, user())
    event.refresh_from_db()
    assert event.title == "협의함"
    assert not partnership.events.filter(title="다른 교류").exists()
    assert len(changed.left_alone) == 1
    assert "다른 기록이 쓰고" in changed.left_alone[0]


def test_record_that_hung_on_what_was_deleted_since_is_left_alone(partnership):
    other = PartnershipFactory(home=partnership.home)
    tie = CivicAgreementFactory(home=partnership.home, partnership=other, signed="2010-06-29")
    header = ["교류도시", "우리 기관", "국가", "해외 기관", "체결일"]
    row = [
        partnership.partner.slug, tie.home_organisation, "일본", tie.partner_organisation, "2010-06-29",
    ]  # fmt: skip
    batch, said = brought(timeline(row, header=header), home=partnership.home.slug, name="민간.csv")
    assert said == {"changed": 1}
    other.delete()
    undo(batch, user())
    tie.refresh_from_db()
    assert tie.partnership == partnership
    assert "그사이 지워져" in batch.left_alone[0]


def test_edit_saved_while_a_long_import_was_under_way_is_not_taken_back(partnership):
    event = ExchangeEventFactory(partnership=partnership, period="2014", title="협의", place="구청")
    batch = previewed(timeline(["2014", "협의", "시청"], header=HEADER), partnership)
    plan_lots = confirming.lots_of

    def edited_meanwhile(*args):
        event.details = "사람이 적음"
        event._history_user = user("editor")
        event.save()
        yield from plan_lots(*args)

    with patch.object(confirming, "lots_of", edited_meanwhile):
        confirming.confirm(batch, user())
    undo(batch, user())
    event.refresh_from_db()
    assert (event.place, event.details) == ("구청", "사람이 적음")
