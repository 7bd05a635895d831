"""What a header or a caption says for every row: 자매도시 현황, 국내 교류도시."""

import re

from exchange.legacy.headers import plain
from exchange.legacy.kinds import implied_kind, is_mixed
from exchange.legacy.places import SAME_REGION
from exchange.legacy.samples import is_country

DOMESTIC = re.compile(r"국내|\bdomestic\b", re.IGNORECASE)
ABROAD = re.compile(
    r"국외|해외|국제|외국|국내외|국내·외|국내ㆍ외|국내/외|국내,\s*해외|foreign|overseas|international|abroad",
    re.IGNORECASE,
)


def captions(sheet):
    """What stands over the table, the nearest first: name, headings, title rows are not asked."""
    return [sheet.name, *reversed(sheet.around.split(" > "))]


def kind(sheet, rows_above, places, texts):
    """The words for 교류내용 that the date's or city's header, or a caption, implies; else ""."""
    headers = [
        texts[places[name]][-1]
        for name in ("교류일자", "교류도시")
        if isinstance(places.get(name), int) and places[name] >= 0
    ]
    for text in [*headers, *reversed(rows_above), *captions(sheet)]:
        found = implied_kind(text) if text else ""
        if found or is_mixed(text):
            return found  # what names several kinds is not outvoted from farther off
    return ""


def country(sheet, rows_above, places, texts, samples):
    """The country of all rows, where a caption or the cities themselves tell; else "".

    국내 in a caption is Korea; so are cities that all begin with a Korean province. A caption of
    one country, 일본 자매도시, is that country.
    """
    name = places.get("교류도시")
    headers = [texts[name][-1]] if isinstance(name, int) and name >= 0 else []
    for text in [*headers, *reversed(rows_above), *captions(sheet)]:
        if DOMESTIC.search(text) and not ABROAD.search(text):
            return "대한민국"
        first = re.split(r"[\s(·\-:]", text.strip(), maxsplit=1)[0]
        if len(first) > 1 and is_country(first):
            return first
    towns = [
        text
        for column in ("광역·주·성", "교류도시")
        if isinstance(places.get(column), int)
        for text in samples.of(places[column])
    ]
    firsts = [text.split()[0] for text in towns if text.split()]
    korean = [word for word in firsts if plain(word) in SAME_REGION]
    region = places.get("광역·주·성")
    enough = len(list(samples.of(region))) if isinstance(region, int) else len(firsts)
    return "대한민국" if len(korean) >= 2 and len(korean) >= enough else ""
