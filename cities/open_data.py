"""What homes offer as open data: their datasets, with how much there is and of which day."""

from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cities.models import Portal
from cities.names import full_name_text
from exchange.datasets import Dataset, Tally, registered


class Offer(NamedTuple):
    """A dataset as one home offers it."""

    portal: Portal
    dataset: Dataset
    tally: Tally

    @property
    def title(self):
        names = {"home": full_name_text(self.portal.city), "dataset": self.dataset.title}
        return _("%(home)s %(dataset)s") % names

    @property
    def path(self):
        """Where the page of the home's open data tells of it."""
        home = reverse("cities:open-data", args=[self.portal.city.slug])
        return f"{home}#{self.dataset.name}"

    @property
    def day(self):
        """데이터기준일자: the day of the last change, as its files have it."""
        return timezone.localdate(self.tally.changed)

    @property
    def distributions(self):
        return self.dataset.distributions(self.portal.city.slug)

    @property
    def page(self):
        return reverse(self.dataset.page, args=[self.portal.city.slug])


class OpenData:
    """The Offers of these portals; a dataset without a row is not offered.

    As many queries for one home as for all: one for each dataset.
    """

    def __init__(self, portals, home=None):
        self.portals = list(portals)
        tallies = [(dataset, dataset.tallies(home)) for dataset in registered()]
        self.by_home = {
            portal.city.slug: [
                Offer(portal, dataset, found[portal.city.slug])
                for dataset, found in tallies
                if portal.city.slug in found
            ]
            for portal in self.portals
        }

    @cached_property
    def offers(self):
        return [offer for offers in self.by_home.values() for offer in offers]

    @property
    def datasets(self):
        """Pairs of a dataset and how many records all homes have of it."""
        counts = {}
        for offer in self.offers:
            counts[offer.dataset] = counts.get(offer.dataset, 0) + offer.tally.count
        return list(counts.items())

    @property
    def changed(self):
        """When anything of it last changed; None where nothing is offered."""
        stamps = [offer.tally.changed for offer in self.offers]
        return max([*stamps, *(portal.updated_at for portal in self.portals)], default=None)
