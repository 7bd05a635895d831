"""What looks personal in a comment is taken out; what a comment is about stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.feedback.masking import MASK, legible, masked


@pytest.mark.parametrize(
    "text",
    [
        "010-1234-5678", "01012345678", "010 1234 5678", "010.1234.5678", "011-123-4567",
        "+82 10-1234-5678", "+82-10-1234-5678", "+821012345678", "82-10-1234-5678",
        "02-123-4567", "02) 1234-5678", "(031) 123-4567", "031)123-4567", "0311234567",
        "070-1234-5678", "0505-123-4567", "０１０－１２３４－５６７８", "+81-3-1234-5678",
        "+1 (714) 555-0100",
        "hong@example.go.kr", "Hong.Gil-Dong+1@mail.example.com", "hong＠example.com",
        "hong (at) example.com", "hong 골뱅이 naver.com",
        "900101-1234567", "9001011234567", "900101 - 1234567", "900101-1******",
        "900101-5●●●●●●",
        "M12345678", "M123A4567", "1234-5678-9012-3456", "1234 5678 9012 3456",
        "110-123-456789", "12-34-567890-12", "11012345678901",
    ],
)  # fmt: skip
def test_personal_numbers_and_addresses_are_taken_out(text):
    assert masked(text) == MASK
    assert masked(f"제 것은 {text}입니다. 2019년에") == f"제 것은 {MASK}입니다. 2019년에"


@pytest.mark.parametrize(
    "text",
    [
        "2013. 4. 5. ~ 4. 25.", "2013-04-05/2013-04-25", "2019-11/2020-02", "1994 1995 1996 1997",
        "2013. 04. 05. 방문", "인구 1,234,567명", "면적 591.32 ㎢", "119에 전화", "13:30-15:00",
        "위도 37.2411, 경도 127.1775", "17928 우편번호", "02", "제1회 2회", "@용인시", "B2B 100%",
        "2003-10-15 우호, 2004-05-04 자매", "https://www.cityoffullerton.com/about",
        "골뱅이 요리 축제", "1990, 2000, 2010, 2020", "가나다 12345678",
    ],
)  # fmt: skip
def test_dates_numbers_and_words_stay(text):
    assert masked(text) == text


def test_numbers_hidden_by_letters_of_no_width_are_found():
    assert masked(legible("010\u200b-12\u206034-56\u00ad78")) == MASK


def test_legible_text_has_no_control_characters_and_composed_letters():
    text = "\ufeff가\u0001나\u202e다\u2028라\r\n마\x85바\u1100\u1161\ue000"
    assert legible(text) == "가나다\n라\n마\n바가"


@given(st.text(max_size=200))
def test_kept_text_is_never_longer_and_stays_as_it_is(text):
    once = masked(legible(text))
    assert len(once) <= len(legible(text))
    assert legible(once) == once
    assert all(character == "\n" or character.isprintable() or character.isspace()
               or not character.isascii() for character in once)  # fmt: skip
