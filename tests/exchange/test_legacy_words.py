"""The words in legacy tables: kinds of agreements, countries, places, measures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.models import Agreement
from exchange.legacy.countries import country_code, split_country
from exchange.legacy.errors import LegacyError
from exchange.legacy.kinds import WORDS, implied_kind, read_kind
from exchange.legacy.places import same_region, split_place
from exchange.legacy.quantities import area_km2, celsius, millimetres, population


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("국내 자매결연", "sister"),
        ("자매도시", "sister"),
        ("우호교류협정", "friendship"),
        ("우호 협력", "friendship"),
        ("교류도시", "exchange"),
        ("문화교류", "exchange"),
        ("업무협약(MOU)", "mou"),
        ("MOU", "mou"),
        ("자매결연 의향서", "intent"),
        ("Sister City", "sister"),
        ("姉妹都市", "sister"),
        ("姐妹城市", "sister"),
        ("姊妹市", "sister"),
        ("友好都市", "friendship"),
        ("友好城市", "friendship"),
        ("Friendship City", "friendship"),
        ("覚書", "mou"),
        ("备忘录", "mou"),
        ("", None),
        ("  ", None),
    ],
)
def test_kind_is_read_from_the_words(text, kind):
    assert read_kind(text) == kind


@pytest.mark.parametrize("text", ["협의 중", "결연", "자매·우호", "우호교류 MOU"])
def test_kind_that_is_unknown_or_unclear_names_what_can_be_written(text):
    with pytest.raises(LegacyError, match="자매결연, 우호협력, 교류도시"):
        read_kind(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("자매도시 현황", "자매결연"), ("우호협력 체결일", "우호협력"), ("友好城市", "우호협력"),
        ("업무협약 체결 도시", "업무협약(MOU)"), ("자매·우호도시", ""), ("국제교류 현황", ""), ("", ""),
    ],
)  # fmt: skip
def test_kind_is_implied_by_a_caption_only_where_it_is_clear(text, words):
    assert implied_kind(text) == words
    assert not words or read_kind(words)


@pytest.mark.parametrize(("kind", "label"), Agreement.Kind.choices)
def test_kind_of_each_label_is_itself(kind, label):
    assert read_kind(str(label)) == kind


def test_kinds_are_those_of_the_model():
    assert {kind for kind, _ in WORDS} == set(Agreement.Kind.values)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("한국", "KR"), ("대한민국", "KR"), ("Republic of Korea", "KR"),
        ("미국", "US"), ("미 국", "US"), ("USA", "US"), ("United States of America", "US"),
        ("중국", "CN"), ("China", "CN"), ("일본", "JP"), ("일 본", "JP"), ("대만", "TW"),
        ("타이완", "TW"), ("러시아", "RU"), ("러시아연방", "RU"), ("필리핀", "PH"),
        ("베트남", "VN"), ("Viet Nam", "VN"), ("싱가폴", "SG"), ("싱가포르", "SG"),
        ("호주", "AU"), ("태국", "TH"), ("몽골", "MN"), ("루마니아", "RO"), ("튀르키예", "TR"),
        ("터키", "TR"), ("우즈베키스탄", "UZ"), ("독일", "DE"), ("프랑스", "FR"),
        ("오스트리아", "AT"), ("남아공", "ZA"), ("영국", "GB"), ("UK", "GB"), ("JPN", "JP"),
        ("アメリカ", "US"), ("米国", "US"), ("美国", "US"), ("美國", "US"), ("中国", "CN"),
        ("中國", "CN"), ("フィリピン", "PH"), ("菲律宾", "PH"), ("台湾", "TW"), ("臺灣", "TW"),
        ("ロシア", "RU"), ("俄罗斯", "RU"), ("韓国", "KR"), ("韩国", "KR"), ("朝鲜", "KP"),
        ("オランダ", "NL"), ("荷兰", "NL"), ("ドイツ", "DE"), ("英国", "GB"), ("豪州", "AU"),
        ("(美)", "US"), ("[日]", "JP"), ("일본(Japan)", "JP"), ("중국 (China)", "CN"),
        ("베트남 사회주의 공화국", "VN"), ("콩고민주공화국", "CD"),
        ("Republic of China", "TW"), ("Republic of China (Taiwan)", "TW"),
        ("People's Republic of China", "CN"), ("People’s Republic of China", "CN"),
        ("Democratic People's Republic of Korea", "KP"),
        ("Federative Republic of Brazil", "BR"), ("Swiss Confederation", "CH"),
        ("", ""),
    ],
)  # fmt: skip
def test_country_is_read_by_its_usual_names(text, code):
    assert country_code(text) == code


@pytest.mark.parametrize("text", ["모름", "부산", "Atlantis", "미국 중국", "미국(일본)"])
def test_country_that_is_unknown_is_an_error(text):
    with pytest.raises(LegacyError, match="나라 이름"):
        country_code(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("미국(캘리포니아주)", ("미국", "캘리포니아주")),
        ("중국 산둥성 옌타이시", ("중국", "산둥성 옌타이시")),
        ("중국 (산동성) 칭다오", ("중국", "산동성 칭다오")),
        ("중국/칭다오", ("중국", "칭다오")),
        ("United States of America, Fullerton", ("United States of America", "Fullerton")),
        ("アメリカ カリフォルニア州", ("アメリカ", "カリフォルニア州")),
        ("일 본", ("일 본", "")),
        ("일본(Japan)", ("일본", "")),
        ("강원도 인제군", ("", "강원도 인제군")),
        ("미국 중국", ("", "미국 중국")),
        ("", ("", "")),
    ],
)
def test_country_is_split_off_only_where_it_stands_in_front(text, parts):
    assert split_country(text) == parts


@given(st.text())
def test_splitting_off_a_country_loses_no_letter(text):
    country, rest = split_country(text)
    letters = [one for one in country + rest if one.isalnum()]
    whole = [one for one in text if one.isalnum()]
    assert letters == whole or not rest


@pytest.mark.parametrize(
    ("text", "country", "place"),
    [
        ("강원도 인제군", "KR", ("강원도", "인제군")),
        ("광주광역시 서구", "KR", ("광주광역시", "서구")),
        ("광주 서구", "KR", ("광주", "서구")),
        ("경기도 수원시 팔달구", "KR", ("경기도", "수원시 팔달구")),
        ("울산광역시", "KR", ("", "울산광역시")),
        ("의성군", "KR", ("", "의성군")),
        ("캘리포니아주 플러튼시", "US", ("캘리포니아주", "플러튼시")),
        ("군마현 다카사키시", "JP", ("군마현", "다카사키시")),
        ("산둥성 옌타이시", "CN", ("산둥성", "옌타이시")),
        ("쑤저우 고신구", "CN", ("", "쑤저우 고신구")),
        ("발트피어텔 즈베틀시", "AT", ("", "발트피어텔 즈베틀시")),
        ("바리아 붕타우성", "VN", ("", "바리아 붕타우성")),
        ("샌 안토니오", "US", ("", "샌 안토니오")),
    ],
)
def test_place_is_split_only_at_a_sure_region(text, country, place):
    assert split_place(text, country) == place


def test_regions_in_old_and_new_spelling_are_the_same():
    assert same_region("강원", "KR") == same_region("강원특별자치도", "KR")
    assert same_region("강원도", "KR") == same_region("강원특별자치도", "KR")
    assert same_region("경상북도", "KR") != same_region("경상남도", "KR")
    assert same_region("광동성", "CN") == "광동성"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("3만3천명", (33_000, None)),
        ("137천명", (137_000, None)),
        ("568천명(2010년)", (568_000, 2010)),
        ("30만명", (300_000, None)),
        ("759,900명", (759_900, None)),
        ("33000", (33_000, None)),
        ("1백만 2천 명", (1_002_000, None)),
        ("3.5만명", (35_000, None)),
        ("35.45万", (354_500, None)),
        ("150万人", (1_500_000, None)),
        ("127천명", (127_000, None)),
        ("1.2 million", (1_200_000, None)),
    ],
)
def test_population_is_read_with_its_unit(text, people):
    assert population(text) == people


@pytest.mark.parametrize(
    "text",
    [
        "180천명(고려인 18천명)", "281,655세대 759,900명(‘11. 12. 31.현재)", "약 150만 명", "", "명",
        "3천만명", "많음", "1..2만명", "천명", "0.5명",
    ],
)  # fmt: skip
def test_population_that_says_more_or_less_is_not_read(text):
    assert population(text) is None


@pytest.mark.parametrize(
    ("read", "text", "number"),
    [
        (area_km2, "1,175.89㎢", "1175.89"),
        (area_km2, "36km²", "36"),
        (area_km2, "340 km2", "340"),
        (area_km2, "46,710,000㎡", "46.71"),
        (area_km2, "4,310ha", "43.1"),
        (area_km2, "276.84平方公里", "276.84"),
        (celsius, "16.8˚C", "16.8"),
        (celsius, "13.2℃", "13.2"),
        (celsius, "-17.5°C", "-17.5"),
        (millimetres, "1,350mm", "1350"),
        (millimetres, "381㎜", "381"),
    ],
)
def test_measure_is_read_with_its_unit(read, text, number):
    assert read(text) == Decimal(number)


@pytest.mark.parametrize("read", [area_km2, celsius, millimetres])
@pytest.mark.parametrize("text", ["149.12㎢(경기도의 1.47%)", "36", "", "약 3㎢", "36㎡", "1~2℃"])
def test_measure_without_its_unit_or_with_more_is_not_read(read, text):
    assert read(text) is None


@given(st.text())
def test_readers_of_measures_never_fail(text):
    population(text)
    area_km2(text)


def test_area_without_a_unit_is_read_where_the_column_says_what_it_is():
    assert area_km2("770.1", bare=True) == Decimal("770.1")
    assert area_km2("770.1㎢", bare=True) == Decimal("770.1")
    assert area_km2("약 770", bare=True) is None


def test_long_digits_before_another_word_are_refused_at_once():
    assert population("1" * 5000 + "x") is None
