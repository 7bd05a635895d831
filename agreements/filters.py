"""The filter form of the civic ties."""

from django.utils.translation import gettext_lazy as _

from agreements.models import CivicAgreement
from cities.filters import ListFilterSet, WordsFilter, choice_filter, country_choices


class CivicAgreementFilter(ListFilterSet):
    country = choice_filter(_("국가"), field_name="partner_country")
    category = choice_filter(_("구분"))
    text = WordsFilter(label=_("검색어"), method="filter_text")

    class Meta:
        model = CivicAgreement
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        options = self.queryset.options()
        self.offer("country", country_choices(options["country"]))
        self.offer_of("category", CivicAgreement.Category, options["category"])

    def filter_text(self, queryset, name, value):
        return queryset.matching(value)
