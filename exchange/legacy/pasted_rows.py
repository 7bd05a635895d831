"""Tables whose cells are parted by blanks, and lists of partners with the date in brackets."""

import re

from exchange.legacy.pasted_cut import cut, fits, headers_of, is_date, type_of
from exchange.legacy.pasted_page import is_heading, is_strong_heading
from exchange.legacy.pasted_words import KIND, is_country, is_place, place_of
from exchange.legacy.places import SAME_REGION

PARTNER_HEADER = ["국명", "교류도시", "교류내용", "교류일자"]
# A place and its date: `연태시(1997.4.18)`, `연태시 : 1997. 4. 18.`, `Jiangsu of China (1994)`.
DATED_PLACE = re.compile(
    r"(?P<place>.{2,60}?)\s*(?:[(（\[](?P<inside>[^()（）\[\]]*\d[^()（）\[\]]*)[)）\]]|"
    r"[:：–-]\s*(?P<behind>.*\d.*?))(?P<of>\s+of\s+(?:the\s+)?[A-Z][\w ]+)?"
)
MAX_HEADER_LINES = 12


def read_table(page):
    """Take a table below a line of headers; False where none begins at the page's line."""
    headers, start = _headers(page)
    if len(headers) < 2:
        return False
    rows, lines, index = [list(headers)], [page.line.number], start
    while index < len(page.lines):
        line = page.lines[index]
        if "\t" in line.text or line.is_footer or line.is_caption or line.is_furniture:
            break
        if headers_of(line.text) == headers:
            index += 1  # printed again on the next sheet of paper
            continue
        cells, _ = cut(line.text, headers)
        below = page.lines[index + 1] if index + 1 < len(page.lines) else None
        if cells and fits(cells, headers):
            rows.append(_filled(cells, rows, headers))
            lines.append(line.number)
        elif not _goes_on(line, below, rows, headers):
            break
        else:
            rows[-1][-1] = f"{rows[-1][-1]}\n{line.text}".strip()
        index += 1
    if len(rows) == 1:
        return False
    page.at = index
    page.add(rows, lines, "table")
    return True


def _headers(page):
    """(headers, index of the line below them); headers with units may be broken over lines."""
    headers, index = headers_of(page.line.text), page.at + 1
    if len(headers) < 2:
        return (), index
    text = page.line.text
    for end in range(index, min(index + MAX_HEADER_LINES, len(page.lines))):
        line = page.lines[end]
        text = f"{text} {line.text}"
        if line.after_blank or line.is_caption or "\t" in text:
            break
        longer = headers_of(text)
        if len(longer) > len(headers) or (longer and line.text.startswith("(")):
            headers, index = longer, end + 1
    while index < len(page.lines) and page.lines[index].is_caption:
        index += 1
    return headers, index


def _goes_on(line, below, rows, headers):
    """Whether a line that is no row belongs to the last cell of the row above."""
    if len(rows) == 1 or line.after_blank or line.labelled or line.dated:
        return False
    if is_strong_heading(line, below) or (below is None and is_heading(line)):
        return False
    return type_of(headers[-1], headers) == "text" and not headers_of(line.text)


def _filled(cells, rows, headers):
    """Cells merged over several rows stand in the first of them only: filled from above."""
    if len(rows) > 1:
        for place, header in enumerate(headers):
            if cells[place]:
                break
            if type_of(header, headers) in {"country", "organisation", "region", "kind"}:
                cells[place] = rows[-1][place]
    return cells


def read_places(page):
    """Take a list of places with the date of each agreement; False where none begins here."""
    rows, lines, index = [list(PARTNER_HEADER)], [0], page.at
    while index < len(page.lines) and (row := _dated_place(page, page.lines[index])):
        rows.append(row)
        lines.append(page.lines[index].number)
        index += 1
    if len(rows) == 1:
        return False
    page.at = index
    page.add(rows, lines, "table")
    return True


def _dated_place(page, line):
    if "\t" in line.text or line.dated:
        return None
    match = DATED_PLACE.fullmatch(line.body)
    if not match:
        return None
    place, date = match["place"].strip(), (match["inside"] or match["behind"]).strip()
    if not is_date(date):
        return None
    of = re.sub(r"^\s*of\s+", "", match["of"] or "")
    inside = re.fullmatch(r"(.+?)\s+of\s+(?:the\s+)?([A-Z][\w ]+)", place)
    if inside and is_country(inside[2]):
        place, of = inside[1], inside[2]
    if not is_place(place):
        # A list below `Sister Cities`, `자매도시 : 6개 도시` holds places however they are called.
        plain = re.fullmatch(r"[^\W\d_][^\d:()]{1,40}", place)
        if not plain or not (of or (line.is_bullet and _heads_places(page))):
            return None
        return [of, place, _kind(page), date]
    found, _ = place_of(place)
    kind = place[: place.index(found)].strip(" :-") if found != place else ""
    country, city = of, found
    words = found.split()
    western = found.rpartition(",")
    if western[1]:
        country, city = western[2].strip(), western[0].strip()
    elif is_country(words[0]) and len(words) > 1:
        country, city = words[0], " ".join(words[1:])
    elif words[0] in SAME_REGION and len(words) > 1:
        country = "한국"
    return [country, city, kind or _kind(page), date]


def _heads_places(page):
    return bool(re.search(r"도시|都市|cities|towns|partners", page.section, re.IGNORECASE))


def _kind(page):
    """What the headings above call the partners below: 자매결연도시."""
    for heading in reversed(page.headings):
        if KIND.search(heading.text) and not heading.place:
            return re.split(r"\s*[:：(]|\s-\s", heading.text)[0].strip()
    return ""
