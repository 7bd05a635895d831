"""The import and export pages, used as a clerk uses them: upload, look, confirm."""

import csv
import io
from pathlib import Path

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

LEGACY = Path(__file__).parent.parent / "fixtures" / "legacy"


def address(model, page):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


def as_csv(rows, encoding="utf-8"):
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def workbook(*sheets):
    """An XLSX file with these rows on its sheets."""
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"시트{number}")
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def preview(client, model, data, chosen=None, name="표.csv"):
    """The page after a file was sent."""
    form = {
        "chosen": getattr(chosen, "pk", ""),
        "format": "0",
        "resource": "0",
        "import_file": SimpleUploadedFile(name, data),
    }
    return client.post(address(model, "import"), form)


def confirm(client, model, page):
    """Press the button below a preview."""
    form = page.context["confirm_form"]
    data = {bound.html_name: bound.value() or "" for bound in form}
    return client.post(address(model, "process_import"), data, follow=True)


def imported(client, model, data, chosen=None, name="표.csv"):
    """Upload and confirm; the counts the preview gave."""
    page = preview(client, model, data, chosen, name)
    assert page.status_code == 200
    assert not page.context["form"].errors, page.context["form"].errors
    result = page.context["result"]
    assert not result.fails, list(result.problems())
    done = confirm(client, model, page)
    assert done.redirect_chain[-1][0] == address(model, "changelist"), said(done)
    return {kind: count for kind, count in result.totals.items() if count}


def exported(client, model, file_format=0):
    """The file the export page gives: CSV (0) or XLSX (1)."""
    response = client.post(address(model, "export"), {"format": str(file_format), "resource": "0"})
    assert response["Content-Disposition"].startswith("attachment"), response.content.decode()
    return response.content


def rows_of(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def problems(page):
    """What the page says is wrong: (row, column, text, message) each."""
    table = BeautifulSoup(page.content, "html.parser").select_one(".import-table tbody")
    return [
        tuple(cell.get_text(strip=True) for cell in row.find_all(["th", "td"]))
        for row in (table.find_all("tr") if table else ())
    ]


def said(page):
    return [str(message) for message in page.context["messages"]]
