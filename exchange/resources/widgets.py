"""Cells to values and back: what a table writes for a date, a choice, a country, a number."""

import re

from django.utils import translation
from django.utils.functional import cached_property
from import_export.widgets import Widget

from exchange.legacy.countries import country_code
from exchange.legacy.text import close_up, tidy, without_bullets
from exchange.periods import Period, PeriodError


class CellWidget(Widget):
    """A cell and its value. `spelling` is what two ways to write the same cell have in common."""

    def spelling(self, text):
        return tidy(text)


class TextWidget(CellWidget):
    """Text as written."""


class TitleWidget(TextWidget):
    """A line of a list, whose bullet says nothing."""

    def spelling(self, text):
        return without_bullets(text)


class NameWidget(TextWidget):
    """A name on one line; tables set short ones with a blank after each letter."""

    def spelling(self, text):
        return close_up(" ".join(tidy(text).split()))


class LabelWidget(CellWidget):
    """What a record hangs on, by a name; the resource finds it, not the widget."""

    def __init__(self, label):
        super().__init__()
        self.label = label

    def render(self, value, obj=None, **kwargs):
        return self.label(value) if value else ""


class LinesWidget(CellWidget):
    """Lines of text, one item each, without their bullets."""

    def clean(self, value, row=None, **kwargs):
        return without_bullets(value)

    def spelling(self, text):
        return without_bullets(text)


class PeriodWidget(CellWidget):
    """A Period, as written. PeriodError's message passes on, with its suggestion."""

    def clean(self, value, row=None, **kwargs):
        try:
            return Period.parse(value)
        except PeriodError as error:
            suggestion = f" '{error.suggestion}'처럼 적어 주세요." if error.suggestion else ""
            raise ValueError(f"{error}{suggestion}") from error

    def render(self, value, obj=None, **kwargs):
        return value.text if value else ""


class ChoiceWidget(CellWidget):
    """A choice by its Korean label, its code, or another word for it ({word: code})."""

    def __init__(self, choices, also=()):
        super().__init__()
        self.choices, self.also = choices, dict(also)

    @cached_property
    def labels(self):
        """`{code: Korean label}`, looked up once for all rows."""
        with translation.override("ko"):
            return {code: str(label) for code, label in self.choices}

    def clean(self, value, row=None, **kwargs):
        word = re.sub(r"\s", "", value).casefold()
        for code, label in self.labels.items():
            if word in (re.sub(r"\s", "", label).casefold(), code):
                return code
        if word in self.also:
            return self.also[word]
        raise ValueError(
            f"쓸 수 있는 말이 아닙니다. 이 가운데 하나를 적어 주세요: {', '.join(self.labels.values())}."
        )

    def render(self, value, obj=None, **kwargs):
        return self.labels.get(value, value or "")


class CountryWidget(CellWidget):
    """A country by its Korean or English name."""

    def clean(self, value, row=None, **kwargs):
        return country_code(value)

    def render(self, value, obj=None, **kwargs):
        with translation.override("ko"):
            return str(getattr(value, "name", "") or value or "")


class CountWidget(CellWidget):
    """A whole number: `16`, `1,200`, `16명`."""

    def clean(self, value, row=None, **kwargs):
        number = re.sub(r"[\s,]|명$", "", value)
        if not (number.isascii() and number.isdigit()):
            raise ValueError("숫자만 적어 주세요. 예: 16")
        return int(number)

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)
