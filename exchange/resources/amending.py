"""What a row says of other records than its own: a fact that is a number of the city."""

from collections import defaultdict

from exchange.resources.human import HumanEdits
from exchange.resources.plans import RowPlan
from exchange.resources.writing import Writer


class WidePlan(RowPlan):
    """The plan of a row that writes several records.

    `amends` are the Amends of records that are there; `adds` are [model, {attname: value or a
    record that may not be saved yet}] of those that are new.
    """

    __slots__ = ("adds", "amends")

    def __init__(self, row, number):
        super().__init__(row, number)
        self.adds, self.amends = [], []

    def amend(self, record, values):
        """Say what this row tells of a record: {cell: value}."""
        self.amends.append(Amend(record, values))


class Amend:
    """Values for fields of one record; `touched` {attname: raw value} once they were compared."""

    __slots__ = ("cells", "record", "stamp", "touched", "values")

    def __init__(self, record, values):
        self.record, self.values = record, values
        self.cells = {cell.attname: cell for cell in values}
        self.stamp, self.touched = None, {}


class Amending:
    """The amends of one import, over all its tables.

    A later row is compared with what an earlier one is about to write. Two rows of one table
    that give a field different values are a problem of the later one.
    """

    def __init__(self, context):
        self.context = context
        # {(record, attname): (raw value, shown, table, line)} as rows of this import say it.
        self.said = {}
        # {(model, pk): when this import wrote it}.
        self.written = {}

    @staticmethod
    def name_of(record):
        """A record in `said`: the same for all instances of it, saved or not."""
        return type(record), record.natural_key()

    def compare(self, plans, table, column):
        """Add to each plan what its amends change; `column` is where to mend what contradicts."""
        by_model = defaultdict(list)
        for plan in plans:
            for amend in plan.amends:
                by_model[type(amend.record)].append((plan, amend))
        for model, pairs in by_model.items():
            self.compare_with(model, pairs, table, column)

    def compare_with(self, model, pairs, table, column):
        attnames = sorted({name for _, amend in pairs for name in amend.cells})
        pks = {amend.record.pk for _, amend in pairs if amend.record.pk}
        rows = model._base_manager.filter(pk__in=pks).values_list("pk", "updated_at", *attnames)
        stored = {
            pk: (stamp, dict(zip(attnames, values, strict=True))) for pk, stamp, *values in rows
        }
        changed = []
        for plan, amend in pairs:
            record = amend.record
            if record.pk and record.pk not in stored:
                plan.problem(column, "그사이 지워진 기록입니다. 다시 미리 보아 주세요.")
                continue
            amend.stamp, old = stored.get(record.pk, (None, None))
            if old is None:
                old = {name: getattr(record, name) for name in attnames}
            changes = [
                change
                for cell, value in amend.values.items()
                if (change := self.change(plan, record, cell, value, old[cell.attname], table))
            ]
            if changes:
                changed.append((plan, amend, changes))
        overwrites = self.context.overwrites or not changed
        edits = None if overwrites else HumanEdits(model, pks, attnames)
        for plan, amend, changes in changed:
            self.settle(plan, amend, changes, edits, table, column)

    def change(self, plan, record, cell, value, stored, table):
        """(cell, value, old text, what an earlier row said) where the value is another; else None."""
        earlier = self.said.get((*self.name_of(record), cell.attname))
        if earlier is None:
            return None if cell.agrees(value, stored) else (cell, value, cell.shown(stored), None)
        if cell.agrees(value, earlier[0]):
            return None
        return cell, value, earlier[1], earlier

    def settle(self, plan, amend, changes, edits, table, column):
        """Take the changes into the plan, but for what a person wrote and what contradicts."""
        record, taken = amend.record, []
        for cell, value, old, earlier in changes:
            # Another row of the same lot may have said it meanwhile.
            earlier = self.said.get((*self.name_of(record), cell.attname), earlier)
            if earlier and cell.agrees(value, earlier[0]):
                continue
            shown = cell.shown(value)
            if earlier and earlier[2] == table:
                plan.problem(
                    column,
                    f"{earlier[3]}행에는 {cell.column_name}이(가) ‘{earlier[1]}’(이)라고 적혀 있는데 이 "
                    f"행에는 ‘{shown}’(이)라고 적혀 있습니다. 둘 가운데 하나를 빼거나 고쳐 주세요.",
                )
                return
            kept = bool(edits and record.pk and edits.has(record.pk, cell.attname))
            taken.append((cell, value, earlier[1] if earlier else old, shown, kept))
        for cell, value, old, shown, kept in taken:
            plan.changes = [*plan.changes, [cell.column_name, old, shown, kept]]
            if not kept:
                amend.touched.update(cell.columns(value))
                raw = cell.columns(value)[cell.attname]
                self.said[(*self.name_of(record), cell.attname)] = (
                    raw, shown, table, plan.number
                )  # fmt: skip

    def save(self, plans):
        """Write what the plans' amends change; the plans get their `records`."""
        context, by_model = self.context, defaultdict(dict)
        for plan in plans:
            for amend in plan.amends:
                if amend.touched:
                    model, pk = type(amend.record), amend.record.pk
                    stamp = self.written.get((model, pk), amend.stamp) or context.moment
                    by_model[model].setdefault(pk, (stamp, {}))[1].update(amend.touched)
                    plan.records = [*plan.records, [model._meta.label_lower, pk, "~"]]
        for model, changes in by_model.items():
            writer = Writer(model, context.user, context.reason, context.moment)
            writer.update([(pk, stamp, values) for pk, (stamp, values) in changes.items()])
            self.written.update({(model, pk): context.moment for pk in changes})

    def add(self, plans):
        """Insert what the plans add, one model after another; the plans get their `records`."""
        context, by_model = self.context, defaultdict(list)
        for plan in plans:
            for model, values in plan.adds:
                row = {
                    name: value.pk if hasattr(value, "pk") else value
                    for name, value in values.items()
                }
                by_model[model].append((plan, row))
        for model, pairs in by_model.items():
            writer = Writer(model, context.user, context.reason, context.moment)
            for (plan, _), pk in zip(pairs, writer.insert([row for _, row in pairs]), strict=True):
                plan.records = [*plan.records, [model._meta.label_lower, pk, "+"]]
