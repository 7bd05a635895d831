"""Words of a query, and their marks in a text."""

import unicodedata

import pytest

from exchange.search.marks import excerpt, marked, spans
from exchange.search.words import TooLongError, checked_words, initials, words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("플러튼  로터리", ["플러튼", "로터리"]),
        (" Fullerton FULLERTON\t", ["fullerton"]),
        (unicodedata.normalize("NFD", "플러튼"), ["플러튼"]),
        ("\u1111\u1105\u1110", ["ㅍㄹㅌ"]),  # as a Mac sends consonants
        ("a\x00b", ["a", "b"]),
        ("", []),
    ],
)
def test_words_are_folded_and_different(query, found):
    assert [word.text for word in words(query)] == found


@pytest.mark.parametrize("query", ["가" * 101, " ".join("가나다라마바사아자")])
def test_query_too_long_is_refused(query):
    with pytest.raises(TooLongError):
        checked_words(query)


def test_initials_are_the_first_consonants_of_korean_syllables():
    assert initials("쑤저우시 X 3") == "ㅆㅈㅇㅅ X 3"
    assert [word.is_initials for word in words("ㅍㄹㅌ ㅍ ㅏㅏ 플ㄹ")] == [
        True,
        False,
        False,
        False,
    ]


def test_year_is_a_word_of_four_digits():
    assert [word.year for word in words("2019 1850 0119 20190 2019년")] == [
        2019,
        1850,
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "query", "html"),
    [
        ("플러튼시 방문단", "방문", "플러튼시 <mark>방문</mark>단"),
        ("Rotary ROTARY", "rotary", "<mark>Rotary</mark> <mark>ROTARY</mark>"),
        (
            "<b>방문</b> & '방문'",
            "방문 <b>",
            "<mark>&lt;b&gt;방문</mark>&lt;/b&gt; &amp; &#x27;<mark>방문</mark>&#x27;",
        ),
        ("가나다라", "가나 나다", "<mark>가나다</mark>라"),
        ("마마마", "마마", "<mark>마마마</mark>"),
        ("İzmir에서", "izmir", "İzmir에서"),
        ("100%_'\"", "%_ '\"", "100<mark>%_&#x27;&quot;</mark>"),
        ("방문", "없음", "방문"),
        ("", "방문", ""),
    ],
)
def test_marks_stand_around_the_words_and_the_rest_is_escaped(text, query, html):
    assert marked(text, words(query)) == html


def test_marks_stand_right_in_decomposed_text():
    text = unicodedata.normalize("NFD", "한 플러튼시 é")
    html = marked(text, words("플러튼 é"))
    assert unicodedata.normalize("NFC", html) == "한 <mark>플러튼</mark>시 é"
    assert html.replace("<mark>", "").replace("</mark>", "") == text


def test_marks_of_initials_and_of_one_letter_stand_in_names_only():
    assert marked("플러튼시", words("ㄹㅌ"), is_name=True) == "플<mark>러튼</mark>시"
    assert marked("플러튼시", words("ㄹㅌ")) == "플러튼시"
    assert marked("서구 서면", words("서"), is_name=True) == "<mark>서</mark>구 서면"
    assert marked("서구", words("서")) == "서구"


def test_excerpt_shows_what_stands_around_the_first_word():
    text = "가" * 100 + "방문단" + "나" * 300
    html = excerpt(text, words("방문"))
    assert html.startswith("…" + "가" * 40 + "<mark>방문</mark>단")
    assert html.endswith("나…")
    assert excerpt(text, words("없음")) == ""
    assert spans(text, words("방문")) == [(100, 102)]
