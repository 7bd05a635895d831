"""How long the search takes: `python -m tests.benchmarks.bench_search`.

With 200,000 exchanges over 2,000 partners (registry.py), on SQLite and on PostgreSQL: for each
word the exchanges' count and first page together, as milliseconds in the median, beside the
share of exchanges that have it and the aim (10 ms below 5 %, 45 ms else); then all four groups as
the page asks them, and the page itself, without and with a home. Nothing is asserted.

BENCH_EXCHANGES and BENCH_PARTNERS change the size. PostgreSQL is found as the tests find it.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from tests.benchmarks.registry import EXCHANGES, PARTNERS, build

ROOT = Path(__file__).resolve().parents[2]
TIMES = int(os.environ.get("BENCH_TIMES", "15"))
WORDS = [
    ("two syllables, rare", "펜싱"),
    ("two syllables, 4 %", "축제"),
    ("two syllables, almost half", "방문"),
    ("three syllables", "로터리"),
    ("three syllables, 7 %", "방문단"),
    ("six syllables, 5 %", "태권도시범단"),
    ("English", "rotary"),
    ("two words", "펜싱 방문"),
    ("two words, common", "간담회 방문"),
    ("initial consonants of a city", "ㅍㄹㅌ"),
    ("a city and a word", "플러튼 방문"),
    ("a country", "일본"),
    ("a country and a word", "일본 축제"),
    ("a year", "2019"),
    ("nothing", "없는말"),
]


def milliseconds(work):
    """The median time of some repetitions, after one that does not count; and the result."""
    result, times = work(), []
    for _ in range(TIMES):
        begun = time.perf_counter()
        result = work()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times), result


def measure():
    from django.conf import settings
    from django.test import Client

    from cities.search import Query
    from exchange.search.groups import groups, in_order
    from timelines.models import ExchangeEvent

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    total = ExchangeEvent.objects.published().count()

    def exchanges(text, stop=20):
        hits = groups["events"].find(Query(text))
        return hits.count(), hits[:stop] if hits.count() else []

    def everything(text):
        query = Query(text)
        for group in in_order():
            hits = group.find(query)
            if hits.count():
                hits[:5]

    def page(text, home=""):
        assert client.get("/search/", {"q": text, "home": home}).status_code == 200

    heads = (
        "exchanges",
        "share",
        "first 5",
        "first 20",
        "aim",
        "all groups",
        "page",
        "page of a home",
    )
    sys.stdout.write(f"  {'':<30}{'word':<12}" + "".join(f"{head:>15}" for head in heads) + "\n")
    for name, word in WORDS:
        few, (count, _rows) = milliseconds(lambda word=word: exchanges(word, 5))
        many, _ = milliseconds(lambda word=word: exchanges(word))
        groups_time, _ = milliseconds(lambda word=word: everything(word))
        page_time, _ = milliseconds(lambda word=word: page(word))
        home_time, _ = milliseconds(lambda word=word: page(word, "hanbit"))
        aim = 10 if count < total * 0.05 else 45
        cells = (
            f"{count:,}", f"{count / total:.1%}", f"{few:.1f} ms", f"{many:.1f} ms", f"{aim} ms",
            f"{groups_time:.1f} ms", f"{page_time:.1f} ms", f"{home_time:.1f} ms",
        )  # fmt: skip
        sys.stdout.write(
            f"  {name:<30}{word:<12}" + "".join(f"{cell:>15}" for cell in cells) + "\n"
        )
        sys.stdout.flush()


def run_on(url):
    """In a process of its own, which sees no other settings than these."""
    environment = os.environ | {
        "DATABASE_URL": url, "SECRET_KEY": "bench", "ENV_FILE": os.devnull, "DEBUG": "false",
        "DJANGO_SETTINGS_MODULE": "exchange.settings", "EXCHANGE_HOME": "",
    }  # fmt: skip
    subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bench_search", "measure"],
        env=environment, cwd=ROOT, check=True,
    )  # fmt: skip


def main():
    if len(sys.argv) > 1:
        import django
        from django.conf import settings

        settings.STORAGES["staticfiles"]["BACKEND"] = (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
        django.setup()
        build(EXCHANGES, PARTNERS)
        measure()
        return
    from tests.machine import postgres_server

    sys.stdout.write(f"{EXCHANGES:,} exchanges over {PARTNERS:,} partners, medians of {TIMES}\n")
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write("SQLite\n")
        sys.stdout.flush()
        run_on(f"sqlite:///{folder}/bench.sqlite3")
    with postgres_server() as (url, description):
        import psycopg

        name = f"exchange_bench_search_{os.getpid()}"
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
