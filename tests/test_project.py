"""The project as a whole: its settings, its lock, its layering, its models and its first start."""

import ast
import io
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command

from exchange.models import Source

ROOT = settings.BASE_DIR
LOCKS = {name: ROOT / ".ci" / "requirements" / f"{name}.txt" for name in ("run", "dev")}
# What each floor must not know: imports run downwards.
ABOVE = {
    "exchange": {"cities", "agreements", "timelines"},
    "cities": {"agreements", "timelines"},
    "agreements": {"timelines"},
}


# Settings ---------------------------------------------------------------------------------


def start(*command, **environment):
    """Run Python in the project, in an environment that holds nothing else."""
    environment = {"PATH": os.defpath, "ENV_FILE": os.devnull, **environment}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({}, "SECRET_KEY"),
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "x", "DEBUG": "ture"}, "DEBUG"),
        ({"SECRET_KEY": "x", "TRUSTED_PROXIES": "-1"}, "TRUSTED_PROXIES"),
        ({"SECRET_KEY": "x", "DATABASE_URL": "mysql://clerk:hunter2@db/x"}, "DATABASE_URL"),
        ({"SECRET_KEY": "x", "DATABASE_URL": "postgres://clerk:hunter2@db:port/x"}, "DATABASE_URL"),
        ({"SECRET_KEY": "x", "DATABASE_URL": "clerk:hunter2"}, "DATABASE_URL"),
    ],
)
def test_bad_setting_stops_the_start_with_one_sentence(environment, named):
    result = start("manage.py", "migrate", **environment)
    assert result.returncode == 1
    assert result.stderr.startswith(f"설정 오류: 환경 변수 {named}")
    assert result.stderr.count("\n") == 1
    assert "hunter2" not in result.stderr


def test_bad_setting_stops_the_server_with_the_same_sentence():
    assert start("-c", "import exchange.wsgi").stderr == start("manage.py", "migrate").stderr


# Dependencies -----------------------------------------------------------------------------


def pins(lock):
    return set(re.findall(r"^[a-z0-9-]+==[^ ;]+", lock.read_text(), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS.values(), ids=LOCKS.keys())
def test_lock_has_a_hash_for_every_package_and_names_no_host(lock):
    text = lock.read_text()
    assert "/" not in text
    assert "index" not in text
    for requirement in re.split(r"\n(?=[a-z])", text.strip()):
        assert "--hash=sha256:" in requirement


def test_development_lock_holds_the_versions_that_run():
    assert pins(LOCKS["run"]) <= pins(LOCKS["dev"])


def test_every_dependency_is_locked_and_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)
    for name, wanted in (
        ("run", project["project"]["dependencies"]),
        ("dev", project["dependency-groups"]["dev"]),
    ):
        locked = {pin.partition("==")[0] for pin in pins(LOCKS[name])}
        for requirement in wanted:
            assert re.match(r"[a-z0-9-]+", requirement)[0] in locked
            assert re.search(rf'"{re.escape(requirement)}", +# \w', text), requirement


# Layout -----------------------------------------------------------------------------------


def imported_packages(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("app", ABOVE)
def test_imports_run_downwards(app):
    upward = {
        str(path.relative_to(ROOT)): found
        for path in (ROOT / app).rglob("*.py")
        if (found := ABOVE[app].intersection(imported_packages(path)))
    }
    assert not upward


def test_static_files_that_templates_name_exist():
    used = {
        name
        for template in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r"""{%\s*static\s+["']([^"']+)["']""", template.read_text())
    }
    assert {name for name in used if not finders.find(name)} == set()


# Models -----------------------------------------------------------------------------------


def project_models():
    return [
        model
        for label in settings.PROJECT_APPS
        for model in apps.get_app_config(label).get_models()
        if not hasattr(model, "history_object")  # simple-history's own
    ]


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("model", project_models(), ids=lambda model: model._meta.label)
def test_model_has_korean_names_and_its_own_str(model):
    names = [model._meta.verbose_name, model._meta.verbose_name_plural]
    names += [
        field.verbose_name
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key
    ]
    assert [name for name in names if not re.search("[가-힣]", str(name))] == []
    assert any("__str__" in vars(cls) for cls in model.__mro__ if cls.__module__ in own_modules())


def own_modules():
    return {name for name in sys.modules if name.partition(".")[0] in settings.PROJECT_APPS}


# First start ------------------------------------------------------------------------------


@pytest.fixture
def fixture_files(tmp_path, settings):
    """Two fixtures of which one stands on the other, in a folder of their own."""
    settings.FIXTURE_DIRS = [tmp_path]
    for name, slug in (("shared", "first"), ("another", "second")):
        record = {"model": "exchange.source", "fields": {"slug": slug, "title": "문서"}}
        Path(tmp_path, f"{name}.json").write_text(json.dumps([record]))


def setup_site(**options):
    output = io.StringIO()
    call_command("setup_site", stdout=output, **options)
    return output.getvalue()


@pytest.mark.django_db
def test_setup_site_loads_the_fixtures_and_shows_a_password_that_works(fixture_files):
    output = setup_site()
    assert list(Source.objects.order_by("pk").values_list("slug", flat=True)) == ["first", "second"]
    user = get_user_model().objects.get(is_superuser=True, is_staff=True)
    assert user.check_password(re.search(r"비밀번호  (\S+)", output)[1])


@pytest.mark.django_db
def test_history_begins_with_what_the_fixtures_said(fixture_files):
    setup_site()
    source = Source.objects.get(slug="first")
    source.title = "고친 제목"
    source.save()
    assert [version.title for version in source.history.all()] == ["고친 제목", "문서"]


@pytest.mark.django_db
def test_setup_site_repeated_keeps_password_and_edits_and_says_nothing(fixture_files):
    setup_site()
    Source.objects.filter(slug="first").update(title="고친 제목")
    password = get_user_model().objects.get().password
    assert setup_site() == ""
    assert Source.objects.get(slug="first").title == "고친 제목"
    assert get_user_model().objects.get().password == password


@pytest.mark.django_db
def test_setup_site_does_not_bring_back_what_staff_deleted(fixture_files):
    setup_site()
    for source in Source.objects.all():
        source.delete()
    setup_site()
    assert not Source.objects.exists()


@pytest.mark.django_db
def test_setup_site_without_fixtures_leaves_the_registry_empty(fixture_files):
    setup_site(no_fixtures=True)
    assert not Source.objects.exists()


@pytest.mark.django_db
def test_setup_site_does_not_touch_another_account_called_admin(fixture_files):
    get_user_model().objects.create_user("admin", password="their own")
    with pytest.raises(CommandError, match="createsuperuser"):
        setup_site()
    assert get_user_model().objects.get().check_password("their own")
