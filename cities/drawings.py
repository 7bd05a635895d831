"""What stands where a city has no photo: a patchwork drawn from its address name.

It says nothing about the city, so no fact is invented; the same city always looks the same.
"""

from hashlib import shake_256
from typing import NamedTuple

from cities.names import name_lang, name_text

TONES = 6  # colours in static/css/pictures.css

# Patches of a tile of 2 by 2, each from the tile's corner: quarter discs, triangles, leaves, discs.
PATCHES = (
    "h2a2 2 0 0 1-2 2z",
    "h2v2a2 2 0 0 1-2-2z",
    "m2 0v2h-2a2 2 0 0 1 2-2z",
    "v2h2a2 2 0 0 1-2-2z",
    "h2l-2 2z",
    "m2 0v2h-2z",
    "a2 2 0 0 1 2 2a2 2 0 0 1-2-2z",
    "m2 0a2 2 0 0 1-2 2a2 2 0 0 1 2-2z",
    "m0 1a1 1 0 0 1 2 0a1 1 0 0 1-2 0z",
    "h2v1a1 1 0 0 1-2 0z",
    "m0 2v-1a1 1 0 0 1 2 0v1z",
    "h2v2h-2z",
)
LAYERS = "aaaabbbbccd"  # how often each colour comes, "d" the strongest


class Drawing(NamedTuple):
    tone: int
    width: int
    height: int
    layers: list  # of (colour, SVG path)
    letter: str  # of the city's name on the page
    lang: str  # its language as an attribute, where that is not the page's


def drawing(city, columns=8, rows=5):
    """The patchwork of a city, so many tiles wide and high."""
    dice = shake_256(city.slug.encode()).digest(1 + 2 * columns * rows)
    paths = {}
    for tile in range(columns * rows):
        shape, colour = dice[1 + 2 * tile : 3 + 2 * tile]
        if shape % 8 == 0:
            continue  # ground that shows keeps the whole calm
        row, column = divmod(tile, columns)
        layer = LAYERS[colour % len(LAYERS)]
        patch = PATCHES[shape // 8 % len(PATCHES)]
        paths.setdefault(layer, []).append(f"M{2 * column} {2 * row}{patch}")
    layers = [(layer, "".join(path)) for layer, path in sorted(paths.items())]
    return Drawing(
        dice[0] % TONES + 1, 2 * columns, 2 * rows, layers, name_text(city)[:1], name_lang(city)
    )
