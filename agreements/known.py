"""Agreements an import finds, stored ones and those it is about to make."""

from collections import defaultdict

from agreements.models import Agreement
from cities.models import Partnership
from exchange.legacy.text import tidy
from exchange.resources.human import former_keys


class KnownAgreements:
    """The agreements of homes' partnerships, loaded once for an import."""

    def __init__(self, context=None):
        self.of = defaultdict(list)
        self.by_pk = {}
        self.loaded = set()
        # What people deleted, and the former names of what they renamed.
        self.removed, self.renamed = set(), {}

    @staticmethod
    def key(partnership):
        return partnership.home_id, partnership.partner.slug

    def load(self, homes, known):
        """Know the agreements of these homes; `known` are the Homes with their partnerships."""
        missing = {home.pk: home for home in homes if home.pk not in self.loaded}
        if not missing:
            return
        self.loaded |= missing.keys()
        known.load(missing.values())
        partnerships = {
            partnership.pk: partnership
            for home in missing.values()
            for partnership in known.partners_of(home)[1].values()
        }
        rows = Agreement.objects.filter(partnership__home__in=list(missing))
        for agreement in rows.order_by("signed_first", "pk"):
            if agreement.partnership_id not in partnerships:
                continue  # somebody has made both since the partnerships were loaded
            agreement.partnership = partnerships[agreement.partnership_id]
            self.by_pk[agreement.pk] = agreement
            self.add(agreement)
        names = ["home_id", "partner_id"]
        for _pk, key, deed in former_keys(Partnership, names, home__in=list(missing)):
            if deed == "deleted":
                self.removed.add(key)
        names = ["partnership_id", "kind", "signed_edtf", "title"]
        below = {"partnership__home__in": list(missing)}
        for pk, (parent, kind, edtf, title), deed in former_keys(Agreement, names, **below):
            if deed == "deleted":
                self.removed.add((parent, kind, edtf))
            elif pk in self.by_pk:
                self.renamed[parent, kind, edtf, tidy(title)] = self.by_pk[pk]

    def add(self, agreement):
        self.of[self.key(agreement.partnership)].append(agreement)

    def find(self, partnership, kind, edtf, title, is_named):
        """The agreement a row is about, None where the partnership has none like it.

        `title` is the words of the row; where no column gives a title (`is_named`), an
        agreement of the same kind and date is the row's, whatever its title.
        """
        alike = [
            agreement
            for agreement in self.of[self.key(partnership)]
            if (agreement.kind, agreement.signed_edtf) == (kind, edtf)
        ]
        titles = {tidy(agreement.title): agreement for agreement in alike}
        if title in titles:
            return titles[title]
        if not is_named and ("" in titles or len(alike) == 1):
            return titles.get("", alike[0])
        return self.renamed.get((partnership.pk, kind, edtf, title))

    def kind_at(self, partnership, edtf):
        """The kind of the one agreement of this date, None where there is none or several."""
        kinds = {one.kind for one in self.of[self.key(partnership)] if edtf == one.signed_edtf}
        return kinds.pop() if edtf and len(kinds) == 1 else None

    def resembling(self, partnership, kind, edtf):
        """Keys of stored agreements of the same kind, or of the same day."""
        for one in self.of[self.key(partnership)]:
            if one.pk and (one.kind == kind or (edtf and one.signed_edtf == edtf)):
                yield one.pk
