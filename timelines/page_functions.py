"""What pages show of exchanges: a partner's timeline, the latest, the labels of their choices."""

from functools import cache
from typing import NamedTuple

from django.core.paginator import InvalidPage
from django.http import Http404
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from jinja2 import pass_context, pass_environment

from cities.models import CooperationField
from exchange.jinja import ko, page_function, parts
from timelines.few import FewEvent
from timelines.models import ExchangeEvent
from timelines.timeline import Timeline


@page_function
def latest_exchanges(home, limit=5):
    """The home's latest exchanges, newest first."""
    return ExchangeEvent.objects.latest_of_home(home, limit)


@page_function
@pass_context
def timeline_of(context, partnership):
    """The Timeline of a public partnership, as the page's address asks for it.

    A page it does not have is a 404, as in every list.
    """
    try:
        return Timeline(partnership, context["request"].GET)
    except InvalidPage as error:
        raise Http404(str(error)) from error


@page_function
@pass_environment
def entry_html(environment, entry, address, is_active, has_photos, words):
    """An Entry as markup, from `timelines/timeline_entry.html`.

    The same exchanges are written again whenever anything at all has changed; what of an exchange
    is said is the key here, so one that changed is written anew.
    """
    macro = environment.get_template("timelines/timeline_entry.html").module.timeline_entry
    event = entry.event
    if entry.milestones or not isinstance(event, FewEvent) or event.photos:
        return macro(entry, address, is_active, has_photos, words)
    key = (words.language, address, is_active, entry.is_open, event[:-1])
    written = parts.get(key)
    if written is None:
        written = macro(entry, address, is_active, has_photos, words)
        parts.keep(key, written, len(written))
    return written


class EventWords(NamedTuple):
    """What stands with exchanges, in one language: a page shows a hundred of them."""

    language: str
    lang: str  # the attribute of a record's own text
    fields: dict  # {value: label}, where get_field_display() goes through all choices
    directions: dict
    field: str
    direction: str
    place: str
    person: str
    people: str
    undated: str
    since: str
    endless: str
    address: str


@page_function
def event_words():
    """EventWords in the page's language."""
    return words_in(get_language())


@cache
def words_in(language):
    fields, directions = (
        {value: str(label) for value, label in each.choices}
        for each in (CooperationField, ExchangeEvent.Direction)
    )
    texts = (
        _("분야"),
        _("방향"),
        _("장소"),
        *(ngettext("{count}명", "{count}명", count) for count in (1, 2)),
        _("날짜 미상"),
        _("{year}부터 계속"),
        _("끝난 때 기록 없음"),
        _("이 기록의 주소"),
    )
    return EventWords(language, ko(), fields, directions, *texts)
