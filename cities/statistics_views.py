"""The public page of a home's numbers, and its tables as files."""

from django.views.generic import ListView

from cities.models import Partnership
from cities.views import HomeMixin


class StatisticsView(HomeMixin, ListView):
    """Partners, agreements and exchanges counted; partnerships that have gone quiet."""

    template_name = "cities/statistics.html"
    section = "statistics"

    def get_queryset(self):
        return Partnership.objects.published().for_home(self.home).quiet(years=3)
