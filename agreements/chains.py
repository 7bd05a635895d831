"""How the agreements of one partnership hang together, and where they leave it today.

All of it is worked out from the agreements given, so that a draft among them stays unnamed.
"""

import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from agreements.models import Agreement

UNKNOWN = datetime.date.max  # sorts what has no known date behind what has one


class Step(NamedTuple):
    """An agreement in its chain. `turn`: how the one before became it (격상), "" for the first."""

    agreement: Agreement
    turn: str


class Standing(NamedTuple):
    """What a partnership's agreements make of it on one day."""

    leading: Agreement | None  # the closest tie in force, the latest of several
    last: Agreement | None  # where none is in force: the one signed last
    first: Agreement | None  # what the tie began with, where that is older than `leading`
    years: int | None  # calendar years since `leading` was signed: 1983 is 43 in 2026


def turn(older):
    """How the agreement that replaced this one did so, in a word."""
    status = Agreement.Status
    return {status.UPGRADED: _("격상"), status.SUCCEEDED: _("승계")}.get(older.status, _("대체"))


def day_of(agreement):
    """The first day an agreement may have been signed; unknown ones come last."""
    return agreement.signed_first or UNKNOWN, agreement.pk


def chains(agreements):
    """The agreements as lists of Steps, each linked by `supersedes`, oldest link first.

    Chains come by their earliest known day, those without any last. A chain that loops, which
    no constraint can rule out, is cut at its oldest agreement.
    """
    known = {agreement.pk: agreement for agreement in agreements}
    newer = {each.supersedes_id: each for each in agreements if each.supersedes_id in known}
    starts = [each for each in agreements if each.supersedes_id not in known]
    found, seen = [], set()
    for start in [*starts, *sorted(agreements, key=day_of)]:
        steps, older, agreement = [], None, start
        while agreement and agreement.pk not in seen:
            seen.add(agreement.pk)
            steps.append(Step(agreement, turn(older) if older else ""))
            older, agreement = agreement, newer.get(agreement.pk)
        if steps:
            found.append(steps)
    return sorted(found, key=lambda steps: min(day_of(step.agreement) for step in steps))


def is_in_force(agreement, newer, on):
    """Whether it is in force on this day, as AgreementQuerySet.in_force() asks the database.

    `newer` is the agreement that replaced it, None where there is none.
    """
    if agreement.signed_first and agreement.signed_first > on:
        return False
    if agreement.ended_first:
        return agreement.ended_first > on
    if agreement.status == Agreement.Status.IN_FORCE:
        return True
    return bool(newer and newer.signed_first and newer.signed_first > on)


def standing(agreements, on):
    """The Standing of a partnership with these agreements on this day."""
    kinds = Agreement.Kind.values
    newer = {each.supersedes_id: each for each in agreements}
    known = sorted((each for each in agreements if each.signed_first), key=day_of)
    in_force = sorted(
        (each for each in agreements if is_in_force(each, newer.get(each.pk), on)),
        key=lambda each: (
            kinds.index(each.kind),
            -each.signed_first.toordinal() if each.signed_first else 0,
            each.pk,
        ),
    )
    leading = in_force[0] if in_force else None
    last = None if leading or not agreements else (known or agreements)[-1]
    day = leading.signed_first if leading else None
    first = known[0] if known and day and known[0].signed_first < day else None
    return Standing(leading, last, first, on.year - day.year if day else None)
