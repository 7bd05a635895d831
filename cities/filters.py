"""The filter form of the partner list, and what the filter forms of all lists share."""

from collections import Counter
from functools import cache
from operator import attrgetter
from typing import NamedTuple

import django_filters
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from cities import listing
from cities.facets import Facets, kept, within
from cities.filter_fields import ChoicesFilter, YearFilter, YearsForm, choice_filter
from cities.filter_widgets import HiddenInput
from cities.models import CooperationField, Partnership
from exchange.countries import country_name


class Chip(NamedTuple):
    """A condition applied to a list, and the query without it."""

    label: str
    value: str
    query: QueryDict


class ListFilterSet(django_filters.FilterSet):
    """A list's filters: options only with data and with counts, and chips for the conditions."""

    unlisted = ("sort",)  # what is not a condition, so has no chip
    counted = ()  # filters of choices whose options say how many results they give
    traits = {}  # which of a row's values they look at, where it is not called as they are

    def __init__(self, *args, is_form=True, **kwargs):
        # Files and the API take every option there could be, and nothing is counted for them: a
        # program asks for a country before there is a partner in it.
        self.is_form = is_form
        super().__init__(*args, **kwargs)
        if not is_form:
            self.offer_all()

    @classmethod
    def all_options(cls):
        """{filter: choices} of all that the options of a form are taken from."""
        return {}

    def offer_all(self):
        """Gives each filter every option there could be."""
        for name, choices in self.all_options().items():
            self.offer(name, choices)

    def offer(self, name, choices):
        """Gives a filter its choices."""
        self.filters[name].extra["choices"] = choices

    def offer_of(self, name, choices, present):
        """Gives a filter those of a TextChoices that are present in the data."""
        self.offer(name, [choice for choice in choices.choices if choice[0] in present])

    def options_of(self, name, value):
        """The options of this filter under which a row with this value of its trait comes."""
        return (value,)

    def applied(self):
        """The conditions that could be read: {name of the filter: value}."""
        if not self.is_bound:
            return {}
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    def count(self, rows):
        """Puts the counts of these rows beside the options, and leaves out options without any.

        An option that was chosen stays, whatever its count.
        """
        applied = self.applied()
        conditions = {
            name: self.is_among(name, value)
            for name, value in applied.items()
            if name in self.counted
        }
        since, until = applied.get("since"), applied.get("until")
        if since or until:
            conditions["years"] = within(since, until)
        self.facets = Facets(rows, conditions)
        self.labels = {}
        for name in self.counted:
            self.count_options(name, applied.get(name, ()))
        if "since" in self.filters:
            self.count_years(since, until)

    def is_among(self, name, value):
        """The test of a row for one of the values chosen."""
        values = set(value) if isinstance(value, list) else {value}
        trait = attrgetter(self.traits.get(name, name))
        is_one = cache(lambda value: not values.isdisjoint(self.options_of(name, value)))
        return lambda row: is_one(trait(row))

    def count_options(self, name, chosen):
        field = self.form.fields[name]
        choices = [choice for choice in field.choices if choice[0]]
        self.labels[name] = dict(choices)
        counts = Counter()
        for value, count in self.facets.count(name, self.traits.get(name, name)).items():
            for option in self.options_of(name, value):
                counts[option] += count
        field.choices = [
            (value, f"{label} ({counts[value]:,})")
            for value, label in choices
            if counts[value] or value in chosen
        ]
        # A choice does not go because another condition leaves one option of it.
        field.is_worth_asking = len(choices) > 1
        field.counts = [
            (value, label, counts[value], value in chosen)
            for value, label in choices
            if counts[value] or value in chosen
        ]

    def count_years(self, since, until):
        self.years, self.decades = self.facets.spans()
        self.chosen_years = (since, until)
        chosen = [span for span in self.years + self.decades if span[:2] == self.chosen_years]
        self.chosen_year = next((span for span in chosen if span.first == span.last), None)
        self.chosen_decade = next((span for span in chosen if span.first != span.last), None)
        if self.years:
            first, last = {"year": self.years[-1].first}, {"year": self.years[0].last}
            self.form["since"].help_text = _("자료의 첫 해: %(year)d") % first
            self.form["until"].help_text = _("자료의 마지막 해: %(year)d") % last

    def years_by_decade(self):
        """Pairs of a decade and its years, latest first."""
        return [
            (decade, [year for year in self.years if decade.first <= year.first <= decade.last])
            for decade in self.decades
        ]

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        since, until = (self.form.cleaned_data.get(name) for name in ("since", "until"))
        return self.filter_years(queryset, since, until) if since or until else queryset

    def chips(self):
        """The conditions applied, in the form's order; none where one of them is an error."""
        if not self.is_valid():
            return []
        applied = {
            name: value
            for name, value in self.form.cleaned_data.items()
            if value and name not in self.unlisted
        }
        if "since" in applied and "until" in applied:
            del applied["until"]  # said with the first year
        return [chip for name, value in applied.items() for chip in self.chips_of(name, value)]

    def chips_of(self, name, value):
        field = self.form.fields[name]
        labels = getattr(self, "labels", {}).get(name) or dict(getattr(field, "choices", ()))
        values = value if isinstance(value, list) else [value]
        until = self.form.cleaned_data.get("until") if name == "since" else None
        for one in values:
            query = self.data.copy()
            query.pop("page", None)
            query.setlist(name, [other for other in values if other != one])
            if not query.getlist(name):
                del query[name]
            if until:
                del query["until"]
                span = str(one) if one == until else f"{one}~{until}"
                yield Chip(self.years_label, span, query)
            else:
                yield Chip(field.label, labels.get(one, one), query)

    years_label = _("연도")


def country_choices(codes, first=None):
    """Countries by their Korean names, `first` (the home's own) before the others."""
    named = [(code, country_name(code)) for code in codes]
    return sorted(named, key=lambda choice: (choice[0] != first, choice[1]))


class PartnershipFilter(ListFilterSet):
    SCOPES = (("domestic", _("국내")), ("overseas", _("국외")))
    ORDERS = (
        ("country", _("국가순")),
        ("name", _("이름순")),
        ("kind", _("종류순")),
        ("since", _("오래된 체결순")),
        ("-since", _("최근 체결순")),
        ("-latest", _("최근 교류순")),
    )
    # The other way round, by the headings of the table's columns.
    REVERSED = (
        ("-country", _("국가 역순")),
        ("-name", _("이름 역순")),
        ("-kind", _("종류 역순")),
        ("latest", _("오래된 교류순")),
    )
    counted = ("scope", "country", "kind", "stage", "field")
    traits = {"scope": "country", "field": "fields"}
    years_label = _("체결 연도")

    scope = choice_filter(_("국내·국외"), method="filter_scope")
    country = choice_filter(_("국가"), field_name="partner__country")
    kind = ChoicesFilter(label=_("교류 종류"), method="filter_kind")
    stage = choice_filter(_("단계"))
    field = choice_filter(_("분야"), method="filter_field")
    since = YearFilter(label=_("체결 연도부터"))
    until = YearFilter(label=_("체결 연도까지"))
    sort = choice_filter(
        _("정렬"), choices=ORDERS + REVERSED, method="filter_sort", widget=HiddenInput
    )

    class Meta:
        model = Partnership
        form = YearsForm
        fields = ()

    @classmethod
    def all_options(cls):
        kinds = Partnership.objects.all().kinds()
        return {
            "scope": cls.SCOPES,
            "country": list(countries),
            "kind": kinds.choices,
            "stage": Partnership.Stage.choices,
            "field": CooperationField.choices,
        }

    def __init__(self, *args, home, **kwargs):
        super().__init__(*args, **kwargs)
        self.home = home
        if not self.is_form:
            present = self.queryset.order_by().values_list("partner__country", flat=True)
            self.countries = country_choices(present.distinct(), first=home.country)
            return
        rows = kept("partners", home, self.queryset.listed)
        countries = {row.country for row in rows}
        self.countries = country_choices(countries, first=home.country)
        scopes = {self.scope_of(country) for country in countries}
        self.offer("scope", [scope for scope in self.SCOPES if scope[0] in scopes])
        self.offer("country", self.countries)
        self.offer_of("kind", self.queryset.kinds(), {row.kind for row in rows})
        self.offer_of("stage", Partnership.Stage, {row.stage for row in rows})
        self.offer_of("field", CooperationField, {name for row in rows for name in row.fields})
        self.count(rows)

    def scope_of(self, country):
        return "domestic" if country == self.home.country.code else "overseas"

    def options_of(self, name, value):
        if name == "scope":
            return (self.scope_of(value),)
        return value if name == "field" else super().options_of(name, value)

    @property
    def qs(self):
        return super().qs.sorted_by(self.order, [code for code, _name in self.countries])

    def found(self):
        """The partnerships of `qs` in its order, of the rows at hand; none where it is invalid."""
        if self.is_bound and not self.is_valid():
            return []
        rows = listing.sort(self.facets.found, self.order, [code for code, _name in self.countries])
        return [row.partnership for row in rows]

    @property
    def order(self):
        """The order asked for; by country where none is."""
        asked = self.form.cleaned_data.get("sort") if self.is_bound else None
        return asked or "country"

    def filter_scope(self, queryset, name, value):
        return queryset.domestic() if value == "domestic" else queryset.overseas()

    def filter_kind(self, queryset, name, value):
        return queryset.of_kind(value)

    def filter_field(self, queryset, name, value):
        return queryset.in_field([value])

    def filter_years(self, queryset, since, until):
        return queryset.signed_between(since, until)

    def filter_sort(self, queryset, name, value):
        return queryset  # `qs` sorts, as a list without conditions is sorted too
