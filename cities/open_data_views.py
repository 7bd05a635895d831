"""The pages of open data, of all homes and of one, and their catalogues."""

from django.http import JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from cities import linked_data
from cities.catalogue import Catalogue
from cities.models import Portal
from cities.open_data import OpenData
from cities.views import HomeMixin

JSON_LD = "application/ld+json; charset=utf-8"


class AllHomesMixin:
    """Open data of all homes."""

    @cached_property
    def open_data(self):
        portals = Portal.objects.published().select_related("city")
        # As the first page has them: Korea first, then by Korean name.
        return OpenData(
            sorted(portals, key=lambda one: (one.city.country.code != "KR", one.city.full_name))
        )

    @property
    def path(self):
        return reverse("cities:catalogue")


class OneHomeMixin(HomeMixin):
    """Open data of one home."""

    section = "open-data"

    @cached_property
    def open_data(self):
        return OpenData([self.portal], self.home)

    @property
    def path(self):
        return reverse("cities:open-data", args=[self.home.slug])


class CatalogueMixin:
    """The catalogue, DCAT as JSON-LD."""

    def get(self, request, **kwargs):
        found = Catalogue(self.open_data, self.path, request.build_absolute_uri).document()
        options = {"ensure_ascii": False}
        response = JsonResponse(found, content_type=JSON_LD, json_dumps_params=options)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response


class CatalogueView(CatalogueMixin, AllHomesMixin, View):
    pass


class HomeCatalogueView(CatalogueMixin, OneHomeMixin, View):
    pass


class AllOpenDataView(AllHomesMixin, TemplateView):
    """What each home offers, in short, and the forms for programs."""

    template_name = "cities/open_data_all.html"
    section = "catalogue"

    def get_context_data(self, **kwargs):
        absolute = self.request.build_absolute_uri
        catalogue = linked_data.data_catalogue(self.path, self.open_data.offers, absolute)
        return super().get_context_data(**kwargs) | {
            "open_data": self.open_data,
            "data": linked_data.script([catalogue]),
            "updated_at": self.open_data.changed,
        }


class OpenDataView(OneHomeMixin, TemplateView):
    """Every table of a home: its columns, forms, day and licence."""

    template_name = "cities/open_data.html"

    def last_change(self, context):
        return self.open_data.changed

    def get_context_data(self, **kwargs):
        absolute = self.request.build_absolute_uri
        offers = self.open_data.offers
        return super().get_context_data(**kwargs) | {
            "offers": offers,
            "data": linked_data.script([linked_data.dataset(each, absolute) for each in offers]),
        }
