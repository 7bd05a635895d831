"""Atom feeds (RFC 4287): the exchanges and agreements of a home that changed last."""

import datetime
from typing import NamedTuple

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http.request import split_domain_port
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cities.models import Partnership, Portal
from cities.names import full_name_text, name_text
from exchange.legacy.text import plain

NEWEST = 50  # entries of one feed


class Entry(NamedTuple):
    """A record as a feed tells of it; `guid` is its own for ever, whatever is edited."""

    guid: str
    title: str
    link: str
    summary: str  # HTML
    category: str
    published: datetime.datetime
    updated: datetime.datetime


class Subject(NamedTuple):
    """What a feed is about: all of a home, or one of its partners."""

    portal: Portal
    partnership: Partnership | None
    link: str
    host: str
    entries: list

    @property
    def record(self):
        return self.partnership or self.portal


class AtomFeed(Atom1Feed):
    """Django's, with the language of the entries, the licence's address, and no false date."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else self.feed["changed"]

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if self.feed["licence_url"]:
            link = {"rel": "license", "href": self.feed["licence_url"]}
            handler.addQuickElement("link", "", link)

    def item_attributes(self, item):
        # The records' own words are Korean, whatever the language of the page.
        return {} if self.feed["language"] == settings.LANGUAGE_CODE else {"xml:lang": "ko"}


class HomeFeed(Feed):
    """What changed last in a home's records."""

    feed_type = AtomFeed

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    def get_object(self, request, home):
        portal = self.portal_of(home)
        partnerships = Partnership.objects.published().for_home(portal.city)
        return self.subject(request, portal, None, portal.get_absolute_url(), partnerships)

    def portal_of(self, home):
        portals = Portal.objects.published().select_related("city")
        return get_object_or_404(portals, city__slug=home)

    def subject(self, request, portal, partnership, link, partnerships):
        host = split_domain_port(request.get_host())[0]
        changes = partnerships.latest_changes(NEWEST)
        entries = [entry(name, record, host) for name, record in changes]
        return Subject(portal, partnership, link, host, entries)

    def title(self, subject):
        return plain(_("%(home)s 교류도시 소식") % {"home": full_name_text(subject.portal.city)})

    def subtitle(self, subject):
        changed = max((each.updated for each in subject.entries), default=subject.record.updated_at)
        told = {
            "date": timezone.localdate(changed).isoformat(),
            "licence": subject.portal.licence_text or _("정해지지 않음"),
        }
        return (
            _("새로 올리거나 고친 교류와 협정. 데이터기준일자: %(date)s. 이용조건: %(licence)s")
            % told
        )

    def link(self, subject):
        return subject.link

    def feed_guid(self, subject):
        name = f"{'partnership' if subject.partnership else 'home'}/{subject.record.pk}"
        if get_language() != settings.LANGUAGE_CODE:
            name += f"/{get_language()}"
        return tag(subject.host, subject.record.created_at, name)

    def author_name(self, subject):
        return plain(full_name_text(subject.portal.city))

    def author_link(self, subject):
        return subject.portal.website or None

    def feed_copyright(self, subject):
        return subject.portal.licence_text or _("이용조건: 정해지지 않음")

    def feed_extra_kwargs(self, subject):
        return {"changed": subject.record.updated_at, "licence_url": subject.portal.licence_url}

    def items(self, subject):
        return subject.entries

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.summary

    def item_link(self, item):
        return item.link

    def item_guid(self, item):
        return item.guid

    def item_categories(self, item):
        return [item.category] if item.category else []

    def item_pubdate(self, item):
        return item.published

    def item_updateddate(self, item):
        return item.updated


class PartnerFeed(HomeFeed):
    """What changed last between a home and one of its partners."""

    def get_object(self, request, home, partner):
        portal = self.portal_of(home)
        partnerships = Partnership.objects.published().for_home(portal.city)
        partnerships = partnerships.filter(partner__slug=partner).select_related("home", "partner")
        found = get_object_or_404(partnerships)
        return self.subject(request, portal, found, found.get_absolute_url(), partnerships)

    def title(self, subject):
        cities = {
            "home": full_name_text(subject.portal.city),
            "partner": full_name_text(subject.partnership.partner),
        }
        return plain(_("%(home)s – %(partner)s 교류 소식") % cities)


def entry(name, record, host):
    """An exchange or an agreement (`name` of its partnership's relation) as an Entry."""
    partnership = record.partnership
    page = partnership.get_absolute_url()
    if name == "events":
        title, text, link = record.title, record.details, record.get_absolute_url()
        category, dated, label = record.get_field_display(), record.period, _("기간")
    else:
        title, text, link = record.name, record.text, f"{page}#agreement-{record.pk}"
        category, dated, label = record.get_kind_display(), record.signed, _("체결일")
    facts = [(label, dated.text if dated else _("날짜 미상"))]
    if record.place:
        facts.append((_("장소"), record.place))
    lines = [line for line in plain(text).splitlines() if line.strip()]
    return Entry(
        guid=tag(host, record.created_at, f"{name}/{record.pk}"),
        title=plain(f"{name_text(partnership.partner, partnership.home)} – {title}"),
        link=link,
        summary=summary(facts, lines),
        category=str(category),
        # A fixture brings the day of its document as that of the last change.
        published=min(record.created_at, record.updated_at),
        updated=record.updated_at,
    )


def summary(facts, lines):
    """The HTML of facts (label, value) and of lines of text."""
    told = format_html_join("", "<p>{}: {}</p>", ((label, plain(value)) for label, value in facts))
    items = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return told + format_html("<ul>{}</ul>", items) if lines else told


def tag(host, created, name):
    """A tag URI (RFC 4151), by which a reader knows a feed or entry again."""
    return f"tag:{host},{created.astimezone(datetime.UTC):%Y-%m-%d}:{name}"
