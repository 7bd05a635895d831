"""Pages and tables of municipalities that are not in the repository: every row arrives or is named.

`python -m tests.corpus.measure` prints the same counts; tests/corpus/README.md says what they are.
"""

import json

import pytest

from tests.corpus.make import ALL, made
from tests.corpus.measure import HERE, SUFFIX, files, measure

FOLDERS = ("", "unseen", "second")
NAMES = [path.relative_to(HERE).as_posix() for folder in FOLDERS for path in files(HERE / folder)]

# Files where a person must still do something: no fewer rows than these arrive right, and no
# more than these arrive wrong. All other files arrive without a hand.
NEED_A_HAND = {
    "busan_open_data.csv": (0, 0),  # what was agreed stands nowhere: asked
    "chiba_korean.html": (7, 0),  # 자매·우호: which of them is asked
    "incheon_seogu_domestic.csv": (0, 0),  # what was agreed stands nowhere: asked
    "jeonbuk_english_paste.txt": (7, 0),  # the country of some stands nowhere: asked
    "junggu_english.html": (10, 0),  # schools without our side and country: asked
    "seoul_api.csv": (0, 0),  # what was agreed stands nowhere: asked
    "unseen/hiroshima_consulate.html": (8, 0),  # two cities in a row: asked
}


@pytest.fixture(scope="module")
def reports():
    return {name: measure(HERE / name) for name in NAMES}


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
def test_file_that_needs_a_hand_gets_no_worse(reports, name):
    right, wrong = NEED_A_HAND[name]
    assert reports[name].states["right"] >= right, "\n".join(reports[name].lines)
    assert reports[name].states["wrong"] <= wrong, "\n".join(reports[name].lines)


@pytest.mark.parametrize("folder", FOLDERS)
def test_expectation_stands_beside_every_file(folder):
    place = HERE / folder
    data = {path.name for path in place.iterdir() if path.is_file()}
    data -= {name for name in data if name.endswith((".py", ".md", ".json", ".gitattributes"))}
    assert {path.name for path in files(place)} == data
    for path in place.glob(f"*{SUFFIX}"):
        for table in json.loads(path.read_text(encoding="utf-8"))["tables"]:
            assert table["rows"]
            assert {len(row) for row in table["rows"]} == {len(table["columns"])}


@pytest.mark.parametrize("name", ALL)
def test_made_file_is_the_one_committed(name):
    assert made(name) == (HERE / name).read_bytes()
