"""What facts tables say in numbers: area, population and climate, as columns of the City."""

import re
from decimal import Decimal
from math import log10

from cities.models import City
from exchange.legacy.quantities import area_km2, celsius, millimetres, population
from exchange.resources.cells import Cell
from exchange.resources.widgets import CellWidget

# Labels of facts that are one number, by the columns of the City and what reads them.
MEASURES = (
    (("area_km2",), area_km2, "면적 총면적 도시면적 행정면적 면적현황"),
    (("population", "population_year"), population, "인구 인구수 총인구 총인구수 도시인구 인구현황"),
    (("temperature_mean_c",), celsius, "연평균기온 평균기온 연평균온도 평균온도 연간평균기온"),
    (("temperature_min_c",), celsius, "최저기온 연최저기온"),
    (("temperature_max_c",), celsius, "최고기온 연최고기온"),
    (("rainfall_mm",), millimetres, "연평균강우량 연평균강수량 연강수량 연강우량 연간강수량 연간강우량"),
)  # fmt: skip
BY_LABEL = {label: (names, read) for names, read, labels in MEASURES for label in labels.split()}

CLIMATE = re.compile(r"기후|기온|강수|강우|날씨")
# Of a month, a season or one day: nothing of the year as a whole.
PART_OF_YEAR = re.compile(r"\d\s*월|여름|겨울|봄|가을|[하동]절기|[하동]계|우기|건기|극값|일교차")
NUMBER = r"(-?\d{1,3}(?:,\d{3})*(?:\.\d+)?|-?\d+(?:\.\d+)?)"
CELSIUS = r"(?:섭씨\s*)?"
DEGREE = r"\s*(?:℃|[°˚º]\s*[cC]|도)"
RANGE = re.compile(rf"기온\s*:?\s*\(?{NUMBER}(?:{DEGREE})?\s*[~∼〜～]\s*{NUMBER}{DEGREE}")
MEAN = re.compile(rf"연\s*평균\s*(?:기온|온도)\s*(?:은|는|:)?\s*\(?{CELSIUS}{NUMBER}{DEGREE}")
RAIN = re.compile(
    rf"(연\s*(?:평균|간)?\s*)?(?:강우량|강수량)\s*(?:은|는|:)?\s*\(?\s*{NUMBER}\s*(?:mm|㎜|밀리미터)",
    re.I,
)
# A range behind such a word is no range of the extremes.
NO_EXTREMES = re.compile(r"평균\s*(?:기온|온도)")

# How far from what is stored a population is taken for one in another unit.
FAR = 6


class NumberWidget(CellWidget):
    """A number, without zeros that say nothing."""

    def render(self, value, obj=None, **kwargs):
        return f"{Decimal(value).normalize():f}"


def number_cells():
    """{attname: cell} of the City's numbers, named as the admin names them."""
    names = dict.fromkeys(name for names, *_ in MEASURES for name in names)
    cells = {}
    for name in names:
        cells[name] = Cell(name, str(City._meta.get_field(name).verbose_name), NumberWidget())
        cells[name].bind(City)
    return cells


NUMBERS = number_cells()


def key_of(label):
    """A label without blanks and brackets: 연평균기온(℃) is 연평균기온."""
    return re.sub(r"[\s·:]", "", re.sub(r"\([^)]*\)", "", label))


def whole_measure(label, text):
    """{attname: number} where the row is one number of the city and says nothing else; else {}."""
    names, read = BY_LABEL.get(key_of(label), ((), None))
    value = read(text) if names else None
    if value is None:
        return {}
    values = value if len(names) > 1 else (value,)
    return {name: one for name, one in zip(names, values, strict=True) if one is not None}


def climate(label, text):
    """{attname: number} that a text on the climate says clearly of the year, among other things.

    `대륙성 기후 기온 -17.5 ~ 36℃, 강우량(1,350mm)` tells the extremes and the rainfall; what is
    said of a month or a season is left where it is.
    """
    if not CLIMATE.search(label) or PART_OF_YEAR.search(text):
        return {}
    found = {}
    span, mean, rain = (pattern.findall(text) for pattern in (RANGE, MEAN, RAIN))
    if len(span) == 1 and not NO_EXTREMES.search(text):
        low, high = map(number, span[0])
        if low <= high:
            found.update(temperature_min_c=low, temperature_max_c=high)
    if len(mean) == 1:
        found["temperature_mean_c"] = number(mean[0])
    if len(rain) == 1:
        found["rainfall_mm"] = number(rain[0][1])
    return found


def number(text):
    return Decimal(text.replace(",", ""))


def impossible(values):
    """Why a city cannot have these numbers, "" where it can."""
    for name, value in values.items():
        field = City._meta.get_field(name)
        if name == "area_km2" and value <= 0:
            return "면적은 0보다 커야 합니다."
        if name == "rainfall_mm" and value < 0:
            return "강수량은 0 이상이어야 합니다."
        if name == "population_year" and not 1000 <= value <= 2200:
            return "인구 기준 연도는 네 자리 연도여야 합니다."
        if name == "population" and not 0 <= value < 2**31:
            return "인구로 넣기에는 너무 큰 수입니다."
        places = getattr(field, "decimal_places", None)
        if places is not None:
            if value != round(value, places):
                return f"소수점 아래 {places}자리까지 넣을 수 있습니다."
            if abs(value) >= 10 ** (field.max_digits - places):
                return "들어갈 수 없을 만큼 큰 수입니다."
    low, high = values.get("temperature_min_c"), values.get("temperature_max_c")
    if low is not None and high is not None and low > high:
        return "최저 기온이 최고 기온보다 높습니다."
    return ""


def doubts(changes):
    """What to say of a population that is far from the one that is stored."""
    for column, old, new, _ in changes:
        if column == NUMBERS["population"].column_name and old and new:
            before, after = int(old), int(new)
            if min(before, after) and max(before, after) >= FAR * min(before, after):
                times = 10 ** round(abs(log10(after / before)))
                yield (
                    f"인구가 저장된 수({before:,}명)와 약 {times:,}배 차이가 납니다({after:,}명). "
                    "천 명이나 만 명 단위로 적힌 수가 아닌지 확인해 주세요."
                )
