"""Our code in a process of its own, on the database of the running test."""

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).parent.parent
BEGIN = "import django; django.setup()\n"


def environment():
    """What a process needs to see the test's database; the test must not be in a transaction."""
    options = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{options['NAME']}"
    else:
        account = options["USER"] + (f":{options['PASSWORD']}" if options["PASSWORD"] else "")
        host, port = options["HOST"], options["PORT"] or 5432
        if host.startswith("/"):
            url = f"postgres://{account}@/{options['NAME']}?host={host}"
        else:
            url = f"postgres://{account}@{host}:{port}/{options['NAME']}"
    return os.environ | {
        "DATABASE_URL": url,
        "DATABASE_POOL": "false",
        "DJANGO_SETTINGS_MODULE": "exchange.settings",
        "PYTHONPATH": str(ROOT),
    }


def begin(code, *arguments):
    """A process that runs this code after Django is set up."""
    return subprocess.Popen(
        [sys.executable, "-c", BEGIN + code, *map(str, arguments)],
        env=environment(),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(code, *arguments):
    """The finished process."""
    process = begin(code, *arguments)
    output, errors = process.communicate(timeout=120)
    return subprocess.CompletedProcess(process.args, process.returncode, output, errors)
