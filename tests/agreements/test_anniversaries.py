"""The anniversaries of a home, on days given to it and on its page."""

import datetime

import pytest
from django.core.management import call_command

from agreements import anniversaries
from agreements.anniversaries import Anniversaries
from agreements.models import Agreement
from cities.models import City
from exchange.records import Record
from tests.factories import (
    AgreementFactory,
    CityFactory,
    CivicAgreementFactory,
    PartnershipFactory,
    PortalFactory,
)
from tests.pages import read, rows, words

pytestmark = pytest.mark.django_db

ON = datetime.date(2026, 11, 22)


@pytest.fixture
def yongin():
    return PortalFactory(city=CityFactory(slug="yongin", name="용인시", region="경기도")).city


@pytest.fixture
def on(monkeypatch):
    """The pages are looked at on this day."""
    monkeypatch.setattr(anniversaries.timezone, "localdate", lambda: ON)
    return ON


def signed(home, *dates, region="", **fields):
    partner = CityFactory(name=f"{dates[0] or '모름'}시", region=region, country="US")
    partnership = PartnershipFactory(home=home, partner=partner)
    return [AgreementFactory(partnership=partnership, signed=date, **fields) for date in dates]


def shown(celebrations):
    return [
        (each.anniversary.years, str(each.record.signed), each.is_past) for each in celebrations
    ]


def test_round_years_come_by_date_with_what_is_known_of_it(yongin):
    for date in ("2016. 11. 21.", "2016. 11. 22.", "2006. 12.", "1976", "2021. 3.", "2017. 5. 1."):
        signed(yongin, date)
    signed(yongin, "")
    signed(yongin, "1990년대")
    seen = Anniversaries(yongin, ON)
    now, then = seen.by_year
    assert (now.year, now.count, then.year, then.count) == (2026, 5, 2027, 1)
    assert shown(now.shown) == [
        (5, "2021. 3.", True),
        (10, "2016. 11. 21.", True),
        (10, "2016. 11. 22.", False),
        (20, "2006. 12.", False),
        (50, "1976년", None),
    ]
    assert shown(then.shown) == [(10, "2017. 5. 1.", False)]
    assert seen.undated_count == 2


def test_next_of_each_big_number_is_told_however_far_ahead(yongin):
    signed(yongin, "2004. 5. 4.")
    signed(yongin, "1988. 11. 21.")
    seen = Anniversaries(yongin, ON)
    found = [
        [(each.anniversary.years, each.anniversary.year) for each in one.shown] for one in seen.big
    ]
    assert found == [[(30, 2034)], [(40, 2028)], [(50, 2038)], [(60, 2048)]]
    assert [str(each.record.signed) for each in seen.fiftieth.shown] == ["1988. 11. 21."]
    later = Anniversaries(yongin, datetime.date(2038, 11, 22))
    assert [each.anniversary.year for each in later.fiftieth.shown] == [2054]


def test_two_of_one_day_are_the_next_together_and_a_leap_day_is_kept(yongin):
    signed(yongin, "1996. 2. 29.")
    signed(yongin, "1996. 2. 29.", region="다른 주")
    seen = Anniversaries(yongin, datetime.date(2026, 2, 28))
    assert shown(seen.by_year[0].shown) == [(30, "1996. 2. 29.", False)] * 2
    assert [each.anniversary.day for each in seen.fiftieth.shown] == [
        datetime.date(2046, 2, 28)
    ] * 2


def test_only_public_agreements_in_force_have_anniversaries_but_the_oldest_tie_is_told(yongin):
    old, new = signed(yongin, "1996. 5. 1.", "2016. 5. 1.")
    Agreement.objects.filter(pk=old.pk).update(status="upgraded", state="published")
    Agreement.objects.filter(pk=new.pk).update(supersedes=old)
    signed(yongin, "2006. 5. 1.", state=Record.State.DRAFT)
    signed(yongin, "2006. 5. 1.", region="다른 주", status="ended")
    seen = Anniversaries(yongin, ON)
    assert shown(seen.by_year[0].shown) == [(10, "2016. 5. 1.", True)]
    assert [str(each.signed) for each in seen.oldest] == ["1996. 5. 1.", "2006. 5. 1."]


def test_page_tells_what_turns_round_this_year_and_next(client, yongin, on):
    (agreement,) = signed(yongin, "1976. 12. 1.")
    agreement.partnership.stage = "suspended"
    agreement.partnership.save()
    signed(yongin, "2006. 3. 5.")
    signed(yongin, "2017")
    CivicAgreementFactory(
        home=yongin,
        home_organisation="용인고",
        partner_organisation="풀러턴고",
        partner_country="US",
        signed="2016. 12.",
    )
    page = read(client, "/yongin/anniversaries/")
    assert words(page.title) == "기념일 - 용인시"
    assert words(page.select_one(".lead")) == (
        "다음 50주년은 2026. 12. 1. 1976. 12. 1.시 (자매결연, 중단)입니다."
    )
    assert rows(page, "section[aria-labelledby=year-2026] table") == [
        ["20주년", "2026. 3. 5. 지남", "2006. 3. 5.시 미국", "자매결연", "2006. 3. 5."],
        ["50주년", "2026. 12. 1.", "1976. 12. 1.시 중단 미국", "자매결연", "1976. 12. 1."],
    ]
    assert rows(page, "section[aria-labelledby=year-2027] table") == [
        ["10주년", "2027년 중 날짜 미상", "2017시 미국", "자매결연", "2017년"]
    ]
    assert rows(page, "section[aria-labelledby=civic-anniversaries] table") == [
        ["10주년", "2026년 12월 중 날짜 미상", "용인고 – 풀러턴고 미국", "2016. 12."]
    ]
    assert [words(year) for year in page.select(".since-year")] == [
        "1976년부터",
        "2006년부터",
        "2017년부터",
    ]


def test_page_names_the_month_in_its_language(client, yongin, on):
    signed(yongin, "2017. 12.")
    shown = {
        "en": "During December 2027 Date unknown",
        "ja": "2027年12月中 日付不明",
        "zh-hans": "2027年12月内 日期不详",
    }
    for language, when in shown.items():
        page = read(client, f"/{language}/yongin/anniversaries/")
        assert rows(page, "section[aria-labelledby=year-2027] table")[0][1] == when


def test_page_of_a_home_without_dates_says_so(client, yongin, on):
    signed(yongin, "")
    page = read(client, "/yongin/anniversaries/")
    assert "맺은 해를 모르는 1건은 셈할 수 없습니다." in words(page.main)
    assert not page.select("table")


def test_of_too_many_those_to_come_are_shown_and_all_are_counted(client, yongin, on, monkeypatch):
    monkeypatch.setattr(anniversaries, "SHOWN", 2)
    for month in (1, 2, 3, 12):
        signed(yongin, f"2016. {month}. 1.")
    (now, _then) = Anniversaries(yongin).by_year
    assert shown(now.shown) == [(10, "2016. 3. 1.", True), (10, "2016. 12. 1.", False)]
    monkeypatch.setattr(anniversaries, "TOGETHER", 1)
    signed(yongin, "2016. 12. 1.", region="다른 주")
    assert "다음 10주년 2026. 12. 1. 2016. 12. 1.시 그 밖의 1건" in words(
        read(client, "/yongin/anniversaries/").select_one(".next-big")
    )
    assert "5건 가운데 2건을 보입니다." in words(read(client, "/yongin/anniversaries/").main)


def test_next_fiftieths_of_the_documents(client, on):
    call_command("loaddata", "shared", "ansan", "kumamoto", verbosity=0)
    for slug, answer in (
        ("ansan", "다음 50주년은 2037. 11. 9. 라스베가스시 (자매결연, 중단)입니다."),
        ("kumamoto", "다음 50주년은 2029년 중 구이린시 (우호협력)입니다."),
    ):
        assert words(read(client, f"/{slug}/anniversaries/").select_one(".lead")) == answer
    seen = Anniversaries(City.objects.get(slug="ansan"), ON)
    assert [found.count for found in seen.by_year] == [0, 3]
