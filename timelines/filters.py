"""The filter forms of a home's exchanges and of one partner's timeline."""

from django import forms
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


class TimelineFilter(ListFilterSet):
    """Conditions on one partner's exchanges, and whether its timeline reads from either end."""

    ORDERS = (("-period", _("최근 것부터")), ("period", _("오래된 것부터")))
    SPANS = (("open", _("계속되는 교류")),)

    field = choice_filter(_("분야"))
    direction = choice_filter(_("방향"))
    span = choice_filter(_("지속"), method="filter_span")
    sort = choice_filter(_("정렬"), choices=ORDERS, method="filter_sort", widget=forms.HiddenInput)

    class Meta:
        model = ExchangeEvent
        form = forms.Form
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        counts = self.queryset.counts()
        self.total = counts["direction"].total()  # exchanges, whatever the conditions
        self.offer_of("field", CooperationField, counts["field"])
        self.offer_of("direction", ExchangeEvent.Direction, counts["direction"])
        self.offer("span", [span for span in self.SPANS if counts["open"]])

    @property
    def order(self):
        """The order asked for; the latest first where none is."""
        asked = self.form.cleaned_data.get("sort") if self.is_valid() else None
        return asked or "-period"

    def filter_span(self, queryset, name, value):
        return queryset.open_ended()

    def filter_sort(self, queryset, name, value):
        return queryset  # the timeline sorts, with its milestones
