"""Importing and exporting in a browser; the `page` fixture fails on any CSP violation."""

import re

import pytest
from playwright.sync_api import expect

from cities.models import Partnership
from tests.factories import PartnershipFactory, PortalFactory
from tests.import_pages import LEGACY, address, as_csv
from timelines.models import ExchangeEvent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def checked(page, axe):
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    axe(page, preload=False)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 740)])
def test_clerk_imports_a_partner_list(admin_page, axe, width, height):
    PortalFactory(city__name="서구", city__region="대구광역시")
    admin_page.set_viewport_size({"width": width, "height": height})
    admin_page.goto(address(Partnership, "changelist"))
    admin_page.get_by_role("link", name="가져오기").click()
    expect(admin_page.get_by_label("가져올 파일")).to_be_visible()
    checked(admin_page, axe)
    admin_page.get_by_label("우리 도시").select_option(label="대한민국 대구광역시 서구")
    admin_page.get_by_label("가져올 파일").set_input_files(
        LEGACY / "daegu_seogu_partners.cp949.csv"
    )
    admin_page.get_by_role("button", name="미리보기").click()
    table = admin_page.get_by_role("table", name="미리보기")
    expect(table.get_by_role("row")).to_have_count(4)
    expect(table).to_contain_text("2016. 08. 19.")
    assert not Partnership.objects.exists()
    checked(admin_page, axe)
    admin_page.get_by_role("button", name="이대로 가져오기").click()
    expect(admin_page.locator(".messagelist")).to_contain_text("새로 3행")
    assert Partnership.objects.count() == 3


def test_clerk_chooses_a_partnership_and_mends_what_is_wrong(admin_page, axe):
    partnership = PartnershipFactory(home__name="용인시", partner__name="플러튼시")
    admin_page.goto(address(ExchangeEvent, "import"))
    admin_page.locator("[aria-labelledby=select2-id_chosen-container]").click()
    admin_page.locator(".select2-search__field").fill("플러튼")
    admin_page.locator(".select2-results__option--highlighted", has_text="플러튼시").click()
    rows = [["기간", "교류내용"], ["2013. 4. 5.", "방문"], ["동년 5월 2일", "협의"]]

    def upload():
        admin_page.get_by_label("가져올 파일").set_input_files(
            {"name": "연혁.csv", "mimeType": "text/csv", "buffer": as_csv(rows, "cp949")}
        )
        admin_page.get_by_role("button", name="미리보기").click()

    upload()
    problems = admin_page.get_by_role("table", name="고칠 것")
    expect(problems).to_contain_text("동년 5월 2일")
    checked(admin_page, axe)
    rows[2][0] = "2013년 5월 2일"
    upload()
    admin_page.get_by_role("button", name="이대로 가져오기").click()
    expect(admin_page.locator(".messagelist")).to_contain_text("새로 2행")
    assert partnership.events.count() == 2


def test_advice_stays_in_sight_beside_a_long_text(admin_page):
    partnership = PartnershipFactory()
    admin_page.goto(address(ExchangeEvent, "import") + f"?chosen={partnership.pk}")
    rows = [["기간", "교류내용"], ["2013. 4. 5.", "가나" * 200], ["2014. 13.", "x" * 400]]
    admin_page.get_by_label("가져올 파일").set_input_files(
        {"name": "연혁.csv", "mimeType": "text/csv", "buffer": as_csv(rows)}
    )
    admin_page.get_by_role("button", name="미리보기").click()
    table = admin_page.get_by_role("table", name="고칠 것")
    advice = table.get_by_role("cell", name=re.compile("300자까지")).first.bounding_box()
    assert advice["x"] + advice["width"] <= 1280
    assert advice["width"] >= 200
    column = table.get_by_role("cell", name="교류내용").first.bounding_box()
    assert column["height"] <= column["width"] or column["width"] >= 60


def test_clerk_exports_and_gets_a_file(admin_page, axe):
    PartnershipFactory()
    admin_page.goto(address(Partnership, "changelist"))
    admin_page.get_by_role("link", name="내보내기").click()
    expect(admin_page.get_by_label("형식")).to_be_visible()
    checked(admin_page, axe)
    for label, ending in (("csv", "csv"), ("xlsx", "xlsx")):
        admin_page.get_by_label("형식").select_option(label=label)
        with admin_page.expect_download() as download:
            admin_page.get_by_role("button", name="내보내기").click()
        assert re.fullmatch(rf"Partnership-[\d-]+\.{ending}", download.value.suggested_filename)
