"""The words for a country, Korean and English, to its ISO 3166 code."""

import re
import unicodedata
from functools import cache

from django.utils import translation
from django_countries import countries
from django_countries.data import COUNTRIES

from exchange.legacy.errors import LegacyError

# What Korean tables write and django-countries does not: short, old and other spellings.
ALSO = {
    "AE": "아랍에미레이트, 아랍에미리트연합, UAE",
    "BR": "브라질연방공화국",
    "BY": "벨라루시",
    "CA": "카나다",
    "CI": "Ivory Coast",
    "CN": "중화인민공화국, PRC",
    "CV": "Cape Verde",
    "CZ": "체코공화국, Czech Republic",
    "DE": "독일연방공화국, 서독",
    "EC": "에쿠아도르",
    "ES": "에스파냐",
    "FR": "프랑스공화국",
    "GB": "잉글랜드, England, Britain, Great Britain, UK",
    "GE": "그루지야",
    "HU": "헝가리공화국",
    "IT": "이태리",
    "JP": "일본국",
    "KG": "키르기즈, 키르기즈스탄, 키르키즈스탄",
    "KR": "한국, 국내, 남한, Korea, Republic of Korea, ROK",
    "KZ": "카자흐, 카자흐스탄공화국",
    "LU": "룩셈부르그",
    "MK": "마케도니아",
    "MM": "버마, Burma",
    "MN": "몽고",
    "NL": "네델란드, 화란, 홀랜드, Holland",
    "NZ": "뉴질렌드",
    "PL": "폴랜드",
    "PT": "포르투칼",
    "SG": "싱가폴",
    "TR": "터키공화국, Turkey",
    "TW": "중화민국",
    "UA": "유크라이나",
    "US": "미합중국, 아메리카, America",
    "UZ": "우즈벡, 우즈베크, 우즈벡스탄",
    "VA": "바티칸",
    "VN": "월남, 비엣남",
    "ZA": "남아공, 남아공화국, 남아프리카",
}


def _key(name):
    """A name without what people write differently: blanks, points, case, width."""
    return re.sub(r"[\s.,()·'’\-]", "", unicodedata.normalize("NFKC", name)).casefold()


@cache
def _codes():
    codes = {}
    for language in ("en", "ko"):
        with translation.override(language):
            # The library's own names, then those the settings give in their place.
            for code, name in [*COUNTRIES.items(), *countries]:
                codes[_key(str(name))] = code
    for code, _ in countries:
        codes.setdefault(_key(code), code)
        codes.setdefault(_key(countries.alpha3(code)), code)
    for code, names in ALSO.items():
        codes.update({_key(name): code for name in names.split(",")})
    return codes


def country_code(text):
    """ISO 3166 code of a country in Korean or English, "" for blank; LegacyError if unknown."""
    if not text.strip():
        return ""
    try:
        return _codes()[_key(text)]
    except KeyError:
        raise LegacyError(
            "모르는 나라 이름입니다. '미국', '중국', '일본'처럼 한국어 이름이나 영어 이름을 "
            "적어 주세요."
        ) from None
