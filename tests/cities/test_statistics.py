"""The statistics of a home: their numbers, what is unknown, their links and their files."""

import datetime
import io
from collections import Counter

import pytest
from django.core.management import call_command
from django.utils import timezone
from openpyxl import load_workbook

from cities.models import City, Portal
from cities.statistics import Statistics
from cities.statistics_exchanges import spread
from exchange.charts import Row, even_step, leaders
from exchange.records import Record
from exchange.units import item_unit, place_unit
from tests.factories import (
    AgreementFactory,
    CityFactory,
    ExchangeEventFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.pages import read, rows, words
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def documents():
    names = ("shared", "daegu_seogu", "yongin", "sejong_daejeon", "ansan", "kumamoto")
    call_command("loaddata", *names, verbosity=0)


@pytest.fixture
def yongin():
    return PortalFactory(city=CityFactory(slug="yongin", name="용인시", region="경기도")).city


def table(chart):
    return {row.label: row.counts for row in chart.rows}


def test_numbers_of_ansan_are_those_of_its_document(client, documents):
    page = read(client, "/ansan/statistics/")
    figures = {words(group.dt): words(group.dd) for group in page.select(".figures > div")}
    assert figures == {
        "교류도시": "9 곳",
        "국내": "0 곳",
        "국외": "9 곳",
        "협정": "10 건",
        "교류": "26 건",
    }
    assert rows(page, "#countries table") == [
        ["러시아", "2 곳"],
        ["중국", "2 곳"],
        ["미국", "1 곳"],
        ["베트남", "1 곳"],
        ["오스트리아", "1 곳"],
        ["일본", "1 곳"],
        ["필리핀", "1 곳"],
    ]
    assert rows(page, "#kinds table") == [
        ["자매결연", "4 곳"],
        ["우호협력", "4 곳"],
        ["공개된 협정 없음", "1 곳"],
    ]
    assert rows(page, "#decades table") == [
        ["1980년대", "1", "0", "1"],
        ["1990년대", "1", "1", "2"],
        ["2000년대", "0", "5", "5"],
        ["2010년대", "2", "0", "2"],
    ]
    assert rows(page, "#fields table")[-1] == ["분야 미상", "6 건"]
    assert words(page.select_one("#countries .chart-says")) == (
        "교류도시 9곳이 7개 나라에 있고, 가장 많은 나라는 러시아·중국(각 2곳)입니다."
    )
    assert words(page.select_one("#decades .chart-says")) == (
        "체결한 때를 아는 협정 10건 가운데 2000년대(5건)에 가장 많이 맺었습니다."
    )


def test_every_table_has_a_caption_and_scopes_and_every_drawing_is_hidden(client, documents):
    page = read(client, "/ansan/statistics/")
    for each in page.select("table"):
        assert words(each.caption)
        assert all(cell.get("scope") for cell in each.find_all("th"))
    assert page.select(".chart svg")
    for drawing in page.select(".chart svg"):
        assert drawing.find_parent(attrs={"aria-hidden": "true"}) or drawing.get("aria-hidden")
    assert not page.select("[style]")
    assert not page.select("style")


def test_each_year_counts_what_the_list_it_links_to_shows(client, documents):
    for portal in Portal.objects.select_related("city"):
        home = portal.city
        events = ExchangeEvent.objects.published().for_home(home)
        chart = Statistics(home, datetime.date(2026, 11, 22)).years
        for row in chart.known:
            assert row.total == events.during(int(row.label)).count(), (home, row.label)
        assert sum(row.counts[0] for row in chart.rows) == events.count()


@pytest.mark.parametrize("chart", ["countries", "kinds", "stages", "fields", "directions"])
def test_links_open_the_list_of_what_is_counted(client, documents, chart):
    for row in getattr(Statistics(City.objects.get(slug="ansan")), chart).known:
        count = words(read(client, row.url).select_one("p.count"))
        assert count.startswith(("교류도시", "교류")), count
        assert f" {row.total} " in f" {count} ", (row, count)


def test_unknown_dates_fields_and_kinds_are_counted_and_said(client, yongin):
    partnership = PartnershipFactory(home=yongin)
    PartnershipFactory(home=yongin)
    for signed, kind in (("", "mou"), ("1998", "sister"), ("2004. 5. 4.", "friendship")):
        AgreementFactory(partnership=partnership, signed=signed, kind=kind)
    for period, field in (("", ""), ("1990년대", "youth"), ("2019. 4.", ""), ("2020. ~ 2021.", "")):
        ExchangeEventFactory(partnership=partnership, period=period, field=field)
    counted = Statistics(yongin, datetime.date(2026, 1, 1))
    assert table(counted.kinds) == {"자매결연": (1,), "공개된 협정 없음": (1,)}
    assert table(counted.decades) == {
        "1990년대": (1, 0, 0),
        "2000년대": (0, 1, 0),
        "체결일 미상": (0, 0, 1),
    }
    years = table(counted.years)
    assert (years["1990"], years["1999"], years["2000"]) == ((0, 1), (0, 1), (0, 0))
    assert (years["2019"], years["2020"], years["2021"]) == ((1, 0), (1, 0), (0, 1))
    assert years["날짜 미상"] == (1, 0)
    assert table(counted.fields) == {"청소년": (1,), "분야 미상": (3,)}
    assert table(counted.directions) == {"방향 미상": (4,)}
    assert counted.directions.sentence == "방향이 적힌 교류가 아직 없습니다."
    page = read(client, "/yongin/statistics/")
    assert "날짜를 모르는 교류 1건은 그림에 없고 표에 있습니다." in words(page.select_one("#years"))
    assert "교류가 한 건도 등록되지 않은 교류도시가 1곳" in words(page.select_one("#partners"))


def test_spread_of_open_and_vague_periods():
    begun, reaching, undated = spread(
        [("2020", None, 2), ("199X", 1999, 1), ("", None, 3), ("2019", 2020, 1)], 2022
    )
    assert begun == Counter({2020: 2, 2019: 1})
    assert reaching == Counter({2021: 2, 2022: 2, 2020: 1} | dict.fromkeys(range(1990, 2000), 1))
    assert undated == 3


def test_drafts_are_never_counted(client, yongin):
    draft = Record.State.DRAFT
    partnership = PartnershipFactory(home=yongin)
    AgreementFactory(partnership=partnership, state=draft)
    ExchangeEventFactory(partnership=partnership, state=draft)
    hidden = PartnershipFactory(home=yongin, state=draft)
    AgreementFactory(partnership=hidden)
    ExchangeEventFactory(partnership=hidden)
    counted = Statistics(yongin)
    assert counted.years.series == ("그해 시작한 교류",)
    assert (counted.partner_count, counted.agreement_count, counted.event_count) == (1, 0, 0)
    assert table(counted.kinds) == {"공개된 협정 없음": (1,)}
    assert counted.decades.rows == counted.years.rows == counted.fields.rows == []
    assert [one.pk for one in counted.quiet] == [partnership.pk]
    assert client.get("/yongin/statistics/years.csv").content.decode("utf-8-sig").count("\n") == 1
    Portal.objects.update(state=draft)
    read(client, "/yongin/statistics/", status=404)
    assert client.get("/yongin/statistics/years.csv").status_code == 404


def test_quiet_partnerships_come_with_their_latest_year_or_without_any(client, yongin):
    today = timezone.localdate()
    for name, period in (
        ("조용시", "2004. 5."),
        ("활발시", f"{today.year}. 1. 1."),
        ("모름시", ""),
    ):
        partner = CityFactory(name=name, region="", country="JP")
        ExchangeEventFactory(
            partnership=PartnershipFactory(home=yongin, partner=partner), period=period
        )
    ended = PartnershipFactory(home=yongin, stage="ended")
    page = read(client, "/yongin/statistics/")
    assert rows(page, "#quiet table") == [
        ["모름시", "일본", "날짜를 아는 교류 없음"],
        ["조용시", "일본", "2004년"],
    ]
    assert "모두 2곳입니다. 그 가운데 1곳은" in words(page.select_one("#quiet"))
    assert ended.partner.full_name not in words(page.select_one("#quiet"))


def test_files_hold_the_whole_table_with_date_and_licence_and_no_formula(client, yongin):
    Portal.objects.update(licence=1)
    for number in range(12):
        name = "=HYPERLINK(1)" if number == 0 else f"가{number:02}시"
        partner = CityFactory(name=name, region="")
        ExchangeEventFactory(partnership=PartnershipFactory(home=yongin, partner=partner))
    page = read(client, "/yongin/statistics/")
    assert rows(page, "#partners table")[-1] == ["그 밖의 2곳", "2 건"]
    response = client.get("/yongin/statistics/partners.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    disposition = response["Content-Disposition"]
    assert disposition.startswith('attachment; filename="yongin-statistics-partners-')
    assert "filename*=UTF-8''" in disposition
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.content.startswith(b"\xef\xbb\xbf")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "교류도시,교류,데이터기준일자,이용조건"
    today = Statistics(yongin).on.isoformat()
    assert f"'=HYPERLINK(1),1,{today},공공누리 제1유형: 출처표시" in lines
    assert len(lines) == 13
    book = load_workbook(io.BytesIO(client.get("/yongin/statistics/partners.xlsx").content))
    cells = list(book.active.iter_rows(values_only=True))
    assert cells[0][:2] == ("교류도시", "교류")
    assert ("가01시", 1, today, "공공누리 제1유형: 출처표시") in cells
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)


@pytest.mark.parametrize("sign", ["\x0b", "\ufffe"])
def test_a_character_that_xml_refuses_breaks_no_file(client, yongin, sign):
    partner = CityFactory(name=f"가{sign}나시", region="")
    ExchangeEventFactory(partnership=PartnershipFactory(home=yongin, partner=partner))
    response = client.get("/yongin/statistics/partners.xlsx")
    assert load_workbook(io.BytesIO(response.content)).active["A2"].value.endswith("가나시")


def test_a_file_says_that_no_licence_is_stated(client, yongin):
    ExchangeEventFactory(partnership=PartnershipFactory(home=yongin))
    text = client.get("/yongin/statistics/partners.csv").content.decode("utf-8-sig")
    assert text.splitlines()[1].endswith(",정해지지 않음")


def test_every_table_can_be_taken_away_and_shown_even_empty(client, yongin):
    for slug in (*Statistics.TABLES, "partners", "quiet"):
        for extension in ("csv", "xlsx"):
            assert client.get(f"/yongin/statistics/{slug}.{extension}").status_code == 200
    page = read(client, "/yongin/statistics/")
    assert not page.select(".chart svg")
    assert len(page.select("main .empty")) == len(Statistics.TABLES) + 2


@pytest.mark.parametrize("name", ["nothing.csv", "tally.csv", "years.pdf", "changed.xlsx"])
def test_no_file_of_what_is_no_table(client, yongin, name):
    assert client.get(f"/yongin/statistics/{name}").status_code == 404


def test_the_steps_of_a_scale_are_round():
    assert [even_step(n) for n in (1, 4, 5, 9, 26, 120, 4_000)] == [1, 1, 2, 5, 10, 50, 1000]


def test_leaders_are_named_alone_together_or_three_of_many():
    def rows(*counts):
        return [Row(f"{number}호", (count,)) for number, count in enumerate(counts, start=1)]

    assert leaders(rows(1, 1200), place_unit) == "2호(1,200곳)"
    assert leaders(rows(2, 1, 2), place_unit) == "1호·3호(각 2곳)"
    assert leaders(rows(*[7] * 5), item_unit) == "1호·2호·3호 등 5개(각 7건)"
