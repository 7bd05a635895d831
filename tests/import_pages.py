"""The import desk and the export pages, used as a clerk uses them: upload, look, confirm."""

import csv
import io
from pathlib import Path

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from cities.models import City, Partnership
from exchange.desk.models import ImportBatch
from exchange.desk.results import page_of
from exchange.resources import by_code
from tests.html_forms import fields_in

LEGACY = Path(__file__).parent.parent / "fixtures" / "legacy"

# What the counts of an import are called in tests.
WORDS = {"new": "new", "changed": "update", "same": "skip", "kept": "kept", "ask": "ask",
         "error": "error"}  # fmt: skip


def address(model, page):
    """A page of the model's admin; "import" is the desk's upload page for its kind of table."""
    if page == "import":
        return desk("add") + f"?shape={code_of(model)}"
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


def desk(page, *args):
    """A page of the import desk."""
    return reverse(f"admin:exchange_importbatch_{page}", args=args)


def code_of(model):
    """The kind of table that a model's list imports."""
    codes = {
        "partnership": "partners",
        "city": "facts",
        "civicagreement": "civic",
        "indicator": "indicators",
    }
    return codes.get(model._meta.model_name, "timeline")


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


def upload(client, data=None, name="표.csv", **fields):
    """The page after a file (or, with text=…, what was pasted) was sent."""
    form = {"home": "", "partner": "", "text": "", "html": "", **fields}
    if data is not None:
        form["file"] = SimpleUploadedFile(name, data)
    return client.post(desk("add"), form, follow=True)


def whose(chosen):
    """What the upload page is told: a home, a partner city or a partnership."""
    if isinstance(chosen, Partnership):
        return {"home": chosen.home.slug, "partner": chosen.partner.slug}
    if isinstance(chosen, City):
        key = "home" if hasattr(chosen, "portal") else "partner"
        return {key: chosen.slug}
    return {}


def soup_of(page):
    return BeautifulSoup(page.content, "html.parser")


def form_of(page, selector):
    """(address, what a browser would send) of the form, nothing in it touched."""
    form = soup_of(page).select_one(selector)
    return form.get("action") or page.request["PATH_INFO"], fields_in(form)


def batch_of(page):
    """The batch the page is about, as it is now."""
    return ImportBatch.objects.get(pk=page.context["batch"].pk)


def preview(client, model, data, chosen=None, name="표.csv"):
    """The page after a file was sent; its tables are taken for this model's kind if none is.

    That is the preview, or the page that says why there is none.
    """
    page = upload(client, data, name, **whose(chosen))
    if "forms" not in page.context:
        return page
    url, sent = form_of(page, "form.desk-tables")
    shapes = [key for key in sent if key.endswith("-shape")]
    code = code_of(model)
    if all(sent[key] != code for key in shapes):
        page = client.post(url, sent | dict.fromkeys(shapes, code) | {"reread": ""}, follow=True)
        url, sent = form_of(page, "form.desk-tables")
    return client.post(url, sent, follow=True)


def decide(client, page, **fields):
    """Answer, correct or leave out in the preview; names with colons go in `fields` by `**{}`."""
    url, sent = form_of(page, "#desk-decide")
    return client.post(url, sent | fields, follow=True)


def confirm(client, model, page):
    """Press the button of a preview."""
    url, sent = form_of(page, "form.desk-once")
    return client.post(url, sent, follow=True)


def counts_of(page):
    """The counts a preview or a result gives, without the zeros."""
    return {WORDS[kind]: count for kind, count in page.context["counts"].items() if count}


def imported(client, model, data, chosen=None, name="표.csv"):
    """Upload and confirm; the counts the preview gave."""
    page = preview(client, model, data, chosen, name)
    assert page.status_code == 200
    assert "counts" in page.context, (said(page), errors_of(page))
    counts = counts_of(page)
    assert not {"ask", "error"} & counts.keys(), (problems(page), questions(page))
    if not {"new", "update"} & counts.keys():
        return counts
    done = confirm(client, model, page)
    assert done.redirect_chain[-1][0] == desk("result", page.context["batch"].pk), said(done)
    return counts


def exported(client, model, file_format=0):
    """The file the export page gives: CSV (0) or XLSX (1)."""
    response = client.post(address(model, "export"), {"format": str(file_format), "resource": "0"})
    assert response["Content-Disposition"].startswith("attachment"), response.content.decode()
    return response.content


def rows_of(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def problems(page):
    """What the preview says is wrong: (row, column, text, message) each."""
    found = []
    for row in shown_rows(page, "error"):
        found += [(str(row["line"]), *problem) for problem in row["problems"]]
    return found


def notes(page):
    """What the preview says should be looked at: of the file, its tables and its rows."""
    batch = batch_of(page)
    found = list(batch.notices)
    for table in batch.tables.all():
        found += table.notices
    return found + [note for row in shown_rows(page, *WORDS) for note in row["notes"]]


def shown_rows(page, *kinds):
    """The rows of these kinds in a preview or a result, of all its tables and pages."""
    tables = batch_of(page).tables.filter(shape__in=by_code())
    return [row for table in tables for row in page_of(table, kinds=kinds, per_page=100_000)]


def questions(page):
    """[(id, text, answers)] the preview asks."""
    return [
        (question["id"], question["text"], [answer for answer, _label in question["choices"]])
        for table in batch_of(page).tables.all()
        for question in table.questions
    ]


def errors_of(page):
    """What stands beside the fields of a page."""
    return [item.get_text(strip=True) for item in soup_of(page).select(".errorlist li, .errornote")]


def said(page):
    return [str(message) for message in page.context["messages"]]
