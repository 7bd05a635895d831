"""Rows of a partner list before they are read: one city, one kind, one date a row."""

import re

from exchange.legacy.errors import LegacyError
from exchange.legacy.kinds import read_kind
from exchange.legacy.places import FOREIGN_REGION, SAME_REGION, split_place
from exchange.periods import Period, PeriodError
from exchange.resources.plans import LeftOut, Question

# What several names, kinds or dates in a cell are parted by.
SEVERAL = re.compile(r"\s*[\n,、，/·ㆍ・;]\s*|\s+및\s+")
PIECES = re.compile(r"\s*[\n;]\s*|\s*/\s*(?=\D)|\s+/\s+|,\s*(?=[가-힣A-Za-z])|(?<=[)\]])\s*,\s*")
KIND_FIRST = re.compile(
    r"[(\[]?(?P<kind>[^\d()\[\]:]{2,20}?)[)\]]?\s*[:：]?\s*(?P<date>['‘’]?\d.*)"
)
KIND_LAST = re.compile(
    r"(?P<date>['‘’]?\d[^가-힣A-Za-z()]*[년월일.]?)\s*[(\[]?(?P<kind>[^\d()]{2,20})[)\]]?"
)
# Remarks that say what was signed and nothing else.
KIND_ALONE = re.compile(
    r"(?:국내|국제|해외)?(?:자매|우호)(?:협력|교류|결연|친선|도시|협정|체결|관계|결연도시)*|"
    r"(?:업무협약|MOU|양해각서|의향서)(?:\(MOU\))?(?:체결)?",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"\s*[(（\[](?P<inside>[^()（）\[\]]+)[)）\]]\s*$")
HANGUL, LATIN, EAST_ASIAN = (
    re.compile(one) for one in ("[가-힣]", "[A-Za-z]", "[\u3040-\u30ff\u4e00-\u9fff]")
)


def one_record_a_row(rows, context, is_known):
    """Rows with several cities, kinds or dates in a cell become several.

    `is_known(country, name)`: whether a text with a sign in it is the name of one city. A row
    that only the clerk can part keeps its question in `QUESTION`.
    """
    for row in rows:
        tidy_up(row)
        try:
            parts = list(cities_in(row, context, is_known))
        except LegacyError as found:  # a question, or its answer
            row[QUESTION] = found
            parts = [row]
        yield from (one for part in parts for one in agreements_in(part))


QUESTION = "물음"


def tidy_up(row):
    """Names on one line, with the other name of `플러튼시(Fullerton)` in its own column."""
    name = row["교류도시"]
    lines = name.split("\n")
    if len(lines) == 2 and HANGUL.search(lines[0]) and not HANGUL.search(lines[1]):
        name = f"{lines[0]} ({lines[1].strip('()（） ')})"
    found = IN_BRACKETS.search(name)
    inside = found["inside"].strip() if found else ""
    if inside and not HANGUL.search(inside):
        column = "현지 이름" if EAST_ASIAN.search(inside) else "영문 이름"
        if LATIN.search(inside) or EAST_ASIAN.search(inside):
            name = name[: found.start()]
            row[column] = row[column] or inside
    row["교류도시"] = name.strip()
    if not row["교류내용"] and KIND_ALONE.fullmatch(re.sub(r"\s", "", row["비고"])):
        row["교류내용"], row["비고"] = row["비고"], ""


def kind_in(text):
    """The kind of agreement a text names clearly, None where it does not."""
    try:
        return read_kind(text)
    except LegacyError:
        return None


def cities_in(row, context, is_known):
    """The row, or a row for each of its cities where the clerk says so."""
    text = row["교류도시"]
    names = [name for name in SEVERAL.split(text) if name]
    whole = " ".join(text.split())
    if len(names) < 2 or not are_cities(names) or is_known(row["국명"], whole):
        row["교류도시"] = " ".join(names) if is_place(names) else whole
        yield row
        return
    listed = ", ".join(names)
    id = f"cities:{listed}"[:200]
    answer = context.answers.get(id)
    if answer == "skip":
        raise LeftOut(f"‘{listed}’의 행은 넣지 않기로 했습니다.")
    if answer == "one":
        row["교류도시"] = whole
        yield row
        return
    if answer != "split":
        raise Question(
            id,
            f"한 칸에 도시가 여럿 적혀 있습니다: {listed}",
            [
                ["split", f"{len(names)}곳으로 나누어 넣기"],
                ["one", "한 도시의 이름으로 넣기"],
                ["skip", "이 행 빼기"],
            ],
        )
    dates = [date for date in row["교류일자"].split("\n") if date]
    for place, name in enumerate(names):
        date = dates[place] if len(dates) == len(names) else row["교류일자"]
        yield {**row, "교류도시": name, "교류일자": date}


def is_place(names):
    """Whether two parts are a region and a city in it: 캘리포니아주, 플러튼시."""
    return len(names) == 2 and bool(FOREIGN_REGION.match(names[0]) or names[0] in SAME_REGION)


def are_cities(names):
    """Whether these could be names of several cities: all in Hangul, and no region first."""
    return all(HANGUL.search(name) for name in names) and not is_place(names)


def agreements_in(row):
    """A row for each agreement: `자매결연 1997.1.25 / 우호 2006.4.28`, `1997.1.25, 2006.4.28`."""
    if row.get(QUESTION):
        return [row]
    pairs = pairs_in(row["교류내용"], row["교류일자"])
    if not pairs:
        return [row]
    split = [{**row, "교류내용": kind, "교류일자": date} for kind, date in pairs]
    for further in split[1:]:
        further["비고"] = ""  # once, with the first
    return split


def pairs_in(kind, date):
    """(kind, date) of each agreement two cells name; [] where they name no more than one."""
    pieces = [piece for piece in PIECES.split(date) if piece]
    named = [with_kind(piece) for piece in pieces]
    if pieces and all(named):
        return named
    kinds = [one for one in SEVERAL.split(kind) if one]
    if len(kinds) > 1 and all(map(kind_in, kinds)):
        if not date:
            return [(one, "") for one in kinds]
        dates = pieces if len(pieces) == len(kinds) else dates_in(date)
        if len(dates) == len(kinds):
            return list(zip(kinds, dates, strict=True))
        return []
    dates = dates_in(date)
    return [(kind, one) for one in dates] if len(dates) > 1 else []


def with_kind(piece):
    """(kind, date) of a date with the words for what was signed, None without them."""
    for pattern in (KIND_FIRST, KIND_LAST):
        found = pattern.fullmatch(piece)
        if found and kind_in(found["kind"]) and dates_in(found["date"]):
            return found["kind"].strip(" :-–"), found["date"].strip()
    return None


def dates_in(text):
    """The dates of a cell as written; [] where it cannot be read, which is said in its turn."""
    try:
        return [one.text for one in Period.parse_all(text)]
    except PeriodError:
        return []


def place_in(row, country, is_known):
    """(region, name) of the row's city."""
    name = row["교류도시"]
    if row["광역·주·성"]:
        # The region may stand before the name as well.
        region, rest = split_place(name, country)
        return row["광역·주·성"], rest if region == row["광역·주·성"] else name
    return ("", name) if is_known(country, name) else split_place(name, country)
