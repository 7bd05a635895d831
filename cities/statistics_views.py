"""The public page of a home's numbers, and its tables as files."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from tablib import Dataset

from cities.statistics import QUIET_YEARS, TOP_PARTNERS, Statistics
from cities.views import HomeMixin
from exchange.downloads import inert, open_file

QUIET_SHOWN = 50  # of the quiet partnerships; the file has them all


class StatisticsView(HomeMixin, TemplateView):
    """Partners, agreements and exchanges counted; partnerships that have gone quiet."""

    template_name = "cities/statistics.html"
    section = "statistics"

    @cached_property
    def statistics(self):
        return Statistics(self.home)

    def last_change(self, context):
        return max(filter(None, [self.portal.updated_at, self.statistics.changed]))

    def get_context_data(self, **kwargs):
        counted = self.statistics
        return super().get_context_data(**kwargs) | {
            "statistics": counted,
            "partners": counted.partners(TOP_PARTNERS),
            "quiet": counted.quiet[:QUIET_SHOWN],
            "quiet_years": QUIET_YEARS,
        }


class StatisticsTableView(HomeMixin, View):
    """One table of the page as a file: CSV with the BOM by which Excel knows UTF-8, or XLSX.

    Every row says the day it is of and the licence, as tables on data.go.kr do.
    """

    TYPES = {
        "csv": "text/csv; charset=utf-8",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }

    def get(self, request, home, table, extension):
        if extension not in self.TYPES:
            raise Http404
        today = timezone.localdate().isoformat()
        try:
            title, headings, rows = Statistics(self.home).table(table)
        except KeyError:
            raise Http404 from None
        licence = _("정해지지 않음")
        if self.portal.licence:
            licence = _("공공누리 %(type)s") % {"type": self.portal.get_licence_display()}
        # Not the day of the last change: what is in force, and what is quiet, depends on today.
        tail = {_("데이터기준일자"): today, _("이용조건"): licence}
        dataset = Dataset(headers=[*headings, *tail], title=title[:31])
        for row in rows:
            cells = (one if isinstance(one, int) else inert(str(one)) for one in row)
            dataset.append([*cells, *tail.values()])
        content = dataset.export(extension)
        if extension == "csv":
            content = content.encode("utf-8-sig")
        names = f"{self.home.full_name} {title}", f"{self.home.slug}-statistics-{table}"
        headers = open_file(*names, today, extension)
        return HttpResponse(content, self.TYPES[extension], headers=headers)
