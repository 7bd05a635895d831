"""Files people open in a spreadsheet program: CSV with a BOM, and XLSX. No cell is a formula."""

import re

from import_export.formats.base_formats import CSV, XLSX
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from exchange.legacy.text import escape_formula


def inert(dataset):
    """Escape, in place, what a spreadsheet program would compute; importing undoes it."""
    rows = [[escape_formula(str(cell)) for cell in row] for row in dataset]
    headers = dataset.headers
    dataset.wipe()
    dataset.headers = headers
    dataset.extend(rows)


class ExcelCSV(CSV):
    """CSV in UTF-8; the admin writes the BOM by which Excel knows the encoding."""

    CONTENT_TYPE = "text/csv; charset=utf-8"

    def get_title(self):
        return "csv"

    def _escape_formulae(self, dataset):
        inert(dataset)


class ExcelXLSX(XLSX):
    """XLSX with every cell as text; control characters, which XLSX cannot hold, are left out."""

    def get_title(self):
        return "xlsx"

    def _escape_formulae(self, dataset):
        inert(dataset)
        self._escape_illegal_chars(dataset)

    def _escape_illegal_chars(self, dataset):
        rows = [[re.sub(ILLEGAL_CHARACTERS_RE, "", str(cell)) for cell in row] for row in dataset]
        headers = dataset.headers
        dataset.wipe()
        dataset.headers = headers
        dataset.extend(rows)
