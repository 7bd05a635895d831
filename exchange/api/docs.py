"""The schema of the API, and the page that explains it."""

from django.views.generic import TemplateView
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView


class SchemaView(SpectacularAPIView):
    """The schema in YAML, or in JSON as `?format=json` or the Accept header asks."""

    @extend_schema(exclude=True)
    def get(self, request, *args, **kwargs):
        response = self._get_schema_response(request)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    def _get_filename(self, request, version):
        form = self.perform_content_negotiation(request, force=True)[0].format
        return f"exchange-cities-api.{form}"


class DocsView(TemplateView):
    """The schema as a page on which one can try what it says."""

    template_name = "api/docs.html"
