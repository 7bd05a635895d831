"""Public pages of the civic ties (민간교류) and of anniversaries."""

from django.views.generic import ListView
from django_filters.views import FilterView

from agreements.filters import CivicAgreementFilter
from agreements.models import Agreement, CivicAgreement
from cities.views import HomeMixin


class CivicAgreementsView(HomeMixin, FilterView):
    filterset_class = CivicAgreementFilter
    template_name = "agreements/civic.html"
    paginate_by = 20
    section = "civic"

    def get_queryset(self):
        return CivicAgreement.objects.published().for_home(self.home).with_partners()


class AnniversariesView(HomeMixin, ListView):
    """What turns a round number of years this year and next."""

    template_name = "agreements/anniversary_page.html"
    section = "anniversaries"

    def get_queryset(self):
        return Agreement.objects.published().filter(partnership__home=self.home)
