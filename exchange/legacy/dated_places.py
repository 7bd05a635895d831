"""Lists of partners without a table: a place and the date of its agreement in each line."""

import re

from exchange.legacy.pasted_cut import is_date
from exchange.legacy.pasted_words import (
    KIND,
    folded,
    is_country,
    is_header_word,
    is_label,
    is_place,
    place_of,
)
from exchange.legacy.places import SAME_REGION
from exchange.legacy.samples import UNTOLD

PARTNER_HEADER = ["국명", "교류도시", "교류내용", "교류일자"]
# A place and its date: `연태시(1997.4.18)`, `연태시 : 1997. 4. 18.`, `Jiangsu of China (1994)`.
DATED_PLACE = re.compile(
    r"(?P<place>.{2,60}?)\s*(?:[(（\[](?P<inside>[^()（）\[\]]*\d[^()（）\[\]]*)[)）\]]|"
    r"[:：–-]\s*(?P<behind>.*\d.*?))(?P<of>\s+of\s+(?:the\s+)?[A-Z][\w ]+)?"
)
# `우호도시: 중국 구이린시(桂林市) (1979년 ~)`, several in a line where columns were set side by side.
NAMED_PLACE = re.compile(
    r"(?P<kind>[^\s:：()]{2,12})\s*[:：]\s*(?P<place>[^:：]{2,50}?)\s*\((?P<date>[^()]*\d[^()]*)\)"
)

# What was done on the date, behind it: `1981年4月19日缔结`, `1997. 4. 18. 자매결연 체결`.
CONCLUDED = re.compile(
    r"\s*(?P<what>(?:자매|우호|교류|협력|친선|결연|협정|협약|체결|조인|姉妹|友好|都市|提携|締結|調印|盟約|缔结|缔约|"
    r"签[订定署约]|協議|协议|關係|关系|结好|結好|\s|signed|established)+)$",
    re.IGNORECASE,
)
KIND_TOLD = re.compile("자매|우호|친선|姉妹|友好")
NUMBER = re.compile(r"^\s*(?:\d{1,2}[.)]|\(\d{1,2}\)|[①-⑳❶-❿]|[가-하][.)])\s*")


def places_of(text, headings, is_item=False):
    """The rows below PARTNER_HEADER in a line such as `연태시(1997.4.18)`; [] where it is none.

    `headings` stand above it, outermost first. In an item of a list (`is_item`) below `Sister
    Cities` or `자매도시 : 6개 도시` stands a place however it is called.
    """
    named = list(NAMED_PLACE.finditer(text))
    if named and not NAMED_PLACE.sub("", text).strip(" ,/·"):
        rows = [
            _row(one["place"], one["date"], "", one["kind"]) for one in named
            if KIND.search(one["kind"]) and is_place(one["place"]) and is_date(one["date"])
        ]  # fmt: skip
        return rows if len(rows) == len(named) else []
    row = _dated_place(text, headings, is_item)
    return [row] if row else []


def with_doubts(rows):
    """The rows of one list, where a country that is told for some of them only is UNTOLD:
    the list is not sure, and each such row is an error until somebody says.

    `A (1994) · B (1996) · C (2000) of the USA` does not say whether B is in the USA.
    """
    if any(row[0] for row in rows):
        for row in rows:
            row[0] = row[0] or UNTOLD
    return rows


def _dated_place(text, headings, is_item):
    match = DATED_PLACE.fullmatch(text)
    if not match:
        return None
    place, date = match["place"].strip(), (match["inside"] or match["behind"]).strip()
    what = CONCLUDED.search(date)
    date = date[: what.start()] if what else date
    if not is_date(date):
        return None
    kind = what["what"] if what and KIND_TOLD.search(what["what"]) else _kind(headings)
    of = re.sub(r"^\s*of\s+(?:the\s+)?", "", match["of"] or "")
    inside = re.fullmatch(r"(.+?)\s+of\s+(?:the\s+)?([A-Z][\w ]+)", place)
    if inside and is_country(inside[2]):
        place, of = inside[1], inside[2]
    if not is_place(place):
        plain = re.fullmatch(r"[^\W\d_][^\d:()]{1,40}", place)
        if not plain or match["behind"] or is_label(place) or is_header_word(place):
            return None
        if not of and not (is_item and _heads_places(headings)):
            return None
        return [of, place, kind, date]
    return _row(place, date, of, kind)


def _row(place, date, of, kind):
    found, _ = place_of(place)
    said = place[: place.index(found)].strip(" :-") if found != place else ""
    country, city = of, found
    words = found.split()
    western = found.rpartition(",")
    if western[1]:
        country, city = western[2].strip(), western[0].strip()
    elif is_country(words[0]) and len(words) > 1:
        country, city = words[0], " ".join(words[1:])
    elif words[0] in SAME_REGION and len(words) > 1:
        country = "한국"
    return [country, city, said or kind, date]


def _heads_places(headings):
    return bool(headings) and bool(
        re.search(r"도시(?!현황|특성)|都市|cities|towns|partners", folded(headings[-1]))
    )


def _kind(headings):
    """What the headings above call the partners below: 자매결연도시."""
    for heading in reversed(headings):
        if KIND.search(heading) and not is_place(heading):
            return re.split(r"\s*[:：(]|\s-\s", NUMBER.sub("", heading))[0].strip()
    return ""
