"""Imports that are killed, and imports at the same time: everything or nothing, once."""

import signal
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from exchange.desk import checking, confirming, intake, jobs
from exchange.desk.models import ImportBatch, ImportProfile, ImportResult
from exchange.desk.undoing import undo
from exchange.legacy.errors import LegacyError
from tests import processes
from tests.desk import counts, previewed, timeline, user
from tests.factories import ExchangeEventFactory, PartnershipFactory
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db(transaction=True)

KILLED_WHILE_SAVING = """
import os, signal, sys
from exchange.desk.models import ImportBatch
from exchange.desk import {module}
from exchange.resources.writing import Writer

wrote, calls = Writer.{method}, []

def write_and_die(self, rows):
    result = wrote(self, rows)
    calls.append(rows)
    if len(calls) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return result

Writer.{method} = write_and_die
{module}.{function}(ImportBatch.objects.get(pk=sys.argv[1]), None)
"""

CONFIRM = """
import sys
from exchange.desk.confirming import Changed, confirm
from exchange.desk.models import ImportBatch

try:
    confirm(ImportBatch.objects.get(pk=sys.argv[1]), None)
except Changed:
    sys.exit(3)
"""


def long_timeline(count=1500, year=2013):
    return timeline(*([f"{year}", f"방문 {number}"] for number in range(count)))


@pytest.fixture
def partnership():
    return PartnershipFactory()


def killed(module, function, method, batch):
    code = KILLED_WHILE_SAVING.format(module=module, function=function, method=method)
    process = processes.run(code, batch.pk)
    assert process.returncode == -signal.SIGKILL, process.stderr
    batch.refresh_from_db()


def test_confirm_killed_in_the_middle_leaves_nothing_half_written(partnership):
    batch = previewed(long_timeline(), partnership)
    killed("confirming", "confirm", "insert", batch)
    assert not ExchangeEvent.objects.exists()
    assert not ExchangeEvent.history.exists()
    assert not ImportProfile.objects.exists()
    assert not ImportResult.objects.exclude(records=None).exists()
    assert batch.state == ImportBatch.State.CHECKED
    confirming.confirm(batch, user())
    assert partnership.events.count() == 1500


def test_undo_killed_in_the_middle_leaves_everything(partnership):
    batch = previewed(long_timeline(), partnership)
    confirming.confirm(batch, user())
    killed("undoing", "undo", "delete", batch)
    assert partnership.events.count() == ExchangeEvent.history.count() == 1500
    assert batch.state == ImportBatch.State.DONE
    undo(batch, user())
    assert not partnership.events.exists()


def confirmed_at_once(batches):
    """The exit codes of a process for each batch: 0 saved, 3 shown a new preview."""
    running = [processes.begin(CONFIRM, batch.pk) for batch in batches]
    errors = [process.communicate(timeout=60)[1] for process in running]
    codes = [process.returncode for process in running]
    assert set(codes) <= {0, 3}, errors
    return codes


def test_two_clerks_confirming_the_same_rows_at_once_make_no_duplicates(partnership):
    batches = [previewed(long_timeline(), partnership, name=f"{name}.csv") for name in "가나"]
    codes = confirmed_at_once(batches)
    assert sorted(codes) == [0, 3]
    assert partnership.events.count() == ExchangeEvent.history.count() == 1500
    late = batches[codes.index(3)]
    late.refresh_from_db()
    assert counts(late) == {"same": 1500}


def test_two_clerks_confirming_different_rows_at_once_lose_none(partnership):
    batches = [previewed(long_timeline(600, year), partnership) for year in (2013, 2014)]
    assert confirmed_at_once(batches) == [0, 0]
    assert partnership.events.count() == 1200


def test_two_clerks_changing_the_same_record_at_once_lose_no_update(partnership):
    header = ["기간", "교류내용", "장소"]
    ExchangeEventFactory(partnership=partnership, period="2013", title="방문", place="시청")
    batches = [
        previewed(timeline(["2013", "방문", place], header=header), partnership)
        for place in ("의회", "구청")
    ]
    codes = confirmed_at_once(batches)
    assert sorted(codes) == [0, 3]
    # The one who came second is shown what the first has saved.
    late = batches[codes.index(3)]
    late.refresh_from_db()
    first = "의회" if codes.index(0) == 0 else "구청"
    assert partnership.events.get().place == first
    assert counts(late) == {"changed": 1}


def test_record_saved_by_a_person_between_reading_and_writing_is_not_overwritten(
    partnership, monkeypatch
):
    header = ["기간", "교류내용", "장소"]
    event = ExchangeEventFactory(partnership=partnership, period="2013", title="방문", place="시청")
    batch = previewed(timeline(["2013", "방문", "의회"], header=header), partnership)
    compare = confirming.as_previewed

    def compare_and_be_overtaken(*args):
        compare(*args)
        ExchangeEvent.objects.filter(pk=event.pk).update(
            place="사람이 고침", updated_at=timezone.now()
        )
        monkeypatch.setattr(confirming, "as_previewed", compare)

    monkeypatch.setattr(confirming, "as_previewed", compare_and_be_overtaken)
    with pytest.raises(confirming.Changed, match="다른 사람이 고친"):
        confirming.confirm(batch, user())
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.CHECKED


# Work in the background.


@pytest.fixture
def large(monkeypatch):
    """Every job is large."""
    monkeypatch.setattr(jobs, "SMALL_ROWS", 0)
    monkeypatch.setattr(jobs, "SMALL_BYTES", 0)


@pytest.fixture
def begun(monkeypatch):
    """Processes that jobs begin, on the database of the test; ended with it."""
    running = []

    def begin_process(pk):
        code = "import sys; from exchange.desk import jobs; jobs.run(int(sys.argv[1]))"
        running.append(processes.begin(code, pk))

    monkeypatch.setattr(jobs, "begin_process", begin_process)
    yield running
    for process in running:
        process.kill()
        process.communicate()


def received(partnership, data):
    return intake.receive(user(), data, "연혁.csv", partnership.home.slug, partnership.partner.slug)


def finished(batch):
    for _ in range(600):
        batch.refresh_from_db()
        if not batch.job:
            return batch
        time.sleep(0.1)
    raise AssertionError(jobs.progress(batch))


def test_large_job_is_done_by_a_process_that_says_how_far_it_is(partnership, large, begun):
    batch = received(partnership, long_timeline(3000))
    assert jobs.start(batch, "read", user()) is False
    finished(batch)
    assert batch.state == ImportBatch.State.TABLES
    for job, state in (("check", "checked"), ("save", "done"), ("undo", "undone")):
        assert jobs.start(batch, job, user()) is False
        assert jobs.progress(batch)["state"] == "running"
        assert finished(batch).state == state, batch.error
    assert len(begun) == 4
    assert (batch.confirmed_by, batch.undone_by) == (user(), user())


def test_small_job_is_done_at_once(partnership):
    batch = received(partnership, long_timeline(3))
    assert jobs.start(batch, "read", user()) is True
    assert jobs.start(batch, "check", user()) is True
    assert (batch.state, batch.job) == (ImportBatch.State.CHECKED, "")


def test_job_whose_process_died_is_begun_anew_by_whoever_looks(partnership, large, begun):
    batch = received(partnership, long_timeline(20))
    jobs.start(batch, "read", user())
    finished(batch)
    batch.job, batch.job_owner, batch.job_beat = "check", "of a dead process", timezone.now()
    batch.save()
    assert not jobs.revive(batch)
    batch.job_beat -= jobs.SILENCE + timedelta(seconds=1)
    batch.save()
    assert jobs.revive(batch)
    assert not jobs.revive(batch)  # one look begins one process
    assert finished(batch).state == ImportBatch.State.CHECKED


def test_second_process_leaves_a_job_to_the_first(partnership):
    batch = received(partnership, long_timeline(3))
    ImportBatch.objects.filter(pk=batch.pk).update(
        job="read", job_owner="the first", job_beat=timezone.now()
    )
    jobs.run(batch.pk)
    batch.refresh_from_db()
    assert (batch.job, batch.job_owner) == ("read", "the first")
    assert not batch.tables.exists()


def test_two_jobs_of_one_batch_do_not_run_at_once(partnership, large, begun):
    batch = received(partnership, long_timeline(3))
    ImportBatch.objects.filter(pk=batch.pk).update(job="read", job_beat=timezone.now())
    with pytest.raises(jobs.LegacyError, match="지금 다른 일을"):
        jobs.start(batch, "check", user())


def test_unexpected_error_ends_the_job_and_says_so(partnership, monkeypatch):
    batch = previewed(long_timeline(3), partnership)

    def fail(*args):
        raise RuntimeError("out of order")

    monkeypatch.setattr(jobs, "confirm", fail)
    assert jobs.start(batch, "save", user()) is True
    assert (batch.state, batch.job) == (ImportBatch.State.CHECKED, "")
    assert "뜻밖의 오류" in jobs.progress(batch)["error"]
    assert jobs.progress(batch)["state"] == "failed"


def test_waiting_jobs_go_on_when_the_server_starts(partnership):
    batch = received(partnership, long_timeline(3))
    other = received(partnership, long_timeline(4))
    now = timezone.now()
    ImportBatch.objects.filter(pk=batch.pk).update(job="read", job_beat=now)
    ImportBatch.objects.filter(pk=other.pk).update(job="read", job_owner="dead", job_beat=now)
    process = processes.run(
        "from datetime import timedelta\n"
        "from django.core.management import call_command\n"
        "from exchange.desk import jobs\n"
        "jobs.SILENCE = timedelta(seconds=1)\n"
        "call_command('run_imports')"
    )
    other.refresh_from_db()
    assert (other.state, other.job) == (ImportBatch.State.TABLES, "")
    assert process.returncode == 0, process.stderr
    batch.refresh_from_db()
    assert (batch.state, batch.job) == (ImportBatch.State.TABLES, "")


def test_job_whose_process_dies_each_time_is_given_up(partnership):
    batch = received(partnership, long_timeline(3))
    for tries in range(jobs.MOST_TRIES + 1):
        ImportBatch.objects.filter(pk=batch.pk).update(
            job="read", job_owner="", job_beat=timezone.now(), job_order={"tries": tries}, error=""
        )
        jobs.run(batch.pk)
        batch.refresh_from_db()
        assert batch.job == ""
        assert ("뜻밖의 오류" in batch.error) == (tries == jobs.MOST_TRIES)


def test_import_that_was_saved_before_its_process_died_is_no_failure(partnership):
    batch = previewed(long_timeline(3), partnership)
    confirming.confirm(batch, user())
    ImportBatch.objects.filter(pk=batch.pk).update(job="save", job_order={"tries": 1})
    jobs.run(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.job, batch.error) == (ImportBatch.State.DONE, "", "")


def test_process_taken_for_dead_does_not_end_the_job_of_the_next(partnership, monkeypatch):
    batch = previewed(long_timeline(3), partnership)
    check = jobs.check

    def check_and_be_replaced(*args):
        ImportBatch.objects.filter(pk=batch.pk).update(job_owner="the next")
        check(*args)

    monkeypatch.setattr(jobs, "check", check_and_be_replaced)
    jobs.start(batch, "check", user())
    assert (batch.job, batch.job_owner) == ("check", "the next")


@pytest.mark.parametrize("again", [checking.check, intake.read])
def test_results_of_a_confirmed_import_are_never_thrown_away(partnership, again):
    batch = previewed(long_timeline(3), partnership)
    late = ImportBatch.objects.get(pk=batch.pk)
    confirming.confirm(batch, user())
    with pytest.raises(LegacyError, match="이미 가져온"):
        again(late)
    batch.refresh_from_db()
    undo(batch, user())
    assert not partnership.events.exists()
