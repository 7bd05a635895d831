"""The filter form of the partner list, and what the filter forms of all lists share."""

import unicodedata
from collections import Counter
from functools import cache
from operator import attrgetter
from typing import NamedTuple

import django_filters
from django import forms
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from cities.facets import Facets, kept, within
from cities.models import CooperationField, Partnership


class Chip(NamedTuple):
    """A condition applied to a list, and the query without it."""

    label: str
    value: str
    query: QueryDict


class YearField(forms.IntegerField):
    """A year of four digits."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("연도를 네 자리 숫자로 넣으세요. 예: 2019"),
        "min_value": _("연도를 네 자리 숫자로 넣으세요. 예: 2019"),
        "max_value": _("연도를 네 자리 숫자로 넣으세요. 예: 2019"),
    }

    def __init__(self, **kwargs):
        super().__init__(min_value=1000, max_value=2200, **kwargs)

    def widget_attrs(self, widget):
        return {}  # min and max belong to a number input; this is text, which keeps what was typed


class YearFilter(django_filters.Filter):
    """One end of a range; ListFilterSet.filter_years gets both."""

    field_class = YearField

    def filter(self, qs, value):
        return qs


class WordsField(forms.CharField):
    """Text to search for; typed on a Mac it may come decomposed (NFD), as stored it is NFC."""

    def to_python(self, value):
        return unicodedata.normalize("NFC", super().to_python(value) or "")


class WordsFilter(django_filters.Filter):
    field_class = WordsField

    def __init__(self, **kwargs):
        super().__init__(max_length=100, widget=forms.TextInput(attrs={"type": "search"}), **kwargs)


def quoted(value):
    """What an error repeats of a value from an address: a few characters, all to be seen."""
    shown = "".join(one if one.isprintable() else "\ufffd" for one in str(value)[:30])
    return shown if len(str(value)) <= 30 else f"{shown[:29]}…"


class QuotesChoice:
    """A field whose error names the value that is none of its choices."""

    default_error_messages = {
        "invalid_choice": _("‘%(value)s’ 값으로는 찾을 수 없습니다. 목록에서 고르세요.")
    }

    def clean(self, value):
        try:
            return super().clean(value)
        except forms.ValidationError as error:
            for one in error.error_list:
                one.params = {"value": quoted(one.params["value"])}
            raise


class Select(forms.Select):
    """A select whose options are written in one go: a template for each takes a page's time."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (option, mark_safe(" selected") if str(option) == chosen else "", label)
                for option, label in self.choices
            ),
        )
        attrs = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", attrs, options)


class ChoiceField(QuotesChoice, django_filters.fields.ChoiceField):
    """One choice."""

    widget = Select


class ChoiceFilter(django_filters.ChoiceFilter):
    field_class = ChoiceField


class ChoicesField(QuotesChoice, forms.MultipleChoiceField):
    """Several choices; an empty one is none."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value):
        return [one for one in super().to_python(value) if one]


class ChoicesFilter(django_filters.Filter):
    field_class = ChoicesField


def choice_filter(label, **kwargs):
    """A select whose choices the FilterSet fills in, as they depend on the data."""
    return ChoiceFilter(label=label, empty_label=_("전체"), **{"choices": (), **kwargs})


class YearsForm(forms.Form):
    def clean(self):
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("끝 연도가 시작 연도보다 빠릅니다."))
        return cleaned


class ListFilterSet(django_filters.FilterSet):
    """A list's filters: options only with data and with counts, and chips for the conditions."""

    unlisted = ("sort",)  # what is not a condition, so has no chip
    counted = ()  # filters of choices whose options say how many results they give
    traits = {}  # which of a row's values they look at, where it is not called as they are

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
    named = [(code, countries.name(code)) for code in codes]
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
        _("정렬"), choices=ORDERS + REVERSED, method="filter_sort", widget=forms.HiddenInput
    )

    class Meta:
        model = Partnership
        form = YearsForm
        fields = ()

    def __init__(self, *args, home, **kwargs):
        super().__init__(*args, **kwargs)
        self.home = home
        rows = kept("partners", home, self.queryset.traits)
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
