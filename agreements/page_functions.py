"""What pages show of agreements: their labels, their chains, the next anniversaries."""

import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from agreements import chains
from agreements.models import Agreement
from exchange.jinja import fill, ko, page_filter, page_function
from exchange.search import marks


class Anniversary(NamedTuple):
    agreement: Agreement
    day: datetime.date
    years: int


class Link(NamedTuple):
    """An agreement among those of its partnership: which it replaced, and which replaced it."""

    agreement: Agreement
    older: Agreement | None
    newer: Agreement | None


@page_function
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


@page_filter
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


@page_filter
def own_name(agreement):
    """The agreement's title, Korean on every page; its kind where it has none. Markup."""
    if not agreement.title:
        return escape(agreement.name)
    lang = ko()
    return (
        Markup("<span{}>{}</span>").format(lang, agreement.title)
        if lang
        else escape(agreement.title)
    )


@page_filter
def agreement_label(agreement):
    """Its own name and its kind, once where one says the other: 우호협정(우호협력). Markup."""
    name, kind = agreement.name, agreement.get_kind_display()
    if name in kind:
        return escape(kind)
    own = own_name(agreement)
    return own if kind.partition("(")[0] in name else _named(own, kind)


@page_function
def found_label(agreement, query):
    """`agreement_label` with the words of a query marked in its name and its kind."""
    name, kind = agreement.name, agreement.get_kind_display()
    if not agreement.title or name in kind:
        return marks.marked(kind, query.words)
    own = Markup("<span{}>{}</span>").format(ko(), marks.marked(name, query.words))
    if kind.partition("(")[0] in name:
        return own
    return _named(own, marks.marked(kind, query.words))


def _named(own, kind):
    return fill(_("{name}({kind})"), name=own, kind=kind)


@page_filter
def in_chains(agreements):
    """The agreements as chains of Steps (see agreements.chains)."""
    return chains.chains(agreements)


@page_filter
def turn(older):
    """How the agreement that replaced this one did so: 격상, 승계, 대체."""
    return chains.turn(older)


@page_function
def standing_of(agreements, on=None):
    """What these agreements make of their partnership on this day, today if None."""
    return chains.standing(agreements, on or timezone.localdate())
