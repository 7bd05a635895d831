"""What the page of one partner shows, but for its timeline, in questions prepared once.

As `Partnership.objects.with_partner_page()` says; what hangs on it comes with a query for each
kind of record, however many there are.
"""

from cities.models import CityFact, CityLink, CityPicture, Partnership
from exchange.prepared import Prepared, attach


def related(model, name):
    """The model of a relation, which may be of an app above."""
    return model._meta.get_field(name).related_model


def public(name):
    """The public rows of a relation of partnerships, of a public partnership."""
    relation = Partnership._meta.get_field(name)
    rows = relation.related_model._default_manager.published(under=relation.field.name)
    return rows.select_related("source")


def of_a_city(model):
    """The rows of a model of one city, in its order."""
    return Prepared(lambda city: model.objects.filter(city=city).order_by("position", "pk"), int)


def parts_of_agreements(name):
    """Rows of a relation of agreements, of one partnership, in the order of that relation."""

    def build(partnership):
        parts = related(related(Partnership, "agreements"), name)
        rows = parts._default_manager.filter(agreement__partnership=partnership)
        return rows.order_by("position", "pk")

    return Prepared(build, int)


partnership_of = Prepared(
    lambda home, partner: (
        Partnership.objects.published()
        .with_partner_page()
        .with_map()
        .filter(home__slug=home, partner__slug=partner)
    ),
    str,
    str,
)
of_the_city = {
    "facts": of_a_city(CityFact),
    "links": of_a_city(CityLink),
    "pictures": of_a_city(CityPicture),
}
agreements_of = Prepared(
    lambda partnership: public("agreements").filter(partnership=partnership).chronological(), int
)
of_agreements = {name: parts_of_agreements(name) for name in ("areas", "parties", "documents")}
civic_of = Prepared(
    lambda partnership: (
        public("civic_agreements").filter(partnership=partnership).order_by("position", "pk")
    ),
    int,
)

sources_of_events = Prepared(
    lambda partnership: Partnership.objects.all().sources_of_events(partnership), int
)


def load(home, partner):
    """The public partnership of the cities with these slugs, with all its page shows; or None."""
    partnership = partnership_of.first(home, partner)
    if partnership is None:
        return None
    for name, question in of_the_city.items():
        attach(partnership.partner, name, question(partnership.partner_id))
    partnership.public_agreements = agreements_of(partnership.pk)
    for name, question in of_agreements.items():
        rows = question(partnership.pk) if partnership.public_agreements else []
        for agreement in partnership.public_agreements:
            attach(agreement, name, [row for row in rows if row.agreement_id == agreement.pk])
    partnership.public_civic = civic_of(partnership.pk)
    for each in (*partnership.public_agreements, *partnership.public_civic):
        each.partnership = partnership
    partnership.content = content(partnership)
    return partnership


def content(partnership):
    """All that a loaded partnership's page says, but for its timeline and civic ties, as rows.

    What is kept of the page is kept by this: `{% call kept(…, partnership.content) %}`.
    """
    partner = partnership.partner
    records = [partnership, *partner.facts.all(), *partner.links.all(), *partner.pictures.all()]
    for agreement in partnership.public_agreements:
        records.append(agreement)
        for name in of_agreements:
            records += getattr(agreement, name).all()
    # Beside each row what it is of: a link's row may look like a fact's.
    return tuple((type(record).__name__, record.row) for record in records)
