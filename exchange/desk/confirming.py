"""Saving a preview: everything in one transaction, or nothing."""

import json
import logging

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from exchange.desk.checking import STORED_TOGETHER, check
from exchange.desk.intake import context_of, remember_profiles
from exchange.desk.lots import as_text, lots_of, tables_in_turn
from exchange.desk.models import ImportBatch, ImportResult
from exchange.legacy.errors import LegacyError
from exchange.resources.plans import ASK, CHANGED, NEW
from exchange.resources.writing import StaleError

logger = logging.getLogger(__name__)

State = ImportBatch.State

# PostgreSQL's number for "an import is being saved"; SQLite has one writer anyway.
LOCK = 8_701_937

# New rows from which on the tables are another size than PostgreSQL takes them for.
MANY = 200

SINCE = "미리보기 뒤에 자료가 바뀌어 가져오지 않았습니다. 새로 만든 미리보기를 확인해 주세요."


class Changed(LegacyError):  # noqa: N818 the records changed, the import did not fail
    """What the clerk saw is no longer what would be saved; there is a new preview."""


def confirm(batch, user, only_good=False, beat=None):
    """Save what the preview shows; with `only_good` without the rows that cannot be read.

    Raises Changed where records changed since the preview, and LegacyError where rows cannot
    be read and all were asked for, or the batch was confirmed already.
    """
    try:
        with transaction.atomic():
            save(batch, user, only_good, beat)
    except (Changed, StaleError, IntegrityError) as error:
        # What this process knows of the batch was not stored.
        batch.refresh_from_db()
        check(batch)
        if isinstance(error, IntegrityError):
            logger.warning("%s", batch.reason, exc_info=error)
            raise Changed(broken_constraint(error)) from error
        raise Changed(str(error)) from error
    if sum(table.new for table in batch.tables.all()) >= MANY:
        analyze()


def analyze():
    """Tell PostgreSQL how large its tables are now.

    Autovacuum would within a minute; until then pages may wait for plans made for empty tables.
    """
    if connection.vendor == "postgresql":
        configs = map(apps.get_app_config, settings.PROJECT_APPS)
        tables = [model._meta.db_table for config in configs for model in config.get_models()]
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")


def one_at_a_time():
    """Wait until no other import is being saved; until this transaction ends, none will be."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def save(batch, user, only_good, beat):
    one_at_a_time()
    batch.refresh_from_db()
    if batch.state != State.CHECKED:
        raise LegacyError("이미 가져왔거나 아직 미리보기가 없는 파일입니다.")
    bad = sum(table.ask + table.error for table in batch.tables.all())
    if bad and not only_good:
        raise LegacyError(
            f"고치거나 답해야 할 행이 {bad:,}개 있습니다. 고친 뒤에 가져오거나 읽은 행만 가져오세요."
        )
    if any(table.new + table.changed for table in batch.tables.all()):
        save_rows(batch, user, beat)
    remember_profiles(batch)
    batch.state, batch.error = State.DONE, ""
    batch.confirmed_by, batch.confirmed_at = user, timezone.now()
    batch.leaves_bad_rows = bool(bad)
    batch.save(update_fields=["state", "error", "confirmed_by", "confirmed_at", "leaves_bad_rows"])


def save_rows(batch, user, beat):
    """Plan all rows once more, as the records are now, and write what the clerk saw."""
    context = context_of(batch, user)
    done = 0
    for table, resource in tables_in_turn(batch, context):
        results = dict(table.results.values_list("number", "pk"))
        saved = []
        for number, plans in enumerate(lots_of(table, resource)):
            if number not in results:
                raise Changed(SINCE)
            result = ImportResult.objects.get(pk=results.pop(number))
            as_previewed(plans, resource, result)
            resource.save([plan for plan in plans if plan.kind in (NEW, CHANGED)])
            result.records = json.dumps([plan.records for plan in plans])
            saved.append(result)
            if len(saved) == STORED_TOGETHER:
                ImportResult.objects.bulk_update(saved, ["records"])
                saved = []
            done += len(plans)
            if beat:
                beat(done)
        if results:
            raise Changed(SINCE)
        ImportResult.objects.bulk_update(saved, ["records"])


def as_previewed(plans, resource, result):
    """Raise Changed unless these plans are what the clerk saw."""
    if result.ask:
        for plan, (_, kind, more) in zip(plans, json.loads(result.rows), strict=False):
            if kind == ASK and plan.kind == NEW:
                # Asked when all rows were known; nobody answered.
                plan.ask(more["question"], "", ())
    if as_text(plans, resource) != result.rows:
        raise Changed(SINCE)


def broken_constraint(error):
    """What a constraint of the database says, in the words of the model that has it."""
    for label in settings.PROJECT_APPS:
        for model in apps.get_app_config(label).get_models():
            for constraint in model._meta.constraints:
                if constraint.name in str(error):
                    return f"{model._meta.verbose_name}: {constraint.get_violation_error_message()}"
    return "그사이 자료가 바뀌어 저장하지 못했습니다. 새로 만든 미리보기를 확인해 주세요."
