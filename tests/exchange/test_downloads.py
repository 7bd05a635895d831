"""Lists as files: what they hold, and that spreadsheets are safe from them."""

import io
import json
from urllib.parse import unquote

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import Portal
from tests.downloads import EXTENSIONS, LISTS, as_dicts, fetched, from_csv, from_xlsx
from tests.factories import (
    AgreementFactory,
    CivicAgreementFactory,
    ExchangeEventFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.pages import home_with
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return PortalFactory(city__name="서구", city__region="대구광역시", licence=1).city


# What is in them.


def test_csv_opens_in_excel_as_it_is(client, home):
    ExchangeEventFactory(partnership__home=home, title="방문", details="하나\n둘")
    data = fetched(client, f"/{home.slug}/events.csv")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 2
    assert data.endswith(b"\r\n")


def test_every_row_says_its_day_and_licence(client, home):
    ExchangeEventFactory(partnership__home=home)
    old, new = "2020-01-01T12:00:00+09:00", "2024-05-06T00:30:00+09:00"
    ExchangeEvent.objects.update(updated_at=old)
    ExchangeEventFactory(partnership__home=home)
    ExchangeEvent.objects.filter(pk=ExchangeEvent.objects.latest("pk").pk).update(updated_at=new)
    for row in as_dicts(fetched(client, f"/{home.slug}/events.csv")):
        assert row["데이터기준일자"] == "2024-05-06"
        assert row["이용조건"] == "공공누리 제1유형: 출처표시"
    found = json.loads(fetched(client, f"/{home.slug}/events.json"))
    assert (found["데이터기준일자"], found["이용조건"]) == (
        "2024-05-06",
        "공공누리 제1유형: 출처표시",
    )
    assert found["이용조건 주소"] == "https://www.kogl.or.kr/info/licenseType1.do"


def test_a_licence_that_is_not_stated_is_not_made_up(client):
    home = PartnershipFactory().home
    assert as_dicts(fetched(client, f"/{home.slug}/partners.csv"))[0]["이용조건"] == "정해지지 않음"
    assert json.loads(fetched(client, f"/{home.slug}/partners.json"))["이용조건"] is None


def test_json_has_no_bom_and_null_for_what_is_unknown(client, home):
    ExchangeEventFactory(partnership__home=home, period=None, headcount=None)
    ExchangeEventFactory(partnership__home=home, period="2019", headcount=12)
    data = fetched(client, f"/{home.slug}/events.json?sort=period")
    assert data.startswith(b"{")
    known, unknown = json.loads(data)["records"]
    assert (known["기간"], known["EDTF"], known["인원(명)"]) == ("2019", "2019", 12)
    assert (unknown["기간"], unknown["EDTF"], unknown["인원(명)"]) == (None, None, None)


def test_names_of_files_are_korean_and_ascii_for_old_programs(client, home):
    response = client.get(f"/{home.slug}/partners.csv")
    plain, korean = response["Content-Disposition"].removeprefix("attachment; ").split("; ")
    day = Portal.objects.get().updated_at.astimezone().date().isoformat()
    assert plain.startswith(f'filename="{home.slug}-partners-')
    assert unquote(korean).startswith("filename*=UTF-8''대구광역시_서구_교류도시_목록_")
    assert day[:4] in korean


def test_the_three_formats_hold_the_same(client, home):
    AgreementFactory(partnership__home=home, title='=협정, "따옴표"')
    ExchangeEventFactory(partnership__home=home, details="-하나\n둘", headcount=3)
    CivicAgreementFactory(home=home, remarks="@비고")
    IndicatorValueFactory(indicator=IndicatorFactory(home=home), value="12.500")
    for name in LISTS:
        headers, rows = from_csv(fetched(client, f"/{home.slug}/{name}.csv"))
        same_headers, cells = from_xlsx(fetched(client, f"/{home.slug}/{name}.xlsx"))
        found = json.loads(fetched(client, f"/{home.slug}/{name}.json"))
        assert headers == same_headers == [*(f["id"] for f in found["fields"]), *headers[-2:]]
        assert len(rows) == len(cells) == len(found["records"])
        for row, others in zip(rows, cells, strict=True):
            assert ["" if other is None else other for other in others] == pytest.approx(
                [other if type(other) is str else float(cell) if other is not None else cell
                 for cell, other in zip(row, others, strict=True)]
            )  # fmt: skip


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "＝"])
def test_no_cell_is_a_formula(client, home, sign):
    bad = f"{sign}HYPERLINK(1)"
    partnership = PartnershipFactory(home=home, partner__name_en=bad)
    AgreementFactory(partnership=partnership, title=bad, place=bad, text=bad)
    ExchangeEventFactory(partnership=partnership, title=bad, details=bad, place=bad)
    CivicAgreementFactory(home=home, home_organisation=bad, content=bad, remarks=bad)
    IndicatorFactory(home=home, name=bad, note=bad)
    for name in LISTS:
        for row in from_csv(fetched(client, f"/{home.slug}/{name}.csv"))[1]:
            assert not [cell for cell in row if cell.startswith(tuple("=+-@\t\r＝"))]
        book = openpyxl.load_workbook(io.BytesIO(fetched(client, f"/{home.slug}/{name}.xlsx")))
        assert {cell.data_type for row in book.active for cell in row} <= {"s", "n", "inlineStr"}


@pytest.mark.parametrize("sign", ["\x0b", "\ufffe", "\uffff"])
def test_a_character_that_xml_refuses_breaks_no_file(client, home, sign):
    ExchangeEventFactory(partnership__home=home, title=f"방{sign}문")
    assert from_xlsx(fetched(client, f"/{home.slug}/events.xlsx"))[1][0][3] == "방문"
    assert from_csv(fetched(client, f"/{home.slug}/events.csv"))[1][0][3] == "방문"


# What is asked of them.


def test_conditions_of_the_page_narrow_the_file(client, home):
    for country in ("JP", "US"):
        partnership = PartnershipFactory(home=home, partner__country=country)
        AgreementFactory(partnership=partnership)
        ExchangeEventFactory(partnership=partnership)
        CivicAgreementFactory(home=home, partner_country=country)
    for name in ("partners", "agreements", "events", "civic"):
        assert len(as_dicts(fetched(client, f"/{home.slug}/{name}.csv"))) == 2
        assert len(as_dicts(fetched(client, f"/{home.slug}/{name}.csv?country=JP"))) == 1
        assert not as_dicts(fetched(client, f"/{home.slug}/{name}.csv?country=FR"))


def test_order_of_the_page_is_that_of_the_file(client, home):
    partnership = PartnershipFactory(home=home)
    for year in (2001, 2003, 2002):
        ExchangeEventFactory(partnership=partnership, period=str(year))
    for sort, years in (("period", "2001 2002 2003"), ("-period", "2003 2002 2001")):
        rows = as_dicts(fetched(client, f"/{home.slug}/events.csv?sort={sort}"))
        assert [row["기간"] for row in rows] == years.split()


@pytest.mark.parametrize(
    "address",
    ["partners.csv?country=XX", "partners.xlsx?kind=marriage", "events.json?since=19x5",
     "events.csv?partner=nobody", "civic.csv?category=x", "agreements.csv?status=x",
     "events.csv?since=2019&until=2018", "civic.xlsx?text=%00", "events.csv?text=%01"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_korean(client, home, address):
    ExchangeEventFactory(partnership__home=home)
    response = client.get(f"/{home.slug}/{address}")
    assert response.status_code == 400
    assert any("가" <= letter <= "힣" for letter in response.content.decode())


def test_other_kinds_of_files_and_unpublished_homes_are_not_found(client, home):
    assert client.get(f"/{home.slug}/partners.pdf").status_code == 404
    Portal.objects.update(state="draft")
    assert client.get(f"/{home.slug}/partners.csv").status_code == 404


def test_the_same_korean_data_stands_below_other_languages(client, home):
    AgreementFactory(partnership__home=home)
    korean = fetched(client, f"/{home.slug}/partners.csv")
    assert fetched(client, f"/en/{home.slug}/partners.csv") == korean


def test_a_home_without_records_has_files_with_headers_alone(client, home):
    for query in ("", "?sort=country", "?sort=-country"):
        for name in LISTS:
            if name in ("partners", "civic") or not query:
                headers, rows = from_csv(fetched(client, f"/{home.slug}/{name}.csv{query}"))
                assert "데이터기준일자" in headers
                assert not rows


def test_head_has_the_headers_and_asks_for_no_rows(client, home):
    ExchangeEventFactory(partnership__home=home)
    for extension in EXTENSIONS:
        response = client.head(f"/{home.slug}/events.{extension}")
        assert response.status_code == 200
        assert b"".join(response) == b""
        assert "Content-Length" not in response  # unknown before the rows are asked for; not 0
        assert "filename*" in response["Content-Disposition"]


def test_what_is_not_public_is_in_no_file(client, home):
    hidden = {"state": "draft"}
    partnership = PartnershipFactory(home=home)
    AgreementFactory(partnership=partnership, title="숨은협정", **hidden)
    ExchangeEventFactory(partnership=partnership, title="숨은교류", **hidden)
    CivicAgreementFactory(home=home, remarks="숨은민간", **hidden)
    IndicatorFactory(home=home, name="숨은지표", **hidden)
    secret = PartnershipFactory(home=home, partner__name="숨은도시", **hidden)
    CivicAgreementFactory(home=home, partnership=secret)
    ExchangeEventFactory(partnership=secret)
    before = AgreementFactory(partnership=partnership, title="숨은앞협정", **hidden)
    AgreementFactory(partnership=partnership, title="뒤", supersedes=before)
    for name in LISTS:
        data = fetched(client, f"/{home.slug}/{name}.csv").decode()
        assert "숨은" not in data
        assert "홍길동" not in data


def test_queries_do_not_grow_with_the_rows(client):
    few, many = home_with(10), home_with(600)
    for name in LISTS:
        counts = []
        for home in (few, many):
            with CaptureQueriesContext(connection) as captured:
                fetched(client, f"/{home.slug}/{name}.csv")
            counts.append(len(captured))
        assert counts[0] == counts[1] <= 8, name
