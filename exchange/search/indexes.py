"""An Index: what of a model's rows is searched, and how rows are found in it."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import NamedTuple

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Q
from django.db.models.expressions import RawSQL

from exchange.records import Record
from exchange.search import postgresql, sqlite
from exchange.search.words import MAX_LENGTH, MAX_WORDS, Word, words

ENGINES = {"sqlite": sqlite, "postgresql": postgresql}

# All indexes by the label of their model; each app's search.py puts in its own.
indexes = {}


class Condition(NamedTuple):
    """Rows in whose text the word stands, or that have one of these tokens (`field=sports`)."""

    word: Word
    tokens: tuple = ()


class Owners(NamedTuple):
    """Rows of these owners (keys), or of all others."""

    keys: frozenset
    others: bool = False


EVERYBODY = Owners(frozenset(), others=True)


class Branch(NamedTuple):
    """Rows that fulfil all the conditions and belong to these owners."""

    conditions: tuple
    owners: Owners


@dataclass(frozen=True)
class Index:
    """The searched columns of a model. Records that are drafts themselves are not in it.

    `text` names the columns words are looked for in, `names` those whose initial consonants are
    as well. `tokens` are columns whose whole value can be asked for; `period` is a PeriodField,
    whose years are tokens (`year=2019`; an open-ended one has every year since it began) and by
    whose first day rows come newest first. `owner` is the column rows are picked by in bulk.
    Of a model that `is_large` (it needs a period) PostgreSQL keeps the keys apart.
    """

    label: str
    text: tuple
    names: tuple = ()
    tokens: tuple = ()
    period: str = ""
    owner: str = "id"
    is_large: bool = False

    def __post_init__(self):
        indexes[self.label] = self

    @property
    def model(self):
        return apps.get_model(self.label)

    @cached_property
    def table(self):
        return self.model._meta.db_table

    @cached_property
    def name(self):
        """What the database's part of the index is called."""
        return f"search_{self.table}"

    @cached_property
    def days(self):
        """The columns of the first and the last day, or none."""
        return (f"{self.period}_first", f"{self.period}_last") if self.period else ()

    @cached_property
    def columns(self):
        """Every column on which a row's entry depends."""
        state = ("state",) if self.has_state else ()
        named = (*state, "id", self.owner, *self.text, *self.names, *self.tokens, *self.days)
        return tuple(dict.fromkeys(named))

    @cached_property
    def has_state(self):
        return issubclass(self.model, Record)

    def public(self, row=""):
        """SQL for a row's own state; a Part has none."""
        return f"{row}state = 'published'" if self.has_state else "1 = 1"

    def count(self, branches):
        """How many rows the branches have, no row being in two of them."""
        return engine().count(self, branches) if branches else 0

    def first(self, branches):
        """(count, the first keys) where the database has both at once, else None."""
        return engine().first(self, branches) if branches else None

    def keys(self, branches, start, stop, hits):
        """The keys of these rows of the branches, newest first; `hits`: how many there are."""
        stop = min(stop, hits)
        return engine().keys(self, branches, start, stop, hits) if start < stop else []

    def holding_each(self, words, owners=False):
        """{word: keys of the published rows in which it stands}, empty for any other word.

        With `owners` the keys are those of the rows' owners.
        """
        found, parts, parameters = defaultdict(set), [], []
        for place, word in enumerate(words):
            branch = Branch((Condition(word),), EVERYBODY)
            sql, values = engine().subquery(self, branch, owners)
            parts.append(f"SELECT {place}, found.* FROM ({sql}) AS found")  # noqa: S608 a number
            parameters += values
        if parts:
            with connection.cursor() as cursor:
                cursor.execute(" UNION ALL ".join(parts), parameters)
                for place, key in cursor.fetchall():
                    found[words[place]].add(key)
        return found

    def matching(self, rows, text):
        """Of the rows those that are published and in whose text every word of this one stands.

        A word of one letter is looked for in the rows themselves, as the index has none.
        """
        found = words(text[:MAX_LENGTH])[:MAX_WORDS]
        conditions = tuple(Condition(word) for word in found if not word.is_short)
        if conditions:
            sql, values = engine().subquery(self, Branch(conditions, EVERYBODY))
            rows = rows.filter(pk__in=RawSQL(sql, values))  # noqa: S611 names of our own columns
        for word in found:
            if word.is_short:
                stands = (Q(**{f"{name}__icontains": word.text}) for name in self.text)
                rows = rows.filter(reduce(or_, stands))
        return rows


def engine():
    """The module that searches in the database in use."""
    return ENGINES[connection.vendor]


def bring_up_to_date(again=False):
    """Make the indexes that are missing or otherwise than declared (`again`: all of them).

    Gives the labels of those that were made. Tables that a migration has not made yet, or not
    with all columns, are left for the next time.
    """
    made = []
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for index in indexes.values():
            if index.table not in tables:
                engine().drop(index)
            elif again or not engine().is_current(index):
                description = connection.introspection.get_table_description(cursor, index.table)
                if {column.name for column in description} >= set(index.columns):
                    with transaction.atomic():
                        engine().build(index)
                    made.append(index.label)
    return made
