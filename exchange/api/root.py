"""Where the API begins: what there is, and where it is described."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from exchange.api.views import OpenView


class RootSerializer(serializers.Serializer):
    homes = serializers.URLField(
        help_text=_("시·군·구의 목록. 다른 자료는 모두 그 아래에 있습니다.")
    )
    cities = serializers.URLField(help_text=_("도시의 목록: 이름, 위치, 현황, 누리집"))
    schema = serializers.URLField(help_text=_("이 API의 명세(OpenAPI 3)"))
    docs = serializers.URLField(help_text=_("명세를 읽고 시험해 보는 쪽"))


class RootView(OpenView):
    @extend_schema(
        operation_id="getRoot", summary=_("시작하는 곳"), responses=RootSerializer, description=""
    )
    def get(self, request):
        names = {
            "homes": "api:home-list",
            "cities": "api:city-list",
            "schema": "api-guide:schema",
            "docs": "api-guide:docs",
        }
        return Response(
            {name: request.build_absolute_uri(reverse(route)) for name, route in names.items()}
        )
