"""A place as a list writes it, `강원도 인제군`, to region and name."""

import re

# Metropolises and provinces of Korea: names and short names, old and new, of each.
KOREAN_REGIONS = (
    ("서울특별시", "서울시", "서울"),
    ("부산광역시", "부산직할시", "부산시", "부산"),
    ("대구광역시", "대구직할시", "대구시", "대구"),
    ("인천광역시", "인천직할시", "인천시", "인천"),
    ("광주광역시", "광주직할시", "광주"),
    ("대전광역시", "대전직할시", "대전시", "대전"),
    ("울산광역시", "울산시", "울산"),
    ("세종특별자치시", "세종시", "세종"),
    ("경기도", "경기"),
    ("강원특별자치도", "강원도", "강원"),
    ("충청북도", "충북"),
    ("충청남도", "충남"),
    ("전북특별자치도", "전라북도", "전북"),
    ("전라남도", "전남"),
    ("경상북도", "경북"),
    ("경상남도", "경남"),
    ("제주특별자치도", "제주도", "제주"),
)
SAME_REGION = {name: names[0] for names in KOREAN_REGIONS for name in names}

# The first word of a foreign place is its region when it ends so: 캘리포니아주, 산둥성, 군마현.
FOREIGN_REGION = re.compile(r".{2,}(?:주|성|현|도|부|자치구|특별구|州|省|県|府|道)$")


def split_place(text, country):
    """(region, name) of a place as written: ("강원도", "인제군"); region "" where none is named.

    Only what is surely a region is split off: a Korean metropolis or province, or a foreign
    first word that says it is a province, state or prefecture.
    """
    first, _, rest = text.partition(" ")
    rest = rest.strip()
    is_region = first in SAME_REGION if country == "KR" else FOREIGN_REGION.match(first)
    return (first, rest) if rest and is_region else ("", text.strip())


def same_region(region, country):
    """What two spellings of one region have in common: 강원, 강원도 and 강원특별자치도 are one."""
    word = re.sub(r"\s", "", region)
    return SAME_REGION.get(word, word) if country == "KR" else word
