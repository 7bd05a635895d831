"""Cities and partnerships found by what a table calls them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.functional import cached_property

from cities.models import City, Partnership
from cities.slugs import new_slug
from cities.spellings import Spellings
from exchange.legacy.errors import LegacyError
from exchange.legacy.places import same_region
from exchange.legacy.text import close_up, tidy
from exchange.resources.human import former_keys
from exchange.resources.plans import LeftOut, Question


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


@dataclass(frozen=True)
class Agreed:
    """An agreement of a partnership, stored or about to be: what other tables ask of it."""

    kind: str
    edtf: str
    first_day: date | None
    title: str


class Homes:
    """Home municipalities and their partnerships, loaded once for an import, by name.

    A partnership another table of the import is about to create is found as well (`add`).
    """

    def __init__(self, context):
        self.context = context
        self.names = CityNames(City.objects.filter(portal__isnull=False))
        self.partners, self.agreements, self.spellings = {}, {}, {}

    @cached_property
    def others(self):
        """Homes that have no site yet."""
        return CityNames(City.objects.all())

    def home(self, name=""):
        """The home a row names, else that of the import; LegacyError without either."""
        name = name or self.context.home
        if not name:
            raise LegacyError(
                "우리 도시를 고르거나 '우리 도시' 열에 적어 주세요.", column="우리 도시"
            )
        try:
            names = self.names if tidy(name) in self.names.cities else self.others
            return names.find(name)
        except LegacyError as error:
            raise LegacyError(str(error), column="우리 도시") from error

    def load(self, homes):
        """Know the partnerships of these homes, in one query."""
        missing = {home.pk: home for home in homes if home.pk not in self.partners}
        if not missing:
            return
        self.partners |= {pk: (CityNames(()), {}) for pk in missing}
        rows = Partnership.objects.filter(home__in=list(missing)).order_by("pk")
        for row in rows.select_related("home", "partner"):
            self.add(row)

    def partners_of(self, home):
        """(names of the partners, {slug: partnership}) of a home."""
        self.load([home])
        return self.partners[home.pk]

    def add(self, partnership):
        """Know a partnership that is not saved yet."""
        names, by_slug = self.partners_of(partnership.home)
        names.add(partnership.partner)
        by_slug[partnership.partner.slug] = partnership
        if partnership.home_id in self.spellings:
            self.spellings[partnership.home_id].add(partnership.partner)

    def partnership(self, home, name):
        """The partnership of this home with the city of this name.

        LegacyError without it, LeftOut where the clerk said so; Question where partners'
        names are much alike.
        """
        names, by_slug = self.partners_of(home)
        try:
            return by_slug[names.find(name).slug]
        except LegacyError as error:
            if tidy(name) in names.cities:
                raise
            slug = self.spelled_otherwise(home, name)
            if slug:
                return by_slug[slug]
            raise LegacyError(
                f"{home.full_name}의 교류도시로 등록되지 않았습니다. "
                "교류도시 목록을 먼저 가져오거나 '교류도시' 화면에서 등록해 주세요.",
                column="교류도시",
            ) from error

    def spelled_otherwise(self, home, name):
        """The slug of the partner the clerk says is meant, "" where no name is alike."""
        by_slug = self.partners_of(home)[1]
        if home.pk not in self.spellings:
            self.spellings[home.pk] = Spellings(row.partner for row in by_slug.values())
        alike = self.spellings[home.pk].alike(name)
        if not alike:
            return ""
        id = question_of(str(alike[0].country), name)
        answer = self.context.answers.get(id, "")
        if answer == "skip":
            raise LeftOut(f"‘{name}’의 행은 넣지 않기로 했습니다.")
        if answer.startswith("is:") and answer[3:] in by_slug:
            known = label_of(by_slug[answer[3:]].partner)
            self.context.note(f"‘{name}’은(는) 답하신 대로 ‘{known}’(으)로 읽습니다.")
            return answer[3:]
        choices = [[f"is:{city.slug}", f"‘{label_of(city)}’입니다"] for city in alike]
        raise Question(
            id,
            f"‘{name}’은(는) 등록되지 않은 이름입니다. 이 도시입니까?",
            [*choices, ["skip", "이 도시의 행 빼기"]],
            column="교류도시",
        )

    def agreed(self, partnership):
        """The agreements of a partnership, with those this import is about to add."""
        home, partner = partnership.home, partnership.partner
        if home.pk not in self.agreements:
            self.agreements[home.pk] = found = defaultdict(list)
            names = ("kind", "signed_edtf", "signed_first", "title")
            # In an order of their own: notes name the first, and a confirmation must find it again.
            rows = Partnership.objects.filter(home=home, agreements__isnull=False)
            rows = rows.order_by("agreements__signed_first", "agreements__pk")
            for slug, *values in rows.values_list(
                "partner__slug", *(f"agreements__{name}" for name in names)
            ):
                found[slug].append(Agreed(*values))
        return self.agreements[home.pk][partner.slug]

    def add_agreed(self, partnership, kind, signed, title):
        """Know an agreement that is not saved yet; `signed` is a Period or None."""
        known = self.agreed(partnership)
        known.append(
            Agreed(kind, signed.edtf if signed else "", signed and signed.first_day, title)
        )

    def first_signed(self, partnership):
        """The day of the partnership's first agreement, None where none is known."""
        days = [one.first_day for one in self.agreed(partnership) if one.first_day]
        return min(days, default=None)


def question_of(country, name):
    """The id of the question which city a name means."""
    return f"city:{country}:{close_up(' '.join(tidy(name).split()))}"


class KnownCities:
    """Cities by their identity (country, region, name), regions in any of their spellings."""

    def __init__(self, context=None):
        self.exact, self.by_identity, self.by_name = {}, {}, defaultdict(list)
        self.by_slug, self.by_pk = {}, {}
        self.spellings = Spellings()
        for city in City.objects.order_by("pk"):
            self.add(city)

    def add(self, city):
        country = str(city.country)
        region, name = (close_up(tidy(text)) for text in (city.region, city.name))
        self.exact[country, region, name] = city
        self.by_identity.setdefault((country, same_region(region, country), name), city)
        self.by_name[country, name].append(city)
        self.by_slug[city.slug] = city
        if city.pk:
            self.by_pk[city.pk] = city
        self.spellings.add(city)

    def is_known(self, country, region, name):
        """Whether a city has just this identity."""
        return (country, region, name) in self.exact

    def find(self, country, region, name, partners):
        """The city, None where none is surely meant.

        A list that names no region means the home's own partner of that name (`partners` are
        their slugs); any other city of that name may be another city.
        """
        alike = self.by_identity.get((country, same_region(region, country), name))
        city = self.exact.get((country, region, name), alike)
        if city or region:
            return city
        own = [other for other in self.by_name[country, name] if other.slug in partners]
        return own[0] if len(own) == 1 else None

    def alike(self, country, region, name, also=()):
        """Cities that may be meant: of the same name, or of a name that looks or sounds alike.

        Two regions that are both known tell cities of one name apart.
        """
        same = [city for city in self.by_name[country, name] if not (region and city.region)]
        others = self.spellings.alike(name, country, region, also)
        apart = self.by_name[country, name]
        return (same + [city for city in others if city not in apart])[:5]

    def new(self, country, region, name, name_en):
        """A city not yet saved, a draft with a slug of its own."""
        city = City(country=country, region=region, name=name, name_en=name_en)
        city.slug = new_slug(name, region, name_en, taken=self.by_slug)
        return city

    @cached_property
    def former(self):
        """{(country, region, name): [what a person did, key]} of what people renamed or deleted."""
        found = {}
        for pk, key, deed in former_keys(City, ["country", "region", "name"]):
            country, *names = key
            found[country, *(close_up(tidy(text)) for text in names)] = deed, pk
        return found
