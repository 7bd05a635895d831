"""Calendars as files (iCalendar, RFC 5545 and 7986) that any calendar program subscribes to.

A calendar has days and nothing vaguer, so only what is known to the day goes in; nothing is
guessed. All entries last whole days and leave the day of whoever subscribes free.
"""

import datetime
from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.http.request import split_domain_port
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration, vText, vUri

from exchange.legacy.text import plain

LONGEST = 1_000  # entries of one calendar; programs become slow with more
ASK_AGAIN = datetime.timedelta(days=1)
DAY = datetime.timedelta(days=1)


class Entry(NamedTuple):
    """Days of a calendar, the last included, with the record they come from.

    `key` tells the entry from all others of the site, whatever is edited: exchange-31.
    """

    key: str
    first: datetime.date
    last: datetime.date
    summary: str
    description: str
    url: str
    created: datetime.datetime
    changed: datetime.datetime
    place: str = ""
    category: str = ""


class CalendarFile(NamedTuple):
    """What a calendar is called and says of itself; texts in the page's language."""

    name: str
    description: str
    page: str  # the page with the same records
    changed: datetime.datetime
    licence: str

    def response(self, request, entries):
        """The calendar of these entries, at most LONGEST."""
        calendar = self._calendar(request)
        host = split_domain_port(request.get_host())[0]
        for entry in entries:
            calendar.add_component(event(entry, host))
        # Not an attachment: a program that subscribes reads it, a browser hands it on. Open data:
        # a page of another site may read it as well.
        return HttpResponse(
            calendar.to_ical(),
            "text/calendar; charset=utf-8",
            headers={
                "Content-Disposition": content_disposition_header(False, f"{self.name}.ics"),
                "Access-Control-Allow-Origin": "*",
            },
        )

    def _calendar(self, request):
        calendar = Calendar()
        calendar.add("prodid", f"-//{request.get_host()}//Exchange-city registry//KO")
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        for name in ("name", "x-wr-calname"):
            calendar.add(name, vText(plain(self.name)))
        for name in ("description", "x-wr-caldesc"):
            calendar.add(name, vText(plain(self.description)))
        calendar.add("x-wr-timezone", settings.TIME_ZONE)
        calendar.add("refresh-interval", vDuration(ASK_AGAIN), {"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(ASK_AGAIN))
        calendar.add("last-modified", self.changed.astimezone(datetime.UTC))
        calendar.add("url", vUri(self.page))
        calendar.add("source", vUri(request.build_absolute_uri()), {"VALUE": "URI"})
        # What data.go.kr asks of every table: the day it is of (데이터기준일자), and its licence.
        day = timezone.localdate(self.changed).isoformat()
        calendar.add("x-data-reference-date", vText(day))
        calendar.add("x-license", vText(self.licence or _("정해지지 않음")))
        return calendar


def event(entry, host):
    """The VEVENT of an entry."""
    found = Event()
    found.add("uid", f"{entry.key}@{host}")
    changed = entry.changed.astimezone(datetime.UTC)
    found.add("dtstamp", changed)
    found.add("last-modified", changed)
    found.add("created", entry.created.astimezone(datetime.UTC))
    found.add("dtstart", entry.first)
    found.add("dtend", entry.last + DAY)  # the first day after it
    found.add("summary", vText(plain(entry.summary)))
    found.add("description", vText(plain(entry.description)))
    if entry.place:
        found.add("location", vText(plain(entry.place)))
    if entry.category:
        found.add("categories", [plain(entry.category)])
    found.add("url", vUri(entry.url))
    found.add("transp", "TRANSPARENT")
    found.add("class", "PUBLIC")
    return found
