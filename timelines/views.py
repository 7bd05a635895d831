"""Public pages of a home's exchanges and of its indicators."""

from itertools import chain, groupby
from operator import attrgetter

from django.views.generic import ListView
from django_filters.views import FilterView

from cities.views import HomeMixin
from timelines.filters import ExchangeEventFilter
from timelines.models import ExchangeEvent, Indicator, IndicatorValue
from timelines.progress import Progress


class ExchangeEventsView(HomeMixin, FilterView):
    filterset_class = ExchangeEventFilter
    template_name = "timelines/events.html"
    paginate_by = 20
    section = "events"

    def get_queryset(self):
        return ExchangeEvent.objects.none()  # the form asks for the home's

    def get_filterset_kwargs(self, filterset_class):
        return super().get_filterset_kwargs(filterset_class) | {"home": self.home}


class IndicatorsView(HomeMixin, ListView):
    template_name = "timelines/indicators.html"
    section = "indicators"

    def get_queryset(self):
        return Indicator.objects.published().for_home(self.home).with_values()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        values = chain(*(each.values.all() for each in context["object_list"]))
        return context | {
            "has_readings": any(value.kind == IndicatorValue.Kind.ACTUAL for value in values),
            "groups": [
                (group, [Progress(each) for each in indicators])
                for group, indicators in groupby(context["object_list"], attrgetter("group"))
            ],
        }

    def shown(self, context):
        indicators = context["object_list"]
        return chain(indicators, *(each.values.all() for each in indicators))
