"""Which addresses are pages that visitors may answer for: those that answer a visitor with 200."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.urls import LocalePrefixPattern, get_resolver
from django.utils import translation

from exchange.feedback.models import FeedbackPage

LONGEST = FeedbackPage._meta.get_field("path").max_length
OWN = "feedback"  # the namespace of the pages that ask


@dataclass(frozen=True)
class PublicPage:
    """The address in Korean, the language it was read in, and the home it belongs to, or ""."""

    path: str
    language: str
    home: str

    def stored(self):
        """Its FeedbackPage, made where this is the first answer."""
        return FeedbackPage.objects.get_or_create(path=self.path, defaults={"home": self.home})[0]


def public_page(path, asked):
    """The PublicPage at this path of the site, its query cut; Http404 if there is none.

    Drafts, files and other sites have none. The view is asked for the page as a visitor would,
    so that what is public is said in one place; Django renders a page only when it is sent, so
    it costs the page's queries. `asked` is the request, whose host the page is on.
    """
    path = path.partition("?")[0].partition("#")[0]
    # Files have no slash at their end; to ask for one would be to make it.
    if not (path.startswith("/") and path.endswith("/")) or "//" in path or len(path) > LONGEST:
        raise Http404
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language):
        found = resolve(path)
        request = visitor_request(path, asked)
        request.resolver_match = found
        # Never closed: that would end the visitor's own request, and its connection.
        response = found.func(request, *found.args, **found.kwargs)
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if response.status_code != 200 or not is_page:
        raise Http404
    korean = path if language == settings.LANGUAGE_CODE else path.removeprefix(f"/{language}")
    return PublicPage(korean, language, found.kwargs.get("home") or settings.EXCHANGE_HOME)


def resolve(path):
    """The view below the languages' prefixes: the admin, the API and uploads are none."""
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver.pattern, LocalePrefixPattern):
            found = resolver.resolve(path.removeprefix("/"))
            if OWN in found.namespaces:
                raise Http404
            return found
    raise Http404


def visitor_request(path, asked):
    """A visitor's request for the page at this path, without a query, a cookie or a login."""
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = path
    names = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT")
    request.META = {name: asked.META[name] for name in names if name in asked.META}
    request.user = AnonymousUser()
    return request
