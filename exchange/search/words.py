"""What a text and a query are to the search: folded, cut into words, words into bigrams."""

import re
import unicodedata
from itertools import pairwise
from typing import NamedTuple

MAX_LENGTH = 100  # characters of a query
MAX_WORDS = 8

CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"  # as 11,172 syllables are ordered by them
INITIALS = re.compile(f"[{CONSONANTS}]{{2,}}")
# A Mac's keyboard may send the consonants that stand at the head of a syllable.
HEADS = {0x1100 + place: one for place, one in enumerate(CONSONANTS)}
YEAR = re.compile(r"(1[0-9]|20|21)\d\d")


class TooLongError(ValueError):
    """A query of more characters or words than the search takes."""


def fold(text):
    """The text with its case and its Unicode spelling (NFC, NFD) taken out of account."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text.lower().replace("ς", "σ")


def initials(text):
    """The text with each Korean syllable as its first consonant: 플러튼시 is ㅍㄹㅌㅅ."""
    return "".join(
        CONSONANTS[(ord(one) - 0xAC00) // 588] if "가" <= one <= "힣" else one
        for one in unicodedata.normalize("NFC", text)
    )


def bigrams(word):
    return [first + second for first, second in pairwise(word)]


class Word(NamedTuple):
    """One word of a query, folded."""

    text: str

    @property
    def is_short(self):
        """Of one syllable: too little to look for within texts, enough for a name's beginning."""
        return len(self.text) == 1

    @property
    def is_initials(self):
        """Initial consonants, which stand for names: ㅍㄹㅌ."""
        return bool(INITIALS.fullmatch(self.text))

    @property
    def year(self):
        """The year the word may be, or None."""
        return int(self.text) if YEAR.fullmatch(self.text) else None


def words(query):
    """The different words of a text, in its order."""
    text = CONTROLS.sub(" ", fold(query)).translate(HEADS)
    return [Word(one) for one in dict.fromkeys(text.split())]


def checked_words(query):
    """The same of a query. Raises TooLongError."""
    found = words(query) if len(query) <= MAX_LENGTH else None
    if found is None or len(found) > MAX_WORDS:
        raise TooLongError
    return found
