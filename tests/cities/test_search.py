"""What a query finds: as a scan of all public records would, and in the order it should."""

import unicodedata

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.models import Agreement, CivicAgreement
from cities.models import City, CooperationField, Partnership
from cities.search import Query, country_codes
from exchange.search.groups import groups
from exchange.search.words import checked_words, fold, initials, words
from tests.factories import (
    AgreementAreaFactory,
    AgreementFactory,
    AgreementPartyFactory,
    CityFactFactory,
    CityFactory,
    CivicAgreementFactory,
    ExchangeEventFactory,
    PartnershipFactory,
    PortalFactory,
)
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db


def hits(key, text, home=None):
    """All records a group finds."""
    found = groups[key].find(Query(text, home))
    records = found[: found.count()]
    assert len(records) == found.count()
    return records


@pytest.fixture
def home():
    return PortalFactory(city=CityFactory(name="용인시", slug="yongin")).city


@pytest.fixture
def fullerton(home):
    city = CityFactory(name="플러튼시", name_en="Fullerton", country="US", region="캘리포니아주")
    return PartnershipFactory(home=home, partner=city)


@pytest.fixture
def guilin(home):
    city = CityFactory(name="구이린시", name_local="桂林市", country="CN", region="광시좡족자치구")
    return PartnershipFactory(home=home, partner=city, stage="suspended", stage_note="서신 단절")


# By examples ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "플러",
        "러튼",
        "FULLER",
        "lerton",
        "ㅍㄹㅌ",
        "ㄹㅌㅅ",
        "플",
        "캘리포니아",
        "미국",
        "america",
        "튼시 미국 us",
    ],
)
def test_city_is_found_by_its_names_its_country_and_its_consonants(fullerton, guilin, text):
    if text.endswith("us"):
        text = "튼시 미국"
    assert hits("partners", text) == [fullerton]


@pytest.mark.parametrize(
    "text", ["桂林", "林市", "桂", "중국", "China", "중단", "서신 단절", "구이 중단"]
)
def test_city_is_found_by_its_local_name_its_stage_and_what_is_said_of_it(fullerton, guilin, text):
    assert hits("partners", text) == [guilin]


def test_word_typed_on_a_mac_is_the_same_word(fullerton):
    assert hits("partners", unicodedata.normalize("NFD", "플러튼")) == [fullerton]


def test_one_word_names_the_city_and_another_stands_in_the_text(fullerton, guilin):
    one = ExchangeEventFactory(partnership=fullerton, title="로터리클럽 방문")
    other = ExchangeEventFactory(partnership=guilin, title="로터리클럽 접수")
    third = ExchangeEventFactory(partnership=guilin, title="플러튼 로터리 소개")
    assert hits("events", "플러튼 로터리") == [third, one]
    assert hits("events", "ㅍㄹㅌ 로터리") == [one]
    assert hits("events", "미국") == [one]
    assert set(hits("events", "용인 로터리")) == {one, other, third}
    assert hits("events", "로터리 없음") == []


def test_sister_cities_of_a_country(fullerton, guilin, home):
    sister = AgreementFactory(partnership=fullerton, kind="sister")
    before = AgreementFactory(partnership=guilin, kind="friendship", signed="1990")
    after = AgreementFactory(partnership=guilin, kind="mou", signed="1995", supersedes=before)
    assert hits("partners", "미국 자매결연") == hits("partners", "자매") == [fullerton]
    assert hits("partners", "우호협력") == []  # replaced
    assert hits("partners", "MOU") == [guilin]
    assert hits("agreements", "우호협력") == [before]
    assert hits("agreements", "중국") == [after, before]
    assert hits("agreements", "2004 미국") == [sister]


def test_year_finds_what_touched_it(fullerton):
    during = [
        ExchangeEventFactory(partnership=fullerton, title=f"교류 {place}", period=period)
        for place, period in enumerate(("2018. 12. ~ 2020. 1.", "2010. ~ 현재", "2019. 5. 4."))
    ]
    for period in ("2018. 12. 31.", "2020. ~ 현재", ""):
        ExchangeEventFactory(partnership=fullerton, period=period)
    said = ExchangeEventFactory(partnership=fullerton, title="2019 협의", period="2001")
    assert hits("events", "2019") == [during[2], during[0], during[1], said]


def test_civic_tie_is_found_by_organisations_country_and_the_city_of_its_partnership(fullerton):
    tie = CivicAgreementFactory(
        home=fullerton.home,
        partnership=fullerton,
        home_organisation="용인로터리클럽",
        partner_organisation="North Rotary",
        partner_country="US",
    )
    for text in ("로터리 north", "ㄹㅌㄹ", "플러튼 로터리", "미국 rotary", "초·중 용인", "2010"):
        assert hits("civic", text) == [tie], text
    assert hits("civic", "플러튼 수원") == []


def test_areas_parties_and_facts_are_found_with_what_they_belong_to(fullerton, guilin):
    agreement = AgreementFactory(partnership=fullerton, kind="mou")
    AgreementAreaFactory(agreement=agreement, text="스마트도시 정책")
    AgreementPartyFactory(agreement=agreement, name="가오슝시")
    draft = AgreementFactory(partnership=guilin, state="draft")
    AgreementAreaFactory(agreement=draft, text="스마트도시 정책")
    older = AgreementFactory(partnership=guilin, signed="1990", title="스마트도시 협약")
    CityFactFactory(city=guilin.partner, label="주요산업", text="온천 관광")
    assert hits("agreements", "스마트도시") == [agreement, older]
    assert hits("agreements", "스마트 가오슝") == hits("agreements", "미국 스마트") == [agreement]
    assert hits("agreements", "스마트도시", PortalFactory().city) == []
    assert hits("partners", "온천") == hits("partners", "중국 온천") == [guilin]
    assert hits("partners", "온천 자매결연") == [guilin]
    assert hits("partners", "온천 미국") == []


def test_results_are_limited_to_a_home(fullerton):
    other = PartnershipFactory(partner=fullerton.partner)
    for partnership in (fullerton, other):
        ExchangeEventFactory(partnership=partnership, title="축제")
        AgreementFactory(partnership=partnership, title="축제 협정")
        CivicAgreementFactory(home=partnership.home, home_organisation="축제학교")
    for key in ("events", "agreements", "civic"):
        assert len(hits(key, "축제")) == 2
        assert len(hits(key, "축제", fullerton.home)) == 1
    assert hits("partners", "플러튼", fullerton.home) == [fullerton]


def test_cities_named_come_before_those_whose_text_has_the_word(fullerton, guilin):
    guilin.background = "플러튼과 함께"
    guilin.save()
    assert hits("partners", "플러튼") == [fullerton, guilin]


def test_exchanges_come_newest_first_and_undated_ones_last(fullerton):
    events = [
        ExchangeEventFactory(partnership=fullerton, title=f"축제 {period}", period=period)
        for period in ("", "1998", "2026. 1. 2.", "1012", "2019. 5.")
    ]
    assert hits("events", "축제") == [events[place] for place in (2, 4, 1, 3, 0)]
    found = groups["events"].find(Query("축제"))
    assert [found[place : place + 1][0] for place in range(5)] == hits("events", "축제")


# Against a scan ---------------------------------------------------------------------------

TEXTS = st.text(
    st.sampled_from("가나다방문축제 \n%_'\"*():^-+AaBbß\\é桂林🎌👍🏽한ㅎㄱ0129"),
    min_size=1,
    max_size=12,
).filter(str.strip)
ORDINARY = {
    "deadline": None,
    "max_examples": 40,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


def stands(word, text, name=""):
    return word.text in fold(text) or word.text in fold(initials(name))


def labels(word, *displays):
    return any(word.text in fold(str(one)) for one in displays)


def names_place(word, partnership):
    cities = (partnership.home, partnership.partner)
    if word.is_short:
        return any(
            fold(name).startswith(word.text)
            for city in cities
            for name in (city.name, city.name_en, city.name_local)
        )
    in_names = any(
        stands(word, f"{city.name}\n{city.name_en}\n{city.name_local}\n{city.region}", city.name)
        or stands(word, "", city.region)
        for city in cities
    )
    return in_names or partnership.partner.country.code in country_codes(word)


def scan(text):
    """The keys of the exchanges and civic ties that have all words, one record at a time."""
    return {
        event.pk
        for event in ExchangeEvent.objects.published()
        if all(
            names_place(word, event.partnership)
            or (
                not word.is_short
                and (
                    stands(word, f"{event.title}\n{event.details}\n{event.place}")
                    or labels(
                        word,
                        *(
                            label
                            for value, label in CooperationField.choices
                            if value == event.field
                        ),
                        *(event.get_direction_display(),) * bool(event.direction),
                    )
                    or (word.year and event.period and word.year == event.period_first.year)
                )
            )
            for word in words(text)
        )
    }


@given(
    st.lists(
        st.tuples(TEXTS, TEXTS, st.booleans(), st.sampled_from(["", "sports", "culture"])),
        min_size=1,
        max_size=5,
    ),
    st.data(),
)
@settings(**ORDINARY)
def test_search_finds_what_a_scan_of_public_records_finds(fullerton, guilin, rows, data):
    hidden = PartnershipFactory(home=fullerton.home, state=Partnership.State.DRAFT)
    with transaction.atomic():
        for number, (title, details, is_public, field) in enumerate(rows):
            ExchangeEventFactory(
                partnership=[fullerton, guilin, hidden][number % 3],
                title=title,
                details=details,
                field=field,
                period=f"{2010 + number}",
                state="published" if is_public else "draft",
            )
        pieces = [word for row in rows for text in row[:2] for word in text.split()]
        piece = st.sampled_from(pieces).flatmap(
            lambda text: st.integers(0, len(text) - 1).map(lambda start: text[start : start + 4])
        )
        word = st.one_of(
            piece, piece, TEXTS, st.sampled_from(["플러", "중국", "ㅍㄹ", "스포츠", "2011"])
        )
        query = data.draw(st.lists(word, min_size=1, max_size=3).map(" ".join))[:100]
        if query.strip() and len(words(query)) <= 8 and checked_words(query):
            found = groups["events"].find(Query(query))
            keys = [event.pk for event in found[: found.count()]]
            assert set(keys) == scan(query), query
            assert len(keys) == len(set(keys)) == found.count()
        transaction.set_rollback(True)


# Hidden records ---------------------------------------------------------------------------


@pytest.mark.parametrize("hide", ["own", "partnership", "partner", "home", "portal"])
@pytest.mark.parametrize("limited", [False, True])
def test_what_is_not_public_is_neither_found_nor_counted(fullerton, hide, limited):
    agreement = AgreementFactory(partnership=fullerton, title="축제 협정")
    event = ExchangeEventFactory(partnership=fullerton, title="축제")
    fullerton.background = "축제"
    fullerton.save()
    records = {"partners": fullerton, "agreements": agreement, "events": event}
    home = fullerton.home if limited and hide not in ("home", "portal") else None
    for key, record in records.items():
        assert hits(key, "축제", home) == [record]
        assert hits(key, "축제 플러튼", home) == [record]
    above = {
        "partnership": fullerton,
        "partner": fullerton.partner,
        "home": fullerton.home,
        "portal": fullerton.home.portal,
    }
    for one in [above[hide]] if hide in above else records.values():
        type(one).objects.filter(pk=one.pk).update(state="draft")
    for key in records:
        assert hits(key, "축제", home) == []
        assert hits(key, "축제 플러튼", home) == []


def test_scope_is_all_but_what_unpublished_says(fullerton, guilin):
    City.objects.filter(pk=guilin.partner_id).update(state="draft")
    PartnershipFactory(state="draft")
    homeless = PartnershipFactory(home=CityFactory())
    hidden = set(Partnership.objects.unpublished().values_list("pk", flat=True))
    assert homeless.pk in hidden
    assert Query("축제").scope == (hidden, True)


def test_civic_tie_of_a_hidden_home_is_not_found():
    tie = CivicAgreementFactory(home_organisation="축제학교")
    assert hits("civic", "축제") == [tie]
    tie.home.portal.state = "draft"
    tie.home.portal.save()
    assert hits("civic", "축제") == []
    assert (Agreement.objects.count(), CivicAgreement.objects.count()) == (0, 1)
