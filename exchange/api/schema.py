"""What the schema of the API (OpenAPI 3) says of a view: all that may be asked, every answer."""

from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter

from exchange.api.problems import DETAILS, PROBLEM, TITLES, ProblemSerializer
from exchange.api.values import AboutSerializer, PageSerializer

HEADERS = {
    "ETag": {
        "description": gettext_lazy(
            "이 답의 표. `If-None-Match`로 되돌려 주면, 바뀐 것이 없을 때 본문 없이 304로 답합니다."
        ),
        "schema": {"type": "string"},
    },
    "Access-Control-Allow-Origin": {
        "description": gettext_lazy("언제나 `*`: 다른 누리집의 스크립트도 읽을 수 있습니다."),
        "schema": {"type": "string", "enum": ["*"]},
    },
}
ALLOW = {
    "description": gettext_lazy("쓸 수 있는 메서드"),
    "schema": {"type": "string", "example": "GET, HEAD, OPTIONS"},
}


@cache
def envelope(serializer_class, name, is_list):
    """The serializer of an answer: day and licence, and the records, or the one record."""
    if is_list:
        fields = {"results": serializer_class(many=True)}
        return type(f"{name}PageSerializer", (AboutSerializer, PageSerializer), fields)
    return type(f"{name}AnswerSerializer", (AboutSerializer,), {"result": serializer_class()})


class Schema(AutoSchema):
    """Describes a view by what it checks and answers itself."""

    @property
    def is_of_records(self):
        return hasattr(self.view, "record_name")

    def _is_list_view(self, serializer=None):
        return False  # the envelope is the answer

    def get_operation_id(self):
        if not self.is_of_records:
            return super().get_operation_id()
        name = self.view.record_name
        return f"list{name}Records" if self.view.action == "list" else f"get{name}"

    def get_summary(self):
        if self.is_of_records:
            return str(self.view.summaries[self.view.action])
        return super().get_summary()

    def get_description(self):
        return str(getattr(self.view, "explained", ""))

    def get_tags(self):
        return [str(self.view.tag)] if self.is_of_records else [_("시작")]

    def get_override_parameters(self):
        given = list(super().get_override_parameters())
        if not self.is_of_records:
            return given
        return given + [
            as_openapi(one) for one in (*self.view.path_parameters(), *self.view.query_parameters())
        ]

    def get_response_serializers(self):
        if not self.is_of_records:
            return super().get_response_serializers()
        view = self.view
        return envelope(view.get_serializer_class(), view.record_name, view.action == "list")

    def _get_response_bodies(self, direction="response"):
        bodies = super()._get_response_bodies(direction)
        problem = self.resolve_serializer(ProblemSerializer, direction).ref
        for body in bodies.values():
            body["headers"] = HEADERS
        bodies["304"] = {
            "description": _("`If-None-Match`에 적힌 답에서 바뀐 것이 없습니다. 본문이 없습니다."),
            "headers": HEADERS,
        }
        for code in (400, 404, 405):
            bodies[str(code)] = {
                "description": f"{TITLES[code]} {DETAILS.get(code, '')}".strip(),
                "content": {PROBLEM: {"schema": problem, "example": example_of(code)}},
            }
        bodies["405"]["headers"] = {"Allow": ALLOW}
        return bodies


def example_of(code):
    """A problem of this kind."""
    body = {"type": "about:blank", "title": str(TITLES[code]), "status": code}
    if code == 400:
        wrong = {"parameter": "since", "message": "정수를 넣으세요."}
        return body | {"detail": "since: 정수를 넣으세요.", "errors": [wrong]}
    return body | {"detail": str(DETAILS[code])}


def as_openapi(parameter):
    examples = []
    if parameter.example is not None:
        examples = [OpenApiExample(_("보기"), value=parameter.example)]
    many = {"style": "form", "explode": True} if parameter.is_many else {}
    return OpenApiParameter(
        parameter.name,
        parameter.schema,
        parameter.place,
        description=str(parameter.description),
        required=parameter.place == "path",
        examples=examples,
        **many,
    )
