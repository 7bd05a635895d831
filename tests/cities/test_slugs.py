"""Slugs of cities that come without one."""

import pytest
from django.core.validators import validate_slug
from hypothesis import given
from hypothesis import strategies as st

from cities.slugs import new_slug, romanise


@pytest.mark.parametrize(
    ("text", "letters"),
    [("의성", "uiseong"), ("인제", "inje"), ("신라", "silla"), ("밀양", "miryang"), ("서구", "seogu"),
     ("옥천", "okcheon"), ("Rome 롬", "Rome rom"), ("", "")],
)  # fmt: skip
def test_korean_in_roman_letters(text, letters):
    assert romanise(text) == letters


@pytest.mark.parametrize(
    ("name", "region", "name_en", "slug"),
    [
        ("인제군", "강원도", "", "inje"),
        ("의성군", "경상북도", "", "uiseong"),
        ("서구", "광주광역시", "", "gwangju-seogu"),
        ("서구", "", "", "seogu"),
        ("플러튼시", "캘리포니아주", "Fullerton", "fullerton"),
        ("桂林市", "", "", "city"),
    ],
)
def test_slug_follows_from_the_name(name, region, name_en, slug):
    assert new_slug(name, region, name_en, taken=set()) == slug


def test_taken_slug_gets_its_region_then_a_number():
    assert new_slug("안산시", "경기도", "", {"ansan"}) == "gyeonggi-ansan"
    assert new_slug("안산시", "경기도", "", {"ansan", "gyeonggi-ansan"}) == "ansan-2"
    assert new_slug("안산시", "", "", {"ansan"}) == "ansan-2"


def test_slug_is_none_of_the_sites_own_addresses():
    assert new_slug("관리", "", "admin", set()) == "admin-2"


@given(st.text(min_size=1), st.text(), st.text())
def test_slug_is_always_valid_and_fits(name, region, name_en):
    slug = new_slug(name, region, name_en, taken=set())
    validate_slug(slug)
    assert len(slug) <= 60
