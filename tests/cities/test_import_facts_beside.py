"""Rows of a facts table that are no facts: links, background and dates of agreements."""

import pytest

from agreements.models import Agreement
from cities.models import CityLink
from cities.resources import CityFactResource
from tests.factories import (
    AgreementFactory,
    CityFactory,
    CityLinkFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.import_tables import Run, imported
from tests.staff import clerk

pytestmark = pytest.mark.django_db

HEADER = ["구분", "내용"]


@pytest.fixture
def home():
    return PortalFactory(city__name="용인시").city


@pytest.fixture
def partnership(home):
    return PartnershipFactory(home=home, partner__name="플러튼시", partner__country="US")


def facts(partnership, *rows, **options):
    return imported(
        CityFactResource, rows, partnership.home, partnership.partner.name, HEADER, **options
    )


def preview(partnership, *rows, **options):
    run = Run(CityFactResource, rows, partnership.home, partnership.partner.name, HEADER, **options)
    return run.preview()


# Links.


def links(partnership):
    return list(partnership.partner.links.order_by("position").values_list("label", "url"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("강원도 인제군 바로가기", [("강원도 인제군 바로가기", "")]),
        ("경상북도 의성군 바로가기\n의성장날 바로가기",
         [("경상북도 의성군 바로가기", ""), ("의성장날 바로가기", "")]),
        ("경상북도 의성군 바로가기 의성장날 바로가기",
         [("경상북도 의성군 바로가기", ""), ("의성장날 바로가기", "")]),
        ("https://www.cityoffullerton.com/", [("플러튼시 누리집", "https://www.cityoffullerton.com/")]),
        ("www.cityoffullerton.com", [("플러튼시 누리집", "http://www.cityoffullerton.com")]),
        ("시청: http://a.example.org", [("시청", "http://a.example.org")]),
    ],
)  # fmt: skip
def test_row_of_links_becomes_links(partnership, text, found):
    assert facts(partnership, ["홈페이지", text]) == {"new": 1}
    assert links(partnership) == found
    assert not partnership.partner.facts.exists()
    assert facts(partnership, ["홈페이지", text]) == {"same": 1}
    assert CityLink.history.count() == len(found)


def test_known_link_gets_its_address_unless_a_person_gave_one(partnership):
    link = CityLinkFactory(city=partnership.partner, label="시청", url="")
    assert facts(partnership, ["누리집", "시청 https://a.example.org"]) == {"changed": 1}
    link.refresh_from_db()
    assert link.url == "https://a.example.org"
    link.url = "https://b.example.org"
    link._history_user = clerk()
    link.save()
    assert facts(partnership, ["누리집", "시청 https://a.example.org"]) == {"kept": 1}


def test_same_address_under_another_name_is_the_same_link(partnership):
    CityLinkFactory(city=partnership.partner, label="플러튼", url="https://www.a.example.org/")
    assert facts(partnership, ["누리집", "http://a.example.org"]) == {"same": 1}


def test_link_a_person_deleted_is_not_made_again(partnership):
    facts(partnership, ["누리집", "시청"])
    link = CityLink.objects.get()
    link._history_user = clerk()
    link.delete()
    run = preview(partnership, ["누리집", "시청"])
    assert run.counts == {"same": 1}
    assert "사람이 지운" in run.notes[0]


# Background, outcome, plan.


def test_background_and_outcome_go_to_the_partnership(partnership):
    text = "교류를 희망해 옴\n교류사업을 확대해 나아가기로 함"
    rows = [["플러튼시 추진배경/성과", text], ["교류계획", "· 학생 교류\n· 문화 교류"]]
    assert facts(partnership, *rows) == {"changed": 2}
    partnership.refresh_from_db()
    assert partnership.background == "교류를 희망해 옴"
    assert partnership.outcome == "교류사업을 확대해 나아가기로 함"
    assert partnership.plan == "학생 교류\n문화 교류"
    assert facts(partnership, *rows) == {"same": 2}


def test_background_and_outcome_that_cannot_be_parted_stay_together_and_it_is_said(partnership):
    run = preview(partnership, ["추진배경/성과", "한 줄"])
    assert run.changes == [["추진 배경", "", "한 줄", False]]
    assert "모두 ‘추진 배경’에" in run.notes[0]


def test_background_a_person_wrote_stays(partnership):
    partnership.background = "사람이 쓴 글"
    partnership._history_user = clerk()
    partnership.save()
    assert facts(partnership, ["추진배경", "파일의 글"]) == {"kept": 1}


def test_background_of_a_city_that_is_no_partner_is_a_fact(home):
    city = CityFactory(name="의성군")
    assert imported(CityFactResource, [["배경", "글"]], home, city, HEADER) == {"new": 1}
    assert city.facts.get().label == "배경"


# Dates of agreements.


def test_date_of_a_known_agreement_is_said_and_changes_nothing(partnership):
    AgreementFactory(partnership=partnership, signed="2004. 05. 04.", title="자매결연")
    run = preview(partnership, ["자매결연 체결일", "2004. 5.4"])
    assert run.counts == {"same": 1}
    assert run.notes == ["이미 있는 협정 ‘자매결연’의 날짜입니다."]


def test_date_of_an_agreement_nobody_knows_makes_it(partnership):
    row = ["자매결연 체결일", "2004. 5.4"]
    run = Run(CityFactResource, [row], partnership.home, partnership.partner, HEADER).save()
    agreement = partnership.agreements.get()
    assert (agreement.kind, agreement.title, agreement.signed.text, agreement.state) == (
        "sister", "자매결연", "2004. 5.4", "draft",
    )  # fmt: skip
    assert run.plans[0].records == [["agreements.agreement", agreement.pk, "+"]]
    assert facts(partnership, row) == {"same": 1}
    assert not partnership.partner.facts.exists()


def test_other_date_than_the_agreements_is_asked_about(partnership):
    AgreementFactory(partnership=partnership, signed="2004. 5. 4.")
    row = ["자매결연 체결일", "2004. 5. 5."]
    (question,) = preview(partnership, row).questions
    assert [answer for answer, _ in question["choices"]] == ["keep", "new"]
    assert facts(partnership, row, answers={question["id"]: "keep"}) == {"same": 1}
    assert facts(partnership, row, answers={question["id"]: "new"}) == {"new": 1}
    assert Agreement.objects.count() == 2


def test_date_without_its_day_is_the_same_date(partnership):
    AgreementFactory(partnership=partnership, signed="2004. 5. 4.")
    assert facts(partnership, ["자매결연일", "2004년 5월"]) == {"same": 1}


def test_date_without_its_kind_is_said(partnership):
    run = preview(partnership, ["체결일", "2004. 5. 4."])
    assert run.counts == {"same": 1}
    assert "무슨 협정인지" in run.notes[0]


def test_date_that_cannot_be_read_stays_a_fact(partnership):
    assert facts(partnership, ["자매결연 체결일", "곧 체결할 예정"]) == {"new": 1}
    assert partnership.partner.facts.get().text == "곧 체결할 예정"


def test_agreement_a_person_deleted_is_not_made_again(partnership):
    facts(partnership, ["자매결연 체결일", "2004. 5.4"])
    agreement = Agreement.objects.get()
    agreement._history_user = clerk()
    agreement.delete()
    assert facts(partnership, ["자매결연 체결일", "2004. 5.4"]) == {"same": 1}
    assert not Agreement.objects.exists()


def test_date_of_a_city_that_is_no_partner_is_said_and_is_no_fact(home):
    city = CityFactory(name="의성군")
    run = Run(CityFactResource, [["자매결연 체결일", "2013. 7. 13."]], home, city, HEADER).preview()
    assert run.counts == {"same": 1}
    assert "교류도시가 아니어서" in run.notes[0]
