"""The filter form of the civic ties, and the conditions on agreements in files and the API."""

from django.utils.translation import gettext_lazy as _
from django_countries import countries

from agreements.models import Agreement, CivicAgreement
from cities.facets import kept
from cities.filter_fields import ChoicesFilter, WordsFilter, YearFilter, YearsForm, choice_filter
from cities.filter_widgets import HiddenInput
from cities.filters import ListFilterSet, country_choices
from cities.models import Partnership


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
        _("정렬"), choices=ORDERS + REVERSED, method="filter_sort", widget=HiddenInput
    )

    class Meta:
        model = CivicAgreement
        form = YearsForm
        fields = ()

    @classmethod
    def all_options(cls):
        return {"country": list(countries), "category": CivicAgreement.Category.choices}

    def __init__(self, *args, home, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_form:
            present = self.queryset.order_by().values_list("partner_country", flat=True)
            self.countries = country_choices(filter(None, present.distinct()))
            return
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


class AgreementFilter(ListFilterSet):
    """Conditions on a home's agreements. They have no page of their own, so no form."""

    ORDERS = (
        ("signed", _("오래된 체결순")),
        ("-signed", _("최근 체결순")),
        ("partner", _("교류도시순")),
    )

    country = choice_filter(_("국가"), field_name="partnership__partner__country")
    partner = choice_filter(_("교류도시"), field_name="partnership__partner__slug")
    kind = ChoicesFilter(label=_("종류"), lookup_expr="in")
    status = choice_filter(_("효력"))
    since = YearFilter(label=_("체결 연도부터"))
    until = YearFilter(label=_("체결 연도까지"))
    sort = choice_filter(_("정렬"), choices=ORDERS, method="filter_sort")

    class Meta:
        model = Agreement
        form = YearsForm
        fields = ()

    @classmethod
    def all_options(cls):
        return {
            "country": list(countries),
            "kind": Agreement.Kind.choices,
            "status": Agreement.Status.choices,
        }

    def __init__(self, *args, home, is_form=False, **kwargs):
        super().__init__(*args, is_form=is_form, **kwargs)
        partners = Partnership.objects.published().for_home(home).order_by()
        slugs = partners.values_list("partner__slug", flat=True)
        self.offer("partner", [(slug, slug) for slug in slugs])

    @property
    def qs(self):
        order = self.applied().get("sort") or "signed"
        found = super().qs
        if order == "partner":
            cities = (f"partnership__partner__{name}" for name in ("name", "region"))
            return found.order_by(*cities, "partnership", *found.by_signing())
        return found.order_by(*found.by_signing(is_down=order == "-signed"))

    def filter_years(self, queryset, since, until):
        return queryset.signed_between(since, until)

    def filter_sort(self, queryset, name, value):
        return queryset  # `qs` sorts, as a list without conditions is sorted too
