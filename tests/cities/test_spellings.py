"""Which names are offered as other spellings of a city, and which are not."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cities import sounds
from cities.models import City
from cities.spellings import Form, Spellings, are_alike

ALIKE = [
    ("US", "플러튼시", "풀러턴시 풀러턴 Fullerton"),
    ("US", "로스앤젤레스", "로스엔젤레스시 LosAngeles"),
    ("US", "라스베가스시", "라스베이거스 LasVegas"),
    ("US", "댈러스", "달라스 Dallas"),
    ("RU", "홀름스크", "홈스크시 ホルムスク Kholmsk"),
    ("RU", "홈스크시", "홀름스크시 ホルムスク市 Kholmsk"),
    ("RU", "블라디보스토크", "블라디보스톡시 Vladivostok"),
    ("CN", "구이린시", "계림 계림시 桂林市 Guilin"),
    ("CN", "연태시", "옌타이 煙台市 烟台 Yantai"),
    ("CN", "진황도시", "친황다오 진황도"),
    ("TW", "가오슝시", "고웅 高雄市"),
    ("JP", "하마마쓰시", "하마마츠 하마마쯔시 Hamamatsu はままつ"),
    ("JP", "나가사키시", "나가사끼 Nagasaki ナガサキ"),
    ("JP", "교토", "Kyoto きょうと"),
    ("VN", "바리아붕타우성", "바리아붕따우"),
    ("TR", "앙카라", "Ankara"),
    ("DE", "뤼베크", "Lübeck"),
    ("KR", "의성군", "의성 Uiseong Uiseong-gun 의성읍"),
    ("KR", "세종특별자치시", "세종시 세종"),
]
CHANCE = [
    ("KR", "안산시", "안성시 안산군위 안양시"),
    ("KR", "광주시", "경주시 공주시 양주시"),
    ("KR", "달서구", "달성군"),
    ("JP", "나가사키시", "다카사키시 가와사키시"),
    ("JP", "후쿠오카시", "후쿠오카현 후쿠야마시 도요오카시"),
    ("JP", "오카야마시", "와카야마시"),
    ("CN", "안산시", "안양시 안순시"),
    ("CN", "광저우시", "항저우시 창저우시 정저우"),
    ("US", "잭슨빌", "내슈빌"),
]


def city(country, name, **values):
    return City(country=country, name=name, slug=f"{country}-{name}", **values)


def pairs(listed):
    return [(country, name, one) for country, name, others in listed for one in others.split()]


@pytest.mark.parametrize(("country", "name", "other"), pairs(ALIKE))
def test_other_spelling_is_offered(country, name, other):
    known = city(country, name)
    assert Spellings([known]).alike(other, country) == [known]


@pytest.mark.parametrize(("country", "name", "other"), pairs(CHANCE))
def test_name_that_looks_alike_by_chance_is_not_offered(country, name, other):
    assert Spellings([city(country, name)]).alike(other, country) == []


def test_city_is_found_by_its_english_or_local_name():
    fukuoka = city("JP", "후쿠오카시", name_local="福岡市", name_en="Fukuoka")
    assert Spellings([fukuoka]).alike("福岡", "JP") == [fukuoka]
    assert Spellings([fukuoka]).alike("Fukuoka City", "JP") == [fukuoka]
    assert Spellings([fukuoka]).alike("복강시", "JP", also=("Fukuoka",)) == [fukuoka]


def test_name_with_country_and_region_before_it():
    fullerton = city("US", "플러튼시", region="캘리포니아주")
    for name in ("미국 캘리포니아주 풀러턴", "캘리포니아주 풀러턴시", "미국 풀러턴"):
        assert Spellings([fullerton]).alike(name) == [fullerton]


def test_city_of_another_country_or_region_is_not_offered():
    known = Spellings([city("US", "플러튼시", region="캘리포니아주"), city("KR", "안산시")])
    assert known.alike("풀러턴시", "CA") == []
    assert known.alike("풀러턴시", "US", "네브래스카주") == []
    assert known.alike("안산시", "CN") == []
    assert known.alike("풀러턴시", "US", "캘리포니아") != []


# Cities and counties whose names are near each other, of all regions of Korea.
KOREAN = """
강릉시 강화군 거제시 거창군 경산시 경주시 계룡시 고령군 고성군 고양시 고창군 고흥군 곡성군 공주시 과천시 광명시
광양시 광주시 괴산군 구례군 구리시 구미시 군산시 군위군 군포시 금산군 기장군 김제시 김천시 김포시 김해시 나주시
남양주시 남원시 남해군 논산시 단양군 달성군 담양군 당진시 동두천시 동해시 목포시 무안군 무주군 문경시 밀양시 보령시
보성군 보은군 봉화군 부안군 부여군 부천시 사천시 산청군 삼척시 상주시 서귀포시 서산시 서천군 성남시 성주군 속초시
수원시 순창군 순천시 시흥시 신안군 아산시 안동시 안산시 안성시 안양시 양구군 양산시 양양군 양주시 양평군 여수시
여주시 연천군 영광군 영덕군 영동군 영암군 영양군 영월군 영주시 영천시 예산군 예천군 오산시 옥천군 옹진군 완도군
완주군 용인시 울릉군 울주군 울진군 원주시 음성군 의령군 의성군 의왕시 의정부시 이천시 익산시 인제군 임실군 장성군
장수군 장흥군 전주시 정선군 정읍시 제주시 제천시 증평군 진도군 진안군 진주시 진천군 창녕군 창원시 천안시 철원군
청도군 청송군 청양군 청주시 춘천시 충주시 칠곡군 태백시 태안군 통영시 파주시 평창군 평택시 포천시 포항시 하남시
하동군 함안군 함양군 함평군 합천군 해남군 홍성군 홍천군 화성시 화순군 화천군 횡성군
""".split()
JAPANESE = """
삿포로 하코다테 오타루 아사히카와 아오모리 히로사키 하치노헤 모리오카 센다이 아키타 야마가타 쓰루오카 사카타
후쿠시마 고리야마 미토 쓰쿠바 우쓰노미야 마에바시 다카사키 사이타마 가와고에 지바 나리타 요코하마 가와사키 요코스카
가마쿠라 니가타 나가오카 도야마 다카오카 가나자와 후쿠이 쓰루가 고후 나가노 마쓰모토 기후 시즈오카 하마마쓰 나고야
도요하시 오카자키 도요타 오쓰 교토 우지 마이즈루 오사카 사카이 기시와다 고베 히메지 나라 와카야마 돗토리 요나고
마쓰에 이즈모 오카야마 구라시키 히로시마 구레 후쿠야마 시모노세키 우베 야마구치 하기 이와쿠니 도쿠시마 다카마쓰
마쓰야마 이마바리 고치 기타큐슈 후쿠오카 구루메 야메 사가 가라쓰 나가사키 사세보 구마모토 오이타 벳푸 미야자키
노베오카 가고시마 나하 미노
""".split()
AMERICAN = """
뉴욕 로스앤젤레스 시카고 휴스턴 피닉스 필라델피아 샌안토니오 샌디에이고 댈러스 오스틴 산호세 잭슨빌 샌프란시스코
콜럼버스 샬럿 시애틀 덴버 보스턴 내슈빌 디트로이트 포틀랜드 라스베이거스 멤피스 루이빌 볼티모어 밀워키 앨버커키
투손 프레즈노 새크라멘토 애틀랜타 오마하 마이애미 오클랜드 미니애폴리스 탬파 알링턴 클리블랜드 오로라 애너하임
호놀룰루 리버사이드 렉싱턴 스톡턴 세인트폴 신시내티 피츠버그 앵커리지 링컨 올랜도 어바인 매디슨 버펄로 리치먼드
타코마 스포캔 플러튼 글렌데일 헌츠빌 몽고메리 벨뷰 살렘 유진 가디나 부에나파크 토런스 롱비치 배틀크릭
""".split()


@pytest.mark.parametrize(("country", "names"), [("KR", KOREAN), ("JP", JAPANESE), ("US", AMERICAN)])
def test_no_two_cities_of_a_country_are_taken_for_one(country, names):
    forms = [(name, Form(name, country)) for name in names]
    found = [(one, other) for (one, mine), (other, its) in combinations(forms, 2)
             if are_alike(mine, its)]  # fmt: skip
    assert found == []


@given(st.text(max_size=30), st.sampled_from(["KR", "JP", "CN", "US", ""]))
def test_any_text_has_a_form_that_is_like_itself(text, country):
    form = Form(text, country)
    assert are_alike(form, form) or not any(len(stem) > 1 for stem in form.stems)


names = st.text(
    "가나다라마바사아자차카타파하스크튼abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9
)


@given(names, names)
def test_alike_is_mutual_and_found_by_the_index(one, other):
    mine, its = Form(one, "US"), Form(other, "US")
    assert are_alike(mine, its) == are_alike(its, mine)
    found = Spellings([City(country="US", name=one, slug="a")]).alike(other, "US")
    assert bool(found) == are_alike(mine, its)


@given(names, names)
def test_distance_is_none_to_itself_and_the_same_both_ways(one, other):
    mine, its = sounds.hangul(one), sounds.latin(other)
    assert sounds.distance(mine, mine) == 0
    assert sounds.distance(mine, its) == pytest.approx(sounds.distance(its, mine))
