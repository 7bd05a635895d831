"""manage.py import_legacy: the desk from the command line."""

import io

import pytest
from django.core.management import CommandError, call_command

from exchange.desk.models import ImportBatch, ImportFile
from exchange.legacy.reading import read_file
from tests.desk import timeline
from tests.factories import ExchangeEventFactory, PartnershipFactory, PortalFactory
from tests.import_pages import LEGACY
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    home = PortalFactory(city__slug="daegu-seogu").city
    return PartnershipFactory(home=home, partner__slug="uiseong", partner__name="의성군")


def imported(file, *options):
    """(exit code, what it said) of the command."""
    said = io.StringIO()
    try:
        call_command("import_legacy", str(file), "--home", "daegu-seogu", *options, stdout=said)
    except SystemExit as end:
        return end.code, said.getvalue()
    return 0, said.getvalue()


@pytest.fixture
def mixed(tmp_path):
    file = tmp_path / "연혁.csv"
    file.write_bytes(timeline(["2013. 4. 5.", "방문"], ["2013. 13. 5.", "협의"]))
    return file


def test_table_of_a_partner_comes_in_and_again_changes_nothing(partnership):
    file = LEGACY / "daegu_seogu_uiseong_timeline.cp949.csv"
    code, said = imported(file, "--shape", "timeline", "--partner", "uiseong")
    assert code == 0
    assert "새로 16" in said
    assert partnership.events.count() == 16
    batch = ImportBatch.objects.get()
    assert f"가져오기 {batch.pk}번" in said
    assert partnership.events.first().history.get().history_change_reason == batch.reason
    code, said = imported(file, "--partner", "uiseong")
    assert (code, partnership.events.count()) == (0, 16)
    assert "그대로 16" in said


def test_dry_run_saves_nothing_and_leaves_no_batch(partnership, mixed):
    code, said = imported(mixed, "--partner", "uiseong", "--dry-run")
    assert code == 2
    assert "새로 1" in said
    assert "3행 기간 ‘2013. 13. 5.’" in said
    assert not ExchangeEvent.objects.exists()
    assert not ImportFile.objects.exists()
    assert not ImportBatch.objects.exists()


def test_bad_rows_stop_the_import_unless_told_otherwise(partnership, mixed, tmp_path):
    report = tmp_path / "고칠 행.xlsx"
    code, _ = imported(mixed, "--partner", "uiseong", "--report", str(report))
    assert (code, ExchangeEvent.objects.count()) == (2, 0)
    (sheet,) = read_file(report.read_bytes(), report.name)
    assert [row[:2] for row in sheet.rows] == [["기간", "교류내용"], ["2013. 13. 5.", "협의"]]
    code, _ = imported(mixed, "--partner", "uiseong", "--good-rows")
    assert (code, ExchangeEvent.objects.get().title) == (2, "방문")


def test_overwrite_lets_the_file_win(partnership, tmp_path, admin_user):
    event = ExchangeEventFactory.build(
        partnership=partnership, period="2013", title="방문", place="시청"
    )
    event._history_user = admin_user
    event.save()
    file = tmp_path / "표.csv"
    file.write_bytes(timeline(["2013", "방문", "구청"], header=["기간", "교류내용", "장소"]))
    imported(file, "--partner", "uiseong")
    event.refresh_from_db()
    assert event.place == "시청"
    imported(file, "--partner", "uiseong", "--overwrite")
    event.refresh_from_db()
    assert event.place == "구청"


@pytest.mark.parametrize(
    ("data", "options", "words"),
    [
        (b"", (), "빈 파일"),
        ("이름,나이\n가,1\n".encode(), (), "가져올 표를 찾지 못했습니다"),
        (timeline(["2013", "방문"]), ("--home", "nowhere"), "nowhere"),
    ],
)
def test_what_cannot_be_used_ends_with_one_sentence(partnership, tmp_path, data, options, words):
    file = tmp_path / "표.csv"
    file.write_bytes(data)
    with pytest.raises(CommandError, match=words):
        imported(file, "--partner", "uiseong", *options)
    assert not ImportBatch.objects.exists()


def test_missing_file_ends_with_one_sentence(partnership, tmp_path):
    with pytest.raises(CommandError, match="파일을 열 수 없습니다"):
        imported(tmp_path / "없음.csv")
