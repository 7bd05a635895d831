"""Forms of the import desk: what is uploaded, whose it is, and in which letters."""

import re
import unicodedata

from django import forms
from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.admin.forms import RowSelect
from exchange.legacy.limits import MAX_BYTES

ACCEPTED = ".csv,.tsv,.txt,.xlsx,.html,.htm,.mhtml,.mht"
# Django takes 2.5 MB of what is not a file; three bytes a letter.
MOST_LETTERS = 500_000
MOST_SUGGESTIONS = 1_000
# What a page gives besides its text is worth keeping where text alone would lose the cells.
TABULAR = re.compile(r"<(?:table|dl)\b", re.IGNORECASE)


def homes():
    """[(slug, name)] of the home municipalities."""
    portals = apps.get_model("cities", "Portal").objects.select_related("city")
    return [(portal.city.slug, portal.city.full_name) for portal in portals]


def partners():
    """{name as the clerk reads it: slug} of partner cities, as suggestions for a text field."""
    cities = apps.get_model("cities", "City").objects.filter(partnerships_as_partner__isnull=False)
    names = {}
    for city in cities.distinct()[:MOST_SUGGESTIONS]:
        name = city.full_name if city.full_name not in names else str(city)
        names[name] = city.slug
    return names


class PartnerField(forms.CharField):
    """A partner city: one of the suggestions, which becomes its slug, or a name as written."""

    def __init__(self, suggestions, **kwargs):
        self.suggestions = suggestions
        attrs = {"list": "desk-partners", "autocomplete": "off"}
        super().__init__(max_length=120, required=False, widget=forms.TextInput(attrs), **kwargs)

    def clean(self, value):
        text = unicodedata.normalize("NFC", super().clean(value))
        return self.suggestions.get(text, text)

    def prepare_value(self, value):
        names = {slug: name for name, slug in self.suggestions.items()}
        return names.get(value, value)


class HomeField(forms.ChoiceField):
    """The home municipality; chosen already where there is only one."""

    def __init__(self, **kwargs):
        found = homes()
        kwargs.setdefault("initial", found[0][0] if len(found) == 1 else "")
        choices = found if len(found) == 1 else [("", _("고르지 않음(파일에 적힌 대로)")), *found]
        super().__init__(
            label=_("우리 도시"), choices=choices, required=False, widget=RowSelect, **kwargs
        )


class HomeForm(forms.Form):
    """The home of a batch, where it is to be another than was chosen."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["home"] = HomeField()


class UploadForm(forms.Form):
    """A file or pasted text, and whose it is where it does not say so itself."""

    file = forms.FileField(
        label=gettext_lazy("가져올 파일"),
        required=False,
        allow_empty_file=True,
        max_length=200,
        widget=forms.FileInput({"accept": ACCEPTED}),
    )
    text = forms.CharField(
        label=gettext_lazy("웹페이지나 표에서 복사해 붙여 넣기"),
        required=False,
        max_length=MOST_LETTERS,
        strip=False,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false"}),
    )
    # The same as HTML, put here by desk-import.js, so that cells with several lines survive.
    html = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args, suggestions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["home"] = HomeField()
        self.fields["partner"] = PartnerField(
            suggestions,
            label=_("교류도시"),
            help_text=_(
                "한 도시의 교류 내역이나 현황이면 적어 주세요. 표에 도시 열이 있으면 비워 두세요."
            ),
        )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("파일이 너무 큽니다(%(size).1fMB). %(most)dMB까지 올릴 수 있으니 나누어 주세요.")
                % {"size": file.size / 2**20, "most": MAX_BYTES // 2**20}
            )
        return file

    def clean(self):
        data = super().clean()
        has_text = bool((data.get("text") or "").strip())
        if "file" in data and "text" in data:
            if data["file"] and has_text:
                self.add_error("text", _("파일과 글 가운데 하나만 넣어 주세요."))
            elif not data["file"] and not has_text:
                self.add_error("file", _("파일을 고르거나 아래 칸에 글을 붙여 넣어 주세요."))
        return data

    def received(self):
        """(data, name, is_pasted) for the intake, and the field where errors are said."""
        file, html = self.cleaned_data["file"], self.cleaned_data["html"]
        if file:
            return file.read(), unicodedata.normalize("NFC", file.name), False
        if TABULAR.search(html):
            return html.encode(), _("붙여 넣은 표.html"), True
        return self.cleaned_data["text"].encode(), _("붙여 넣은 글.txt"), True

    @property
    def source_field(self):
        return "file" if self.cleaned_data.get("file") else "text"


class EncodingForm(forms.Form):
    """Which of the encodings makes the first lines readable."""

    encoding = forms.ChoiceField(
        label=gettext_lazy("글자가 바르게 보이는 것"), widget=forms.RadioSelect
    )

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        self.fields["encoding"].choices = [(code, label) for code, label, _lines in candidates]
