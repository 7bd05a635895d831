"""Is a name another spelling of a city we know? 풀러턴 and Fullerton of 플러튼시, 계림 of 구이린시.

What is found is offered to the clerk, never taken: names of different cities look alike, too.
Names of Korean cities have one spelling, so among them only the word for what it is (의성,
의성군) and the region before it may differ. Others are compared by their sounds.
"""

import re
from collections import defaultdict

from cities import sounds
from cities.exonyms import CHINESE, CHINESE_READINGS, MODERN
from cities.slugs import romanise
from exchange.legacy.countries import split_country
from exchange.legacy.places import same_region, split_place
from exchange.legacy.text import tidy

# Words for what a place is: a province, or something smaller.
PROVINCE = re.compile(r"(?<=..)(?:특별자치도|현|성|도)$|(?<=...)주$|(?<=.)(?:省|県|縣|县|州|道)$")
CITY = re.compile(
    r"(?<=..)(?:특별자치시|특별시|광역시|직할시|시|군|구|정|촌|읍|면|진)$|"
    r"(?<=.)(?:市|区|區|郡|町|村)$"
)
LATIN_PROVINCE = re.compile(r"\b(?:province|prefecture|state)\b", re.I)
LATIN_CITY = re.compile(
    r"^(?:city|town|county) of\b|\b(?:city|town|county|district|municipality)\b|"
    r"-(?:si|shi|gun|gu|ku|cho|machi|mura|son)$",
    re.I,
)
HANGUL, KANA, LATIN = (re.compile(one) for one in ("[가-힣]", "[ぁ-ヿ]", "[A-Za-zÀ-ɏ]"))

# What share of the sounds may differ. Hangul writes Japanese and Chinese by fixed rules, and
# their short names are much alike.
FAR, FAR_IN_EAST_ASIA = 0.2, 0.04
# How many consonants there must be, and from how many on one may be missing: 홈스크, 홀름스크.
FEWEST, MISSING = 2, 4


class Form:
    """A name without the word for what it is: its `stems`, any of which may be the same."""

    __slots__ = ("far", "keys", "level", "numbers", "said", "stems")

    def __init__(self, name, country):
        name = " ".join(re.sub(r"[()（）].*", "", tidy(name)).split())
        stem, self.level = without_word(name, country)
        self.numbers = set(CHINESE_READINGS.get(stem, ())) if country in CHINESE else set()
        self.stems = {stem, *self.numbers}
        if country == "KR":
            self.stems.add(plain(romanise(stem)))
        self.said = said(stem, country).union(*(said(MODERN[one], country) for one in self.numbers))
        self.far = FAR_IN_EAST_ASIA if country == "JP" or country in CHINESE else FAR
        self.keys = {sounds.consonants(one) for one in self.said}


def plain(name):
    return re.sub(r"[\s·ㆍ・,.\-]", "", name).casefold()


def without_word(name, country):
    """(stem, "province", "city" or "") of a name: 의성군 is (의성, city), 산둥성 (산둥, province)."""
    for pattern in (CITY, LATIN_CITY):
        stem = pattern.sub("", name, count=1).strip(" -,")
        if stem and stem != name:
            return plain(stem), "city"
    if country in CHINESE and plain(name) in CHINESE_READINGS:  # 진황도 is a city
        return plain(name), ""
    for pattern in (PROVINCE, LATIN_PROVINCE):
        stem = pattern.sub("", name, count=1).strip(" -,")
        if stem and stem != name:
            return plain(stem), "province"
    return plain(name), ""


def said(stem, country):
    """What a name sounds like; one in Latin letters or kana may sound in two ways."""
    if country == "KR":
        return set()
    if HANGUL.search(stem):
        return {sounds.hangul(stem)}
    if KANA.search(stem):
        one = sounds.kana(stem)
        return {one} if country == "JP" else {one, sounds.without_u(one)}
    if LATIN.search(stem):
        if country == "JP" or country in CHINESE:
            return {sounds.latin(stem, "romaji" if country == "JP" else "pinyin")}
        # A g before e or i is hard or soft: Bergen, Los Angeles.
        both = {sounds.latin(stem), sounds.latin(re.sub("g(?=[eiy])", "j", stem))}
        return both | set(map(sounds.without_mute, both))
    return set()


def are_alike(one, other):
    """Whether two Forms, of cities of one country, may be the same name."""
    if one.level and other.level and one.level != other.level:
        return False
    if any(len(stem) > 1 for stem in one.stems & other.stems):
        return True
    if one.numbers and other.numbers:
        return False
    return any(sound_alike(mine, its, one.far) for mine in one.said for its in other.said)


def sound_alike(one, other, far=FAR):
    """Whether two rows of sounds may be one name, said or written a little otherwise."""
    if one == other:
        return len(one) > 2
    mine, its = sounds.consonants(one), sounds.consonants(other)
    if min(len(mine), len(its)) < FEWEST:
        return False
    if mine != its and min(len(mine), len(its)) < MISSING:
        return False
    return sounds.distance(one, other) <= far * max(len(one), len(other))


class Spellings:
    """Cities, to be found by another spelling of one of their names."""

    def __init__(self, cities=()):
        self.by_key = defaultdict(dict)
        self.forms = {}
        for city in cities:
            self.add(city)

    def add(self, city):
        country = str(city.country)
        names = filter(None, {city.name, city.name_en, city.name_local})
        self.forms[city.slug] = city, [Form(name, country) for name in names]
        for form in self.forms[city.slug][1]:
            for key in keys_of(form):
                self.by_key[key][city.slug] = None

    def alike(self, name, country="", region="", also=()):
        """Cities (five at most) whose name this may be; `also` are its other names.

        Without a country, the name may hold one, and a region: 미국 캘리포니아주 풀러턴.
        """
        front, rest = split_country(name)
        name = rest if front and rest else name
        found = {}
        countries = [country] if country else self.countries()
        for one in countries:
            place, short = (region, name) if region else split_place(name, one)
            forms = [Form(text, one) for text in {name, short, *also} if text]
            for form in forms:
                for slug in (slug for key in keys_of(form) for slug in self.by_key.get(key, ())):
                    city, its = self.forms[slug]
                    if (
                        str(city.country) == one
                        and any(are_alike(form, other) for other in its)
                        and self.agree(place, city, one)
                    ):
                        found[slug] = city
        return list(found.values())[:5]

    def countries(self):
        return list(dict.fromkeys(str(city.country) for city, _ in self.forms.values()))

    @staticmethod
    def agree(region, city, country):
        """Whether the regions, where both are known, may be one."""
        if not region or not city.region:
            return True
        mine, its = (same_region(one, country) for one in (region, city.region))
        return mine == its or (
            country != "KR" and are_alike(Form(mine, country), Form(its, country))
        )


def keys_of(form):
    """What names that may be alike have in common: the stem, or the consonants but for one."""
    yield from form.stems
    for key in form.keys:
        yield key
        if len(key) >= MISSING:
            yield f"-{key}"
            for place in range(len(key)):
                yield f"-{key[:place]}{key[place + 1 :]}"
