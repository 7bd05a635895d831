"""Files people open in a spreadsheet program: CSV with a BOM, and XLSX. No cell is a formula."""

from import_export.formats.base_formats import CSV, XLSX

from exchange.legacy.text import NO_TEXT, escape_formula


def inert(dataset):
    """Make text of what a spreadsheet program would compute; importing undoes it.

    Control characters, which XLSX cannot hold, are left out.
    """
    rows = [[escape_formula(NO_TEXT.sub("", str(cell))) for cell in row] for row in dataset]
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
    """XLSX with every cell as text."""

    def get_title(self):
        return "xlsx"

    def _escape_formulae(self, dataset):
        inert(dataset)
