"""The widgets of the filter forms write what Django's do."""

import pytest
from bs4 import BeautifulSoup
from django import forms

from cities import filter_widgets as own

CHOICES = [("", "전체"), ("a", "A & B"), ("b", '<i>"B"</i>'), (3, "셋")]
ATTRIBUTES = [{}, {"id": "id_n"}, {"id": "id_n", "required": True, "aria-describedby": "x<y"}]
WIDGETS = [
    (own.TextInput, forms.TextInput, {"attrs": {"type": "search", "size": 6}}),
    (own.TextInput, forms.TextInput, {}),
    (own.HiddenInput, forms.HiddenInput, {}),
    (own.Select, forms.Select, {"choices": CHOICES}),
    (own.Checkboxes, forms.CheckboxSelectMultiple, {"choices": CHOICES}),
]


def elements(html):
    """Elements with their attributes and texts, in their order."""
    soup = BeautifulSoup(html, "html.parser")
    return [(each.name, each.attrs, each.get_text(" ", strip=True)) for each in soup.find_all()]


@pytest.mark.parametrize(("ours", "theirs", "options"), WIDGETS)
@pytest.mark.parametrize("attrs", ATTRIBUTES)
@pytest.mark.parametrize("value", [None, "", "a", 'x" onload="<b>', 3])
def test_widget_writes_what_djangos_does(ours, theirs, options, attrs, value):
    if theirs is forms.CheckboxSelectMultiple:
        value = [] if value is None else [value]
    html = ours(**options).render("n", value, attrs)
    assert elements(html) == elements(theirs(**options).render("n", value, attrs))
    assert hasattr(html, "__html__")
