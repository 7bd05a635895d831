"""Tables of facts that lie across: a city in each row, or a city in each column."""

from exchange.legacy.fitting import LIKE, rank
from exchange.legacy.headers import is_passed_over, is_private, plain
from exchange.legacy.places import SAME_REGION
from exchange.legacy.samples import CITY, is_label
from exchange.legacy.shapes import FACTS, OF_HEADER, PARTNER_LIST


def facts_across(places, texts, samples):
    """도시명 | 면적 | 인구 | 기온: the header is the label of each cell. Changes `places`.

    True where at least two labels stand beside a column of cities.
    """
    city = places.get("도시")
    if city is None or "구분" in places:
        return False
    labels = tuple(
        place
        for place, names in enumerate(texts)
        if place != city
        and names[-1]
        and not is_private(names[-1])
        and not is_passed_over(names[-1])
    )
    known = [place for place in labels if is_label(texts[place][-1])]
    if any(
        rank(PARTNER_LIST, "교류일자", text) >= LIKE for place in labels for text in texts[place]
    ):
        return False  # a list of agreements; 면적 and 인구 are columns of it
    if len(known) < 2 or any(
        rank(FACTS, "내용", text) > 90 for place in labels for text in texts[place]
    ):
        return False
    places.clear()
    places.update({"도시": city, "구분": OF_HEADER, "내용": labels})
    return True


def city_columns(places, texts, samples):
    """구분 | 의성군 | 인제군: the header is the city of each cell. Changes `places`.

    True where two headers or more are places' names and the first column holds labels.
    """
    label = places.get("구분", 0 if texts else None)
    if label is None or (samples.share(label, "label") or 0) < 0.3:
        return False
    cities = tuple(
        place
        for place, names in enumerate(texts)
        if place not in (label, places.get("세부 구분")) and _is_city(names[-1])
    )
    if len(cities) < 2 or "도시" in places:
        return False
    subs = {name: places[name] for name in ("세부 구분",) if name in places}
    places.clear()
    places.update({"도시": OF_HEADER, "구분": label, **subs, "내용": cities})
    return True


def _is_city(text):
    words = text.split()
    return bool(words) and (
        (len(text) <= 30 and bool(CITY.search(text)) and not _is_header(text))
        or plain(text) in SAME_REGION
    )


def _is_header(text):
    return any(rank(FACTS, column.name, text) for column in FACTS.columns)
