"""How agreements hang together, where they leave a partnership, and the chain as it is drawn."""

import datetime

import pytest

from agreements.chains import chains, standing
from agreements.models import Agreement
from cities.models import Partnership
from exchange.records import Record
from tests.factories import AgreementFactory, AgreementPartyFactory, PartnershipFactory
from tests.pages import read, words

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture
def partnership():
    return PartnershipFactory()


@pytest.fixture
def sign(partnership):
    def sign(kind, signed, **kwargs):
        return AgreementFactory(partnership=partnership, kind=kind, signed=signed, **kwargs)

    return sign


def shapes(agreements):
    """The chains as (how it came to be, kind) of each step."""
    return [[(step.turn, step.agreement.kind) for step in steps] for steps in chains(agreements)]


def test_chain_runs_from_the_letter_of_intent_to_the_sister_tie(sign):
    intent = sign("intent", "2001", status="upgraded")
    friendship = sign("friendship", "2003", status="succeeded", supersedes=intent)
    sister = sign("sister", "2004", supersedes=friendship)
    assert shapes([sister, intent, friendship]) == [
        [("", "intent"), ("격상", "friendship"), ("승계", "sister")]
    ]


def test_agreements_that_are_not_linked_are_chains_of_their_own_undated_last(sign):
    undated = sign("mou", "")
    later = sign("exchange", "2010")
    older = sign("friendship", "", title="날짜 모름", status="ended")
    sister = sign("sister", "1999", supersedes=older)
    assert shapes([undated, later, older, sister]) == [
        [("", "friendship"), ("대체", "sister")],
        [("", "exchange")],
        [("", "mou")],
    ]


def test_chain_that_loops_shows_each_agreement_once(sign):
    first, second = sign("friendship", "2001"), sign("sister", "2002")
    Agreement.objects.filter(pk=first.pk).update(supersedes=second)
    Agreement.objects.filter(pk=second.pk).update(supersedes=first)
    assert shapes(Agreement.objects.all()) == [[("", "friendship"), ("대체", "sister")]]


@pytest.mark.parametrize(
    ("rows", "leading", "last", "first", "years"),
    [
        ([("sister", "1983", {})], 0, None, None, 43),
        ([("sister", "2026. 11. 22.", {})], 0, None, None, 0),
        ([("sister", "2027. 1. 1.", {})], None, 0, None, None),
        ([("mou", "", {})], 0, None, None, None),
        ([("mou", "2020", {}), ("sister", "2004", {})], 1, None, None, 22),
        ([("mou", "2000", {}), ("sister", "2004", {})], 1, None, 0, 22),
        ([("sister", "2004", {"status": "ended"}), ("mou", "2010", {})], 1, None, 0, 16),
        ([("sister", "2004", {"ended": "2020"})], None, 0, None, None),
        ([("sister", "2004", {"status": "ended", "ended": "2030"})], 0, None, None, 22),
        (
            [("mou", "2001", {"status": "ended"}), ("mou", "", {"status": "ended"})],
            None,
            0,
            *2 * [None],
        ),
        ([], None, None, None, None),
    ],
)
def test_standing_on_a_day(sign, rows, leading, last, first, years):
    agreements = [
        sign(kind, signed, title=f"{number}", **more)
        for number, (kind, signed, more) in enumerate(rows)
    ]
    names = [None if each is None else agreements[each] for each in (leading, last, first)]
    assert standing(agreements, TODAY) == (*names, years)
    in_force = Agreement.objects.in_force(TODAY).leading()
    assert standing(agreements, TODAY).leading == in_force.first()


def test_standing_counts_what_will_be_replaced_as_in_force_until_then(sign):
    friendship = sign("friendship", "2003", status="upgraded")
    sister = sign("sister", "2027", supersedes=friendship)
    assert standing([friendship, sister], TODAY).leading == friendship
    assert standing([friendship, sister], datetime.date(2027, 2, 1)).leading == sister


def drawn(page):
    return [[words(step) for step in lane.select(".step")] for lane in page.select(".lane")]


def test_chain_is_drawn_as_lists_that_can_be_read(client, partnership, sign):
    friendship = sign(
        "friendship", "1995. 5.", title="우호 관계 협약", status="succeeded", signatories="우에키정"
    )
    sign("sister", "2015. 6.", supersedes=friendship, succession_note="합병으로 이어받음")
    three = sign("mou", "", title="세 도시 협약", ended="2020", status="ended")
    AgreementPartyFactory(agreement=three, name="구마모토현")
    sign("mou", "2001", title="비밀", state=Record.State.DRAFT)
    page = read(client, partnership.get_absolute_url())
    assert drawn(page) == [
        [
            "1995. 5. 우호협력 우호 관계 협약 맺은 곳: 우에키정 승계됨",
            "승계 2015. 6. 자매결연 합병으로 이어받음 유효",
        ],
        ["날짜 미상 업무협약(MOU) 세 도시 협약 구마모토현도 함께 맺은 협정 종료 2020년"],
    ]
    assert [lane.find("ol").name for lane in page.select(".lane")] == ["ol", "ol"]
    assert {link["href"] for link in page.select(".step a")} == {
        f"#{card['id']}" for card in page.select(".agreement")
    }
    assert not page.select(".chain-now")


def test_chain_of_a_dormant_partnership_ends_with_the_reason(client, partnership, sign):
    sign("sister", "1987. 11. 9.")
    Partnership.objects.update(stage="suspended", stage_note="공감대 형성 약화")
    page = read(client, partnership.get_absolute_url())
    assert drawn(page) == [["1987. 11. 9. 자매결연 유효"]]
    assert words(page.select_one(".chain-now")) == "지금 교류 중단 공감대 형성 약화"
