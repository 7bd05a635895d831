"""The question at the foot of a page, answered in a browser without a script, and by keyboard."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from exchange.models import FeedbackComment, FeedbackDay
from tests.factories import PartnershipFactory
from tests.feedback import feedback_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _no_limits_of_other_tests(live_server):
    cache.clear()


@pytest.fixture
def address():
    partnership = PartnershipFactory()
    return f"/{partnership.home.slug}/partners/{partnership.partner.slug}/"


def no_sideways_scroll(page):
    root = "document.documentElement"
    return page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")


def test_citizen_without_scripts_answers_and_comments(browser, live_server, address):
    context = browser.new_context(
        java_script_enabled=False, base_url=live_server.url, locale="ko-KR"
    )
    page = context.new_page()
    page.goto(address)
    page.get_by_role("group", name="이 페이지가 도움이 되었습니까?").get_by_role(
        "button", name="아니오"
    ).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("고맙습니다")
    page.reload()
    page.get_by_label("의견").fill("지도를 넣어 주세요. 010-1234-5678")
    page.get_by_role("button", name="의견 보내기").click()
    expect(page.get_by_text("의견을 받았습니다.")).to_be_visible()
    expect(page.get_by_text("개인정보로 보이는 부분은 지우고 받았습니다.")).to_be_visible()
    page.reload()
    assert page.get_by_role("textbox", name="의견").count() == 0
    page.get_by_role("link", name="보던 페이지로 돌아가기").click()
    expect(page).to_have_url(live_server.url + address)
    assert context.cookies() == []
    context.close()
    day = FeedbackDay.objects.get()
    assert (day.page.path, day.language, day.yes, day.no) == (address, "ko", 0, 1)
    assert FeedbackComment.objects.get().text == "지도를 넣어 주세요. [지움]"


def test_citizen_answers_by_keyboard_alone_and_never_meets_the_trap(page, address):
    page.goto(address)
    focused = []
    for _ in range(200):
        page.keyboard.press("Tab")
        focused.append(
            page.evaluate("document.activeElement.value || document.activeElement.name || ''")
        )
        if focused[-1] == "yes":
            break
    ring = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(ring) != "none"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "no"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('footer') !== null")
    assert "website" not in focused
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("고맙습니다")
    assert FeedbackDay.objects.get().yes == 1


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_on_the_way(page, axe, address, width):
    def checked():
        axe(page)
        page.emulate_media(color_scheme="dark")
        found = page.evaluate("axe.run({runOnly: ['color-contrast']})")["violations"]
        assert not found, found
        page.emulate_media(color_scheme="light")
        assert no_sideways_scroll(page)

    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    checked()
    buttons = page.locator("form.feedback button")
    tops = [buttons.nth(number).bounding_box() for number in range(2)]
    assert tops[0]["y"] == tops[1]["y"]
    assert all(box["height"] >= 44 for box in tops)
    buttons.first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("고맙습니다")
    checked()
    page.get_by_label("의견").fill("   ")
    page.get_by_role("button", name="의견 보내기").click()
    expect(page.get_by_role("alert")).to_have_text("의견을 적어 주세요.")
    checked()
    page.get_by_label("의견").fill("좋습니다")
    page.get_by_role("button", name="의견 보내기").click()
    expect(page.get_by_text("의견을 받았습니다.")).to_be_visible()
    checked()
    page.goto("/feedback/comment/")
    checked()


def test_paper_does_not_ask(page, address):
    page.goto(address)
    expect(page.locator("form.feedback")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("form.feedback")).to_be_hidden()


def test_form_on_another_site_is_refused_by_what_the_browser_says(page, live_server, address):
    page.goto(address)
    form = (
        f'<form method="post" action="{live_server.url}/feedback/">'
        f'<input name="page" value="{address}"><button name="answer" value="no">x</button></form>'
    )
    # A page of no origin, as that of another site is to this one.
    page.goto("about:blank")
    page.set_content(form)
    with page.expect_navigation() as sent:
        page.get_by_role("button").click()
    assert sent.value.status == 403
    assert not FeedbackDay.objects.exists()


def test_office_reads_the_results(admin_page, axe):
    today = timezone.localdate()
    found = feedback_on("/ansan/", "ansan", days=[("ko", today, 3, 1), ("en", today, 1, 0)])
    values = {"language": "ko", "is_helpful": False}
    comment = FeedbackComment.objects.create(page=found, text="지도가\n작습니다.", **values)
    for width in (1280, 360):
        admin_page.set_viewport_size({"width": width, "height": 800})
        for name, *args in [
            ("feedbackpage_changelist",), ("feedbackpage_change", found.pk),
            ("feedbackcomment_changelist",), ("feedbackcomment_change", comment.pk),
            ("feedbackpage_export",),
        ]:  # fmt: skip
            admin_page.goto(reverse(f"admin:exchange_{name}", args=args))
            axe(admin_page, preload=False)
            assert no_sideways_scroll(admin_page), (name, width)
    admin_page.goto(reverse("admin:exchange_feedbackcomment_changelist"))
    admin_page.locator("input.action-select").check()
    admin_page.locator("select[name=action]").select_option("handle")
    admin_page.get_by_role("button", name="실행").click()
    expect(admin_page.locator(".messagelist")).to_contain_text("의견 1건을 바꾸었습니다.")
    assert FeedbackComment.objects.get().is_handled
