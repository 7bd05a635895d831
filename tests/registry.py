"""The whole registry as data: what an import must have changed, or left as it was."""

from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import connection


@cache
def models():
    """Every model that has a history."""
    return [
        model
        for label in settings.PROJECT_APPS
        for model in apps.get_app_config(label).get_models()
        if hasattr(model, "history")
    ]


def rows(model):
    """Rows of a table, {column: value} each, as the driver gives them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608 a name of our own
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def records():
    """{(model, key): {column: value}} of all records."""
    return {(model, row["id"]): row for model in models() for row in rows(model)}


def versions():
    """{(model, history key): {column: value}} of all histories."""
    return {
        (model, row["history_id"]): row for model in models() for row in rows(model.history.model)
    }


def without(row, *names):
    """A row without these columns."""
    return {name: value for name, value in row.items() if name not in names}
