"""Widgets of the filter forms that write their HTML in one go.

As Django's, whose template for each input and option takes a good part of a page's time.
"""

import re

from django import forms
from django.utils.translation import get_language
from markupsafe import Markup, escape

HANGUL = re.compile("[\uac00-\ud7a3]")


def attributes(values):
    """` name="value"` of each; True is the name alone, None and False nothing."""
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(value)}"'
        for name, value in values.items()
        if value is not None and value is not False
    )


def korean(label):
    """` lang="ko"` for the name of a city of which no other is known, on another page."""
    is_other = get_language() != "ko" and HANGUL.search(str(label))
    return ' lang="ko"' if is_other else ""


class OneInput:
    """An input of one value."""

    def render(self, name, value, attrs=None, renderer=None):
        own = self.build_attrs(self.attrs, attrs)
        kind = own.pop("type", self.input_type)
        shown = self.format_value(value)
        value = {"value": shown} if shown is not None else {}
        return Markup(f"<input{attributes({'type': kind, 'name': name, **value, **own})}>")  # noqa: S704


class TextInput(OneInput, forms.TextInput):
    pass


class HiddenInput(OneInput, forms.HiddenInput):
    pass


class Select(forms.Select):
    def render(self, name, value, attrs=None, renderer=None):
        chosen = "" if value is None else str(value)
        options = "".join(
            f'<option value="{escape(option)}"{" selected" if str(option) == chosen else ""}'
            f"{korean(label)}>{escape(label)}</option>"
            for option, label in self.choices
        )
        own = attributes(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return Markup(f"<select{own}>{options}</select>")  # noqa: S704 - all is escaped


class Checkboxes(forms.CheckboxSelectMultiple):
    def render(self, name, value, attrs=None, renderer=None):
        chosen = {str(one) for one in value or ()}
        own = self.build_attrs(self.attrs, attrs)
        key = own.pop("id", None)
        boxes = []
        for place, (option, label) in enumerate(self.choices):
            of = f"{key}_{place}" if key else None
            one = {"type": "checkbox", "name": name, "value": option, **own}
            one |= {"id": of, "checked": str(option) in chosen}
            boxes.append(
                f"<div><label{attributes({'for': of})}><input{attributes(one)}>"
                f"\n {escape(label)}</label>\n</div>"
            )
        around = attributes({"id": key, **({"class": own["class"]} if "class" in own else {})})
        return Markup(f"<div{around}>{''.join(boxes)}</div>")  # noqa: S704 - all is escaped
