"""The schema of the API, and the page that explains it."""

from django.views.generic import TemplateView
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import JSONRenderer

from exchange.api.questions import Parameter
from exchange.api.views import OpenMixin


class SchemaView(OpenMixin, SpectacularAPIView):
    """The schema in YAML, or in JSON as `?format=json` or the Accept header asks."""

    content_negotiation_class = DefaultContentNegotiation
    parameters = (Parameter("format", "", {"type": "string", "enum": ["yaml", "json"]}),)

    @extend_schema(exclude=True)
    def get(self, request, *args, **kwargs):
        return self._get_schema_response(request)

    def handle_exception(self, error):
        """A problem is JSON, whatever the schema was asked in."""
        self.request.accepted_renderer = JSONRenderer()
        self.request.accepted_media_type = JSONRenderer.media_type
        return super().handle_exception(error)

    def _get_filename(self, request, version):
        form = self.perform_content_negotiation(request, force=True)[0].format
        return f"exchange-cities-api.{form}"


class DocsView(TemplateView):
    """The schema as a page on which one can try what it says."""

    template_name = "api/docs.html"
