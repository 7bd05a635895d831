"""Lists of the admin: filters that name what is missing, with their counts from few queries."""

from functools import cached_property, partial

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django_countries import countries


class RecordChangeList(ChangeList):
    """Counts beside the filters' choices, at one query for all filters that are not in use.

    Each of those counts over the same rows, so one query serves them; only a filter in use
    needs its own. Django asks once per filter.
    """

    def get_filters(self, request):
        specs, *rest = super().get_filters(request)
        for place, spec in enumerate(specs):
            spec.get_facet_queryset = partial(self.facet_counts, place, spec)
        self.request = request
        return specs, *rest

    def facet_counts(self, place, spec, _changelist):
        if self.in_use(spec):
            rows = self.get_queryset(self.request, spec.expected_parameters())
            return rows.aggregate(**spec.get_facet_counts(self.pk_attname, rows))
        prefix = f"f{place}_"
        return {
            name.removeprefix(prefix): count
            for name, count in self.counts_of_the_unused.items()
            if name.startswith(prefix)
        }

    @cached_property
    def counts_of_the_unused(self):
        rows = self.get_queryset(self.request)
        return rows.aggregate(
            **{
                f"f{place}_{name}": count
                for place, spec in enumerate(self.filter_specs)
                if not self.in_use(spec)
                for name, count in spec.get_facet_counts(self.pk_attname, rows).items()
            }
        )

    @staticmethod
    def in_use(spec):
        return any(value is not None for value in spec.used_parameters.values())


class ChoiceFilter(admin.SimpleListFilter):
    """A filter of named choices; a value that is none of them is refused, not ignored."""

    def value(self):
        value = super().value()
        if value is not None and value not in {str(choice) for choice, _ in self.lookup_choices}:
            raise IncorrectLookupParameters(f"{self.parameter_name}={value}")
        return value


class PathFilter(ChoiceFilter):
    """Choices of one column at the end of `path`, only those that occur."""

    path = None

    def lookups(self, request, model_admin):
        # A change list makes its filters anew for every count: ask the database once.
        asked = request.__dict__.setdefault("_filter_choices", {})
        if self.path not in asked:
            asked[self.path] = list(self.occurring(request, model_admin))
        return asked[self.path]

    def occurring(self, request, model_admin):
        """Pairs of (value, label), in the order to show."""
        raise NotImplementedError

    def queryset(self, request, queryset):
        value = self.value()
        return queryset if value is None else queryset.filter(**{self.path: value})

    def get_facet_counts(self, pk_attname, filtered_qs):
        return {
            f"{i}__c": Count(pk_attname, filter=Q(**{self.path: value}), distinct=True)
            for i, (value, _label) in enumerate(self.lookup_choices)
        }


class CountryFilter(PathFilter):
    """Countries that occur, by their Korean names; `path` leads to a CountryField."""

    title = _("국가")
    parameter_name = "country"

    def occurring(self, request, model_admin):
        rows = model_admin.model._default_manager.order_by().values_list(self.path, flat=True)
        occurring = {str(code) for code in rows.distinct()}
        return [(code, name) for code, name in countries if code in occurring]


class IncompleteFilter(ChoiceFilter):
    """What records lack, as `incomplete` of the ModelAdmin lists it: `{value: (label, Q)}`.

    In place of a Q a function may stand that narrows a QuerySet.
    """

    title = _("빠진 것")
    parameter_name = "lacks"

    def __init__(self, request, params, model, model_admin):
        self.conditions = model_admin.incomplete
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return [(value, label) for value, (label, _condition) in self.conditions.items()]

    def queryset(self, request, queryset):
        value = self.value()
        if value is None:
            return queryset
        condition = self.conditions[value][1]
        return condition(queryset) if callable(condition) else queryset.filter(condition)


def filter_of(base, path):
    """`filter_of(CountryFilter, "partner__country")`: the filter for this model's path."""
    return type(f"{base.__name__}Of", (base,), {"path": path})
