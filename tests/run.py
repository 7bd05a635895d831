"""Runs the suite on each database: `python -m tests.run sqlite postgres -- pytest arguments`.

`make test` is this with both. The last lines say what ran; what could not run is a failure
under CI=true. TEST_POSTGRES_URL names a server to use; set but empty, it stands for "none that
is already running". TEST_CHROMIUM names the browser. TEST_NO_APT=1 forbids installing.
"""

import os
import signal
import subprocess
import sys
import tempfile

import psycopg
from psycopg import sql

from tests.machine import UnavailableError, get_chromium, postgres_server

IN_CI = os.environ.get("CI") == "true"


def pytest(arguments, **environment):
    """Run the suite in a process of its own; True if it passed."""
    # Two workers are quicker for the whole suite, one process is for a few tests.
    workers = [] if arguments else ["-n", "auto", "--dist", "worksteal"]
    command = [sys.executable, "-m", "pytest", *workers, *arguments]
    # Whatever it leaves in the temporary folder goes with it, even if it was killed.
    with tempfile.TemporaryDirectory(
        prefix="exchange-tests-", ignore_cleanup_errors=True
    ) as folder:
        environment = os.environ | {"TMPDIR": folder} | environment
        return subprocess.run(command, env=environment).returncode == 0


def run_sqlite(arguments):
    return pytest(arguments, TEST_DATABASE_URL="")


def run_postgres(arguments):
    # No two runs on one server meet, and what a killed worker left behind is found again.
    prefix = f"exchange_test_{os.getpid()}_"
    with postgres_server() as (url, description):
        print(f"PostgreSQL: {description}", flush=True)
        try:
            return pytest(arguments, TEST_DATABASE_URL=url, TEST_DATABASE_PREFIX=prefix)
        finally:
            drop_databases(url, prefix)


def drop_databases(url, prefix):
    with psycopg.connect(url, autocommit=True) as connection:
        left = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix]
        )
        for (name,) in left.fetchall():
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            )


RUNS = {"sqlite": ("SQLite", run_sqlite), "postgres": ("PostgreSQL", run_postgres)}


def main(arguments):
    """Run what is named before `--`, hand what follows to pytest, and sum up."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    names, pytest_arguments = arguments[:end], arguments[end + 1 :]
    lines, failed = [], False
    try:
        os.environ["TEST_CHROMIUM"] = get_chromium()
    except UnavailableError as reason:
        os.environ["TEST_CHROMIUM"] = ""  # leaves the browser tests out
        lines.append(f"브라우저: 시험하지 못함 ({reason})")
        failed |= IN_CI
    for name in names:
        label, run = RUNS[name]
        print(f"\n{label}에서 시험합니다.", flush=True)
        try:
            passed = run(pytest_arguments)
            lines.append(f"{label}: {'통과' if passed else '실패'}")
            failed |= not passed
        except UnavailableError as reason:
            lines.append(f"{label}: 시험하지 못함 ({reason})")
            failed |= IN_CI
    print("", *lines, sep="\n")
    return int(failed)


if __name__ == "__main__":
    # A run that is ended still removes its server and databases.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
    sys.exit(main(sys.argv[1:]))
