"""A partner list against what people wrote: their values and deletions stay, for each record."""

import pytest

from agreements.models import Agreement
from agreements.partner_list import PartnerListResource
from cities.models import City, Partnership
from exchange.resources.writing import StaleError
from tests.factories import PortalFactory
from tests.import_tables import Run, imported
from tests.staff import clerk

pytestmark = pytest.mark.django_db

HEADER = ["국명", "교류도시", "교류내용", "교류일자", "체결 장소", "영문 이름", "단계", "인구",
          "데이터기준일자"]  # fmt: skip
ROW = ["미국", "플러튼시", "자매결연", "2004. 5. 4.", "용인시청", "Fullerton", "교류 중",
       "137천명", "2010-12-31"]  # fmt: skip
EDITS = [
    (City, {"name_en": "City of Fullerton"}, "영문 이름"),
    (City, {"population": 140_000}, "인구(명)"),
    (Partnership, {"stage": "suspended"}, "단계"),
    (Agreement, {"place": "시민회관"}, "체결 장소"),
]


@pytest.fixture
def home():
    return PortalFactory().city


def partners(home, *rows, **options):
    return imported(PartnerListResource, rows, home, header=HEADER, **options)


def edited(model, **values):
    """The one record of this model that the import made, as a person edited it in the admin."""
    record = model.objects.get(state="draft")
    for name, value in values.items():
        setattr(record, name, value)
    record._history_user = clerk()
    record.save()
    return record


@pytest.mark.parametrize(("model", "values", "column"), EDITS)
def test_value_a_person_wrote_stays(home, model, values, column):
    partners(home, ROW, user=clerk())
    record = edited(model, **values)
    run = Run(PartnerListResource, [ROW], home, header=HEADER).preview()
    assert run.counts == {"kept": 1}
    assert [(change[0], change[3]) for change in run.changes] == [(column, True)]
    assert partners(home, ROW) == {"kept": 1}
    record.refresh_from_db()
    assert {name: getattr(record, name) for name in values} == values


@pytest.mark.parametrize(("model", "values", "column"), EDITS)
def test_file_wins_where_the_clerk_says_so(home, model, values, column):
    partners(home, ROW, user=clerk())
    before = {name: getattr(model.objects.get(state="draft"), name) for name in values}
    record = edited(model, **values)
    assert partners(home, ROW, overwrites=True) == {"changed": 1}
    record.refresh_from_db()
    assert {name: getattr(record, name) for name in values} == before


def test_population_and_its_year_are_one_value(home):
    partners(home, ROW)
    record = edited(City, population=140_000, population_year=None)
    newer = [*ROW[:7], "150천명", "2020-12-31"]
    assert partners(home, newer) == {"kept": 1}
    record.refresh_from_db()
    assert (record.population, record.population_year) == (140_000, None)


def test_year_of_another_population_does_not_stay_with_the_new_one(home):
    partners(home, ROW)
    newer = [*ROW[:7], "150천명", ""]
    assert partners(home, newer) == {"changed": 1}
    city = City.objects.get(state="draft")
    assert (city.population, city.population_year) == (150_000, None)
    assert partners(home, newer) == {"same": 1}


@pytest.mark.parametrize("model", [Agreement, Partnership, City])
def test_record_a_person_deleted_is_not_made_again(home, model):
    partners(home, ROW)
    for each in (Agreement, Partnership, City):
        record = each.objects.get(state="draft")
        record._history_user = clerk()
        record.delete()
        if each is model:
            break
    assert partners(home, ROW) == {"kept": 1}
    assert not model.objects.filter(state="draft").exists()
    assert partners(home, ROW, overwrites=True) == {"new": 1}
    assert model.objects.filter(state="draft").count() == 1


def test_city_a_person_renamed_is_found_by_its_former_name(home):
    partners(home, ROW)
    city = edited(City, name="풀러턴시")
    assert partners(home, ROW) == {"same": 1}
    assert Partnership.objects.get().partner == city


def test_agreement_a_person_dated_anew_is_found_by_its_former_date(home):
    partners(home, ROW)
    edited(Agreement, signed="2004. 5. 5.")
    assert partners(home, ROW) == {"kept": 1}
    assert Agreement.objects.get().signed_edtf == "2004-05-05"


@pytest.mark.parametrize(("model", "values", "column"), EDITS)
def test_record_saved_meanwhile_is_not_written_over(home, model, values, column):
    partners(home, ROW)
    row = [*ROW[:4], "구청", "Fullerton, CA", "중단", "150천명", ""]
    run = Run(PartnerListResource, [row], home, header=HEADER).preview()
    assert run.counts == {"changed": 1}
    record = edited(model, **values)
    with pytest.raises(StaleError):
        run.resource.save(run.plans)
    record.refresh_from_db()
    assert {name: getattr(record, name) for name in values} == values


def test_two_rows_that_give_a_city_different_numbers_are_a_problem(home):
    other = [*ROW[:2], "우호협력", "2003. 1. 2.", "", "", "", "200천명", ""]
    partners(home, ROW)
    run = Run(PartnerListResource, [ROW, other], home, header=HEADER).preview()
    (problem,) = run.problems
    assert problem[0] == 3
    assert "2행에는 인구(명)이(가) ‘137000’" in problem[3]


def test_name_that_is_too_long_for_its_column_is_a_problem(home):
    header, row = ["국명", "교류도시", "현지 이름"], ["미국", "플러튼시", "漢" * 121]
    run = Run(PartnerListResource, [row], home, header=header).preview()
    assert run.counts == {"error": 1}
    assert run.problems[0][1] == "현지 이름"
