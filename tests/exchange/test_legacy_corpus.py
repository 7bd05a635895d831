"""Pages and tables of municipalities that are not in the repository: every row arrives or is named.

`python -m tests.corpus.measure` prints the same counts; tests/corpus/README.md says what they are.
"""

import json

import pytest
from openpyxl import load_workbook

from tests.corpus.make import FILES
from tests.corpus.measure import HERE, SUFFIX, files, measure

# Files where a person must still do something, and what: the rest arrive without a hand.
NEED_A_HAND = {}


@pytest.fixture(scope="module")
def reports():
    return {path.name: measure(path) for path in files()}


NAMES = [path.name for path in files()]


@pytest.mark.parametrize("name", NAMES)
def test_no_row_is_lost_without_a_word(reports, name):
    report = reports[name]
    assert sum(report.states.values()) == report.expected
    assert report.states["lost"] == 0, "\n".join(report.lines)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in NEED_A_HAND])
def test_file_arrives_exactly(reports, name):
    report = reports[name]
    assert report.states == {"right": report.expected}, "\n".join(report.lines)
    assert (report.extra, report.doubts) == (0, 0), "\n".join(report.lines)


@pytest.mark.parametrize("name", NEED_A_HAND)
def test_file_that_needs_a_hand_says_so(reports, name):
    report = reports[name]
    assert not report.needs_no_hand, f"{name}: 손이 가지 않습니다. 목록에서 빼 주세요."
    assert report.states["wrong"] <= NEED_A_HAND[name], "\n".join(report.lines)


def test_expectation_stands_beside_every_file():
    data = {path.name for path in HERE.iterdir() if path.suffix not in (".py", ".md", ".json")}
    data -= {".gitattributes", "__pycache__"}
    assert {path.name for path in files()} == data
    for path in HERE.glob(f"*{SUFFIX}"):
        for table in json.loads(path.read_text(encoding="utf-8"))["tables"]:
            assert table["rows"]
            assert {len(row) for row in table["rows"]} == {len(table["columns"])}


def cells(path):
    return [
        (
            sheet.title,
            [[(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows()],
        )
        for sheet in load_workbook(path).worksheets
    ]


@pytest.mark.parametrize("name", FILES)
def test_made_file_is_the_one_committed(tmp_path, name):
    made = FILES[name]()
    if isinstance(made, bytes):
        assert made == (HERE / name).read_bytes()
    elif name != "taebaek_million_rows.xlsx":
        made.save(tmp_path / name)
        assert cells(tmp_path / name) == cells(HERE / name)
