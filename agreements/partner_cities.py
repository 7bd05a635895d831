"""The city a row of a partner list is about."""

from agreements.partner_cells import REGION
from agreements.partner_rows import place_in
from cities.city_names import Homes, KnownCities, label_of, question_of
from exchange.legacy.countries import country_code
from exchange.legacy.errors import LegacyError
from exchange.resources.plans import LeftOut, Question


class Removed(LegacyError):  # noqa: N818 a person did so, nothing failed
    """What the row is about was deleted by a person."""


class RowCities:
    """Finds the cities of the rows of one table; makes those that are new, unsaved."""

    def __init__(self, context):
        self.context = context
        self.homes, self.known = context.shared(Homes), context.shared(KnownCities)

    def is_one_city(self, country, name):
        """Whether a city has this name as a whole, in a country by its name or code."""
        try:
            return self.known.is_known(country_code(country), "", name)
        except LegacyError:
            return False  # the row says so when its turn comes

    def place_of(self, plan):
        """(country, region, name) of the row's city."""
        country = plan.values["국명"]
        return country, *place_in(plan.row, country, self.is_one_city)

    def find(self, plan):
        """The city of a row where it is sure, None where it has to be asked about or made."""
        return self.known.find(*self.place_of(plan), self.partners_of(plan.parent))

    def partners_of(self, home):
        """{slug: partnership} of a home."""
        return self.homes.partners_of(home)[1]

    def city_of(self, plan):
        """The city of a row, a new one where it is known to nobody.

        Raises Question where only the clerk can tell, LeftOut where the clerk left it out, and
        Removed where a person deleted it.
        """
        country, region, name = place = self.place_of(plan)
        known, city = self.known, self.find(plan)
        if city is None:
            city = self.answered(plan, question_of(country, name), region)
        if city is None:
            deed, pk = known.former.get(place, (None, None))
            if deed == "deleted" and not self.context.overwrites:
                raise Removed("사람이 지운 도시라 다시 넣지 않습니다.")
            city = known.by_pk.get(pk) if deed == "renamed" else None
        if city is None:
            self.ask_which(plan, *place)
            city = known.new(*place, plan.row["영문 이름"])
        return city

    def answered(self, plan, id, region):
        """The city the clerk says a name means, None where there is no such answer."""
        answer = self.context.answers.get(id, "")
        if answer == "skip":
            raise LeftOut(f"‘{plan.row['교류도시']}’의 행은 넣지 않기로 했습니다.")
        city = self.known.by_slug.get(answer[3:]) if answer.startswith("is:") else None
        if city:
            name = plan.row["교류도시"]
            self.context.note(f"‘{name}’은(는) 답하신 대로 ‘{label_of(city)}’(으)로 읽습니다.")
        if city and region and not city.region:
            plan.amend(city, {REGION: region})
        return city

    def ask_which(self, plan, country, region, name):
        """Ask whether a name we do not know is that of a city we know."""
        id = question_of(country, name)
        if self.context.answers.get(id) == "new":
            return
        also = plan.row["영문 이름"], plan.row["현지 이름"]
        alike = self.known.alike(country, region, name, also)
        if alike:
            named = f"{region} {name}".strip()
            raise Question(
                id,
                f"‘{named}’과(와) 이름이 같거나 비슷한 도시가 이미 있습니다.",
                [
                    *([f"is:{one.slug}", f"‘{label_of(one)}’과(와) 같은 도시"] for one in alike),
                    ["new", "다른 도시로 새로 넣기"],
                    ["skip", "이 도시의 행 빼기"],
                ],
            )
