"""Whose word a value is: a person's, or a file's."""

import re
from collections import defaultdict

# How the reasons begin that imports and undoings leave in the history.
FROM_A_FILE = ("가져오기", "되돌리기")
BATCH = re.compile(rf"({'|'.join(FROM_A_FILE)}) (\d+):")


def by_a_person(version):
    """Whether a person made this version of a record in the admin."""
    reason = version["history_change_reason"] or ""
    return version["history_user_id"] is not None and not reason.startswith(FROM_A_FILE)


def without_undone(versions):
    """The versions without those of imports that were taken back, and their undoings."""
    deeds = [BATCH.match(version["history_change_reason"] or "") for version in versions]
    undone = {deed[2] for deed in deeds if deed and deed[1] == FROM_A_FILE[1]}
    return [
        version
        for version, deed in zip(versions, deeds, strict=True)
        if not (deed and deed[2] in undone)
    ]


class HumanEdits:
    """Human edits win over a re-import, unless the clerk says otherwise for the batch.

    A value is a person's where the history says that a person, in the admin, gave the field
    the value it has now: the version that brought it in was saved by a user and by no import.
    Such a value stays, and the preview shows it beside what the file says. A value that came
    from a file, from the first fixtures or from a program gives way to the file. A field a
    person left blank when creating the record is nobody's and may be filled; one a person
    emptied stays empty. A record a person deleted is not created again by the file that once
    brought it, and one a person renamed is found by its former name. With `overwrites` on the
    batch the file wins everywhere.
    """

    def __init__(self, model, pks, attnames):
        self.attnames = attnames
        names = ["id", "history_change_reason", "history_user_id", *attnames]
        self.versions = defaultdict(list)
        # By their number: the clocks of two machines, and an import that took long, may tell
        # another order than that in which they were written.
        rows = model.history.filter(id__in=list(pks)).order_by("history_id")
        for version in rows.values(*names):
            self.versions[version["id"]].append(version)
        for pk, versions in self.versions.items():
            self.versions[pk] = without_undone(versions)

    def has(self, pk, attname):
        """Whether a person gave this field of this record its present value."""
        versions = self.versions[pk]
        if not versions:
            return False
        value = versions[-1][attname]
        begun = len(versions) - 1
        while begun and versions[begun - 1][attname] == value:
            begun -= 1
        if begun == 0 and value in ("", None):
            return False
        return by_a_person(versions[begun])


def former_keys(model, names, **below):
    """(key of the record, raw fields, "renamed" or "deleted") of what people called otherwise.

    `names` are the raw fields, as far as they tell records apart; a record that was only ever
    created, and is still `below`, is not looked at. A key that an import gave up is nobody's.
    Of a deleted record all names are given that people took from it.
    """
    before, lost = {}, defaultdict(list)
    for pk, *key, deed, reason, user in touched(model, names, below):
        person = by_a_person({"history_change_reason": reason, "history_user_id": user})
        key = tuple(key)
        if deed == "-":
            if person:
                for one in (*lost[pk], key):
                    yield pk, one, "deleted"
        elif pk in before and before[pk] != key and person:
            lost[pk].append(before[pk])
            yield pk, before[pk], "renamed"
        before[pk] = key


def touched(model, names, below):
    """Versions, in their order, of records that were changed, deleted or moved elsewhere."""
    history, here = model.history, model._base_manager.filter(**below).values("pk")
    changed = history.filter(history_type__in="~-", **below).values("id")
    moved = history.filter(history_type="+", **below).exclude(id__in=here).values("id")
    columns = ["id", *names, "history_type", "history_change_reason", "history_user_id"]
    rows = history.order_by("id", "history_id").values_list(*columns)
    yield from rows.filter(id__in=changed)
    yield from rows.filter(id__in=moved).exclude(id__in=changed)
