"""What all views of the API share: what they refuse, their envelopes, and who may read them."""

from django.http import JsonResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers, viewsets
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.response import Response
from rest_framework.views import APIView

from exchange.api import paging, questions
from exchange.api.problems import PROBLEM, problem
from exchange.page_cache import OPEN

METHODS = "GET, HEAD, OPTIONS"


class JSONAlone(BaseContentNegotiation):
    """JSON whatever the browser says it would rather have."""

    def select_parser(self, request, parsers):
        return parsers[0]

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class OpenMixin:
    """Read-only and open: any page of any site may ask."""

    http_method_names = ("get", "head", "options")
    content_negotiation_class = JSONAlone
    parameters = ()  # those of the query

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            questions.check(request.query_params, self.query_parameters())

    def query_parameters(self):
        return self.parameters

    def options(self, request, *args, **kwargs):
        """What a browser asks before a script of another site may."""
        allowed = {"Methods": METHODS, "Headers": "If-None-Match"}
        headers = {f"Access-Control-Allow-{name}": value for name, value in allowed.items()}
        return Response(status=204, headers=headers)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in OPEN.items():
            response.headers[name] = value
        return response


class OpenView(OpenMixin, APIView):
    pass


class OpenViewSet(OpenMixin, viewsets.GenericViewSet):
    """Lists records in pages and shows each of them, in envelopes that name day and licence.

    A subclass says which records (`get_queryset`), how they are narrowed (`narrowed`), what of
    them changed last (`changed_in`), under which licence they are, and where none of them is,
    since when that is so (`begun`).
    """

    pagination_class = paging.Pages
    # What a list's serializer leaves out.
    detail_serializer_class = None
    # For the schema: what the records are called and are, {action: what it gives}, the name of one.
    tag, explained, summaries, record_name = "", "", {}, ""

    def path_parameters(self):
        """What stands in the address, as Parameters."""
        return ()

    def query_parameters(self):
        if self.action == "list":
            return (*self.parameters, *paging.PARAMETERS)
        return ()

    def get_serializer_class(self):
        if self.action == "retrieve" and self.detail_serializer_class:
            return self.detail_serializer_class
        return self.serializer_class

    def narrowed(self):
        return self.get_queryset()

    def count(self, found):
        return found.count()

    def changed_in(self, found):
        """When what is found last changed, None where there is nothing."""
        raise NotImplementedError

    @property
    def begun(self):
        raise NotImplementedError

    @cached_property
    def licence(self):
        """{type, name, url}, None where none is stated."""
        raise NotImplementedError

    def about(self, changed):
        return {"data_date": date_of(changed or self.begun), "licence": self.licence}

    def list(self, request, *args, **kwargs):
        found = self.narrowed()
        page = self.paginate_queryset(found)
        records = self.get_serializer(page, many=True).data
        about = self.about(self.changed_in(found) if self.paginator.count else None)
        return Response(self.paginator.envelope({**about, "results": records}))

    def retrieve(self, request, *args, **kwargs):
        record = self.get_object()
        return Response(
            {**self.about(self.changed_of(record)), "result": self.get_serializer(record).data}
        )

    def changed_of(self, record):
        """When what is told of a record last changed."""
        return record.updated_at


def date_of(moment):
    return serializers.DateTimeField().to_representation(moment)[:10]


def nothing_here(request, rest):
    """Whatever else stands below the API's address."""
    body = problem(404, _("이런 주소는 없습니다. 쓸 수 있는 주소: /api/v1/docs/")).data
    return JsonResponse(
        body,
        status=404,
        content_type=PROBLEM,
        json_dumps_params={"ensure_ascii": False},
        headers={"Access-Control-Allow-Origin": "*"},
    )


nothing_here.csrf_exempt = True
