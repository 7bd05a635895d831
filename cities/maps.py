"""What the map of a home and its partners shows, and the list that says the same in words."""

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cities.models import City, Partnership
from cities.names import full_name_text, name_text
from exchange.countries import country_name
from exchange.dates.shown import display_in

# A home with more partners has them in its own list, page by page, to which the map leads; the
# map's data then have an address of their own.
LIST_LIMIT = 200

# Stages in which a partnership no longer lives: its marker is hollow, whatever its kind.
PAST = {Partnership.Stage.SUSPENDED, Partnership.Stage.ENDED}


class Place(NamedTuple):
    """A partner city as the map and its list tell of it: a row of `Partnership.objects.places()`.

    It has a city's names for what it has of one, so `name_text` takes it.
    """

    home: str  # the slug
    slug: str
    name: str
    name_en: str
    region: str
    tier: str
    name_local: str
    language_local: str
    country: str
    latitude: object
    longitude: object
    stage: str
    kind: str | None  # of the leading agreement
    signed: str | None  # when that was, as EDTF
    source: tuple | None = None  # of the coordinates: title, publisher, address

    full_name = City.full_name

    @property
    def url(self):
        return Partnership.address(self.home, self.slug)

    @property
    def is_located(self):
        return self.latitude is not None

    @property
    def is_past(self):
        return self.stage in PAST

    @property
    def mark(self):
        """The shape that stands for it."""
        return self.kind or "none"

    @property
    def label(self):
        """The kind in words."""
        return label_of(self.kind)

    @property
    def since(self):
        """When it began in words: 2004. 5. 4., 날짜 미상, or nothing where nothing was signed."""
        if not self.kind:
            return ""
        return display_in(get_language(), self.signed) if self.signed else _("날짜 미상")

    @property
    def stage_label(self):
        """The stage, where it is not the usual one."""
        is_usual = self.stage == Partnership.Stage.ACTIVE
        return "" if is_usual else Partnership.Stage(self.stage).label


class Group(NamedTuple):
    country: str
    places: list


@dataclass
class Map:
    """A home and its partners: what to draw, what to list, and who says where they are.

    `places` are Places, or the Briefs of a home that has too many; the script then gets the
    places from `address`.
    """

    home: City
    places: list
    address: str = ""

    @cached_property
    def countries(self):
        """{code: name} of the countries of the cities; naming one takes its time."""
        codes = {self.home.country.code, *(place.country for place in self.places)}
        return {code: country_name(code) for code in sorted(codes)}

    @cached_property
    def located(self):
        return [place for place in self.places if place.is_located]

    @property
    def missing(self):
        """How many partners have no coordinates."""
        return len(self.places) - len(self.located)

    @property
    def is_drawn(self):
        """Whether there is any partner to draw."""
        return bool(self.located)

    @property
    def has_home(self):
        return self.home.latitude is not None

    @property
    def has_past(self):
        return any(place.stage in PAST for place in self.located)

    @property
    def kinds(self):
        """(kind, label) of the markers drawn, closest tie first."""
        drawn = {place.kind for place in self.located}
        order = [*Partnership.objects.kinds().values, None]
        return [(kind or "none", label_of(kind)) for kind in order if kind in drawn]

    @property
    def by_country(self):
        """Groups of places, the home's own country first, then by name."""
        own = self.home.country.code

        def order(place):
            code = place.country
            return (code != own, self.countries[code], code, full_name_text(place))

        ordered = sorted(self.places, key=order)
        return [
            Group(self.countries[code], list(places))
            for code, places in groupby(ordered, key=lambda place: place.country)
        ]

    @property
    def sources(self):
        """(title, publisher, address) of the sources of the coordinates drawn, by title."""
        own = source_of(self.home) if self.has_home else None
        return sorted({own, *(place.source for place in self.located)} - {None})

    @property
    def data(self):
        """What the script draws: nothing that the list does not say."""
        places = [as_data(place) for place in self.located]
        if len(places) == 1:
            places[0]["short"] = name_text(self.located[0], self.home)
        own = point(self.home) | {"country": self.home.country.code} if self.has_home else None
        return {
            "home": own and own | {"name": name_text(self.home)},
            "places": places,
            "countries": self.countries,
            "kinds": dict(self.kinds),
            "texts": texts(get_language()),
        }


def label_of(kind):
    """The kind of an agreement in words."""
    return label_in(get_language(), kind)


@cache
def label_in(language, kind):
    return str(Partnership.objects.kinds()(kind).label) if kind else _("협정 없음")


def source_of(city):
    """(title, publisher, address) of the source of a city's coordinates; None without one."""
    source = city.coordinates_source
    return (source.title, source.publisher, source.url) if source else None


def point(city):
    return {"at": [float(city.latitude), float(city.longitude)]}


def as_data(place):
    """One place for the script; what is empty is left out, as a home may have 2,000 of them."""
    name = full_name_text(place)
    shown = {
        "country": place.country,
        "name": name,
        "local": place.name_local if place.name_local != name else "",
        "lang": place.language_local,
        "kind": place.mark,
        "since": place.since,
        "stage": place.stage_label,
        "past": place.is_past,
        "url": place.url,
    }
    return point(place) | {name: value for name, value in shown.items() if value}


@cache
def texts(language):
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
    }


def place_of(partnership):
    """The Place of a partnership loaded with its cities, `with_leading()` and public agreements."""
    leading = next(
        (
            agreement
            for agreement in partnership.public_agreements
            if (agreement.kind, agreement.signed_first) == (partnership.kind, partnership.since)
        ),
        None,
    )
    partner = partnership.partner
    return Place(
        home=partnership.home.slug,
        slug=partner.slug,
        name=partner.name,
        name_en=partner.name_en,
        region=partner.region,
        tier=partner.tier,
        name_local=partner.name_local,
        language_local=partner.language_local,
        country=partner.country.code,
        latitude=partner.latitude,
        longitude=partner.longitude,
        stage=partnership.stage,
        kind=partnership.kind,
        signed=leading.signed_edtf if leading else None,
        source=source_of(partner),
    )
