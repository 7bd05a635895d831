"""The catalogue of open data for other portals: DCAT 3 as JSON-LD, its words all spelt out.

The context stands in the file, so that nobody must fetch another to read it.
"""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cities.linked_data import known, publisher
from cities.names import full_name_text
from cities.page_functions.facts import tel

IANA = "https://www.iana.org/assignments/media-types/"
EU = "http://publications.europa.eu/resource/authority/"
LANGUAGES = {"ko": f"{EU}language/KOR", "en": f"{EU}language/ENG"}
CHANGES_NOW_AND_THEN = f"{EU}frequency/IRREG"

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{
        f"dcat:{name}": {"@type": "@id"}
        for name in (
            "dataset service distribution accessURL downloadURL landingPage mediaType endpointURL "
            "endpointDescription servesDataset accessService contactPoint"
        ).split()
    },
    **{
        f"dct:{name}": {"@type": "@id"}
        for name in "license language publisher accrualPeriodicity".split()
    },
    "dct:modified": {"@type": "xsd:dateTime"},
    "foaf:homepage": {"@type": "@id"},
    "vcard:hasTelephone": {"@type": "@id"},
}


class Catalogue:
    """The catalogue of an OpenData; `absolute` makes an address of a path."""

    def __init__(self, open_data, page, absolute):
        self.open_data, self.absolute = open_data, absolute
        self.page = absolute(page)
        self.root = absolute(reverse("cities:homes"))

    def said(self, text):
        return {"@value": str(text), "@language": get_language()}

    def document(self):
        portals = self.open_data.portals
        portal = portals[0] if len(portals) == 1 else None
        changed = self.open_data.changed
        return {
            "@context": CONTEXT,
            "@id": f"{self.page}#catalogue",
            "@type": "dcat:Catalog",
            "dct:title": self.said(_("지방자치단체 교류도시의 열린 데이터")),
            "dct:description": self.said(
                _(
                    "자매·우호·협약 도시, 협정, 교류 내역, 민간교류, 지표의 표를 여러 형식으로 제공합니다."
                )
            ),
            "foaf:homepage": self.page,
            "dct:language": LANGUAGES["ko"],
            "dct:publisher": self.agent(portal),
            **({"dct:modified": changed.isoformat()} if changed else {}),
            **self.terms(portal),
            "dcat:dataset": [self.dataset(offer) for offer in self.open_data.offers],
            "dcat:service": [self.service()],
        }

    def agent(self, portal):
        found = publisher(portal, self.root)
        return known(
            id=found["@id"],
            type="foaf:Organization",
            **{"foaf:name": found["name"], "foaf:homepage": found.get("url")},
        )

    def terms(self, portal):
        """The licence; where none is stated, that it is not."""
        if portal is None:  # each dataset says its own
            return {}
        if portal.licence:
            return {
                "dct:license": portal.licence_url,
                "dct:rights": self.said(portal.licence_text),
            }
        return {"dct:rights": self.said(_("이용조건: 정해지지 않음"))}

    def service(self):
        return {
            "@id": f"{self.root}#api",
            "@type": "dcat:DataService",
            "dct:title": self.said(_("교류도시 등록부 API")),
            "dcat:endpointURL": self.absolute(reverse("api:root")),
            "dcat:endpointDescription": self.absolute(reverse("api-guide:schema")),
            "dcat:landingPage": self.absolute(reverse("api-guide:docs")),
        }

    def dataset(self, offer):
        portal, terms = offer.portal, self.terms(offer.portal)
        return {
            "@id": self.absolute(offer.path),
            "@type": "dcat:Dataset",
            "dct:identifier": f"{portal.city.slug}-{offer.dataset.name}",
            "dct:title": self.said(offer.title),
            "dct:description": self.said(offer.dataset.description),
            "dct:publisher": self.agent(portal),
            "dct:modified": offer.tally.changed.isoformat(),
            "dct:language": LANGUAGES["ko"],
            "dct:accrualPeriodicity": CHANGES_NOW_AND_THEN,
            "dct:spatial": {
                "@type": "dct:Location",
                "skos:prefLabel": self.said(full_name_text(portal.city)),
            },
            "dcat:keyword": [self.said(word) for word in self.keywords(offer)],
            "dcat:landingPage": self.absolute(offer.page),
            **self.contact(portal),
            **terms,
            "dcat:distribution": [
                self.distribution(offer, form, terms) for form in offer.distributions
            ],
        }

    def keywords(self, offer):
        return (_("교류도시"), _("자매결연"), _("국제교류"), offer.dataset.title)

    def contact(self, portal):
        """The department that answers; nobody's name."""
        if not portal.department:
            return {}
        found = {"@type": "vcard:Organization", "vcard:fn": portal.department}
        if number := tel(portal.telephone):
            found["vcard:hasTelephone"] = f"tel:{number}"
        return {"dcat:contactPoint": found}

    def distribution(self, offer, form, terms):
        return {
            "@id": self.absolute(form.path),
            "@type": "dcat:Distribution",
            "dct:title": self.said(f"{offer.title} {form.name}"),
            "dct:format": form.name,
            "dcat:mediaType": f"{IANA}{form.media_type}",
            "dcat:accessURL": self.absolute(form.path),
            "dcat:downloadURL": self.absolute(form.path),
            "dct:modified": offer.tally.changed.isoformat(),
            **terms,
        }
