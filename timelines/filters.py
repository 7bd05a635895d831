"""The filter forms of a home's exchanges and of one partner's timeline."""

from typing import NamedTuple

from django import forms
from django.db.models import Count, F, Max
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from cities.facets import MANY, kept
from cities.filter_fields import ChoicesFilter, WordsFilter, YearFilter, YearsForm, choice_filter
from cities.filter_widgets import HiddenInput
from cities.filters import ListFilterSet, country_choices
from cities.models import City, CooperationField, Partnership
from cities.names import full_name_text
from timelines.listing import Listed
from timelines.models import ExchangeEvent

# A select of more partners helps nobody; a country is then chosen first.
PARTNERS_AT_MOST = 400


class Partner(NamedTuple):
    """A partner in the choices of a list: the partnership's key, and the city."""

    key: int
    slug: str
    region: str
    name: str
    country: str
    name_en: str
    name_local: str
    language_local: str

    full_name = City.full_name  # as names.full_name_text asks for it


class ExchangeEventFilter(ListFilterSet):
    """Conditions on a home's exchanges."""

    ORDERS = (
        ("-period", _("최근 것부터")),
        ("period", _("오래된 것부터")),
        ("partner", _("교류도시순")),
    )
    counted = ("country", "field", "direction")

    country = choice_filter(_("국가"), method="filter_partner")
    partner = choice_filter(_("교류도시"), method="filter_partner")
    since = YearFilter(label=_("연도부터"))
    until = YearFilter(label=_("연도까지"))
    direction = choice_filter(_("방향"))
    text = WordsFilter(label=_("검색어"), method="filter_text")
    field = ChoicesFilter(label=_("분야"), lookup_expr="in")
    sort = choice_filter(_("정렬"), choices=ORDERS, method="filter_sort", widget=HiddenInput)

    class Meta:
        model = ExchangeEvent
        form = YearsForm
        fields = ()

    @classmethod
    def all_options(cls):
        return {
            "country": list(countries),
            "field": CooperationField.choices,
            "direction": ExchangeEvent.Direction.choices,
        }

    def __init__(self, *args, home, **kwargs):
        super().__init__(*args, **kwargs)
        self.home = home
        found = Partnership.objects.published().for_home(home)
        if self.is_form:
            found = found.with_exchanges()
        columns = (
            "pk",
            *(
                f"partner__{name}"
                for name in "slug region name country name_en name_local language_local".split()
            ),
        )
        self.partners = [
            Partner(*row)
            for row in found.order_by("partner__name", "partner__region", "pk").values_list(
                *columns
            )
        ]
        self.offer("partner", [(each.slug, full_name_text(each)) for each in self.partners])
        if not self.is_form:
            return
        rows = self.all_rows()
        present = {row.country for row in rows}
        self.offer("country", country_choices(present, first=home.country))
        self.offer_of("field", CooperationField, {row.field for row in rows})
        self.offer_of("direction", ExchangeEvent.Direction, {row.direction for row in rows})
        applied = self.applied()
        if "partner" in applied or "text" in applied:
            rows = self.narrowed(applied, "partner", "text").traits()
        self.count(rows)
        self.count_partners(applied)

    def all_rows(self):
        events = ExchangeEvent.objects.of_partnerships([each.key for each in self.partners])
        return kept("exchanges", self.home, events.traits)

    def narrowed(self, applied, *names, by_day=False):
        """The exchanges that those of the conditions name that are called so."""
        partners = self.partners
        for name, column in (("country", "country"), ("partner", "slug")):
            if name in applied and name in names:
                partners = [each for each in partners if getattr(each, column) == applied[name]]
        events = ExchangeEvent.objects.of_partnerships([each.key for each in partners], by_day)
        for name in ("field", "direction", "text"):
            if name in applied and name in names:
                events = self.filters[name].filter(events, applied[name])
        years = [applied.get(name) for name in ("since", "until")]
        return self.filter_years(events, *years) if "years" in names and any(years) else events

    def count_partners(self, applied):
        """The partners of the country chosen, each with its count, unless they are too many."""
        country, chosen = applied.get("country"), applied.get("partner")
        found = [each for each in self.partners if country in (None, each.country)]
        self.partners_are_many = len(found) > PARTNERS_AT_MOST
        self.labels["partner"] = {each.slug: full_name_text(each) for each in self.partners}
        field = self.form.fields["partner"]
        field.is_worth_asking = len(found) > 1
        if self.partners_are_many:
            field.choices = [(chosen, self.labels["partner"][chosen])] if chosen else []
            return
        events = self.narrowed(applied, "country", "field", "direction", "text", "years")
        counts = dict(events.order_by().values_list("partnership").annotate(Count("pk")))
        counts = {each.slug: counts.get(each.key, 0) for each in found}
        field.choices = [
            (slug, f"{self.labels['partner'][slug]} ({counts.get(slug, 0):,})")
            for slug in self.labels["partner"]
            if counts.get(slug) or slug == chosen
        ]

    @property
    def order(self):
        """The order asked for; the latest first where none is."""
        return self.applied().get("sort") or "-period"

    def found(self, by_day=False):
        """The exchanges that all conditions name, in no order."""
        names = ("country", "partner", "field", "direction", "text", "years")
        return self.narrowed(self.applied(), *names, by_day=by_day)

    @property
    def qs(self):
        if self.is_form:
            total, undated = self.facets.total, self.facets.count("all", "spans")[()]
        else:
            total, undated, _changed = self.counts
        by_day = total >= MANY and "partner" not in self.applied() and self.order != "partner"
        partners = [each.key for each in self.partners]
        return Listed(self.found(by_day=by_day), self.order, total, undated, partners)

    @cached_property
    def counts(self):
        """(how many are found, how many of them without a date, the last change or None)."""
        dated, changed = Count("period_first"), Max("updated_at")
        found = self.found().order_by().aggregate(count=Count("pk"), dated=dated, changed=changed)
        return found["count"], found["count"] - found["dated"], found["changed"]

    @property
    def rows(self):
        """All that are found in their order, as one QuerySet: what a file is written from."""
        found = self.found()
        if self.order == "partner":
            cities = (f"partnership__partner__{name}" for name in ("name", "region"))
            latest = F("period_first").desc(nulls_last=True), "-position", "-pk"
            return found.order_by(*cities, "partnership", *latest)
        return found.latest_first() if self.order == "-period" else found.chronological()

    def filter_years(self, queryset, since, until):
        return queryset.during(since or 1, until or 9999)

    def filter_text(self, queryset, name, value):
        return queryset.matching(value)

    def filter_partner(self, queryset, name, value):
        return queryset  # `narrowed` asks for the partnerships chosen

    def filter_sort(self, queryset, name, value):
        return queryset  # the list sorts


class TimelineFilter(ListFilterSet):
    """Conditions on one partner's exchanges, and whether its timeline reads from either end."""

    ORDERS = (("-period", _("최근 것부터")), ("period", _("오래된 것부터")))
    SPANS = (("open", _("계속되는 교류")),)
    counted = ("field", "direction", "span")

    field = choice_filter(_("분야"))
    direction = choice_filter(_("방향"))
    span = choice_filter(_("지속"), method="filter_span")
    sort = choice_filter(_("정렬"), choices=ORDERS, method="filter_sort", widget=HiddenInput)

    class Meta:
        model = ExchangeEvent
        form = forms.Form
        fields = ()

    def __init__(self, *args, rows, **kwargs):
        """`rows`: all exchanges by what they share (see `alike()`)."""
        super().__init__(*args, **kwargs)
        self.total = sum(row.count for row in rows)  # exchanges, whatever the conditions
        self.offer_of("field", CooperationField, {row.field for row in rows})
        self.offer_of("direction", ExchangeEvent.Direction, {row.direction for row in rows})
        spans = {row.span for row in rows}
        self.offer("span", [choice for choice in self.SPANS if choice[0] in spans])
        self.count(rows)

    @property
    def order(self):
        """The order asked for; the latest first where none is."""
        asked = self.form.cleaned_data.get("sort") if self.is_valid() else None
        return asked or "-period"

    def filter_span(self, queryset, name, value):
        return queryset.open_ended()

    def filter_sort(self, queryset, name, value):
        return queryset  # the timeline sorts, with its milestones
