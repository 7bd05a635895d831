"""Import: what the tables of one import have in common."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone


@dataclass
class Import:
    """One import under way: for which home, by whom, and what the clerk has said.

    `home` and `partner` are slugs or names; `answers` {question: answer}; `memo` is where the
    tables of the import share what they have looked up or are about to create.
    """

    home: str = ""
    user: object = None
    reason: str = "가져오기"
    overwrites: bool = False
    answers: dict = field(default_factory=dict)
    moment: datetime = field(default_factory=timezone.now)
    memo: dict = field(default_factory=dict)
    # Sentences on the whole import, each said once.
    notices: dict = field(default_factory=dict)

    def note(self, sentence):
        """Say something of the whole import."""
        self.notices[sentence] = True

    def shared(self, make):
        """What `make` (a class) made for this import, made at the first call."""
        if make not in self.memo:
            self.memo[make] = make(self)
        return self.memo[make]
