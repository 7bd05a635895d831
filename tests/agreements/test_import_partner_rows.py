"""Cells of a partner list with several cities, kinds or dates; and what the clerk is asked."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.models import Agreement
from agreements.partner_list import PartnerListResource
from agreements.partner_rows import pairs_in
from cities.models import City, Partnership
from tests.factories import AgreementFactory, CityFactory, PartnershipFactory, PortalFactory
from tests.import_tables import Run, imported

pytestmark = pytest.mark.django_db

HEADER = ["국명", "교류도시", "교류내용", "교류일자"]
INJE = ["한국", "강원도 인제군", "국내 자매결연", "2016. 08. 19."]


@pytest.fixture
def home():
    return PortalFactory(city__name="서구", city__region="대구광역시").city


def partners(home, *rows, header=HEADER, **options):
    return imported(PartnerListResource, rows, home, header=header, **options)


def preview(home, *rows, header=HEADER, **options):
    return Run(PartnerListResource, rows, home, header=header, **options).preview()


def answers_of(question):
    return [answer for answer, _label in question["choices"]]


def signed():
    return list(Agreement.objects.order_by("pk").values_list("kind", "signed_edtf"))


# Several in a cell.


@pytest.mark.parametrize(
    ("kind", "dates", "found"),
    [
        ("우호교류", "1997.1.25, 2006.4.28",
         [("friendship", "1997-01-25"), ("friendship", "2006-04-28")]),
        ("", "자매결연 1997.1.25 / 우호 2006.4.28",
         [("sister", "1997-01-25"), ("friendship", "2006-04-28")]),
        ("", "우호협력: 1997. 1. 25.\n자매결연: 2006. 4. 28.",
         [("friendship", "1997-01-25"), ("sister", "2006-04-28")]),
        ("", "1997.1.25(우호), 2006.4.28(자매)",
         [("friendship", "1997-01-25"), ("sister", "2006-04-28")]),
        ("우호협정\n자매결연", "2003.10. 15\n2004. 5.4",
         [("friendship", "2003-10-15"), ("sister", "2004-05-04")]),
        ("우호, 자매", "2003.10.15, 2004.5.4",
         [("friendship", "2003-10-15"), ("sister", "2004-05-04")]),
        ("", "자매결연 1997.1.25", [("sister", "1997-01-25")]),
        ("자매결연", "2013. 4. 5. ~ 4. 25.", [("sister", "2013-04-05/2013-04-25")]),
    ],
)  # fmt: skip
def test_cell_with_several_agreements_becomes_one_each(home, kind, dates, found):
    row = ["중국", "안산시", kind, dates]
    assert partners(home, row) == {"new": len(found)}
    assert signed() == found
    assert Partnership.objects.count() == 1
    assert partners(home, row) == {"same": len(found)}


def test_several_kinds_with_one_date_are_a_problem(home):
    (problem,) = preview(home, ["중국", "안산시", "우호, 자매", "2003"]).problems
    assert problem[:3] == (2, "교류내용", "우호, 자매")


def numbers(text):
    return {int(number) for number in re.findall(r"[0-9]+", text)}


DATES = st.lists(
    st.dates().map(lambda day: f"{day.year}. {day.month}. {day.day}."), min_size=1, max_size=3
)
KINDS = st.lists(st.sampled_from(["자매결연", "우호협력", "MOU", ""]), min_size=1, max_size=3)


@given(kinds=KINDS, dates=DATES, sign=st.sampled_from([", ", "\n", " / "]), named=st.booleans())
def test_parting_loses_no_date_and_no_kind(kinds, dates, sign, named):
    kind, cell = sign.join(filter(None, kinds)), sign.join(dates)
    if named:
        cell = sign.join(f"자매결연 {date}" for date in dates)
    pairs = pairs_in(kind, cell)
    if pairs:
        assert numbers(" ".join(date for _, date in pairs)) == numbers(cell)
        assert {one for one, _ in pairs} <= {*kinds, kind, "자매결연"}
        assert named or {one for one, _ in pairs} >= set(filter(None, kinds)) or kind in dict(pairs)


@pytest.mark.parametrize("text", ["뤼베크, 킬", "뤼베크시·킬시", "뤼베크\n킬", "뤼베크 및 킬"])
def test_several_cities_in_a_cell_are_asked_about(home, text):
    row = ["독일", text, "우호협력", "1990"]
    run = preview(home, row)
    (question,) = run.questions
    assert answers_of(question) == ["split", "one", "skip"]
    assert run.counts == {"ask": 1}
    assert not City.objects.filter(country="DE").exists()
    assert partners(home, row, answers={question["id"]: "split"}) == {"new": 2}
    names = City.objects.filter(country="DE").order_by("pk").values_list("name", flat=True)
    assert [name[:3].strip("시") for name in names] == ["뤼베크", "킬"]
    assert preview(home, row, answers={question["id"]: "skip"}).counts == {"same": 1}


def test_cities_and_dates_line_by_line_belong_together(home):
    row = ["독일", "뤼베크\n킬", "우호협력", "1990. 1. 2.\n1995. 3. 4."]
    (question,) = preview(home, row).questions
    partners(home, row, answers={question["id"]: "split"})
    rows = Agreement.objects.order_by("pk").values_list("partnership__partner__name", "signed_edtf")
    assert list(rows) == [("뤼베크", "1990-01-02"), ("킬", "1995-03-04")]


@pytest.mark.parametrize(
    ("text", "region", "name"),
    [
        ("캘리포니아주, 플러튼시", "캘리포니아주", "플러튼시"),
        ("플러튼시(Fullerton)", "", "플러튼시"),
        ("플러튼시\nFullerton", "", "플러튼시"),
        ("로스 앤젤레스", "", "로스 앤젤레스"),
    ],
)
def test_cell_with_one_city_is_not_asked_about(home, text, region, name):
    assert partners(home, ["미국", text, "우호협력", "1990"]) == {"new": 1}
    city = City.objects.get(country="US")
    assert (city.region, city.name) == (region, name)
    assert city.name_en == ("Fullerton" if "Fullerton" in text else "")


def test_date_without_a_kind_is_asked_about_once_for_the_table(home):
    header = ["국명", "교류도시", "교류일자"]
    rows = [["일본", "나라시", "2001"], ["일본", "하기시", "2002"], ["일본", "우베시", ""]]
    run = preview(home, *rows, header=header)
    (question,) = run.questions
    assert run.counts == {"ask": 2, "new": 1}
    answers = {question["id"]: "sister"}
    assert partners(home, *rows, header=header, answers=answers) == {"new": 3}
    assert signed() == [("sister", "2001"), ("sister", "2002")]
    # The agreements of these dates say it from now on.
    assert partners(home, *rows, header=header) == {"same": 3}


def test_table_without_kinds_may_come_in_without_agreements(home):
    header = ["국명", "교류도시", "교류일자"]
    run = preview(home, ["일본", "나라시", "2001"], header=header)
    answers = {run.questions[0]["id"]: "none"}
    partners(home, ["일본", "나라시", "2001"], header=header, answers=answers)
    assert Partnership.objects.exists()
    assert not Agreement.objects.exists()


# Which city is meant.


@pytest.fixture
def fullerton():
    return CityFactory(
        name="플러튼시", region="캘리포니아주", country="US", name_en="Fullerton", slug="fullerton"
    )


@pytest.mark.parametrize("name", ["풀러턴시", "캘리포니아주 풀러턴", "Fullerton City"])
def test_other_spelling_of_a_city_is_offered_and_never_merged(home, fullerton, name):
    row = ["미국", name, "자매결연", "2004. 5. 4."]
    run = preview(home, row)
    (question,) = run.questions
    assert answers_of(question) == ["is:fullerton", "new", "skip"]
    assert question["id"] == f"city:US:{name.removeprefix('캘리포니아주 ')}"
    assert Run(PartnerListResource, [row], home, header=HEADER).save().counts == {"ask": 1}
    assert City.objects.filter(country="US").count() == 1

    assert partners(home, row, answers={question["id"]: "is:fullerton"}) == {"new": 1}
    assert Partnership.objects.get().partner == fullerton
    assert partners(home, row, answers={question["id"]: "is:fullerton"}) == {"same": 1}


def test_answered_that_it_is_another_city_it_is_new(home, fullerton):
    row = ["미국", "풀러턴시", "자매결연", "2004. 5. 4."]
    assert partners(home, row, answers={"city:US:풀러턴시": "new"}) == {"new": 1}
    assert City.objects.filter(country="US").count() == 2
    assert Partnership.objects.get().partner.name == "풀러턴시"


def test_two_spellings_in_one_file_are_asked_about(home):
    rows = [["미국", name, "자매결연", "2004"] for name in ("플러튼시", "풀러턴시")]
    run = preview(home, *rows)
    assert run.counts == {"new": 1, "ask": 1}
    slug = run.plans[0].city.slug
    answers = {"city:US:풀러턴시": f"is:{slug}"}
    assert partners(home, *rows, answers=answers) == {"new": 1, "same": 1}
    assert City.objects.filter(country="US").count() == 1


def test_cities_of_one_name_are_offered_where_the_row_names_no_region(home):
    CityFactory(name="서구", region="광주광역시", slug="gwangju-seogu")
    (question,) = preview(home, ["한국", "서구", "자매결연", "2016"]).questions
    assert "is:gwangju-seogu" in answers_of(question)


def test_region_fills_a_partner_that_has_none_where_the_clerk_says_it_is_the_same(home):
    city = CityFactory(name="의성군", region="", slug="uiseong")
    PartnershipFactory(home=home, partner=city)
    row = ["한국", "경상북도 의성군", "자매결연", "2013"]
    (question,) = preview(home, row).questions
    assert partners(home, row, answers={question["id"]: "is:uiseong"}) == {"new": 1}
    city.refresh_from_db()
    assert city.region == "경상북도"
    assert partners(home, row) == {"same": 1}


# A corrected row.


def test_corrected_date_is_asked_about(home):
    partners(home, INJE)
    row = [*INJE[:3], "2016. 8. 20."]
    run = preview(home, row, ["미국", "플러튼시", "우호협정", "2003"])
    (question,) = run.questions
    stored = Agreement.objects.get()
    assert answers_of(question) == [f"same:{stored.pk}", "new"]
    assert "국내 자매결연(2016. 8. 19.)" in question["choices"][0][1]
    assert run.counts == {"ask": 1, "new": 1}

    assert partners(home, row, answers={question["id"]: f"same:{stored.pk}"}) == {"changed": 1}
    stored.refresh_from_db()
    assert (stored.signed_edtf, stored.title) == ("2016-08-20", "국내 자매결연")
    assert Agreement.objects.count() == 1


def test_corrected_date_may_be_one_more_agreement(home):
    partners(home, INJE)
    row = [*INJE[:3], "2016. 8. 20."]
    (question,) = preview(home, row).questions
    assert partners(home, row, answers={question["id"]: "new"}) == {"new": 1}
    assert Agreement.objects.count() == 2


def test_kind_corrected_at_the_same_date_is_asked_about(home):
    partners(home, INJE)
    stored = Agreement.objects.get()
    row = [*INJE[:2], "우호협력", INJE[3]]
    (question,) = preview(home, row).questions
    assert partners(home, row, answers={question["id"]: f"same:{stored.pk}"}) == {"changed": 1}
    stored.refresh_from_db()
    assert (stored.kind, stored.title) == ("friendship", "우호협력")


def test_nothing_is_asked_where_the_file_names_the_other_agreement_too(home):
    partners(home, INJE)
    assert partners(home, INJE, [*INJE[:3], "2020. 1. 2."]) == {"same": 1, "new": 1}


def test_agreement_matched_by_its_title_gets_its_words(home):
    partnership = PartnershipFactory(
        home=home, partner__name="인제군", partner__region="강원도", partner__country="KR"
    )
    AgreementFactory(partnership=partnership, signed="2016. 8. 19.", title="협정서")
    header = [*HEADER, "협정 이름"]
    assert partners(home, [*INJE, "협정서"], header=header) == {"changed": 1}
    assert Agreement.objects.get().signed.text == "2016. 08. 19."
