"""Every model of the admin, a factory for each, and the addresses of its pages."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.models import Agreement, CivicAgreement
from cities.models import City, Partnership, Portal
from exchange.models import Source
from tests.factories import (
    AgreementFactory,
    CityFactory,
    CivicAgreementFactory,
    ExchangeEventFactory,
    IndicatorFactory,
    PartnershipFactory,
    PortalFactory,
    SourceFactory,
)
from timelines.models import ExchangeEvent, Indicator

RECORDS = [City, Portal, Partnership, Agreement, CivicAgreement, ExchangeEvent, Indicator]
MODELS = [*RECORDS, Source]
FACTORIES = {
    City: CityFactory,
    Portal: PortalFactory,
    Partnership: PartnershipFactory,
    Agreement: AgreementFactory,
    CivicAgreement: CivicAgreementFactory,
    ExchangeEvent: ExchangeEventFactory,
    Indicator: IndicatorFactory,
    Source: SourceFactory,
}
by_name = {"ids": lambda model: model._meta.label}


def url_of(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)
