"""A partner list in, through the pages of the admin, and out again."""

import pytest

from agreements.models import Agreement
from cities.models import City, Partnership
from tests.factories import AgreementFactory, CityFactory, PartnershipFactory, PortalFactory
from tests.import_pages import as_csv, exported, imported, preview, problems, rows_of

pytestmark = pytest.mark.django_db

HEADER = ["국명", "교류도시", "교류내용", "교류일자"]
INJE = ["한국", "강원도 인제군", "국내 자매결연", "2016. 08. 19."]


@pytest.fixture
def home():
    return PortalFactory(city__name="서구", city__region="대구광역시").city


def partners(*rows, header=HEADER):
    return as_csv([header, *rows])


def test_row_becomes_city_partnership_and_agreement_all_drafts(admin_client, home):
    assert imported(admin_client, Partnership, partners(INJE), home, "목록.csv") == {"new": 1}
    partnership = Partnership.objects.get()
    city, agreement = partnership.partner, partnership.agreements.get()
    assert (city.country, city.region, city.name, city.slug) == ("KR", "강원도", "인제군", "inje")
    assert (agreement.kind, agreement.title) == ("sister", "국내 자매결연")
    assert (agreement.signed.text, agreement.signed_edtf) == ("2016. 08. 19.", "2016-08-19")
    for record in (partnership, city, agreement):
        assert record.state == "draft"
        assert record.history.get().history_change_reason == "가져오기: 목록.csv"
        assert record.history.get().history_user.username == "admin"


def test_the_same_file_again_changes_nothing(admin_client, home):
    data = partners(INJE, ["미국", "플러튼시", "우호협정", ""], ["일본", "하마마쓰시", "", ""])
    imported(admin_client, Partnership, data, home)
    assert imported(admin_client, Partnership, data, home) == {"skip": 3}
    for model, count in ((City, 3), (Partnership, 3), (Agreement, 2)):
        drafts = model.objects.filter(state="draft")
        assert drafts.count() == count
        assert model.history.filter(id__in=drafts).count() == count


def test_existing_records_keep_their_state_and_words(admin_client, home):
    city = CityFactory(name="인제군", region="강원특별자치도", name_en="Inje")
    partnership = PartnershipFactory(home=home, partner=city, stage="suspended", stage_note="사유")
    agreement = AgreementFactory(
        partnership=partnership, title="자매결연 협정", signed="2016. 08. 19.", place="서구청"
    )
    assert imported(admin_client, Partnership, partners(INJE), home) == {"skip": 1}
    for record in (city, partnership, agreement):
        record.refresh_from_db()
        assert record.state == "published"
    assert (partnership.stage, agreement.title) == ("suspended", "자매결연 협정")
    assert City.objects.filter(name="인제군").count() == 1


def test_upgrade_is_a_second_agreement_of_the_same_partnership(admin_client, home):
    data = partners(
        ["미국", "캘리포니아주 플러튼시", "우호협정", "2003.10. 15"],
        ["미국", "캘리포니아주 플러튼시", "자매결연", "2004. 5.4"],
    )
    page = preview(admin_client, Partnership, data, home)
    assert page.context["result"].totals["new"] == 2
    imported(admin_client, Partnership, data, home)
    partnership = Partnership.objects.get()
    kinds = partnership.agreements.values_list("kind", "signed_edtf")
    assert list(kinds) == [("friendship", "2003-10-15"), ("sister", "2004-05-04")]


def test_list_of_dates_becomes_an_agreement_each(admin_client, home):
    data = partners(["중국", "안산시", "우호교류", "1997.1.25, 2006.4.28"])
    assert imported(admin_client, Partnership, data, home) == {"new": 2}
    dates = Agreement.objects.values_list("signed_edtf", flat=True)
    assert list(dates) == ["1997-01-25", "2006-04-28"]
    assert imported(admin_client, Partnership, data, home) == {"skip": 2}


def test_edited_row_changes_just_that_agreement(admin_client, home):
    header = [*HEADER, "체결 장소", "영문 이름", "단계"]
    rows = [
        [*INJE, "서구청", "Inje", ""],
        ["한국", "경상북도 의성군", "자매결연", "2013", "", "", ""],
    ]
    imported(admin_client, Partnership, partners(*rows, header=header), home)
    rows[0][4:] = ["인제군청", "Inje-gun", "중단"]
    data = partners(*rows, header=header)
    assert imported(admin_client, Partnership, data, home) == {"update": 1, "skip": 1}
    partnership = Partnership.objects.get(partner__name="인제군")
    assert partnership.agreements.get().place == "인제군청"
    assert (partnership.partner.name_en, partnership.stage) == ("Inje-gun", "suspended")
    other = Partnership.objects.get(partner__name="의성군")
    assert [row.history.count() for row in (other, other.partner, other.agreements.get())] == [
        1
    ] * 3


def test_problems_name_row_column_and_what_can_be_written(admin_client, home):
    CityFactory(name="서구", region="광주광역시")
    data = partners(
        INJE,
        ["아틀란티스", "어느시", "자매결연", "2016"],
        ["미국", "플러튼시", "협의 중", "2016"],
        ["미국", "플러튼시", "자매결연", "2016. 8. 20. ~ 8. 19."],
        ["미국", "", "자매결연", "2016"],
        ["", "플러튼시", "자매결연", "2016"],
        ["한국", "서구", "자매결연", "2016"],
        ["미국", "플러튼시", "", "2016"],
        ["한국", "대구광역시 서구", "자매결연", "2016"],
        INJE,
    )
    found = problems(preview(admin_client, Partnership, data, home))
    assert [problem[:3] for problem in found] == [
        ("3", "국명", "아틀란티스"),
        ("4", "교류내용", "협의 중"),
        ("5", "교류일자", "2016. 8. 20. ~ 8. 19."),
        ("6", "교류도시", ""),
        ("7", "국명", ""),
        ("8", "교류도시", "서구"),
        ("9", "교류일자", "2016"),
        ("10", "교류도시", "대구광역시 서구"),
        ("11", "", ""),
    ]
    assert "자매결연, 우호협력, 교류도시" in found[1][3]
    assert "광주광역시 서구" in found[5][3]
    assert Partnership.objects.count() == Agreement.objects.count() == 0


def test_home_must_be_chosen_or_named(admin_client, home):
    page = preview(admin_client, Partnership, partners(INJE))
    assert page.context["form"].errors["chosen"] == ["우리 도시을(를) 골라 주세요."]
    named = partners(["대구광역시 서구", *INJE], header=["우리 도시", *HEADER])
    assert imported(admin_client, Partnership, named) == {"new": 1}
    assert Partnership.objects.get().home == home


def test_partner_without_agreement_is_kept(admin_client, home):
    imported(admin_client, Partnership, partners(["일본", "하마마쓰시", "", ""]), home)
    assert Partnership.objects.get().agreements.count() == 0


@pytest.mark.parametrize("file_format", [0, 1], ids=["csv", "xlsx"])
def test_export_imported_again_changes_nothing(admin_client, home, file_format):
    partnership = PartnershipFactory(home=home, partner__name="쑤저우 고신구", partner__region="")
    AgreementFactory(partnership=partnership, title="")
    AgreementFactory(partnership=partnership, title='=협정, "따옴표"', place="'서구청")
    AgreementFactory(partnership=partnership, signed=None, signed_note="'10일'로만 적혀 있음")
    AgreementFactory(partnership=partnership, kind="mou", signed="1994. ~ 현재", status="ended")
    PartnershipFactory(home=home, stage="preparing", partner__region="", partner__name="나 라")
    region = {"partner__region": "강원도", "partner__name": "인제군", "partner__country": "KR"}
    PartnershipFactory(home=home, **region)
    models = (City, Partnership, Agreement)
    before = [list(model.objects.values()) for model in models]
    data = exported(admin_client, Partnership, file_format)
    assert imported(admin_client, Partnership, data) == {"skip": 6}
    assert [list(model.objects.values()) for model in models] == before


def test_export_has_a_row_for_each_agreement_and_each_partner_without(admin_client, home):
    partnership = PartnershipFactory(
        home=home, partner__name="플러튼시", partner__name_en="Fullerton"
    )
    AgreementFactory(partnership=partnership, title="자매결연", signed="2004. 5.4")
    header, row = rows_of(exported(admin_client, Partnership))
    assert header == [
        "우리 도시", "국명", "광역·주·성", "교류도시", "영문 이름", "교류내용", "협정 이름",
        "교류일자", "체결일 설명", "체결 장소", "효력", "단계",
    ]  # fmt: skip
    assert row == [
        "대한민국 대구광역시 서구", "미국", "캘리포니아주", "플러튼시", "Fullerton", "자매결연",
        "자매결연", "2004. 5.4", "", "", "유효", "교류 중",
    ]  # fmt: skip


def test_export_asks_no_more_for_more_rows(admin_client, home, django_assert_max_num_queries):
    for _ in range(30):
        AgreementFactory(partnership__home=home)
    with django_assert_max_num_queries(16):
        exported(admin_client, Partnership)


def test_second_agreement_of_a_kind_is_said_as_its_date_may_have_been_corrected(admin_client, home):
    imported(admin_client, Partnership, partners(INJE), home)
    data = partners([*INJE[:3], "2016. 8. 20."], ["미국", "플러튼시", "우호협정", "2003"])
    page = preview(admin_client, Partnership, data, home)
    (note,) = page.context["result"].notes
    assert note.startswith("2행: 이미 있는 '국내 자매결연'(2016. 8. 19.)")
