"""The desk's pages in every state, at a desk and on a phone, light and dark."""

import pytest
from playwright.sync_api import expect

from exchange.desk.models import ImportBatch
from tests.batches import State, add_results, bad_row, make_batch, make_table, new_row, question
from tests.factories import ExchangeEventFactory, PortalFactory
from tests.import_pages import desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "국제교류 협력 증진을 위한 실무 협의와 청소년 홈스테이 " * 6
NOTE = "요일이 날짜와 다릅니다: 2013. 4. 5.은 금요일입니다."


def pages_of(user):
    """{name: address} of a page in every state, with long and many words."""
    PortalFactory.create_batch(2)
    event = ExchangeEventFactory()
    pages = {"upload": desk("add") + "?shape=timeline", "list": desk("changelist")}
    text = "期間,交流内容\r\n2013年5月,市長の訪問と東京\r\n"
    batch = make_batch(State.ENCODING, text.encode("euc_jp"), user)
    pages["encoding"] = desk("encoding", batch.pk)
    batch = make_batch(State.FAILED, user=user, error="암호가 걸린 파일입니다. 암호를 풀어 주세요.")
    pages["stopped"] = desk("stopped", batch.pk)

    batch = make_batch(State.TABLES, user=user, file_name="아주 긴 이름의 교류 연혁 파일 " * 6)
    make_table(
        batch,
        [["2013. 4. 5.", LONG], ["2014", "방문"]],
        name="플러튼시 교류 연혁",
        around="국제교류 > 미국 > 캘리포니아주 플러튼시",
        doubt="‘구분’ 열이 날짜인지 알 수 없습니다.",
    )
    make_table(batch, [["가", "나"]], number=2, shape="", name="차림표")
    wide = [[f"열 {place}" for place in range(14)], [LONG[:40]] * 14]
    sample = [[line, *cells] for line, cells in enumerate(wide, 1)]
    make_table(batch, number=3, sample=sample, places={"기간": 0}, name="넓은 표")
    pages["tables"] = desk("tables", batch.pk)

    batch = make_batch(State.CHECKED, user=user, notices=["3행이 비어 있어 건너뛰었습니다."])
    table = make_table(
        batch,
        [["2013", "방문"]] * 9,
        questions=[question("city:플러튼", 2), question("city:풀러턴")],
        fixes={"8": {"기간": "2013"}, "9": {"": "skip"}},
        name="교류 연혁",
    )
    change = [["장소", LONG, "용인시청", False], ["인원(명)", "16", "18", False]]
    kept = ("kept", {"name": "2013. 4. 5. 방문", "changes": [["장소", "서울", "용인", True]]})
    add_results(
        table,
        ("new", {"cells": {"기간": "2013. 4. 5.", "교류내용": LONG}, "notes": [NOTE]}),
        ("changed", {"name": "2013. 4. 5. 방문", "changes": change}),
        kept,
        ("same", {}),
        bad_row(),
        bad_row(LONG),
        ("ask", {"cells": {"교류도시": "플러튼", "교류내용": LONG}, "question": "city:플러튼"}),
        ("ask", {"cells": {"교류도시": "풀러턴"}, "question": "city:풀러턴"}),
        *[new_row(number) for number in range(120)],
    )
    for kind in ("ask", "error", "changed", "new", "kept", "same", "warned"):
        pages[f"preview-{kind}"] = desk("preview", batch.pk) + f"?kind={kind}"

    batch = make_batch(State.DONE, user=user)
    table = make_table(batch, [["2013", "방문"]] * 2)
    record = ["timelines.exchangeevent", event.pk, "+"]
    add_results(table, new_row(), bad_row(LONG), records=[[record], []])
    pages["result"] = desk("result", batch.pk)
    pages["result-error"] = desk("result", batch.pk) + "?kind=error"
    pages["undo"] = desk("undo", batch.pk)
    left = [f"교류 내역 ‘{LONG}’: 가져온 뒤에 고쳐서 그대로 두었습니다."] * 3
    pages["undone"] = desk("result", make_batch(State.UNDONE, user=user, left_alone=left).pk)
    return pages


def looked_at(page, name):
    """A page that has come up; nothing but a table may scroll sideways."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), name


@pytest.mark.parametrize("width", [1280, 360])
def test_every_state_is_accessible_and_fits(admin_page, admin_user, axe, axe_script, width):
    admin_page.set_viewport_size({"width": width, "height": 800})
    for name, url in pages_of(admin_user).items():
        admin_page.emulate_media(color_scheme="light")
        admin_page.goto(url)
        looked_at(admin_page, name)
        try:
            axe(admin_page, preload=False)
        except AssertionError as found:
            pytest.fail(f"{name}: {found}")
        admin_page.emulate_media(color_scheme="dark")
        admin_page.goto(url)  # colours change slowly on a page that is open
        admin_page.evaluate(axe_script)
        rules = "{runOnly: ['color-contrast'], preload: false}"
        found = admin_page.evaluate(f"axe.run('#content', {rules})")["violations"]
        pale = [node["html"] for violation in found for node in violation["nodes"]]
        assert not pale, f"{name}, dark"


@pytest.mark.parametrize("width", [1280, 360])
def test_progress_is_followed_to_its_end(admin_page, admin_user, axe, width):
    admin_page.set_viewport_size({"width": width, "height": 800})
    batch = make_batch(State.CHECKED, user=admin_user, job="save", job_done=40, job_total=100)
    batches = ImportBatch.objects.filter(pk=batch.pk)
    batches.update(job_order={"asked": 9e12})
    add_results(make_table(batch, [["2013", "방문"]]), new_row())
    admin_page.goto(desk("progress", batch.pk))
    looked_at(admin_page, "progress")
    axe(admin_page, preload=False)
    bar = admin_page.get_by_role("progressbar", name="저장하기")
    batches.update(job_done=70)
    expect(bar).to_have_attribute("value", "70")
    batches.update(job="")
    expect(admin_page.get_by_role("heading", level=1)).to_have_text("미리보기")


def test_desk_works_without_script(browser, live_server, admin_page, admin_user):
    cookies = admin_page.context.cookies()
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    context.add_cookies(cookies)
    page = context.new_page()
    event = ExchangeEventFactory(title="다른 교류")
    page.goto(desk("add") + f"?partner={event.partnership.partner.slug}")
    page.locator("textarea[name=text]").fill("기간\t교류내용\n2013. 4. 5.\t방문\n동년\t협의\n")
    page.get_by_role("button", name="올리기", exact=True).click()
    page.get_by_role("button", name="미리보기", exact=True).click()
    page.get_by_label("3행 빼기").check()
    page.get_by_role("button", name="적용하고 다시 보기").click()
    page.get_by_role("button", name="모두 가져오기").click()
    expect(page.locator(".desk-outcome")).to_contain_text("새로 1행")
    batch = make_batch(State.CHECKED, user=admin_user, job="save", job_total=9)
    ImportBatch.objects.filter(pk=batch.pk).update(job_order={"asked": 9e12})
    page.goto(desk("progress", batch.pk))
    ImportBatch.objects.filter(pk=batch.pk).update(job="")
    page.get_by_role("link", name="새로 고침").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("미리보기")
    context.close()


def test_corrections_that_were_not_sent_are_not_left_behind(admin_page, admin_user):
    batch = make_batch(State.CHECKED, user=admin_user)
    add_results(make_table(batch, [["2013", "방문"], ["동년", "협의"]]), new_row(), bad_row())
    admin_page.goto(desk("preview", batch.pk))
    admin_page.get_by_label("3행 기간 고쳐 적기").fill("2014. 5.")
    admin_page.get_by_role("button", name="읽은 행만 가져오기").click()
    expect(admin_page.locator(".desk-unsent")).to_be_visible()
    assert ImportBatch.objects.get().state == State.CHECKED
