"""PeriodField: a Period on a model, kept as written and ready to sort and filter.

One PeriodField `signed` makes four columns: `signed` (the text as written), `signed_edtf`,
`signed_first` and `signed_last`. The attribute `signed` is a Period, or None where no date
is known; the three companions follow it and are never set by hand. `signed_last` is NULL
both for an open end (then `signed_first` is not) and for no date at all.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.db.models.query_utils import DeferredAttribute
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from exchange.periods import Period, PeriodError


class StoredText(str):
    """Text read from the database: its companions hold the reading, so it is not parsed again."""

    __slots__ = ()


class PeriodAttribute(DeferredAttribute):
    """Gives a Period; takes a Period, a text (PeriodError if unreadable), or None."""

    def __get__(self, instance, cls=None):
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, StoredText):
            parts = (getattr(instance, name) for name in self.field.part_names())
            value = instance.__dict__[self.field.attname] = Period(str(value), *parts)
        return value

    def __set__(self, instance, value):
        if isinstance(value, str) and not isinstance(value, StoredText):
            value = Period.parse(value)
        instance.__dict__[self.field.attname] = value or None


class PeriodPartAttribute(DeferredAttribute):
    """A companion: what the Period says, or what the database gave while none is built."""

    def __get__(self, instance, cls=None):
        if instance is None:
            return self
        period = instance.__dict__.get(self.field.period_name)
        if isinstance(period, Period):
            return getattr(period, self.field.period_attribute)
        return super().__get__(instance, cls)

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value
        period = instance.__dict__.get(self.field.period_name)
        # A dump carries the reading too: `'30. 1. 1.` must not turn into another century
        # because it is loaded in another year.
        is_edtf = self.field.period_attribute == "edtf"
        if is_edtf and value and isinstance(period, Period) and period.edtf != value:
            instance.__dict__[self.field.period_name] = Period.from_edtf(value, period.text)


class PeriodPart:
    """Mixin of the companion columns of a PeriodField."""

    descriptor_class = PeriodPartAttribute
    period_attribute = None

    def __init__(self, *args, period_name, **kwargs):
        self.period_name = period_name
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def contribute_to_class(self, cls, name, **kwargs):
        # Copies (an abstract base's, a historical model's) arrive beside those that the
        # PeriodField has already made.
        if not any(field.name == name for field in cls._meta.local_fields):
            super().contribute_to_class(cls, name, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs["period_name"] = self.period_name
        del kwargs["editable"]
        return name, path, args, kwargs

    def pre_save(self, model_instance, add):
        getattr(model_instance, self.period_name)
        return super().pre_save(model_instance, add)


class PeriodEdtf(PeriodPart, models.CharField):
    """EDTF (ISO 8601-2) of the Period, "" where there is none."""

    period_attribute = "edtf"


class PeriodFirst(PeriodPart, models.DateField):
    """First day the Period covers, NULL where there is none."""

    period_attribute = "first_day"


class PeriodLast(PeriodPart, models.DateField):
    """Last day the Period covers, NULL where it is open or where there is none."""

    period_attribute = "last_day"


class PeriodFormField(forms.CharField):
    """A Period typed as text; what is wrong with it is said beside the field."""

    def to_python(self, value):
        if value is None or isinstance(value, Period):
            return value
        try:
            return Period.parse(str(value))
        except PeriodError as error:
            message = str(error)
            if error.suggestion:
                message += " " + _("혹시 ‘%(text)s’입니까?") % {"text": error.suggestion}
            raise ValidationError(message, code="invalid_period") from error

    def has_changed(self, initial, data):
        # The text decides: the same text may read otherwise in another year.
        return not self.disabled and (self.prepare_value(initial) or "") != (data or "").strip()

    def prepare_value(self, value):
        return value.text if isinstance(value, Period) else value

    def validate(self, value):
        forms.Field.validate(self, value)

    def run_validators(self, value):
        super().run_validators(value.text if isinstance(value, Period) else "")

    def clean(self, value):
        # CharField's own clean() would run the validators on the Period.
        value = self.to_python(value)
        self.validate(value)
        self.run_validators(value)
        return value


class PeriodField(models.CharField):
    """A Period. Blank unless said otherwise, as old records often have no date."""

    descriptor_class = PeriodAttribute
    description = _("기간")

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 120)
        kwargs.setdefault(
            "help_text",
            _("적힌 그대로 넣으세요. 예: 2013. 4. 5. ~ 25. / 2004년 5월 / 1994. ~ 현재"),
        )
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def part_names(self):
        """Names of the companions, in the order Period's constructor takes them."""
        return f"{self.name}_edtf", f"{self.name}_first", f"{self.name}_last"

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        # A migration lists the companions itself.
        if cls.__module__ == "__fake__":
            return
        edtf, first, last = self.part_names()

        def label(part):
            return format_lazy("{} {}", self.verbose_name, part)

        for part_name, part in (
            (edtf, PeriodEdtf(label("EDTF"), period_name=name, max_length=60, default="")),
            (first, PeriodFirst(label(_("첫날")), period_name=name, null=True)),
            (last, PeriodLast(label(_("끝날")), period_name=name, null=True)),
        ):
            part.contribute_to_class(cls, part_name)

    def from_db_value(self, value, expression, connection):
        return StoredText(value) if value else None

    def to_python(self, value):
        if value is None or isinstance(value, Period):
            return value
        try:
            return Period.parse(str(value))
        except PeriodError as error:
            raise ValidationError(str(error), code="invalid_period") from error

    def get_prep_value(self, value):
        if value is None:
            return ""
        return value.text if isinstance(value, Period) else str(value)

    def run_validators(self, value):
        super().run_validators(value.text if isinstance(value, Period) else value)

    def clean(self, value, model_instance):
        return super().clean(value, model_instance)

    def validate(self, value, model_instance):
        super().validate(value.text if isinstance(value, Period) else value or "", model_instance)

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def formfield(self, **kwargs):
        return models.Field.formfield(
            self, **{"form_class": PeriodFormField, "max_length": self.max_length, **kwargs}
        )


class Year(models.Func):
    """The year of a first or last day. ExtractYear calls Python for each row of SQLite."""

    output_field = models.IntegerField()
    template = "EXTRACT(YEAR FROM %(expressions)s)"

    def as_sqlite(self, compiler, connection, **context):
        # A day is stored as its text there.
        template = "CAST(substr(%(expressions)s, 1, 4) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **context)


def is_one_day(name):
    """The condition that the PeriodField of this name holds one day, not a day about then."""
    first, last = f"{name}_first", f"{name}_last"
    return Q(Exact(Length(f"{name}_edtf"), len("2016-08-19")), **{first: F(last)})


def period_checks(model_name, field_name):
    """The constraints of a PeriodField, for the Meta of the model that has it.

    The last day is not before the first, and text, EDTF and first day stand or fall together.
    """
    first, last = f"{field_name}_first", f"{field_name}_last"
    return [
        models.CheckConstraint(
            name=f"{model_name}_{field_name}_in_order",
            condition=Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": F(first)}),
            violation_error_message=_(
                "끝나는 날이 시작하는 날보다 빠릅니다. 기간을 확인해 주세요."
            ),
        ),
        models.CheckConstraint(
            name=f"{model_name}_{field_name}_is_whole",
            condition=Q(**{field_name: "", f"{field_name}_edtf": "", f"{first}__isnull": True})
            | (
                ~Q(**{field_name: ""})
                & ~Q(**{f"{field_name}_edtf": ""})
                & Q(**{f"{first}__isnull": False})
            ),
            violation_error_message=_("기간의 글과 읽은 날짜가 서로 맞지 않습니다."),
        ),
    ]
