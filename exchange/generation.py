"""The generation: a token that is another one after every change of what pages show.

The database itself renews it, in the transaction of the change: triggers on every table that
pages show. So it holds for whatever writes – the admin, an import, an undo, `loaddata`, SQL by
hand – and for every worker. A page made after reading a token shows all that was there when the
token was, so it may be shown to whoever reads the same token (page_cache.py).

Tokens are random, not counted: a database restored from a backup has the token of its data.

In PostgreSQL a statement writes a row of `page_change`, once in a transaction; at the commit
that row's deferred trigger renews the token. Renewed in the middle, it would keep all other
writers waiting until an import is done. The trigger takes two hops to come behind all deferred
checks of foreign keys, as nothing is locked after the token.
"""

import hashlib
from contextvars import ContextVar

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction

TABLE = "page_generation"

# What the request being answered has read; a request that may write has none.
_read: ContextVar[str | None] = ContextVar("generation", default=None)


def current():
    """The token, or None where it cannot be relied on: within a transaction."""
    if connection.in_atomic_block:
        return None
    return _read.get() or read()


def read():
    """The token as the database has it now; None before the first migration."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT token FROM page_generation")
            row = cursor.fetchone()
    except DatabaseError:
        return None
    return row[0] if row else None


class Reading:
    """While a request that writes nothing is answered, `current()` asks the database once."""

    def __init__(self, token):
        self.token = token

    def __enter__(self):
        self.before = _read.set(self.token)
        return self.token

    def __exit__(self, *error):
        _read.reset(self.before)


def shown_models():
    """The models whose tables are watched: all of this project's, but histories and the desk."""
    for label in settings.PROJECT_APPS:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            is_history = hasattr(model, "history_object") or hasattr(model, "instance_type")
            if not is_history and (label != "exchange" or model.__name__ == "Source"):
                yield model


def bring_up_to_date():
    """Make the triggers that are missing or otherwise than here. Gives the tables' names.

    SQLite drops the triggers of a table that a migration makes anew.
    """
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        tables = sorted({model._meta.db_table for model in shown_models()} & present)
        make = {"sqlite": make_in_sqlite, "postgresql": make_in_postgresql}[connection.vendor]
        with transaction.atomic():
            return make(cursor, tables)


# SQLite -----------------------------------------------------------------------------------

IN_SQLITE = (
    f"""CREATE TABLE IF NOT EXISTS {TABLE}
        (id INTEGER PRIMARY KEY CHECK (id = 1), token TEXT NOT NULL)""",
    f"INSERT OR IGNORE INTO {TABLE} VALUES (1, hex(randomblob(8)))",  # noqa: S608 our own name
)


def sqlite_trigger(table, event):
    name = f"{TABLE}_{event.lower()}_{table}"
    return name, (
        f'CREATE TRIGGER "{name}" AFTER {event} ON "{table}" '  # noqa: S608 names of our own
        f"BEGIN UPDATE {TABLE} SET token = hex(randomblob(8)); END"
    )


def make_in_sqlite(cursor, tables):
    for statement in IN_SQLITE:
        cursor.execute(statement)
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
        [f"{TABLE}_%"],
    )
    present, made = dict(cursor.fetchall()), []
    wanted = dict(
        sqlite_trigger(table, event) for table in tables for event in ("INSERT", "UPDATE", "DELETE")
    )
    for name, statement in wanted.items():
        if present.pop(name, None) != statement:
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
            cursor.execute(statement)
            made.append(name)
    for name in present:
        cursor.execute(f'DROP TRIGGER "{name}"')
    return made


# PostgreSQL -------------------------------------------------------------------------------

IN_POSTGRESQL = f"""
CREATE TABLE IF NOT EXISTS {TABLE} (id int PRIMARY KEY CHECK (id = 1), token text NOT NULL);
INSERT INTO {TABLE} VALUES (1, gen_random_uuid()::text) ON CONFLICT DO NOTHING;
CREATE TABLE IF NOT EXISTS page_change (hop int NOT NULL);

CREATE OR REPLACE FUNCTION page_changed() RETURNS trigger LANGUAGE plpgsql AS $function$
DECLARE
    own text := pg_current_xact_id()::text;
BEGIN
    -- Taken back with the transaction or the savepoint, as is the row.
    IF current_setting('exchange.page_changed', true) IS DISTINCT FROM own THEN
        PERFORM set_config('exchange.page_changed', own, true);
        INSERT INTO page_change VALUES (1);
    END IF;
    RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION page_change_commits() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    IF NEW.hop = 1 THEN
        INSERT INTO page_change VALUES (2);
    ELSE
        DELETE FROM page_change;
        UPDATE {TABLE} SET token = gen_random_uuid()::text;
    END IF;
    RETURN NULL;
END
$function$;

DROP TRIGGER IF EXISTS page_change_commits ON page_change;
CREATE CONSTRAINT TRIGGER page_change_commits AFTER INSERT ON page_change
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION page_change_commits();
"""  # noqa: S608 put together from our own constants


def make_in_postgresql(cursor, tables):
    version = hashlib.sha256(f"{IN_POSTGRESQL}{tables}".encode()).hexdigest()[:16]
    cursor.execute("SELECT obj_description(to_regclass(%s)::oid, 'pg_class')", [TABLE])
    cursor_version = cursor.fetchone()[0]
    cursor.execute(
        "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'page_changed'",
    )
    present = {name.strip('"') for (name,) in cursor.fetchall()}
    if cursor_version == version and present == set(tables):
        return []
    cursor.execute(IN_POSTGRESQL)
    for table in tables:
        cursor.execute(
            f'DROP TRIGGER IF EXISTS page_changed ON "{table}";'
            f"CREATE TRIGGER page_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE"
            f' ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION page_changed()'
        )
    cursor.execute(f"COMMENT ON TABLE {TABLE} IS '{version}'")
    return tables
