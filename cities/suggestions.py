"""Partner cities that somebody may have meant who wrote their names in another way.

라스베이거스 or Las Vegas for 라스베가스시, 옌타이 for 연태시: as the import desk asks a clerk.
"""

from functools import lru_cache

from django.db.models import Count, Max

from cities.models import City, Partnership
from cities.spellings import Spellings

MOST = 5


def meant(text, home=None):
    """Public partnerships (five at most) whose partner's name this, or a word of it, may be."""
    cities = City.objects.published().order_by()
    stamp = cities.aggregate(Count("pk"), Max("pk"), Max("updated_at"))
    known = spellings(*stamp.values())
    found = next(filter(None, map(known.alike, (text, *text.split()))), [])
    partnerships = Partnership.objects.published()
    if home:
        partnerships = partnerships.for_home(home)
    # By their slugs: the cities at hand may be of an earlier request.
    named = partnerships.filter(partner__slug__in=[city.slug for city in found])
    return named.with_pages().order_by("partner__name", "partner__region", "pk")[:MOST]


@lru_cache(maxsize=1)
def spellings(*stamp):
    """The spellings of all public cities; new when the stamp of the table is.

    Those of 2,000 cities take about a second to work out.
    """
    names = ("slug", "country", "region", "name", "name_en", "name_local")
    return Spellings(City.objects.published().only(*names))
