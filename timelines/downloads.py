"""The exchanges and the indicators of a home as files."""

from itertools import chain

from cities.city_names import label_of
from cities.downloads import TableFileView
from cities.models import City
from exchange.downloads import Cells
from exchange.fields import StoredText
from exchange.resources.widgets import ChoiceWidget
from timelines.filters import ExchangeEventFilter
from timelines.models import ExchangeEvent, Indicator, IndicatorValue
from timelines.resources import TimelineResource

READ_TOGETHER = 2_000


class ExchangeEventsFileView(TableFileView):
    """One row an exchange, in the columns of the import desk, and its date as EDTF."""

    slug, title = "events", "교류 내역"
    filterset_class = ExchangeEventFilter

    def get_queryset(self):
        return ExchangeEvent.objects.none()  # the filters ask for the home's

    def contents(self, filterset):
        _count, _undated, changed = filterset.counts
        headers = [*Cells(TimelineResource).headers, "EDTF"]
        return headers, self.rows(filterset), changed

    def rows(self, filterset):
        # A hundred thousand records, or instances of a resource's fields, take minutes.
        home = label_of(self.home)
        partners = {
            each.key: label_of(City(country=each.country, region=each.region, name=each.name))
            for each in filterset.partners
        }
        cells = TimelineResource.fields
        fields, directions = (cells[name].widget.labels for name in ("field", "direction"))
        columns = (
            "partnership", "period", "title", "details", "field", "direction", "place",
            "headcount", "position", "period_edtf",
        )  # fmt: skip
        found = filterset.rows.values_list(*columns).iterator(chunk_size=READ_TOGETHER)
        for key, period, title, details, field, direction, place, count, position, edtf in found:
            yield (
                home, partners[key], written(period), title, details or None,
                fields.get(field), directions.get(direction), place or None, count, position,
                edtf or None,
            )  # fmt: skip


def written(period):
    """A date as it stands in the document, None where it is unknown."""
    return str(period) if isinstance(period, StoredText) else None


class IndicatorsFileView(TableFileView):
    """One row a value of an indicator; an indicator without values has one, too."""

    slug, title = "indicators", "지표"
    HEADERS = ("우리 도시", "지표 묶음", "지표", "단위", "값의 종류", "값의 연도", "지표 값", "지표 설명")  # fmt: skip

    def contents(self, filterset):
        found = list(Indicator.objects.published().for_home(self.home).with_values())
        values = chain(*(each.values.all() for each in found))
        changes = [record.updated_at for record in (*found, *values)]
        return self.HEADERS, self.rows(found), max(changes, default=None)

    def rows(self, found):
        home = label_of(self.home)
        kinds = ChoiceWidget(IndicatorValue.Kind.choices).labels
        for each in found:
            said = (home, each.group or None, each.name, each.unit)
            for value in each.values.all() or [None]:
                dated = (
                    (kinds[value.kind], value.year, plain(value.value)) if value else (None,) * 3
                )
                yield (*said, *dated, each.note or None)


def plain(number):
    """A Decimal without the zeros that its field adds: 342649, not 342649.000."""
    return int(number) if number == int(number) else number.normalize()
