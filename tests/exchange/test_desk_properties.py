"""What must hold whatever is imported, edited and taken back, in whichever order."""

import json
from unittest.mock import patch

import pytest
from django.apps import apps
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.models import Agreement, CivicAgreement
from cities.models import City, CityFact, Partnership
from exchange.desk import checking, confirming
from exchange.desk.undoing import undo
from exchange.legacy.errors import LegacyError
from exchange.resources.writing import Writer
from tests.desk import user
from tests.factories import CityFactory, PartnershipFactory, PortalFactory
from tests.import_files import FACTS, LIST, PARTNERS, Table, edited, files, received
from tests.registry import records, versions, without
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db

BAD = ("ask", "error")
# Fields people change in the admin, beside those that are the record's name.
EDITS = {
    ExchangeEvent: ("place", "details"),
    CityFact: ("text",),
    CivicAgreement: ("content", "remarks"),
    Agreement: ("place", "text"),
    City: ("name_local",),
    Partnership: ("background", "stage_note"),
}
# What a record is found by, and other names for it.
NAMES = {
    ExchangeEvent: ("title", "사람이 붙인 이름 {}"),
    CityFact: ("label", "사람이 붙인 이름 {}"),
    CivicAgreement: ("home_organisation", "사람이 붙인 이름 {}"),
    Agreement: ("signed", "19{}. 3. 4."),
}


def known(found):
    """Records by their columns, whenever they were saved."""
    return {key: without(row, "updated_at") for key, row in found.items()}


class Desk:
    """A registry, the batches it has taken, and what people wrote in it."""

    def __init__(self, draw):
        self.draw = draw
        self.home = PortalFactory(city__slug="here", city__name="서구").city
        codes = {"의성군": ("KR", "경상북도"), "플러튼시": ("US", "캘리포니아주")}
        for name in PARTNERS:
            country, region = codes[name]
            city = CityFactory(name=name, country=country, region=region)
            PartnershipFactory(home=self.home, partner=city)
        # (batch, records before it, records after it) of what was imported.
        self.batches = []
        # {(model, key): {field: value}} that people wrote; natural keys they deleted.
        self.written, self.removed = {}, set()
        self.answers = True

    def choose(self, among):
        return self.draw(st.sampled_from(among))

    # What people do.

    def human(self):
        """A record people may edit, None where there is none."""
        found = [key for key in records() if key[0] in EDITS and key != (City, self.home.pk)]
        return self.choose(sorted(found, key=str)) if found else None

    def save(self, model, pk, name, text):
        record = model.objects.get(pk=pk)
        if getattr(record, name) == text:
            return
        setattr(record, name, text)
        record._history_user = user("editor")
        record.save()
        self.written.setdefault((model, pk), {})[name] = text

    def edit(self):
        if key := self.human():
            name = self.choose(EDITS[key[0]])
            self.save(*key, name, self.choose(["사람이 적음", "동쪽", "시청"]))

    def rename(self):
        key = self.human()
        if key and key[0] in NAMES:
            name, text = NAMES[key[0]]
            self.save(*key, name, text.format(self.draw(st.integers(50, 99))))

    def publish(self):
        key = self.human()
        if key and hasattr(key[0], "state"):
            record = key[0].objects.get(pk=key[1])
            record.state = "published"
            record._history_user = user("editor")
            record.save()

    def delete(self):
        key = self.human()
        if key and key[0] not in (City, Partnership):
            record = key[0].objects.get(pk=key[1])
            record._history_user = user("editor")
            self.removed.add((key[0], record.natural_key()))
            self.written.pop(key, None)
            record.delete()

    # Imports.

    def bring_in(self, tables, overwrites=False):
        """Preview and confirm a file, look at all that must hold, and give {line: kind}s."""
        before, past = records(), versions()
        batch = received(tables, self.home, overwrites)
        checking.check(batch)
        assert (records(), versions()) == (before, past)
        self.answer(batch)
        kinds = self.kinds(batch, tables)
        shown = self.shown(batch)
        if any(kind in BAD for table in kinds for kind in table.values()):
            with pytest.raises(LegacyError):
                confirming.confirm(batch, user())
            assert (records(), versions()) == (before, past)
        confirming.confirm(batch, user("clerk"), only_good=True)
        connection.check_constraints()
        assert self.shown(batch) == shown
        after = records()
        self.check_saved(batch, before, after, past)
        self.check_people(before, after, overwrites)
        if before != after:
            self.batches.append((batch, before, after))
        return kinds

    def answer(self, batch):
        """Answer some of the questions with one of the answers that are offered."""
        for table in batch.tables.all():
            for question in table.questions:
                if self.answers and self.draw(st.booleans()):
                    answer = self.choose([answer for answer, _ in question["choices"]])
                    batch.answers[question["id"]] = answer
        if batch.answers:
            batch.save()
            checking.check(batch)

    def kinds(self, batch, tables):
        """[{line: kind}] of the tables; every row of the file is there, and once."""
        found = []
        for stored, table in zip(batch.tables.order_by("number"), tables, strict=True):
            rows = [
                row for one in stored.results.order_by("number") for row in json.loads(one.rows)
            ]
            lines = [line for line, *_ in rows]
            assert lines == list(range(2, len(table.rows) + 2))
            kinds = {line: kind for line, kind, _ in rows}
            for kind in stored.COUNTS:
                assert getattr(stored, kind) == list(kinds.values()).count(kind)
            found.append(kinds)
        return found

    @staticmethod
    def shown(batch):
        results = [one for table in batch.tables.all() for one in table.results.order_by("number")]
        return [(one.table_id, one.number, one.rows) for one in results]

    def check_saved(self, batch, before, after, past):
        """The records written are those the rows name, with the batch in their history."""
        deeds = {"+": set(), "~": set()}
        for table in batch.tables.all():
            for result in table.results.exclude(records=None):
                for (_, kind, _more), wrote in zip(
                    json.loads(result.rows), json.loads(result.records), strict=True
                ):
                    assert bool(wrote) == (kind in ("new", "changed")), (kind, wrote)
                    for label, pk, deed in wrote:
                        deeds[deed].add((apps.get_model(label), pk))
        assert deeds["+"] == after.keys() - before.keys()
        assert not before.keys() - after.keys()
        touched = {key for key in before if before[key] != after[key]}
        assert deeds["~"] - deeds["+"] == touched
        latest = {}
        for (model, number), version in versions().items():
            if (model, number) in past:
                assert past[model, number] == version
            else:
                assert version["history_change_reason"] == batch.reason
                assert version["history_user_id"] == user("clerk").pk
                latest[model, version["id"]] = version
        assert latest.keys() == deeds["+"] | deeds["~"]
        for key, version in latest.items():
            assert {name: version[name] for name in after[key]} == after[key]

    def check_people(self, before, after, overwrites):
        """What people wrote and deleted stands, unless the clerk said otherwise."""
        if overwrites:
            self.written, self.removed = {}, set()
        for key, fields in self.written.items():
            for name, text in fields.items():
                assert after[key][name] == text
        for model, pk in after.keys() - before.keys():
            assert (model, model.objects.get(pk=pk).natural_key()) not in self.removed

    # Taking back.

    def take_back(self, place):
        """Undo a batch; what was not touched since is as it was before."""
        batch, before, after = self.batches.pop(place)
        now, past = records(), versions()
        undo(batch, user("boss"))
        connection.check_constraints()
        then = records()
        aside = ("updated_at", "state")
        same = {
            key
            for key in after.keys() & now.keys()
            if without(after[key], *aside) == without(now[key], *aside)
        }
        for key in now:
            if key not in before and key in after and key in same:
                continue  # made by it: gone, or something hangs on it
            old = now[key]
            if key in same and before.get(key) != after[key]:
                changed = {name for name in old if before[key][name] != after[key][name]}
                old = {**old, **{name: before[key][name] for name in changed - {*aside}}}
            assert without(then[key], "updated_at") == without(old, "updated_at"), key
        gone = now.keys() - then.keys()
        assert gone <= {key for key in same if key not in before}
        left = {key for key in same if key not in before} - gone
        assert len(batch.left_alone) >= len(left)
        assert past.items() <= versions().items()
        for key in gone:
            self.written.pop(key, None)
        return gone, left


def canonical():
    """The registry without keys, places in lists and times: what two imports have in common."""
    found = []
    for model, pk in records():
        record = model.objects.get(pk=pk)
        fields = {
            field.attname: field.value_from_object(record)
            for field in model._meta.concrete_fields
            if not field.is_relation
            and field.attname not in ("id", "position", "created_at", "updated_at", "slug")
        }
        found.append(f"{model._meta.label} {record.natural_key()} {fields}")
    return sorted(found)


def examples(count):
    """A property of a Desk; each example has a registry of its own, which is rolled back."""

    def mark(test):
        @settings(max_examples=count, suppress_health_check=[HealthCheck.too_slow])
        @given(st.data())
        def run(data):
            with transaction.atomic():
                test(Desk(data.draw))
                transaction.set_rollback(True)

        run.__name__, run.__doc__ = test.__name__, test.__doc__
        return run

    return mark


@examples(12)
def test_file_again_or_edited_changes_just_what_was_edited(desk):
    desk.answers = False  # it is for one file, and asked for again with the next
    tables = desk.draw(files())
    first = desk.bring_in(tables)
    before, past = records(), versions()
    again = desk.bring_in(tables)
    if not any(kind in BAD for table in first for kind in table.values()):
        assert (records(), versions()) == (before, past)
        assert {kind for table in again for kind in table.values()} <= {"same"}
    tables, deeds = edited(desk.draw, tables)
    third = desk.bring_in(tables)
    for table, kinds, known_as, deed in zip(tables, third, again, deeds, strict=True):
        # A cell of these may be about another record once it is edited: a link, a number.
        is_wide = table.kind in (FACTS, LIST)
        for line, kind in kinds.items():
            if known_as.get(line) in BAD or kind in BAD:
                continue
            expected = {"edited": {"changed"}, "added": {"new", "changed", "same"}, None: {"same"}}
            if is_wide:
                expected["edited"] = {"changed", "new", "same"}
            if not (is_wide and len(tables) > 1):
                assert kind in expected[deed.get(line)], (line, kind, deed)


@examples(8)
def test_order_of_rows_does_not_matter(desk):
    desk.answers = False
    tables = desk.draw(files(most=1))
    with transaction.atomic():
        (kinds,) = desk.bring_in(tables)
        one = canonical()
        transaction.set_rollback(True)
    if set(kinds.values()) & {*BAD}:
        return  # of rows that contradict each other the first is taken
    desk.batches = []
    permuted = [
        Table(table.kind, dict(desk.draw(st.permutations([*table.rows.items()]))))
        for table in tables
    ]
    desk.bring_in(permuted)
    assert canonical() == one


@examples(8)
def test_undo_right_after_a_confirmation_restores_everything(desk):
    tables = desk.draw(files())
    if desk.draw(st.booleans()):
        desk.bring_in(tables)
        tables, _ = edited(desk.draw, tables)
        desk.batches = []
    before = known(records())
    desk.bring_in(tables)
    if desk.batches:
        _, left = desk.take_back(-1)
        assert not left
    assert known(records()) == before


@examples(8)
def test_confirmation_that_fails_leaves_everything_byte_for_byte(desk):
    batch = received(desk.draw(files()), desk.home)
    checking.check(batch)
    before, past = records(), versions()
    left = desk.draw(st.integers(0, 3))
    remember = Writer.remember

    def fail_later(*args):
        nonlocal left
        left -= 1
        if left < 0:
            raise RuntimeError("out of order")
        return remember(*args)

    with patch.object(Writer, "remember", fail_later):
        try:
            confirming.confirm(batch, user(), only_good=True)
        except RuntimeError:
            assert (records(), versions()) == (before, past)
            assert batch.tables.filter(results__records__isnull=False).count() == 0
        else:
            assert batch.state == batch.State.DONE


@examples(18)
def test_imports_edits_and_undoings_in_any_order(desk):
    last = desk.draw(files())
    desk.bring_in(last)
    for deed in desk.draw(
        st.lists(
            st.sampled_from("again edited new edit edit rename delete publish undo".split()),
            min_size=2,
            max_size=6,
        )
    ):
        match deed:
            case "again":
                desk.bring_in(last, overwrites=desk.draw(st.booleans()))
            case "edited":
                last, _ = edited(desk.draw, last)
                desk.bring_in(last)
            case "new":
                last = desk.draw(files())
                desk.bring_in(last)
            case "undo" if desk.batches:
                desk.take_back(desk.draw(st.integers(0, len(desk.batches) - 1)))
            case "edit" | "rename" | "delete" | "publish":
                getattr(desk, deed)()
