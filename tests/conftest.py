"""What every test may use: the rules of the suite, Chromium, and axe-core."""

import json
import os
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from urllib.parse import urlsplit

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils.translation import activate

from tests.machine import find_chromium

IN_CI = os.environ.get("CI") == "true"
AXE = Path(__file__).parent / "vendor" / "axe-core"
AXE_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},  # WCAG 2.2's, off unless named
}

# A busy machine is slow, not wrong; in CI the same examples every time.
hypothesis.settings.register_profile("suite", deadline=None, derandomize=IN_CI)
hypothesis.settings.load_profile("suite")


def pytest_collection_finish():
    """Hypothesis takes words from what is imported: all of it, so that each CI run has the same."""
    if IN_CI:
        for app in ("exchange", "cities", "agreements", "timelines"):
            for module in walk_packages(import_module(app).__path__, f"{app}."):
                import_module(module.name)


def pytest_collection_modifyitems(config, items):
    """Without a browser its tests are left out; CI lets them run, and so fail."""
    if IN_CI or find_chromium():
        return
    browser_tests = [item for item in items if item.get_closest_marker("browser")]
    config.hook.pytest_deselected(items=browser_tests)
    items[:] = [item for item in items if item not in browser_tests]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    return fail_if_skipped_in_ci((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    return fail_if_skipped_in_ci((yield))


def fail_if_skipped_in_ci(report):
    """CI has everything the suite needs, so a skip there hides something."""
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"CI에서는 건너뛸 수 없습니다: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def korean():
    """Each test begins in Korean: a page in English leaves its language to the thread."""
    activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Keep from PostgreSQL what would disturb the tests or the end of their database."""
    if connection.vendor != "postgresql":
        yield
        return
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        # Autovacuum would note that the tables are empty, and plan for that when a test asks
        # about rows that it made and never commits: what takes milliseconds then takes minutes.
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            cursor.execute(f"ALTER TABLE {name} SET (autovacuum_enabled = false)")
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        # A thread of the live server may still hold its connection, and so the database.
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, which as root has no sandbox and here no way to Google's hosts."""
    path = find_chromium()
    assert path, "브라우저 시험에는 Chromium이 있어야 합니다: apt-get install chromium"
    # Playwright's own thread runs an event loop, in which Django would refuse its ORM.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {
        **browser_type_launch_args,
        "executable_path": path,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, live_server):
    """A Korean visitor of the live server: `page.goto("/")` works."""
    return {
        **browser_context_args,
        "base_url": live_server.url,
        "locale": "ko-KR",
        "timezone_id": "Asia/Seoul",
        "viewport": {"width": 1280, "height": 800},
    }


@pytest.fixture
def page(page, live_server):
    """A page that fails its test on a script error, a CSP violation or a call to another host."""
    complaints = []
    here = urlsplit(live_server.url).netloc

    def on_console(message):
        # What failed to load is told better by on_response; a page may well be a 404 on purpose.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(f"console: {message.text}")

    def on_response(response):
        if response.status >= 400 and not response.request.is_navigation_request():
            complaints.append(f"{response.status}: {response.url}")

    def on_request(request):
        address = urlsplit(request.url)
        if address.scheme.startswith("http") and address.netloc != here:
            complaints.append(f"another host: {request.url}")

    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on("console", on_console)
    page.on("response", on_response)
    page.on("request", on_request)
    yield page
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def admin_page(page, live_server, admin_user):
    """A page whose visitor is signed in as a superuser."""
    client = Client()
    client.force_login(admin_user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    return page


@pytest.fixture(scope="session")
def axe_script():
    texts = json.dumps({"locale": json.loads((AXE / "ko.json").read_text())})
    return f"{(AXE / 'axe.min.js').read_text()}; axe.configure({texts});"


@pytest.fixture
def axe(axe_script):
    """`axe(page)` asserts that axe-core finds nothing wrong with what the page shows.

    `preload=False` for the admin: Django's style sheets import others, and what axe-core does
    to read those is a CSP violation of its own.
    """

    def check(page, **options):
        page.evaluate(axe_script)
        rules = AXE_RULES | options
        found = page.evaluate("rules => axe.run(document, rules)", rules)["violations"]
        assert not found, "\n\n".join(map(describe, found))

    def describe(violation):
        nodes = "\n".join(
            f"  {' '.join(map(str, node['target']))}\n    {node['html'][:200]}"
            for node in violation["nodes"][:5]
        )
        count = len(violation["nodes"])
        return f"{violation['id']} ({count}): {violation['help']}\n{nodes}"

    return check
