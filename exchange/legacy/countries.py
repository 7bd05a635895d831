"""The words for a country, in Korean, English, Japanese and Chinese, to its ISO 3166 code."""

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
    "CH": "스위스연방, Swiss Confederation",
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
    "KP": "Democratic People's Republic of Korea, People's Republic of Korea, DPRK",
    "KR": "한국, 국내, 남한, Korea, Republic of Korea, ROK",
    "KZ": "카자흐, 카자흐스탄공화국",
    "LU": "룩셈부르그",
    "MK": "마케도니아",
    "MM": "버마, Burma",
    "MN": "몽고, Mongol",
    "NL": "네델란드, 화란, 홀랜드, Holland",
    "NZ": "뉴질렌드",
    "PL": "폴랜드",
    "PT": "포르투칼",
    "SG": "싱가폴",
    "TR": "터키공화국, Turkey",
    "TW": "중화민국, Republic of China, ROC",
    "UA": "유크라이나",
    "US": "미합중국, 아메리카, America, United States",
    "UZ": "우즈벡, 우즈베크, 우즈벡스탄",
    "VA": "바티칸",
    "VN": "월남, 비엣남",
    "ZA": "남아공, 남아공화국, 남아프리카",
}

# The same for Japanese and Chinese tables.
EAST_ASIAN = {
    "AE": "阿联酋, 阿聯酋, UAE",
    "AR": "アルゼンチン共和国",
    "AT": "オーストリア共和国, 奥地利, 奧地利",
    "AU": "豪州, 濠洲, オーストラリア連邦, 澳洲, 澳大利亚, 澳大利亞",
    "BR": "ブラジル連邦共和国",
    "CN": "中華人民共和国, 中华人民共和国, 中華人民共和國, 中國, 中国大陆",
    "CZ": "チェコ共和国",
    "DE": "ドイツ連邦共和国, 德意志",
    "ES": "西班牙",
    "FR": "フランス共和国, 法蘭西",
    "GB": "英国, 英國, イギリス, グレートブリテン, 连合王国",
    "ID": "インドネシア共和国, 印尼",
    "IN": "インド共和国",
    "IR": "伊朗",
    "IT": "イタリア共和国",
    "JP": "日本国, 日本國",
    "KP": "朝鲜, 朝鮮, 北朝鮮, 北韓, 朝鮮民主主義人民共和国",
    "KR": "韓国, 韩国, 韓國, 南韓, 南韩, 大韓民国, 大韩民国, 大韓民國",
    "LA": "老挝, 寮國, ラオス人民民主共和国",
    "LK": "スリランカ民主社会主義共和国",
    "MN": "モンゴル国, 蒙古, 蒙古国, 蒙古國",
    "MX": "メキシコ合衆国",
    "MY": "マレーシア",
    "NL": "オランダ, オランダ王国, 荷兰, 荷蘭",
    "NP": "ネパール連邦民主共和国, 尼泊尔, 尼泊爾",
    "NZ": "ニュージーランド, 新西兰, 紐西蘭",
    "PH": "フィリピン共和国, 菲律賓共和國",
    "PL": "ポーランド共和国",
    "RU": "ロシア, 俄罗斯, 俄羅斯, 俄国, 俄國, 露国",
    "SG": "シンガポール共和国, 新加坡共和国, 星加坡",
    "TH": "タイ, タイ王国, 泰国, 泰國",
    "TR": "トルコ, トルコ共和国, 土耳其",
    "TW": "台湾, 臺灣, 台灣, 中華民国, 中華民國, 中国台湾, 中國臺灣",
    "US": "アメリカ, 米国, 合衆国, 美利坚合众国, 美利堅合眾國",
    "UZ": "ウズベキスタン共和国",
    "VN": "ベトナム社会主義共和国, ヴェトナム",
    "ZA": "南アフリカ, 南非",
}

# One letter stands for a country in headings and in brackets: (美), [日]. 중 is not among them:
# it is a middle school as well.
LETTERS = {
    "美": "US", "米": "US", "日": "JP", "中": "CN", "英": "GB", "獨": "DE", "独": "DE", "佛": "FR",
    "仏": "FR", "伊": "IT", "露": "RU", "俄": "RU", "越": "VN", "比": "PH", "泰": "TH", "蒙": "MN",
    "豪": "AU", "濠": "AU", "加": "CA", "韓": "KR", "台": "TW", "臺": "TW", "印": "IN", "墨": "MX",
    "미": "US", "일": "JP",
}  # fmt: skip

# 베트남 사회주의 공화국, Kingdom of Thailand: left off where the whole name is not known.
FORM_OF_STATE = re.compile(
    r"(?:사회주의|인민|민주|이슬람|연방)*(?:공화국|왕국|연방|제국)$|"
    r"^(?:the)?(?:peoples|socialist|federal|federative|islamic)?(?:republic|kingdom)of(?:the)?"
)


def _key(name):
    """A name without what people write differently: blanks, points, case, width, brackets."""
    text = unicodedata.normalize("NFKC", name).casefold().replace("&", "and")
    return re.sub(r"[\s.,()·'’\-\[\]]", "", text)


@cache
def _codes():
    """Code by key. A name that two countries share in the catalogues is nobody's, unless it is
    listed here: the Chinese catalogue calls both Koreas 朝鲜."""
    foreign = {}
    for language in ("ja", "zh-hans", "zh-hant"):
        with translation.override(language):
            for code, name in COUNTRIES.items():
                for one in {str(name), re.split(r"[(（]", str(name))[0]}:
                    foreign.setdefault(_key(one), set()).add(code)
    codes = {key: min(owners) for key, owners in foreign.items() if len(owners) == 1}
    for language in ("en", "ko"):
        with translation.override(language):
            # The library's own names, then those the settings give in their place.
            for code, name in [*COUNTRIES.items(), *countries]:
                codes[_key(str(name))] = code
    for code, _ in countries:
        codes.setdefault(_key(code), code)
        codes.setdefault(_key(countries.alpha3(code)), code)
    for listed in (EAST_ASIAN, ALSO):
        for code, names in listed.items():
            codes.update({_key(name): code for name in names.split(",")})
    codes.pop("", None)
    return codes


def _known(text):
    """The code of a country's name or letter, None where the text is neither."""
    key = _key(text)
    found = _codes().get(key) or _codes().get(FORM_OF_STATE.sub("", key))
    return found or LETTERS.get(re.sub(r"[\s()（）\[\]〔〕<>]", "", text))


def _parts(text):
    """A cell's words before and inside its brackets, or before and after a line break or slash."""
    return [one for one in re.split(r"[()（）\[\]〔〕\n/]", text) if one.strip()]


def country_code(text):
    """ISO 3166 code of a country's name, "" for blank; LegacyError if unknown.

    A name given twice, 일본(Japan), is one country; two countries are none.
    """
    if not text.strip():
        return ""
    code = _known(text)
    if code is None:
        codes = {_known(part) for part in _parts(text)}
        code = codes.pop() if len(codes) == 1 else None
    if code is None:
        raise LegacyError(
            "모르는 나라 이름입니다. '미국', '중국', '일본'처럼 한국어 이름이나 영어 이름을 "
            "적어 주세요."
        )
    return code


def split_country(text):
    """(country as written, the rest) of a cell with both: 미국(캘리포니아주), 중국 산둥성 옌타이시.

    ("", text) where the text does not surely begin with a country, or says nothing more.
    """
    whole = text.strip()
    if _known(whole):
        return whole, ""
    front, sign, rest = _front(whole)
    if not front or (sign == " " and front in LETTERS):
        return "", whole
    if sign in "([":
        rest = re.sub(r"[)\]]", " ", rest, count=1)
    rest = " ".join(rest.strip(" ,·-–/\n").split())
    if _known(rest) == _known(front):
        return front, ""
    return (front, rest) if not _known(rest) else ("", whole)


def _front(text):
    """(country, sign, rest) at the last place where what stands before a sign is a country."""
    text = text.replace("（", "(").replace("）", ")").replace("　", " ")
    for found in reversed(list(re.finditer(r"[\s,(\[/·\-–]", text))):
        front = text[: found.start()].strip(" ,·-–/\n")
        if front and _known(front):
            sign = " " if found[0].isspace() else found[0]
            return front, sign, text[found.end() :]
    return "", "", text
