"""Columns that stand in several places: year and day, start and end, province and town."""

import re

from exchange.legacy.headers import plain
from exchange.legacy.kinds import implied_kind
from exchange.legacy.no_record import TOTAL
from exchange.legacy.shapes import CIVIC, FACTS, OF_HEADER, PARTNER_LIST

YEARS = frozenset("연도 년도 년 연 체결연도 교류연도 추진연도 year 年 年度 年份".split())
MONTHS = frozenset("월 month 月".split())
DAYS = frozenset("일 day 日".split())
MONTH_DAYS = frozenset(
    "월일 월일자 날짜 일자 일시 기간 시기 일정 교류일자 교류기간 행사일 행사기간 date 月日 日付 期間 "
    "日期 时间 時間 period".split()
)
STARTS = re.compile(r"시작|개시|^시점$|부터$|^from$|start|開始|开始|起$")
ENDS = re.compile(r"종료|^종점$|까지$|^to$|end$|enddate|終了|结束|結束|止$")

YEAR = re.compile(r"['‘’`]?(?:\d{2}|\d{4})\s*(?:년도?|年度?)?\.?")
PART_OF_DATE = re.compile(r"\d{1,2}\s*(?:[.월/月\-~∼～]|$|일|日)")

PROVINCES = frozenset("시도 시도명 광역 광역시도 광역자치단체 광역단체".split())
TOWNS = frozenset(
    "시군구 시군구명 기초 기초자치단체 기초단체 자치단체 자치단체명 지자체명 시군명".split()
)


def share(samples, place, pattern):
    texts = samples.of(place)
    return sum(bool(pattern.match(text)) for text in texts) / len(texts) if texts else 0


def dates(shape, places, texts, samples):
    """Several places for the shape's date, where it stands in parts; changes `places`."""
    column = next((one for one in shape.columns if one.needed and one.is_date), None)
    if column is None:
        return
    named = [{plain(text) for text in names if text} for names in texts]
    taken = {place for name, place in places.items() if name != column.name}
    found = _span(named, taken, samples) or _parts(named, taken, samples)
    if found:
        places[column.name] = found


def _places(named, taken, words):
    return [place for place, names in enumerate(named) if names & words and place not in taken]


def _span(named, taken, samples):
    def ends(pattern):
        return [
            place
            for place, names in enumerate(named)
            if place not in taken
            and any(pattern.search(name) for name in names)
            and (samples.share(place, "date") or 0) >= 0.5
        ]

    starts, stops = ends(STARTS), ends(ENDS)
    return (starts[0], stops[0]) if len(starts) == len(stops) == 1 and starts != stops else None


def _parts(named, taken, samples):
    years = [
        place
        for place in _places(named, taken, YEARS)
        if all(YEAR.fullmatch(text) or TOTAL.fullmatch(text) for text in samples.of(place))
    ]
    if len(years) != 1:
        return None
    rest = {*taken, *years}
    months, days = _places(named, rest, MONTHS), _places(named, rest, DAYS)
    if len(months) == len(days) == 1:
        return (years[0], months[0], days[0])
    both = [
        place
        for place in _places(named, rest, MONTH_DAYS | MONTHS)
        if share(samples, place, PART_OF_DATE) >= 0.5
    ]
    return (years[0], both[0]) if len(both) == 1 else None


def homes(shape, places, texts):
    """시도 and 시군구 beside a partner's country and city are our own city; changes `places`."""
    named = [{plain(text) for text in names if text} for names in texts]
    provinces = [place for place, names in enumerate(named) if names & PROVINCES]
    towns = [place for place, names in enumerate(named) if names & TOWNS]
    partner = places.get("교류도시", places.get("해외 기관"))
    country = places.get("국명", places.get("국가"))
    if shape is FACTS or len(provinces) != 1 or len(towns) != 1 or partner in (None, *towns):
        return
    if country is None and shape in (PARTNER_LIST, CIVIC):
        return
    if "우리 도시" in places and places["우리 도시"] not in towns:
        return
    for name in [name for name, place in places.items() if place in (*provinces, *towns)]:
        del places[name]
    places["우리 도시"] = (provinces[0], towns[0])


def signings(places, texts, samples, contenders):
    """Dates of two kinds of agreement beside each other, 우호결연일 and 자매결연일.

    Each becomes a row of its own, whose kind its header names; changes `places`.
    """
    if "교류내용" in places or not isinstance(places.get("교류일자"), int):
        return
    found = {}
    for place in [places["교류일자"], *contenders]:
        kind = implied_kind(" ".join(text for text in texts[place][-1:]))
        if kind and (samples.share(place, "date") or 0) >= 0.5:
            found.setdefault(kind, place)
    if len(found) > 1:
        places["교류일자"] = tuple(sorted(found.values()))
        places["교류내용"] = OF_HEADER
