"""The fields of the filter forms: years, words, and choices that name a wrong value."""

import unicodedata

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from cities.filter_widgets import Checkboxes, Select, TextInput
from exchange.api.questions import SLUG, WORDS


class YearField(forms.IntegerField):
    """A year of four digits."""

    widget = TextInput(attrs={"inputmode": "numeric", "size": 6, "autocomplete": "off"})
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

    def json_schema(self, choices):
        """What the API's schema says of a value."""
        return {"type": "integer", "minimum": 1000, "maximum": 2200}

    def filter(self, qs, value):
        return qs


class WordsField(forms.CharField):
    """Text to search for; typed on a Mac it may come decomposed (NFD), as stored it is NFC."""

    def to_python(self, value):
        text = unicodedata.normalize("NFC", super().to_python(value) or "")
        # The search would find no word in it, and so everything.
        if text and not any(letter.isprintable() for letter in text):
            raise forms.ValidationError(_("찾을 낱말을 넣으세요."))
        return text


class WordsFilter(django_filters.Filter):
    field_class = WordsField

    def json_schema(self, choices):
        return WORDS

    def __init__(self, **kwargs):
        super().__init__(max_length=100, widget=TextInput(attrs={"type": "search"}), **kwargs)


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


class ChoiceField(QuotesChoice, django_filters.fields.ChoiceField):
    """One choice."""

    widget = Select


class ChoiceFilter(django_filters.ChoiceFilter):
    field_class = ChoiceField

    def json_schema(self, choices):
        """One of the choices; where the data alone knows them, they are slugs."""
        return {"type": "string", "enum": choices} if choices else SLUG


class ChoicesField(QuotesChoice, forms.MultipleChoiceField):
    """Several choices; an empty one is none."""

    widget = Checkboxes

    def to_python(self, value):
        return [one for one in super().to_python(value) if one]


class ChoicesFilter(django_filters.Filter):
    field_class = ChoicesField

    def json_schema(self, choices):
        return {"type": "array", "items": {"type": "string", "enum": choices}}


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
