"""A slug for a city that comes without one: its English name, else Korean in Roman letters.

The letters are those of the Revised Romanization. Of its rules for sounds that meet, only those
a reader would miss are kept: `ll`, and the final consonant before a vowel.
"""

from itertools import chain, count

from django.utils.text import slugify

from cities.models import RESERVED_SLUGS
from exchange.legacy.places import SAME_REGION

INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".split()
VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
FINALS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()
# A final before a vowel sounds as an initial does.
MOVED = {"k": "g", "t": "d", "p": "b", "l": "r"}
MOVED_BY_FINAL = {7: "d", 19: "s", 20: "ss", 22: "j", 23: "ch", 24: "k", 25: "t", 26: "p", 27: ""}


def romanise(text):
    """`의성` is uiseong, `신라` silla, `인제` inje; what is not Hangul stays as it is."""
    letters = []
    final = 0
    for character in text:
        index = ord(character) - 0xAC00
        if not 0 <= index < 11_172:
            letters.append(character)
            final = 0
            continue
        initial, rest = divmod(index, 588)
        vowel, next_final = divmod(rest, 28)
        start = INITIALS[initial].strip("-")
        if not start and final not in (0, 21):
            last = letters.pop()
            letters.append(MOVED_BY_FINAL.get(final, MOVED.get(last, last)))
        if start == "r" and letters and letters[-1] in ("l", "n"):
            letters[-1] = start = "l"
        letters.append(start + VOWELS[vowel])
        final = next_final
        if final:
            letters.append(FINALS[final])
    return "".join(letters)


def new_slug(name, region, name_en, taken):
    """A slug that is not in `taken`: `uiseong`, `gwangju-seogu`, `fullerton`.

    A district's name says little without its region. Where the short form is taken, the region
    goes before it, then a number behind it.
    """
    stem = slugify(name_en)[:40] or slugify(romanise(_short_name(name)))[:40] or "city"
    whole = slugify(f"{romanise(_short_region(region))}-{stem}")[:55]
    candidates = [whole] if name.endswith("구") and region else [stem, whole]
    return next(
        candidate.strip("-")
        for candidate in chain(candidates, (f"{stem}-{number}" for number in count(2)))
        if candidate not in taken and candidate not in RESERVED_SLUGS
    )


def _short_name(name):
    """A name without the word for what it is: 인제군 is 인제, 서구 stays."""
    return name[:-1] if len(name) > 2 and name[-1] in "시군" else name


def _short_region(region):
    """대구광역시 is 대구, 경상북도 경북, 캘리포니아주 캘리포니아."""
    names = [name for name, whole in SAME_REGION.items() if whole == SAME_REGION.get(region)]
    if names:
        return min(names, key=len)
    return region[:-1] if len(region) > 2 and region[-1] in "주성현도" else region
