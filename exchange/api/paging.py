"""A list in pages, in an envelope that says how much there is, of which day, and its licence."""

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound
from rest_framework.pagination import BasePagination
from rest_framework.utils.urls import remove_query_param, replace_query_param

from exchange.api.questions import Parameter

PAGE_SIZE = 20
LARGEST_PAGE = 100
LAST_PAGE = 1_000_000

PAGE = Parameter(
    "page",
    _("몇째 쪽인지. 마지막 쪽보다 크면 404입니다."),
    {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1},
)
SIZE = Parameter(
    "page_size",
    _("한 쪽에 몇 개인지"),
    {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
)
PARAMETERS = (PAGE, SIZE)


class Pages(BasePagination):
    """Cuts what has a length and can be sliced; the view says how long it is.

    The query was checked before (questions.py).
    """

    def paginate_queryset(self, queryset, request, view=None):
        self.address = request.build_absolute_uri()
        self.count = view.count(queryset)
        self.number = int(request.query_params.get("page", 1))
        size = int(request.query_params.get("page_size", PAGE_SIZE))
        self.last = max(-(-self.count // size), 1)
        if self.number > self.last:
            raise NotFound(_("마지막 쪽은 %(last)d쪽입니다.") % {"last": self.last})
        start = (self.number - 1) * size
        return list(queryset[start : start + size])

    def address_of(self, number):
        if not 1 <= number <= self.last:
            return None
        if number == 1:
            return remove_query_param(self.address, "page")
        return replace_query_param(self.address, "page", number)

    def envelope(self, results):
        return {
            "count": self.count,
            "next": self.address_of(self.number + 1),
            "previous": self.address_of(self.number - 1),
            **results,
        }

    def get_schema_operation_parameters(self, view):
        return []  # exchange/api/schema.py writes these with all the others

    def get_paginated_response_schema(self, schema):
        return schema
