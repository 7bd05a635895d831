"""Files of lists come in again by the import desk, and change nothing."""

import json

import pytest
from django.core.management import call_command

from agreements.models import Agreement, CivicAgreement
from agreements.partner_list import PartnerListResource
from agreements.resources import CivicAgreementResource
from cities.models import City, CityFact, CityLink, Partnership, Portal
from tests.downloads import LISTS, came_in, fetched, from_csv, from_xlsx
from tests.factories import (
    AgreementFactory,
    CivicAgreementFactory,
    ExchangeEventFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.import_tables import exported
from timelines.models import ExchangeEvent, Indicator, IndicatorValue
from timelines.resources import TimelineResource

pytestmark = pytest.mark.django_db

# What old tables write for totals, notes, blanks and dates, and what programs compute.
WORDS = (
    "합계", "계", "소계 3건", "※ 참고 사항", "주) 설명", "2019년", "2013. 4. 5. 방문", "〃", "〃 방문",
    "상동", "미정", "없음", "연번", "교류내용", "1", "1,200", "①", "1. 첫째", "• 글머리", "-방문",
    "=1+1", "'=1+1", "''+1", "＝전각", "'홑따옴표", '방문, "인용"; 끝', "<b>굵게</b>", "a\tb", "(비고)",
    "방문\u00a0단", "e\u0301te", "한 줄 · 두 줄 / 세 줄", "x" * 120,
)  # fmt: skip


@pytest.fixture
def home():
    return PortalFactory(city__name="서구", city__region="대구광역시").city


def test_files_have_the_cells_that_the_export_of_the_admin_has(client, home):
    partnership = PartnershipFactory(home=home)
    AgreementFactory(partnership=partnership, title="=협정")
    event = {"field": "culture", "direction": "mutual", "place": "시청", "headcount": 7}
    ExchangeEventFactory(partnership=partnership, details="하나\n둘", **event)
    CivicAgreementFactory(home=home, partnership=partnership, field="sports")
    for name, resource, model in (
        ("partners", PartnerListResource, Partnership),
        ("events", TimelineResource, ExchangeEvent),
        ("civic", CivicAgreementResource, CivicAgreement),
    ):
        headers, rows = exported(resource, model.objects.all())
        ours = json.loads(fetched(client, f"/{home.slug}/{name}.json"))["records"]
        for row, record in zip(rows, ours, strict=True):
            cells = ["" if record[header] is None else str(record[header]) for header in headers]
            assert cells == [str(cell) for cell in row]


def test_every_file_of_the_fixtures_comes_in_again_and_changes_nothing(client):
    call_command("loaddata", "shared", "ansan", "daegu_seogu", "kumamoto", "sejong_daejeon",
                 "yongin", verbosity=0)  # fmt: skip
    models = (
        City, CityFact, CityLink, Partnership, Agreement, ExchangeEvent, CivicAgreement,
        Indicator, IndicatorValue,
    )  # fmt: skip
    before = [list(model.objects.order_by("pk").values()) for model in models]
    seen = 0
    for portal in Portal.objects.published().select_related("city"):
        for name in LISTS:
            for extension in ("csv", "xlsx"):
                data = fetched(client, f"/{portal.city.slug}/{name}.{extension}")
                rows = (from_csv if extension == "csv" else from_xlsx)(data)[1]
                wanted = {"same": len(rows)} if rows else {}
                assert came_in(data, f"{name}.{extension}", portal.city) == wanted, name
                seen += len(rows)
    assert seen > 400
    assert [list(model.objects.order_by("pk").values()) for model in models] == before


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_words_that_look_like_something_else_come_in_as_they_are(client, home, extension):
    for number, text in enumerate(WORDS):
        partnership = PartnershipFactory(home=home, partner__name=f"도시{number}시")
        said = {"place": text, "text": f"{text}\n둘"}
        AgreementFactory(partnership=partnership, title=text, signed_note=text, **said)
        said = {"place": text, "details": f"{text}\n- 둘\n\n셋"}
        ExchangeEventFactory(partnership=partnership, title=text, **said)
        said = {"content": text, "remarks": f"{text}\n둘"}
        CivicAgreementFactory(
            home=home, home_organisation=f"{text[:100]}학교", partner_organisation=text, **said
        )
    for name in ("partners", "agreements", "events", "civic"):
        data = fetched(client, f"/{home.slug}/{name}.{extension}")
        assert came_in(data, f"{name}.{extension}", home) == {"same": len(WORDS)}, name
