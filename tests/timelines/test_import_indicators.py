"""A table of indicators in: what rows make, and what they change."""

import csv
import json
from contextlib import suppress
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from hypothesis import given
from hypothesis import strategies as st

from exchange.desk.undoing import undo
from tests.desk import brought, previewed, user
from tests.downloads import fetched
from tests.factories import IndicatorFactory, IndicatorValueFactory, PortalFactory
from tests.import_pages import as_csv
from tests.import_tables import Run, exported, imported
from timelines.indicator_table import IndicatorResource, NumberWidget, YearWidget
from timelines.models import Indicator, IndicatorValue

pytestmark = pytest.mark.django_db

HEADER = ["지표 묶음", "지표", "단위", "값의 종류", "값의 연도", "지표 값", "지표 설명"]
GUESTS = ["관광", "외국인 숙박객 수", "만 명"]


@pytest.fixture
def home():
    return PortalFactory().city


def table(home, *rows, header=HEADER, **options):
    return imported(IndicatorResource, rows, home, header=header, **options)


def preview(home, *rows, header=HEADER, **options):
    return Run(IndicatorResource, rows, home, header=header, **options).preview()


def values():
    rows = IndicatorValue.objects.order_by("indicator__position", "year")
    return [(one.indicator.name, one.kind, one.year, one.value) for one in rows]


def test_first_row_of_an_indicator_makes_it_as_a_draft(home):
    rows = [
        [*GUESTS, "기준치", "2023", "1,200.5", "누적"],
        [*GUESTS, "목표치", "2025년", "1500", ""],
        ["", "회의", "건", "실적", "2024", "-3", ""],
    ]
    assert table(home, *rows) == {"new": 3}
    guests, meetings = Indicator.objects.order_by("position")
    assert (guests.home, guests.name, guests.group, guests.unit) == (
        home,
        GUESTS[1],
        "관광",
        "만 명",
    )
    assert (guests.note, guests.state, guests.position) == ("누적", "draft", 1)
    assert (meetings.group, meetings.note, meetings.position) == ("", "", 2)
    assert values() == [
        (GUESTS[1], "baseline", 2023, Decimal("1200.5")),
        (GUESTS[1], "target", 2025, Decimal(1500)),
        ("회의", "actual", 2024, Decimal(-3)),
    ]
    assert table(home, *rows) == {"same": 3}
    assert (Indicator.history.count(), IndicatorValue.history.count()) == (2, 3)


def test_value_and_what_is_said_of_the_indicator_are_changed(home):
    value = IndicatorValueFactory(
        indicator__home=home,
        indicator__name="회의",
        indicator__unit="건",
        kind="actual",
        year=2024,
        value=7,
    )
    row = ["국제", "회의", "회", "실적", "2024", "8", ""]
    assert preview(home, row).changes == [
        ["지표 값", "7", "8", False],
        ["지표 묶음", "", "국제", False],
        ["단위", "건", "회", False],
    ]
    assert table(home, row) == {"changed": 1}
    value.refresh_from_db()
    indicator = value.indicator
    assert (value.value, indicator.group, indicator.unit) == (8, "국제", "회")
    assert table(home, row) == {"same": 1}
    # A blank cell says nothing.
    assert table(home, ["", "회의", "", "실적", "2024", "8", ""]) == {"same": 1}


def test_row_without_a_value_speaks_of_the_indicator_alone(home):
    rows = [
        ["관광", "숙박객", "명", "", "", "", ""],
        ["", "숙박객", "명", "목표치", "2026", "5", ""],
    ]
    assert table(home, *rows) == {"new": 2}
    assert (Indicator.objects.count(), IndicatorValue.objects.count()) == (1, 1)
    assert table(home, *rows) == {"same": 2}
    assert table(home, ["", "숙박객", "명", "", "", "", "설명"]) == {"changed": 1}
    assert Indicator.objects.get().note == "설명"


def test_later_rows_may_tell_what_the_first_left_open(home):
    rows = [
        ["", "숙박객", "명", "목표치", "2026", "5", ""],
        ["관광", "숙박객", "명", "실적", "2024", "3", "비"],
    ]
    assert table(home, *rows) == {"new": 2}
    indicator = Indicator.objects.get()
    assert (indicator.group, indicator.note) == ("관광", "비")


@pytest.mark.parametrize(
    ("row", "column", "word"),
    [
        (["", "", "명", "실적", "2024", "1", ""], "지표", "이름"),
        (["", "회의", "", "실적", "2024", "1", ""], "단위", "새 지표"),
        (["", "회의", "명", "결과", "2024", "1", ""], "값의 종류", "기준치, 목표치, 실적"),
        (["", "회의", "명", "실적", "24", "1", ""], "값의 연도", "네 자리"),
        (["", "회의", "명", "실적", "2500", "1", ""], "값의 연도", "네 자리"),
        (["", "회의", "명", "실적", "2024", "약 1", ""], "지표 값", "숫자만"),
        (["", "회의", "명", "실적", "2024", "1만", ""], "지표 값", "숫자만"),
        (["", "회의", "명", "실적", "2024", "1.23456", ""], "지표 값", "소수점"),
        (["", "회의", "명", "실적", "2024", "10000000000000", ""], "지표 값", "너무 큽니다"),
        (["", "회의", "명", "실적", "2024", "1e99999", ""], "지표 값", "숫자만"),
        (["", "회의", "명", "실적", "2024", "", ""], "지표 값", "비어"),
        (["", "회의", "명", "", "2024", "1", ""], "값의 종류", "비어"),
        (["", "회의", "x" * 21, "실적", "2024", "1", ""], "단위", "20"),
        (["", "x" * 201, "명", "실적", "2024", "1", ""], "지표", "깁니다"),
    ],
)
def test_bad_cell_is_named_and_nothing_is_written(home, row, column, word):
    ((line, where, _text, message),) = preview(home, row).problems
    assert (line, where) == (2, column)
    assert word in message
    Run(IndicatorResource, [row], home, header=HEADER).save()
    assert not Indicator.objects.exists()


def test_rows_that_contradict_each_other_are_named(home):
    rows = [
        ["", "회의", "건", "실적", "2024", "1", ""],
        ["", "회의", "회", "실적", "2023", "1", ""],
    ]
    ((line, column, _text, message),) = preview(home, *rows).problems
    assert (line, column) == (3, "지표")
    assert "2행에는 단위이(가) ‘건’" in message
    rows = [
        ["", "회의", "건", "실적", "2024", "1", ""],
        ["", "회의", "건", "실적", "2024", "2", ""],
    ]
    ((line, column, _text, message),) = preview(home, *rows).problems
    assert (line, column) == (3, "지표")
    assert "2행과 같은 기록" in message


def test_what_a_person_wrote_stays_and_what_one_deleted_does_not_come_back(home):
    person = get_user_model().objects.create_user("person")
    row = ["", "회의", "건", "실적", "2024", "1", ""]
    table(home, row)
    value = IndicatorValue.objects.get()
    value.value, value._history_user = 2, person
    value.save()
    assert table(home, row) == {"kept": 1}
    value.refresh_from_db()
    assert value.value == 2
    indicator = value.indicator
    indicator.name, indicator._history_user = "국제회의", person
    indicator.save()
    assert table(home, row) == {"kept": 1}
    assert Indicator.objects.count() == 1
    indicator._history_user = value._history_user = person
    value.delete()
    indicator.delete()
    table(home, row)
    assert not Indicator.objects.exists()


def test_indicator_is_made_once_though_its_rows_come_in_several_lots(home):
    rows = [["", "회의", "건", "목표치", str(1000 + number), "1", ""] for number in range(1200)]
    batch, said = brought(as_csv([HEADER, *rows]), home=home.slug, name="지표.csv")
    assert said == {"new": 1200}
    assert Indicator.objects.get().values.count() == 1200
    assert batch.tables.get().shape == "indicators"
    undo(batch, user())
    assert not Indicator.objects.exists()
    assert not IndicatorValue.objects.exists()


def test_later_lot_cannot_tell_more_of_a_new_indicator(home):
    rows = [["", "회의", "건", "목표치", str(1000 + number), "1", ""] for number in range(600)]
    rows[-1][0] = "묶음"
    batch = previewed(as_csv([HEADER, *rows]), home=home.slug, name="지표.csv")
    assert (batch.tables.get().new, batch.tables.get().error) == (599, 1)


def test_what_the_admin_exports_comes_in_again_as_the_same(home):
    IndicatorValueFactory(indicator__home=home, value=Decimal("12.5"), year=2020)
    IndicatorValueFactory(indicator__home=home, indicator__group="가", indicator__note="나\n다")
    IndicatorFactory(home=home)
    headers, rows = exported(IndicatorResource, Indicator.objects.all())
    assert headers == ["우리 도시", *HEADER]
    assert len(rows) == 2
    assert imported(IndicatorResource, rows, home, header=headers) == {"same": 2}


def test_numbers_of_the_file_have_no_zeros_that_nobody_wrote(client, home):
    for year, value in ((2020, "342649"), (2021, "1200000"), (2022, "12.50")):
        IndicatorValueFactory(
            indicator=IndicatorFactory(home=home, name=f"지표 {year}"), year=year, value=value
        )
    lines = fetched(client, f"/{home.slug}/indicators.csv").decode("utf-8-sig").splitlines()[1:]
    assert [next(csv.reader([line]))[6] for line in lines] == ["342649", "1200000", "12.5"]
    records = json.loads(fetched(client, f"/{home.slug}/indicators.json"))["records"]
    assert [record["지표 값"] for record in records] == [342649, 1200000, 12.5]


@given(st.decimals(-(10**12), 10**12, places=3))
def test_number_is_read_as_it_is_written(number):
    widget = NumberWidget()
    assert widget.clean(widget.render(number)) == number
    assert widget.clean(f"{number:,}") == number


@given(st.text(max_size=20) | st.from_regex(r"-?[0-9,.]{1,25}", fullmatch=True))
def test_any_text_is_a_number_that_fits_or_is_refused_in_words(text):
    for widget in (NumberWidget(), YearWidget()):
        with suppress(ValueError):
            value = widget.clean(text)
            # Else a ValidationError, which no clerk could read.
            assert IndicatorValue._meta.get_field("value").clean(value, None) == value
