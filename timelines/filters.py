"""The filter form of a home's exchanges."""

from django.utils.translation import gettext_lazy as _

from cities.filters import ListFilterSet, WordsFilter, YearFilter, YearsForm, choice_filter
from cities.models import CooperationField
from timelines.models import ExchangeEvent


class ExchangeEventFilter(ListFilterSet):
    partner = choice_filter(_("교류도시"), field_name="partnership__partner__slug")
    since = YearFilter(label=_("연도부터"))
    until = YearFilter(label=_("연도까지"))
    field = choice_filter(_("분야"))
    direction = choice_filter(_("방향"))
    text = WordsFilter(label=_("검색어"), method="filter_text")

    class Meta:
        model = ExchangeEvent
        form = YearsForm
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        options = self.queryset.options()
        partners = ((slug, f"{region} {name}".strip()) for slug, region, name in options["partner"])
        self.offer("partner", sorted(partners, key=lambda partner: partner[1]))
        self.offer_of("field", CooperationField, options["field"])
        self.offer_of("direction", ExchangeEvent.Direction, options["direction"])

    def filter_years(self, queryset, since, until):
        return queryset.during(since or 1, until or 9999)

    def filter_text(self, queryset, name, value):
        return queryset.matching(value)
