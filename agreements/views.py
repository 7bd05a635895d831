"""The public page of the civic ties (민간교류)."""

from django_filters.views import FilterView

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
