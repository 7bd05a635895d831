"""Public pages of homes and their partners, and what the pages of every app share."""

from collections import Counter
from itertools import chain

from django.conf import settings
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.views.generic import DetailView, ListView, TemplateView, View
from django_filters.views import FilterView

from cities import maps, partner_page
from cities.facets import kept
from cities.filters import PartnershipFilter, country_choices
from cities.listing import contents, shown_in_lists
from cities.models import Partnership, Portal
from exchange.prepared import Prepared

portal_of = Prepared(
    lambda home: Portal.objects.published().with_menu().filter(city__slug=home), str
)


class HomeMixin:
    """A page below /<home>/: 404 unless the home's portal is public.

    Puts portal, home, menu and the page's 최종수정일 (updated_at) in the context.
    """

    section = None  # the menu entry the page belongs to

    @cached_property
    def portal(self):
        portal = portal_of.first(self.kwargs["home"])
        if portal is None:
            raise Http404
        return portal

    @property
    def home(self):
        return self.portal.city

    def shown(self, context):
        """The records the page shows; the latest change of one of them is the page's."""
        return context["object_list"]

    def last_change(self, context):
        """When the page last changed; an empty one is as old as its portal."""
        changes = (record.updated_at for record in self.shown(context))
        return max(changes, default=self.portal.updated_at)

    def get_context_data(self, **kwargs):
        kwargs |= {"portal": self.portal, "home": self.home}
        context = super().get_context_data(**kwargs)
        return context | {
            "menu": {"civic": self.portal.has_civic, "indicators": self.portal.has_indicators},
            "is_pinned": bool(settings.EXCHANGE_HOME),
            "updated_at": self.last_change(context),
        }


class HomesView(ListView):
    """All homes by country: Korea first, as this is a Korean site, then by Korean name."""

    queryset = Portal.objects.published().with_counts().select_related("city")
    template_name = "cities/homes.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        countries = {}
        for portal in sorted(context["object_list"], key=lambda portal: portal.city.full_name):
            countries.setdefault(portal.city.country.code, []).append(portal)
        choices = country_choices(countries, first="KR")
        return context | {"countries": [(name, countries[code]) for code, name in choices]}


def front(request):
    """All homes, or the one that EXCHANGE_HOME names."""
    home = settings.EXCHANGE_HOME
    if not home:
        return HomesView.as_view()(request)
    try:
        return PortalView.as_view()(request, home=home)
    except Http404:
        return render(request, "cities/home_missing.html", {"slug": home}, status=404)


CARDS = 24  # partners at home, and abroad, of which the portal shows a card


class PortalView(HomeMixin, ListView):
    """A home's first page: partners, next anniversaries, latest exchanges, its own facts.

    It counts all partnerships in brief. Where there are more than a map lists, it loads only those
    that it has cards for.
    """

    template_name = "cities/portal.html"
    section = "portal"

    @cached_property
    def portal(self):
        portals = Portal.objects.published().with_menu().select_related("city__coordinates_source")
        portals = portals.prefetch_related("city__facts", "city__links", "city__pictures")
        return get_object_or_404(portals, city__slug=self.kwargs["home"])

    @cached_property
    def briefs(self):
        partnerships = Partnership.objects.published().for_home(self.home)
        return kept("briefs", self.home, partnerships.sorted_by("kind", []).briefs)

    @property
    def is_whole(self):
        """Whether the page holds every partner: in words, and for its map."""
        return len(self.briefs) <= maps.LIST_LIMIT

    def get_queryset(self):
        return kept("cards", self.home, self.partnerships)

    def partnerships(self):
        """Those the page has cards for; all of them, where there are not very many."""
        own = self.home.country.code
        shown = self.briefs
        partnerships = Partnership.objects.published().for_home(self.home)
        partnerships = partnerships.with_pages().with_pictures()
        if self.is_whole:
            partnerships = partnerships.with_map()
        else:
            domestic = [brief for brief in shown if brief.country == own]
            overseas = [brief for brief in shown if brief.country != own]
            shown = domestic[:CARDS] + overseas[:CARDS]
        found = partnerships.in_bulk([brief.key for brief in shown])
        cards = [found[brief.key] for brief in shown if brief.key in found]
        for each in cards:
            records = [*shown_in_lists(each), *each.partner.pictures.all()]
            if self.is_whole:
                records += [each.home.coordinates_source, each.partner.coordinates_source]
            each.content = contents(*records)
        return cards

    def last_change(self, context):
        changed = Partnership.objects.published().for_home(self.home).last_change()
        shown = chain(
            [self.portal, self.home],
            self.home.facts.all(),
            self.home.links.all(),
            self.home.pictures.all(),
            *(each.partner.pictures.all() for each in context["object_list"]),
        )
        return max(filter(None, [changed, *(record.updated_at for record in shown)]))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        partnerships = context["object_list"]
        own = self.home.country.code
        counts = Counter(brief.country for brief in self.briefs)
        days = [brief.first_signed for brief in self.briefs if brief.first_signed]
        return context | {
            "count": counts.total(),
            "domestic": [each for each in partnerships if each.is_domestic][:CARDS],
            "domestic_count": counts[own],
            "overseas": [each for each in partnerships if not each.is_domestic][:CARDS],
            "overseas_count": counts.total() - counts[own],
            "countries": [
                (code, name, counts[code]) for code, name in country_choices(counts, first=own)
            ],
            "first_year": min(days).year if days else None,
            "briefs": None if self.is_whole else self.briefs,
            "map_content": tuple(each.content for each in partnerships) if self.is_whole else None,
        }


class MapDataView(HomeMixin, View):
    """What the script draws on the map of a home with very many partners."""

    def get(self, request, home):
        partnerships = Partnership.objects.published().for_home(self.home)
        rows = partnerships.sorted_by("kind", []).places()
        return JsonResponse(maps.Map(self.home, [maps.Place(*row) for row in rows]).data)


class GuideView(HomeMixin, TemplateView):
    """What the site holds, what its words mean, and its policies."""

    template_name = "cities/guide.html"
    section = "guide"

    def last_change(self, context):
        return self.portal.updated_at


PARTNERS_LISTED = 50  # on one page

# Exchanges that one page prints; more come in pages of ten partners.
EXCHANGES_PRINTED = 1_500


class PartnersView(HomeMixin, FilterView):
    """The partner list; ?view=full shows every partner with facts and timeline on one page."""

    filterset_class = PartnershipFilter
    section = "partners"

    @property
    def is_full(self):
        return self.request.GET.get("view") == "full"

    def get_queryset(self):
        return Partnership.objects.published().for_home(self.home)

    def get_filterset_kwargs(self, filterset_class):
        return super().get_filterset_kwargs(filterset_class) | {"home": self.home}

    def get(self, request, *args, **kwargs):
        """Lists what the filter has at hand: its options are counted from the same rows."""
        self.filterset = self.get_filterset(self.filterset_class)
        found = self.filterset.found()
        self.paginate_by = self.page_size(found)
        self.object_list = found if self.paginate_by else self.loaded(found)
        return self.render_to_response(self.get_context_data(filter=self.filterset))

    def get_template_names(self):
        return ["cities/partners_full.html" if self.is_full else "cities/partners.html"]

    def page_size(self, partnerships):
        if not self.is_full:
            return PARTNERS_LISTED
        return 10 if self.among(partnerships).count_exchanges() > EXCHANGES_PRINTED else None

    def paginate_queryset(self, partnerships, page_size):
        paginator, page, shown, is_paginated = super().paginate_queryset(partnerships, page_size)
        return paginator, page, self.loaded(shown) if self.is_full else shown, is_paginated

    def among(self, partnerships):
        return self.get_queryset().filter(pk__in=[each.pk for each in partnerships])

    def loaded(self, partnerships):
        """These partnerships with all that the full view prints of them."""
        found = self.among(partnerships).with_timelines().in_bulk()
        shown = []
        for each in partnerships:
            if each.pk in found:
                found[each.pk].latest_period = each.latest_period
                shown.append(found[each.pk])
        return shown

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        paginator = context["paginator"]
        return context | {"total": paginator.count if paginator else len(self.object_list)}

    def shown(self, context):
        for partnership in context["object_list"]:
            yield from (partnership, partnership.partner, *partnership.public_agreements)
            if self.is_full:
                yield from partnership.public_events
                yield from partnership.partner.facts.all()
                yield from partnership.partner.links.all()


class PartnerView(HomeMixin, DetailView):
    """One partner: background, facts, agreements with their chain, timeline, civic ties."""

    template_name = "cities/partner.html"
    context_object_name = "partnership"
    section = "partners"

    def get_object(self, queryset=None):
        partnership = partner_page.load(self.kwargs["home"], self.kwargs["partner"])
        if partnership is None:
            raise Http404
        return partnership

    @cached_property
    def portal(self):
        """Comes with the partnership, the menu's answers too, which saves a query."""
        portal = self.object.home.portal
        portal.has_civic = self.object.has_civic
        portal.has_indicators = self.object.has_indicators
        return portal

    def shown(self, context):
        partnership, partner = self.object, self.object.partner
        return chain(
            [partnership, partner],
            partner.facts.all(),
            partner.links.all(),
            partner.pictures.all(),
            partnership.public_agreements,
            *(
                chain(each.areas.all(), each.parties.all(), each.documents.all())
                for each in partnership.public_agreements
            ),
            partnership.public_civic,
        )

    def last_change(self, context):
        """That of all exchanges as well, not of the page of the timeline alone."""
        changes = (self.object.events_changed, self.object.photos_changed)
        return max(filter(None, [super().last_change(context), *changes]))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        records = (
            self.object,
            self.object.partner,
            *self.object.public_agreements,
            *self.object.public_civic,
        )
        of_events = partner_page.sources_of_events(self.object.pk)
        sources = {*of_events, *(record.source for record in records)} - {None}
        return context | {"sources": sorted(sources, key=lambda source: source.title)}
