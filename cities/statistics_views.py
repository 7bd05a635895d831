"""The public page of a home's numbers, and its tables as files."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from tablib import Dataset

from cities.statistics import QUIET_YEARS, TOP_PARTNERS, Statistics
from cities.views import HomeMixin
from exchange.legacy.text import escape_formula

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
        tail = {_("데이터기준일자"): today}
        if self.portal.licence:
            tail[_("이용조건")] = _("공공누리 %(type)s") % {
                "type": self.portal.get_licence_display()
            }
        dataset = Dataset(headers=[*headings, *tail], title=title[:31])
        for row in rows:
            cells = (one if isinstance(one, int) else escape_formula(str(one)) for one in row)
            dataset.append([*cells, *tail.values()])
        content = dataset.export(extension)
        if extension == "csv":
            content = content.encode("utf-8-sig")
        name = f"{self.home.full_name} {title} {today}.{extension}".replace(" ", "_")
        disposition = content_disposition_header(as_attachment=True, filename=name)
        return HttpResponse(
            content, self.TYPES[extension], headers={"Content-Disposition": disposition}
        )
