"""The words for a country, Korean and English, to its ISO 3166 code."""

import re
import unicodedata
from functools import cache

from django.utils import translation
from django_countries import countries

from exchange.legacy.errors import LegacyError

# What Korean tables write and django-countries does not: short, old and other spellings.
ALSO = {
    "한국": "KR", "국내": "KR", "남한": "KR", "Korea": "KR", "Republic of Korea": "KR",
    "ROK": "KR", "북한": "KP", "미합중국": "US", "아메리카": "US", "USA": "US", "U.S.": "US",
    "America": "US", "중화인민공화국": "CN", "PRC": "CN", "타이완": "TW",
    "중화민국": "TW", "일본국": "JP", "러시아연방": "RU", "러시아 연방": "RU",
    "월남": "VN", "비엣남": "VN", "Vietnam": "VN", "Viet Nam": "VN", "태국": "TH", "몽골": "MN",
    "몽고": "MN", "호주": "AU", "뉴질렌드": "NZ", "튀르키예": "TR", "터키공화국": "TR",
    "Turkey": "TR", "루마니아": "RO", "싱가폴": "SG", "마케도니아": "MK", "그루지야": "GE",
    "독일연방공화국": "DE", "서독": "DE", "프랑스공화국": "FR", "영국": "GB", "잉글랜드": "GB",
    "UK": "GB", "U.K.": "GB", "England": "GB", "Britain": "GB", "Great Britain": "GB",
    "네델란드": "NL", "화란": "NL", "홀랜드": "NL", "Holland": "NL", "체코공화국": "CZ",
    "Czech Republic": "CZ", "이태리": "IT", "인도네시아공화국": "ID", "카자흐": "KZ",
    "카자흐스탄공화국": "KZ", "우즈벡": "UZ", "우즈베크": "UZ", "우즈벡스탄": "UZ",
    "키르기즈스탄": "KG", "키르기즈": "KG", "키르키즈스탄": "KG", "타지키스탄": "TJ",
    "벨라루시": "BY", "유크라이나": "UA", "캄보디아왕국": "KH",
    "라오스인민민주공화국": "LA", "Laos": "LA", "버마": "MM", "Burma": "MM",
    "남아공": "ZA", "남아프리카": "ZA", "남아공화국": "ZA", "이집트아랍공화국": "EG",
    "에티오피아연방민주공화국": "ET", "모로코왕국": "MA", "이스라엘국": "IL", "이란": "IR",
    "Iran": "IR", "아랍에미레이트": "AE", "UAE": "AE", "아랍에미리트연합": "AE",
    "도미니카공화국": "DO", "베네수엘라": "VE", "볼리비아": "BO", "에쿠아도르": "EC",
    "멕시코합중국": "MX", "브라질연방공화국": "BR", "카나다": "CA", "바티칸": "VA",
    "동티모르": "TL", "동티모르민주공화국": "TL", "세이셸": "SC", "모리셔스": "MU",
    "홍콩": "HK", "마카오": "MO", "팔라우공화국": "PW", "스페인왕국": "ES", "에스파냐": "ES",
    "포르투칼": "PT", "폴랜드": "PL", "헝가리공화국": "HU", "스위스연방": "CH",
    "룩셈부르그": "LU", "덴마아크": "DK", "코소보": "XK", "Tanzania": "TZ", "Moldova": "MD",
    "Syria": "SY", "Brunei": "BN", "Cape Verde": "CV", "Ivory Coast": "CI",
}  # fmt: skip


def _key(name):
    """A name without what people write differently: blanks, points, case, width."""
    return re.sub(r"[\s.,()·'’\-]", "", unicodedata.normalize("NFKC", name)).casefold()


@cache
def _codes():
    codes = {}
    for language in ("en", "ko"):
        with translation.override(language):
            for code, name in countries:
                codes[_key(str(name))] = code
    for code, _ in countries:
        codes.setdefault(_key(code), code)
        codes.setdefault(_key(countries.alpha3(code)), code)
    codes.update({_key(name): code for name, code in ALSO.items() if code in countries})
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
