"""sitemap.xml: every public page in every language, and when it last changed; robots.txt."""

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index, sitemap
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.functional import cached_property

from cities.last_changes import LastChanges
from cities.models import Portal

# Pages that every home has, and those it has where there is anything on them.
PAGES = (
    "cities:portal cities:partners timelines:events agreements:anniversaries cities:statistics"
).split()
PAGES_OF = {"civic_agreements": "agreements:civic", "indicators": "timelines:indicators"}


class PagesSitemap(Sitemap):
    """Items are (last change, name of the address, its arguments)."""

    i18n = alternates = x_default = True
    limit = 2_500  # addresses of one file, each with those of its languages; 50,000 is the most

    @cached_property
    def found(self):
        """The items, looked for once in a request."""
        return list(self.find())

    def items(self):
        return self.found

    def location(self, item):
        return reverse(item[1], args=item[2])

    def lastmod(self, item):
        return item[0]


class HomesSitemap(PagesSitemap):
    """The pages of each home, but for those of its partners."""

    def find(self):
        changes = LastChanges()
        besides = {page: changes.of_homes(name) for name, page in PAGES_OF.items()}
        portals = Portal.objects.published().order_by("city__slug")
        found = list(portals.values_list("city__slug", "updated_at", "city__updated_at"))
        everything = []
        for home, portal, city in found:
            last = max(filter(None, (portal, city, changes.homes.get(home))))
            everything.append(last)
            yield from ((last, page, (home,)) for page in PAGES)
            for page, changed in besides.items():
                if home in changed:
                    yield changed[home], page, (home,)
            yield portal, "cities:guide", (home,)
            yield last, "cities:open-data", (home,)
        if everything:
            yield max(everything), "cities:homes", ()
            yield max(everything), "cities:catalogue", ()


class PartnersSitemap(PagesSitemap):
    """The page of each partner of each home."""

    def find(self):
        for names, changed in LastChanges().partners.items():
            yield changed, "cities:partner", names


SITEMAPS = {"homes": HomesSitemap, "partners": PartnersSitemap}

# Every page and every table may be read; lists under conditions are the same rows again, without
# end. Google and Bing know `*`, and of two rules take the longer.
ROBOTS = """\
User-agent: *
Allow: /*?page=
Allow: /*?p=
Disallow: /*?page=*&
Disallow: /*?
Disallow: /admin/
Disallow: /search/
Disallow: /*/search/
Disallow: /feedback/
Disallow: /*/feedback/

Sitemap: {sitemap}
"""


def robots(request):
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(ROBOTS.format(sitemap=sitemap), "text/plain; charset=utf-8")


urlpatterns = [
    path("robots.txt", robots),
    path(
        "sitemap.xml",
        index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap-section"},
        name="sitemap",
    ),
    path("sitemap-<slug:section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap-section"),
]
