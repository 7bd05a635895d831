"""The columns of a table that fill fields of a record."""

from django.core.exceptions import ValidationError
from import_export.fields import Field

from exchange.fields import PeriodField
from exchange.periods import Period
from exchange.resources.results import words_of
from exchange.resources.widgets import TextWidget

# Texts a cell remembers having read: countries, fields and dates repeat.
REMEMBERED = 20_000


class Cell(Field):
    """A column that fills a field of the record; a blank cell leaves the field as it is."""

    def __init__(self, attribute, column_name, widget=None, **kwargs):
        super().__init__(attribute, column_name, widget or TextWidget(), **kwargs)

    def bind(self, model):
        """Know the field this column fills, before any row is read."""
        self.field = model._meta.get_field(self.attribute.rpartition("__")[2])
        self.attname = self.field.attname
        self.is_text = isinstance(self.widget, TextWidget)
        self.limit = self.field.max_length if self.is_text else None
        self.is_period = isinstance(self.field, PeriodField)
        self.read_before = {}

    def read(self, text):
        """The value of a cell; ValueError, in words for the clerk, where it cannot be one."""
        if self.is_text and (self.limit is None or len(text) <= self.limit):
            return text
        known = self.read_before.get(text)
        if known is None:
            if len(self.read_before) > REMEMBERED:
                self.read_before.clear()
            try:
                known = self.checked(text)
            except ValueError as error:
                known = error
            except ValidationError as error:
                known = ValueError(" ".join(map(words_of, error.error_list)))
            self.read_before[text] = known
        if isinstance(known, ValueError):
            raise known
        return known

    def checked(self, text):
        value = self.widget.clean(text)
        return value if self.field.is_relation else self.field.clean(value, None)

    def agrees(self, value, stored):
        """Whether a cell's value and the field's raw value are the same, spelling aside."""
        if self.is_period:
            stored = stored or ""
            value = value.text
        elif self.field.is_relation:
            return value.pk is not None and value.pk == stored
        if value == stored:
            return True
        spelling = self.widget.spelling
        return isinstance(value, str) and spelling(value) == spelling(stored or "")

    def columns(self, value):
        """{attname: raw value} of the columns a value fills."""
        if self.is_period:
            parts = value.edtf, value.first_day, value.last_day
            return {
                self.attname: value.text,
                **dict(zip(self.field.part_names(), parts, strict=True)),
            }
        return {self.attname: value.pk if self.field.is_relation else value}

    def shown(self, value):
        """A value, or the field's raw value, as the preview writes it."""
        if value is None or isinstance(value, Period):
            return value.text if value else ""
        return str(value) if self.is_period else str(self.widget.render(value))


class Parent(Field):
    """A column that names what the record hangs on. It finds the record and is never changed."""

    def __init__(self, attribute, column_name, widget=None):
        super().__init__(attribute, column_name, widget, readonly=True)
