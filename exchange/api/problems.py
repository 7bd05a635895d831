"""What is wrong with a question, as problem JSON (RFC 9457) with sentences in Korean."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, serializers, status
from rest_framework.response import Response

PROBLEM = "application/problem+json"

TITLES = {
    400: _("물음을 읽을 수 없습니다."),
    404: _("찾을 수 없습니다."),
    405: _("읽기만 할 수 있습니다."),
}
DETAILS = {
    404: _("이 주소에 공개된 자료가 없습니다."),
    405: _("GET, HEAD, OPTIONS만 쓸 수 있습니다."),
}


class Invalid(exceptions.APIException):
    """Parameters that cannot be read: {parameter: sentence}."""

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, errors):
        super().__init__()
        self.errors = errors


class FieldProblemSerializer(serializers.Serializer):
    parameter = serializers.CharField(help_text=_("잘못된 파라미터의 이름"))
    message = serializers.CharField(help_text=_("무엇이 잘못되었는지"))


class ProblemSerializer(serializers.Serializer):
    type = serializers.CharField(help_text=_("언제나 `about:blank`: 상태 코드가 종류를 말합니다."))
    title = serializers.CharField(help_text=_("문제의 이름"))
    status = serializers.IntegerField(help_text=_("HTTP 상태 코드"))
    detail = serializers.CharField(help_text=_("무엇이 잘못되었고 어떻게 하면 되는지"))
    errors = FieldProblemSerializer(
        many=True, required=False, help_text=_("파라미터마다 하나씩. 400일 때만 있습니다.")
    )


def problem(code, detail=None, errors=None, headers=None):
    """The answer to a question that cannot be answered."""
    body = {
        "type": "about:blank",
        "title": str(TITLES.get(code, _("물음에 답할 수 없습니다."))),
        "status": code,
        "detail": str(detail or DETAILS.get(code) or TITLES[400]),
    }
    if errors:
        body["errors"] = [
            {"parameter": name, "message": str(message)} for name, message in errors.items()
        ]
    return Response(body, status=code, headers=headers, content_type=PROBLEM)


def handle(error, _context):
    """REST framework's exception handler; what is no question's fault passes on as a 500."""
    if isinstance(error, Invalid):
        detail = " ".join(f"{name}: {message}" for name, message in error.errors.items())
        return problem(400, detail, error.errors)
    if isinstance(error, Http404):
        return problem(404)
    if isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if isinstance(error, exceptions.APIException):
        detail = error.detail if isinstance(error, exceptions.NotFound) else None
        return problem(error.status_code, detail)
    return None
