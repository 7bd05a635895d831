"""Facts that come in again, twice, or in several lots: nothing is made twice, nothing is stuck."""

import pytest

from agreements.partner_list import PartnerListResource
from cities.models import CityFact, CityLink
from cities.resources import CityFactResource
from exchange.desk import checking, confirming
from exchange.desk.results import bad_rows
from exchange.legacy.reading import read_file
from exchange.resources import Import
from tests import import_tables
from tests.desk import previewed, user
from tests.factories import CityFactory, PartnershipFactory, PortalFactory
from tests.import_pages import as_csv
from tests.import_tables import Run, imported

pytestmark = pytest.mark.django_db

HEADER = ["구분", "내용"]


@pytest.fixture
def home():
    return PortalFactory(city__name="용인시").city


@pytest.fixture
def partnership(home):
    return PartnershipFactory(home=home, partner__name="플러튼시", partner__country="US")


def facts(partnership, *rows):
    return imported(CityFactResource, rows, partnership.home, partnership.partner.name, HEADER)


def test_date_that_cannot_be_read_comes_in_as_one_fact_and_is_the_same_again(partnership):
    rows = [["자매결연 체결일", "동년 봄"]]
    assert facts(partnership, *rows) == {"new": 1}
    assert facts(partnership, *rows) == {"same": 1}
    assert facts(partnership, ["자매결연 체결일", "동년 여름"]) == {"changed": 1}
    assert CityFact.objects.get().text == "동년 여름"


def test_two_dates_that_cannot_be_read_contradict_each_other(partnership):
    rows = [["자매결연 체결일", "동년 봄"], ["자매결연 체결일", "동년 여름"]]
    run = Run(CityFactResource, rows, partnership.home, partnership.partner.name, HEADER).preview()
    assert run.counts == {"new": 1, "error": 1}


def test_background_that_came_in_as_a_fact_is_kept_up_with_the_partnership(home):
    city = CityFactory(name="의성군")
    imported(CityFactResource, [["배경", "글"]], home, city, HEADER)
    partnership = PartnershipFactory(home=home, partner=city)
    rows = [["배경", "새 글"]]
    assert imported(CityFactResource, rows, home, city, HEADER) == {"changed": 1}
    assert imported(CityFactResource, rows, home, city, HEADER) == {"same": 1}
    partnership.refresh_from_db()
    assert (partnership.background, city.facts.get().text) == ("새 글", "새 글")


def test_link_that_is_too_long_is_a_problem(partnership):
    address = "http://www.example.org/" + "a" * 500
    rows = [["홈페이지", f"시청 {address}"]]
    run = Run(CityFactResource, rows, partnership.home, partnership.partner.name, HEADER).preview()
    assert run.counts == {"error": 1}
    assert "500자" in run.problems[0][3]


def test_links_cost_no_query_each(partnership, django_assert_max_num_queries):
    for number in range(30):
        CityLink.objects.create(city=partnership.partner, label=f"시청 {number}", url="http://a.kr")
    rows = [["홈페이지", f"시청 {number} http://b.kr"] for number in range(30)]
    with django_assert_max_num_queries(15):
        run = Run(CityFactResource, rows, partnership.home, partnership.partner.name, HEADER)
        assert run.preview().counts == {"changed": 30}


def test_link_a_list_has_just_made_is_the_same_to_the_preview_and_when_saved(home, monkeypatch):
    monkeypatch.setattr(import_tables, "LOT", 1)
    header = ["국명", "교류도시", "교류내용", "교류일자", "누리집"]
    rows = [
        ["미국", "플러튼시", "자매결연", "2004", "시청 www.fullerton.com"],
        ["미국", "플러튼시", "우호협력", "2005", "시청 www.cityoffullerton.com"],
        ["미국", "플러튼시", "업무협약", "2006", ""],
    ]

    def through(step):
        context = Import(home=home.slug, reason="가져오기 1: 표.csv")
        listed = Run(PartnerListResource, rows, header=header, context=context)
        own = Run(
            CityFactResource, [["홈페이지", "시청 www.other.com"]], partner="플러튼시",
            header=HEADER, number=2, context=context,
        )  # fmt: skip
        return [getattr(run, step)().shown for run in (listed, own)]

    assert through("preview") == through("save")
    assert CityLink.objects.get().url == "http://www.fullerton.com"


def test_rows_that_give_one_link_different_addresses_contradict_each_other_each_time(partnership):
    rows = [["홈페이지", "시청 http://a.kr"], ["누리집", "시청 https://www.a.kr/"]]
    assert facts(partnership, *rows) == {"new": 1, "same": 1}
    assert facts(partnership, *rows) == {"same": 2}
    rows = [["홈페이지", "시청 http://a.kr"], ["누리집", "시청 http://b.kr"]]
    for _ in range(2):
        run = Run(CityFactResource, rows, partnership.home, partnership.partner.name, HEADER).save()
        assert run.counts == {"same": 1, "error": 1}
        assert CityLink.objects.get().url == "http://a.kr"


def test_line_without_a_label_does_not_go_on_with_the_fact_of_another_city(partnership):
    other = PartnershipFactory(home=partnership.home, partner__name="의성군").partner
    header = ["도시", "구분", "내용"]
    rows = [["플러튼시", "위치", "서부"], ["의성군", "", "마늘"], ["의성군", "위치", "중부"]]
    run = Run(CityFactResource, rows, partnership.home, header=header).save()
    assert run.counts == {"new": 2, "error": 1}
    assert partnership.partner.facts.get().text == "서부"
    assert other.facts.get().text == "중부"


def test_fact_that_is_handed_back_is_handed_back_with_all_its_lines(partnership):
    rows = [
        ["위치", "서부"],
        ["가" * 61, "첫 줄"],
        ["", "둘째 줄"],
        ["", "셋째 줄"],
        ["교통", "버스"],
    ]
    batch = previewed(as_csv([HEADER, *rows]), partnership, name="현황.csv")
    table = batch.tables.get()
    table.shape, table.places = "facts", {"구분": 0, "내용": 1}
    table.save()
    checking.check(batch)
    confirming.confirm(batch, user(), only_good=True)
    assert partnership.partner.facts.count() == 2
    (sheet,) = read_file(bad_rows(batch), "고칠 행.xlsx")
    assert [row[1] for row in sheet.rows] == ["내용", "첫 줄", "둘째 줄", "셋째 줄"]
