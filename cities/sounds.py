"""What a name sounds like, roughly: Hangul, kana and Latin letters to one row of sounds.

A sound is one letter. Consonants that Korean tables mix (ㄱ ㅋ ㄲ, ㅂ ㅍ and f, v; ㄹ for r and l)
are one sound; ㅡ, which only carries a consonant, is none.
"""

import re
import unicodedata

VOWELS = frozenset("aeiouE")

INITIALS = "k k n t t l m p p s s - c c c k t p h".split()
MEDIALS = "a e a e E e E e o oa oe oe o u uE ue ui u - i i".split()
FINALS = "- k k ks n nc nh t l lk lm lp ls lt lp lh m p ps t t N c c k t p h".split()

# Kana by the names Unicode gives them: TU and TI are said tsu and chi.
KANA = re.compile(r"(?:KATAKANA|HIRAGANA) LETTER (SMALL )?([A-Z]+)$")
# 스 and 쓰 are written for the u that is hardly heard.
SAID = {"SU": "s", "TU": "c", "TI": "ci", "DI": "ci", "DU": "c", "ZI": "ci", "N": "n"}
KANA_CONSONANTS = str.maketrans("rgdbzfvyw", "lktpcpp--")

# Letters and how they are said, those of several letters first; others stand for themselves.
LATIN = (
    ("ng(?![aeiouy])", "N"),
    ("tsch|tch|dzh|ch|zh|ts|tz|dz|[jz]", "c"), ("sch|sh|c(?=[eiy])", "s"), ("kh", "h"),
    ("ph|[bvf]", "p"), ("th|d", "t"), ("gh|ck|qu", "k"),
    ("x", "ks"), ("[cgq]", "k"), ("r", "l"), ("w", "u"), ("y", "i"), ("'", ""),
)  # fmt: skip
PINYIN = (
    ("yan(?!g)", "en"), ("ian(?!g)", "en"), ("ong", "uN"), ("[zc]h|[qjzc]", "c"), ("sh|hs|x", "s"),
    *LATIN,
)  # fmt: skip
ROMAJI = (("y(?=[aou])", ""), ("tsu", "c"), ("su", "s"), ("f", "h"), *LATIN)


def _reader(table):
    """A function that puts sounds for letters."""
    pattern = re.compile("|".join(f"({letters})" for letters, _ in table))
    return lambda text: pattern.sub(lambda found: table[found.lastindex - 1][1], text)


SAY = {"pinyin": _reader(PINYIN), "romaji": _reader(ROMAJI), "": _reader(LATIN)}


def hangul(text):
    """The sounds of Hangul: `플러튼` is plEtn."""
    sounds = []
    for letter in text:
        index = ord(letter) - 0xAC00
        if not 0 <= index < 11_172:
            continue
        initial, rest = divmod(index, 588)
        medial, final = divmod(rest, 28)
        # 쓰, 쯔 and 츠 are three ways to write one kana.
        start = "c" if letter in "쓰쯔" else INITIALS[initial]
        sounds += [start, MEDIALS[medial], FINALS[final]]
    return _joined(sounds)


def kana(text):
    """The sounds of kana: `ホルムスク` is holumusku."""
    sounds = []
    for letter in text:
        found = KANA.match(unicodedata.name(letter, ""))
        if not found:
            continue
        small, name = found.groups()
        if small and name == "TU":
            continue
        sound = SAID.get(name) or name.lower().translate(KANA_CONSONANTS)
        if small and sounds:
            # ショ is said sho: the small letter's vowel in the place of the one before.
            sounds[-1] = sounds[-1][:-1] + sound[-1:]
        else:
            sounds.append(sound)
    # きょうと is said kyoto.
    return _joined(sounds).replace("ou", "o")


def latin(text, system=""):
    """The sounds of Latin letters, as one reading of them: `Fullerton` is pulelton.

    `system`: "pinyin" or "romaji" where the letters stand for Chinese or Japanese.
    """
    text = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    return _joined(SAY[system](re.sub(r"[^a-z']", "", text)))


def without_mute(sounds):
    """Sounds of an English name without the r that is not said: pulelton is puleton."""
    return re.sub(r"(?<=[aeiouE])l(?![aeiouEl])", "", sounds)


def without_u(sounds):
    """Sounds of a foreign name in kana without the u that carry consonants: holumusku is holmsk."""
    return re.sub(r"(?<=[^aeiouE])u", "", sounds)


def consonants(sounds):
    """The consonants alone, ng as n: plEtn is pltn."""
    return _joined(sound for sound in sounds if sound not in VOWELS).replace("N", "n")


def _joined(sounds):
    return re.sub(r"(.)\1+", r"\1", "".join(sounds).replace("-", ""))


def distance(one, other):
    """How far two rows of sounds are apart: a consonant counts 1, a vowel less.

    Vowels that are mixed up count 0.3, others 0.5; a vowel too many 0.4.
    """
    before = [0.0]
    for sound in other:
        before.append(before[-1] + _alone(sound))
    for mine in one:
        row = [before[0] + _alone(mine)]
        for place, sound in enumerate(other, 1):
            row.append(
                min(
                    before[place] + _alone(mine),
                    row[-1] + _alone(sound),
                    before[place - 1] + _between(mine, sound),
                )
            )
        before = row
    return before[-1]


MIXED = frozenset(map(frozenset, ("Eo", "Eu", "Ea", "Ee", "ie", "ou", "ao", "ae")))


def _alone(sound):
    return 0.4 if sound in VOWELS else 1.0


def _between(one, other):
    if one == other:
        return 0.0
    if one in VOWELS and other in VOWELS:
        return 0.3 if frozenset((one, other)) in MIXED else 0.5
    if {one, other} == {"n", "N"} or {one, other} == {"s", "c"}:
        return 0.5
    return 2.0
