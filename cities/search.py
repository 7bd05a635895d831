"""What is searched of cities and partnerships, and how a query's words name partnerships.

A word finds a record by the record's own text, or by naming one of its two cities, the region or
the partner's country: in `플러튼 로터리` the one word may name the city and the other stand in
the text. Which partnerships a word names is found first, as there are few cities.
"""

from collections import defaultdict
from functools import cache, cached_property

from django.db import connection
from django.db.models import Q
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from django_countries.data import COUNTRIES

from cities.models import City, Partnership, Portal
from cities.names import foreign
from exchange.legacy.countries import country_code
from exchange.legacy.errors import LegacyError
from exchange.search.groups import Group, Hits, register
from exchange.search.indexes import Branch, Condition, Index, Owners
from exchange.search.words import checked_words, fold, initials
from exchange.units import place_unit

CITIES = Index(
    "cities.City", text=("name", "name_en", "name_local", "region"), names=("name", "region")
)
PARTNERSHIPS = Index(
    "cities.Partnership",
    text=("stage_note", "background", "outcome", "plan"),
    tokens=("stage",),
)
FACTS = Index("cities.CityFact", text=("label", "text"), owner="city_id")


def labelled(word, **choices):
    """Tokens for the choices (TextChoices) in whose labels a word stands: `stage=suspended`."""
    return tuple(
        f"{name}={value}"
        for name, options in choices.items()
        for value, label in labels(options, get_language())
        if word.text in label
    )


@cache
def labels(options, language):
    return [(value, fold(str(label))) for value, label in options.choices]


def country_codes(word):
    """Countries that a word is, or a part of, in Korean or English; all of one in Japanese."""
    found = {code for code, names in country_names() if any(word.text in name for name in names)}
    try:
        return found | {country_code(word.text)}
    except LegacyError:
        return found


@cache
def country_names():
    """(code, folded names) of all countries, in Korean and English."""
    with override("ko"):
        korean = [(code, fold(str(name))) for code, name in countries]
    with override("en"):
        return [(code, (name, fold(str(COUNTRIES.get(code, ""))))) for code, name in korean]


@cache
def hidden_partnerships():
    """SQL and parameters for the keys of partnerships that are not public.

    The same as unpublished(), in a third of the time; putting it together takes as long again.
    """
    hidden = Partnership.objects.order_by().filter(
        ~Q(state=Partnership.State.PUBLISHED)
        | ~Q(home__in=Portal.objects.order_by().published().values("city"))
        | Q(partner__in=City.objects.order_by().unpublished())
    )
    return hidden.values_list("pk").query.sql_with_params()


class Query:
    """What is looked for: words, all of which a result must have, in one home or in all."""

    def __init__(self, text, home=None):
        self.words = checked_words(text)
        self.home = home
        # Words of one syllable can only begin a city's name.
        self.long_words = [word for word in self.words if not word.is_short]

    @cached_property
    def cities(self):
        """{word: keys of the cities it names}."""
        found = CITIES.holding_each(self.long_words)
        short = [word for word in self.words if word.is_short]
        if short:
            begins = Q()
            for word in short:
                for name in ("name", "name_local", "name_en"):
                    begins |= Q(**{f"{name}__istartswith": word.text})
            names = City.objects.published().filter(begins)
            for key, *texts in names.values_list("pk", "name", "name_local", "name_en"):
                for word in short:
                    if any(fold(one).startswith(word.text) for one in texts):
                        found[word].add(key)
        return found

    @cached_property
    def countries(self):
        """{word: codes of the countries it names}."""
        return {word: country_codes(word) for word in self.long_words}

    @cached_property
    def of_cities(self):
        """{word: keys of the public partnerships one of whose cities it names}."""
        return self.named[0]

    @cached_property
    def places(self):
        """{word: keys of the public partnerships that it names by city, region or country}."""
        return self.named[1]

    @cached_property
    def named(self):
        of_cities, places = defaultdict(set), defaultdict(set)
        cities = set().union(*self.cities.values()) if self.cities else set()
        codes = set().union(*self.countries.values()) if self.countries else set()
        if not cities and not codes:
            return of_cities, places
        found = self.partnerships().filter(
            Q(partner__in=cities) | Q(home__in=cities) | Q(partner__country__in=codes)
        )
        for key, home, partner, code in found.values_list(
            "pk", "home_id", "partner_id", "partner__country"
        ):
            for word in self.words:
                if self.cities[word] & {home, partner}:
                    of_cities[word].add(key)
                    places[word].add(key)
                elif code in self.countries.get(word, ()):
                    places[word].add(key)
        return of_cities, places

    def partnerships(self):
        """The public partnerships to look among."""
        found = Partnership.objects.published().order_by()
        return found.for_home(self.home) if self.home else found

    @cached_property
    def scope(self):
        """The partnerships to look among as Owners: the home's, or all that are not hidden."""
        if self.home:
            return Owners(frozenset(self.partnerships().values_list("pk", flat=True)))
        with connection.cursor() as cursor:
            cursor.execute(*hidden_partnerships())
            return Owners(frozenset(key for (key,) in cursor.fetchall()), others=True)

    @cached_property
    def homes(self):
        """Keys of the public homes to look among."""
        if self.home:
            return frozenset({self.home.pk})
        return frozenset(Portal.objects.order_by().published().values_list("city", flat=True))

    def branches(self, tokens, named=None, scope=None, words=None):
        """Branches of an index: each word (of `words`) is named by the owner, a token, or the text.

        `tokens` gives the tokens of a word; `named` is {word: owners}, the partnerships of
        `places` if not given. Owners that name the same words make a branch.
        """
        words = self.words if words is None else words
        named = self.places if named is None else named
        named = {word: named[word] for word in words if word in named}
        scope = self.scope if scope is None else scope
        conditions = {word: Condition(word, tuple(tokens(word))) for word in self.long_words}
        groups = defaultdict(set)
        for owner in set().union(*named.values()):
            missing = tuple(word for word in words if owner not in named.get(word, ()))
            groups[missing].add(owner)
        everyone = frozenset().union(*groups.values())
        rest = scope.keys | everyone if scope.others else scope.keys - everyone
        return [
            Branch(tuple(conditions[word] for word in missing), owners)
            for missing, owners in (
                *((missing, Owners(frozenset(keys))) for missing, keys in groups.items()),
                (tuple(words), Owners(rest, scope.others)),
            )
            if all(word in conditions for word in missing) and (owners.keys or owners.others)
        ]


@register
class Partnerships(Group):
    key = "partners"
    place = 0
    heading = _("교류도시")
    counter = staticmethod(place_unit)
    template = "search/partners.html"

    def find(self, query):
        return PartnershipHits(query)

    def examples(self, home):
        found = Partnership.objects.published().select_related("partner").order_by("pk")
        cities = [one.partner for one in (found.for_home(home) if home else found)[:2]]
        examples = []
        for city in cities:
            examples += [(foreign(city) or (city.name,))[0], str(city.country.name)]
        if cities:
            examples.append(initials(cities[0].name))
        return [one for one in dict.fromkeys(examples) if len(one) > 1]


class PartnershipHits(Hits):
    """Partnerships: those whose city or country is named before those with a text, by name."""

    first = None  # all keys are sorted here

    def __init__(self, query):
        self.query = query
        named = {
            word: query.places[word] | self.of_kind[word] | self.of_facts[word]
            for word in query.words
        }
        branches = query.branches(lambda word: labelled(word, stage=Partnership.Stage), named)
        records = Partnership.objects.published().with_pages().prefetch_related("partner__facts")
        super().__init__(PARTNERSHIPS, branches, records)

    @cached_property
    def of_kind(self):
        """{word: keys of partnerships with an agreement, not yet replaced, of the kind it says}."""
        found = defaultdict(set)
        kinds = {
            word: {one.partition("=")[2] for one in labelled(word, kind=kinds_of_agreement())}
            for word in self.query.long_words
        }
        asked = set().union(*kinds.values()) if kinds else ()
        if asked:
            rows = self.query.partnerships().filter(
                agreements__state=Partnership.State.PUBLISHED,
                agreements__kind__in=asked,
                agreements__superseded_by=None,
            )
            for key, kind in rows.values_list("pk", "agreements__kind"):
                for word, values in kinds.items():
                    if kind in values:
                        found[word].add(key)
        return found

    @cached_property
    def of_facts(self):
        """{word: keys of partnerships with a city of whose facts one has it}."""
        cities, found = FACTS.holding_each(self.query.long_words, owners=True), defaultdict(set)
        if cities:
            rows = self.query.partnerships().filter(partner__in=set().union(*cities.values()))
            for key, city in rows.values_list("pk", "partner_id"):
                for word, keys in cities.items():
                    if city in keys:
                        found[word].add(key)
        return found

    @cached_property
    def order(self):
        """All keys, in the order in which they are shown."""
        keys = super().keys(0, self.total)
        named = set.intersection(*(self.query.places[word] for word in self.query.words))
        rows = Partnership.objects.filter(pk__in=keys).order_by(
            "partner__name", "partner__region", "home__name", "pk"
        )
        in_order = rows.values_list("pk", flat=True)
        return sorted(in_order, key=lambda key: key not in named)

    def keys(self, start, stop):
        return self.order[start:stop] if self.total else []


def kinds_of_agreement():
    return Partnership.objects.all().kinds()
