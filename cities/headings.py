"""Whose table it is, by the headings above it."""

import re

from cities.city_names import Homes
from exchange.legacy.errors import LegacyError
from exchange.legacy.text import tidy

# A heading that is a place's name and nothing else: 강동구, 경상북도 의성군, 철령현.
PLACE = re.compile(r"(?:[가-힣]+(?:도|시|성|주|현)\s)?[가-힣]{2,5}(?:시|군|구|현|성|주)")
NO_PLACE = re.compile(
    r".*(?:연구|기구|친구|요구|일시|다시|실시|표시|전시|공시|특성|구성|조성|작성|여성|표현|실현)"
)


def whose(context, listed, headings):
    """The partner these headings (nearest first) name: its slug, or its name where it is new.

    `listed` are the partners that lists of the same file name. "" where no heading names one,
    or the nearest that names any names several.
    """
    names = names_of(context, listed)
    for heading in headings:
        found = named_in(heading, names)
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def names_of(context, listed=()):
    """{name: slug or name} of the home's partners, and of those a list of the file names."""
    names = {}
    for name in listed:
        for form in {tidy(name), tidy(name).split()[-1]}:
            names.setdefault(form.casefold(), tidy(name))
    try:
        homes = context.shared(Homes)
        known, by_slug = homes.partners_of(homes.home())
    except LegacyError:
        return names
    for name, cities in known.cities.items():
        if len(cities) == 1 and name != cities[0].slug and cities[0].slug in by_slug:
            names[name.casefold()] = cities[0].slug
    return names


def named_in(heading, names):
    """What the names in a heading stand for, without those that are part of a longer one."""
    heading = tidy(heading).casefold()
    found = [name for name in names if len(name) > 1 and name in heading]
    return {
        names[name] for name in found if not any(name != other and name in other for other in found)
    }


def contradiction(context, partner, headings):
    """One sentence if a heading or caption names another city than the partner; else ""."""
    names = names_of(context)
    own = {name for name, slug in names.items() if partner in (slug, name)} | {partner.casefold()}
    for heading in filter(None, map(tidy, headings)):
        others = named_in(heading, names) - {partner, names.get(partner.casefold())}
        is_place = PLACE.fullmatch(heading) and not NO_PLACE.fullmatch(heading)
        if (others or is_place) and not any(name in heading.casefold() for name in own):
            return f"표 위의 글(‘{heading[:80]}’)에는 다른 도시 이름이 있습니다. 누구의 표인지 확인해 주세요."
    return ""
