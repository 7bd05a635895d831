"""Time, CPU, queries and bytes of every public page: `python -m tests.benchmarks.bench_pages`.

A registry as big as a nation's (registry.py: 200,000 exchanges over 2,000 partners, 60 % of them
of the first home) on SQLite and on PostgreSQL. Each page is asked for through Django's test
client, middleware and templates included: the median of RUNS after two to warm up, in one
process. CPU is Python's and SQLite's; PostgreSQL's own is in the time only. Nothing is asserted;
pages over GOAL milliseconds are marked.

`… bench_pages measure` measures the database that TEST_DATABASE_URL names, built before;
BENCH_PAGES, a regular expression, names the addresses.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

GOAL = 100  # milliseconds
RUNS = int(os.environ.get("BENCH_RUNS", "9"))
ONLY = os.environ.get("BENCH_PAGES", "")
ROOT = Path(__file__).resolve().parents[2]

# hanbit: 1,200 partners and 120,000 exchanges; partner-0 (플러튼시) has most of all; saebom: a ninth
# of the others.
PAGES = [
    "/",
    "/hanbit/",
    "/saebom/",
    "/hanbit/partners/",
    "/hanbit/partners/?page=50",
    "/hanbit/partners/?country=JP",
    "/hanbit/partners/?kind=sister&kind=friendship&sort=-latest&scope=overseas&since=1990",
    "/hanbit/partners/?field=youth&stage=suspended",
    "/hanbit/partners/?country=XX",
    "/saebom/partners/",
    "/hanbit/partners/?view=full",
    "/hanbit/partners/?view=full&country=JP&page=2",
    "/hanbit/partners/{partner}/",
    "/hanbit/events/",
    "/hanbit/events/?page=100",
    "/hanbit/events/?page=5000",
    "/hanbit/events/?since=2019&until=2019",
    "/hanbit/events/?field=youth&direction=incoming",
    "/hanbit/events/?country=JP&sort=period",
    "/hanbit/events/?partner={partner}",
    "/hanbit/events/?sort=partner&page=50",
    "/hanbit/events/?text=펜싱",
    "/hanbit/events/?text=방문",
    "/saebom/events/",
    "/hanbit/civic/",
    "/hanbit/civic/?country=JP&category=school&since=2000&sort=-signed",
    "/hanbit/civic/?text=합창단",
    "/hanbit/indicators/",
    "/hanbit/statistics/",
    "/hanbit/anniversaries/",
    "/search/",
    "/search/?q=방문",
    "/search/?q=플러튼",
    "/open-data/",
    "/hanbit/open-data/",
    "/api/v1/",
    "/api/v1/exchanges/?home=home",
    "/sitemap.xml",
    "/no/such/page/",
]


def measured(ask):
    """Median seconds of asking, and of this process's CPU."""
    times, cpu = [], []
    for _ in range(RUNS + 2):
        begun, busy = time.perf_counter(), time.process_time()
        ask()
        times.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - busy)
    return statistics.median(times[2:]), statistics.median(cpu[2:])


def measure():
    """One line for each page that there is."""
    import logging

    import django
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import Resolver404, resolve

    django.setup()
    logging.disable()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    partner = most_met()
    sys.stdout.write("     ms  CPU ms  queries     bytes  page\n")
    for page in PAGES:
        url = page.format(partner=partner)
        if not re.search(ONLY, url):
            continue
        try:
            resolve(urlsplit(url).path)
        except Resolver404:
            if "such" not in url:
                continue
        with CaptureQueriesContext(connection) as captured:
            response = client.get(url)
        queries = len(captured)  # the next request empties Django's log
        size = len(b"".join(response)) if response.streaming else len(response.content)
        took, busy = measured(lambda url=url: client.get(url))
        mark = " <<<" if took * 1000 > GOAL else ""
        status = "" if response.status_code == 200 else f" ({response.status_code})"
        sys.stdout.write(
            f"{took * 1000:7.1f} {busy * 1000:7.1f} {queries:8} {size:9,}  {url}{status}{mark}\n"
        )
        sys.stdout.flush()


def most_met():
    """The slug of the partner with which the first home has most exchanges."""
    from django.db.models import Count

    from cities.models import Partnership

    met = Partnership.objects.published().filter(home__slug="hanbit")
    return met.annotate(n=Count("events")).order_by("-n").values_list("partner__slug", flat=True)[0]


def run_on(url):
    environment = os.environ | {
        "DATABASE_URL": url, "TEST_DATABASE_URL": url, "SECRET_KEY": "bench",
        "ENV_FILE": os.devnull,
    }  # fmt: skip
    for module, settings in (("registry", "exchange.settings"), ("bench_pages", "tests.settings")):
        subprocess.run(
            [sys.executable, "-m", f"tests.benchmarks.{module}", "measure"],
            env=environment | {"DJANGO_SETTINGS_MODULE": settings}, cwd=ROOT, check=True,
        )  # fmt: skip


def main():
    if sys.argv[1:] == ["measure"]:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
        measure()
        return
    from tests.machine import postgres_server

    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write("SQLite\n")
        sys.stdout.flush()
        run_on(f"sqlite:///{folder}/bench.sqlite3")
    with postgres_server() as (url, description):
        import psycopg

        name = f"exchange_bench_{os.getpid()}"
        sys.stdout.write(f"PostgreSQL ({description})\n")
        sys.stdout.flush()
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
            try:
                run_on(urlsplit(url)._replace(path=f"/{name}").geturl())
            finally:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


if __name__ == "__main__":
    main()
