"""What a header says, however it is written: its words, its unit, and whose it is not to be read."""

import re
import unicodedata
from functools import lru_cache

BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>|【[^】]*】|〔[^〕]*〕|「[^」]*」")
# A mark that sends the reader to a note below the table: 결연일1), 인구*, ※비고.
FOOTNOTE = re.compile(r"(?<=\D)\d{1,2}\)$|^주\d?\)|[¹²³⁴⁵⁶⁷⁸⁹⁰]+$")
SIGNS = re.compile(r"[\s*※†‡:;,·ㆍ‧・_\-–.'\"“”‘’()\[\]<>【】〔〕「」/|&?#]+")

NUMBERING = frozenset(
    "연번 번호 순번 순 no nr 일련번호 관리번호 no. # index idx seq rownum rnum objectid fid id "
    "番号 序号 序號 編號 编号 項番 通番".split()
)
# Nothing in them that a record holds: where a continent is follows from its country.
IGNORED = frozenset("대륙 대륙명 대륙구분 continent 洲 洲别 洲別 州別 大洲 大陸 区域 區域".split())

# Names and numbers of persons are not read at all. Departments and their telephones are public.
PRIVATE = re.compile(
    r"담당자|담당공무원|담당직원|^담당$|작성자|등록자|수정자|입력자|성명|인솔자|통역자|참가자명단|"
    r"명단$|휴대|핸드폰|생년월일|주민(?:등록)?번호|여권|연락처|담당전화|이메일|메일주소|"
    r"^e?mail|email$|担当者|氏名|連絡先|負責人|负责人|联系人|聯絡人|联系电话|contactperson|"
    r"personincharge|phonenumber|mobile"
)

UNIT = re.compile(
    r"(?:단위:?)?((?:천|만|백만|십만)?명|(?:천|만|백만)|천인|만인|인|"
    r"km2|제곱킬로미터|평방킬로미터|平方公里|平方km|平方キロメートル|m2|제곱미터|ha|헥타르|"
    r"°c|도|mm|밀리미터|[千万萬]?人|[千万萬]|thousand|million)"
)

SHOWN = {"km2": "㎢", "m2": "㎡", "°c": "℃"}


@lru_cache(4096)
def plain(header):
    """A header without what people write differently: blanks, case, width, signs, footnotes.

    What stands in brackets is left out too, but a header that is all in brackets keeps it.
    """
    text = _folded(header)
    short = SIGNS.sub("", FOOTNOTE.sub("", BRACKETS.sub("", text).strip())) or spelled(header)
    return short[:-1] if len(short) > 2 and short.endswith("별") else short  # 국가별, 연도별


@lru_cache(4096)
def spelled(header):
    """Like `plain`, with the words in brackets: `도시명(영문)` is 도시명영문."""
    return SIGNS.sub("", FOOTNOTE.sub("", _folded(header)))


def _folded(header):
    text = re.sub("[¹²³⁴⁵⁶⁷⁸⁹⁰]+$", "", header.replace("㎢", "km2").replace("㎡", "m2"))
    return unicodedata.normalize("NFKC", text).casefold().strip()


@lru_cache(4096)
def unit_of(header):
    """The unit in a header's brackets, as it stands behind a number: 인구(천명) has 천명, else ""."""
    for bracket in BRACKETS.findall(_folded(header)):
        unit = UNIT.fullmatch(re.sub(r"[\s\[\]()<>【】〔〕「」]", "", bracket))
        if unit:
            return SHOWN.get(unit[1], unit[1])
    return ""


def without_unit(header):
    """The words of a header without a unit in brackets: 인구(천명) is 인구, 교류(방문) stays."""
    words = " ".join(header.split())
    return BRACKETS.sub("", words).strip() if unit_of(header) else words


def is_private(header):
    """Whether a column of this header holds persons: their names, telephones, addresses."""
    return bool(PRIVATE.search(spelled(header)))


def is_passed_over(header):
    """Whether the column is a numbering or a continent, which nobody misses."""
    return plain(header) in NUMBERING or plain(header) in IGNORED or spelled(header) in NUMBERING
