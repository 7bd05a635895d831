"""Taking an import back: what it made goes, what it changed is as before.

A record that was edited since, or on which something new hangs, is left alone and named.
Publishing is no edit of what the file brought.
"""

import json
from collections import defaultdict

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from exchange.desk.confirming import one_at_a_time
from exchange.desk.models import ImportBatch
from exchange.legacy.errors import LegacyError
from exchange.resources.writing import MANY, Writer

State = ImportBatch.State

# Fields that say nothing of what the file brought.
ASIDE = {"state", "updated_at"}

EDITED = "가져온 뒤에 고쳐서 그대로 두었습니다."
IN_USE = "가져온 뒤에 딸린 기록이 생겨 그대로 두었습니다."
NO_HISTORY = "가져오기 전의 내용이 이력에 없어 그대로 두었습니다."
TAKEN = "가져오기 전의 이름과 날짜를 지금은 다른 기록이 쓰고 있어 그대로 두었습니다."
GONE = "가져오기 전에 이어져 있던 기록이 그사이 지워져 그대로 두었습니다."


@transaction.atomic
def undo(batch, user, beat=None):
    """Take a confirmed batch back, in one transaction; `left_alone` names what stays."""
    one_at_a_time()
    batch.refresh_from_db()
    if batch.state != State.DONE:
        raise LegacyError("가져온 것만 되돌릴 수 있습니다.")
    made, changed = written_by(batch)
    left, done = [], 0
    for model in sorted({*made, *changed}, key=depth, reverse=True):
        undoing = Undoing(batch, user, model)
        for work, pks in ((undoing.remove, made[model]), (undoing.restore, changed[model])):
            pks = sorted(pks)
            for start in range(0, len(pks), MANY):
                work(pks[start : start + MANY])
                done += MANY
                if beat:
                    beat(done)
        left += undoing.left
    batch.state, batch.left_alone = State.UNDONE, left
    batch.undone_by, batch.undone_at = user, timezone.now()
    batch.save(update_fields=["state", "left_alone", "undone_by", "undone_at"])


def written_by(batch):
    """({model: keys it made}, {model: keys it changed}) of a batch."""
    made, changed = defaultdict(set), defaultdict(set)
    for table in batch.tables.all():
        results = table.results.exclude(records=None).values_list("records", flat=True)
        for text in results.iterator(20):
            for records in json.loads(text):
                for label, pk, deed in records:
                    (made if deed == "+" else changed)[apps.get_model(label)].add(pk)
    for model in changed:
        changed[model] -= made[model]
    return made, changed


def depth(model):
    """How many records of the registry a record of this model stands on."""
    above = {
        field.related_model
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is not model and hasattr(model, "history")
    }
    return 1 + max((depth(one) for one in above if hasattr(one, "history")), default=0)


class Undoing:
    """Taking back what a batch wrote in one model."""

    def __init__(self, batch, user, model):
        self.batch, self.model = batch, model
        self.writer = Writer(model, user, batch.undo_reason)
        self.names = [
            field.attname
            for field in model._meta.concrete_fields
            if field.attname not in ASIDE and not field.primary_key
        ]
        self.left = []

    def leave(self, pks, why):
        for record in self.model._base_manager.filter(pk__in=pks):
            self.left.append(f"{self.model._meta.verbose_name} ‘{record}’: {why}")

    def stored(self, pks):
        """{key: (updated_at, values)} of the records as they are."""
        rows = self.model._base_manager.filter(pk__in=pks)
        rows = rows.values_list("pk", "updated_at", *self.names)
        return {pk: (stamp, tuple(values)) for pk, stamp, *values in rows}

    def versions(self, pks):
        """{key: (values before the batch or None, values after it)} by the history.

        By the number of a version: a long import's has the date at which it began.
        """
        found = {}
        rows = self.model.history.filter(id__in=pks).order_by("history_id")
        before = {}
        for pk, reason, *values in rows.values_list("id", "history_change_reason", *self.names):
            values = tuple(values)
            if reason == self.batch.reason:
                found[pk] = (found[pk][0] if pk in found else before.get(pk), values)
            before[pk] = values
        return found

    def remove(self, pks):
        """Delete what the batch made."""
        stored, versions = self.stored(pks), self.versions(pks)
        same = [pk for pk in stored if pk in versions and versions[pk][1] == stored[pk][1]]
        self.leave(set(stored) - set(same), EDITED)
        used = self.in_use(same)
        self.leave(used, IN_USE)
        self.writer.delete([pk for pk in same if pk not in used])

    def in_use(self, pks):
        """Keys of those on which other records hang."""
        used = set()
        for relation in self.model._meta.get_fields(include_hidden=True):
            if relation.concrete or not (relation.one_to_many or relation.one_to_one):
                continue
            other = relation.related_model
            if not hasattr(other, "history"):  # the histories themselves point here as well
                continue
            name = relation.field.attname
            rows = other._base_manager.filter(**{f"{name}__in": pks})
            used |= set(rows.order_by().values_list(name, flat=True))
        return used

    def restore(self, pks):
        """Put back what the batch changed."""
        stored, versions = self.stored(pks), self.versions(pks)
        edited, unknown, changes = [], [], []
        for pk, (stamp, values) in stored.items():
            before, after = versions.get(pk, (None, None))
            if after != values:
                edited.append(pk)
            elif before is None:
                unknown.append(pk)
            else:
                old = {
                    name: was
                    for name, was, now in zip(self.names, before, after, strict=True)
                    if was != now
                }
                changes.append((pk, stamp, old))
        self.leave(edited, EDITED)
        self.leave(unknown, NO_HISTORY)
        self.put_back(self.without_gone(changes))

    def without_gone(self, changes):
        """The changes that name no record that was deleted since."""
        for field in self.model._meta.concrete_fields:
            if field.is_relation:
                wanted = {old[field.attname] for *_, old in changes if old.get(field.attname)}
                there = field.related_model._base_manager.filter(pk__in=wanted)
                gone = wanted and wanted - set(there.values_list("pk", flat=True))
                if gone:
                    lost = [pk for pk, _, old in changes if old.get(field.attname) in gone]
                    self.leave(lost, GONE)
                    changes = [change for change in changes if change[0] not in lost]
        return changes

    def put_back(self, changes):
        """Write old values; where another record has taken a key since, all others."""
        try:
            with transaction.atomic():
                self.writer.update(changes)
        except IntegrityError:
            if len(changes) == 1:
                self.leave([changes[0][0]], TAKEN)
                return
            half = len(changes) // 2
            self.put_back(changes[:half])
            self.put_back(changes[half:])
