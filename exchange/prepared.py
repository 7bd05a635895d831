"""Questions asked with every request, whose SQL is made once.

Django makes the SQL of a queryset anew each time it is asked, which takes longer than the
database takes to answer. A Prepared keeps it:

    facts_of = Prepared(lambda city: CityFact.objects.filter(city=city), int)
    facts_of(city.pk)   # the list that the queryset would give

Each record has `row`, what the database said of it and all that came with it: what is made of
records with the same rows is the same (kept.py).

What is built must be the same for all values but for the values themselves: no `if`, no list of
variable length, no prefetch_related.

PostgreSQL plans anew whatever it is asked, which takes the longest of all. Where its connection
is our own (DATABASE_POOL, settings.py) it keeps the plan of a Prepared as well.
"""

from contextlib import contextmanager

from django.db import connections
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators

# What stands for a value while the SQL is made: found again among its parameters.
STANDS_FOR = {int: lambda place: -(7 << 40) - place, str: lambda place: f"\ue000{place}\ue000"}


class Prepared:
    """`build` makes a queryset of values of these kinds (int, str)."""

    def __init__(self, build, *kinds):
        self.build = build
        self.marks = [STANDS_FOR[kind](place) for place, kind in enumerate(kinds)]

    def __call__(self, *values):
        """A list of the queryset's records, or of its tuples where it is a values_list()."""
        if len(values) != len(self.marks):
            raise TypeError(f"{len(self.marks)} values are asked for, {len(values)} given")
        made = self.made()
        known = dict(zip(self.marks, values, strict=True))
        parameters = [known.get(one, one) for one in made.parameters]
        with plans_kept(made.connection), made.connection.cursor() as cursor:
            cursor.execute(made.sql, parameters)
            rows = cursor.fetchall()
        return made.read(rows)

    def first(self, *values):
        """The first of them, or None."""
        return next(iter(self(*values)), None)

    def made(self):
        """The SQL for this thread's connection."""
        connection = connections["default"]
        kept = connection.__dict__.setdefault("prepared_questions", {})
        if self not in kept:
            kept[self] = Made(self.build(*self.marks), self.marks, connection)
        return kept[self]


@contextmanager
def plans_kept(connection):
    """While it lasts, PostgreSQL keeps the plans of what is asked, if it may keep any.

    Django writes the values into the SQL, so that each question is another one; its cursor for
    values beside the SQL (the option `server_side_binding`) has limits that the rest of the
    project cannot keep, such as 65,535 values, but a Prepared does.
    """
    if connection.vendor != "postgresql":
        yield
        return
    from django.db.backends.postgresql.base import ServerBindingCursor

    connection.ensure_connection()
    raw, features = connection.connection, connection.features
    if raw.prepare_threshold is None:
        yield
        return
    usual = raw.cursor_factory, features.uses_server_side_binding
    raw.cursor_factory, features.uses_server_side_binding = ServerBindingCursor, True
    try:
        yield
    finally:
        raw.cursor_factory, features.uses_server_side_binding = usual


class Made:
    """A queryset's SQL, and how its rows become what the queryset gives."""

    def __init__(self, queryset, marks, connection):
        if queryset._prefetch_related_lookups:
            raise ValueError("a prepared question loads no other rows (prefetch_related)")
        self.connection = connection
        self.compiler = compiler = queryset.query.get_compiler(connection=connection)
        self.sql, self.parameters = compiler.as_sql()
        missing = [mark for mark in marks if mark not in self.parameters]
        if missing:
            raise ValueError(f"values that the question does not use: {missing}")
        select, klass_info = compiler.select, compiler.klass_info
        self.converters = compiler.get_converters([each[0] for each in select])
        if queryset._iterable_class is ModelIterable:
            fields = klass_info["select_fields"]
            self.start, self.stop = fields[0], fields[-1] + 1
            self.model = klass_info["model"]
            self.names = [each[0].target.attname for each in select[self.start : self.stop]]
            self.related = get_related_populators(klass_info, select, connection.alias)
            self.annotated = list(compiler.annotation_col_map.items())
            self.read = self.records
        elif queryset._iterable_class is ValuesListIterable:
            self.read = self.tuples
        else:
            raise TypeError("a prepared question gives records or a values_list()")

    def converted(self, rows):
        if not self.converters:
            return rows
        return self.compiler.apply_converters(rows, self.converters)

    def tuples(self, rows):
        return [tuple(row) for row in self.converted(rows)]

    def records(self, rows):
        found, alias = [], self.connection.alias
        for told, row in zip(rows, self.converted(rows), strict=True):
            record = self.model.from_db(alias, self.names, row[self.start : self.stop])
            for related in self.related:
                related.populate(row, record)
            for name, column in self.annotated:
                setattr(record, name, row[column])
            record.row = tuple(told)
            found.append(record)
        return found


def attach(record, relation, rows):
    """Gives a record the rows of a relation, as prefetch_related() does: `record.facts.all()`."""
    queryset = record._meta.get_field(relation).related_model._default_manager.all()
    queryset._result_cache = rows
    queryset._prefetch_done = True
    record.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = queryset
