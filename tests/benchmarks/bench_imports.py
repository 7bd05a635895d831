"""Rows a second and peak memory of the import desk: `python -m tests.benchmarks.bench_imports`.

A CSV of 100,000 timeline rows over 2,000 partners, in the order of the days, goes through the
desk on SQLite and on PostgreSQL: preview (reading included), confirmation with history and row
results, and the same file again, which changes nothing. Beside it, on the same machine in the
same run: django-import-export's default path with the natural key and its fastest settings
(on fewer rows, as they are slow), and a bare write of the parsed rows without any checks
(COPY on PostgreSQL, executemany on SQLite). Nothing is asserted.

BENCH_ROWS and BENCH_PARTNERS change the size. PostgreSQL is found as the tests find it.
"""

import csv
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
PARTNERS = int(os.environ.get("BENCH_PARTNERS", "2000"))
LIBRARY_ROWS = min(ROWS, 2_000)
FAST_ROWS = min(ROWS, 10_000)
HEADER = ["교류도시", "기간", "교류내용", "인원"]
DEEDS = ["대표단 방문", "청소년 홈스테이 실시", "축제 참가", "공무원 상호 파견", "경제협력 협의"]
ROOT = Path(__file__).resolve().parents[2]


def partner(number):
    return f"교류{number}시"


def table():
    """The rows of the file, as lists."""
    for number in range(ROWS):
        day = date(1985, 1, 1) + timedelta(days=number * 14_000 // ROWS)
        text = f"{day.year}. {day.month}. {day.day}."
        yield [
            partner(number * 7919 % PARTNERS),
            f"{text} ~ {(day + timedelta(days=2)).day}."
            if number % 3 == 0 and day.day < 25
            else text,
            f"{DEEDS[number % 5]} ({number}번째)",
            str(number % 40 + 1),
        ]


def as_csv():
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows(table())
    return text.getvalue().encode("utf-8-sig")


def prepare():
    """The schema, a home and its partners."""
    from django.core.management import call_command

    from cities.models import City, Partnership, Portal
    from exchange.resources.writing import Writer

    call_command("migrate", verbosity=0)
    home = City.objects.create(slug="home", name="우리시", country="KR")
    Portal.objects.create(city=home)
    cities = [
        {"slug": f"p{number}", "name": partner(number), "country": "US"}
        for number in range(PARTNERS)
    ]
    keys = Writer(City, None, "bench").insert(cities)
    Writer(Partnership, None, "bench").insert(
        [{"home_id": home.pk, "partner_id": key} for key in keys]
    )


def measured(name, rows, work):
    """Do the work, print its speed and the memory of this process so far; what it returns."""
    begun = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"  {name:<42}{rows:>8,} rows {seconds:8.2f} s {rows / seconds:10,.0f} rows/s {peak:6.0f} MB\n"
    )
    sys.stdout.flush()
    return result, seconds


def desk():
    """The desk's preview, confirmation and re-import."""
    from exchange.desk import checking, confirming, intake

    data = as_csv()

    def preview():
        batch = intake.receive(None, data, "bench.csv", home="home")
        intake.read(batch)
        checking.check(batch)
        return batch

    batch, first = measured("desk: preview", ROWS, preview)
    told(batch)
    _, second = measured("desk: confirm", ROWS, lambda: confirming.confirm(batch, None))
    sys.stdout.write(f"  {'desk: both':<42}{'':>25}{ROWS / (first + second):12,.0f} rows/s\n")
    again, third = measured("desk: again, preview", ROWS, preview)
    told(again)
    _, fourth = measured("desk: again, confirm", ROWS, lambda: confirming.confirm(again, None))
    sys.stdout.write(
        f"  {'desk: again, both':<42}{'':>25}{ROWS / (third + fourth):12,.0f} rows/s\n"
    )


def told(batch):
    table = batch.tables.get()
    counts = {name: getattr(table, name) for name in table.COUNTS if getattr(table, name)}
    sys.stdout.write(f"    {counts}\n")


def library():
    """django-import-export by itself: its default path, then its fastest settings."""
    from import_export.fields import Field
    from import_export.resources import ModelResource
    from import_export.widgets import ForeignKeyWidget
    from tablib import Dataset

    from cities.models import Partnership
    from timelines.models import ExchangeEvent

    by_name = dict(Partnership.objects.values_list("partner__name", "pk"))

    class Default(ModelResource):
        partnership = Field("partnership", "partnership", ForeignKeyWidget(Partnership))

        class Meta:
            model = ExchangeEvent
            fields = ("partnership", "period", "title", "headcount")
            import_id_fields = ("partnership", "period", "title")

    class Fastest(Default):
        class Meta(Default.Meta):
            import_id_fields = ()
            force_init_instance = True
            use_bulk = True
            batch_size = 1000
            skip_diff = True

    for resource_class, rows, name in (
        (Default, LIBRARY_ROWS, "import-export: default, natural key"),
        (Fastest, FAST_ROWS, "import-export: fastest, no history"),
    ):
        data = Dataset(headers=["partnership", "period", "title", "headcount"])
        for number, (city, *cells) in enumerate(table()):
            if number == rows:
                break
            data.append([by_name[city], *cells])

        def run(resource_class=resource_class, data=data):
            result = resource_class().import_data(data, dry_run=False, raise_errors=True)
            assert not result.has_errors()

        measured(name, rows, run)
        forget()


def bare():
    """The parsed rows into the table: no keys looked up, no history, no results."""
    from django.db import transaction

    from cities.models import Partnership
    from exchange.periods import Period
    from exchange.resources.writing import Writer
    from timelines.models import ExchangeEvent

    by_name = dict(Partnership.objects.values_list("partner__name", "pk"))
    writer = Writer(ExchangeEvent, None, "bench")
    writer.remember = lambda pks, deed: None

    def run():
        text = io.StringIO(as_csv().decode("utf-8-sig"), newline="")
        lines = csv.reader(text)
        next(lines)
        with transaction.atomic():
            rows = []
            for city, when, title, count in lines:
                period = Period.parse(when)
                rows.append(
                    {
                        "partnership_id": by_name[city],
                        "period": when,
                        "title": title,
                        "period_edtf": period.edtf,
                        "period_first": period.first_day,
                        "period_last": period.last_day,
                        "headcount": int(count),
                    }
                )
                if len(rows) == 5000:
                    writer.insert(rows)
                    rows = []
            writer.insert(rows)

    measured("bare: parsed rows, COPY or executemany", ROWS, run)
    forget()


def forget():
    """Empty the table again, without the history that Django's delete would write."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM timelines_historicalexchangeevent")
        cursor.execute("DELETE FROM timelines_exchangeevent")


STEPS = {"prepare": prepare, "desk": desk, "library": library, "bare": bare}


def run_on(url):
    """Each measurement in a process of its own; the desk's and the bare one on an empty table."""
    environment = os.environ | {
        "DATABASE_URL": url, "SECRET_KEY": "bench", "ENV_FILE": os.devnull,
        "DJANGO_SETTINGS_MODULE": "exchange.settings",
    }  # fmt: skip
    for step in ("prepare", "bare", "library", "desk"):
        subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.bench_imports", step],
            env=environment, cwd=ROOT, check=True,
        )  # fmt: skip


def main():
    if len(sys.argv) > 1:
        import django

        django.setup()
        STEPS[sys.argv[1]]()
        return
    from tests.machine import postgres_server

    sys.stdout.write(f"CSV of {ROWS:,} rows over {PARTNERS:,} partners, {len(as_csv()):,} bytes\n")
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
