"""The import desk in a browser, at a desk and on a phone; `page` fails on any CSP violation."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cities.models import Partnership
from exchange.desk.models import ImportBatch
from tests.factories import ExchangeEventFactory, PartnershipFactory, PortalFactory
from tests.import_pages import LEGACY, address, as_csv, desk, workbook
from timelines.models import ExchangeEvent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = pytest.mark.parametrize(
    "size", [{"width": 1280, "height": 800}, {"width": 360, "height": 740}], ids=["desk", "phone"]
)


def checked(page, axe, heading):
    """The page with this heading: axe finds nothing, and nothing but tables scrolls sideways."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    axe(page, preload=False)
    content = "document.querySelector('#content')"
    assert page.evaluate(f"{content}.scrollWidth <= {content}.clientWidth"), heading


def send_file(page, name, data):
    page.get_by_label("가져올 파일").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    page.get_by_role("button", name="올리기", exact=True).click()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def partnership():
    return PartnershipFactory(
        home__name="용인시", partner__name="플러튼시", partner__region="캘리포니아주"
    )


@SIZES
def test_clerk_imports_a_partner_list_from_the_list_of_partnerships(admin_page, axe, size):
    PortalFactory(city__name="서구", city__region="대구광역시")
    admin_page.set_viewport_size(size)
    admin_page.goto(address(Partnership, "changelist"))
    admin_page.locator(".object-tools").get_by_role("link", name="가져오기").click()
    checked(admin_page, axe, "가져올 표 올리기")
    expect(admin_page.locator("details[open] summary")).to_have_text("교류도시 목록")
    data = (LEGACY / "daegu_seogu_partners.cp949.csv").read_bytes()
    send_file(admin_page, "교류도시.csv", data)
    checked(admin_page, axe, "표와 열 확인")
    press(admin_page, "미리보기")
    checked(admin_page, axe, "미리보기")
    expect(admin_page.locator(".desk-changes tbody tr")).to_have_count(3)
    expect(admin_page.locator(".desk-changes")).to_contain_text("2016. 08. 19.")
    assert not Partnership.objects.exists()
    press(admin_page, "모두 가져오기")
    checked(admin_page, axe, "가져온 결과")
    expect(admin_page.locator(".desk-outcome")).to_contain_text("새로 3행")
    assert Partnership.objects.count() == 3
    admin_page.get_by_role("link", name="이 가져오기 되돌리기").click()
    checked(admin_page, axe, "가져오기 되돌리기")
    press(admin_page, "되돌리기")
    expect(admin_page.locator(".desk-outcome")).to_contain_text("되돌렸습니다")
    checked(admin_page, axe, "가져온 결과")
    assert not Partnership.objects.exists()
    admin_page.goto(desk("changelist"))
    expect(admin_page.locator("#result_list tbody tr")).to_contain_text("되돌림")
    axe(admin_page, preload=False)


@SIZES
def test_clerk_mends_a_date_in_the_preview(admin_page, axe, partnership, size):
    admin_page.set_viewport_size(size)
    admin_page.goto(desk("add"))
    admin_page.get_by_label("교류도시", exact=False).last.fill("캘리포니아주 플러튼시")
    rows = [["기간", "교류내용"], ["2013. 4. 5.", "방문"], ["동년 5월 2일", "협의"]]
    rows.append(["2014. 13.", "가나다라 " * 60])
    send_file(admin_page, "연혁.csv", as_csv(rows, "cp949"))
    press(admin_page, "미리보기")
    checked(admin_page, axe, "미리보기")
    expect(admin_page.get_by_role("button", name="읽은 행만 가져오기")).to_be_visible()
    admin_page.get_by_label("3행 기간 고쳐 적기").fill("2013년 5월 2일")
    admin_page.get_by_label("4행 빼기").check()
    press(admin_page, "적용하고 다시 보기")
    expect(admin_page.locator(".desk-next")).to_contain_text("새로 2행")
    checked(admin_page, axe, "미리보기")
    press(admin_page, "모두 가져오기")
    expect(admin_page.locator(".desk-outcome")).to_contain_text("새로 2행")
    assert {event.period.text for event in partnership.events.all()} == {
        "2013. 4. 5.", "2013년 5월 2일",
    }  # fmt: skip


def test_advice_stays_in_sight_beside_a_long_text(admin_page, partnership):
    admin_page.goto(desk("add") + f"?partner={partnership.partner.slug}")
    rows = [["기간", "교류내용"], ["2013. 4. 5.", "가나" * 200], ["2014. 13.", "x" * 250]]
    send_file(admin_page, "연혁.csv", as_csv(rows))
    press(admin_page, "미리보기")
    advice = admin_page.locator(".desk-problems .desk-advice").first.bounding_box()
    assert advice["x"] + advice["width"] <= 1280
    assert advice["width"] >= 200


@SIZES
def test_clerk_pastes_text_of_a_page(admin_page, axe, partnership, size):
    admin_page.set_viewport_size(size)
    admin_page.goto(desk("add"))
    admin_page.get_by_label("웹페이지나 표에서 복사해 붙여 넣기").fill(
        "교류 연혁\n2013. 4. 5.\n시장단 방문\n2014. 6.\n청소년 교류\n"
    )
    admin_page.get_by_label("교류도시", exact=False).last.fill("캘리포니아주 플러튼시")
    press(admin_page, "올리기")
    checked(admin_page, axe, "표와 열 확인")
    press(admin_page, "미리보기")
    checked(admin_page, axe, "미리보기")
    press(admin_page, "모두 가져오기")
    expect(admin_page.locator(".desk-outcome")).to_contain_text("새로 2행")
    assert ImportBatch.objects.get().is_pasted


PASTE = """([field, text, html]) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    data.setData("text/html", html);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true });
    field.dispatchEvent(event);
    document.execCommand("insertText", false, text);
}"""


def test_table_copied_from_a_page_keeps_its_cells(admin_page, partnership):
    admin_page.goto(desk("add") + f"?partner={partnership.partner.slug}")
    field = admin_page.get_by_label("웹페이지나 표에서 복사해 붙여 넣기")
    html = (
        "<table><tr><th>기간</th><th>교류내용</th></tr>"
        "<tr><td>2013. 4. 5.</td><td>방문<br>- 시장단 5명</td></tr></table>"
    )
    field.focus()
    admin_page.evaluate(PASTE, [field.element_handle(), "기간 교류내용\n2013. 4. 5. 방문", html])
    expect(admin_page.locator(".desk-pasted")).to_have_text("표 모양도 함께 받았습니다.")
    press(admin_page, "올리기")
    press(admin_page, "미리보기")
    press(admin_page, "모두 가져오기")
    expect(admin_page.locator(".desk-outcome")).to_contain_text("새로 1행")
    assert ExchangeEvent.objects.get().details == "시장단 5명"


def test_text_edited_after_the_paste_counts(admin_page):
    admin_page.goto(desk("add"))
    field = admin_page.get_by_label("웹페이지나 표에서 복사해 붙여 넣기")
    field.focus()
    admin_page.evaluate(PASTE, [field.element_handle(), "a", "<table><tr><td>a</table>"])
    hidden = admin_page.locator("input[name=html]")
    expect(hidden).to_have_value("<table><tr><td>a</table>")
    field.press_sequentially("b")
    expect(hidden).to_have_value("")


@SIZES
def test_workbook_with_two_sheets(admin_page, axe, partnership, size):
    admin_page.set_viewport_size(size)
    admin_page.goto(desk("add") + f"?partner={partnership.partner.slug}")
    data = workbook(
        [
            ["교류 연혁"],
            [],
            ["연번", "일시", "주요내용", "담당자"],
            [1, "2013. 4. 5.", "방문", "홍길동"],
        ],
        [["구분", "내용"], ["면적", "58㎢"], ["주요산업", "농업"], ["시화", "장미"]],
    )
    send_file(admin_page, "교류.xlsx", data)
    checked(admin_page, axe, "표와 열 확인")
    expect(admin_page.locator(".desk-table")).to_have_count(2)
    expect(admin_page.locator("#content")).to_contain_text("가져오지 않는 열: 담당자")
    expect(admin_page.locator("#content")).not_to_contain_text("홍길동")
    press(admin_page, "미리보기")
    checked(admin_page, axe, "미리보기")
    expect(admin_page.locator(".desk-summary tbody tr")).to_have_count(2)
    press(admin_page, "모두 가져오기")
    checked(admin_page, axe, "가져온 결과")
    assert partnership.events.get().title == "방문"
    assert partnership.partner.facts.count() == 2


@SIZES
def test_old_and_new_stand_side_by_side(admin_page, axe, partnership, size):
    ExchangeEventFactory(partnership=partnership, period="2013. 4. 5.", title="방문", place="서울")
    admin_page.set_viewport_size(size)
    admin_page.goto(desk("add") + f"?partner={partnership.partner.slug}")
    data = as_csv([["기간", "교류내용", "장소"], ["2013. 4. 5.", "방문", "용인시청"]])
    send_file(admin_page, "연혁.csv", data)
    press(admin_page, "미리보기")
    cell = admin_page.locator(".desk-changes td.desk-text")
    expect(cell.locator("del")).to_contain_text("서울")
    expect(cell.locator("ins")).to_contain_text("용인시청")
    checked(admin_page, axe, "미리보기")


def test_whole_way_with_the_keyboard(admin_page, partnership):
    admin_page.goto(desk("add") + f"?partner={partnership.partner.slug}")

    def tab_to(selector, most=60):
        for _ in range(most):
            admin_page.keyboard.press("Tab")
            if admin_page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        pytest.fail(f"Tab does not reach {selector}")

    tab_to("textarea[name=text]")
    admin_page.keyboard.insert_text("기간\t교류내용\n2013. 4. 5.\t방문\n동년 5월\t협의\n")
    tab_to("input[type=submit]")
    admin_page.keyboard.press("Enter")
    expect(admin_page.get_by_role("heading", level=1)).to_have_text("표와 열 확인")
    tab_to("input[type=submit][value=미리보기]", 90)
    admin_page.keyboard.press("Enter")
    expect(admin_page.get_by_role("heading", level=1)).to_have_text("미리보기")
    tab_to(".desk-mend input[type=text]")
    admin_page.keyboard.press("Control+A")
    admin_page.keyboard.type("2014. 5.")
    admin_page.keyboard.press("Enter")
    expect(admin_page.locator(".desk-next")).to_contain_text("새로 2행")
    tab_to(".desk-next button")
    admin_page.keyboard.press("Enter")
    expect(admin_page.locator(".desk-outcome")).to_contain_text("새로 2행")
    assert partnership.events.count() == 2


def test_clerk_exports_and_gets_a_file(admin_page, axe):
    PartnershipFactory()
    admin_page.goto(address(Partnership, "changelist"))
    admin_page.get_by_role("link", name="내보내기").click()
    expect(admin_page.get_by_label("형식")).to_be_visible()
    axe(admin_page, preload=False)
    for label in ("csv", "xlsx"):
        admin_page.get_by_label("형식").select_option(label=label)
        with admin_page.expect_download() as download:
            admin_page.get_by_role("button", name="내보내기").click()
        name = download.value.suggested_filename
        assert name.startswith("Partnership-")
        assert name.endswith(f".{label}")


def test_profiles_are_listed(admin_page, axe):
    admin_page.goto(reverse("admin:exchange_importprofile_changelist"))
    expect(admin_page.get_by_role("heading", level=1)).to_be_visible()
    axe(admin_page, preload=False)
