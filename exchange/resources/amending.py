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

    def __init__(self, *args):
        super().__init__(*args)
        self.adds, self.amends = [], []

    def amend(self, record, values, **options):
        """Say what this row tells of a record: {cell: value}; `options` are those of Amend."""
        self.amends.append(Amend(record, values, **options))


class Amend:
    """Values for fields of one record; `touched` {attname: raw value} once they were compared.

    Fields that go `together` are all kept where a person wrote one of them. `outdates` are cells
    of fields that hold no more once others change and the row does not give them anew: the year
    of a population.
    """

    __slots__ = ("cells", "outdates", "record", "stamp", "together", "touched", "values")

    def __init__(self, record, values, together=False, outdates=()):
        self.record, self.values = record, values
        self.together, self.outdates = together, outdates
        self.cells = {cell.attname: cell for cell in (*values, *outdates)}
        self.stamp, self.touched = None, {}


class Amending:
    """The amends of one import, over all its tables.

    A later row is compared with what an earlier one is about to write. Two rows of one table
    that give a field different values are a problem of the later one. Of two tables that do,
    the first is taken, and the second says so: if the second were, the same file would change
    the record each time, forth and back.
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

    def tell(self, record, values, table, line):
        """Know what a row says of a record it makes: {cell: value}."""
        name = self.name_of(record)
        for cell, value in values.items():
            raw = cell.columns(value)[cell.attname]
            self.said[name, cell.attname] = raw, cell.shown(value), table, line

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
        differing, found = set(), []
        for plan, amend in pairs:
            record = amend.record
            if record.pk and record.pk not in stored:
                plan.problem(column, "그사이 지워진 기록입니다. 다시 미리 보아 주세요.")
                continue
            amend.stamp, old = stored.get(record.pk, (None, None))
            if old is None:
                old = {name: getattr(record, name) for name in attnames}
            found.append((plan, amend, old))
            if not all(
                cell.agrees(value, old[cell.attname]) for cell, value in amend.values.items()
            ):
                differing.add(record.pk)
        differing.discard(None)
        edits = None
        if differing and not self.context.overwrites:
            edits = HumanEdits(model, differing, attnames)
        for plan, amend, old in found:
            self.take(plan, amend, old, edits, table, column)

    def take(self, plan, amend, stored, edits, table, column):
        """Take into the plan what is not said yet, but for what a person wrote."""
        record, name, taken = amend.record, self.name_of(amend.record), []
        for cell, value in amend.values.items():
            known, shown = stored[cell.attname], cell.shown(value)
            said, words, where, line = self.said.get((name, cell.attname), (known, None, None, 0))
            if where == table and not cell.agrees(value, said):
                plan.problem(
                    column,
                    f"{line}행에는 {cell.column_name}이(가) ‘{words}’(이)라고 적혀 있는데 이 행에는 "
                    f"‘{shown}’(이)라고 적혀 있습니다. 둘 가운데 하나를 빼거나 고쳐 주세요.",
                )
                return
            if where is not None and not cell.agrees(value, said):
                plan.note(
                    f"{where}번 표의 {line}행에는 {cell.column_name}이(가) ‘{words}’(이)라고 적혀 있어 "
                    f"‘{shown}’은(는) 넣지 않습니다."
                )
                if amend.together:
                    return
                continue
            taken.append((cell, value, said, cell.shown(said) if words is None else words, shown))
        new = [cell for cell, value, said, *_ in taken if not cell.agrees(value, said)]
        kept = {cell for cell in new if edits and record.pk and edits.has(record.pk, cell.attname)}
        if kept and amend.together:
            kept = set(new)
        if new and not kept:
            taken += [
                (cell, None, stored[cell.attname], cell.shown(stored[cell.attname]), "")
                for cell in amend.outdates
                if stored[cell.attname] is not None and (name, cell.attname) not in self.said
            ]
        for cell, value, _, before, shown in taken:
            if cell in new or value is None:
                plan.changes = [*plan.changes, [cell.column_name, before, shown, cell in kept]]
            if cell not in kept:
                columns = cell.columns(value)
                if cell in new or value is None:
                    amend.touched.update(columns)
                self.said[name, cell.attname] = columns[cell.attname], shown, table, plan.number

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
