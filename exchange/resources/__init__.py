"""What every import and export of a table shares, on top of django-import-export.

`exchange.legacy` has read the file; a resource checks the rows and saves them.

Who wins: what the file says, where it says something. A blank cell never empties a field, the
published state is never touched, and a row that says what is already there changes nothing, not
even the history. Before anything is saved, the preview shows each field that the file would
change, old beside new.
"""

import logging
from collections import defaultdict

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext_lazy
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import ModelResource
from simple_history.utils import bulk_create_with_history

from exchange.legacy.errors import LegacyError
from exchange.periods import Period
from exchange.resources.results import Changes, TableResult, words_of
from exchange.resources.widgets import TextWidget

logger = logging.getLogger(__name__)

# The column of a dataset with the row's number in the file.
ROW_NUMBER = "행"


class Cell(Field):
    """A column that fills a field of the record; a blank cell leaves the field as it is."""

    def __init__(self, attribute, column_name, widget=None, **kwargs):
        super().__init__(attribute, column_name, widget or TextWidget(), **kwargs)

    def save(self, instance, row, is_m2m=False, **kwargs):
        if row[self.column_name]:
            super().save(instance, row, is_m2m, **kwargs)

    def says_the_same(self, record, other):
        spelling = self.widget.spelling
        return spelling(self.export(record)) == spelling(self.export(other))


class Parent(Field):
    """A column that names what the record hangs on. It finds the record and is never changed."""

    def __init__(self, attribute, column_name, widget=None):
        super().__init__(attribute, column_name, widget, readonly=True)


class KnownRows(BaseInstanceLoader):
    """The records the file may be about, from one query, found by their natural key."""

    def __init__(self, resource, dataset=None):
        super().__init__(resource, dataset)
        found = resource.found_parents.values()
        parents = {parent for parent in found if not isinstance(parent, LegacyError)}
        self.known = {resource.key_of(record): record for record in resource.known_records(parents)}

    def get_instance(self, row):
        return self.known.get(self.resource.key_in(row))


class TableResource(ModelResource):
    """A table of one `shape`. Subclasses say what its rows hang on and how to find them again."""

    shape = None
    # The foreign key that the import form asks for, where the file names none.
    asked = None
    # What the form says of the published state of new records.
    state_note = gettext_lazy("새로 들어오는 기록은 ‘작성 중’입니다.")
    # The columns that name what a row hangs on, from the widest to the narrowest.
    parent_columns = ()

    class Meta:
        abstract = True
        instance_loader_class = KnownRows
        skip_unchanged = True
        use_bulk = True
        batch_size = 500
        store_row_values = True

    def __init__(self, chosen=None, **kwargs):
        super().__init__(**kwargs)
        self.chosen = chosen
        self.user, self.reason = None, ""
        self.found_parents = {}

    @classmethod
    def get_display_name(cls):
        return cls.shape.name

    @classmethod
    def get_result_class(cls):
        return TableResult

    @classmethod
    def get_diff_class(cls):
        return Changes

    @classmethod
    def choices(cls):
        """What the import form offers to choose from."""
        raise NotImplementedError

    # What a subclass says of its rows.

    def prepare(self, rows):
        """Shape the rows (dicts), in place: some become one, one becomes several."""

    def find_parent(self, *names):
        """What rows with these words in `parent_columns` hang on; LegacyError if nothing is."""
        raise NotImplementedError

    def known_records(self, parents):
        """The records of these parents that are already there, in one query."""
        raise NotImplementedError

    def key_of(self, record):
        """The natural key of a record, in the spelling of `key_in`."""
        raise NotImplementedError

    def key_in(self, row):
        """The natural key a row names; ValidationError or ValueError where it cannot be read."""
        raise NotImplementedError

    def new_record(self, row):
        """A record for a row that finds none."""
        raise NotImplementedError

    def parent_of(self, row):
        """What the row hangs on; ValidationError, by column, where it names nothing known."""
        names = tuple(row[column] for column in self.parent_columns)
        if names not in self.found_parents:
            try:
                self.found_parents[names] = self.find_parent(*names)
            except LegacyError as error:
                self.found_parents[names] = error
        found = self.found_parents[names]
        if isinstance(found, LegacyError):
            column = found.cell.get("column", self.parent_columns[-1])
            raise ValidationError({column: str(found)})
        return found

    # The library's steps, in the order in which it takes them.

    def before_import(self, dataset, **kwargs):
        self.user = kwargs.get("user")
        self.reason = f"가져오기: {kwargs.get('file_name') or self.shape.name}"[:100]
        self.notes = []
        rows = list(dataset.dict)
        self.prepare(rows)
        headers = dataset.headers
        dataset.wipe()
        dataset.headers = headers
        dataset.extend([list(row.values()) for row in rows])
        self.find_repeated(rows)

    def find_repeated(self, rows):
        seen = defaultdict(list)
        for row in rows:
            try:
                seen[self.key_in(row)].append(row[ROW_NUMBER])
            except (ValueError, ValidationError):
                continue  # said when its turn comes
        self.keys = seen.keys()
        self.repeated = {number: numbers[0] for numbers in seen.values() for number in numbers[1:]}

    def after_import(self, dataset, result, **kwargs):
        super().after_import(dataset, result, **kwargs)
        result.notes = self.notes

    def import_row(self, row, instance_loader, **kwargs):
        result = super().import_row(row, instance_loader, **kwargs)
        result.number = row[ROW_NUMBER]
        result.parents = " ".join(filter(None, (row[name] for name in self.parent_columns)))
        result.problems = list(self.problems_of(result, row))
        return result

    def before_import_row(self, row, **kwargs):
        self.parent_of(row)
        first = self.repeated.get(row[ROW_NUMBER])
        if first:
            raise ValidationError(f"{first}행과 같은 내용입니다. 둘 가운데 하나를 지워 주세요.")

    def get_instance(self, instance_loader, row):
        try:
            return instance_loader.get_instance(row)
        except (ValueError, ValidationError):
            return None  # import_instance says what is wrong with the cell

    def init_instance(self, row=None):
        return self.new_record(row)

    def get_import_fields(self):
        return [field for field in super().get_import_fields() if not field.readonly]

    def skip_row(self, instance, original, row, import_validation_errors=None):
        self.changed = [
            field.attribute
            for field in self.get_import_fields()
            if not field.says_the_same(instance, original)
        ]
        same = not (import_validation_errors or instance._state.adding or self.changed)
        if not same:
            number = row[ROW_NUMBER]
            self.notes += (f"{number}행: {note}" for note in self.notes_on(instance, row))
        return same

    def notes_on(self, instance, row):
        """What the clerk should look at in a row that is new or changed, though it can be read."""
        for field in self.get_import_fields():
            value = field.get_value(instance)
            if isinstance(value, Period):
                yield from value.warnings

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Check the fields. Keys were looked up already, and the database keeps the constraints."""
        errors = dict(import_validation_errors or {})
        relations = {field.name for field in instance._meta.fields if field.is_relation}
        try:
            instance.clean_fields(exclude=relations | errors.keys())
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def bulk_create(self, using_transactions, dry_run, raise_errors, batch_size=None, result=None):
        if dry_run:  # rolled back, so its history need not be written
            super().bulk_create(using_transactions, dry_run, raise_errors, batch_size, result)
            return
        try:
            bulk_create_with_history(
                self.create_instances,
                self._meta.model,
                batch_size=batch_size,
                default_user=self.user,
                default_change_reason=self.reason,
            )
        except DatabaseError as error:
            self.handle_import_error(result, error, raise_errors)
        finally:
            self.create_instances.clear()

    def bulk_update(self, using_transactions, dry_run, raise_errors, batch_size=None, result=None):
        try:
            for record in self.update_instances:
                self.save_record(record)
        except DatabaseError as error:
            self.handle_import_error(result, error, raise_errors)
        finally:
            self.update_instances.clear()

    def save_record(self, record):
        """Save one record; its history names the file and the user."""
        record._change_reason, record._history_user = self.reason, self.user
        record.save()

    # What goes wrong, in words.

    def handle_import_error(self, result, error, raise_errors=False):
        if isinstance(error, DatabaseError):
            logger.error("%s", self.reason, exc_info=error)
            error = LegacyError(self.broken_constraint(error))
        super().handle_import_error(result, error, raise_errors)

    def broken_constraint(self, error):
        for constraint in self._meta.model._meta.constraints:
            if constraint.name in str(error):
                return constraint.get_violation_error_message()
        return (
            "자료를 저장하지 못했습니다. 그사이 자료가 바뀌었을 수 있으니 파일을 다시 올려 주세요."
        )

    def problems_of(self, result, row):
        """The row's problems: number in the file, column, text as written, what to do."""
        for error in result.errors:
            logger.error("%s, %s행", self.reason, row[ROW_NUMBER], exc_info=error.error)
            yield {"row": row[ROW_NUMBER], "message": self.broken_constraint(error.error)}
        if result.validation_error:
            error = result.validation_error
            by_name = getattr(error, "error_dict", None) or {NON_FIELD_ERRORS: error.error_list}
            for name, errors in by_name.items():
                column = self.column_of(name)
                for one in errors:
                    yield {
                        "row": row[ROW_NUMBER],
                        "column": column,
                        "text": row.get(column, ""),
                        "message": words_of(one),
                    }

    def column_of(self, name):
        """The column that fills this field of the record; a column's own name stays."""
        for field in self.fields.values():
            if name in (field.column_name, field.attribute, field.attribute.rpartition("__")[2]):
                return field.column_name
        return ""

    # Export.

    def export(self, queryset=None, **kwargs):
        # Words of the table are Korean, whichever language the clerk's screen has.
        with translation.override("ko"):
            return super().export(queryset, **kwargs)
