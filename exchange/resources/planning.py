"""Rows to plans, and plans to records, some hundred rows at a time."""

import re

from exchange.legacy.errors import LegacyError
from exchange.periods import Period
from exchange.resources.cells import Cell
from exchange.resources.finding import Finding
from exchange.resources.human import HumanEdits
from exchange.resources.plans import CHANGED, KEPT, NEW, LeftOut, Question, RowPlan
from exchange.resources.writing import Writer

MARKUP = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|(?:^|\s)/t[dr]>|&[a-z]+;|&#\d+;", re.I)


# The largest number PostgreSQL keeps in a PositiveSmallIntegerField.
LAST_POSITION = 32_767


class Planning(Finding):
    """The part of a TableResource that compares rows with what is there and writes them.

    Nothing is written by `plan`: a preview is plans that were not saved.
    """

    # The foreign key to what the rows hang on.
    parent_field = None
    # Raw fields that make the natural key, beside the parent.
    key_fields = ()
    # What `read` makes of a row.
    plan_class = RowPlan

    def begin(self, context, partner, number):
        """Know the import this table is part of, whose table it is, and which of the file's."""
        self.context, self.partner, self.number = context, partner, number
        self.model = self._meta.model
        self.cells = {
            field.column_name: field
            for field in self.get_import_fields()
            if isinstance(field, Cell)
        }
        for cell in self.cells.values():
            self.bind(cell)
        self.parents = {}
        self.begin_finding()
        # Rows of all tables of this kind in the import.
        self.seen = self.shared("seen", dict)
        # The line that was read last, and how many plans it has given.
        self.line, self.part = None, 0
        self.pending = []
        # Sentences on the table as a whole.
        self.notices = []
        # Whether all rows are known.
        self.is_complete = False

    def bind(self, cell):
        cell.bind(self.model)

    def get_import_fields(self):
        return [field for field in super().get_import_fields() if not field.readonly]

    # What a subclass may say.

    def key_in(self, row, values):
        """The natural key a row names, beside the parent, as `key_of_stored` gives it."""
        raise NotImplementedError

    def key_of_stored(self, stored):
        """The natural key of raw `key_fields`, spelling aside."""
        return tuple(stored)

    def extra_fields(self):
        """Raw fields `note_stored` wants to see of every record below the parents."""
        return ()

    def note_stored(self, parent_pk, extra):
        """Look at a record that is already there, while the parents' records are loaded."""

    def next_position(self, parent_pk):
        """The place of a new record behind all others of its parent."""
        self.last[parent_pk] = min(self.last[parent_pk] + 1, LAST_POSITION)
        return self.last[parent_pk]

    def resembling(self, plan):
        """Keys of records the new row may be a corrected version of."""
        return ()

    def describe(self, pk):
        """A stored record in a question, by its key."""
        return str(self.model._base_manager.get(pk=pk))

    def values_for_new(self, plan):
        """{attname: value} a new record has besides what its cells say."""
        return {}

    def notes_on(self, plan):
        """What the clerk should look at in a row that is new or changed, though it can be read."""
        for value in plan.values.values():
            if isinstance(value, Period):
                yield from value.warnings
        for column in self.cells:
            if MARKUP.search(plan.row[column]):
                yield f"'{column}' 칸에 웹페이지의 표시(태그)가 섞여 있습니다: {plan.row[column]}"

    # Reading.

    def parent_of(self, row):
        """What the row hangs on; LegacyError, with its column, where it names nothing known."""
        names = tuple([row[column] for column in self.parent_columns])
        if names not in self.parents:
            try:
                self.parents[names] = self.find_parent(*names)
            except LegacyError as error:
                self.parents[names] = error
        found = self.parents[names]
        if isinstance(found, LegacyError):
            raise found
        return found

    def new_plan(self, row):
        """An empty plan; further plans of a line are numbered."""
        number = row["행"]
        self.part = self.part + 1 if number == self.line else 0
        self.line = number
        return self.plan_class(row, number, self.part)

    def read(self, row):
        """The plan of one row, as far as the row alone tells it."""
        plan = self.new_plan(row)
        for column, text, message in row.get("problems", ()):
            plan.problem(column, message, text)
        try:
            plan.parent = self.parent_of(row)
        except Question as question:
            plan.ask(question.id, str(question), question.choices)
        except LeftOut as reason:
            plan.leave_out(str(reason))
            return plan
        except LegacyError as error:
            plan.problem(error.cell.get("column", self.parent_columns[-1]), str(error))
        wrong = {column for column, _, _ in plan.problems}
        values = plan.values
        for column, cell in self.cells.items():
            text = row[column]
            if text and column not in wrong:
                try:
                    value = cell.read(text)
                    if value is not None:  # 미정 says no more than a blank
                        values[column] = value
                except ValueError as error:
                    plan.problem(column, str(error))
        self.check_needed(plan)
        if plan.kind is None:
            parent = plan.parent
            plan.key = (parent.pk or ("new", id(parent)), *self.key_in(row, values))
            self.find_repeated(plan)
        return plan

    def check_needed(self, plan):
        """Say which cells must not be blank and are."""
        for column, cell in self.cells.items():
            if column not in plan.values and self.is_needed(cell) and not plan.row[column]:
                plan.problem(column, "칸이 비어 있습니다. 적어 주세요.")

    @staticmethod
    def is_needed(cell):
        field = cell.field
        return not (field.blank or field.null or field.has_default())

    def find_repeated(self, plan):
        # Of a hundred thousand rows only the fingerprints are kept.
        row = hash(tuple([plan.row[name] for name in self.shape.names]))
        where, first = self.seen.setdefault(hash(plan.key), ((self.number, plan.number), None))
        if first is None:
            self.seen[hash(plan.key)] = where, row
            return
        table, number = where
        number = number if table == self.number else f"{table}번 표의 {number}"
        if first == row:
            plan.kind = "same"
            plan.note(f"{number}행과 똑같은 행이라 한 번만 들어갑니다.")
        else:
            plan.problem(
                self.name_columns[0],
                f"{number}행과 같은 기록인데 다른 칸의 내용이 서로 다릅니다. 둘 가운데 하나를 빼거나 "
                "고쳐 주세요.",
            )

    # Comparing.

    def plan(self, rows):
        """The plans of these rows, in their order."""
        plans = [self.read(row) for row in rows]
        good = [plan for plan in plans if plan.kind is None]
        self.load({plan.parent for plan in good if plan.parent.pk})
        for plan in good:
            self.match(plan)
        self.compare([plan for plan in good if plan.pk])
        self.look_beside(good)
        for plan in good:
            plan.settle()
            if plan.kind in (NEW, CHANGED, KEPT):
                for note in self.notes_on(plan):
                    plan.note(note)
                if plan.kind == NEW:
                    self.look_for_resembling(plan)
        return plans

    def compare(self, plans):
        """Find what would change in the records these rows are about."""
        if not plans:
            return
        cells = self.cells
        attnames = [cell.attname for cell in cells.values()]
        rows = self.model._base_manager.filter(pk__in={plan.pk for plan in plans})
        stored = {
            pk: (stamp, dict(zip(cells, values, strict=True)))
            for pk, stamp, *values in rows.values_list("pk", "updated_at", *attnames)
        }
        differing = []
        for plan in plans:
            if plan.pk not in stored:
                plan.problem(
                    self.name_columns[0], "그사이 지워진 기록입니다. 다시 미리 보아 주세요."
                )
                continue
            if not self.is_first(plan):
                continue
            plan.stamp, old = stored[plan.pk]
            plan.changes = [
                [column, cells[column].shown(old[column]), cells[column].shown(value), False]
                for column, value in plan.values.items()
                if not cells[column].agrees(value, old[column])
            ]
            if plan.changes:
                differing.append(plan)
        if differing and not self.context.overwrites:
            self.keep_what_people_wrote(differing)

    def keep_what_people_wrote(self, plans):
        attnames = sorted(
            {self.cells[change[0]].attname for plan in plans for change in plan.changes}
        )
        edits = HumanEdits(self.model, {plan.pk for plan in plans}, attnames)
        for plan in plans:
            for change in plan.changes:
                change[3] = edits.has(plan.pk, self.cells[change[0]].attname)

    def look_beside(self, plans):
        """Compare what rows say of other records than their own (see `amending`)."""

    # Rows that may be a corrected version of a record the file no longer names.

    def question_of(self, plan):
        return f"same:{self.number}:{plan.number}" + (f".{plan.part}" if plan.part else "")

    def look_for_resembling(self, plan):
        if self.question_of(plan) not in self.context.answers and any(
            pk not in self.claimed for pk in self.resembling(plan)
        ):
            self.pending.append(plan)

    def pending_among(self, plans):
        """The ids of those of these plans that wait for `finish`."""
        return set(map(id, self.pending)).intersection(map(id, plans)) if self.pending else set()

    def finish(self):
        """Ask, once all rows are known, about new rows that resemble what no row names."""
        self.is_complete = True
        for plan in self.pending:
            found = dict.fromkeys(self.resembling(plan))
            left = [pk for pk in found if pk not in self.claimed][:3]
            if left:
                choices = [[f"same:{pk}", f"‘{self.describe(pk)}’을(를) 고친 것"] for pk in left]
                plan.ask(
                    self.question_of(plan),
                    f"{plan.number}행 ‘{self.name_of(plan)}’과(와) 비슷한 기록이 이미 있습니다.",
                    [*choices, ["new", "다른 기록으로 새로 넣기"]],
                )
        self.pending = []

    def name_of(self, plan):
        """The row's record in a few words."""
        return " ".join(filter(None, (plan.row[column] for column in self.name_columns)))[:120]

    # Saving.

    def save(self, plans):
        """Write what the plans say, within the present transaction; they get their `records`."""
        context = self.context
        writer = Writer(self.model, context.user, context.reason, context.moment)
        label = self.model._meta.label_lower
        new = [plan for plan in plans if plan.kind == NEW]
        parent = self.model._meta.get_field(self.parent_field).attname
        rows = [
            {parent: plan.parent.pk, **self.values_for_new(plan), **self.columns_of(plan)}
            for plan in new
        ]
        for plan, pk in zip(new, writer.insert(rows), strict=True):
            plan.records = [[label, pk, "+"]]
        changed = [plan for plan in plans if plan.kind == CHANGED and plan.pk]
        changes = []
        for plan in changed:
            touched = {name for name, *_, kept in plan.changes if not kept} & self.cells.keys()
            if touched:
                changes.append((plan.pk, plan.stamp, self.columns_of(plan, touched)))
                plan.records = [[label, plan.pk, "~"]]
        writer.update(changes)

    def columns_of(self, plan, names=None):
        """{attname: raw value} of a row's cells, of all or of these columns."""
        columns = {}
        for name, value in plan.values.items():
            if names is None or name in names:
                columns.update(self.cells[name].columns(value))
        return columns
