"""What counts as the same text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.legacy.text import (
    clean_name,
    close_up,
    escape_formula,
    is_tidy,
    tidy,
    unescape_formula,
    without_bullets,
)

# What legacy tables are written in, and some of what they are not.
korean = st.text(
    st.one_of(
        st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3),
        st.sampled_from("0123456789.,~ ∼·()‘’“”㎢℃漢字かな\n\"'-=+@"),
        st.characters(min_codepoint=0x20, max_codepoint=0x7E),
    ),
    min_size=1,
)


@given(korean)
def test_decomposed_and_composed_text_are_the_same(text):
    assert tidy(unicodedata.normalize("NFD", text)) == tidy(text)


@given(st.text())
def test_tidy_text_stays_as_it_is(text):
    once = tidy(text)
    assert tidy(once) == once
    assert not is_tidy(text) or once == text.strip()


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("교류현황.csv", "교류현황.csv"),
        (r"C:\업무\교류.xlsx", "교류.xlsx"),
        ("/업무/../교류.html", "교류.html"),
        ("교\x00류\n.csv", "교류 .csv"),
        ("..", ""),
        (" 교류.csv ", "교류.csv"),
    ],
)
def test_clean_name_has_no_folder_and_no_controls(name, clean):
    assert clean_name(unicodedata.normalize("NFD", name)) == clean


def test_tidy_keeps_the_words_and_mends_the_blanks():
    assert tidy("  서구청\u00a0공무원 \r\n\u200b 연수\ufeff\x07 \r") == "서구청 공무원\n연수"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("• 자매도시 농·특산물\n• 장소 : 주차장\n\n", "자매도시 농·특산물\n장소 : 주차장"),
        ("· 신갈로터리클럽 · 플러튼로터리클럽", "신갈로터리클럽 · 플러튼로터리클럽"),
        ("- 사전예약판매-직원자율참여", "사전예약판매-직원자율참여"),
        ("-17.5 ~ 36℃", "-17.5 ~ 36℃"),
        ("농·특산물 홍보", "농·특산물 홍보"),
        ("ㅇ 대표단 파견\nㅇ 협의", "대표단 파견\n협의"),
    ],
)
def test_only_bullets_in_front_are_taken_off(text, lines):
    assert without_bullets(text) == lines


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("반 월 초", "반월초"),
        ("위 해 제 2 중", "위해제2중"),
        ("일 본", "일본"),
        ("문화 및 언어교류", "문화 및 언어교류"),
        ("강원도 인제군", "강원도 인제군"),
        ("2 3", "2 3"),
        ("", ""),
    ],
)
def test_letters_set_apart_become_a_word(text, word):
    assert close_up(text) == word


@given(st.text())
def test_escaping_a_formula_can_be_undone(text):
    assert unescape_formula(escape_formula(text)) == text


@given(st.sampled_from("=+-@\t\r"), st.text())
def test_no_escaped_text_begins_as_a_formula_does(first, rest):
    assert escape_formula(first + rest)[0] == "'"


@pytest.mark.parametrize("text", ["'78.5.4", "‘2015 의성군민 한마당큰잔치’", "'가을'", ""])
def test_apostrophes_of_a_legacy_table_stay(text):
    assert unescape_formula(text) == text
    assert escape_formula(text) == text
