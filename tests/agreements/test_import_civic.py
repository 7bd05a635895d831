"""A table of civic ties in: what rows make, and what they change."""

import pytest

from agreements.models import CivicAgreement
from agreements.resources import CivicAgreementResource
from tests.factories import CivicAgreementFactory, PartnershipFactory, PortalFactory
from tests.import_tables import Run, imported
from tests.staff import clerk

pytestmark = pytest.mark.django_db

HEADER = ["우리 기관", "국가", "해외 기관", "체결일", "교류내용", "비고"]
ROW = ["강서고", "호주", "가고", "2006-08-09", "", ""]


@pytest.fixture
def home():
    return PortalFactory().city


def civic(home, *rows, header=HEADER, **options):
    return imported(CivicAgreementResource, rows, home, header=header, **options)


def preview(home, *rows, header=HEADER, **options):
    return Run(CivicAgreementResource, rows, home, header=header, **options).preview()


def test_row_becomes_a_draft(home):
    row = ["반 월 초", "일 본", "나루하마소학교", "1991-02-28", "문화\n교류", "격년"]
    assert civic(home, row) == {"new": 1}
    tie = CivicAgreement.objects.get()
    assert (tie.home, tie.home_organisation) == (home, "반 월 초")
    assert (tie.partner_organisation, tie.partner_country) == ("나루하마소학교", "JP")
    assert (tie.signed_edtf, tie.content, tie.remarks) == ("1991-02-28", "문화 교류", "격년")
    assert (tie.category, tie.state, tie.position) == ("school", "draft", 1)
    assert civic(home, ["반월초", *row[1:]]) == {"same": 1}


@pytest.mark.parametrize(
    ("names", "category"),
    [
        (("강서고", "산동대학교"), "university"),
        (("위해제2중", "길림대부속중고"), "school"),
        (("신갈로터리클럽", "플러튼로터리클럽"), "club"),
        (("예술단", "Arts"), "other"),
    ],
)
def test_category_follows_from_the_names(home, names, category):
    civic(home, [names[0], "중국", names[1], "", "", ""])
    assert CivicAgreement.objects.get().category == category


def test_the_same_file_again_changes_nothing(home):
    rows = [ROW, ["강서고", "미국", "나고", "", "", ""], ["반월초", "미국", "나고", "미정", "", ""]]
    assert civic(home, *rows) == {"new": 3}
    assert civic(home, *rows) == {"same": 3}
    assert CivicAgreement.history.count() == 3


def test_problems_name_row_and_column(home):
    run = preview(
        home,
        ROW,
        ["강서고", "아틀란티스", "나고", "2006-13-09", "", ""],
        ["", "일본", "다고", "2010", "", ""],
        ["성포고", "일본", "", "2010", "", ""],
    )
    assert [problem[:3] for problem in run.problems] == [
        (3, "국가", "아틀란티스"),
        (3, "체결일", "2006-13-09"),
        (4, "우리 기관", ""),
        (5, "해외 기관", ""),
    ]
    assert run.counts == {"new": 1, "error": 3}


def test_partnership_is_found_by_its_partner(home):
    partnership = PartnershipFactory(home=home, partner__name="플러튼시")
    header = ["교류도시", *HEADER]
    row = ["로터리클럽", "미국", "플러튼로터리클럽", "2004.5.5", "", ""]
    assert civic(home, ["플러튼시", *row], header=header) == {"new": 1}
    assert CivicAgreement.objects.get().partnership == partnership
    (problem,) = preview(home, ["없는시", *row], header=header).problems
    assert problem[:3] == (2, "교류도시", "없는시")


def test_partner_spelled_otherwise_is_asked_about(home):
    partnership = PartnershipFactory(home=home, partner__name="플러튼시", partner__slug="fullerton")
    header = ["교류도시", *HEADER]
    row = ["풀러턴", "로터리클럽", "미국", "플러튼로터리클럽", "2004.5.5", "", ""]
    run = preview(home, row, header=header)
    (question,) = run.questions
    assert (question["id"], run.counts) == ("city:US:풀러턴", {"ask": 1})
    skipped = preview(home, row, header=header, answers={question["id"]: "skip"})
    assert (skipped.counts, skipped.questions) == ({"same": 1}, [])
    answers = {question["id"]: "is:fullerton"}
    assert civic(home, row, header=header, answers=answers) == {"new": 1}
    assert CivicAgreement.objects.get().partnership == partnership


def test_partnership_of_a_stored_tie_changes_and_is_shown(home):
    old, new = (PartnershipFactory(home=home, partner__name=name) for name in ("나라시", "우베시"))
    civic(home, ["나라시", *ROW], header=["교류도시", *HEADER])
    run = preview(home, ["우베시", *ROW], header=["교류도시", *HEADER])
    assert run.changes == [
        ["교류도시", "미국 캘리포니아주 나라시", "미국 캘리포니아주 우베시", False]
    ]
    assert civic(home, ["우베시", *ROW], header=["교류도시", *HEADER]) == {"changed": 1}
    assert CivicAgreement.objects.get().partnership == new
    assert old.civic_agreements.count() == 0


def test_tie_of_the_same_two_at_another_date_is_asked_about(home):
    civic(home, ROW)
    stored = CivicAgreement.objects.get()
    other = [*ROW[:3], "2006-08-10", "", ""]
    (question,) = preview(home, other).questions
    assert [answer for answer, _ in question["choices"]] == [f"same:{stored.pk}", "new"]
    assert civic(home, ROW, other) == {"same": 1, "new": 1}


def test_corrected_date_changes_the_tie_where_the_clerk_says_so(home):
    civic(home, ROW)
    other = [*ROW[:3], "2006-08-10", "", ""]
    (question,) = preview(home, other).questions
    answers = {question["id"]: question["choices"][0][0]}
    assert civic(home, other, answers=answers) == {"changed": 1}
    assert CivicAgreement.objects.get().signed_edtf == "2006-08-10"


def test_value_a_person_wrote_stays(home):
    civic(home, [*ROW[:5], "격년"])
    tie = CivicAgreement.objects.get()
    tie.remarks = "해마다"
    tie._history_user = clerk()
    tie.save()
    assert civic(home, [*ROW[:5], "격년"]) == {"kept": 1}
    assert civic(home, [*ROW[:5], "격년"], overwrites=True) == {"changed": 1}


def test_blank_cells_and_the_state_stay_as_they_are(home):
    CivicAgreementFactory(
        home=home, home_organisation="강서고", partner_organisation="가고", partner_country="AU",
        signed="2006-08-09", content="문화", category="other",
    )  # fmt: skip
    assert civic(home, ROW) == {"same": 1}
    assert CivicAgreement.objects.get().state == "published"
