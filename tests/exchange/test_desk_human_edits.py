"""Human edits win over a re-import, unless the clerk says otherwise for the batch."""

import pytest

from exchange.desk import confirming
from exchange.desk.undoing import undo
from tests.desk import brought, counts, previewed, rows, timeline, user
from tests.factories import ExchangeEventFactory, PartnershipFactory

pytestmark = pytest.mark.django_db

HEADER = ["기간", "교류내용", "장소", "인원"]


@pytest.fixture
def partnership():
    return PartnershipFactory()


def table(*rows):
    return timeline(*rows, header=HEADER)


def edit(event, **fields):
    """What the admin does when a clerk saves the form."""
    for name, value in fields.items():
        setattr(event, name, value)
    event._history_user = user("editor")
    event.save()


def test_human_edits_win_over_a_reimport_unless_the_clerk_says_otherwise(partnership):
    """The rule of exchange.resources.human.HumanEdits, case by case."""
    data = table(
        ["2013", "고친 장소", "시청", "5"],
        ["2014", "비운 장소", "시청", "5"],
        ["2015", "바꾼 제목", "시청", "5"],
        ["2016", "지운 기록", "시청", "5"],
        ["2017", "손대지 않은 기록", "시청", "5"],
    )
    brought(data, partnership)
    events = {event.title: event for event in partnership.events.all()}
    edit(events["고친 장소"], place="의회")
    edit(events["비운 장소"], place="")
    edit(events["바꾼 제목"], title="새 제목")
    events["지운 기록"]._history_user = user("editor")
    events["지운 기록"].delete()
    # A record made by hand: what is written is the clerk's, what is blank is nobody's.
    by_hand = ExchangeEventFactory.build(
        partnership=partnership, period="2018", title="손으로 적은 것"
    )
    edit(by_hand, place="도서관")

    # The same file again: nothing changes, and each edit is named.
    batch = previewed(data, partnership)
    assert counts(batch) == {"kept": 4, "same": 1}
    assert [row["changes"] for row in rows(batch, "kept")][:3] == [
        [["장소", "의회", "시청", True]],
        [["장소", "", "시청", True]],
        [["교류내용", "새 제목", "바꾼 제목", True]],
    ]
    assert "사람이 지운 기록" in rows(batch, "kept")[3]["notes"][0]
    confirming.confirm(batch, user())
    assert partnership.events.count() == 5

    # An edited file: what a person wrote stays, field by field; the rest follows the file.
    edited = table(
        ["2013", "고친 장소", "구청", "7"],
        ["2017", "손대지 않은 기록", "구청", "5"],
        ["2018", "손으로 적은 것", "구청", "9"],
    )
    _, said = brought(edited, partnership)
    assert said == {"changed": 3}
    found = {event.title: (event.place, event.headcount) for event in partnership.events.all()}
    assert found["고친 장소"] == ("의회", 7)
    assert found["손대지 않은 기록"] == ("구청", 5)
    assert found["손으로 적은 것"] == ("도서관", 9)

    # The clerk says otherwise, for this batch: the file wins everywhere.
    _, said = brought(data, partnership, overwrites=True)
    assert said == {"changed": 4, "new": 1}
    found = {event.title: event.place for event in partnership.events.all()}
    assert found == {
        "고친 장소": "시청",
        "비운 장소": "시청",
        "바꾼 제목": "시청",
        "지운 기록": "시청",
        "손대지 않은 기록": "시청",
        "손으로 적은 것": "도서관",
    }


def test_values_of_programs_and_fixtures_give_way_to_the_file(partnership):
    event = ExchangeEventFactory(partnership=partnership, period="2013", title="방문", place="시청")
    brought(table(["2013", "방문", "구청", ""]), partnership)
    event.refresh_from_db()
    assert event.place == "구청"


def test_publishing_is_no_edit_of_a_value(partnership):
    data = table(["2013", "방문", "시청", "5"])
    brought(data, partnership)
    edit(partnership.events.get(), state="published")
    _, said = brought(table(["2013", "방문", "구청", "5"]), partnership)
    assert said == {"changed": 1}
    assert partnership.events.get().state == "published"


def test_edit_that_an_undone_import_had_overwritten_is_a_persons_again(partnership):
    brought(table(["2013", "방문", "시청", "5"]), partnership)
    edit(partnership.events.get(), place="의회")
    batch, _ = brought(table(["2013", "방문", "구청", "5"]), partnership, overwrites=True)
    undo(batch, user())
    assert partnership.events.get().place == "의회"
    _, said = brought(table(["2013", "방문", "구청", "5"]), partnership)
    assert said == {"kept": 1}
    assert partnership.events.get().place == "의회"


def test_record_an_undoing_deleted_comes_in_again(partnership):
    data = table(["2013", "방문", "시청", "5"])
    batch, _ = brought(data, partnership)
    undo(batch, user())
    assert brought(data, partnership)[1] == {"new": 1}
