"""Columns of a partner list, and the records whose fields they fill."""

import re
from decimal import Decimal

from agreements.models import Agreement
from cities.measures import NUMBERS, impossible
from cities.models import City, Partnership
from exchange.legacy.kinds import read_kind
from exchange.legacy.quantities import area_km2, population
from exchange.periods import Period, PeriodError
from exchange.resources import Cell
from exchange.resources.widgets import ChoiceWidget, NameWidget

MODELS = {"partner": City, "row_agreement": Agreement}
BARE = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?")
# Square kilometres of the largest city there is, and more.
LARGEST = 500_000


class RowCell(Cell):
    """A column of the row's city, partnership or agreement, by the path the export takes."""

    def bind(self, model):
        super().bind(MODELS.get(self.attribute.rpartition("__")[0], Partnership))

    @property
    def record(self):
        """Which of the row's records: "partner", "row_agreement", or "" for the partnership."""
        return self.attribute.rpartition("__")[0]


class Identity(RowCell):
    """A column that tells which record a row is about; never changed by it."""


class KindWidget(ChoiceWidget):
    """A kind of agreement by any of the words tables have for it."""

    def clean(self, value, row=None, **kwargs):
        return read_kind(value)


def bound(model, name, column, widget=None):
    cell = Cell(name, column, widget)
    cell.bind(model)
    return cell


# Fields whose columns our own export does not write, or that a row fills in its own way.
NAME_EN = bound(City, "name_en", "영문 이름")
NAME_LOCAL = bound(City, "name_local", "현지 이름", NameWidget())
REGION = bound(City, "region", "광역·주·성", NameWidget())
STAGE_NOTE = bound(Partnership, "stage_note", "비고")
REMARKS = bound(Agreement, "text", "비고")
KIND = bound(Agreement, "kind", "교류내용", KindWidget(Agreement.Kind.choices))
TITLE = bound(Agreement, "title", "협정 이름")
YEAR = NUMBERS["population_year"]

# Raw fields of the records a row makes.
CITY_FIELDS = (
    "slug", "country", "region", "name", "name_en", "name_local", "area_km2", "population",
    "population_year",
)  # fmt: skip
PARTNERSHIP_FIELDS = ("home_id", "partner_id", "stage", "stage_note")
# Remarks on where the partnership stands.
STAGE_WORDS = re.compile(r"중단|종료|휴면|보류|추진|협의|접촉|해지|파기|유지|단절|재개|소강")


def numbers_in(row):
    """({cell: number} of the row's city, [what could not be read]); area and population."""
    values, notes = {}, []
    for column, read in (("면적", area_in), ("인구", people_in)):
        text = row[column]
        if not text:
            continue
        found = read(text)
        if not found:
            notes.append(f"'{column}' 칸은 수로 읽을 수 없어 넣지 않습니다: {text}")
        elif why := impossible(found):
            notes.append(f"'{column}' 칸은 넣지 않습니다: {text}. {why}")
        else:
            values.update(found)
    year = year_in(row["데이터기준일자"])
    if "population" in values and year:
        values.setdefault("population_year", year)
    return {NUMBERS[name]: value for name, value in values.items()}, notes


def area_in(text):
    """Square kilometres; a bare number is taken for them, as the column says."""
    text = text.strip().removeprefix("약").strip()
    value = area_km2(text)
    if value is None and BARE.fullmatch(text):
        value = Decimal(text.replace(",", ""))
    if value is None or value > LARGEST:
        return {}
    return {"area_km2": round(value, 3)}


def people_in(text):
    found = population(text.strip().removeprefix("약").strip())
    if found is None:
        return {}
    count, year = found
    return {"population": count, "population_year": year} if year else {"population": count}


def year_in(text):
    """The year of the day the data is of, None where no day is given."""
    try:
        period = Period.parse(text)
    except PeriodError:
        return None
    return period.first_day.year if period else None
