"""Django's makemessages, which reads the pages as Jinja2.

Django's own reading of a template finds `_("…")` in some places of a Jinja2 page and not in
others: not in the arguments of a macro, nor behind `or`.
"""

import json
from pathlib import Path

from django.core.management.commands import makemessages
from jinja2 import Environment
from jinja2.ext import extract_from_ast

PAGES = Path("templates", "pages").parts


class BuildFile(makemessages.BuildFile):
    def preprocess(self):
        """Writes a page's texts as calls that xgettext finds, each on its line."""
        if Path(self.path).parts[: len(PAGES)] != PAGES:
            super().preprocess()
            return
        source = Path(self.path).read_text(encoding="utf-8")
        lines = [""] * (source.count("\n") + 2)
        for line, _function, text in extract_from_ast(page_syntax.parse(source), ("_",)):
            lines[line - 1] += f"_({json.dumps(text, ensure_ascii=False)}) "
        Path(self.work_path).write_text("\n".join(lines), encoding="utf-8")


page_syntax = Environment(autoescape=True)


class Command(makemessages.Command):
    build_file_class = BuildFile
