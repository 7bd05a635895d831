"""Our own exports of partner lists and civic tables: what they hold, and that they come in again."""

import pytest

from agreements.models import Agreement, CivicAgreement
from agreements.partner_list import PartnerListResource
from agreements.resources import CivicAgreementResource
from cities.models import City, Partnership
from tests.factories import (
    AgreementFactory,
    CivicAgreementFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.import_tables import exported, imported

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return PortalFactory(city__name="서구", city__region="대구광역시").city


def test_partner_list_imported_again_changes_nothing(home):
    partnership = PartnershipFactory(home=home, partner__name="쑤저우 고신구", partner__region="")
    AgreementFactory(partnership=partnership, title="")
    AgreementFactory(partnership=partnership, title='=협정, "따옴표"', place="'서구청")
    AgreementFactory(partnership=partnership, signed=None, signed_note="'10일'로만 적혀 있음")
    AgreementFactory(partnership=partnership, kind="mou", signed="1994. ~ 현재", status="ended")
    PartnershipFactory(home=home, stage="preparing", partner__region="", partner__name="나라")
    region = {"partner__region": "강원도", "partner__name": "인제군", "partner__country": "KR"}
    PartnershipFactory(home=home, **region)
    models = (City, Partnership, Agreement)
    before = [list(model.objects.order_by("pk").values()) for model in models]
    header, rows = exported(PartnerListResource, Partnership.objects.all())
    assert imported(PartnerListResource, rows, header=header) == {"same": 6}
    assert [list(model.objects.order_by("pk").values()) for model in models] == before


def test_partner_list_has_a_row_for_each_agreement_and_each_partner_without(home):
    partnership = PartnershipFactory(
        home=home, partner__name="플러튼시", partner__name_en="Fullerton"
    )
    AgreementFactory(partnership=partnership, title="자매결연", signed="2004. 5.4")
    header, rows = exported(PartnerListResource, Partnership.objects.all())
    assert header == [
        "우리 도시", "국명", "광역·주·성", "교류도시", "영문 이름", "교류내용", "협정 이름",
        "교류일자", "체결일 설명", "체결 장소", "효력", "단계",
    ]  # fmt: skip
    assert rows == [[
        "대한민국 대구광역시 서구", "미국", "캘리포니아주", "플러튼시", "Fullerton", "자매결연",
        "자매결연", "2004. 5.4", "", "", "유효", "교류 중",
    ]]  # fmt: skip


def test_partner_list_asks_no_more_for_more_rows(home, django_assert_max_num_queries):
    for _ in range(30):
        AgreementFactory(partnership__home=home)
    with django_assert_max_num_queries(6):
        exported(PartnerListResource, Partnership.objects.all())


def test_civic_table_imported_again_changes_nothing(home):
    partnership = PartnershipFactory(home=home)
    CivicAgreementFactory(
        home=home, partnership=partnership, content="=문화, 교류", remarks="-비고\n둘"
    )
    CivicAgreementFactory(home=home, home_organisation="반 월 초", signed=None, partner_country="")
    CivicAgreementFactory(home=home, signed="1994. ~ 현재", field="culture", category="company")
    before = list(CivicAgreement.objects.values())
    header, rows = exported(CivicAgreementResource, CivicAgreement.objects.all())
    assert imported(CivicAgreementResource, rows, header=header) == {"same": 3}
    assert list(CivicAgreement.objects.values()) == before
