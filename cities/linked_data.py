"""What pages tell programs: JSON-LD in the words of schema.org, safe to put into a page."""

import json

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup

from cities.models import City
from cities.names import full_name_text
from exchange.countries import country_name

CONTEXT = "https://schema.org"
TYPES = {
    City.Tier.CITY: "City",
    City.Tier.PROVINCE: "AdministrativeArea",
    City.Tier.COUNTY: "AdministrativeArea",
    City.Tier.DISTRICT: "AdministrativeArea",
    City.Tier.TOWN: "AdministrativeArea",
    City.Tier.STATE: "State",
}
LISTED = 100  # datasets of the page of all homes; each is half a kilobyte, compressed far less
WIKIDATA = "https://www.wikidata.org/entity/"

# What would end the script, or a line of it, becomes its number.
ESCAPES = [(one, f"\\u{ord(one):04X}") for one in "<>&\u2028\u2029"]

encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def script(nodes):
    """The <script> of these nodes, for a page; a browser runs nothing of it."""
    text = encode({"@context": CONTEXT, "@graph": nodes})
    # All that is left of the text is data: no tag, no comment and no entity can begin in it.
    for sign, number in ESCAPES:
        text = text.replace(sign, number)
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704


def known(**values):
    """The values that are known, `type` and `id` as JSON-LD calls them."""
    names = {"type": "@type", "id": "@id"}
    return {names.get(name, name): value for name, value in values.items() if value}


def publisher(portal, root):
    """Who publishes: the municipality, of a site that is its own; else the site itself.

    `root` is the absolute address of the site's first page.
    """
    if portal is not None and portal.is_official:
        return known(
            type="GovernmentOrganization",
            id=f"{root}{portal.city.slug}/#publisher",
            name=full_name_text(portal.city),
            url=portal.website,
        )
    return known(
        type="Organization", id=f"{root}#publisher", name=_("지방자치단체 교류도시"), url=root
    )


def breadcrumb(trail):
    """A BreadcrumbList of (name, absolute address)."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": str(name), "item": address}
            for place, (name, address) in enumerate(trail, 1)
        ],
    }


def web_page(address, name, meta, portal, changed):
    """A page, with the way to it, its last change, licence and publisher."""
    return known(
        type="WebPage",
        id=address,
        url=address,
        name=name,
        description=meta.description,
        inLanguage=get_language(),
        dateModified=changed.isoformat() if changed else None,
        license=portal.licence_url if portal else None,
        publisher=publisher(portal, meta.root),
        breadcrumb=breadcrumb(meta.trail),
    )


def place(city, address, name):
    """A city, under this identity and by this name; the names besides are alternates."""
    names = (city.full_name, city.name, city.name_en, city.name_local)
    country = {
        "@type": "Country",
        "name": country_name(city.country),
        "identifier": city.country.code,
    }
    region = known(type="AdministrativeArea", name=city.region, containedInPlace=country)
    geo = None
    if city.latitude is not None:
        geo = {
            "@type": "GeoCoordinates",
            "latitude": float(city.latitude),
            "longitude": float(city.longitude),
        }
    return known(
        type=TYPES.get(city.tier, "Place"),
        id=address,
        name=name,
        alternateName=[each for each in dict.fromkeys(names) if each and each != name],
        geo=geo,
        containedInPlace=region if city.region else country,
        sameAs=f"{WIKIDATA}{city.wikidata_id}" if city.wikidata_id else None,
    )


def days(period):
    """What is known to the day of a Period (None: nothing): startDate and endDate, or neither."""
    if period is None:
        return None
    edtf, length = period.edtf, len(period.edtf)
    if length == 10 and period.first_day == period.last_day:
        return {"startDate": edtf, "endDate": edtf}
    if length == 21:
        return {"startDate": edtf[:10], "endDate": edtf[11:]}
    if length == 13 and period.last_day is None:
        return {"startDate": edtf[:10]}
    return None


def events_of(partnership, exchanges, page):
    """Agreements signed and exchanges held, as Events, of those whose days are known."""
    found = []
    for one in partnership.public_agreements:
        if dated := days(one.signed):
            found.append(event(one.name, dated, one.place, f"{page}#agreement-{one.pk}"))
    for one in exchanges:
        if dated := days(one.period):
            key = one.pk
            address = f"{page}?event={key}#event-{key}"
            found.append(event(one.title, dated, one.place, address))
    return found


def event(name, dated, location, address):
    found = {"@type": "Event", "name": name, **dated, "url": address}
    if location:
        found["location"] = {"@type": "Place", "name": location}
    return found


def dataset(offer, absolute):
    """An Offer of open data as a Dataset; `absolute` makes an address of a path."""
    portal = offer.portal
    return known(
        type="Dataset",
        id=absolute(offer.path),
        url=absolute(offer.path),
        name=offer.title,
        description=str(offer.dataset.description),
        inLanguage="ko",
        isAccessibleForFree=True,
        license=portal.licence_url,
        dateModified=offer.tally.changed.isoformat(),
        publisher=publisher(portal, absolute(reverse("cities:homes"))),
        creator=publisher(portal, absolute(reverse("cities:homes"))),
        spatialCoverage={"@type": "Place", "name": full_name_text(portal.city)},
        variableMeasured=list(offer.dataset.columns),
        distribution=[
            {
                "@type": "DataDownload",
                "name": form.name,
                "encodingFormat": form.media_type,
                "contentUrl": absolute(form.path),
            }
            for form in offer.distributions
        ],
    )


def data_catalogue(page, offers, absolute):
    """The catalogue of what all homes offer, the first LISTED of it in short.

    Each home's own page tells of its datasets in full.
    """
    root = absolute(reverse("cities:homes"))
    kept = ("@type", "@id", "url", "name", "description", "license", "dateModified", "distribution")
    told = (dataset(offer, absolute) for offer in offers[:LISTED])
    return known(
        type="DataCatalog",
        id=f"{absolute(page)}#catalogue",
        url=absolute(page),
        name=_("지방자치단체 교류도시의 열린 데이터"),
        publisher=publisher(None, root),
        dataset=[{name: each[name] for name in kept if name in each} for each in told],
    )
