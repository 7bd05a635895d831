"""How one table is read: its kind, its header row, and which of its columns is what."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from exchange.admin.forms import RowSelect
from exchange.desk import intake
from exchange.desk.forms import PartnerField
from exchange.legacy.errors import LegacyError
from exchange.legacy.headers import is_passed_over, is_private
from exchange.resources import by_code
from exchange.resources.plans import LeftOut, Question

# Rows that may be chosen as the header, and rows of the sample above and below it.
HEADERS_OFFERED, ROWS_ABOVE, ROWS_BELOW = 20, 2, 5

HOME_COLUMN = "우리 도시"


def letters(place):
    """The name a spreadsheet gives to a column: A, B, … Z, AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def as_key(place):
    """A place as the value of an option: 3, or 3,4,5 for a column that stands in several."""
    if place is None:
        return ""
    return ",".join(map(str, place)) if isinstance(place, list | tuple) else str(place)


class TableForm(forms.Form):
    """How one table is read. Made for the shape and header row the table has now."""

    def __init__(self, *args, table, suggestions, **kwargs):
        super().__init__(*args, prefix=f"t{table.number}", **kwargs)
        self.table = table
        kinds = by_code()
        self.kind = kinds.get(table.shape)
        # For templates, which would call a class and so make a resource of it.
        self.shape_name = self.kind.shape.name if self.kind else ""
        self.state_note = self.kind.state_note if self.kind else ""
        self.found = intake.columns_of(table) if self.kind else []
        shapes = [(code, resource.shape.name) for code, resource in kinds.items()]
        self.fields["shape"] = forms.ChoiceField(
            label=_("표의 종류"),
            choices=[("", _("가져오지 않음")), *shapes],
            required=False,
            initial=table.shape,
            widget=RowSelect,
        )
        self.fields["header"] = forms.TypedChoiceField(
            label=_("제목 줄"),
            choices=self.header_choices(),
            coerce=int,
            empty_value=table.header,
            required=False,
            initial=table.header,
            widget=RowSelect,
        )
        self.partner_column = ""
        if self.kind:
            self.add_columns(suggestions)

    @cached_property
    def rows_shown(self):
        """The first rows as (place, line, cells); cells that hold persons are covered."""
        private = {place for place, header, _samples in self.found if is_private(header)}
        rows = []
        for place, (line, *cells) in enumerate(self.table.sample):
            if place > self.table.header:
                cells = ["···" if n in private and text else text for n, text in enumerate(cells)]
            rows.append((place, line, cells))
        return rows

    def header_choices(self):
        choices = [
            (place, (f"{line}행: " if line else "") + " | ".join(filter(None, cells))[:60])
            for place, line, cells in self.rows_shown[:HEADERS_OFFERED]
            if any(cells)
        ]
        if self.table.header not in dict(choices):
            choices.insert(0, (self.table.header, _("제목 줄 없음")))
        return choices

    def add_columns(self, suggestions):
        table, columns = self.table, self.kind.shape.columns
        places = {
            str(place): f"{letters(place)}: {header or _('(제목 없음)')}"
            for place, header, _samples in self.found
            if not is_private(header)
        }
        whose = self.kind.parent_columns[-1] if self.kind.asks_whose else ""
        for number, column in enumerate(columns):
            key = as_key(table.places.get(column.name))
            choices = [("", "–"), *places.items()]
            if key and key not in places:
                choices.insert(1, (key, self.name_of_places(key)))
            self.fields[f"place{number}"] = forms.ChoiceField(
                label=column.name, choices=choices, required=False, initial=key, widget=RowSelect
            )
            if column.name == whose:
                self.partner_column = column.name
                self.fields[f"constant{number}"] = PartnerField(suggestions, initial=table.partner)
            else:
                self.fields[f"constant{number}"] = forms.CharField(
                    required=False,
                    max_length=200,
                    initial=table.constants.get(column.name, ""),
                )

    @staticmethod
    def name_of_places(key):
        if key.startswith("-"):
            return _("열 제목에서")
        return _("%(columns)s열을 함께") % {
            "columns": "·".join(letters(int(place)) for place in key.split(","))
        }

    @cached_property
    def rows(self):
        """For the page: each column of the shape with its two fields."""
        samples = {place: samples for place, _header, samples in self.found}
        rows = []
        for number, column in enumerate(self.kind.shape.columns):
            place, constant = self[f"place{number}"], self[f"constant{number}"]
            is_whose = column.name == self.partner_column
            at = self.table.places.get(column.name)
            rows.append(
                {
                    "column": column,
                    "place": place,
                    "constant": constant,
                    "is_whose": is_whose,
                    "samples": samples.get(at, ()) if isinstance(at, int) else (),
                    "matters": column.needed
                    or is_whose
                    or bool(place.value() or constant.value())
                    or bool(place.errors or constant.errors),
                }
            )
        return rows

    def rows_in_use(self):
        return [row for row in self.rows if row["matters"]]

    def rows_to_spare(self):
        """Columns of the shape that the file does not seem to have."""
        return [row for row in self.rows if not row["matters"]]

    def needs_home(self):
        """Whether nothing in the table says which home its rows are of."""
        data = self.cleaned_data
        if not self.kind or not data.get("shape") or HOME_COLUMN not in self.kind.shape.names:
            return False
        number = self.kind.shape.names.index(HOME_COLUMN)
        return not (data.get(f"place{number}") or data.get(f"constant{number}"))

    def has_new_layout(self):
        """Whether the clerk chose another kind of table or header row than the columns are of."""
        data = self.cleaned_data
        shape, header = data.get("shape", ""), data.get("header", self.table.header)
        return bool(shape) and (shape != self.table.shape or header != self.table.header)

    def apply(self):
        """Put what the clerk chose into the table; nothing is saved."""
        data, table = self.cleaned_data, self.table
        table.shape = data.get("shape", "")
        if not (self.kind and table.shape):
            return
        table.places, table.constants = {}, {}
        for number, column in enumerate(self.kind.shape.columns):
            key, text = data.get(f"place{number}", ""), data.get(f"constant{number}", "")
            if key:
                places = [int(place) for place in key.split(",")]
                table.places[column.name] = places if len(places) > 1 else places[0]
            if column.name == self.partner_column:
                table.partner = text
            elif text:
                table.constants[column.name] = text

    def clean(self):
        data = super().clean()
        if not self.kind or data.get("shape") != self.table.shape or self.has_new_layout():
            return data
        columns = self.kind.shape.columns
        chosen = {column.name: data.get(f"place{n}", "") for n, column in enumerate(columns)}
        for number, column in enumerate(columns):
            is_given = chosen[column.name] or data.get(f"constant{number}")
            if column.needed and not is_given and f"place{number}" not in self.errors:
                self.add_error(
                    f"place{number}",
                    _("꼭 있어야 합니다. 파일의 열을 고르거나 모든 행에 넣을 값을 적어 주세요."),
                )
        if self.partner_column:
            number = self.kind.shape.names.index(self.partner_column)
            if not chosen[self.partner_column] and not data.get(f"constant{number}"):
                self.add_error(
                    f"constant{number}",
                    _("어느 도시의 표인지 적거나, 도시가 적힌 파일의 열을 골라 주세요."),
                )
        before = {name: as_key(place) for name, place in self.table.places.items()}
        if {name: key for name, key in chosen.items() if key} != before:
            self.refuse_doubles(chosen)
        return data

    def refuse_doubles(self, chosen):
        """One column of the file fills one column of the record."""
        taken = {}
        for number, (name, key) in enumerate(chosen.items()):
            if key and not key.startswith("-") and key in taken:
                self.add_error(
                    f"place{number}",
                    _("‘%(other)s’에서 이미 고른 열입니다. 다른 열을 골라 주세요.")
                    % {"other": taken[key]},
                )
            taken.setdefault(key, name)

    def refuse_unknown(self, context):
        """Say beside the field if the city whose table this is is not registered."""
        if not self.partner_column or self.has_new_layout():
            return
        number = self.kind.shape.names.index(self.partner_column)
        named = self.cleaned_data.get(f"constant{number}")
        if not named or self.cleaned_data.get(f"place{number}"):
            return
        resource = self.kind(context, named, self.table.number)
        try:
            resource.find_parent(*[""] * len(self.kind.parent_columns))
        except (Question, LeftOut):
            return  # asked, or answered, in the preview
        except LegacyError as error:
            self.add_error(f"constant{number}", str(error))

    # For the sample.

    def headings(self):
        """Each column of the file: its letters, and which column of the record it becomes."""
        becomes = {}
        for name, place in self.table.places.items():
            for one in place if isinstance(place, list) else [place]:
                becomes.setdefault(one, name)
        width = max((len(row) - 1 for row in self.table.sample), default=0)
        return [
            {"letters": letters(place), "becomes": becomes.get(place, "")} for place in range(width)
        ]

    def sample(self):
        """Rows around the header."""
        width = len(self.headings())
        first = max(self.table.header - ROWS_ABOVE, 0)
        for place, line, cells in self.rows_shown[first : self.table.header + 1 + ROWS_BELOW]:
            yield {
                "line": line,
                "cells": cells + [""] * (width - len(cells)),
                "is_header": bool(self.kind) and place == self.table.header,
            }

    @cached_property
    def left(self):
        """Headers of the columns that are not read."""
        used = set()
        for place in self.table.places.values():
            used.update(place if isinstance(place, list) else [place])
        return [(place, header) for place, header, _samples in self.found if place not in used]

    def left_columns(self):
        return [
            header or letters(place)
            for place, header in self.left
            if not (is_private(header) or is_passed_over(header))
        ]

    def private_columns(self):
        return [header for _place, header in self.left if is_private(header)]
