"""Database constraints that Django does not have."""

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models


class SameParent(models.BaseConstraint):
    """A row and the row its foreign key names hang on the same parent.

    `SameParent("agreement", "partnership")` on an event: the event's agreement is one of the
    event's own partnership. It is a composite foreign key
    (partnership_id, agreement_id) → (partnership_id, id), so the other table needs a unique
    constraint on ("partnership", "id"). A NULL on either side is not checked.
    """

    def __init__(self, foreign_key, parent, *, name, **kwargs):
        super().__init__(name=name, **kwargs)
        self.foreign_key, self.parent = foreign_key, parent

    def _clause(self, model, schema_editor):
        quote = schema_editor.quote_name
        field = model._meta.get_field(self.foreign_key)
        target = field.remote_field.model
        return f"FOREIGN KEY ({quote(model._meta.get_field(self.parent).column)}, {quote(field.column)}) REFERENCES {quote(target._meta.db_table)} ({quote(target._meta.get_field(self.parent).column)}, {quote(target._meta.pk.column)}) DEFERRABLE INITIALLY DEFERRED"

    def constraint_sql(self, model, schema_editor):
        return (
            f"CONSTRAINT {schema_editor.quote_name(self.name)} {self._clause(model, schema_editor)}"
        )

    def create_sql(self, model, schema_editor):
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} ADD {self.constraint_sql(model, schema_editor)}"

    def remove_sql(self, model, schema_editor):
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        if exclude and {self.foreign_key, self.parent} & set(exclude):
            return
        other_id = getattr(instance, model._meta.get_field(self.foreign_key).attname)
        if other_id is None:
            return
        other = getattr(instance, self.foreign_key)
        parent_column = model._meta.get_field(self.parent).attname
        if getattr(other, parent_column) != getattr(instance, parent_column):
            raise ValidationError(
                {self.foreign_key: ValidationError(self.get_violation_error_message())}
                if not exclude or self.foreign_key not in exclude
                else self.get_violation_error_message(),
                code=self.violation_error_code,
            )

    def deconstruct(self):
        path, _args, kwargs = super().deconstruct()
        return path, (self.foreign_key, self.parent), kwargs

    def __eq__(self, other):
        if isinstance(other, SameParent):
            return self.deconstruct() == other.deconstruct()
        return super().__eq__(other)

    __hash__ = None
