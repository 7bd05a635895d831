"""How much of the corpus arrives: `python -m tests.corpus.measure [FOLDER] [NAME …]`.

For each file and in total: the rows that arrive right; arrive wrong; are named with a reason; are
left in a sheet that was not recognised; are lost without a word. And the share of files that
need no hand.
"""

import json
import os
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import django

from exchange.legacy.errors import LegacyError
from exchange.legacy.layout import header_rows
from exchange.legacy.reading import read_file, read_text
from exchange.legacy.recognise import recognise
from exchange.legacy.serials import unclear_numbers
from exchange.legacy.shapes import CIVIC, FACTS, PARTNER_LIST, TIMELINE
from exchange.legacy.tables import mapped
from tests.corpus.matching import DATED, dates_of, differences, likeness, plain

HERE = Path(__file__).parent
SUFFIX = ".expected.json"
NAMES = {PARTNER_LIST.name: "partner_list", TIMELINE.name: "timeline", FACTS.name: "facts",
         CIVIC.name: "civic"}  # fmt: skip
STATES = ("right", "wrong", "named", "left", "lost")


@dataclass
class Arrived:
    """A sheet with what became of its rows."""

    sheet: object
    guess: object
    rows: list = field(default_factory=list)
    # (number, reason) of rows that gave none.
    skipped: list = field(default_factory=list)
    used: set = field(default_factory=set)

    @property
    def shape(self):
        return NAMES[self.guess.shape.name] if self.guess else None

    @property
    def is_sure(self):
        return self.guess is not None and self.guess.sure

    def row_with(self, text):
        """Index in the sheet of the row that holds this text; None where there is none."""
        wanted = plain(text)
        for index, row in enumerate(self.sheet.rows):
            if wanted and wanted in plain("".join(row)):
                return index
        return None

    def notice_of(self, text, lines):
        """The notice that names this text, or the number of its line; "" where there is none."""
        numbers = {number for number, line in enumerate(lines, 1) if plain(text) in plain(line)}
        for notice in self.sheet.notices:
            if plain(text) in plain(notice) or numbers & _numbers_in(notice):
                return notice
        return ""

    def reason_for(self, index):
        """Why the sheet's row gave none, "" where nothing is said."""
        lines = self.sheet.lines or range(1, len(self.sheet.rows) + 1)
        return dict(self.skipped).get(lines[index], "")


def _numbers_in(notice):
    """Line numbers in a notice: `1, 5, 9~11번째 줄`."""
    found = set()
    for first, last in re.findall(r"(\d+)(?:~(\d+))?(?=[^.]*줄)", notice):
        found |= set(range(int(first), int(last or first) + 1))
    return found


@dataclass
class Report:
    """What became of one file."""

    name: str
    states: Counter = field(default_factory=Counter)
    expected: int = 0
    extra: int = 0
    doubts: int = 0
    tables: int = 0
    whose: int = 0
    whose_told: int = 0
    lines: list = field(default_factory=list)

    @property
    def needs_no_hand(self):
        return self.states["right"] == self.expected and not self.extra and not self.doubts

    def row(self, state, text, why=""):
        self.states[state] += 1
        if state != "right":
            self.lines.append(f"    {state}: {text}  {why}")

    def __str__(self):
        counts = " ".join(f"{self.states[state]:4}" for state in STATES)
        hand = " " if self.needs_no_hand else "*"
        return f"{hand} {self.name:34} {self.tables:3} {self.expected:4}{counts} {self.extra:4} {self.doubts:3}"


def arrivals(path):
    """Every sheet of the file with its guess and its rows; LegacyError where it is refused."""
    if path.suffix == ".txt":
        sheets = read_text(path.read_text(encoding="utf-8"))
    else:
        sheets = read_file(path.read_bytes(), path.name)
    found = []
    for sheet in sheets:
        one = Arrived(sheet, recognise(sheet))
        if one.guess:
            start = one.guess.header + 1
            lines = sheet.lines or range(1, len(sheet.rows) + 1)
            rows = mapped(
                zip(lines[start:], sheet.rows[start:], strict=True),
                one.guess.shape,
                one.guess.places,
                one.guess.constants,
                title=header_rows(sheet.rows, one.guess.header),
                numbers=unclear_numbers(sheet),
            )
            one.rows, one.skipped = list(rows), rows.skipped
        found.append(one)
    return found


def measure(path):
    """The Report of one file beside its expectation."""
    wanted = json.loads(path.with_name(path.name + SUFFIX).read_text(encoding="utf-8"))
    report = Report(path.name)
    report.expected = sum(len(table["rows"]) for table in wanted["tables"])
    try:
        found = arrivals(path)
    except LegacyError as error:
        for table in wanted["tables"]:
            for row in table["rows"]:
                report.row("named", " | ".join(row), f"whole file: {error}")
        return report
    report.tables = sum(1 for one in found if one.guess)
    lines = path.read_text(encoding="utf-8").splitlines() if path.suffix == ".txt" else []
    for table in wanted["tables"]:
        _compare(table, found, report, lines)
    _leftovers(wanted, found, report)
    return report


def _compare(table, found, report, lines):
    shape, columns = table["shape"], table["columns"]
    holders = []
    for expected in table["rows"]:
        if shape == "ask":
            _asked(expected, found, report, lines)
            continue
        best = max(
            (
                (likeness(shape, columns, expected, row), -number, -index)
                for number, one in enumerate(found)
                if one.shape == shape
                for index, row in enumerate(one.rows)
                if index not in one.used
            ),
            default=(0, 0, 0),
        )
        if best[0]:
            one, index = found[-best[1]], -best[2]
            one.used.add(index)
            holders.append(one)
            _judge(table, expected, one, one.rows[index], report)
        else:
            _missing(table, expected, found, report, lines)
    if shape in ("timeline", "facts") and table["of"]:
        report.whose += 1
        report.whose_told += any(_tells(one, table["of"]) for one in holders)


def _tells(one, city):
    around = [one.sheet.name, one.sheet.around]
    around += ["".join(row) for row in one.sheet.rows[: one.guess.header]]  # titles above it
    around += [row.get("교류도시", row.get("도시", "")) for row in one.rows]
    return any(plain(word) in plain(text) for text in around for word in city.split()[-1:])


def _judge(table, expected, one, row, report):
    text = " | ".join(expected)
    kind = {"sister": "자매결연", "friendship": "우호협력"}.get(table.get("kind"), "")
    different = differences(table["shape"], kind, table["columns"], expected, row)
    if not different:
        report.row("right", text)
        return
    problems = {column for column, _, _ in row["problems"]}
    dated = DATED.get(table["shape"])
    silent = [
        column
        for column in different
        if column not in problems
        and (row[column] or one.is_sure)
        and not (column == dated and _is_refused(row[column]))
    ]
    why = "; ".join(f"{column}={row[column]!r}" for column in different)
    report.row("wrong" if silent else "named", text, why)


def _is_refused(text):
    return dates_of(text) == "error"


def _missing(table, expected, found, report, lines):
    """No row is like it: is it named, does it lie in a sheet nobody reads, or is it gone?"""
    text = " | ".join(expected)
    columns = [
        name for name in ("교류도시", "해외 기관", "내용", "교류내용") if name in table["columns"]
    ]
    part = expected[table["columns"].index(columns[0])] if columns else expected[0]
    state, why = "lost", "in no sheet"
    for one in found:
        index = one.row_with(part)
        if index is None:
            if notice := one.notice_of(part, lines):
                state, why = "named", notice
            continue
        if one.guess is None:
            state, why = "left", "sheet without a shape"
        elif reason := one.reason_for(index):
            state, why = "named", reason
        elif not one.is_sure:
            state, why = "named", f"as {one.shape}: {one.guess.reason}"
        elif any(plain(part) in plain("".join(map(str, row.values()))) for row in one.rows):
            state, why = "wrong", f"arrived as {one.shape}"
        elif index <= one.guess.header:
            state, why = "lost", "taken for a header"
        else:
            state, why = "lost", f"in a sheet read as {one.shape}, no reason given"
        break
    report.row(state, text, why)


def _asked(expected, found, report, lines):
    """A row a person would ask about: it must not pass as sure."""
    text = " | ".join(expected)
    for one in found:
        if one.row_with(expected[0]) is None:
            continue
        for index, row in enumerate(one.rows):
            if plain(expected[0]) in plain("".join(map(str, row.values()))):
                one.used.add(index)
                silent = one.is_sure and not row["problems"]
                report.row("wrong" if silent else "right", text, "taken without asking")
                return
        report.row("left" if one.guess is None else "right", text, "sheet without a shape")
        return
    named = any(one.notice_of(expected[0], lines) for one in found)
    report.row("right" if named else "lost", text, "in no sheet")


def _leftovers(wanted, found, report):
    """Rows nobody read on the page, and sheets that are in doubt."""
    for one in found:
        if not one.guess:
            continue
        if one.used and not one.is_sure:
            report.doubts += 1
            report.lines.append(f"    doubt: {one.sheet.name!r} {one.guess.reason}")
        for index, row in enumerate(one.rows):
            if index not in one.used:
                report.extra += 1
                told = {name: text for name, text in row.items() if text and name != "행"}
                report.lines.append(f"    extra: {one.shape} {told}")
    everything = plain("".join("".join(row) for one in found for row in one.sheet.rows))
    for text in wanted.get("absent", ()):
        if plain(text) in everything:
            report.extra += 1
            report.lines.append(f"    must not be read: {text}")
    arrived = plain("".join(str(row) for one in found for row in one.rows))
    for text in wanted.get("absent_from_rows", ()):
        if plain(text) in arrived:
            report.extra += 1
            report.lines.append(f"    must not arrive: {text}")


def files(folder=HERE, names=()):
    """The files that have an expectation beside them."""
    found = [path.with_name(path.name.removesuffix(SUFFIX)) for path in folder.glob(f"*{SUFFIX}")]
    return sorted(path for path in found if not names or path.name in names)


def main(arguments):
    folder = Path(arguments[0]) if arguments and Path(arguments[0]).is_dir() else HERE
    names = arguments[1:] if folder is not HERE or arguments[:1] == [str(HERE)] else arguments
    reports = [measure(path) for path in files(folder, names)]
    lines = [f"  {'file':34} tab rows {' '.join(f'{state:>4.4}' for state in STATES)} extr dbt"]
    for report in reports:
        lines += [str(report), *(report.lines if names else ())]
    total = Report(f"{len(reports)} files")
    for report in reports:
        total.states += report.states
        for name in ("expected", "extra", "doubts", "tables", "whose", "whose_told"):
            setattr(total, name, getattr(total, name) + getattr(report, name))
    quiet = sum(report.needs_no_hand for report in reports)
    lines += [
        str(total),
        f"need no hand: {quiet} of {len(reports)} files ({quiet / max(len(reports), 1):.0%})",
        f"whose table is told: {total.whose_told} of {total.whose}",
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    main(sys.argv[1:])
