"""Tables of one file: what one is about to make, the next finds, in the preview and when saved."""

import pytest

from agreements.models import Agreement, CivicAgreement
from agreements.partner_list import PartnerListResource
from agreements.resources import CivicAgreementResource
from cities.models import City, Partnership
from cities.resources import CityFactResource
from exchange.resources import Import
from tests.factories import PortalFactory
from tests.import_tables import Run
from timelines.models import ExchangeEvent
from timelines.resources import TimelineResource

pytestmark = pytest.mark.django_db

LIST = (
    PartnerListResource,
    [
        ["한국", "강원도 인제군", "국내 자매결연", "2016. 08. 19.", "33천명"],
        ["아틀란티스", "어느시", "자매결연", "2016", ""],
    ],
    "",
    ["국명", "교류도시", "교류내용", "교류일자", "인구"],
)
FACTS = (
    CityFactResource,
    [
        ["인구", "3만3천명"],
        ["면적", "1646.33㎢"],
        ["자매결연 체결일", "2016. 8. 19."],
        ["기후", "대륙성 기후 기온 -17.5 ~ 36℃, 강우량(1,350mm)"],
        ["추진배경", "의향서 접수"],
        ["홈페이지", "강원도 인제군 바로가기"],
    ],
    "강원도 인제군",
    ["구분", "내용"],
)
TIMELINE = (
    TimelineResource,
    [["2015. 11. 12.", "인제군수 제안"], ["2015. 12. 1.", "자매결연 이후 직원연수"]],
    "인제군",
    ["기간", "교류내용"],
)
CIVIC = (
    CivicAgreementResource,
    [["인제군", "서구여고", "한국", "인제고", "2017"]],
    "",
    ["교류도시", "우리 기관", "국가", "해외 기관", "체결일"],
)
TABLES = (LIST, FACTS, TIMELINE, CIVIC)


def through(home, step, tables=TABLES):
    context = Import(home=home.slug, reason="가져오기 1: 표.csv")
    runs = []
    for number, (resource, rows, partner, header) in enumerate(tables, 1):
        run = Run(resource, rows, partner=partner, header=header, number=number, context=context)
        runs.append(getattr(run, step)())
    return runs


@pytest.fixture
def home():
    return PortalFactory(city__name="서구", city__region="대구광역시").city


def test_later_tables_find_what_the_list_makes(home):
    listed, facts, timeline, civic = through(home, "preview")
    assert listed.counts == {"new": 1, "error": 1}
    assert facts.counts == {"new": 2, "changed": 2, "same": 2}
    assert facts.plans[0].kind == "same"  # the list says it, too
    assert timeline.counts == {"new": 2}
    # The date of the list's agreement counts, though it is not saved.
    assert "첫 협정(2016-08-19)보다 앞섭니다" in timeline.notes[0]
    assert civic.counts == {"new": 1}
    assert not Partnership.objects.exists()


def test_what_is_saved_is_what_the_preview_shows(home):
    shown = [run.shown for run in through(home, "preview")]
    assert [run.shown for run in through(home, "save")] == shown
    city = City.objects.get(name="인제군")
    assert (city.population, city.rainfall_mm, city.state) == (33_000, 1350, "draft")
    partnership = Partnership.objects.get()
    assert partnership.background == "의향서 접수"
    assert Agreement.objects.get().partnership == partnership
    assert ExchangeEvent.objects.filter(partnership=partnership).count() == 2
    assert CivicAgreement.objects.get().partnership == partnership


def test_the_same_tables_again_change_nothing(home):
    through(home, "save")
    runs = through(home, "save")
    assert [run.counts for run in runs] == [
        {"same": 1, "error": 1}, {"same": 6}, {"same": 2}, {"same": 1},
    ]  # fmt: skip
    assert City.history.filter(history_type="~").count() == 1
    assert Agreement.history.count() == 1


def test_partner_whose_row_cannot_be_read_is_known_to_no_later_table(home):
    bad = (LIST[0], [["한국", "강원도 인제군", "자매결연", "2016. 13. 40.", ""]], "", LIST[3])
    _, facts, timeline, civic = through(home, "preview", [bad, *TABLES[1:]])
    assert {plan.kind for run in (facts, timeline, civic) for plan in run.plans} == {"error"}


def test_tables_that_contradict_each_other_change_nothing_the_second_time(home):
    tables = (LIST, (FACTS[0], [["인구", "34,567명"], ["면적", "1646.33㎢"]], *FACTS[2:]))
    for step in ("preview", "save", "save"):
        _, facts = through(home, step, tables)
        assert "1번 표의 2행에는 인구(명)이(가) ‘33000’(이)라고" in facts.notes[0]
        assert "‘34567’은(는) 넣지 않습니다" in facts.notes[0]
    assert facts.counts == {"same": 2}
    assert City.objects.get(name="인제군").population == 33_000
    assert City.history.filter(history_type="~").count() == 1
