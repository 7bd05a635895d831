"""What a city is called on the pages of each language."""

import pytest
from django.utils import translation

from cities import names
from cities.models import City

GUILIN = City(
    country="CN", region="광시좡족자치구", name="구이린시", tier="city",
    name_en="Guilin", name_local="桂林市", language_local="zh-Hans",
)  # fmt: skip
SEOGU = City(country="KR", region="대구광역시", name="서구", tier="district")


@pytest.mark.parametrize(
    ("language", "name", "html"),
    [
        ("ko", "광시좡족자치구 구이린시", "광시좡족자치구 구이린시"),
        ("en", "Guilin", "Guilin"),
        ("ja", "Guilin", '<span lang="en">Guilin</span>'),
        ("zh-hans", "桂林市", "桂林市"),
    ],
)
def test_a_city_is_called_by_its_name_in_the_language_of_the_page(language, name, html):
    with translation.override(language):
        assert names.full_name_text(GUILIN) == name
        assert names.full_name_html(GUILIN) == html


@pytest.mark.parametrize("language", ["en", "ja", "zh-hans"])
def test_a_city_of_which_no_other_name_is_known_keeps_its_korean_one(language):
    with translation.override(language):
        assert names.name_html(SEOGU) == '<span lang="ko">대구광역시 서구</span>'
        assert names.short_name_html(SEOGU) == '<span lang="ko">서구</span>'


def test_a_title_gives_the_region_of_a_district_and_of_a_partner_called_like_its_home():
    twin = City(country="KR", region="강원특별자치도", name="구이린시", tier="city")
    assert names.name_text(SEOGU) == "대구광역시 서구"
    assert names.name_text(GUILIN) == "구이린시"
    assert names.name_text(GUILIN, beside=twin) == "광시좡족자치구 구이린시"


def test_a_name_that_the_page_calls_the_city_by_does_not_stand_beside_it():
    shown = {"ko": (True, True), "en": (True, False), "ja": (True, False), "zh-hans": (False, True)}
    for language, expected in shown.items():
        with translation.override(language):
            beside = (names.local_name(GUILIN), names.english_name(GUILIN))
        assert tuple(map(bool, beside)) == expected
    assert names.local_name(GUILIN) == '<span class="local" lang="zh-Hans">桂林市</span>'


def test_names_are_escaped():
    city = City(name="<b>", name_en="<i>", region="")
    assert names.full_name_html(city) == "&lt;b&gt;"
    with translation.override("ja"):
        assert names.full_name_html(city) == '<span lang="en">&lt;i&gt;</span>'
