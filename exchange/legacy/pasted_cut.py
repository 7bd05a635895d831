"""Rows whose cells a browser parted by single blanks, cut by what the headers say is in them."""

import re
from functools import lru_cache

from exchange.legacy.headers import NUMBERING, plain
from exchange.legacy.pasted_words import (
    HEADER_WORDS,
    KIND,
    KIND_ONLY,
    is_country,
    is_header_word,
    is_place_word,
)
from exchange.legacy.places import FOREIGN_REGION, SAME_REGION
from exchange.periods import Period, PeriodError

MAX_WORDS = 60  # of a row; more is no row of a table
NEVER = -100.0

DATES = frozenset("기간 일시 일자 날짜 연도 년도 교류일자 교류기간 시기 time".split()) | frozenset(
    "period date year since established signed 年月日 年 期間 日時 時期 日期 时间".split()
)
TEXTS = frozenset(
    "내용 교류내용 주요내용 교류내역 추진내용 교류사항 주요교류내용 추진실적 교류실적 비고 사업내용 행사내용 활동내용 "
    "content description event details title 交流内容 内容 出来事 できごと 主な交流内容 備考".split()
)
ORGANISATION = re.compile(
    r"(?:초|중|고|대|교|소학교|대학|대학교|학원|학교|클럽|협회|회|단|센터|병원|공사|회의소|연합|의회|university|school|"
    r"college|club)$",
    re.IGNORECASE,
)


@lru_cache(2048)
def headers_of(text):
    """The headers a line is made of, as written, or () where it is no line of headers.

    Words belong to one header where they are one when joined: `교 류 내 용` is 교류내용. One word
    in three may be a header that nobody knows.
    """
    words = text.split()
    if not 2 <= len(words) <= 24 or re.search(r"\d|[:：]", text):
        return ()
    best = [(0, ())]
    for end in range(1, len(words) + 1):
        options = []
        for start in range(max(0, end - 6), end):
            header = " ".join(words[start:end])
            if header.startswith("(") and start:
                pass  # a unit is the last part of the header before it
            elif is_header_word(header):
                broken = header.endswith(" of")
                options.append((best[start][0] + 1 + broken, (*best[start][1], header)))
            if end - start == 1 and start and re.fullmatch(r"\(\S{1,8}\)", header):
                *before, last = best[start][1]
                options.append((best[start][0], (*before, f"{last}{header}")))
            elif end - start == 1 and len(header) <= 10 and not header.startswith("("):
                options.append((best[start][0] + 4, (*best[start][1], header)))
        if not options:
            return ()
        best.append(min(options))
    found = best[-1][1]
    known = [header for header in found if is_header_word(header)]
    if len(known) < 2 or len(known) < 2 * (len(found) - len(known)):
        return ()
    if plain(found[-1]) in {"현황", "일반현황"} and not fact_header(found[0]):
        return ()  # a heading: 자매도시 현황
    return found


def type_of(header, headers):
    """What stands in a column: number, country, region, city, kind, date, organisation, text …"""
    word = plain(header)
    if word in NUMBERING or (word == "item" and header == headers[0] and len(headers) > 3):
        return "number"
    columns = {column for _, column in HEADER_WORDS.get(word, ())}
    if columns & {"국명", "국가"} or word in {"国", "国名", "国家", "대륙", "continent"}:
        return "country"
    if word in DATES or (columns & {"교류일자", "체결일", "기간"} - {"구분"} and word != "구분"):
        return "date"
    if "광역·주·성" in columns or word in {"state", "province"}:
        return "region"
    if columns & {"우리 기관", "해외 기관"}:
        return "organisation"
    if not columns and (found := _type_by_words(header)):
        return found
    if columns & {"교류도시", "도시"} or word in {"都市名", "都市", "城市"}:
        return "city"
    if "영문 이름" in columns:
        return "latin"
    if word in {"인구", "인구수", "면적", "인원", "인구명", "population", "area", "人口", "面積"}:
        return "quantity"
    if word in {"구분", "区分"} or (
        columns & {"교류내용"} and any(type_of_country(one) for one in headers)
    ):
        return "kind"
    return "text"


def _type_by_words(header):
    """The type of a header that is in no list, by the words it is made of."""
    for kind, pattern in BY_WORDS:
        if pattern.search(plain(header)):
            return kind
    return ""


def type_of_country(header):
    """Whether a table with this header is one of partners."""
    columns = {column for _, column in HEADER_WORDS.get(plain(header), ())}
    return bool(columns & {"국명", "교류도시", "국가"})


def date_header(header):
    """Whether dates stand below this header for sure; 구분 says so only where no other does."""
    return type_of(header, (header,)) == "date"


def text_header(header):
    return plain(header) in TEXTS


def fact_header(header):
    return plain(header) in {"구분", "항목", "분류", "区分", "項目", "item", "category"}


BY_WORDS = (
    ("picture", re.compile(r"국기|사진|이미지|로고|문장$|심볼|flag|photo|image|logo|写真|国旗")),
    (
        "date",
        re.compile(
            r"일$|일자$|날짜$|일시$|기간$|년월일$|[년연]도$|date|year|since|signed|^established|period"
        ),
    ),
    ("country", re.compile(r"nation|country")),
    ("kind", re.compile(r"category|type|relationship|형태$|구분$")),
    ("city", re.compile(r"도시명?$|city|cities|town|district|partner")),
    ("organisation", re.compile(r"기관명?$|단체명?$|school")),
)
# What may stand in a date besides digits and signs; any other word is of the next cell.
DATE_WORDS = re.compile(
    r"[년월일월화수목금토年月日昭和平成令和大正\d\s.,~∼～〜/'‘’()\[\]（）:·\-–—?]|요일|부터|까지|현재|예정|초|중순|중|말|"
    r"하순|상순|경|상반기|하반기|분기|이후|계속|오전|오후|봄|여름|가을|겨울|[SHRsh]\d|st|nd|rd|th|since|from|to|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|\([^()]*\)",
    re.IGNORECASE,
)
HAS_YEAR = re.compile(r"\d{4}|['‘’]\s?\d\d|^\d\d\s?[.년/-]|[HSR]\d|昭和|平成|令和|大正")
DATE_BEGINS = re.compile(r"[\d'‘’(\[（]|[A-Z][a-z]{2}|\d|昭和|平成|令和|大正|[HSR]\d")


@lru_cache(8192)
def _is_date(text):
    if not re.search(r"\d", text):
        return text in {"-", "–", "미정"}
    if not DATE_BEGINS.match(text) or (text.isdecimal() and len(text) not in (4, 6, 8)):
        return False
    if not HAS_YEAR.search(text) or DATE_WORDS.sub("", text):
        return False
    try:
        return bool(Period.parse_all(text))
    except PeriodError:
        return False


def is_date(text):
    """Whether the whole text is a date or several."""
    return _is_date(text.strip())


@lru_cache(65536)
def _score(kind, text):
    words = text.split()
    if not words:
        return {
            "text": -0.3,
            "date": -3,
            "city": -5,
            "organisation": -3,
            "kind": -1.5,
            "picture": 0,
        }.get(kind, -2)
    score = SCORES[kind](text, words)
    return score if kind in {"date", "text", "quantity"} else score - 0.2 * len(words)


def _number(text, words):
    return 8 if re.fullmatch(r"\d{1,4}[.)]?", text) else NEVER


def _country(text, words):
    return 8 if text == "국내" or is_country(text) or is_country("".join(words)) else -8


def _region(text, words):
    fits = text in SAME_REGION or FOREIGN_REGION.match(text) or is_place_word(text, abroad=True)
    return 4 if fits and len(words) == 1 else -1 - 2 * len(words)


def _city(text, words):
    score = 2.0
    for word in words:
        if re.search(r"\d", word) and not word.startswith("("):
            score -= 5
        elif word[0] in "(（" or word[-1] in ",)）":
            score -= 0.8
        elif re.fullmatch(r"(?i:city|county|state|prefecture|province|district|town|shire)", word):
            score += 2
        elif is_country(word):
            score -= 2
        elif is_place_word(word, abroad=True):
            score += 2
        elif KIND_ONLY.fullmatch(word):
            score -= 5
        else:
            score -= 0.4
    return score


def _kind(text, words):
    if KIND_ONLY.fullmatch(text.replace(" ", "")):
        return 6
    if any(is_place_word(word) for word in words):
        return -6
    return 1.5 if KIND.search(text) else -0.5 - len(words) * 0.3


def _date(text, words):
    return 10 + len(text) * 0.8 if is_date(text) else -9


def _quantity(text, words):
    fits = re.fullmatch(
        r"[약\s]*[\d.,]+\s*(?:[만천백십억\d,.]*\s*(?:명|㎢|km2?|천명|人|세대)?)*", text
    )
    return 6 if fits else -6


def _latin(text, words):
    return 4 if re.fullmatch(r"[A-Za-zÀ-ÿ\s.,'()&-]+", text) else -8


def _organisation(text, words):
    return 4 if ORGANISATION.search("".join(words)) else -1


def _text(text, words):
    return 0.6


SCORES = {
    "number": _number,
    "country": _country,
    "region": _region,
    "city": _city,
    "kind": _kind,
    "date": _date,
    "quantity": _quantity,
    "latin": _latin,
    "organisation": _organisation,
    "text": _text,
    "picture": lambda text, words: -8,
}
# How many words a cell of this type has at most.
LONGEST = {
    "number": 1,
    "country": 3,
    "region": 3,
    "city": 12,
    "picture": 0,
    "kind": 6,
    "date": 12,
    "quantity": 4,
}


def cut(text, headers):
    """(cells, score) of a row cut into one cell for each header; ([], NEVER) for what is no row.

    The cut with the best sum of scores wins; a cell may be empty. The score is high where the
    typed columns (dates, countries, kinds) have what they should.
    """
    words = text.split()
    if not words or len(words) > MAX_WORDS:
        return [], NEVER
    types = [type_of(header, headers) for header in headers]
    best = {0: (0.0, ())}
    for position, kind in enumerate(types):
        longest = LONGEST.get(kind, MAX_WORDS)
        is_last = position == len(types) - 1
        following = {}
        for start, (score, cells) in best.items():
            ends = [len(words)] if is_last else range(start, min(len(words), start + longest) + 1)
            for end in ends:
                if end - start > longest:
                    continue
                cell = " ".join(words[start:end])
                total = score + _score(kind, cell)
                if end not in following or total > following[end][0]:
                    following[end] = (total, (*cells, cell))
        best = following
    if len(words) not in best:
        return [], NEVER
    score, cells = best[len(words)]
    return _as_written(text, list(cells)), score


def _as_written(text, cells):
    """The cells with the blanks inside them as the line has them."""
    at, written = 0, []
    for cell in cells:
        pattern = r"\s+".join(map(re.escape, cell.split()))
        match = re.compile(pattern).search(text, at) if cell else None
        written.append(match[0] if match else "")
        at = match.end() if match else at
    return written


def fits(cells, headers):
    """Whether a cut row is one of the table: the date is a date, or two other columns fit."""
    sure = 0
    for cell, header in zip(cells, headers, strict=True):
        kind = type_of(header, headers)
        if kind == "date":
            if cell:
                return is_date(cell)
            sure -= 1
        sure += bool(cell) and kind not in {"text"} and _score(kind, cell) >= 3
    return sure >= 2


def is_below_merged(cells, headers):
    """Whether a row without a date is one whose date is merged with the row above: 파견 14."""
    types = [type_of(header, headers) for header in headers]
    return (
        types[0] == "date"
        and not cells[0]
        and any(
            cell and kind not in {"text", "date"} and _score(kind, cell) >= 3
            for cell, kind in zip(cells, types, strict=True)
        )
    )


def row_score(cells, headers):
    """How well cells stand below these headers: higher is better."""
    types = [type_of(header, headers) for header in headers]
    return sum(_score(kind, cell) for kind, cell in zip(types, cells, strict=False))
