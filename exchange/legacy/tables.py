"""Rows of a sheet to dicts of a shape's columns: merged cells filled, parts joined, dates freed."""

import re

from exchange.legacy.city_cells import parts_of
from exchange.legacy.countries import country_code, split_country
from exchange.legacy.directions import direction_of
from exchange.legacy.errors import LegacyError
from exchange.legacy.headers import plain, unit_of, without_unit
from exchange.legacy.kinds import implied_kind
from exchange.legacy.layout import titles_of
from exchange.legacy.no_record import (
    IS_GROUP,
    IS_NOTE,
    IS_TOTAL,
    IS_YEAR,
    LEFT_OUT,
    NOTE,
    NOTHING_READ,
    REPEATED,
    TOTAL_INITIALS,
    YEAR_ALONE,
    Headers,
    is_total,
)
from exchange.legacy.remarks import split_remark
from exchange.legacy.samples import is_country
from exchange.legacy.serials import UNCLEAR, is_serial, serial_date, unclear_message
from exchange.legacy.shapes import OF_HEADER, PARTNER_LIST, TIMELINE
from exchange.legacy.text import close_up

ROW_NUMBER = "행"
PROBLEMS = "problems"
# In `fixes`: {"": SKIP} leaves the row out.
SKIP = "skip"

WITHOUT_YEAR = re.compile(r"(?:1[0-2]|0?[1-9])\s*(?:[./월月]|-\s?\d)(?!\d{3})")
BARE_YEAR = re.compile(r"[‘’'`]?(?:\d{2}|\d{4})\s*(?:년도?|年度?)?\.?")
HAS_YEAR = re.compile(r"\D{0,2}(?:19|20)\d{2}|[‘’'`]\d{2}")
BARE_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")


def mapped(rows, shape, places, constants=None, fixes=None, title=None, numbers=(), **options):
    """The rows below a header as dicts; an iterator whose `skipped` says what it leaves out.

    `rows`: (number, cells) of each row. `places`: column name -> place in the row; several
    places are joined (a year and a day, a start and an end, a province and a town), and
    shapes.OF_HEADER takes the header above each of the places of the shape's `spread` column.
    `constants`: column name -> text where the row has none. `fixes`: {number: {column: text}},
    with {number: {"": "skip"}} to leave a row out. `title`: `layout.header_rows`, or one row of
    headers; without it units and OF_HEADER are not known and repeated headers are not seen.
    `numbers`: `serials.unclear_numbers`. `since_1904`: how the workbook counts its days.

    Each dict has "행" (the number), every column of the shape ("" where there is nothing) and
    "problems", a list of (column, text, Korean message). After the last row, `skipped` lists
    (number, reason) of each row that is not blank and gave no dict.
    """
    return Mapped(rows, shape, places, constants, fixes, title, numbers, **options)


class Mapped:
    """See `mapped`."""

    def __init__(self, rows, shape, places, constants, fixes, title, numbers, since_1904=False):
        self.rows, self.shape = rows, shape
        self.fixes = fixes or {}
        self.numbers, self.since_1904 = frozenset(numbers), since_1904
        self.skipped = []
        self.constants = {name: text for name, text in (constants or {}).items() if text}
        self._set_title(title)
        self._set_places(places)
        self._set_columns()
        # What lines above told: merged cells, the year of a heading, the year of joined dates.
        self.above, self.year, self.joined_year = {}, "", ""
        self._rows = self._read()

    def __iter__(self):
        return self._rows

    def __next__(self):
        return next(self._rows)

    def _set_title(self, title):
        found = [title] if title and isinstance(title[0], str) else list(title or ())
        self.titles = titles_of(found) if found else []
        self.headers = Headers(found)

    def _set_places(self, places):
        self.single, self.joined, self.spread, self.of_header = [], [], (), []
        for name, place in places.items():
            if place == OF_HEADER:
                self.of_header.append(name)
            elif isinstance(place, int):
                self.single.append((name, place))
            else:
                self.joined.append((name, tuple(place)))
        if self.of_header:
            spread = dict([*self.single, *self.joined]).get(self.shape.spread, ())
            self.spread = (spread,) if isinstance(spread, int) else spread
            self.single = [one for one in self.single if one[0] != self.shape.spread]
            self.joined = [one for one in self.joined if one[0] != self.shape.spread]
        self.both = places.get("국명") is not None and places["국명"] == places.get("교류도시")
        if self.both:
            self.single = [one for one in self.single if one[0] != "국명"]

    def _set_columns(self):
        columns = self.shape.columns
        present = {name for name, _ in [*self.single, *self.joined]}
        self.blank = dict.fromkeys(["행", *(column.name for column in columns), PROBLEMS], "")
        self.needed = [one.name for one in columns if one.needed and one.name in present]
        self.filled = [one for one in columns if one.filled_down and one.name in present]
        self.names = [one.name for one in columns if one.is_name and one.name in present]
        self.dates = [one.name for one in columns if one.is_date and one.name in present]
        self.place_of = dict(self.single)
        self.units = {
            column.name: unit
            for column in columns
            if column.has_unit and (unit := self._unit(self.place_of.get(column.name)))
        }
        self.is_partners = self.shape is PARTNER_LIST
        self.is_timeline = self.shape is TIMELINE
        self.direction = self._words_over("방향") if self.is_timeline else None
        self.groups = {}

    def _words_over(self, name):
        """The header of a column, None where the column is not there."""
        place = self.place_of.get(name)
        if place is None:
            return None
        return plain(self.titles[place][-1]) if place < len(self.titles) else ""

    def _unit(self, place):
        if place is None or place >= len(self.titles):
            return ""
        return next(filter(None, map(unit_of, self.titles[place])), "")

    def _read(self):
        for number, cells in self.rows:
            row = self._row(number, cells)
            if row is None:
                continue
            if self.spread:
                yield from self._spread(number, cells, row)
            else:
                yield row

    def _row(self, number, cells):
        """The dict of one row; None where it is blank or skipped."""
        row = self.blank.copy()
        row["행"], row[PROBLEMS] = number, []
        width, found = len(cells), False
        for name, place in self.single:
            if place < width and cells[place]:
                row[name] = cells[place]
                found = True
        for name, several in self.joined:
            row[name] = text = self._join(name, several, cells)
            found = found or bool(text)
        if self.spread and not found:
            found = any(place < width and cells[place] for place in self.spread)
        fix = self._fix(number)
        if fix:
            if fix.get("") == SKIP:
                return self._skip(number, LEFT_OUT)
            row.update(fix)
            found = found or any(fix.values())
        if not found:
            if any(cells):
                return self._skip(number, NOTHING_READ)
            self.above = {}  # a blank row ends the block
            return None
        reason = self._is_no_record(row, cells)
        if reason and not fix:
            return self._skip(number, reason)
        self._finish(row, fix, number)
        return row

    def _skip(self, number, reason):
        self.skipped.append((number, reason))

    def _fix(self, number):
        if not self.fixes:
            return None
        return self.fixes.get(number) or self.fixes.get(str(number))

    def _is_no_record(self, row, cells):
        """Why a row that is not blank is no record: a header again, a note, a total, a heading."""
        for first in cells:
            if first:
                break
        if self.headers.has(first, cells):
            return REPEATED
        if first[:1] in TOTAL_INITIALS and is_total(first, [row[name] for name in self.dates]):
            return IS_TOTAL
        for name in self.needed:
            if not row[name]:
                break
        else:
            return ""
        texts = {cell for cell in cells if cell}
        if NOTE.match(first) and len(texts) == 1:
            return IS_NOTE
        return self._heading(texts.pop()) if len(texts) == 1 else ""

    def _heading(self, text):
        """Take what a line of one text says for the rows below it."""
        if self.is_timeline:
            year = YEAR_ALONE.fullmatch(text)
            if year:
                self.year = year[1]
                return IS_YEAR
        elif self.is_partners:
            kind, country = implied_kind(text), re.split(r"[\s(]", text, maxsplit=1)[0]
            if kind and "교류내용" not in self.place_of:
                self.groups["교류내용"] = kind
                return IS_GROUP
            if "국명" not in self.place_of and not self.both and is_country(country):
                self.groups["국명"] = country
                return IS_GROUP
        return ""

    def _finish(self, row, fix, number):
        """Fill, free and join the texts of a row in place."""
        if self.both:
            self._split_place(row)
        if self.filled:
            self._fill(row, fix)
        for name in self.names:
            if " " in row[name]:
                row[name] = close_up(row[name])
        for name in self.dates:
            text = row[name]
            if len(text) < 8 and text:
                row[name] = self._date(row, name, text, number, fix)
            elif self.year and WITHOUT_YEAR.match(text):
                row[name] = f"{self.year}. {text}"
        if self.units:
            for name, unit in self.units.items():
                row[name] = with_unit(row[name], unit)
        if self.is_partners:
            if "\n" in row["교류도시"]:
                self._split_names(row)
            if row["국명"] and not row["광역·주·성"]:
                self._split_region(row)
            if not row["체결일 설명"]:
                row["교류일자"], row["체결일 설명"] = split_remark(row["교류일자"])
        elif self.direction is not None and row["방향"]:
            row["방향"] = direction_of(row["방향"], self.direction)
        if self.constants or self.groups:
            for name, text in {**self.constants, **self.groups}.items():
                if not row[name] and not (fix and name in fix):
                    row[name] = text

    def _date(self, row, name, text, number, fix):
        """A short text of a date column: a count of days, a lost zero, a day without its year."""
        if fix and name in fix:
            return text
        if is_serial(text):
            return serial_date(text, self.since_1904)
        if self.numbers and UNCLEAR.fullmatch(text):
            if (number, self.place_of.get(name)) in self.numbers:
                row[PROBLEMS].append((name, text, unclear_message(text)))
        elif self.year and WITHOUT_YEAR.match(text):
            return f"{self.year}. {text}"
        return text

    def _fill(self, row, fix):
        named = {column.name for column in self.filled if row[column.name]}
        for column in self.filled:
            if (
                not row[column.name]
                and column.name in self.above
                and column.block not in named
                and named.isdisjoint(column.unless)
                and (not column.only_with or any(row[name] for name in column.only_with))
                and not (fix and column.name in fix)
            ):
                row[column.name] = self.above[column.name]
        self.above = {column.name: row[column.name] for column in self.filled}

    def _split_place(self, row):
        """A country and its city in one cell, whichever comes first."""
        text = row["교류도시"]
        parts = parts_of(text)
        if parts and parts.country:
            row["국명"] = parts.country
            self._take_names(row, parts)
            return
        country, rest = split_country(text)
        if country and rest:
            row["국명"], row["교류도시"] = country, rest

    def _split_names(self, row):
        """The names of one city in several scripts, each in its column."""
        parts = parts_of(row["교류도시"])
        if parts and (not parts.country or _is_same_country(parts.country, row["국명"])):
            self._take_names(row, parts)

    def _take_names(self, row, parts):
        said = (
            ("광역·주·성", parts.region),
            ("현지 이름", parts.local),
            ("영문 이름", parts.english),
        )
        if all(not text or row[name] in ("", text) for name, text in said):
            row["교류도시"] = parts.name
            row.update({name: text for name, text in said if text})

    def _split_region(self, row):
        country, rest = split_country(row["국명"])
        if country and rest:
            row["국명"], row["광역·주·성"] = country, rest

    def _join(self, name, several, cells):
        texts = [cells[place] if place < len(cells) else "" for place in several]
        if not any(texts):
            return ""
        if not self.shape.column(name).is_date:
            return " ".join(filter(None, texts))
        first, *rest = texts
        is_year = (BARE_YEAR.fullmatch(first) and not BARE_YEAR.fullmatch(rest[0])) or len(
            several
        ) > 2
        if first and is_year:
            self.joined_year = first
        if not first and WITHOUT_YEAR.match(next(filter(None, rest))):
            first, is_year = self.joined_year, True
        rest = [text for text in rest if text]
        if not is_year:
            return " ~ ".join(dict.fromkeys(filter(None, [first, *rest])))
        if rest and HAS_YEAR.match(rest[0]):
            return " ".join(rest)
        return ". ".join(filter(None, [re.sub(r"\s*(?:년도?|年度?|\.)$", "", first), *rest]))

    def _spread(self, number, cells, row):
        """A row for each place of the spread column that holds something."""
        empty = True
        for place in self.spread:
            text = cells[place] if place < len(cells) else ""
            if not text:
                continue
            empty = False
            header = self.titles[place][-1] if place < len(self.titles) else ""
            one = {**row, PROBLEMS: list(row[PROBLEMS])}
            one[self.shape.spread] = self._spread_text(one, number, place, text)
            for name in self.of_header:
                if not one[name]:
                    one[name] = (
                        implied_kind(header) or header if self.is_partners else without_unit(header)
                    )
            one.update({name: text for name, text in (self._fix(number) or {}).items() if name})
            yield one
        if empty:
            self._skip(number, NOTHING_READ)

    def _spread_text(self, row, number, place, text):
        name = self.shape.spread
        if self.shape.column(name).is_date:
            return serial_date(text, self.since_1904) if is_serial(text) else text
        return with_unit(text, self._unit(place))


def with_unit(text, unit):
    """A bare number with the unit its header gives: 127 under 인구(천명) is 127천명."""
    return text + unit if unit and BARE_NUMBER.fullmatch(text) else text


def _is_same_country(name, other):
    try:
        return country_code(name) == country_code(other)
    except LegacyError:
        return False
