"""What a city's cell says beside the city's name: other scripts, its region, its country.

`佐賀縣(Sagaken)\\n唐津市(Karatsu)\\n가라츠시`, `휴스턴 시(미국 텍사스주)\\nHouston`, `Moscow, Russia`.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from exchange.legacy.countries import country_code, split_country
from exchange.legacy.errors import LegacyError
from exchange.legacy.pasted_words import is_country
from exchange.legacy.places import FOREIGN_REGION, SAME_REGION

PIECE = re.compile(r"[(（\[](?P<inside>[^()（）\[\]]*)[)）\]]|(?P<outside>[^()（）\[\]]+)")
BRACKET = re.compile(r"[()（）\[\]]")
BEHIND = re.compile(
    r"(?P<city>[^,，].*)\s*[,，]\s*(?P<country>[^,，]+)|"
    r"(?P<city_of>[^,，]+?)\s+of\s+(?:the\s+)?(?P<country_of>[^,，]+)"
)
EAST_ASIAN_REGION = re.compile(r".+[省県縣府道州郡]$")
# A state of the USA as well as a country: `Columbus, Georgia` does not tell which.
STATES = frozenset(["georgia"])
# What the city is called in, the likeliest first.
HANGUL, EAST_ASIAN, LATIN = "hangul", "east asian", "latin"


class CityParts(NamedTuple):
    """What a cell says, each "" where it says nothing of it."""

    name: str
    country: str = ""
    region: str = ""
    local: str = ""
    english: str = ""


@lru_cache(4096)
def parts_of(text):
    """The CityParts of a cell, None where it is one name or cannot be taken apart for sure.

    Several names in one script are several cities, or words that are no name: not for us to say.
    """
    if is_country(text):
        return None
    return _behind(text) or _by_script(text)


def name_of(text):
    """The city's name alone, as a row of its own is given it; the text where nothing is sure."""
    parts = parts_of(text)
    return parts.name if parts else text


def says_country(text):
    """Whether the cell of a city surely names the city's country as well."""
    country, rest = split_country(text)
    if country and rest:
        return True
    parts = parts_of(text)
    return bool(parts and parts.country)


def _behind(text):
    """`Yiwu, Zhejiang, China`, also over two lines; None where no country ends it."""
    found = None if BRACKET.search(text) else BEHIND.fullmatch(" ".join(text.split()))
    if not found:
        return None
    city, country = found["city"] or found["city_of"], found["country"] or found["country_of"]
    if not is_country(country) or country.casefold() in STATES:
        return None
    if any(is_country(line.rpartition(",")[2]) for line in text.split("\n")[:-1]):
        return None  # two cities, each with its country
    return CityParts(city.strip(), country=country)


def _script(text):
    if re.search(r"\d", text):
        return ""
    if re.search("[가-힣]", text):
        return HANGUL
    if re.search("[\u3040-\u30ff\u4e00-\u9fff]", text):
        return EAST_ASIAN
    return LATIN if re.search(r"[^\W\d_]", text) else ""


def _by_script(text):
    """Lines and brackets sorted by the script they are written in."""
    found, countries, regions = {}, [], []
    for line in text.split("\n"):
        for piece in PIECE.finditer(line):
            is_inside = piece["inside"] is not None
            words = (piece["inside"] if is_inside else piece["outside"]).strip(" ,/")
            if not words:
                continue
            script = _script(words)
            if not script:
                return None
            country, rest = (words, "") if is_country(words) else split_country(words)
            if is_inside and country and is_country(country):
                countries.append(country)
                regions += [rest] if rest else []
            elif country == words:
                countries.append(country)
            elif is_inside and script == HANGUL:
                return None  # a remark: (자매), (구 여천시)
            else:
                found.setdefault(script, []).append((words, is_inside))
    return _parts(found, countries, regions)


def _parts(found, countries, regions):
    own = next(
        (one for one in (HANGUL, EAST_ASIAN, LATIN)
         if any(not is_inside for _, is_inside in found.get(one, ()))),
        None,
    )  # fmt: skip
    if own is None or not _is_one_country(countries) or (len(found) < 2 and not countries):
        return None
    names = [words for words, _ in found.pop(own)]
    is_region = len(names) == 2 and _is_region(names[0])
    if len(names) > 1 and not is_region:
        return None
    region = names[0] if is_region else ""
    if regions and region:
        return None
    country = next((one for one in countries if _script(one) == own), "".join(countries[:1]))
    parts = CityParts(names[-1], country, region or "".join(regions[:1]))
    if len(regions) > 1 or any(not _are_names(texts) for texts in found.values()):
        return None
    local = " ".join(_once(found.get(EAST_ASIAN, ())))
    english = ", ".join(reversed(_once(found.get(LATIN, ()))))  # the city, then its region
    return parts._replace(local=local, english=english)


def _is_region(name):
    return bool(name in SAME_REGION or FOREIGN_REGION.match(name) or EAST_ASIAN_REGION.match(name))


def _once(texts):
    return list(dict.fromkeys(words for words, _ in texts))


def _are_names(texts):
    """Whether the words in another script are one name, or a region and a city in it."""
    return len(_once(texts)) <= 2


def _is_one_country(names):
    try:
        return len({country_code(name) for name in names}) <= 1
    except LegacyError:
        return False
