"""A facts table in: facts, and what its rows say of the city itself."""

from decimal import Decimal

import pytest

from cities.models import City, CityFact
from cities.resources import CityFactResource
from tests.factories import CityFactFactory, CityFactory
from tests.import_tables import Run, exported, imported
from tests.staff import clerk

pytestmark = pytest.mark.django_db

HEADER = ["구분", "내용"]


@pytest.fixture
def city():
    return CityFactory(name="플러튼시", region="캘리포니아주", country="US")


def facts(city, *rows, header=HEADER, **options):
    return imported(CityFactResource, rows, partner=city, header=header, **options)


def preview(city, *rows, header=HEADER, **options):
    return Run(CityFactResource, rows, partner=city, header=header, **options).preview()


def texts(city):
    return {fact.label: (fact.topic, fact.text, fact.position) for fact in city.facts.all()}


def test_rows_become_facts_in_their_order(city):
    rows = [["위 치", "로스엔젤레스 남동쪽"], ["주요산업", "· 농업\n· 어업"], ["자랑", "오페라"]]
    assert facts(city, *rows) == {"new": 3}
    assert texts(city) == {
        "위치": ("location", "로스엔젤레스 남동쪽", 1),
        "주요산업": ("industry", "농업\n어업", 2),
        "자랑": ("other", "오페라", 3),
    }
    assert city.facts.first().history.get().history_change_reason == "가져오기 1: 표.csv"
    assert facts(city, *rows) == {"same": 3}


def test_finer_labels_and_rows_without_a_label(city):
    rows = [
        ["지역특성", "산업", "농업"],
        ["", "교통", "철도"],
        ["문화", "", "오페라"],
        ["", "", "박물관"],
    ]
    facts(city, *rows, header=["구분", "세부 구분", "내용"])
    assert texts(city) == {
        "산업": ("industry", "농업", 1),
        "교통": ("transport", "철도", 2),
        "문화": ("culture", "오페라\n박물관", 3),
    }


def test_one_label_in_two_groups_is_two_facts(city):
    rows = [["산업", "현황", "농업"], ["교통", "현황", "철도"]]
    header = ["구분", "세부 구분", "내용"]
    assert facts(city, *rows, header=header) == {"new": 2}
    assert list(texts(city)) == ["현황", "교통 현황"]
    assert facts(city, *rows, header=header) == {"same": 2}


MEASURES = [
    ["면적", "36㎢"],
    ["인 구", "568천명(2010년)"],
    ["연평균기온(℃)", "16.8˚C"],
    ["연평균 강우량 (mm)", "381mm"],
]


def test_measures_are_changes_of_the_city(city):
    rows = [*MEASURES, ["위치", "남동쪽"]]
    run = preview(city, *rows)
    assert run.counts == {"changed": 4, "new": 1}
    assert run.changes == [
        ["면적(㎢)", "", "36", False],
        ["인구(명)", "", "568000", False],
        ["인구 기준 연도", "", "2010", False],
        ["연평균 기온(℃)", "", "16.8", False],
        ["연강수량(mm)", "", "381", False],
    ]
    city.refresh_from_db()
    assert city.population is None
    facts(city, *rows)
    city.refresh_from_db()
    assert (city.area_km2, city.population, city.population_year) == (36, 568_000, 2010)
    assert (city.temperature_mean_c, city.rainfall_mm) == (Decimal("16.8"), 381)
    assert list(texts(city)) == ["위치"]
    # One version of the city, whichever number of rows spoke of it.
    assert city.history.count() == 2
    assert city.history.first().history_change_reason == "가져오기 1: 표.csv"
    assert facts(city, *rows) == {"same": 5}
    assert city.history.count() == 2


def test_measure_records_the_city_it_wrote(city):
    (plan,) = Run(CityFactResource, MEASURES[:1], partner=city, header=HEADER).save().plans
    assert plan.records == [["cities.city", city.pk, "~"]]


def test_number_a_person_wrote_stays(city):
    facts(city, *MEASURES)
    city.refresh_from_db()
    city.rainfall_mm = 400
    city._history_user = clerk()
    city.save()
    assert facts(city, *MEASURES) == {"same": 3, "kept": 1}
    city.refresh_from_db()
    assert city.rainfall_mm == 400
    assert facts(city, *MEASURES, overwrites=True) == {"same": 3, "changed": 1}


def test_measure_that_says_more_stays_a_fact(city):
    text = "180천명(고려인 18천명)"
    assert facts(city, ["인구", text]) == {"new": 1}
    city.refresh_from_db()
    assert city.population is None
    assert texts(city)["인구"][1] == text
    # Once it is a number alone, fact and city both say so.
    assert facts(city, ["인구", "190천명"]) == {"changed": 1}
    city.refresh_from_db()
    assert (city.population, texts(city)["인구"][1]) == (190_000, "190천명")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("대륙성 기후 기온 -17.5 ~ 36℃, 강우량(1,350mm)", ("-17.5", "36", None, "1350")),
        ("대륙성 계절풍기후 연평균 기온 13.2℃, 강우량(1,222mm)", (None, None, "13.2", "1222")),
        ("연평균 기온 섭씨 28도의 열대성 온난기후", (None, None, "28", None)),
        ("여름 평균기온 28℃, 강수량 200mm", (None, None, None, None)),
        ("1월 기온 -5 ~ 3℃", (None, None, None, None)),
        ("평균기온 10 ~ 15℃", (None, None, None, None)),
        ("사막기후로 고온 건조", (None, None, None, None)),
    ],
)
def test_climate_stays_a_fact_and_its_clear_numbers_go_to_the_city(city, text, found):
    assert facts(city, ["기후", text]) == {"new": 1}
    assert texts(city)["기후"][:2] == ("climate", text)
    city.refresh_from_db()
    names = ("temperature_min_c", "temperature_max_c", "temperature_mean_c", "rainfall_mm")
    numbers = [one and Decimal(one) for one in found]
    assert [getattr(city, name) for name in names] == numbers
    assert facts(city, ["기후", text]) == {"same": 1}


def test_impossible_measure_is_a_problem(city):
    run = preview(city, ["면적", "0㎢"], ["위치", "남동쪽"])
    assert run.problems == [(2, "내용", "0㎢", "면적은 0보다 커야 합니다.")]


@pytest.mark.parametrize(
    ("old", "new", "times"),
    [(137_000, "137명", "1,000"), (137_000, "1,370천명", "10"), (3_300, "33만명", "100")],
)
def test_population_far_from_what_is_stored_is_warned_about(city, old, new, times):
    City.objects.filter(pk=city.pk).update(population=old)
    (note,) = preview(city, ["인구", new]).notes
    assert f"약 {times}배" in note


def test_population_that_grew_is_no_warning(city):
    City.objects.filter(pk=city.pk).update(population=137_000)
    assert preview(city, ["인구", "142천명"]).notes == []


def test_edited_row_changes_just_that_fact(city):
    facts(city, ["위치", "남동쪽"], ["교통", "철도"])
    assert facts(city, ["위치", "남동쪽 35㎞"], ["교통", ""]) == {"changed": 1, "same": 1}
    assert [text for _, text, _ in texts(city).values()] == ["남동쪽 35㎞", "철도"]


def test_blank_text_of_a_new_fact_is_a_problem(city):
    run = preview(city, ["위치", ""], ["", "아래"], ["교통", ""])
    assert [problem[:3] for problem in run.problems] == [(4, "내용", "")]


def test_city_in_the_file_is_used_instead(city):
    other = CityFactory(name="의성군", region="경상북도")
    header = ["도시", *HEADER]
    assert facts(city, ["경상북도 의성군", "위치", "중앙부"], header=header) == {"new": 1}
    assert list(texts(other)) == ["위치"]
    (problem,) = preview("", ["없는시", "인구", "3만명"], header=header).problems
    assert problem[:3] == (2, "도시", "없는시")


def test_table_of_no_city_says_what_to_do(city):
    (problem,) = preview("", ["위치", "남동쪽"]).problems
    assert problem[1] == "도시"
    assert problem[3].startswith("도시를 고르거나")


def test_rows_with_a_topic_are_facts_whatever_they_say(city):
    header = [*HEADER, "주제"]
    rows = [["면적", "36㎢", "기타"], ["자매결연 체결일", "2004. 5.4", "기타"]]
    assert facts(city, *rows, header=header) == {"new": 2}
    assert list(texts(city)) == ["면적", "자매결연 체결일"]


@pytest.mark.parametrize("count", [2, 900])
def test_rows_take_the_same_few_queries(city, django_assert_max_num_queries, count):
    for label in ("면적", "위치"):
        CityFactFactory(city=city, label=label, text="옛글")
    rows = [*MEASURES, *([f"구분 {one}", "내용"] for one in range(count)), ["누리집", "바로가기"]]
    with django_assert_max_num_queries(45):
        Run(CityFactResource, rows, partner=city, header=HEADER).save()
    assert CityFact.objects.count() == 2 + count


def test_export_imported_again_changes_nothing(city):
    for label, text in (
        ("면적", "36㎢"),
        ("자매결연 체결일", "2004. 5.4"),
        ("=문화", '-첫째\n\n=둘째, "따옴표"\n\'홑따옴표'),
        ("위 치", "○ 남동쪽"),
        ("두  칸", "-17.5 ~ 36℃"),
    ):
        CityFactFactory(city=city, label=label, text=text)
    before = list(CityFact.objects.values())
    header, rows = exported(CityFactResource, City.objects.all())
    assert imported(CityFactResource, rows, header=header) == {"same": 5}
    assert list(CityFact.objects.values()) == before
    assert City.objects.get().history.count() == 1


def test_export_has_the_facts_of_the_cities_in_the_list(city):
    CityFactFactory(city=city, label="위치", text="남동쪽", topic="location")
    assert exported(CityFactResource, City.objects.all()) == (
        ["도시", "구분", "내용", "주제", "순서"],
        [["미국 캘리포니아주 플러튼시", "위치", "남동쪽", "위치", "0"]],
    )
