"""Where a header stands: its rows, the words over each place, and the layout's signature."""

import hashlib
from functools import cache
from itertools import zip_longest

from exchange.legacy.headers import plain, spelled
from exchange.legacy.shapes import SHAPES

# Title, date and unit lines stand above the header, never this many.
HEADER_WITHIN = 30
NO_HEADER = -1


@cache
def _known():
    """Every header that is listed for some column of some shape."""
    return frozenset(
        spelled(name)
        for shape in SHAPES
        for column in shape.columns
        for name in (column.name, *column.before, *column.also, *column.maybe)
    )


def is_known(text):
    """Whether the text is a header that is listed, in brackets or not."""
    return spelled(text) in _known() or plain(text) in _known()


def header_rows(rows, header):
    """The one, two or three rows that make the header whose last row is `header` (from 0).

    The row above belongs to it where it has a known header over a blank, or the same one (a cell
    merged over both rows). [] for a table without a header.
    """
    if header == NO_HEADER:
        return []
    lower = rows[header]
    upper = rows[header - 1] if header else []
    top = rows[header - 2] if header > 1 else []
    is_below_top = _goes_on(top, upper) and any(_apart(top, upper))
    if _stands_over(upper, lower):
        return [top, upper, lower] if is_below_top else [upper, lower]
    # Headers that go down through all three rows stand in the first of them.
    if is_below_top and _stands_over(_merged(top, upper), lower):
        return [top, upper, lower]
    return [lower]


def _stands_over(upper, lower):
    """Whether a row is the upper half of a header: groups, and headers that go on below."""
    has_words_of_its_own = any(is_known(under) for _, under in _apart(upper, lower))
    return has_words_of_its_own and _goes_on(upper, lower)


def _goes_on(upper, lower):
    """Whether a row of several texts has a known header that the row below has too, or leaves."""
    return len({plain(cell) for cell in upper if cell}) > 1 and any(
        over and is_known(over) and (not under or plain(under) == plain(over))
        for over, under in zip_longest(upper, lower, fillvalue="")
    )


def _apart(upper, lower):
    """(over, under) where the lower row says something else than the upper one."""
    return [
        (over, under)
        for over, under in zip_longest(upper, lower, fillvalue="")
        if under and plain(under) != plain(over)
    ]


def _merged(upper, lower):
    return [under or over for over, under in zip_longest(upper, lower, fillvalue="")]


def titles(rows, header):
    """For each place, the texts that may be its header, the likeliest first."""
    found = header_rows(rows, header)
    return titles_of(found) if found else [("",)] * max(map(len, rows), default=0)


def titles_of(found):
    """The titles in one, two or three header rows.

    Under a group (자매결연 over 국가 and 일자) that is the lower one, then both together.
    """
    if len(found) == 1:
        return [(cell,) for cell in found[0]]
    if len(found) > 2:
        return titles_of([[names[-1] for names in titles_of(found[:-1])], found[-1]])
    upper, lower = found
    width = max(len(upper), len(lower))
    over = ""
    texts = []
    for place in range(width):
        under = lower[place] if place < len(lower) else ""
        above = upper[place] if place < len(upper) else ""
        over = above or (over if under else "")
        if not under or plain(under) == plain(over):
            texts.append((over,))
        elif over:
            texts.append((under, f"{over} {under}"))
        else:
            texts.append((under,))
    return texts


def signature(sheet, header):
    """The layout of a sheet, for the profiles: 64 hexadecimal digits.

    Files with the same headers have the same signature, whatever the spacing, case and width,
    whatever stands above the header, and however many rows stand below it.
    """
    rows = header_rows(sheet.rows, header)
    words = [[spelled(cell) for cell in row] for row in rows]
    for row in words:
        while row and not row[-1]:
            row.pop()
    if not rows:
        words = [[str(max(map(len, sheet.rows), default=0))]]
    text = "\n".join([sheet.kind, *("\t".join(row) for row in words)])
    return hashlib.sha256(text.encode()).hexdigest()
