"""The charts of a home's exchanges: by year, field, direction and partner."""

from collections import Counter
from functools import cached_property

from django.utils.translation import gettext as _

from cities.models import CooperationField, Partnership
from cities.names import full_name_text
from exchange.charts import Chart, Row, leaders
from exchange.units import item_unit


def spread(rows, this_year):
    """Exchanges begun in each year, those that reach into each from before, and the undated.

    `rows` are of ExchangeEventQuerySet.by_year(); what goes on reaches into all years to come. One known
    to a decade or a century begins in no year and reaches into all that it may have been in.
    """
    begun, reaching = Counter(), Counter()
    dated = [row for row in rows if row[0]]
    final = max([this_year, *(last for _first, last, _count in dated if last)])
    for first, last, count in dated:
        year = int(first.replace("X", "0"))
        if "X" not in first:
            begun[year] += count
            year += 1
        for one in range(year, (last or final) + 1):
            reaching[one] += count
    return begun, reaching, sum(row[2] for row in rows if not row[0])


class ExchangeCharts:
    """The part of Statistics that is about exchanges."""

    @cached_property
    def years(self):
        begun, reaching, undated = spread(self.begun, self.on.year)
        known = begun | reaching
        series = [(_("그해 시작한 교류"), begun)]
        if reaching:
            series.append((_("이어진 교류"), reaching))
        rows = [
            Row(
                str(year),
                tuple(counts[year] for _name, counts in series),
                self.link("timelines:events", since=year, until=year) if year in known else "",
            )
            for year in (range(min(known), max(known) + 1) if known else ())
        ]
        sentence = _("날짜를 아는 교류가 아직 없습니다.")
        if begun:
            firsts = [Row(_("%(year)d년") % {"year": one}, (begun[one],)) for one in sorted(begun)]
            sentence = _(
                "%(since)d년부터 %(until)d년까지, 새로 시작한 교류가 가장 많은 해는 %(first)s입니다."
            ) % {"since": min(begun), "until": max(begun), "first": leaders(firsts, item_unit)}
        notes = []
        if reaching:
            notes.append(
                _(
                    "‘이어진 교류’는 앞선 해에 시작해 그해에도 이어진 교류와, "
                    "연대까지만 알려져 그해였을 수 있는 교류입니다."
                )
            )
        if undated:
            rows.append(Row(_("날짜 미상"), (undated, 0)[: len(series)], is_unknown=True))
            notes.append(
                _("날짜를 모르는 교류 %(count)s건은 그림에 없고 표에 있습니다.")
                % {"count": f"{undated:,}"}
            )
        return Chart(
            "years",
            _("연도별 교류"),
            _("연도"),
            item_unit,
            tuple(name for name, _counts in series),
            rows,
            sentence,
            notes,
            _("모두") if reaching else "",
        )

    @cached_property
    def fields(self):
        rows = self.rows_of_events(0, CooperationField, _("분야 미상"))
        sentence = _("분야가 적힌 교류가 아직 없습니다.")
        known = [row for row in rows if not row.is_unknown]
        if known:
            sentence = _(
                "분야를 아는 교류 %(known)s건 가운데 가장 많은 분야는 %(first)s입니다."
            ) % {
                "known": f"{sum(row.total for row in known):,}",
                "first": leaders(known, item_unit),
            }
        title, subject = _("분야별 교류"), _("분야")
        return Chart("fields", title, subject, item_unit, (_("교류"),), rows, sentence)

    @cached_property
    def directions(self):
        choices = Partnership._meta.get_field("events").related_model.Direction
        rows = self.rows_of_events(1, choices, _("방향 미상"))
        sentence = _("방향이 적힌 교류가 아직 없습니다.")
        known = [row for row in rows if not row.is_unknown]
        if known:
            sentence = _(
                "방향을 아는 교류 %(known)s건 가운데 가장 많은 방향은 %(first)s입니다."
            ) % {
                "known": f"{sum(row.total for row in known):,}",
                "first": leaders(known, item_unit),
            }
        title, subject = _("방향별 교류"), _("방향")
        return Chart("directions", title, subject, item_unit, (_("교류"),), rows, sentence)

    def rows_of_events(self, place, choices, unknown):
        """Rows by what stands at this place of by_field()'s, most first; the unknown last."""
        name = ("field", "direction")[place]
        counts = Counter()
        for row in self.classed:
            counts[row[place]] += row[2]
        rows = [
            Row(label, (counts[value],), self.link("timelines:events", **{name: value}))
            for value, label in choices.choices
            if counts[value]
        ]
        rows.sort(key=lambda row: -row.total)
        return rows + ([Row(unknown, (counts[""],), is_unknown=True)] if counts[""] else [])

    def partners(self, limit=None):
        """Exchanges by partner, most first; the partners behind the first `limit` in one row."""
        shown, rest = self.by_partnership[:limit], self.by_partnership[limit:] if limit else []
        partnerships = self.partnerships.select_related("partner")
        named = partnerships.in_bulk([key for key, *_counts in shown])
        rows = [
            Row(
                full_name_text(named[key].partner),
                (count,),
                self.link("timelines:events", partner=named[key].partner.slug),
            )
            for key, count, *_days in shown
        ]
        sentence = _("공개된 교류가 아직 없습니다.")
        if rows:
            sentence = _("교류가 가장 많은 곳은 %(first)s입니다.") % {
                "first": leaders(rows, item_unit)
            }
        if rest:
            label = _("그 밖의 %(count)s곳") % {"count": f"{len(rest):,}"}
            rows.append(Row(label, (sum(row[1] for row in rest),), is_unknown=True))
        notes = []
        without = self.partner_count - len(self.by_partnership)
        if without:
            notes.append(
                _("교류가 한 건도 등록되지 않은 교류도시가 %(count)s곳 있습니다.")
                % {"count": f"{without:,}"}
            )
        title, subject = _("교류도시별 교류"), _("교류도시")
        return Chart("partners", title, subject, item_unit, (_("교류"),), rows, sentence, notes)
