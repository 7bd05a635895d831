"""For a very large model's search in PostgreSQL: a table of hits, a quarter of the pages.

Nearly all that a search costs is visits to pages of the table, and of a record's 500 bytes it
needs 24: key, owner and first day. They stand in a table of their own, whose GIN index is over
a function that reads the record's text. PostgreSQL takes the function's word that its answer
never changes; so a hit is never updated: triggers delete and insert it anew whenever the record
changes, statement by statement, whoever writes.
"""

from django.db import connection


def names(index):
    """Names of the table of hits, its index, and the functions for terms and triggers."""
    return tuple(f"{index.name}_{part}" for part in ("hits", "terms", "of", "follow"))


def table(index):
    return names(index)[0]


def terms(index):
    """SQL for the terms of a hit."""
    return f"{names(index)[2]}(hit_id)"


def looked_up(index, clause):
    """SQL that asks a hit's record. No join, which would read all records to find these."""
    return f"(SELECT {clause} FROM {index.table} WHERE id = hit_id)"  # noqa: S608


def statements(index, terms_sql, schema):
    """All that makes the hits of an index; names are qualified, as index builds have no path."""
    hits, gin, of, follow = names(index)
    record, day = f"{schema}.{index.table}", index.days[0]
    entry, fresh = (
        ", ".join(f"{row}{name}" for name in ("id", index.owner, day)) for row in ("", "fresh.")
    )
    columns = index.columns
    old, new = (", ".join(f"{row}.{name}" for name in columns) for row in ("gone", "fresh"))
    changed = f"({old}) IS DISTINCT FROM ({new})"
    terms_sql = terms_sql.replace("search_", f"{schema}.search_")
    return [
        f"CREATE TABLE {schema}.{hits} "
        "(hit_id bigint PRIMARY KEY, hit_owner bigint NOT NULL, hit_day date)",
        f"""
CREATE OR REPLACE FUNCTION {schema}.{of}(key bigint) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 50 AS $function$
BEGIN
    RETURN (SELECT {terms_sql} FROM {record} WHERE id = key);
END
$function$""",  # noqa: S608 put together from our own names, as what follows
        f"""
CREATE OR REPLACE FUNCTION {schema}.{follow}() RETURNS trigger
LANGUAGE plpgsql AS $function$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        TRUNCATE {schema}.{hits};
    ELSIF TG_OP = 'INSERT' THEN
        INSERT INTO {schema}.{hits} SELECT {entry} FROM fresh WHERE {index.public()};
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM {schema}.{hits} USING gone WHERE hit_id = id;
    ELSE
        DELETE FROM {schema}.{hits} USING gone LEFT JOIN fresh USING (id)
            WHERE hit_id = gone.id AND {changed};
        INSERT INTO {schema}.{hits} SELECT {fresh} FROM fresh LEFT JOIN gone USING (id)
            WHERE {index.public("fresh.")} AND {changed};
    END IF;
    RETURN NULL;
END
$function$""",  # noqa: S608
        *(
            f"CREATE OR REPLACE TRIGGER {index.name}_{event.lower()} AFTER {event} ON {record} "
            f"{rows} FOR EACH STATEMENT EXECUTE FUNCTION {schema}.{follow}()"
            for event, rows in (
                ("INSERT", "REFERENCING NEW TABLE AS fresh"),
                ("UPDATE", "REFERENCING OLD TABLE AS gone NEW TABLE AS fresh"),
                ("DELETE", "REFERENCING OLD TABLE AS gone"),
                ("TRUNCATE", ""),
            )
        ),
        f"INSERT INTO {schema}.{hits} SELECT {entry} FROM {record} WHERE {index.public()}",  # noqa: S608
        f"CREATE INDEX {index.name}_owners ON {schema}.{hits} (hit_owner, hit_day, hit_id)",
        # Every search reads what waits to be sorted in; 256 kB of it take about a millisecond.
        f"CREATE INDEX {gin} ON {schema}.{hits} USING gin ({schema}.{of}(hit_id)) "
        "WITH (gin_pending_list_limit = 256)",
    ]


def build(index, terms_sql):
    """Make the hits anew from the records there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema())")
        (schema,) = cursor.fetchone()
        cursor.execute(f"DROP TABLE IF EXISTS {table(index)}")
        for statement in statements(index, terms_sql, schema):
            cursor.execute(statement)


def drop(index):
    """Remove the hits of a table that is gone."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {table(index)}")
