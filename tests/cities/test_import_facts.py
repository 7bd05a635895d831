"""A facts table in, through the pages of the admin, and out again."""

from decimal import Decimal

import pytest

from cities.models import City, CityFact
from tests.factories import CityFactFactory, CityFactory
from tests.import_pages import as_csv, exported, imported, preview, problems, rows_of

pytestmark = pytest.mark.django_db

HEADER = ["구분", "내용"]


@pytest.fixture
def city():
    return CityFactory(name="플러튼시", region="캘리포니아주", country="US")


def facts(*rows, header=HEADER):
    return as_csv([header, *rows])


def texts(city):
    return {fact.label: (fact.topic, fact.text, fact.position) for fact in city.facts.all()}


def test_rows_become_facts_in_their_order(admin_client, city):
    data = facts(
        ["위 치", "로스엔젤레스 남동쪽"], ["주요산업", "· 농업\n· 어업"], ["자랑", "오페라"]
    )
    assert imported(admin_client, City, data, city, "현황.csv") == {"new": 3}
    assert texts(city) == {
        "위치": ("location", "로스엔젤레스 남동쪽", 1),
        "주요산업": ("industry", "농업\n어업", 2),
        "자랑": ("other", "오페라", 3),
    }
    assert city.facts.first().history.get().history_change_reason == "가져오기: 현황.csv"


def test_finer_labels_and_rows_without_a_label(admin_client, city):
    data = facts(
        ["지역특성", "산업", "농업"],
        ["", "교통", "철도"],
        ["문화", "", "오페라"],
        ["", "", "박물관"],
        header=["구분", "", "내용"],
    )
    imported(admin_client, City, data, city)
    assert texts(city) == {
        "산업": ("industry", "농업", 1),
        "교통": ("transport", "철도", 2),
        "문화": ("culture", "오페라\n박물관", 3),
    }


def test_measures_go_to_the_city_and_are_shown_before(admin_client, city):
    data = facts(
        ["면적", "36㎢"],
        ["인 구", "568천명(2010년)"],
        ["연평균기온(℃)", "16.8˚C"],
        ["연평균 강우량 (mm)", "381mm"],
        ["위치", "남동쪽"],
    )
    page = preview(admin_client, City, data, city)
    assert "인구(명) 비어 있음 → 568000" in page.content.decode()
    city.refresh_from_db()
    assert city.population is None
    imported(admin_client, City, data, city)
    city.refresh_from_db()
    assert (city.area_km2, city.population, city.population_year) == (36, 568_000, 2010)
    assert (city.temperature_mean_c, city.rainfall_mm) == (Decimal("16.8"), 381)
    assert list(texts(city)) == ["위치"]
    assert city.history.first().history_change_reason == "가져오기: 표.csv"
    history = city.history.count()
    assert imported(admin_client, City, data, city) == {"skip": 1}
    assert city.history.count() == history


def test_measure_that_says_more_stays_a_fact(admin_client, city):
    text = "180천명(고려인 18천명)"
    imported(admin_client, City, facts(["인구", text]), city)
    city.refresh_from_db()
    assert city.population is None
    assert texts(city)["인구"][1] == text


def test_impossible_measure_saves_nothing(admin_client, city):
    page = preview(admin_client, City, facts(["면적", "0㎢"], ["위치", "남동쪽"]), city)
    assert problems(page)[0][:3] == ("2", "내용", "0㎢")
    assert "면적은 0보다 커야 합니다." in problems(page)[0][3]
    assert not CityFact.objects.exists()


def test_date_of_an_agreement_is_not_a_fact_and_said_so(admin_client, city):
    data = facts(["자매결연 체결일", "2004. 5.4"], ["위치", "남동쪽"])
    page = preview(admin_client, City, data, city)
    assert any("2행 '자매결연 체결일'" in note for note in page.context["result"].notes)
    imported(admin_client, City, data, city)
    assert list(texts(city)) == ["위치"]


def test_edited_row_changes_just_that_fact(admin_client, city):
    imported(admin_client, City, facts(["위치", "남동쪽"], ["교통", "철도"]), city)
    data = facts(["위치", "남동쪽 35㎞"], ["교통", ""])
    assert imported(admin_client, City, data, city) == {"update": 1, "skip": 1}
    assert [text for _, text, _ in texts(city).values()] == ["남동쪽 35㎞", "철도"]


def test_blank_text_of_a_new_fact_is_a_problem(admin_client, city):
    page = preview(admin_client, City, facts(["위치", ""], ["", "아래"], ["교통", ""]), city)
    assert [problem[:3] for problem in problems(page)] == [("4", "내용", "")]


def test_city_in_the_file_is_used_instead(admin_client, city):
    other = CityFactory(name="의성군", region="경상북도")
    data = facts(["경상북도 의성군", "위치", "중앙부"], header=["도시", *HEADER])
    assert imported(admin_client, City, data) == {"new": 1}
    assert list(texts(other)) == ["위치"]
    page = preview(admin_client, City, facts(["없는시", "인구", "3만명"], header=["도시", *HEADER]))
    assert problems(page)[0][:3] == ("2", "도시", "없는시")


@pytest.mark.parametrize("file_format", [0, 1], ids=["csv", "xlsx"])
def test_export_imported_again_changes_nothing(admin_client, city, file_format):
    for label, text in (
        ("면적", "36㎢"),
        ("자매결연 체결일", "2004. 5.4"),
        ("=문화", '-첫째\n\n=둘째, "따옴표"\n\'홑따옴표'),
        ("위 치", "○ 남동쪽"),
        ("두  칸", "-17.5 ~ 36℃"),
    ):
        CityFactFactory(city=city, label=label, text=text)
    before = list(CityFact.objects.values())
    data = exported(admin_client, City, file_format)
    assert imported(admin_client, City, data) == {"skip": 5}
    assert list(CityFact.objects.values()) == before
    assert City.objects.get().history.count() == 1


def test_export_has_the_facts_of_the_cities_in_the_list(admin_client, city):
    CityFactFactory(city=city, label="위치", text="남동쪽", topic="location")
    assert rows_of(exported(admin_client, City)) == [
        ["도시", "구분", "내용", "주제", "순서"],
        ["미국 캘리포니아주 플러튼시", "위치", "남동쪽", "위치", "0"],
    ]
