"""A partner list in: what rows make, and what they change."""

import pytest

from agreements.models import Agreement
from agreements.partner_list import PartnerListResource
from cities.models import City, CityLink, Partnership
from tests.factories import AgreementFactory, CityFactory, PartnershipFactory, PortalFactory
from tests.import_tables import Run, imported
from tests.staff import clerk

pytestmark = pytest.mark.django_db

HEADER = ["국명", "교류도시", "교류내용", "교류일자"]
INJE = ["한국", "강원도 인제군", "국내 자매결연", "2016. 08. 19."]


@pytest.fixture
def home():
    return PortalFactory(city__name="서구", city__region="대구광역시").city


def partners(home, *rows, header=HEADER, **options):
    return imported(PartnerListResource, rows, home, header=header, **options)


def preview(home, *rows, header=HEADER, **options):
    return Run(PartnerListResource, rows, home, header=header, **options).preview()


def test_row_becomes_city_partnership_and_agreement_all_drafts(home):
    user = clerk()
    assert partners(home, INJE, user=user) == {"new": 1}
    partnership = Partnership.objects.get()
    city, agreement = partnership.partner, partnership.agreements.get()
    assert (city.country, city.region, city.name, city.slug) == ("KR", "강원도", "인제군", "inje")
    assert (agreement.kind, agreement.title) == ("sister", "국내 자매결연")
    assert (agreement.signed.text, agreement.signed_edtf) == ("2016. 08. 19.", "2016-08-19")
    for record in (partnership, city, agreement):
        assert record.state == "draft"
        assert record.history.get().history_change_reason == "가져오기 1: 표.csv"
        assert record.history.get().history_user == user


def test_row_keeps_all_records_it_wrote(home):
    (plan,) = Run(PartnerListResource, [INJE], home, header=HEADER).save().plans
    city = City.objects.get(name="인제군")
    partnership = city.partnerships_as_partner.get()
    assert plan.records == [
        ["cities.city", city.pk, "+"],
        ["cities.partnership", partnership.pk, "+"],
        ["agreements.agreement", partnership.agreements.get().pk, "+"],
    ]


def test_the_same_file_again_changes_nothing(home):
    rows = [INJE, ["미국", "플러튼시", "우호협정", ""], ["일본", "하마마쓰시", "", ""]]
    assert partners(home, *rows) == {"new": 3}
    assert partners(home, *rows) == {"same": 3}
    for model, count in ((City, 3), (Partnership, 3), (Agreement, 2)):
        drafts = model.objects.filter(state="draft")
        assert drafts.count() == count
        assert model.history.filter(id__in=drafts).count() == count


def test_existing_records_keep_their_state_and_words(home):
    city = CityFactory(name="인제군", region="강원특별자치도", name_en="Inje")
    partnership = PartnershipFactory(home=home, partner=city, stage="suspended", stage_note="사유")
    agreement = AgreementFactory(
        partnership=partnership, title="자매결연 협정", signed="2016. 08. 19.", place="서구청"
    )
    assert partners(home, INJE) == {"same": 1}
    for record in (city, partnership, agreement):
        record.refresh_from_db()
        assert record.state == "published"
    assert (partnership.stage, agreement.title) == ("suspended", "자매결연 협정")
    assert City.objects.filter(name="인제군").count() == 1


def test_upgrade_is_a_second_agreement_of_the_same_partnership(home):
    rows = [
        ["미국", "캘리포니아주 플러튼시", "우호협정", "2003.10. 15"],
        ["미국", "캘리포니아주 플러튼시", "자매결연", "2004. 5.4"],
    ]
    assert partners(home, *rows) == {"new": 2}
    kinds = Partnership.objects.get().agreements.values_list("kind", "signed_edtf")
    assert list(kinds) == [("friendship", "2003-10-15"), ("sister", "2004-05-04")]


def test_edited_row_changes_just_that_agreement(home):
    header = [*HEADER, "체결 장소", "영문 이름", "단계"]
    rows = [
        [*INJE, "서구청", "Inje", ""],
        ["한국", "경상북도 의성군", "자매결연", "2013", "", "", ""],
    ]
    partners(home, *rows, header=header)
    rows[0][4:] = ["인제군청", "Inje-gun", "중단"]
    assert partners(home, *rows, header=header) == {"changed": 1, "same": 1}
    partnership = Partnership.objects.get(partner__name="인제군")
    assert partnership.agreements.get().place == "인제군청"
    assert (partnership.partner.name_en, partnership.stage) == ("Inje-gun", "suspended")
    other = Partnership.objects.get(partner__name="의성군")
    histories = [row.history.count() for row in (other, other.partner, other.agreements.get())]
    assert histories == [1] * 3


def test_problems_name_row_column_and_what_can_be_written(home):
    run = preview(
        home,
        INJE,
        ["아틀란티스", "어느시", "자매결연", "2016"],
        ["미국", "플러튼시", "협의 중", "2016"],
        ["미국", "플러튼시", "자매결연", "2016. 8. 20. ~ 8. 19."],
        ["미국", "", "자매결연", "2016"],
        ["", "플러튼시", "자매결연", "2016"],
        ["한국", "대구광역시 서구", "자매결연", "2016"],
        INJE,
    )
    assert [problem[:3] for problem in run.problems] == [
        (3, "국명", "아틀란티스"),
        (4, "교류내용", "협의 중"),
        (5, "교류일자", "2016. 8. 20. ~ 8. 19."),
        (6, "교류도시", ""),
        (7, "국명", ""),
        (8, "교류도시", "대구광역시 서구"),
    ]
    assert "자매결연, 우호협력, 교류도시" in run.problems[1][3]
    assert run.counts == {"new": 1, "error": 6, "same": 1}
    assert "2행과 똑같은 행" in run.plans[-1].notes[0]


def test_good_rows_are_saved_without_those_that_cannot_be_read(home):
    rows = [["미국", "플러튼시", "자매결연", "2016. 13. 1."], ["미국", "플러튼시", "우호", "2003"]]
    run = Run(PartnerListResource, rows, home, header=HEADER).save()
    assert run.counts == {"new": 1, "error": 1}
    assert Partnership.objects.get().agreements.get().kind == "friendship"


def test_home_must_be_chosen_or_named(home):
    (problem,) = preview("", INJE).problems
    assert problem[:2] == (2, "우리 도시")
    row = ["대구광역시 서구", *INJE]
    assert partners("", row, header=["우리 도시", *HEADER]) == {"new": 1}
    assert Partnership.objects.get().home == home


def test_partner_without_agreement_is_kept(home):
    assert partners(home, ["일본", "하마마쓰시", "", ""]) == {"new": 1}
    assert Partnership.objects.get().agreements.count() == 0


def test_columns_of_open_data_fill_the_city(home):
    header = ["국명", "교류도시", "교류내용", "교류일자", "면적", "인구", "데이터기준일자",
              "비고", "누리집", "현지 이름"]  # fmt: skip
    row = ["중국", "구이린시", "우호협력", "2001", "27,809", "약 493만명", "2023-08-10",
           "관광 교류", "www.guilin.gov.cn", "桂林市"]  # fmt: skip
    assert partners(home, row, header=header) == {"new": 1}
    city = City.objects.get(name="구이린시")
    assert (city.area_km2, city.population, city.population_year) == (27_809, 4_930_000, 2023)
    assert city.name_local == "桂林市"
    assert CityLink.objects.get().url == "http://www.guilin.gov.cn"
    assert Agreement.objects.get().text == "관광 교류"
    assert partners(home, row, header=header) == {"same": 1}
    row[5] = "4,930명"
    run = preview(home, row, header=header)
    assert run.changes == [["인구(명)", "4930000", "4930", False]]
    assert "약 1,000배" in run.notes[0]


def test_number_that_cannot_be_read_is_said_and_the_row_comes_in(home):
    header = [*HEADER, "인구", "면적"]
    run = preview(home, [*INJE, "많음", "0㎢"], header=header)
    assert run.counts == {"new": 1}
    assert [note.partition(":")[0] for note in run.notes] == [
        "'면적' 칸은 넣지 않습니다",
        "'인구' 칸은 수로 읽을 수 없어 넣지 않습니다",
    ]


def test_remark_that_names_the_kind_is_the_kind(home):
    header = ["국명", "교류도시", "교류일자", "비고"]
    assert partners(home, ["한국", "인제군", "2016", "자매결연"], header=header) == {"new": 1}
    agreement = Agreement.objects.get()
    assert (agreement.kind, agreement.title, agreement.text) == ("sister", "자매결연", "")


def test_remark_of_a_partner_without_agreement_is_its_stage_or_said(home):
    header = ["국명", "교류도시", "비고"]
    rows = [["미국", "라스베가스시", "1999년부터 교류 중단"], ["일본", "나라시", "온천"]]
    run = preview(home, *rows, header=header)
    assert run.notes == ["'비고' 칸은 협정이 없는 행이라 넣을 곳이 없습니다: 온천"]
    partners(home, *rows, header=header)
    notes = Partnership.objects.order_by("pk").values_list("stage_note", flat=True)
    assert list(notes) == ["1999년부터 교류 중단", ""]


@pytest.mark.parametrize("count", [3, 600])
def test_rows_take_the_same_few_queries(home, django_assert_max_num_queries, count):
    header = [*HEADER, "인구"]
    rows = [
        [
            "미국",
            f"{chr(0xAC00 + 588 * (one % 19))}{chr(0xAC00 + 28 * (one // 19))}튼시",
            "자매결연",
            "2016",
            f"{one}천명",
        ]
        for one in range(1, count)
    ]
    answers = {f"city:US:{row[1]}": "new" for row in rows}
    with django_assert_max_num_queries(60):
        run = Run(PartnerListResource, rows, home, header=header, answers=answers).save()
    assert run.counts == {"new": count - 1}
    assert Agreement.history.count() == count - 1
