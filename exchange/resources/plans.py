"""What becomes of one row: the plan a preview shows and a confirmation carries out."""

from exchange.legacy.errors import LegacyError

NEW, CHANGED, SAME, KEPT, ASK, ERROR = KINDS = ("new", "changed", "same", "kept", "ask", "error")


# Where a row keeps the numbers of further lines of the file that it goes on with.
FURTHER = "이어진 행"


class Question(LegacyError):  # noqa: N818 it asks, nothing failed
    """What only the clerk can tell: `choices` are (answer, label)s, the answer is kept by `id`."""

    def __init__(self, id, text, choices, **cell):
        super().__init__(text, **cell)
        self.id, self.choices = id, [list(choice) for choice in choices]


class LeftOut(LegacyError):  # noqa: N818 the clerk said so, nothing failed
    """The clerk answered that rows like this one are not to come in."""


class RowPlan:
    """One row of the table, read and compared with what is there.

    `parent` is what the row hangs on, `values` {attribute: value} what its cells say, `pk` the
    record it is about (None: a new one). `changes` are [column, old text, new text, is kept];
    kept is what a person wrote and the import leaves. `problems` are [column, text as written,
    what to do]; a row with a problem is not imported. `question` is what only the clerk can
    answer: {id, text, choices: [[answer, label], …]}. `records` are [model label, pk, "+" or
    "~"] once the row was saved. `part` counts the plans of one line of the file.
    """

    __slots__ = (
        "changes", "key", "kind", "notes", "number", "parent", "part", "pk", "problems",
        "question", "records", "row", "stamp", "values",
    )  # fmt: skip

    def __init__(self, row, number, part=0):
        self.row, self.number, self.part = row, number, part
        self.kind = self.parent = self.pk = self.key = self.stamp = self.question = None
        self.values = {}
        self.changes, self.problems, self.notes, self.records = (), (), (), ()

    def problem(self, column, message, text=None):
        """Say what is wrong with a cell; the row will not be imported."""
        text = self.row.get(column, "") if text is None else text
        self.problems = [*self.problems, [column, text, message]]
        self.kind = ERROR

    def note(self, text):
        """Say what the clerk should look at, though the row can be read."""
        self.notes = [*self.notes, text]

    def leave_out(self, why):
        """Write nothing for this row, and say why."""
        self.note(why)
        self.kind = SAME

    def ask(self, question, text, choices):
        self.question = {"id": question, "text": text, "choices": choices}
        self.kind = ASK

    def settle(self):
        """Decide the kind by what was found."""
        if self.problems:
            self.kind = ERROR
        elif self.question:
            self.kind = ASK
        elif self.kind is None:
            if self.pk is None:
                self.kind = NEW
            elif not self.changes:
                self.kind = SAME
            else:
                self.kind = KEPT if all(change[3] for change in self.changes) else CHANGED

    def as_json(self, columns, name):
        """[line, kind, {…}]: what the preview shows and the confirmation must find again."""
        more, row = {}, self.row
        if FURTHER in row:
            more["further"] = row[FURTHER]
        if self.kind in (NEW, ERROR, ASK):
            more["cells"] = {name: row[name] for name in columns if row[name]}
        elif self.kind in (CHANGED, KEPT):
            more["name"] = name(self)
        if self.changes:
            more["changes"] = self.changes
        if self.problems:
            more["problems"] = self.problems
        if self.notes:
            more["notes"] = self.notes
        if self.question:
            more["question"] = self.question["id"]
        return [self.number, self.kind, more]


def counts_of(plans):
    """How many rows of each kind, and how many with something to look at."""
    counts = dict.fromkeys(KINDS, 0)
    warned = 0
    for plan in plans:
        counts[plan.kind] += 1
        warned += bool(plan.notes)
    return {**counts, "warned": warned}
