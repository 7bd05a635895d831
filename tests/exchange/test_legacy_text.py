"""Bytes to text, and what counts as the same text."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exchange.legacy.errors import LegacyError
from exchange.legacy.text import (
    close_up,
    decode,
    escape_formula,
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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@given(text=korean)
def test_decode_gives_back_what_was_encoded(encoding, text):
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        assume(False)
    assume(not text.lstrip().startswith(("<", "%PDF")))
    # Bytes that are UTF-8 as well are taken for UTF-8: of Hangul syllables hardly any are.
    if encoding == "cp949" and not text.isascii():
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            assume(False)
    assert decode(data) == text


def test_decode_of_utf16_big_endian():
    assert decode(b"\xfe\xff" + "기간".encode("utf-16-be")) == "기간"


def test_decode_of_cp949_beyond_euc_kr():
    assert decode("똠방각하 펲시콜라".encode("cp949")) == "똠방각하 펲시콜라"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "표 파일로 읽을 수 없습니다"),
        (b"a,b\x00c\n", "표 파일로 읽을 수 없습니다"),
        ("기간,내용".encode("utf-16-le") + b"x", "표 파일로 읽을 수 없습니다"),
        (b"<!DOCTYPE html><table>", "HTML"),
        ("期間,内容\u3042髙".encode("shift_jis", "ignore") + b"\x81\xff", "표 파일로"),
    ],
)
def test_decode_refuses_other_files_and_says_what_to_do(data, words):
    with pytest.raises(LegacyError, match=words) as caught:
        decode(data)
    assert "저장" in str(caught.value)


@given(korean)
def test_decomposed_and_composed_text_are_the_same(text):
    assert tidy(unicodedata.normalize("NFD", text)) == tidy(text)


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
