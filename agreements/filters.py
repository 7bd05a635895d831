"""The filter form of the civic ties."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.models import CivicAgreement
from cities.facets import kept
from cities.filters import (
    ListFilterSet,
    WordsFilter,
    YearFilter,
    YearsForm,
    choice_filter,
    country_choices,
)


class CivicAgreementFilter(ListFilterSet):
    ORDERS = (
        ("home", _("우리 기관순")),
        ("country", _("국가순")),
        ("name", _("해외 기관순")),
        ("-signed", _("최근 체결순")),
        ("signed", _("오래된 체결순")),
    )
    # The other way round, by the headings of the table's columns.
    REVERSED = (
        ("-home", _("우리 기관 역순")),
        ("-country", _("국가 역순")),
        ("-name", _("해외 기관 역순")),
    )
    counted = ("country", "category")
    years_label = _("체결 연도")

    country = choice_filter(_("국가"), field_name="partner_country")
    category = choice_filter(_("구분"))
    since = YearFilter(label=_("체결 연도부터"))
    until = YearFilter(label=_("체결 연도까지"))
    text = WordsFilter(label=_("검색어"), method="filter_text")
    sort = choice_filter(
        _("정렬"), choices=ORDERS + REVERSED, method="filter_sort", widget=forms.HiddenInput
    )

    class Meta:
        model = CivicAgreement
        form = YearsForm
        fields = ()

    def __init__(self, *args, home, **kwargs):
        super().__init__(*args, **kwargs)
        rows = kept("civic", home, self.queryset.traits)
        self.countries = country_choices({row.country for row in rows if row.country})
        self.offer("country", self.countries)
        self.offer_of("category", CivicAgreement.Category, {row.category for row in rows})
        if text := self.applied().get("text"):
            rows = self.queryset.matching(text).traits()
        self.count(rows)

    @property
    def qs(self):
        return super().qs.sorted_by(self.order, [code for code, _name in self.countries])

    @property
    def order(self):
        """The order asked for; "", the document's own, where none is."""
        return self.applied().get("sort", "")

    def filter_years(self, queryset, since, until):
        return queryset.signed_between(since, until)

    def filter_text(self, queryset, name, value):
        return queryset.matching(value)

    def filter_sort(self, queryset, name, value):
        return queryset  # `qs` sorts, as a list without conditions is sorted too
