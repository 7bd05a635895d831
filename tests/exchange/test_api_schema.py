"""The schema of the API says what it answers: schemathesis asks all that may and may not be asked."""

import json
import re

import pytest
import schemathesis
import yaml
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from tests.factories import (
    AgreementAreaFactory,
    AgreementFactory,
    CityFactFactory,
    CivicAgreementFactory,
    ExchangeEventFactory,
    IndicatorValueFactory,
    PortalFactory,
)

EXAMPLES = 25  # of each address


@pytest.fixture
def registry(db):
    """A home with one record of each kind, and what of it may be unknown."""
    home = PortalFactory(city__slug="seogu", licence=1).city
    agreement = AgreementFactory(partnership__home=home, partnership__partner__slug="guilin")
    AgreementAreaFactory(agreement=agreement)
    AgreementFactory(partnership=agreement.partnership, signed=None, kind="mou")
    CityFactFactory(city=agreement.partnership.partner)
    ExchangeEventFactory(partnership=agreement.partnership)
    ExchangeEventFactory(partnership=agreement.partnership, period=None)
    CivicAgreementFactory(home=home, partner_country="")
    IndicatorValueFactory(indicator__home=home)
    return home


@pytest.fixture
def api(registry):
    # A request that ends would close the connection of the test, as Django's own client knows.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_answers_are_as_the_schema_says(api, registry, mode):
    """Questions that the schema allows, and others; half of them to the home that there is."""
    asked = settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    for found in api.get_all_operations():
        operation = found.ok()
        if mode == GenerationMode.NEGATIVE and not operation.query:
            continue  # nothing but an address, of which there is no telling what is wrong

        @asked
        @given(case=operation.as_strategy(generation_mode=mode), is_known=st.booleans())
        def check(case, is_known):
            if is_known and "home" in case.path_parameters and mode == GenerationMode.POSITIVE:
                case.path_parameters["home"] = registry.slug
            case.call_and_validate()

        check()


def test_schema_is_made_without_a_warning(registry):
    GENERATOR_STATS.reset()
    found = SchemaGenerator().get_schema(request=None, public=True)
    assert not GENERATOR_STATS
    assert len(found["paths"]) == 15


def test_schema_is_yaml_and_json_of_the_same(client, registry):
    as_yaml = client.get("/api/v1/schema/")
    as_json = client.get("/api/v1/schema/", {"format": "json"})
    assert as_yaml["Content-Type"].startswith("application/vnd.oai.openapi")
    assert as_json["Content-Type"].startswith("application/vnd.oai.openapi+json")
    assert as_json["Access-Control-Allow-Origin"] == "*"
    assert yaml.safe_load(as_yaml.content) == json.loads(as_json.content)


@pytest.mark.parametrize(
    ("method", "query", "accept", "code"),
    [
        ("get", {"format": "xml"}, "*/*", 404),
        ("get", {"contry": "JP"}, "*/*", 400),
        ("get", {}, "image/png", 406),
        ("post", {}, "*/*", 405),
    ],
)
def test_problems_of_the_schema_are_json_as_all_others(client, db, method, query, accept, code):
    response = getattr(client, method)(
        "/api/v1/schema/", query_params=query, headers={"Accept": accept}
    )
    assert (response.status_code, json.loads(response.content)["status"]) == (code, code)
    assert response["Content-Type"] == "application/problem+json"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_a_browser_may_ask_for_the_schema(client, db):
    response = client.options("/api/v1/schema/")
    assert (response.status_code, response.content) == (204, b"")


def test_examples_of_the_schema_are_there(client, registry):
    found = client.get("/api/v1/schema/", {"format": "json"}).json()
    for address, operations in found["paths"].items():
        known = {}
        for parameter in operations["get"].get("parameters", ()):
            if parameter["in"] == "path":
                (example,) = parameter["examples"].values()
                known[parameter["name"]] = example["value"]
        assert client.get(address.format(**known)).status_code == 200, address


def test_schema_of_an_empty_registry_is_there(client, db):
    assert client.get("/api/v1/schema/").status_code == 200


def test_documentation_has_nothing_inline_and_nothing_of_another_host(client, db):
    page = client.get("/api/v1/docs/").content.decode()
    assert "<style" not in page
    assert "://" not in page
    assert page.count("<script src=") == page.count("<script") == 2


def korean_in(value):
    """The Korean texts of the schema but those of records: names and values of examples."""
    if isinstance(value, dict):
        return [
            text
            for key, inner in value.items()
            if key not in ("example", "examples")
            for text in [*korean_in(key), *korean_in(inner)]
        ]
    if isinstance(value, list):
        return [text for inner in value for text in korean_in(inner)]
    return [value] if isinstance(value, str) and re.search("[가-힣]", value) else []


def test_schema_and_documentation_are_there_in_english(client, registry):
    page = client.get("/en/api/v1/docs/").content.decode()
    assert '<html lang="en">' in page
    assert 'data-schema="/en/api/v1/schema/?format=json"' in page
    assert not re.search("[가-힣]", page), page
    english = client.get("/en/api/v1/schema/", {"format": "json"}).json()
    korean = client.get("/api/v1/schema/", {"format": "json"}).json()
    assert korean_in(korean)
    assert korean_in(english) == []
    assert list(english["paths"]) == list(korean["paths"])
