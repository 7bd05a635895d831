"""A table of civic ties in, through the pages of the admin, and out again."""

import pytest

from agreements.models import CivicAgreement
from tests.factories import CivicAgreementFactory, PartnershipFactory, PortalFactory
from tests.import_pages import as_csv, exported, imported, preview, problems

pytestmark = pytest.mark.django_db

HEADER = ["관내학교명", "국 가", "학 교 명", "자매결연일", "교류내용(분야)", "비 고"]


@pytest.fixture
def home():
    return PortalFactory().city


def civic(*rows, header=HEADER):
    return as_csv([header, *rows])


def test_row_becomes_a_draft(admin_client, home):
    data = civic(["반 월 초", "일 본", "나루하마소학교", "1991-02-28", "문화\n교류", "격년"])
    assert imported(admin_client, CivicAgreement, data, home) == {"new": 1}
    tie = CivicAgreement.objects.get()
    assert (tie.home, tie.home_organisation) == (home, "반월초")
    assert (tie.partner_organisation, tie.partner_country) == ("나루하마소학교", "JP")
    assert (tie.signed_edtf, tie.content, tie.remarks) == ("1991-02-28", "문화 교류", "격년")
    assert (tie.category, tie.state) == ("school", "draft")


@pytest.mark.parametrize(
    ("names", "category"),
    [
        (("강서고", "산동대학교"), "university"),
        (("위해제2중", "길림대부속중고"), "school"),
        (("신갈로터리클럽", "플러튼로터리클럽"), "club"),
        (("예술단", "Arts"), "other"),
    ],
)
def test_category_follows_from_the_names(admin_client, home, names, category):
    imported(admin_client, CivicAgreement, civic([names[0], "중국", names[1], "", "", ""]), home)
    assert CivicAgreement.objects.get().category == category


def test_blanks_of_merged_cells_are_filled(admin_client, home):
    data = civic(
        ["강 서 고", "호 주", "가고", "2006-08-09", "", ""],
        ["", "일 본", "나고", "2010-06-29", "", ""],
        ["", "", "다고", "2010-06-30", "", ""],
    )
    imported(admin_client, CivicAgreement, data, home)
    ties = CivicAgreement.objects.values_list("home_organisation", "partner_country")
    assert list(ties) == [("강서고", "AU"), ("강서고", "JP"), ("강서고", "JP")]


def test_the_same_file_again_changes_nothing(admin_client, home):
    data = civic(
        ["강서고", "호주", "가고", "2006-08-09", "", ""], ["강서고", "미국", "나고", "", "", ""]
    )
    imported(admin_client, CivicAgreement, data, home)
    assert imported(admin_client, CivicAgreement, data, home) == {"skip": 2}
    assert CivicAgreement.history.count() == 2


def test_problems_name_row_and_column_and_nothing_is_saved(admin_client, home):
    data = civic(
        ["강서고", "호주", "가고", "2006-08-09", "", ""],
        ["", "아틀란티스", "나고", "2006-13-09", "", ""],
        [],
        ["", "일본", "다고", "2010", "", ""],
        ["성포고", "일본", "", "2010", "", ""],
    )
    found = problems(preview(admin_client, CivicAgreement, data, home))
    assert [problem[:3] for problem in found] == [
        ("3", "국가", "아틀란티스"),
        ("3", "체결일", "2006-13-09"),
        ("5", "우리 기관", ""),
        ("6", "해외 기관", ""),
    ]
    assert not CivicAgreement.objects.exists()


def test_partnership_is_found_by_its_partner(admin_client, home):
    partnership = PartnershipFactory(home=home, partner__name="플러튼시")
    header = ["교류도시", *HEADER]
    row = ["로터리클럽", "미국", "플러튼로터리클럽", "2004.5.5", "", ""]
    imported(admin_client, CivicAgreement, civic(["플러튼시", *row], header=header), home)
    assert CivicAgreement.objects.get().partnership == partnership
    found = problems(
        preview(admin_client, CivicAgreement, civic(["없는시", *row], header=header), home)
    )
    assert found[0][:3] == ("2", "교류도시", "없는시")


@pytest.mark.parametrize("file_format", [0, 1], ids=["csv", "xlsx"])
def test_export_imported_again_changes_nothing(admin_client, home, file_format):
    partnership = PartnershipFactory(home=home)
    CivicAgreementFactory(
        home=home, partnership=partnership, content="=문화, 교류", remarks="-비고\n둘"
    )
    CivicAgreementFactory(home=home, home_organisation="반 월 초", signed=None, partner_country="")
    CivicAgreementFactory(home=home, signed="1994. ~ 현재", field="culture", category="company")
    before = list(CivicAgreement.objects.values())
    data = exported(admin_client, CivicAgreement, file_format)
    assert imported(admin_client, CivicAgreement, data) == {"skip": 3}
    assert list(CivicAgreement.objects.values()) == before


def test_tie_of_the_same_two_at_another_date_is_said(admin_client, home):
    row = ["강서고", "호주", "가고", "2006-08-09", "", ""]
    imported(admin_client, CivicAgreement, civic(row), home)
    other = [*row[:3], "2006-08-10", "", ""]
    (note,) = preview(admin_client, CivicAgreement, civic(other), home).context["result"].notes
    assert note.startswith("2행: 같은 두 기관의 결연이 이미 있습니다(2006. 8. 9.)")
    assert (
        not preview(admin_client, CivicAgreement, civic(row, other), home).context["result"].notes
    )
