"""What pages of other apps show of agreements."""

import datetime
from typing import NamedTuple

from django import template
from django.utils import timezone

from agreements import chains
from agreements.models import Agreement

register = template.Library()


class Anniversary(NamedTuple):
    agreement: Agreement
    day: datetime.date
    years: int


class Link(NamedTuple):
    """An agreement among those of its partnership: which it replaced, and which replaced it."""

    agreement: Agreement
    older: Agreement | None
    newer: Agreement | None


@register.simple_tag
def next_anniversaries(home, limit=5, on=None):
    """The next anniversaries of the home's agreements, soonest first.

    That of a 29 February falls on the 28th in common years.
    """
    on = on or timezone.localdate()
    agreements = (
        Agreement.objects.published()
        .filter(partnership__home=home)
        .next_anniversaries(on)
        .select_related("partnership__home", "partnership__partner")[:limit]
    )
    anniversaries = []
    for agreement in agreements:
        year = on.year + agreement.is_next_year
        signed = agreement.signed_first
        try:
            day = signed.replace(year=year)
        except ValueError:
            day = datetime.date(year, 2, 28)
        anniversaries.append(Anniversary(agreement, day, year - signed.year))
    return anniversaries


@register.filter
def chained(agreements):
    """Each of a partnership's agreements with the ones before and after it in its chain.

    Only those given are named, so that a draft stays unnamed.
    """
    known = {agreement.pk: agreement for agreement in agreements}
    newer = {agreement.supersedes_id: agreement for agreement in agreements}
    return [
        Link(agreement, known.get(agreement.supersedes_id), newer.get(agreement.pk))
        for agreement in agreements
    ]


@register.filter
def agreement_label(agreement):
    """The agreement's own name and its kind, once where one says the other: 우호협정(우호협력)."""
    name, kind = agreement.name, agreement.get_kind_display()
    if name in kind:
        return kind
    return name if kind.partition("(")[0] in name else f"{name}({kind})"


@register.filter
def in_chains(agreements):
    """The agreements as chains of Steps (see agreements.chains)."""
    return chains.chains(agreements)


@register.filter
def turn(older):
    """How the agreement that replaced this one did so: 격상, 승계, 대체."""
    return chains.turn(older)


@register.simple_tag
def standing(agreements, on=None):
    """What these agreements make of their partnership on this day, today if None."""
    return chains.standing(agreements, on or timezone.localdate())
