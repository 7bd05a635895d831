"""What is searched of agreements and of civic ties."""

from collections import defaultdict
from functools import cached_property

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, CivicAgreement
from cities.models import CooperationField
from cities.search import labelled
from exchange.search.groups import Group, Hits, register
from exchange.search.indexes import Index, Owners
from exchange.units import item_unit

AGREEMENTS = Index(
    "agreements.Agreement",
    text=("title", "place", "signatories", "text", "succession_note"),
    tokens=("kind", "status"),
    period="signed",
    owner="partnership_id",
)
AREAS = Index("agreements.AgreementArea", text=("text",), owner="agreement_id")
PARTIES = Index("agreements.AgreementParty", text=("name",), owner="agreement_id")
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
    counter = staticmethod(item_unit)
    template = "search/agreements.html"

    def find(self, query):
        return AgreementHits(query)


class AgreementHits(Hits):
    """Agreements, newest first; a word may stand in an area or a party of theirs as well."""

    def __init__(self, query):
        self.query = query
        # A query's partnerships are public.
        records = Agreement.objects.published(under="partnership").with_partners()
        super().__init__(
            AGREEMENTS,
            query.branches(self.tokens),
            records.prefetch_related("areas", "parties"),
        )

    @staticmethod
    def tokens(word):
        return labelled(word, kind=Agreement.Kind, status=Agreement.Status) + year(word)

    @cached_property
    def of_parts(self):
        """{word: keys of the public agreements of whose areas or parties one has it}."""
        found = defaultdict(set)
        for index in (AREAS, PARTIES):
            for word, keys in index.holding_each(self.query.long_words, owners=True).items():
                found[word] |= keys
        if found:
            rows = Agreement.objects.order_by().published()
            rows = rows.for_home(self.query.home) if self.query.home else rows
            named = set().union(*found.values())
            public = set(rows.filter(pk__in=named).values_list("pk", flat=True))
            found = defaultdict(set, {word: keys & public for word, keys in found.items()})
        return found

    @cached_property
    def order(self):
        """All keys, where a part has a word; agreements are few enough for it."""
        each = []
        for word in self.query.words:
            branches = self.query.branches(self.tokens, words=[word])
            count = self.index.count(branches)
            each.append({*self.index.keys(branches, 0, count, count), *self.of_parts[word]})
        rows = Agreement.objects.filter(pk__in=set.intersection(*each))
        newest = F("signed_first").desc(nulls_last=True)
        return list(rows.order_by(newest, "-pk").values_list("pk", flat=True))

    @cached_property
    def total(self):
        return len(self.order) if self.of_parts else super().count_all()

    def keys(self, start, stop):
        return self.order[start:stop] if self.of_parts else super().keys(start, stop)


@register
class CivicAgreements(Group):
    key = "civic"
    place = 3
    heading = _("민간교류")
    counter = staticmethod(item_unit)
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
