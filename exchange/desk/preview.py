"""Pages from the preview on: what would change, the clerk's answers and corrections, the result."""

from collections import defaultdict

from django.apps import apps
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.desk import decisions, results
from exchange.desk.forms import partners
from exchange.desk.models import ImportBatch, ImportTable
from exchange.desk.pages import TWICE, DeskPages, Job, State, stamp_of
from exchange.resources import by_code

# In the order in which a clerk should look at them.
KINDS = {
    "ask": gettext_lazy("물음"),
    "error": gettext_lazy("고칠 것"),
    "changed": gettext_lazy("바뀜"),
    "new": gettext_lazy("새로"),
    "kept": gettext_lazy("사람이 고친 값"),
    "same": gettext_lazy("그대로"),
}
# What can be looked at: rows of each kind, and those of any kind with a note.
TABS = {**KINDS, results.WARNED: gettext_lazy("살펴볼 것")}
ALWAYS_SHOWN = {"error", "changed", "new", "same"}
ROWS_PER_PAGE = 50
# Rows shown with a question, and rows among which they are looked for.
EXAMPLES, EXAMPLES_AMONG = 3, 1_000
# Answers that were no answers to a question: whose tables they are, said at the upload.
KEPT = {"partner"}


def counts_of(tables):
    """Rows of each kind in all of these tables."""
    return {kind: sum(getattr(table, kind) for table in tables) for kind in KINDS}


class OutcomePages(DeskPages):
    """Preview, confirmation, result, undo."""

    def preview_view(self, request, object_id):
        batch = self.batch_for(request, object_id, "upload" if request.method == "POST" else None)
        if elsewhere := self.elsewhere(request, batch, State.CHECKED):
            return elsewhere
        tables = self.tables_read(batch)
        if request.method == "POST":
            return self.decide(request, batch, tables)
        counts = counts_of(tables)
        good = counts["new"] + counts["changed"]
        return self.show(
            request,
            "preview",
            batch,
            title=_("미리보기"),
            **self.rows_asked_for(request, tables),
            counts=counts,
            good=good,
            is_clean=not (counts["ask"] or counts["error"]),
            fixes=decisions.fixes_of(tables),
            has_answers=bool(batch.answers.keys() - KEPT),
            stamp=stamp_of(batch),
            warnings=[*batch.notices, *(note for table in tables for note in table.notices)],
        )

    @staticmethod
    def tables_read(batch):
        kinds = by_code()
        tables = list(batch.tables.exclude(shape="").order_by("number"))
        names = {slug: name for name, slug in partners().items()}
        for table in tables:
            whose = names.get(table.partner, table.partner)
            table.title = " · ".join(filter(None, [whose, table.name]))
            table.resource = kinds.get(table.shape)
            table.shape_name = table.resource.shape.name if table.resource else table.shape
        return tables

    def rows_asked_for(self, request, tables, order=tuple(KINDS)):
        """The table, the kind of rows and the page that the address names, and their rows.

        What it does not name, or names wrongly, is the first there is something to do about.
        """
        number, kind = request.GET.get("table", ""), request.GET.get("kind")
        chosen = [table for table in tables if str(table.number) == number]
        kind = kind if kind in TABS else None
        waiting = [
            (one, table)
            for one in ([kind] if kind else order)
            for table in chosen or tables
            if getattr(table, one)
        ]
        kind, table = waiting[0] if waiting else (kind or "new", (chosen or tables or [None])[0])
        # A column of zeros says something only of what every import may bring.
        shown = {
            key: label
            for key, label in TABS.items()
            if key in ALWAYS_SHOWN or any(getattr(one, key) for one in tables)
        }
        context = {
            "tables": tables,
            "labels": shown.values(),
            "summary": [
                (
                    one,
                    [
                        {"kind": key, "label": label, "count": getattr(one, key)}
                        for key, label in shown.items()
                    ],
                )
                for one in tables
            ],
            "table": table,
            "kind": kind,
            "kind_label": TABS[kind],
        }
        if table is None:
            return context
        if kind == "ask":
            return context | self.questions_asked(request, table)
        page = results.page_of(
            table, kinds=(kind,), page=request.GET.get("page", 1), per_page=ROWS_PER_PAGE
        )
        rows = [self.shown(row) for row in page]
        columns = self.columns_shown(table, rows)
        for row in rows:
            row["label"] = KINDS[row["kind"]]
            row["columns"] = [
                {
                    "name": name,
                    "text": row["cells"].get(name, ""),
                    "change": row["changes"].get(name),
                }
                for name in columns
            ]
        return context | {
            "page": page,
            "page_range": page.paginator.get_elided_page_range(page.number),
            "rows": rows,
            "columns": columns,
        }

    @staticmethod
    def shown(row):
        """The row with what changes in each column, and where it can be corrected."""
        seen = set()
        problems = []
        for column, text, message in row["problems"]:
            is_first = bool(column) and column not in seen
            seen.add(column)
            problems.append(
                {
                    "column": column,
                    "text": text,
                    "message": message,
                    "field": f"fix:{row['line']}:{column}" if is_first else "",
                    "is_long": len(text) > 60 or "\n" in text,
                }
            )
        changes = {
            column: {"old": old, "new": new, "kept": kept}
            for column, old, new, kept in row["changes"]
        }
        rest = [text for column, text in row["cells"].items() if column not in seen]
        return {**row, "problems": problems, "changes": changes, "rest": rest}

    @staticmethod
    def columns_shown(table, rows):
        """Columns of the shape in which any of these rows says something."""
        used = {name for row in rows for name in (*(row["cells"] or ()), *row["changes"])}
        names = table.resource.shape.names if table.resource else []
        return [name for name in names if name in used] + sorted(used.difference(names))

    @staticmethod
    def questions_asked(request, table):
        answers = table.batch.answers
        paginator = Paginator(table.questions, ROWS_PER_PAGE)
        page = paginator.get_page(request.GET.get("page"))
        examples = defaultdict(list)
        for row in results.page_of(table, kinds=("ask",), per_page=EXAMPLES_AMONG):
            found = examples[row["question"]]
            if len(found) < EXAMPLES:
                found.append({"line": row["line"], "cells": list(row["cells"].values())})
        bulk = [
            {"kind": kind, "count": len(questions), "choices": choices}
            for kind, questions in decisions.groups_of(table.questions).items()
            if len(questions) > 1 and (choices := decisions.common_choices(questions))
        ]
        return {
            "page": page,
            "page_range": paginator.get_elided_page_range(page.number),
            "questions": [
                {
                    **question,
                    "answer": answers.get(question["id"], ""),
                    "examples": examples.get(question["id"], ()),
                }
                for question in page
            ],
            "bulk": bulk,
        }

    # What the clerk decides in the preview.

    def decide(self, request, batch, tables):
        """Keep answers and corrections, and make the preview again."""
        with transaction.atomic():
            batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
            if batch.job or batch.state != State.CHECKED or self.is_stale(request, batch):
                return HttpResponseRedirect(self.page_for(batch))
            by_number = {str(table.number): table for table in tables}
            table = by_number.get(request.POST.get("table"))
            batch.overwrites = "overwrites" in request.POST
            if "forget" in request.POST:
                batch.answers = {key: batch.answers[key] for key in KEPT & batch.answers.keys()}
            elif table:
                decisions.take_answers(request.POST, batch, table)
                decisions.take_fixes(request.POST, table)
            for key in request.POST.getlist("unfix"):
                decisions.drop_fix(by_number, key)
            batch.save(update_fields=["overwrites", "answers"])
            ImportTable.objects.bulk_update(tables, ["fixes"])
        return self.work(request, batch, Job.CHECK)

    # Confirm, look, take back.

    def confirm_view(self, request, object_id):
        if request.method != "POST":
            return self.go_on(self.batch_for(request, object_id))
        batch = self.batch_for(request, object_id, "confirm")
        if batch.state in (State.DONE, State.UNDONE):
            messages.warning(request, _("이미 가져온 파일입니다. 두 번 가져오지 않았습니다."))
            return self.go_on(batch)
        if elsewhere := self.elsewhere(request, batch, State.CHECKED):
            return elsewhere
        if self.is_stale(request, batch):
            return self.go_on(batch)
        counts = counts_of(batch.tables.all())
        only_good = "only_good" in request.POST
        if (counts["ask"] or counts["error"]) and not only_good:
            messages.error(
                request,
                _(
                    "아직 물음이나 고칠 것이 남아 있습니다. 먼저 고치거나 ‘읽은 행만’을 눌러 주세요."
                ),
            )
            return self.go_on(batch)
        response = self.work(request, batch, Job.SAVE, only_good=only_good)
        if batch.state == State.DONE or batch.job == Job.SAVE:
            self.log(request, batch, _("가져옴"))
        return response

    def result_view(self, request, object_id):
        batch = self.batch_for(request, object_id)
        if elsewhere := self.elsewhere(request, batch, State.DONE, State.UNDONE):
            return elsewhere
        tables = self.tables_read(batch)
        counts = counts_of(tables)
        order = ("new", "changed", "kept", "error", "ask", "same")
        asked = self.rows_asked_for(request, tables, order)
        for row in asked.get("rows", ()):
            row["records"] = self.links(request, row["records"])
        return self.show(
            request,
            "result",
            batch,
            title=_("가져온 결과"),
            **asked,
            shows_records=batch.state == State.DONE,
            counts=counts,
            left_out=counts["ask"] + counts["error"],
            lists=self.lists_of(request, tables),
        )

    def links(self, request, records):
        """What a row became: names of the records, with addresses where they have a page."""
        for label, pk, _deed in records:
            model = apps.get_model(label)
            admin = self.admin_site._registry.get(model)
            page = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
            may_look = admin and admin.has_view_permission(request)
            yield {
                "name": model._meta.verbose_name,
                "url": reverse(page, args=[pk]) if may_look else "",
            }

    def lists_of(self, request, tables):
        """[(name, address)] of the admin's lists where the records of these tables stand."""
        lists = {}
        for table in tables:
            for model, admin in self.admin_site._registry.items():
                if table.resource in getattr(
                    admin, "resource_classes", ()
                ) and admin.has_view_permission(request):
                    address = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
                    lists[str(model._meta.verbose_name_plural)] = reverse(address)
        return list(lists.items())

    def undo_view(self, request, object_id):
        batch = self.batch_for(request, object_id, "undo")
        if batch.state == State.UNDONE and request.method == "POST":
            messages.warning(request, _("이미 되돌린 가져오기입니다."))
        elif batch.state != State.DONE and request.method == "POST":
            messages.warning(request, TWICE)
        if batch.job or batch.state != State.DONE:
            return self.go_on(batch)
        if request.method == "POST":
            response = self.work(request, batch, Job.UNDO)
            if batch.state == State.UNDONE or batch.job == Job.UNDO:
                self.log(request, batch, _("되돌림"))
            return response
        tables = self.tables_read(batch)
        return self.show(
            request, "undo", batch, title=_("가져오기 되돌리기"), tables=tables,
            counts=counts_of(tables),
        )  # fmt: skip

    @staticmethod
    def log(request, batch, deed):
        LogEntry.objects.log_actions(
            request.user.pk, [batch], CHANGE, change_message=deed, single_object=True
        )
