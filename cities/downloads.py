"""Lists of a home as files; the app of its records says what is in them."""

from django.http import Http404, HttpResponse
from django.utils import translation
from django.views.generic import View

from cities.views import HomeMixin
from exchange.downloads import TYPES, Table


class TableFileView(HomeMixin, View):
    """A list of a home as CSV, XLSX or JSON, under the conditions of its page.

    The words are Korean on the pages of every language: it is the same data. A condition that
    cannot be read is refused with the sentence its page has for it.
    """

    slug = title = ""
    filterset_class = None

    def get_queryset(self):
        """What the filters narrow."""
        raise NotImplementedError

    def contents(self, filterset):
        """(headers, rows, when what is in them last changed or None); None without filters."""
        raise NotImplementedError

    def get(self, request, home, extension):
        if extension not in TYPES:
            raise Http404
        with translation.override("ko"):
            filterset = None
            if self.filterset_class:
                filterset = self.filterset_class(
                    request.GET, self.get_queryset(), home=self.home, is_form=False
                )
                if not filterset.is_valid():
                    return refusal(filterset.form)
            headers, rows, changed = self.contents(filterset)
            portal = self.portal
            table = Table(
                slug=f"{home}-{self.slug}",
                title=self.title,
                place=self.home.full_name,
                headers=tuple(headers),
                rows=rows,
                changed=changed or portal.updated_at,
                licence=(portal.licence_text, portal.licence_url),
            )
            return table.response(extension, request)


def refusal(form):
    """400, and which condition cannot be read and why."""
    lines = [
        f"{form.fields[name].label}: {message}" if name in form.fields else message
        for name, messages in form.errors.items()
        for message in messages
    ]
    return HttpResponse("\n".join(lines), "text/plain; charset=utf-8", status=400)
