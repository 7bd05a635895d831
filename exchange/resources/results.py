"""What an import would do, or did, as the preview shows it."""

from django.utils.encoding import force_str
from import_export.resources import Diff
from import_export.results import Result, RowResult


def words_of(error):
    """One problem of a cell, in words for whoever mends the file."""
    params = error.params or {}
    match error.code:
        case "blank" | "null":
            return "칸이 비어 있습니다. 적어 주세요."
        case "max_length":
            return (
                f"{params['show_value']}자입니다. {params['limit_value']}자까지 들어갑니다. "
                "줄이거나 나누어 적어 주세요."
            )
        case "max_value" | "min_value":
            return f"들어갈 수 없는 수입니다. {error.messages[0]}"
    return error.messages[0]


class Changes(Diff):
    """Old and new text of each field, for the preview."""

    def as_html(self):
        return [
            {"old": "" if self.new else old, "new": new, "changed": self.new or old != new}
            for old, new in zip(self.left, self.right, strict=True)
        ]


class TableResult(Result):
    """What an import would do, or did; `notes` are said beside the rows."""

    # Rows the preview shows. The page of a file with thousands is of no use to anybody.
    shown = 200

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.notes = []

    def notes_not_shown(self):
        return max(len(self.notes) - self.shown, 0)

    @property
    def fails(self):
        return self.has_errors() or self.has_validation_errors()

    def changes(self):
        """The first rows that would be new or changed; the others only count."""
        types = (RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_UPDATE)
        return [row for row in self.rows if row.import_type in types][: self.shown]

    def changes_not_shown(self):
        count = self.totals[RowResult.IMPORT_TYPE_NEW] + self.totals[RowResult.IMPORT_TYPE_UPDATE]
        return max(count - self.shown, 0)

    def problems(self):
        """Each problem as row, column, the text as written and what to do."""
        base = [
            {"message": force_str(error.error), **getattr(error.error, "cell", {})}
            for error in self.base_errors
        ]
        return base + [problem for row in self.rows for problem in row.problems]

    def problems_not_shown(self):
        return max(len(self.problems()) - self.shown, 0)
