"""Which place of a row is which column of a shape: by the headers, borne out by the cells."""

import re
from functools import cache, lru_cache

from exchange.legacy.headers import is_passed_over, is_private, plain, spelled

NAME, BEFORE, ALSO, MAYBE, LIKE = 100, 104, 97, 60, 55
# Below this a column is rather unknown than guessed.
ENOUGH = 30
# Cells that cannot be read so speak against the header: most where the reader is a strict one.
STRICT = frozenset(["date", "country", "kind", "organisation"])


@cache
def _ranks(shape):
    """For each column: the rank of each header that names it, and the pattern for others."""
    ranks = {}
    for column in shape.columns:
        found = {}
        for base, step, names in (
            (NAME, 0, (column.name,)),
            (BEFORE, 0.1, column.before),
            (ALSO, 0.1, column.also),
            (MAYBE, 0.2, column.maybe),
        ):
            for index, name in enumerate(names):
                found.setdefault(spelled(name), base - step * index)
        ranks[column.name] = found, re.compile(column.like or r"(?!)")
    return ranks


@lru_cache(8192)
def rank(shape, name, header):
    """How well a header names a column of the shape, 0 where it does not."""
    found, pattern = _ranks(shape)[name]
    whole, short = spelled(header), plain(header)
    if not whole:
        return 0
    named = found.get(whole) or (short in found and found[short] - 2)
    return named or (LIKE if pattern.search(whole) or pattern.search(short) else 0)


def score(shape, column, texts, samples, place):
    """How likely the column stands at this place; 0 where it does not."""
    named = max((rank(shape, column.name, text) for text in texts), default=0)
    if not named or not column.reads:
        return named
    if column.reads == "label" and (samples.share(place, "date") or 0) >= 0.5:
        return 0  # a timeline's dates
    share = samples.share(place, column.reads)
    if named <= MAYBE:
        if share is None:
            return named - 20
        return named + 15 * share if share >= 0.5 else 0
    if share is None or 0.2 <= share < 0.5:
        return named
    if share >= 0.5:
        return named + 8
    if column.reads not in STRICT:
        return named - 25
    # By its own name it is the column even if nothing in it can be read: each row will say so.
    return named - (60 if named == NAME else 75)


def match(shape, texts, samples):
    """(places, scores): the columns' places so that the sum of their scores is greatest.

    `texts` are the titles of each place. A private column is at no place.
    """
    candidates = []
    for place, names in enumerate(texts):
        if any(is_private(name) for name in names):
            continue
        found = {}
        for index, column in enumerate(shape.columns):
            points = score(shape, column, names, samples, place)
            if points >= ENOUGH:
                found[index] = points
        if found:
            candidates.append((place, found))

    best = {frozenset(): (0, ())}
    for place, found in candidates:
        following = dict(best)
        for taken, (total, chosen) in best.items():
            for index, points in found.items():
                if index in taken:
                    continue
                key, value = taken | {index}, total + points
                if key not in following or value > following[key][0]:
                    following[key] = value, (*chosen, (index, place, points))
        best = _widest(following)
    _, chosen = max(best.values(), key=lambda one: one[0])
    places = {shape.columns[index].name: place for index, place, _ in chosen}
    scores = {shape.columns[index].name: points for index, _, points in chosen}
    return in_order(shape, places), scores


def _widest(best, limit=400):
    """The best of many partial matches: enough for any table that is one."""
    if len(best) <= limit:
        return best
    kept = sorted(best.items(), key=lambda item: -item[1][0])[:limit]
    return dict(kept)


def in_order(shape, places):
    """The places in the order of the shape's columns."""
    return {name: places[name] for name in shape.names if name in places}


def add_nameless(shape, places, texts):
    """Put the column without a header at the right of the one whose header is over both."""
    for column in shape.columns:
        place = places.get(column.name)
        beside = place + 1 if isinstance(place, int) else len(texts)
        if (
            column.next_is
            and column.next_is not in places
            and beside < len(texts)
            and beside not in places.values()
            and not any(texts[beside])
        ):
            places[column.next_is] = beside


def stand_in(shape, places, scores, texts):
    """Give a needed column that is not found the place of the one that may be it alone.

    자치단체명 is our own city beside a partner's, and the partner where it is the only one; 세부내용
    tells more of the 내용 beside it, or all there is. Changes `places` and `scores`.
    """
    for column in shape.columns:
        place, wanted = places.get(column.name), column.alone
        if (
            wanted
            and wanted not in places
            and isinstance(place, int)
            and any(rank(shape, wanted, text) for text in texts[place])
        ):
            places[wanted] = places.pop(column.name)
            scores[wanted] = scores.pop(column.name)


def left_over(places, texts, samples):
    """(place, header) of the columns with words in them that are not used."""
    used = set()
    for place in places.values():
        used.update(place if isinstance(place, list | tuple) else [place])
    rest = []
    for place in range(max(len(texts), max(samples.columns, default=-1) + 1)):
        header = texts[place][-1] if place < len(texts) else ""
        if place in used or (not header and not samples.of(place)):
            continue
        if header and not is_private(header) and is_passed_over(header):
            continue
        rest.append((place, header))
    return rest


def contended(shape, places, texts, samples):
    """(column, place) of places that could be a column as well as the one that was taken."""
    for name, place in places.items():
        if not isinstance(place, int) or place < 0:
            continue
        column = shape.column(name)
        words = {plain(text) for text in texts[place]}
        for other, names in enumerate(texts):
            if other not in places.values() and words & {plain(text) for text in names if text}:
                points = score(shape, column, names, samples, other)
                if points >= ENOUGH:
                    yield name, other
