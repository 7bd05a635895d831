"""What is searched of agreements and of civic ties."""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, CivicAgreement
from cities.models import CooperationField
from cities.search import labelled
from exchange.search.groups import Group, Hits, register
from exchange.search.indexes import Index, Owners

AGREEMENTS = Index(
    "agreements.Agreement",
    text=("title", "place", "signatories", "text", "succession_note"),
    tokens=("kind", "status"),
    period="signed",
    owner="partnership_id",
)
CIVIC_AGREEMENTS = Index(
    "agreements.CivicAgreement",
    text=("home_organisation", "partner_organisation", "content", "remarks"),
    names=("home_organisation", "partner_organisation"),
    tokens=("partner_country", "category", "field", "partnership_id"),
    period="signed",
    owner="home_id",
)


def year(word):
    return (f"year={word.year}",) if word.year else ()


@register
class Agreements(Group):
    key = "agreements"
    place = 1
    heading = _("협정")
    counter = _("건")
    template = "search/agreements.html"

    def find(self, query):
        def tokens(word):
            return labelled(word, kind=Agreement.Kind, status=Agreement.Status) + year(word)

        # A query's partnerships are public.
        records = Agreement.objects.published(under="partnership").with_partners()
        return Hits(AGREEMENTS, query.branches(tokens), records)


@register
class CivicAgreements(Group):
    key = "civic"
    place = 3
    heading = _("민간교류")
    counter = _("건")
    template = "search/civic.html"

    def find(self, query):
        def tokens(word):
            """A tie is named by its own country and by the cities of its partnership as well."""
            choices = {"category": CivicAgreement.Category, "field": CooperationField}
            codes = (f"partner_country={code}" for code in sorted(query.countries[word]))
            keys = (f"partnership_id={key}" for key in sorted(query.of_cities[word]))
            return (*labelled(word, **choices), *year(word), *codes, *keys)

        homes = defaultdict(set)
        for word, cities in query.cities.items():
            homes[word] = cities & query.homes
        records = CivicAgreement.objects.published().select_related("home").with_partners()
        branches = query.branches(tokens, homes, Owners(query.homes))
        return Hits(CIVIC_AGREEMENTS, branches, records)
