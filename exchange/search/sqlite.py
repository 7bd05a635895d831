"""The search in SQLite: an FTS5 table of bigrams for each model, kept by triggers.

The FTS5 tables hold no text, only terms. Their rowid is three numbers in one, so that FTS5 gives
rows newest first by itself and rows are picked by their owner without a look at the table:

    19 bits  days since 1000-01-01, 0 where there is none
    18 bits  the owner's key
    26 bits  the row's own key

Terms are made by a Python function, which every connection of Django's has. A program without it
(the sqlite3 shell) can read the tables, and its writes to them fail rather than go unnoticed.
"""

import string
import unicodedata

from django.db import connection

from exchange.search.words import CONTROLS, bigrams, fold, initials

# Of the terms, which depend on what Python knows of letters; another one makes the indexes anew.
VERSION = f"1, Unicode {unicodedata.unidata_version}"
OWNER_BITS, KEY_BITS = 18, 26
KEYS = (1 << KEY_BITS) - 1
OWNERS = (1 << OWNER_BITS) - 1
# Owners named by terms; more are picked by their bits.
FEW = 20
EVERY = "every"
BETWEEN = "\ue000"  # a term between words, so that no phrase runs from one into the next
HORIZON = 2100  # an open-ended period has the years until here
LONGEST = 300  # years

MARKS = "".join(one for one in string.punctuation).replace("'", "''")
TOKENIZER = f"ascii tokenchars '{MARKS}'".replace("'", "''")


# What the triggers call -------------------------------------------------------------------


def prepare(connection, **kwargs):
    """Give a new connection the functions that the triggers call."""
    if connection.vendor == "sqlite":
        for name, count, function in (
            ("search_terms", 4, terms),
            ("search_initials", 1, initials),
        ):
            connection.connection.create_function(name, count, function, deterministic=True)


def terms(text, first_day, last_day, tokens):
    """The terms of a row, parted by blanks."""
    found = [EVERY, *tokens.split()]
    if first_day:
        first = int(first_day[:4])
        last = min(int(last_day[:4]) if last_day else HORIZON, first + LONGEST)
        found += [f"year={year}" for year in range(first, max(first, last) + 1)]
    for word in CONTROLS.sub(" ", fold(text)).split():
        found.append(BETWEEN)
        found += bigrams(word)
    return " ".join(found)


# The index --------------------------------------------------------------------------------


def key_sql(index, row):
    day = "0"
    if index.days:
        day = f"cast(julianday({row}{index.days[0]}) - 2086306.5 AS integer)"
        day = f"max(0, ifnull({day}, 0))"
    shifted = f"({day} << {OWNER_BITS + KEY_BITS}) | ({row}{index.owner} << {KEY_BITS})"
    return f"{shifted} | {row}id"


def terms_sql(index, row):
    texts = [f"{row}{name}" for name in index.text]
    texts += [f"search_initials({row}{name})" for name in index.names]
    tokens = [
        f"'{name}=' || ifnull({row}{name}, '')"
        for name in dict.fromkeys((*index.tokens, index.owner))
    ]
    days = ", ".join(f"{row}{name}" for name in index.days) or "NULL, NULL"
    return (
        f"search_terms({' || char(10) || '.join(texts)}, {days}, "
        + " || ' ' || ".join(tokens)
        + ")"
    )


def wanted(index):
    """{name: SQL} of the index's table and triggers."""
    table, name = index.table, index.name
    add, remove = (
        (
            f"INSERT INTO {name} ({columns}rowid, terms) "
            f"SELECT {first}{key_sql(index, row)}, {terms_sql(index, row)}"
        )
        for columns, first, row in (("", "", "NEW."), (f"{name}, ", "'delete', ", "OLD."))
    )
    fits = (
        "SELECT RAISE(ABORT, 'search: key too large') "
        f"WHERE NEW.id > {KEYS} OR NEW.{index.owner} > {OWNERS}"
    )
    columns = ", ".join(index.columns)
    old, new = (", ".join(f"{row}.{column}" for column in index.columns) for row in ("OLD", "NEW"))
    head = f"/* {VERSION} */"
    return {
        name: (
            f"CREATE VIRTUAL TABLE {name} USING fts5"
            f"(terms, content='', columnsize=0, tokenize='{TOKENIZER}')"
        ),
        f"{name}_insert": (
            f"CREATE TRIGGER {name}_insert {head} AFTER INSERT ON {table} "
            f"WHEN {index.public('NEW.')} BEGIN {fits}; {add}; END"
        ),
        f"{name}_update": (
            f"CREATE TRIGGER {name}_update {head} AFTER UPDATE OF {columns} ON {table} "
            f"WHEN ({old}) IS NOT ({new}) BEGIN {fits}; "
            f"{remove} WHERE {index.public('OLD.')}; "
            f"{add} WHERE {index.public('NEW.')}; END"
        ),
        f"{name}_delete": (
            f"CREATE TRIGGER {name}_delete {head} AFTER DELETE ON {table} "
            f"WHEN {index.public('OLD.')} BEGIN {remove}; END"
        ),
    }


def is_current(index):
    """Whether the database has the index as it is declared here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE name = %s OR tbl_name = %s AND type = %s",
            [index.name, index.table, "trigger"],
        )
        have = dict(cursor.fetchall())
    return all(have.get(name) == sql for name, sql in wanted(index).items())


def build(index):
    """Make the index anew from the rows there are."""
    with connection.cursor() as cursor:
        for name in wanted(index):
            kind = "TABLE" if name == index.name else "TRIGGER"
            cursor.execute(f"DROP {kind} IF EXISTS {name}")
        for sql in wanted(index).values():
            cursor.execute(sql)
        cursor.execute(
            f"INSERT INTO {index.name} (rowid, terms) "  # noqa: S608 names of our own
            f"SELECT {key_sql(index, '')}, {terms_sql(index, '')} FROM {index.table} "
            f"WHERE {index.public()} ORDER BY 1"
        )
        cursor.execute(f"INSERT INTO {index.name} ({index.name}) VALUES ('optimize')")  # noqa: S608


def drop(index):
    """Remove what is left of the index of a table that is gone."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {index.name}")


# Questions --------------------------------------------------------------------------------


def quoted(terms):
    text = " ".join(terms).replace('"', '""')
    return f'"{text}"'


def match(index, branch):
    """A branch as an FTS5 query, and what SQL has to ask besides."""
    clauses = [
        " OR ".join([quoted(bigrams(word.text)), *(quoted([token]) for token in tokens)])
        for word, tokens in branch.conditions
    ]
    keys, others = branch.owners
    rest = ""
    if not others and len(keys) <= FEW:
        clauses.append(" OR ".join(quoted([f"{index.owner}={key}"]) for key in keys))
    elif keys or not others:
        numbers = ", ".join(map(str, sorted(keys)))
        verb = "NOT IN" if others else "IN"
        rest = f" AND ((rowid >> {KEY_BITS}) & {OWNERS}) {verb} ({numbers})"
    return " AND ".join(f"({clause})" for clause in clauses) or EVERY, rest


def count(index, branches):
    counts, parameters = [], []
    for branch in branches:
        if not branch.conditions and len(branch.owners.keys) > FEW:
            # The table's own index knows these sooner.
            verb = "NOT IN" if branch.owners.others else "IN"
            numbers = ", ".join(map(str, sorted(branch.owners.keys)))
            where = f"{index.public()} AND {index.owner} {verb} ({numbers})"
            counts.append(f"(SELECT count(*) FROM {index.table} WHERE {where})")  # noqa: S608
            continue
        query, rest = match(index, branch)
        where = f"{index.name} MATCH %s{rest}"
        counts.append(f"(SELECT count(*) FROM {index.name} WHERE {where})")  # noqa: S608
        parameters.append(query)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {' + '.join(counts)}", parameters)
        return cursor.fetchone()[0]


def first(index, branches):
    """None: FTS5 counts and sorts each by itself soonest."""


def keys(index, branches, start, stop, hits):
    parts, parameters = [], []
    for branch in branches:
        query, rest = match(index, branch)
        parts.append(
            f"SELECT * FROM (SELECT rowid AS place FROM {index.name} "  # noqa: S608
            f"WHERE {index.name} MATCH %s{rest} ORDER BY rowid DESC LIMIT {int(stop)})"
        )
        parameters.append(query)
    sql = f"{' UNION ALL '.join(parts)} ORDER BY place DESC LIMIT {stop - start} OFFSET {start}"
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [place & KEYS for (place,) in cursor.fetchall()]


def subquery(index, branch, owners=False):
    query, rest = match(index, branch)
    key = f"(rowid >> {KEY_BITS}) & {OWNERS}" if owners else f"rowid & {KEYS}"
    where = f"{index.name} MATCH %s{rest}"
    return f"SELECT {key} FROM {index.name} WHERE {where}", [query]  # noqa: S608
