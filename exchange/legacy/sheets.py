"""What every reader of legacy tables gives: a Sheet."""

from dataclasses import dataclass, field


@dataclass
class Sheet:
    """Rows of cells, all text, as the clerk sees them: one sheet, one table, one list, one text.

    A cell merged over several rows counts for each of them; merged over columns it stands in the
    first and leaves the others "" (as a CSV of the same sheet has it).
    """

    # Sheet name; caption of an HTML table, else the nearest heading; "" for a CSV.
    name: str
    # Lists of text; a blank row is [] and is kept only where the numbering needs it.
    rows: list
    # "table", "facts" (label and value pairs) or "timeline" (date and text pairs).
    kind: str = "table"
    # The headings above it, outermost first, joined by " > ": they tell whose table it is. Of a
    # CSV and a workbook it is the file's name.
    around: str = ""
    # The number of each row as the clerk counts; None: 1, 2, 3 … The header that we put on
    # "facts" and "timeline" sheets has number 0.
    lines: list | None = None
    # Workbook cells that are floats, as (row, column) from 0: `2013.1` may be a typed 2013.10.
    numbers: frozenset = frozenset()
    # Korean sentences for the clerk: what was left out and why.
    notices: list = field(default_factory=list)
    # Whether bare serials of this workbook count from 1904 (old Macs).
    is_1904: bool = False
