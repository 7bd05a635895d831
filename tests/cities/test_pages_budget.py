"""Queries of the pages: within their budgets, and as many for 1,000 rows as for 10."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities import facets
from cities.models import Partnership
from tests.pages import home_with

pytestmark = pytest.mark.django_db

BUDGETS = [
    ("/", 6),
    ("/{home}/", 12),
    ("/{home}/map.json", 2),
    ("/{home}/partners/", 8),
    ("/{home}/partners/?kind=sister&sort=-latest&scope=overseas&since=1990&field=", 8),
    ("/{home}/partners/?view=full", 13),
    ("/{home}/partners/{partner}/", 16),
    ("/{home}/partners/{partner}/?sort=-period&field=", 16),
    ("/{home}/events/", 8),
    ("/{home}/events/?since=2013&text=교류&partner={partner}", 8),
    ("/{home}/civic/", 8),
    ("/{home}/events/?country=JP&field=&sort=partner", 8),
    ("/{home}/civic/?country=JP&text=학교&since=2000&sort=name", 8),
    ("/{home}/indicators/", 8),
    ("/{home}/statistics/", 9),
    ("/{home}/statistics/partners.csv", 4),
    ("/{home}/anniversaries/", 8),
]


def queries(client, url, home):
    partner = Partnership.objects.filter(home=home).order_by("pk")[0].partner
    facets._kept.clear()  # as before the first request to a home of many
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url.format(home=home.slug, partner=partner.slug))
    assert response.status_code == 200
    return len(captured)


def test_queries_stay_within_the_budget_however_many_rows(client):
    few, some, many = home_with(10), home_with(300), home_with(1000)
    for url, budget in BUDGETS:
        counts = [queries(client, url, home) for home in (few, some, many)]
        # The few exchanges of most partners are loaded at once (timelines/few.py).
        assert counts[0] <= counts[1] == counts[2], url
        assert counts[2] <= budget, url
