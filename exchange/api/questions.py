"""Parameters of a question: what the schema says of them is what is accepted.

A FilterSet that can do without its form (cities/filters.py) says which there are. Nothing is
passed over in silence: a name that is not known, a value given twice or a blank one is an error,
as otherwise a mistyped question would be answered with everything.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.api.problems import Invalid

SLUG = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "minLength": 1, "maxLength": 60}
KEY = {"type": "integer", "format": "int64", "minimum": 1, "maximum": 2**63 - 1}
# Something besides blanks and control characters, and no NUL, which no database keeps.
WORDS = {
    "type": "string",
    "pattern": "^[^\\x00]*[^\\s\\x00-\\x1f\\x7f][^\\x00]*$",
    "minLength": 1,
    "maxLength": 100,
}
INTEGER = re.compile(r"-?\d{1,40}", re.ASCII)


@dataclass
class Parameter:
    """A parameter by its JSON schema; `example` is a value that finds something, None: none."""

    name: str
    description: str
    schema: dict
    example: object = None
    place: str = field(default="query")

    @property
    def is_many(self):
        return self.schema["type"] == "array"

    def problem(self, texts):
        """Why these values, as they stand in the address, are none; "" where they are fine."""
        schema = self.schema["items"] if self.is_many else self.schema
        if len(texts) > 1 and not self.is_many:
            return _("한 번만 쓸 수 있습니다.")
        return next(filter(None, (self.wrong(text, schema) for text in texts)), "")

    def wrong(self, text, schema):
        if "enum" in schema:
            known = text in schema["enum"]
            return (
                ""
                if known
                else _("‘%(value)s’ 값으로는 찾을 수 없습니다.") % {"value": shown(text)}
            )
        if schema["type"] == "integer":
            least, most = schema.get("minimum"), schema.get("maximum")
            if not INTEGER.fullmatch(text):
                return _("정수를 넣으세요.")
            if least is not None and int(text) < least:
                return _("%(least)d 이상이어야 합니다.") % {"least": least}
            if most is not None and int(text) > most:
                return _("%(most)d 이하여야 합니다.") % {"most": most}
            return ""
        if not schema["minLength"] <= len(text) <= schema["maxLength"]:
            return _("1자에서 %(most)d자까지 넣을 수 있습니다.") % {"most": schema["maxLength"]}
        return "" if re.search(schema["pattern"], text) else _("쓸 수 없는 글자이거나 빈 값입니다.")


def shown(text):
    """What an error repeats of a value: a few characters, all to be seen."""
    seen = "".join(one if one.isprintable() else "\ufffd" for one in text[:30])
    return seen if len(text) <= 30 else f"{seen[:29]}…"


def check(query, parameters):
    """Raise Invalid unless all of the query (a QueryDict) is known and can be read."""
    known = {parameter.name: parameter for parameter in parameters}
    errors = {}
    for name, texts in query.lists():
        if name not in known:
            errors[shown(name)] = _("없는 파라미터입니다. 쓸 수 있는 것: %(names)s") % {
                "names": ", ".join(known) or _("없음")
            }
        elif message := known[name].problem(texts):
            errors[name] = message
    if errors:
        raise Invalid(errors)


ALSO = {
    "since": gettext_lazy("이 해부터"),
    "until": gettext_lazy("이 해까지. `since`보다 이르면 결과가 없습니다."),
    "sort": gettext_lazy("정렬. 날짜를 모르는 것은 언제나 뒤에 옵니다."),
    "text": gettext_lazy("이 낱말이 모두 들어 있는 것. 띄어 쓰면 여러 낱말입니다."),
}


EXAMPLES = {"since": 2000, "until": 2020, "text": "방문"}


def parameters_of(filterset_class, **examples):
    """The parameters of a FilterSet; `examples` are values that find something.

    Its filters have a `json_schema` (cities/filter_fields.py).
    """
    options = filterset_class.all_options()
    found = []
    for name, one in filterset_class.base_filters.items():
        choices = options.get(name) or one.extra.get("choices") or ()
        labels = [(code, str(label)) for code, label in choices]
        description = str(ALSO.get(name, one.label))
        # What a country's code means, everybody can look up.
        if labels and name != "country":
            meanings = ", ".join(f"`{code}` {label}" for code, label in labels)
            description = f"{description}: {meanings}"
        schema = one.json_schema([code for code, _label in labels])
        found.append(Parameter(name, description, schema, {**EXAMPLES, **examples}.get(name)))
    return found
