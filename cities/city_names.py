"""Cities and partnerships found by what a table calls them."""

from collections import defaultdict

from django.db.models import Min
from django.utils import translation

from cities.models import City, Partnership
from cities.slugs import new_slug
from exchange.legacy.errors import LegacyError
from exchange.legacy.places import same_region
from exchange.legacy.text import close_up, tidy


def label_of(city):
    """A city's whole name in Korean, as our exports write it: 미국 캘리포니아주 플러튼시."""
    if city is None:
        return ""
    with translation.override("ko"):
        return str(city)


class CityNames:
    """Cities by their slug or by any of their names, short or whole."""

    def __init__(self, cities):
        self.cities = defaultdict(list)
        for city in cities:
            self.add(city)

    def add(self, city):
        names = {label_of(city), city.full_name, city.name, city.name_en, city.slug}
        for name in {tidy(name) for name in names if name}:
            self.cities[name].append(city)

    def find(self, name):
        """The one city of this name; LegacyError where there is none, or more than one."""
        found = self.cities.get(tidy(name), [])
        if len(found) > 1:
            names = ", ".join(sorted(label_of(city) for city in found))
            raise LegacyError(
                f"같은 이름의 도시가 여럿입니다. 이 가운데 하나로 적어 주세요: {names}."
            )
        if not found:
            raise LegacyError(
                "등록되지 않은 도시입니다. 이름을 확인하거나 도시를 먼저 등록해 주세요."
            )
        return found[0]


class Homes:
    """Home municipalities and their partnerships, loaded once for an import, by name.

    A partnership another table of the import is about to create is found as well (`add`).
    """

    def __init__(self, context):
        self.context = context
        self.names = CityNames(City.objects.filter(portal__isnull=False))
        self.partners, self.signed = {}, {}

    def home(self, name=""):
        """The home a row names, else that of the import; LegacyError without either."""
        name = name or self.context.home
        if not name:
            raise LegacyError(
                "우리 도시를 고르거나 '우리 도시' 열에 적어 주세요.", column="우리 도시"
            )
        try:
            if tidy(name) in self.names.cities:
                return self.names.find(name)
            return CityNames(City.objects.all()).find(name)  # a home that has no site yet
        except LegacyError as error:
            raise LegacyError(str(error), column="우리 도시") from error

    def partners_of(self, home):
        """(names of the partners, {slug: partnership}) of a home."""
        if home.pk not in self.partners:
            rows = list(Partnership.objects.for_home(home).select_related("home", "partner"))
            names = CityNames(row.partner for row in rows)
            self.partners[home.pk] = names, {row.partner.slug: row for row in rows}
        return self.partners[home.pk]

    def add(self, partnership):
        """Know a partnership that is not saved yet."""
        names, by_slug = self.partners_of(partnership.home)
        names.add(partnership.partner)
        by_slug[partnership.partner.slug] = partnership

    def partnership(self, home, name):
        """The partnership of this home with the city of this name.

        LegacyError without it; Question where a partner's name is much alike.
        """
        names, by_slug = self.partners_of(home)
        try:
            return by_slug[names.find(name).slug]
        except LegacyError as error:
            if tidy(name) in names.cities:
                raise
            raise LegacyError(
                f"{home.full_name}의 교류도시로 등록되지 않았습니다. "
                "교류도시 목록을 먼저 가져오거나 '교류도시' 화면에서 등록해 주세요.",
                column="교류도시",
            ) from error

    def first_signed(self, partnership):
        """The day of the partnership's first agreement, None where none is known."""
        home = partnership.home_id
        if home not in self.signed:
            rows = Partnership.objects.filter(home=home).annotate(
                day=Min("agreements__signed_first")
            )
            self.signed[home] = dict(rows.order_by().values_list("pk", "day"))
        return self.signed[home].get(partnership.pk)


class KnownCities:
    """Cities by their identity (country, region, name), regions in any of their spellings."""

    def __init__(self, context=None):
        self.exact, self.by_identity, self.by_name = {}, {}, defaultdict(list)
        self.slugs = set()
        for city in City.objects.all():
            self.add(city)

    def add(self, city):
        country = str(city.country)
        region, name = (close_up(tidy(text)) for text in (city.region, city.name))
        self.exact[country, region, name] = city
        self.by_identity.setdefault((country, same_region(region, country), name), city)
        self.by_name[country, name].append(city)
        self.slugs.add(city.slug)

    def is_known(self, country, region, name):
        """Whether a city has just this identity."""
        return (country, region, name) in self.exact

    def find(self, country, region, name, partners):
        """The city, None where it is new; LegacyError where only the clerk can tell.

        A list that names no region means the home's own partner of that name (`partners` are
        their keys); any other city of that name may be another city.
        """
        alike = self.by_identity.get((country, same_region(region, country), name))
        city = self.exact.get((country, region, name), alike)
        if city:
            return city
        others = [other for other in self.by_name[country, name] if not (region and other.region)]
        own = [other for other in others if other.pk in partners]
        if not region and len(own) == 1:
            return own[0]
        if others and not region:
            names = ", ".join(sorted(other.full_name for other in others))
            raise LegacyError(f"같은 이름의 도시가 있습니다: {names}. 지역까지 적어 주세요.")
        if own:
            raise LegacyError(
                f"'{name}'이(가) 지역 없이 등록되어 있습니다. 같은 도시라면 등록된 도시의 "
                f"'광역·주·성'에 '{region}'을(를) 먼저 넣어 주세요."
            )
        return None

    def new(self, country, region, name, name_en):
        """A city not yet saved, a draft with a slug of its own."""
        city = City(country=country, region=region, name=name, name_en=name_en)
        city.slug = new_slug(name, region, name_en, taken=self.slugs)
        return city
