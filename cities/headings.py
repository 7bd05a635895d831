"""Whose table it is, by the headings above it."""

from cities.city_names import Homes
from exchange.legacy.errors import LegacyError
from exchange.legacy.text import tidy


def whose(context, listed, headings):
    """The partner these headings (nearest first) name: its slug, or its name where it is new.

    `listed` are the partners that lists of the same file name. "" where no heading names one,
    or the nearest that names any names several.
    """
    names = {}
    try:
        homes = context.shared(Homes)
        known, by_slug = homes.partners_of(homes.home())
    except LegacyError:
        known, by_slug = None, {}
    for name in listed:
        for form in {tidy(name), tidy(name).split()[-1]}:
            names.setdefault(form, tidy(name))
    for name, cities in known.cities.items() if known else ():
        if len(cities) == 1 and name != cities[0].slug and cities[0].slug in by_slug:
            names[name.casefold()] = cities[0].slug
    for heading in headings:
        heading = tidy(heading).casefold()
        found = [name for name in names if len(name) > 1 and name in heading]
        longest = {
            names[name]
            for name in found
            if not any(name != other and name in other for other in found)
        }
        if longest:
            return longest.pop() if len(longest) == 1 else ""
    return ""
