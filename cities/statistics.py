"""A home's partners, agreements and exchanges, counted.

What is unknown (no agreement, no date, no field) is a row of its own, never left out.
"""

from collections import Counter
from functools import cached_property
from itertools import chain
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cities.filters import country_choices
from cities.models import Partnership
from cities.names import full_name_text
from cities.statistics_exchanges import ExchangeCharts
from exchange.charts import Chart, Row, leaders
from exchange.units import item_unit, place_unit

QUIET_YEARS = 3
TOP_PARTNERS = 10


class Statistics(ExchangeCharts):
    """The charts of one home; each asks the database when it is first looked at."""

    def __init__(self, home, on=None):
        self.home = home
        self.on = on or timezone.localdate()
        self.partnerships = Partnership.objects.published().for_home(home)

    def link(self, name, **conditions):
        return f"{reverse(name, args=[self.home.slug])}?{urlencode(conditions)}"

    # What the database is asked.

    def above(self, name):
        """Public rows of an app above, without importing it."""
        rows = Partnership._meta.get_field(name).related_model._default_manager
        # Partnerships first, then their rows: so SQLite goes along an index for either step.
        return rows.published(under="partnership").filter(
            partnership__in=self.partnerships.order_by().values("pk")
        )

    @cached_property
    def tally(self):
        return list(self.partnerships.tally())

    @cached_property
    def signed(self):
        return list(self.above("agreements").by_year())

    @cached_property
    def begun(self):
        return list(self.above("events").by_year())

    @cached_property
    def classed(self):
        return list(self.above("events").by_field())

    @cached_property
    def by_partnership(self):
        return list(self.above("events").by_partnership())

    @cached_property
    def quiet(self):
        """Quiet partnerships, those that never had a dated exchange first, then longest quiet."""
        return list(self.partnerships.quiet(QUIET_YEARS, self.on).longest_quiet_first())

    @property
    def never_dated(self):
        """How many of the quiet never had a dated exchange."""
        return sum(one.latest is None for one in self.quiet)

    @cached_property
    def changed(self):
        """When what is counted last changed, or None."""
        rows = ((row[-1] for row in found) for found in (self.signed, self.by_partnership))
        own = chain.from_iterable(row[-2:] for row in self.tally)
        return max(chain(own, *rows), default=None)

    def count_partners(self, place):
        """Partnerships by what stands at this place of a row of the tally."""
        counts = Counter()
        for row in self.tally:
            counts[row[place]] += row[3]
        return counts

    # What is shown.

    @cached_property
    def partner_count(self):
        return sum(row[3] for row in self.tally)

    @cached_property
    def domestic_count(self):
        return self.count_partners(0)[self.home.country.code]

    @property
    def overseas_count(self):
        return self.partner_count - self.domestic_count

    @cached_property
    def agreement_count(self):
        return sum(row[3] for row in self.signed)

    @cached_property
    def event_count(self):
        return sum(row[1] for row in self.by_partnership)

    @cached_property
    def countries(self):
        counts = self.count_partners(0)
        rows = [
            Row(name, (counts[code],), self.link("cities:partners", country=code))
            for code, name in country_choices(counts, first=self.home.country)
        ]
        rows.sort(key=lambda row: -row.total)  # stable: by name where counts are the same
        total = f"{self.partner_count:,}"
        sentence = _("공개된 교류도시가 아직 없습니다.")
        if len(rows) == 1:
            sentence = _("교류도시 %(total)s곳이 모두 %(country)s에 있습니다.") % {
                "total": total,
                "country": rows[0].label,
            }
        elif rows:
            sentence = _(
                "교류도시 %(total)s곳이 %(countries)d개 나라에 있고, 가장 많은 나라는 %(first)s입니다."
            ) % {"total": total, "countries": len(rows), "first": leaders(rows, place_unit)}
        title, subject = _("나라별 교류도시"), _("국가")
        series = (_("교류도시"),)
        return Chart("countries", title, subject, place_unit, series, rows, sentence)

    @cached_property
    def kinds(self):
        counts = self.count_partners(1)
        rows = [
            Row(label, (counts[kind],), self.link("cities:partners", kind=kind))
            for kind, label in self.partnerships.kinds().choices
            if counts[kind]
        ]
        sentence = _("공개된 협정이 있는 교류도시가 아직 없습니다.")
        if rows:
            sentence = _("가장 많은 종류는 %(first)s입니다.") % {"first": leaders(rows, place_unit)}
        if counts[None]:
            rows.append(Row(_("공개된 협정 없음"), (counts[None],), is_unknown=True))
        notes = [
            _("한 도시와 맺은 협정이 여럿이면 지금 유효한 것 가운데 가장 가까운 관계로 셉니다.")
        ]
        title, subject = _("종류별 교류도시"), _("교류 종류")
        series = (_("교류도시"),)
        return Chart("kinds", title, subject, place_unit, series, rows, sentence, notes)

    @cached_property
    def stages(self):
        counts = self.count_partners(2)
        rows = [
            Row(label, (counts[stage],), self.link("cities:partners", stage=stage))
            for stage, label in Partnership.Stage.choices
            if counts[stage]
        ]
        total, active = self.partner_count, counts[Partnership.Stage.ACTIVE]
        sentence = _("%(total)s곳 가운데 %(active)s곳과 교류하고 있습니다.") % {
            "total": f"{total:,}",
            "active": f"{active:,}",
        }
        if total == active:
            sentence = _("%(total)s곳 모두와 교류하고 있습니다.") % {"total": f"{total:,}"}
        if not total:
            sentence = _("공개된 교류도시가 아직 없습니다.")
        title, subject = _("단계별 교류도시"), _("단계")
        return Chart("stages", title, subject, place_unit, (_("교류도시"),), rows, sentence)

    @cached_property
    def decades(self):
        kinds = self.partnerships.kinds()
        counts, unknown, none = {}, Counter(), Counter()
        for first, last, kind, count, _changed in self.signed:
            is_known = first is not None and (last is None or last // 10 == first // 10)
            place = counts.setdefault(first // 10 * 10, Counter()) if is_known else unknown
            place[kind] += count
        present = [kind for kind in kinds if any(one[kind] for one in (*counts.values(), unknown))]
        # A decade without agreements is a row too: the gap is what the chart shows.
        decades = range(min(counts), max(counts) + 1, 10) if counts else ()
        rows = [
            Row(
                _("%(decade)d년대") % {"decade": decade},
                tuple(counts.get(decade, none)[kind] for kind in present),
                self.link("cities:partners", since=decade, until=decade + 9)
                if decade in counts
                else "",
            )
            for decade in decades
        ]
        sentence = _("체결한 때를 아는 협정이 아직 없습니다.")
        if rows:
            sentence = _(
                "체결한 때를 아는 협정 %(known)s건 가운데 %(first)s에 가장 많이 맺었습니다."
            ) % {
                "known": f"{sum(row.total for row in rows):,}",
                "first": leaders(rows, item_unit),
            }
        if unknown:
            row = Row(_("체결일 미상"), tuple(unknown[kind] for kind in present), is_unknown=True)
            rows.append(row)
        notes = [_("지금은 끝났거나 다른 협정으로 바뀐 협정도 맺은 때에 셉니다.")]
        series = tuple(str(kind.label) for kind in present)
        title, subject = _("연대별·종류별 협정"), _("연대")
        return Chart("decades", title, subject, item_unit, series, rows, sentence, notes, _("모두"))

    # What can be taken away.

    TABLES = ("countries", "kinds", "stages", "decades", "years", "fields", "directions")

    def table(self, slug):
        """(title, headings, rows) of one table in full; KeyError where there is none."""
        if slug == "quiet":
            headings = [_("국가"), _("교류도시"), _("최근 교류가 시작된 해")]
            rows = [
                [
                    one.partner.country.name,
                    full_name_text(one.partner),
                    one.latest.year if one.latest else _("날짜를 아는 교류 없음"),
                ]
                for one in self.quiet
            ]
            return _("뜸해진 교류도시"), headings, rows
        if slug not in (*self.TABLES, "partners"):
            raise KeyError(slug)
        chart = self.partners() if slug == "partners" else getattr(self, slug)
        headings = [chart.subject, *chart.series]
        if chart.total_heading:
            headings.append(chart.total_heading)
        rows = [
            [row.label, *row.counts, *([row.total] if chart.total_heading else [])]
            for row in chart.rows
        ]
        return chart.title, headings, rows
