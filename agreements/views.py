"""Public pages of the civic ties (민간교류) and of anniversaries."""

from django.utils.functional import cached_property
from django.views.generic import TemplateView
from django_filters.views import FilterView

from agreements.anniversaries import Anniversaries
from agreements.filters import CivicAgreementFilter
from agreements.models import CivicAgreement
from cities.views import HomeMixin


class CivicAgreementsView(HomeMixin, FilterView):
    filterset_class = CivicAgreementFilter
    template_name = "agreements/civic.html"
    paginate_by = 20
    section = "civic"

    def get_queryset(self):
        return CivicAgreement.objects.published().for_home(self.home).with_partners()

    def get_filterset_kwargs(self, filterset_class):
        return super().get_filterset_kwargs(filterset_class) | {"home": self.home}


class AnniversariesView(HomeMixin, TemplateView):
    """What turns a round number of years this year and next, and the next of each big number."""

    template_name = "agreements/anniversary_page.html"
    section = "anniversaries"

    @cached_property
    def anniversaries(self):
        return Anniversaries(self.home)

    def shown(self, context):
        return self.anniversaries.records()

    def get_context_data(self, **kwargs):
        return super().get_context_data(anniversaries=self.anniversaries, **kwargs)
