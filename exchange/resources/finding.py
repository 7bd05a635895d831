"""Finding the record a row is about: by its key, by a former key, or by the clerk's answer."""

from collections import Counter

from exchange.resources.human import former_keys
from exchange.resources.plans import KEPT


class Finding:
    """The part of a TableResource that knows which records are there.

    Tables of one kind in one import look at the same records as they were before any of them
    was saved, so that the preview and the confirmation find the same.
    """

    def begin_finding(self):
        # {parent's key: {natural key: key}} of what is there.
        self.index = self.shared("index", dict)
        # {former key: [("renamed" or "deleted" by a person, key)]}.
        self.former = self.shared("former", dict)
        self.loaded, self.known = self.shared("loaded", set), self.shared("known", set)
        # {key: (table, line, part) of the first row that is about the record}.
        self.claimed = self.shared("claimed", dict)
        # {parent's key: the last place taken among its records}.
        self.last = self.shared("last", Counter)

    def shared(self, name, make):
        """What all tables of this kind in the import have in common."""
        return self.context.memo.setdefault((self.code, name), make())

    def load(self, parents):
        """Know the natural keys of all records below these parents, now and formerly."""
        new = {parent.pk for parent in parents} - self.loaded
        if not new:
            return
        self.loaded |= new
        parent = self.model._meta.get_field(self.parent_field).attname
        below = {f"{parent}__in": new}
        keys = len(self.key_fields)
        names = ["pk", parent, *self.key_fields, *self.extra_fields()]
        rows = self.model._base_manager.filter(**below).order_by("pk").values_list(*names)
        for pk, parent_pk, *rest in rows.iterator(chunk_size=2000):
            self.index.setdefault(parent_pk, {})[self.key_of_stored(rest[:keys])] = pk
            self.known.add(pk)
            self.note_stored(parent_pk, rest[keys:])
        self.load_former(parent, below)

    def load_former(self, parent, below):
        """Know under which keys people renamed or moved records, and which they deleted."""
        moved = set()
        for pk, key, deed in former_keys(self.model, [parent, *self.key_fields], **below):
            parent_pk, *raw = key
            name = (parent_pk, *self.key_of_stored(raw))
            self.former.setdefault(name, []).append((deed, pk))
            if pk not in self.known:
                moved.add(pk)
        if moved:
            there = self.model._base_manager.filter(pk__in=moved)
            self.known.update(there.values_list("pk", flat=True))

    def match(self, plan):
        """Find the record the row is about: by its key, the clerk's answer, or its former key."""
        parent, *key = plan.key
        pk = self.index.get(parent, {}).get(tuple(key))
        if pk is None:
            pk = self.answered(plan) or self.formerly(plan)
        if pk is not None:
            plan.pk = pk
            self.claimed.setdefault(pk, self.place_of(plan))

    def answered(self, plan):
        """The record the clerk says the row corrects, as long as the row still resembles it."""
        answer = self.context.answers.get(self.question_of(plan), "")
        if not answer.startswith("same:"):
            return None
        return next((pk for pk in self.resembling(plan) if answer == f"same:{pk}"), None)

    def formerly(self, plan):
        """The record a person renamed; where a person deleted it, the plan says so."""
        former = self.former.get(plan.key, ())
        for deed, pk in reversed(former):
            if deed == "renamed" and pk in self.known:
                return pk
        if not self.context.overwrites and any(deed == "deleted" for deed, _ in former):
            plan.kind = KEPT
            plan.note("사람이 지운 기록이라 다시 넣지 않습니다.")
        return None

    def place_of(self, plan):
        return self.number, plan.number, plan.part

    def is_first(self, plan):
        """Whether no earlier row is about the same record; else the plan has a problem."""
        table, number, _ = place = self.claimed[plan.pk]
        if place == self.place_of(plan):
            return True
        where = f"{number}행" if table == self.number else f"{table}번 표의 {number}행"
        plan.problem(
            self.name_columns[0],
            f"{where}과 같은 기록을 다르게 적었습니다. 둘 가운데 하나를 빼 주세요.",
        )
        return False
