"""What the cells below a header hold: the second witness to what a column is."""

import re
from functools import cached_property

from exchange.legacy.city_cells import says_country
from exchange.legacy.countries import country_code
from exchange.legacy.errors import LegacyError
from exchange.legacy.kinds import read_kind
from exchange.legacy.serials import is_serial
from exchange.periods import Period, PeriodError

# What lists write where they do not know.
UNTOLD = "?"
SAMPLE = 24
WITHIN_ROWS = 120

# A date with a remark in the cell, or without its year, is a date all the same.
DATE_FRONT = re.compile(
    r"[(\[]?['‘’`]?(?:\d{4}|\d{2}|\d{1,2})\s*[.년月년/-]|[(\[]?(?:19|20)\d{2}\b"
)
CITY = re.compile(
    r"(?:특별자치|광역|특별)?[시군구도현성주읍면정촌부]$|[시군구현성주]\s*\(|[市区區県縣省州町村郡府]|"
    r"\b(?:city|county|town|district|prefecture|province|state)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"[약~\s]*-?[\d,.]+\s*(?:만|천|백만|십만)?[\d,.]*\s*(?:천|만)?\s*\D{0,12}(?:\(.*\))?$",
    re.DOTALL,
)
DIRECTION = re.compile(
    r"(?:우리\s*[시군구도]?\s*)?(?:방문|초청|파견|접수|상호|상호방문|내방|답방|방한|비대면|온라인|화상|"
    r"서면|outgoing|incoming|mutual|remote)(?:[·,/및\s]*(?:방문|초청|파견|접수|교류|회의))*",
    re.IGNORECASE,
)
GOVERNMENT = re.compile(r"(?:[시군구]|광역시|특별시|[현성주도])(?:\(.*\))?$")
VISIT = re.compile(r"방문|참가|참석|초청|논의|개최|접수|회의|파견|협의|訪問|来訪|参加|visit|\d")
# What tables of facts about a city tell.
LABEL = re.compile(
    r"개요|위치|면적|인구|기후|기온|온도|강수|강우|습도|산업|경제|특산|교통|교육|관광|문화|축제|시장|단체장|"
    r"홈페이지|누리집|행정|구성|언어|화폐|통화|종교|민족|특성|특징|특색|역사|연혁|시화|시목|시조|상징|"
    r"결연|체결|교류|대상|목적|배경|국가|국명|도시명|지형|지리|재정|예산|의회|대학|학교|공항|항만|시차|세대|가구|명소|"
    r"location|area|population|climate|temperature|industry|mayor|history|website|language|"
    r"位置|面積|面积|人口|気候|気温|气候|産業|产业|市長|市长|歴史|历史|特産|交通|観光|提携|友好",
    re.IGNORECASE,
)

LATIN_LABEL = re.compile(
    r"\b(?:date|since|name|city|country|established|establishment|agreement|signed|sister|sisterhood|"
    r"ties|features?|characteristics?|products?|speciali?ties|currency|notes?|homepage)\b",
    re.IGNORECASE,
)


def is_date(text):
    """Whether a cell of a date column could hold this: a date, no date yet, a serial number."""
    if DATE_FRONT.match(text) or is_serial(text):
        return True
    try:
        return bool(Period.parse_all(text))
    except PeriodError:
        return False


def is_country(text):
    """Whether the text, or its first line or what stands before a bracket, is a country."""
    try:
        return bool(country_code(re.split(r"[\n(\[/]", text, maxsplit=1)[0]))
    except LegacyError:
        return False


def is_kind(text):
    """Whether a short text names the kind of an agreement, and is no report of a visit."""
    longest, longest_exchange = (40, 30) if text.isascii() else (20, 10)
    if len(text) > longest or VISIT.search(text):
        return False
    try:
        kind = read_kind(text)
    except LegacyError:
        return False
    return kind is not None and (kind != "exchange" or len(text) <= longest_exchange)


def is_city(text):
    """Whether the text could be a place's name: short, and no date, number or sentence."""
    return len(text) <= 60 and not is_date(text) and not NUMBER.fullmatch(text)


def is_label(text):
    """Whether the text names something a table of facts tells."""
    words = re.sub(r"\s", "", text)  # 면 적
    longest = 45 if text.isascii() else 30
    found = LABEL.search(words) or LATIN_LABEL.search(text)
    return len(words) <= longest and bool(found) and not is_date(text)


def is_text(text):
    """Whether the text says something in words; a date or a number alone does not."""
    return not (DATE_FRONT.match(text) and len(text) < 24) and not re.fullmatch(r"[\d\s,.]+", text)


READERS = {
    "date": is_date,
    "country": is_country,
    "kind": is_kind,
    "city": is_city,
    "label": is_label,
    "text": is_text,
    "number": lambda text: bool(re.search(r"\d", text)) and len(text) <= 60,
    "count": lambda text: bool(re.search(r"\d", text)) and len(text) <= 30 and not is_date(text),
    "direction": lambda text: bool(DIRECTION.fullmatch(text)),
    "organisation": lambda text: not GOVERNMENT.search(text) and not is_date(text),
    "filled": lambda text: not is_date(text),
    "country and city": says_country,
    "named city": lambda text: bool(CITY.search(text)),
}


class Samples:
    """The first cells of each column below a header row, and what share of them can be read so."""

    def __init__(self, rows, header):
        self.rows = rows[header + 1 : header + 1 + WITHIN_ROWS]
        self.shares = {}

    @cached_property
    def columns(self):
        """For each place, the first texts that are not blank, without those repeated."""
        found = {}
        for row in self.rows:
            for place, text in enumerate(row):
                if text:
                    texts = found.setdefault(place, {})
                    if len(texts) < SAMPLE:
                        texts[text] = None
        return found

    def of(self, place):
        return self.columns.get(place, ())

    def share(self, place, reads):
        """Share of the texts at `place` that `reads` can read; None where there are no texts."""
        key = place, reads
        if key not in self.shares:
            texts = self.of(place)
            self.shares[key] = sum(map(READERS[reads], texts)) / len(texts) if texts else None
        return self.shares[key]

    def is_told_in_part(self, place):
        """Whether a list leaves open whose some rows are: `?`, or nothing yet in its first row.

        A blank below a text is another matter: that of a merged cell.
        """
        if not isinstance(place, int) or not self.of(place):
            return False
        first = next((row for row in self.rows if sum(map(bool, row)) > 1), ())  # no heading
        return UNTOLD in self.of(place) or not "".join(first[place : place + 1])
