"""A timeline in, through the pages of the admin, and out again."""

import pytest
from bs4 import BeautifulSoup

from exchange.desk.models import ImportBatch
from exchange.records import Record
from tests.factories import (
    AgreementFactory,
    ExchangeEventFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.import_pages import (
    address,
    as_csv,
    confirm,
    counts_of,
    decide,
    errors_of,
    exported,
    imported,
    notes,
    preview,
    problems,
    questions,
    rows_of,
    said,
    shown_rows,
)
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db

HEADER = ["기간", "교류내용"]


@pytest.fixture
def partnership():
    return PartnershipFactory()


def timeline(*rows, header=HEADER):
    return as_csv([header, *rows])


def test_row_becomes_a_draft_with_its_history(admin_client, partnership):
    data = timeline(["2013. 4. 5. ~ 25.", "의성군 교류의사 전달"])
    assert imported(admin_client, ExchangeEvent, data, partnership, "연혁.csv") == {"new": 1}
    event = partnership.events.get()
    assert (event.period.text, event.period_edtf) == ("2013. 4. 5. ~ 25.", "2013-04-05/2013-04-25")
    assert event.state == Record.State.DRAFT
    history = event.history.get()
    assert history.history_change_reason == ImportBatch.objects.get().reason
    assert history.history_user.username == "admin"


def test_first_line_is_the_title_and_bullets_are_details(admin_client, partnership):
    cell = "• 농·특산물 홍보\n• 장소 : 주차장\n• 참여 : 부스 20개"
    imported(admin_client, ExchangeEvent, timeline(["2013. 11. 15.", cell]), partnership)
    event = partnership.events.get()
    assert event.title == "농·특산물 홍보"
    assert event.details == "장소 : 주차장\n참여 : 부스 20개"


def test_rows_of_a_day_keep_the_order_of_the_file(admin_client, partnership):
    titles = ["환영식", "업무협의", "시설 견학"]
    rows = [["2013. 4. 5.", title] for title in titles]
    imported(admin_client, ExchangeEvent, timeline(*rows), partnership)
    imported(admin_client, ExchangeEvent, timeline(["2013. 4. 5.", "환송연"]), partnership)
    assert [event.title for event in partnership.events.all()] == [*titles, "환송연"]


def test_the_same_file_again_changes_nothing(admin_client, partnership):
    data = timeline(["2013. 4. 5.", "방문"], ["1994. ~ 현재", "상호 방문"], ["", "날짜 모름"])
    imported(admin_client, ExchangeEvent, data, partnership)
    before = list(ExchangeEvent.objects.values())
    assert imported(admin_client, ExchangeEvent, data, partnership) == {"skip": 3}
    assert list(ExchangeEvent.objects.values()) == before
    assert ExchangeEvent.history.count() == 3


def test_edited_row_changes_just_that_record(admin_client, partnership):
    rows = [["2013. 4. 5.", "방문", "5명"], ["2014. 4. 5.", "협의", "3명"]]
    header = [*HEADER, "자세한 내용"]
    imported(admin_client, ExchangeEvent, timeline(*rows, header=header), partnership)
    other = partnership.events.get(title="협의")
    rows[0][2] = "7명"
    data = timeline(*rows, header=header)
    assert imported(admin_client, ExchangeEvent, data, partnership) == {"update": 1, "skip": 1}
    event = partnership.events.get(title="방문")
    assert event.details == "7명"
    assert event.history.count() == 2
    assert event.history.first().history_change_reason == ImportBatch.objects.first().reason
    assert event.history.first().history_user.username == "admin"
    again = partnership.events.get(title="협의")
    assert (again.updated_at, again.history.count()) == (other.updated_at, 1)


def test_file_wins_where_it_says_something_and_blanks_keep_what_is_there(admin_client, partnership):
    ExchangeEventFactory(
        partnership=partnership,
        period="2013. 4. 5.",
        title="방문",
        details="담당자가 적은 내용",
        place="시청",
        headcount=5,
    )
    data = timeline(
        ["2013. 4. 5.", "방문", "", "구청", ""],
        header=[*HEADER, "자세한 내용", "장소", "인원"],
    )
    assert imported(admin_client, ExchangeEvent, data, partnership) == {"update": 1}
    event = partnership.events.get()
    assert (event.details, event.place, event.headcount) == ("담당자가 적은 내용", "구청", 5)
    assert event.state == Record.State.PUBLISHED


def test_new_spelling_of_a_date_updates_its_text_only(admin_client, partnership):
    ExchangeEventFactory(partnership=partnership, period="2013. 4. 5.", title="방문")
    data = timeline(["2013년 4월 5일", "방문"])
    assert imported(admin_client, ExchangeEvent, data, partnership) == {"update": 1}
    event = partnership.events.get()
    assert (event.period.text, event.period_edtf) == ("2013년 4월 5일", "2013-04-05")


def test_preview_shows_old_beside_new_and_saves_nothing(admin_client, partnership):
    ExchangeEventFactory(partnership=partnership, period="2013. 4. 5.", title="방문", place="시청")
    data = timeline(["2013. 4. 5.", "방문", "구청"], ["2014", "협의", ""], header=[*HEADER, "장소"])
    page = preview(admin_client, ExchangeEvent, data, partnership)
    cell = BeautifulSoup(page.content, "html.parser").find("del").parent
    assert cell.find("del").get_text().endswith("시청")
    assert cell.find("ins").get_text().endswith("구청")
    assert ExchangeEvent.objects.count() == 1
    assert ExchangeEvent.history.count() == 1


def test_every_problem_names_row_column_and_text_and_nothing_is_saved(admin_client, partnership):
    data = timeline(
        ["2013. 4. 5.", "방문", "5명"],
        ["2013. 2. 30.", "협의", ""],
        ["동년 2월5일", "회신", ""],
        ["20191월", "접수", ""],
        ["1997.1.25, 2006.4.28", "방문", ""],
        ["2014", "", "없음"],
        ["2013. 4. 5.", "방문", "5명"],
        header=[*HEADER, "인원"],
    )
    page = preview(admin_client, ExchangeEvent, data, partnership)
    found = problems(page)
    assert [(row, column, text) for row, column, text, _ in found] == [
        ("3", "기간", "2013. 2. 30."),
        ("4", "기간", "동년 2월5일"),
        ("5", "기간", "20191월"),
        ("6", "기간", "1997.1.25, 2006.4.28"),
        ("7", "인원(명)", "없음"),
        ("7", "교류내용", ""),
    ]
    messages = [message for *_, message in found]
    assert "2019년 1월" in messages[2]
    assert "행을 나누어" in messages[3]
    assert "2행과 똑같은 행이라 한 번만 들어갑니다." in notes(page)
    assert not ExchangeEvent.objects.exists()


def test_page_of_a_file_full_of_problems_stays_small(admin_client, partnership):
    rows = [["동년 5월 2일", f"방문 {number}"] for number in range(1000)]
    page = preview(admin_client, ExchangeEvent, timeline(*rows), partnership)
    assert len(problems(page)) == 1000, (errors_of(page), said(page))
    assert len(page.content) < 200_000


def test_warnings_of_a_date_are_shown_with_the_row(admin_client, partnership):
    data = timeline(["2019, 04.18.", "방문", ""], ["", "협의", "시청"], header=[*HEADER, "장소"])
    page = preview(admin_client, ExchangeEvent, data, partnership)
    first, second = shown_rows(page, "new")
    assert first["notes"]
    assert second["notes"][0].startswith("기간이 비어 있어")


def test_partnership_must_be_chosen_or_named(admin_client, partnership):
    other = PartnershipFactory(home=partnership.home)
    page = preview(admin_client, ExchangeEvent, timeline(["2014", "방문"]), other.home)
    assert not ExchangeEvent.objects.exists()
    assert "어느 도시의 표인지" in " ".join(errors_of(page))


def test_partnership_named_in_the_file_is_used_instead(admin_client, partnership):
    other = PartnershipFactory(home=partnership.home, partner__name="인제군")
    data = timeline(["인제군", "2014", "방문"], ["", "2015", "협의"], header=["교류도시", *HEADER])
    assert imported(admin_client, ExchangeEvent, data, partnership) == {"new": 2}
    assert other.events.get().title == "방문"
    assert partnership.events.get().title == "협의"


def test_unknown_names_are_problems_of_their_column(admin_client):
    home = PortalFactory(city__name="용인시").city
    PortalFactory()  # of two homes none is chosen by itself
    data = timeline(
        ["용인시", "없는시", "2014", "방문"],
        ["다른시", "없는시", "2014", "방문"],
        ["", "없는시", "2014", "방문"],
        header=["우리 도시", "교류도시", *HEADER],
    )
    found = problems(preview(admin_client, ExchangeEvent, data))
    assert [row for row, *_ in found] == ["2", "3", "4"]
    assert home.full_name in found[0][3]
    assert "등록되지 않은 도시" in found[1][3]
    assert "우리 도시를 고르거나" in found[2][3]
    assert [column for _, column, *_ in found] == ["교류도시", "우리 도시", "우리 도시"]
    assert found[1][2] == "다른시"


def test_problems_of_a_cell_say_what_to_do(admin_client, partnership):
    data = timeline(["2014", "", "시청"], ["2015", "가" * 301, ""], header=[*HEADER, "장소"])
    assert problems(preview(admin_client, ExchangeEvent, data, partnership)) == [
        ("2", "교류내용", "", "칸이 비어 있습니다. 적어 주세요."),
        (
            "3",
            "교류내용",
            "가" * 301,
            "301자입니다. 300자까지 들어갑니다. 줄이거나 나누어 적어 주세요.",
        ),
    ]


def test_row_that_looks_like_a_corrected_one_is_asked_about(admin_client, partnership):
    data = timeline(["2013. 4. 5.", "대표단 방문"], ["2014", "축제"], ["2015", "회의"])
    imported(admin_client, ExchangeEvent, data, partnership)
    data = timeline(["2013. 4. 5.", "시장과 대표단 방문"], ["2014. 5.", "축제"], ["2015", "회의"])
    page = preview(admin_client, ExchangeEvent, data, partnership)
    asked = questions(page)
    visit, festival = (partnership.events.get(title=title) for title in ("대표단 방문", "축제"))
    assert [answers for *_, answers in asked] == [
        [f"same:{visit.pk}", "new"],
        [f"same:{festival.pk}", "new"],
    ]
    page = decide(admin_client, page, **{"all:same": "first"})
    assert counts_of(page) == {"update": 2, "skip": 1}
    confirm(admin_client, ExchangeEvent, page)
    assert partnership.events.count() == 3
    visit.refresh_from_db()
    assert visit.title == "시장과 대표단 방문"


def test_same_title_alone_is_not_taken_for_a_correction(admin_client, partnership):
    imported(admin_client, ExchangeEvent, timeline(["2014", "축제"]), partnership)
    data = timeline(["2015", "축제"], ["2016", "축제"])
    assert imported(admin_client, ExchangeEvent, data, partnership) == {"new": 2}


def test_exchange_after_an_agreement_dated_before_it_is_warned_about(admin_client, partnership):
    AgreementFactory(partnership=partnership, signed="2013. 7. 13.")
    data = timeline(
        ["2012. 5. 1.", "자매결연 10주년 기념식"],
        ["2023. 7. 13.", "자매결연 10주년 기념식"],
        ["2013. 5. 2.", "자매결연 제안"],
    )
    page = preview(admin_client, ExchangeEvent, data, partnership)
    notes_of = {row["line"]: row["notes"] for row in shown_rows(page, "new")}
    assert "첫 협정(2013-07-13)보다 앞섭니다" in notes_of[2][0]
    assert notes_of[3] == notes_of[4] == []


def test_wrong_weekday_and_markup_left_in_a_cell_are_warned_about(admin_client, partnership):
    data = timeline(["2013. 7. 13.(월)", "방문"], ["2014", "방문</td> 협의&nbsp;"])
    page = preview(admin_client, ExchangeEvent, data, partnership)
    first, second = shown_rows(page, "new")
    assert "요일" in first["notes"][0]
    assert "표시(태그)" in second["notes"][0]


NASTY = [
    ("1994. ~ 현재", "상호 \"교환\" 방문, '격년제'", "첫째 줄\n둘째, 줄\n\n넷째 줄"),
    ("2013. 4. 5. ~ 25.", '=HYPERLINK("x")', "+82 전화\n@계정"),
    ("‘11. 12. 31.", "'=이미 따옴표", "-17.5 ~ 36℃"),
    (None, "''--여러 따옴표", "'plain"),
    ("2019. 11. ~ 2020. 2.", "농·특산물 ㎢ ü é – 桂林", "\t탭"),
    ("2001.", "○ 동그라미로 시작", "- 줄표로 시작"),
    ("2002.", "끝에 빈칸 ", "제어\x0b문자"),
    ("2003.", "위 해 제 2 중", "일 본"),
]


@pytest.mark.parametrize("file_format", [0, 1], ids=["csv", "xlsx"])
def test_export_imported_again_changes_nothing(admin_client, partnership, file_format):
    for period, title, details in NASTY:
        ExchangeEventFactory(
            partnership=partnership, period=period, title=title, details=details, place="=1+1",
            headcount=1200, field="culture", direction="mutual", position=7,
        )  # fmt: skip
    before = list(ExchangeEvent.objects.values())
    data = exported(admin_client, ExchangeEvent, file_format)
    assert imported(admin_client, ExchangeEvent, data) == {"skip": len(NASTY)}
    assert list(ExchangeEvent.objects.values()) == before


def test_export_is_korean_with_a_bom_and_no_formula(admin_client, partnership):
    for period, title, details in NASTY:
        ExchangeEventFactory(partnership=partnership, period=period, title=title, details=details)
    data = exported(admin_client, ExchangeEvent)
    assert data.startswith(b"\xef\xbb\xbf")
    header, *rows = rows_of(data)
    assert header == [
        "우리 도시", "교류도시", "기간", "교류내용", "자세한 내용", "분야", "방향", "장소",
        "인원(명)", "순서",
    ]  # fmt: skip
    assert len(rows) == len(NASTY)
    assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r"))]


def test_export_follows_the_list_and_asks_no_more_for_more_rows(
    admin_client, partnership, django_assert_max_num_queries
):
    for year in range(1990, 2020):
        ExchangeEventFactory(partnership=partnership, period=f"{year}")
    url = address(ExchangeEvent, "export") + f"?q={partnership.events.first().title}"
    with django_assert_max_num_queries(12):
        response = admin_client.post(url, {"format": "0", "resource": "0"})
    assert len(rows_of(response.content)) < 31


def test_a_thousand_rows_take_few_queries(admin_client, partnership, django_assert_max_num_queries):
    rows = [[f"{1900 + row // 10}. {row % 10 + 1}.", f"교류 {row}"] for row in range(1000)]
    with django_assert_max_num_queries(100):
        page = preview(admin_client, ExchangeEvent, timeline(*rows), partnership)
    assert len(page.content) < 200_000
    with django_assert_max_num_queries(100):
        confirm(admin_client, ExchangeEvent, page)
    assert partnership.events.count() == ExchangeEvent.history.count() == 1000
