"""The search in PostgreSQL: for each model a GIN index over a function of its rows.

The function gives a row's tokens and the bigrams and trigrams of its text. Nothing is stored beside the rows,
so nothing can fall behind them; save that the keys of a very large model stand in a table of their
own (hits.py).
"""

import hashlib
from collections import defaultdict
from datetime import date

from django.db import connection

from exchange.search import hits as table_of_hits
from exchange.search.words import CONSONANTS

VERSION = 2  # of the terms; another one makes the indexes anew
HORIZON = 2100  # an open-ended period has the years until here
LONGEST = 300  # years
# A page of a common word is found among so many of the newest rows, at a fiftieth of the cost of
# sorting its hits; where it is not, up to MANY hits are counted and sorted in one scan.
PAGE, NEWEST = 20, 100
MANY, NEWEST_OF_MANY = 10_000, 1_000
FIRST = 40  # keys kept of those sorted

HEADS = "".join(map(chr, range(0x1100, 0x1113)))


def folded(text):
    """SQL for what `words.fold` does, save that it costs less where there is nothing to do."""
    composed = f"(CASE WHEN {text} IS NFC NORMALIZED THEN {text} ELSE normalize({text}, NFC) END)"
    return f"""replace(lower({composed} COLLATE "und-x-icu"), 'ς', 'σ')"""


# All bigrams in two goes: the text is cut into pairs from its first letter and, behind as many
# line ends as it takes, from its second. Trigrams in three. Words of three letters are exact so;
# of longer ones nearly all that is found is right, and the rest is looked for in the text.
FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION search_terms(source text, first_day date, last_day date, terms text[])
RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $function$
DECLARE
    folded text := {folded("source")};
    first_year int := date_part('year', first_day);
    thirds text := repeat(E'\\n', 1 + (3 - length(folded) % 3) % 3) || folded;
    last_year int := least(coalesce(date_part('year', last_day), {HORIZON}), first_year + {LONGEST});
BEGIN
    IF first_year IS NOT NULL THEN
        terms := terms || ('year=' || first_year::text);
        IF last_year > first_year THEN
            terms := terms || array(
                SELECT 'year=' || year::text FROM generate_series(first_year + 1, last_year) AS year
            );
        END IF;
    END IF;
    RETURN terms || string_to_array(
        regexp_replace(
            folded || repeat(E'\\n', 1 + length(folded) % 2) || folded, '(..)', E'\\\\1\\x01', 'g'
        ),
        E'\\x01'
    ) || string_to_array(
        regexp_replace(folded || thirds || thirds, '(...)', E'\\\\1\\x01', 'g'), E'\\x01'
    );
END
$function$;
CREATE OR REPLACE FUNCTION search_initials(source text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $function$
    SELECT translate(
        regexp_replace(normalize(source, NFD), '[\u1161-\u11ff]', '', 'g'), '{HEADS}', '{CONSONANTS}'
    )
$function$;
"""  # noqa: S608 put together from our own constants


# The index --------------------------------------------------------------------------------


def text_sql(index):
    texts = [*index.text, *(f"search_initials({name})" for name in index.names)]
    return r" || E'\n' || ".join(texts)


def terms_sql(index):
    tokens = ", ".join(f"'{name}=' || coalesce({name}::text, '')" for name in index.tokens)
    days = ", ".join(index.days) or "NULL, NULL"
    return f"search_terms({text_sql(index)}, {days}, ARRAY[{tokens}]::text[])"


def order_sql(index):
    return f"{index.days[0]} DESC NULLS LAST, id DESC" if index.days else "id DESC"


def wanted(index):
    # Every search reads what waits to be sorted in; 256 kB of it take about a millisecond.
    return (
        f"CREATE INDEX {index.name} ON {index.table} USING gin (({terms_sql(index)})) "
        f"WITH (gin_pending_list_limit = 256) WHERE {index.public()}"
    )


def mark(index):
    """What the index is commented with: how it was made."""
    if index.is_large:
        made = "; ".join(table_of_hits.statements(index, terms_sql(index), "schema"))
        return f"{VERSION} {hashlib.sha256(made.encode()).hexdigest()}"
    return f"{VERSION} {wanted(index)}"


def marked(index):
    """(kind, name) of what is commented with the mark."""
    return ("TABLE", table_of_hits.table(index)) if index.is_large else ("INDEX", index.name)


def is_current(index):
    """Whether the database has the index as it is declared here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regclass(%s), 'pg_class')", [marked(index)[1]])
        return cursor.fetchone()[0] == mark(index)


def build(index):
    """Make the index anew from the rows there are."""
    with connection.cursor() as cursor:
        # No index is made while checks of rows written in this transaction wait for its end.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(f"DROP INDEX IF EXISTS {index.name}")
        cursor.execute(FUNCTIONS)
        if index.is_large:
            table_of_hits.build(index, terms_sql(index))
        else:
            cursor.execute(wanted(index))
        kind, name = marked(index)
        text = mark(index).replace("'", "''")
        cursor.execute(f"COMMENT ON {kind} {name} IS '{text}'")
        cursor.execute(f"SELECT 1 FROM {index.table} LIMIT 1")  # noqa: S608 a name of our own
        if cursor.fetchone():
            # An empty table's statistics would mislead until the next; see tests/conftest.py.
            cursor.execute(f"ANALYZE {name if index.is_large else index.table}")


def drop(index):
    """An index went with its table; a table of hits did not."""
    table_of_hits.drop(index)


# Questions --------------------------------------------------------------------------------


def where(index, branch, by_index=True):
    """A branch as SQL and its parameters; `by_index` unless rows are looked at one by one."""
    by_hits = by_index and index.is_large
    clauses, parameters = ["true" if by_hits else index.public()], []
    terms = table_of_hits.terms(index) if by_hits else terms_sql(index)
    for word, tokens in branch.conditions:
        if by_index:
            clauses.append(f"({terms} @> %s::text[]")
            parameters.append(grams(word.text))
            few, many = by_column(tokens)
            if few:
                clauses[-1] += f" OR {terms} && %s::text[]"
                parameters.append(few)
            for name, values in many.items():
                clauses[-1] += f" OR {name} = ANY (%s::bigint[])"
                parameters.append(values)
            clauses[-1] += ")"
        if len(word.text) > 3 or not by_index:  # trigrams of a longer word may stand apart
            clause, values = row_sql(index, word, tokens)
            clauses.append(table_of_hits.looked_up(index, clause) if by_hits else clause)
            parameters += values
    keys, others = branch.owners
    if keys or not others:
        verb = "<> ALL" if others else "= ANY"
        owner = "hit_owner" if by_hits else index.owner
        clauses.append(f"{owner} {verb} (%s::bigint[])")
        parameters.append(sorted(keys))
    return " AND ".join(clauses), parameters


def grams(text):
    """The trigrams of a word, of two letters itself."""
    size = min(len(text), 3)
    return [text[start : start + size] for start in range(len(text) - size + 1)]


def selected(index, branch, *columns):
    """A SELECT of these columns (`id`, the owner, the first day, `count(*)`), and parameters."""
    clause, parameters = where(index, branch)
    source = index.table
    if index.is_large:
        source = table_of_hits.table(index)
        as_hits = {"id": "hit_id", index.owner: "hit_owner", index.days[0]: "hit_day"}
        columns = [f"{as_hits[one]} AS {one}" if one in as_hits else one for one in columns]
    return f"SELECT {', '.join(columns)} FROM {source} WHERE {clause}", parameters  # noqa: S608


def by_column(tokens):
    """Tokens to look up as such, and {column: keys} where they are keys of other records."""
    few, many = [], defaultdict(list)
    for token in tokens:
        name, _sign, value = token.partition("=")
        if name.endswith("_id"):
            many[name].append(int(value))
        else:
            few.append(token)
    return few, many


def row_sql(index, word, tokens):
    """SQL, and its parameters, that asks a row itself; what costs least comes first."""
    clauses, parameters = [], []
    few, many = by_column(tokens)
    for token in few:
        name, _sign, value = token.partition("=")
        if name == "year":
            first, last = index.days
            clauses.append(f"{first} <= %s AND coalesce({last}, 'infinity') >= %s")
            parameters += [date(int(value), 12, 31), date(int(value), 1, 1)]
        else:
            clauses.append(f"{name} = %s")
            parameters.append(value)
    for name, values in many.items():
        clauses.append(f"{name} = ANY (%s::bigint[])")
        parameters.append(values)
    text = text_sql(index)
    # A text that needs no folding is soon found right.
    clauses += [f"strpos({text}, %s) > 0", f"strpos({folded(f'({text})')}, %s) > 0"]
    return f"({' OR '.join(clauses)})", [*parameters, word.text, word.text]


def count(index, branches):
    counts, parameters = [], []
    for branch in branches:
        sql, values = selected(index, branch, "count(*)")
        counts.append(f"({sql})")
        parameters += values
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {' + '.join(counts)}", parameters)
        return cursor.fetchone()[0]


def first(index, branches):
    """(count, the first keys), or None where there are too many to have both at once."""
    if index.days and not is_of_years(branches):
        newest = fetched(*among_newest(index, branches, 0, PAGE, NEWEST))
        if len(newest) == PAGE:
            return count(index, branches), [key for (key,) in newest]
    found, parameters = union(index, branches, f"LIMIT {MANY + 1}")
    rows = fetched(
        f"WITH found AS MATERIALIZED ({found}) "  # noqa: S608 names of our own
        "SELECT id, (SELECT count(*) FROM found) FROM found "
        f"ORDER BY {order_sql(index)} LIMIT {FIRST}",
        parameters,
    )
    hits = rows[0][1] if rows else 0
    return (hits, [key for key, _hits in rows]) if hits <= MANY else None


def keys(index, branches, start, stop, hits):
    if hits > MANY and index.days and not is_of_years(branches):
        found = fetched(*among_newest(index, branches, start, stop, NEWEST_OF_MANY))
        if len(found) == stop - start:
            return [key for (key,) in found]
    return [key for (key,) in fetched(*of_all(index, branches, start, stop))]


def is_of_years(branches):
    """Whether a condition can be fulfilled by a year, which seldom is the newest."""
    return any(
        token.startswith("year=")
        for branch in branches
        for condition in branch.conditions
        for token in condition.tokens
    )


def among_newest(index, branches, start, stop, newest):
    """SQL that finds rows among so many of the newest only, and its parameters."""
    day = index.days[0]
    clauses, parameters = [], []
    for branch in branches:
        clause, values = where(index, branch, by_index=False)
        clauses.append(f"({clause})")
        parameters += values
    return (
        f"SELECT id FROM (SELECT * FROM {index.table} "  # noqa: S608
        f"WHERE {index.public()} AND {day} IS NOT NULL ORDER BY {day} DESC, id DESC "
        f"LIMIT {newest}) AS newest WHERE {' OR '.join(clauses)} "
        f"ORDER BY {day} DESC, id DESC LIMIT {stop - start} OFFSET {start}",
        parameters,
    )


def of_all(index, branches, start, stop):
    """SQL that sorts all rows of the branches, and its parameters."""
    order = f"ORDER BY {order_sql(index)}"
    found, parameters = union(index, branches, f"{order} LIMIT {int(stop)}")
    return (
        f"SELECT id FROM ({found}) AS found {order} "  # noqa: S608 names of our own
        f"LIMIT {stop - start} OFFSET {start}",
        parameters,
    )


def union(index, branches, rest):
    """SQL for the rows of the branches, each with `rest`, by which they are sorted; parameters."""
    parts, parameters = [], []
    for branch in branches:
        sql, values = selected(index, branch, "id", *index.days[:1])
        parts.append(f"({sql} {rest})")
        parameters += values
    return " UNION ALL ".join(parts), parameters


def fetched(sql, parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def subquery(index, branch, owners=False):
    return selected(index, branch, index.owner if owners else "id")
