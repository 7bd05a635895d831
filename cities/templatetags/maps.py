"""What the map of a home and its partners shows, and the list that says the same in words."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django import template
from django.utils.translation import gettext as _

from cities.models import City, Partnership
from cities.templatetags.cities import city_name

register = template.Library()

# A home with more partners has them in its own list, page by page, to which the map leads.
LIST_LIMIT = 200

# Stages in which a partnership no longer lives: its marker is hollow, whatever its kind.
PAST = {Partnership.Stage.SUSPENDED, Partnership.Stage.ENDED}


class Place(NamedTuple):
    """A partner as the map and its list tell of it."""

    partnership: Partnership
    city: City
    kind: str  # of the leading agreement, "none" without one
    label: str  # the kind in words
    since: object  # Period of that agreement; None where unknown
    is_past: bool

    @property
    def is_located(self):
        return self.city.latitude is not None

    @property
    def since_label(self):
        """When it began in words: 2004. 5. 4., 날짜 미상, or nothing where nothing was signed."""
        if self.kind == "none":
            return ""
        return self.since.display() if self.since else _("날짜 미상")

    @property
    def stage_label(self):
        """The stage, where it is not the usual one."""
        is_usual = self.partnership.stage == Partnership.Stage.ACTIVE
        return "" if is_usual else self.partnership.get_stage_display()


class Group(NamedTuple):
    country: str
    places: list


@dataclass
class Map:
    """A home and its partners: what to draw, what to list, and who says where they are."""

    home: City
    places: list

    @cached_property
    def countries(self):
        """{code: name} of the countries of the cities; naming one takes its time."""
        cities = [self.home, *(place.city for place in self.places)]
        return {country.code: country.name for country in {city.country for city in cities}}

    @property
    def is_listed(self):
        return len(self.places) <= LIST_LIMIT

    @property
    def is_drawn(self):
        """Whether there is any partner to draw."""
        return any(place.is_located for place in self.places)

    @property
    def has_home(self):
        return self.home.latitude is not None

    @property
    def has_past(self):
        return any(place.is_past and place.is_located for place in self.places)

    @property
    def missing(self):
        """How many partners have no coordinates."""
        return sum(not place.is_located for place in self.places)

    @property
    def kinds(self):
        """(kind, label) of the markers drawn, closest tie first."""
        drawn = {place.kind: place.label for place in self.places if place.is_located}
        order = [*Partnership.objects.kinds().values, "none"]
        return [(kind, drawn[kind]) for kind in order if kind in drawn]

    @property
    def by_country(self):
        """Groups of places, the home's own country first, then by name."""
        own = self.home.country.code

        def order(place):
            code = place.city.country.code
            return (code != own, self.countries[code], code, place.city.full_name)

        ordered = sorted(self.places, key=order)
        return [
            Group(self.countries[code], list(places))
            for code, places in groupby(ordered, key=lambda place: place.city.country.code)
        ]

    @property
    def sources(self):
        """The sources of the coordinates drawn, by title."""
        cities = [self.home, *(place.city for place in self.places)]
        sources = {city.coordinates_source for city in cities if city.latitude is not None}
        return sorted(sources - {None}, key=lambda source: source.title)

    @property
    def data(self):
        """What the script draws, for `json_script`: nothing that the list does not say."""
        places = [as_data(place) for place in self.places if place.is_located]
        if len(places) == 1:
            city = next(place.city for place in self.places if place.is_located)
            places[0]["short"] = city_name(city, self.home)
        return {
            "home": point(self.home) | {"name": city_name(self.home)} if self.has_home else None,
            "places": places,
            "countries": self.countries,
            "kinds": dict(self.kinds),
            "texts": texts(),
        }


def point(city):
    return {"at": [float(city.latitude), float(city.longitude)], "country": city.country.code}


def as_data(place):
    """One place for the script; what is empty is left out, as a home may have 2,000 of them."""
    city = place.city
    shown = {
        "name": city.full_name,
        "local": city.name_local,
        "lang": city.language_local,
        "kind": place.kind,
        "since": place.since_label,
        "stage": place.stage_label,
        "past": place.is_past,
        "url": place.partnership.get_absolute_url(),
    }
    return point(city) | {name: value for name, value in shown.items() if value}


def texts():
    """What the script says itself, in the page's language."""
    return {
        "map": _("움직이는 지도: 화살표로 옮기고 +와 -로 확대·축소합니다"),
        "zoomIn": _("확대"),
        "zoomOut": _("축소"),
        "whole": _("전체 보기"),
        "close": _("닫기"),
        "kind": _("종류"),
        "since": _("체결일"),
        "stage": _("단계"),
        "more": _("자세히 보기"),
        # {count} is filled in by the script.
        "cluster": _("교류도시 {count}곳 묶음, 누르면 펼칩니다"),
        "failed": _("지도를 불러오지 못했습니다. 아래 목록을 보세요."),
    }


def place_of(partnership, kinds):
    """The Place of a partnership loaded with `with_leading()` and its public agreements.

    `kinds`: the labels of the kinds of agreement.
    """
    leading = next(
        (
            agreement
            for agreement in partnership.public_agreements
            if (agreement.kind, agreement.signed_first) == (partnership.kind, partnership.since)
        ),
        None,
    )
    return Place(
        partnership=partnership,
        city=partnership.partner,
        kind=partnership.kind or "none",
        label=kinds[partnership.kind] if partnership.kind else _("협정 없음"),
        since=leading.signed if leading else None,
        is_past=partnership.stage in PAST,
    )


@register.simple_tag
def map_of(home, partnerships):
    """The Map of a home and these partnerships, without a query of its own.

    They come with their cities, coordinates' sources, `with_leading()` and `public_agreements`.
    """
    kinds = dict(Partnership.objects.kinds().choices)
    return Map(home, [place_of(partnership, kinds) for partnership in partnerships])


@register.simple_tag
def map_of_one(home, partnership):
    """The Map of a home and one partnership."""
    return map_of(home, [partnership])
