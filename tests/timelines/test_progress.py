"""How far an indicator has come, and where its values are drawn."""

import pytest

from tests.factories import CityFactory, IndicatorFactory, IndicatorValueFactory, PortalFactory
from tests.pages import read, words
from timelines.models import Indicator
from timelines.progress import Progress

pytestmark = pytest.mark.django_db


def progress(*values, **fields):
    indicator = IndicatorFactory(**fields)
    for kind, year, value in values:
        IndicatorValueFactory(indicator=indicator, kind=kind, year=year, value=value)
    return Progress(Indicator.objects.with_values().get(pk=indicator.pk))


@pytest.mark.parametrize(
    ("values", "share"),
    [
        ([("baseline", 2019, 100), ("target", 2027, 200), ("actual", 2024, 150)], 0.5),
        ([("baseline", 2019, 100), ("target", 2027, 50), ("actual", 2024, 60)], 0.8),
        ([("baseline", 2019, 100), ("target", 2027, 50), ("actual", 2024, 110)], -0.2),
        ([("baseline", 2019, 100), ("target", 2027, 200), ("actual", 2024, 250)], 1.5),
        # The target that is due next, and the last one where all are past.
        (
            [
                ("baseline", 2019, 0),
                ("target", 2023, 10),
                ("target", 2027, 20),
                ("actual", 2024, 10),
            ],
            0.5,
        ),
        ([("baseline", 2019, 0), ("target", 2023, 10), ("actual", 2024, 5)], 0.5),
        ([("baseline", 2019, 100), ("target", 2027, 100), ("actual", 2024, 90)], None),
        ([("baseline", 2019, 100), ("target", 2027, 200)], None),
        ([("target", 2027, 200), ("actual", 2024, 150)], None),
        ([("baseline", 2019, 100), ("actual", 2024, 150)], None),
        ([], None),
    ],
)
def test_share_of_the_way(values, share):
    assert progress(*values).share == pytest.approx(share)


def test_per_cent_is_full_only_where_the_target_is_reached():
    values = [("baseline", 2019, 0), ("target", 2027, 1000)]
    assert progress(*values, ("actual", 2024, 999)).per_cent == 99
    assert progress(*values, ("actual", 2024, 1000)).per_cent == 100


def test_points_stand_by_year_and_value_above_the_ground():
    found = progress(("baseline", 2020, 50), ("target", 2030, 100), ("actual", 2025, 0))
    first, reading, last = found.points
    assert (first.left, reading.left, last.left) == (14, 50, 86)
    assert last.top < first.top < reading.top == found.ground
    alone = progress(("baseline", 2020, 0))
    assert [(point.x, point.top) for point in alone.points] == [("50.00%", 30.0)]


def test_years_too_near_each_other_are_not_both_named():
    found = progress(("baseline", 2010, 5), ("target", 2030, 9), ("actual", 2029, 7))
    assert [point.value.year for point in found.years] == [2010, 2030]


def test_page_draws_each_indicator_and_says_how_far_it_has_come(client):
    home = PortalFactory(city=CityFactory(slug="yongin", name="용인시")).city
    for name, unit, values in (
        ("비율", "％", [("baseline", 2019, "34.3"), ("target", 2027, 50)]),
        ("사고", "건", [("baseline", 2019, 10), ("target", 2027, 6), ("actual", 2024, 9)]),
        ("달성", "명", [("baseline", 2019, 10), ("target", 2027, 20), ("actual", 2024, 20)]),
        ("거꾸로", "명", [("baseline", 2019, 10), ("target", 2027, 20), ("actual", 2024, 9)]),
        ("빈 지표", "명", []),
    ):
        indicator = IndicatorFactory(home=home, name=name, unit=unit)
        for kind, year, value in values:
            IndicatorValueFactory(indicator=indicator, kind=kind, year=year, value=value)
    page = read(client, "/yongin/indicators/")
    said = {
        words(each.h2): [words(line) for line in each.select(".indicator-aim, .indicator-state")]
        for each in page.select(".indicator")
    }
    assert said == {
        "비율": ["목표: 2027년까지 2019년보다 15.7％p 늘리기", "아직 실적 없음"],
        "사고": [
            "목표: 2027년까지 2019년보다 4건 줄이기",
            "25% 옴 2024년 실적이 기준치에서 2027년 목표치까지의 25%에 이르렀습니다.",
        ],
        "달성": [
            "목표: 2027년까지 2019년보다 10명 늘리기",
            "목표 달성 2024년 실적이 2027년 목표치에 이르렀습니다.",
        ],
        "거꾸로": [
            "목표: 2027년까지 2019년보다 10명 늘리기",
            "목표에서 멀어짐 2024년 실적이 2019년 기준치보다 목표에서 멉니다.",
        ],
        "빈 지표": ["아직 실적 없음"],
    }
    assert len(page.select("svg.indicator-chart")) == 4
    assert all(drawing["aria-hidden"] == "true" for drawing in page.select("svg.indicator-chart"))
    assert (
        words(page.select(".indicator-values")[1])
        == "2019년 기준치 10 건 2024년 실적 9 건 2027년 목표치 6 건"
    )
