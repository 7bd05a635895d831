"""Many rows into a table at once, each with its history.

Django's bulk_create and simple-history's take 150 µs a row, most of it for model instances
that nobody looks at; this takes about 25 (see `make bench` and docs/decisions).
"""

from collections import defaultdict

from django.db import connection
from django.utils import timezone
from psycopg import sql

from exchange.legacy.errors import LegacyError

# Rows in one statement.
MANY = 500
# Types the drivers of both databases take as they are.
PLAIN = (str, int, type(None))


class StaleError(LegacyError):
    """A record was saved by somebody else between reading and writing it."""


class Writer:
    """Writes the rows of one model within the present transaction.

    Every row is stamped with `moment`, its history with `user` and `reason`. Constraints are
    the database's; a broken one raises IntegrityError. The statements are put together from
    names of the model's columns and from whole numbers; everything else is a parameter.
    """

    def __init__(self, model, user, reason, moment=None):
        self.model, self.user, self.reason = model, user, reason
        self.moment = moment or timezone.now()
        self.fields = {field.attname: field for field in model._meta.concrete_fields}
        self.table = connection.ops.quote_name(model._meta.db_table)

    def prepared(self, attname, value):
        """A value as the driver takes it."""
        if isinstance(value, PLAIN) and not isinstance(value, bool):
            return value
        return self.fields[attname].get_db_prep_save(value, connection)

    def insert(self, rows):
        """Insert rows ({attname: value}; what is missing has its default); their new keys."""
        if not rows:
            return []
        attnames = list(self.fields)
        places = {attname: place for place, attname in enumerate(attnames)}
        stamps = {"created_at": self.moment, "updated_at": self.moment}
        blank = [
            self.prepared(name, stamps.get(name, field.get_default()))
            for name, field in self.fields.items()
        ]
        key = places[self.model._meta.pk.attname]
        pks, lines = self.new_keys(len(rows)), []
        for pk, row in zip(pks, rows, strict=True):
            line = blank.copy()
            line[key] = pk
            for name, value in row.items():
                line[places[name]] = value if type(value) in PLAIN else self.prepared(name, value)
            lines.append(line)
        columns = [self.fields[name].column for name in attnames]
        if connection.vendor == "postgresql":
            self.copy(columns, lines)
        else:
            marks = ", ".join(["%s"] * len(columns))
            with connection.cursor() as cursor:
                cursor.executemany(
                    f"INSERT INTO {self.table} ({self.names(columns)}) VALUES ({marks})",  # noqa: S608
                    lines,
                )
        self.remember(pks, "+")
        return pks

    def copy(self, columns, lines):
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(self.model._meta.db_table),
            sql.SQL(", ").join(map(sql.Identifier, columns)),
        )
        with (
            connection.wrap_database_errors,
            connection.cursor() as cursor,
            cursor.copy(statement) as copy,
        ):
            for line in lines:
                copy.write_row(line)

    def new_keys(self, count):
        """Keys nobody else will get: this transaction holds SQLite's only write lock."""
        table = self.model._meta.db_table
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                column = self.model._meta.pk.column
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                    [self.table, column, count],
                )
                return [key for (key,) in cursor.fetchall()]
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + count + 1))

    def update(self, changes):
        """Update rows: (key, updated_at as it was read, {attname: value}) each.

        Raises StaleError where a row was saved since it was read, or is gone.
        """
        by_names = defaultdict(list)
        stamp = self.prepared("updated_at", self.moment)
        for pk, read_at, values in changes:
            line = [self.prepared(name, value) for name, value in values.items()]
            by_names[tuple(values)].append([*line, stamp, pk, self.prepared("updated_at", read_at)])
        for names, lines in by_names.items():
            columns = [self.fields[name].column for name in (*names, "updated_at")]
            settings = ", ".join(f"{connection.ops.quote_name(one)} = %s" for one in columns)
            with connection.cursor() as cursor:
                cursor.executemany(
                    f"UPDATE {self.table} SET {settings} "  # noqa: S608
                    "WHERE id = %s AND updated_at = %s",
                    lines,
                )
                if cursor.rowcount != len(lines):
                    raise StaleError(
                        "그사이 다른 사람이 고친 기록이 있습니다. 미리보기를 다시 확인해 주세요."
                    )
        self.remember([pk for pk, _, _ in changes], "~")

    def delete(self, pks):
        """Delete rows on which nothing hangs; the database refuses if something does."""
        self.remember(pks, "-")
        with connection.cursor() as cursor:
            for many in self.in_lots(pks):
                cursor.execute(
                    f"DELETE FROM {self.table} WHERE id IN ({self.keys(many)})"  # noqa: S608
                )

    def remember(self, pks, deed):
        """Copy the rows as they are now into their history: "+", "~" or "-"."""
        history = self.model.history.model._meta
        columns = self.names([field.column for field in self.fields.values()])
        own = self.names(
            ["history_date", "history_change_reason", "history_type", "history_user_id"]
        )
        user = self.user and self.user.pk
        values = [connection.ops.adapt_datetimefield_value(self.moment), self.reason, deed, user]
        table = connection.ops.quote_name(history.db_table)
        with connection.cursor() as cursor:
            for many in self.in_lots(pks):
                cursor.execute(
                    f"INSERT INTO {table} ({columns}, {own}) "  # noqa: S608
                    f"SELECT {columns}, %s, %s, %s, %s FROM {self.table} "
                    f"WHERE id IN ({self.keys(many)}) ORDER BY id",
                    values,
                )

    @staticmethod
    def in_lots(pks):
        pks = sorted(pks)
        return [pks[start : start + MANY] for start in range(0, len(pks), MANY)]

    @staticmethod
    def keys(pks):
        return ", ".join(map(str, map(int, pks)))

    @staticmethod
    def names(columns):
        return ", ".join(map(connection.ops.quote_name, columns))
