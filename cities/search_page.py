"""The search page: results of all groups at once, or all results of one."""

from django import forms
from django.conf import settings
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cities.filter_fields import ChoiceField, WordsField
from cities.models import Portal
from cities.names import full_name_text
from cities.search import Query
from cities.suggestions import meant
from cities.views import HomeMixin, portal_of
from exchange.search.groups import in_order
from exchange.search.words import MAX_LENGTH, MAX_WORDS, TooLongError, checked_words

FIRST = 5  # results of a group among the others
PAGE = 20  # results of a group by itself


class QueryField(WordsField):
    """What is looked for."""

    widget = forms.TextInput(attrs={"type": "search", "maxlength": MAX_LENGTH})
    default_error_messages = {
        "too_long": _("%(length)s자, 낱말 %(words)s개까지 찾을 수 있습니다. 검색어를 줄여 주세요.")
    }

    def clean(self, value):
        text = super().clean(value)
        try:
            checked_words(text)
        except TooLongError as error:
            values = {"length": MAX_LENGTH, "words": MAX_WORDS}
            message = self.error_messages["too_long"]
            raise forms.ValidationError(message, "too_long", values) from error
        return text


class SearchForm(forms.Form):
    q = QueryField(label=_("검색어"), required=False)
    home = ChoiceField(label=_("지자체"), required=False, empty_label=_("전체 지자체"))
    group = ChoiceField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, homes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["home"].choices = homes
        self.fields["group"].choices = [(group.key, group.heading) for group in in_order()]


class SearchView(HomeMixin, TemplateView):
    """?q= in all homes, in ?home= only, or in the home the site is pinned to; ?group= in full."""

    template_name = "search/search.html"
    section = "search"

    @cached_property
    def choices(self):
        """(slug, name) of the public homes."""
        homes = Portal.objects.published().select_related("city")
        return [(portal.city.slug, full_name_text(portal.city)) for portal in homes]

    @cached_property
    def form(self):
        homes = [one for one in self.choices if not self.pinned or one[0] == self.pinned]
        return SearchForm(self.request.GET, homes=homes, auto_id="search-%s")

    @property
    def pinned(self):
        return settings.EXCHANGE_HOME

    @cached_property
    def portal(self):
        """The home looked in, None where it is all of them."""
        slug = self.pinned or self.form.data.get("home")
        return portal_of.first(slug) if slug else None

    @property
    def home(self):
        return self.portal and self.portal.city

    @cached_property
    def query(self):
        """What is asked, None where it is nothing or cannot be asked."""
        if not self.form.is_valid() or not self.form.cleaned_data["q"]:
            return None
        return Query(self.form.cleaned_data["q"], self.home)

    def get_context_data(self, **kwargs):
        # Without a home the page has none of its menu and footer.
        above = super() if self.portal else super(HomeMixin, self)
        context = above.get_context_data(form=self.form, query=self.query, **kwargs)
        context["is_pinned"] = bool(self.pinned)
        if not self.query:
            examples = (group.examples(self.home) for group in in_order())
            return context | {"examples": [one for found in examples for one in found]}
        asked = self.form.cleaned_data["group"]
        also = (group.also(self.query) for group in in_order())
        context["also"] = [one for found in also for one in found]
        return context | (self.one_group(asked) if asked else self.all_groups())

    def last_change(self, context):
        return self.portal.updated_at

    def all_groups(self):
        found = []
        for group in in_order():
            hits = group.find(self.query)
            if hits.count():
                found.append({"group": group, "count": hits.count(), "hits": hits[:FIRST]})
        return {
            "found": found,
            "total": sum(one["count"] for one in found),
            "meant": [] if found else meant(self.form.cleaned_data["q"], self.home),
        }

    def one_group(self, key):
        group = next(group for group in in_order() if group.key == key)
        paginator = Paginator(group.find(self.query), PAGE)
        try:
            page = paginator.page(self.request.GET.get("page", 1))
        except InvalidPage as error:
            raise Http404 from error
        return {
            "only": group,
            "found": [{"group": group, "count": paginator.count, "hits": page.object_list}],
            "total": paginator.count,
            "page_obj": page,
            "paginator": paginator,
            "is_paginated": page.has_other_pages(),
        }


urlpatterns = [path("", SearchView.as_view(), name="search")]
