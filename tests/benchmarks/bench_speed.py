"""What a page costs, beside a view that does nothing: `python -m tests.benchmarks.bench_speed`.

A home with 50 partners, one of which has 50 exchanges, on SQLite and on PostgreSQL.

CPU: the page is asked for through the WSGI application, middleware and all, in this process; the
median of RUNS, Python's and SQLite's time only. "anew": nothing of it was made before; "made": the
page is, from stretches kept by what they are made of, as after a change of something else (jinja.kept);
"kept": out of the page cache. The aims are 4 ms for a partner's page, 6 ms for the list, made.

Requests per second: gunicorn with two workers as `make run` starts it, and beside it `wrk` where
it is installed (the aims were seen with such a program), else threads of Python, which take
their share of the machine. "bare" is a view that answers with two words behind the same
middleware, "kept" its page out of the page cache; "bare without" is the same view on a server
that has no page cache. Nothing is asserted.

`… bench_speed sqlite` measures on one of the two only.
"""

import http.client
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

RUNS = int(os.environ.get("BENCH_RUNS", "200"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
CONNECTIONS = 8
ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    "bare view": "/bare/",
    "detail, 50 exchanges": "/hanbit/partners/fullerton/",
    "list, 50 partners": "/hanbit/partners/",
    "detail in English": "/en/hanbit/partners/fullerton/",
    "portal": "/hanbit/",
    "exchanges": "/hanbit/events/",
    "API, 20 exchanges": "/api/v1/homes/hanbit/exchanges/",
}


def build():
    """The home, its partners and exchanges, in the words and lengths of real ones."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from agreements.models import Agreement
    from exchange.desk.confirming import analyze
    from tests import factories

    home = factories.PortalFactory(
        city__slug="hanbit", city__name="한빛시", city__region="경기도", licence=1
    ).city
    for number in range(50):
        country, region = (("US", "캘리포니아주"), ("JP", "후쿠오카현"), ("CN", "산둥성"))[
            number % 3
        ]
        city = factories.CityFactory(
            slug="fullerton" if not number else f"partner-{number}",
            name="플러튼시" if not number else f"교류{number}시",
            name_en=f"Partner {number}", country=country, region=region,
            latitude=33.87, longitude=-117.92, population=137_000, area_km2=58,
        )  # fmt: skip
        partnership = factories.PartnershipFactory(home=home, partner=city)
        friendship = factories.AgreementFactory(
            partnership=partnership, kind=Agreement.Kind.FRIENDSHIP,
            status=Agreement.Status.UPGRADED, signed="2003. 10. 15.",
        )  # fmt: skip
        factories.AgreementFactory(partnership=partnership, supersedes=friendship)
        for year in range(50 if not number else 3):
            factories.ExchangeEventFactory(
                partnership=partnership, period=f"{1975 + year}. 4. 5. ~ 4. 25.",
                title=f"청소년 홈스테이 교류단 {year + 10}명 방문(단장: 자치행정국장)",
                details="시청 방문과 환영 만찬\n초등학교 수업 참관, 도서관 견학" if year % 2 else "",
                field=("youth", "culture", "sports")[year % 3],
                direction=("outgoing", "incoming")[year % 2], headcount=year + 10,
            )  # fmt: skip
    partner = home.partnerships.get(partner__slug="fullerton").partner
    for topic in ("location", "climate", "industry", "transport", "education", "culture"):
        factories.CityFactFactory(
            city=partner, topic=topic, text="로스앤젤레스 남동쪽 35 km\n지중해성 기후, 연중 온화"
        )
    analyze()


def measure():
    """CPU of each page, kept and made."""
    import io
    import logging

    import django

    django.setup()
    logging.disable()
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.test import RequestFactory

    from exchange import jinja

    application = get_wsgi_application()

    def ask(path):
        environ = RequestFactory().get(path).environ | {"wsgi.input": io.BytesIO()}
        begun = time.process_time()
        answer = application(environ, lambda status, headers: None)
        body = b"".join(answer)
        answer.close()
        return time.process_time() - begun, len(body)

    sys.stdout.write(" anew ms  made ms  kept ms     bytes\n")
    for name, path in PAGES.items():
        figures = []
        for way in ("anew", "made", "kept"):
            settings.PAGE_CACHE = way == "kept"
            taken = []
            for _ in range(RUNS + 5):
                if way == "anew":
                    jinja.parts.clear()
                taken.append(ask(path))
            figures.append(statistics.median(seconds for seconds, _size in taken[5:]) * 1000)
        columns = " ".join(f"{figure:8.2f}" for figure in figures)
        sys.stdout.write(f"{columns} {taken[-1][1]:9,}  {name}\n")
    sys.stdout.flush()


@contextmanager
def server(environment):
    """The address of a portal that is being served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "python:exchange.gunicorn", "--access-logfile", os.devnull],
        env=environment | {"PORT": str(port), "HOST": "127.0.0.1"}, cwd=ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{address}/robots.txt", timeout=20).read()  # noqa: S310
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


def rate(address):
    """Requests answered in a second, by as many connections as there are threads of the server.

    Half a second before it lets each worker answer for the first time.
    """
    if wrk := shutil.which("wrk"):
        for seconds in (0.5, SECONDS):
            command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", address]
            said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        failed = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
        return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]) if not failed else 0.0
    return rate_in_python(urlsplit(address))


def rate_in_python(address):
    answered, until = [], time.monotonic() + SECONDS

    def ask():
        connection, count = http.client.HTTPConnection(address.netloc), 0
        while time.monotonic() < until:
            connection.request("GET", address.path)
            response = connection.getresponse()
            response.read()
            count += response.status == 200
        answered.append(count)

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(answered) / SECONDS


def serve(environment):
    """Requests per second of a bare view and of the pages, made and kept."""
    rates = {}
    for kept in ("false", "true"):
        with server(environment | {"PAGE_CACHE": kept}) as address:
            for path in PAGES.values():
                rates[kept, path] = rate(address + path)
    with server(environment | {"BENCH_WITHOUT_PAGE_CACHE": "1"}) as address:
        without = rate(f"{address}/bare/")
    bare = rates["true", "/bare/"]
    sys.stdout.write("    made/s    kept/s  kept to bare\n")
    for name, path in PAGES.items():
        made, kept = rates["false", path], rates["true", path]
        sys.stdout.write(f"{made:10,.0f} {kept:9,.0f} {kept / bare:13.2f}  {name}\n")
    sys.stdout.write(f"           {without:9,.0f} {without / bare:13.2f}  bare view without\n")
    sys.stdout.flush()


def run_on(url):
    environment = os.environ | {
        "DATABASE_URL": url, "TEST_DATABASE_URL": url, "SECRET_KEY": "bench" * 10,
        "ENV_FILE": os.devnull, "DJANGO_SETTINGS_MODULE": "tests.benchmarks.speed_settings",
        "WEB_CONCURRENCY": "2", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    for part in ("build", "measure"):
        command = [sys.executable, "-m", "tests.benchmarks.bench_speed", part]
        subprocess.run(command, env=environment, cwd=ROOT, check=True)
    serve(environment)


def main(asked):
    if asked in (["build"], ["measure"]):
        {"build": build, "measure": measure}[asked[0]]()
        return
    if asked != ["postgres"]:
        with tempfile.TemporaryDirectory() as folder:
            sys.stdout.write("SQLite\n")
            sys.stdout.flush()
            run_on(f"sqlite:///{folder}/bench.sqlite3")
    if asked == ["sqlite"]:
        return
    from tests.machine import postgres_server

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
    main(sys.argv[1:])
