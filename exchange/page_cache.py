"""The page cache: an anonymous page is made once, and served until something shown changes.

The key of a page is its address, the generation of the data (generation.py), the day and the
release of the code. So nothing is ever thrown out: after a change all pages have other keys.
What a worker served last is in its memory; what others made is in Django's cache, which the
workers share. The key is also the page's ETag: `If-None-Match` is answered before anything else
is asked.

Whoever has a session – staff – neither gets a page from here nor leaves one.
"""

import gzip
import hashlib
import logging
from functools import cache

import brotli
from django.conf import settings
from django.core.cache import cache as shared
from django.core.exceptions import DisallowedHost
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.http import parse_etags

from exchange import generation
from exchange.kept import Kept

logger = logging.getLogger(__name__)

FORMS = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/xml",
    "application/atom+xml",
    "image/svg",
)
SMALLEST = 500  # bytes; less is not worth compressing
LARGEST = 2 * 1024 * 1024  # bytes; more is made anew
LONGEST_QUERY = 500  # characters of an address; more is no page that two people ask for
MEMORY = 32 * 1024 * 1024  # bytes of pages kept by each worker
SHARED_FOR = 24 * 60 * 60  # seconds; the day is in the key

# What every answer of the API says, its 304 as well: a page of any site may read it.
OPEN = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag"}

# Pages as they were sent, by name: status, headers, body.
memory = Kept(MEMORY)


class PageCacheMiddleware:
    """Stands outside of sessions, languages and all else a page that is kept need not ask."""

    def __init__(self, get_response):
        self.get_response = get_response
        # Neither what is uploaded nor the admin; they have rules of their own.
        self.others = ("/admin/", settings.MEDIA_URL, settings.STATIC_URL)

    def __call__(self, request):
        key = self.key(request)
        if key is None:
            return own(request, self.get_response(request))
        token, name, encoding = key
        etag = f'W/"{name}"'
        if etag in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", "")):
            is_open = request.path_info.startswith("/api/")
            return finished(HttpResponseNotModified(headers=OPEN if is_open else None), etag)
        page = memory.get(name) or self.from_shared(name)
        if page is None:
            with generation.Reading(token):
                response = self.get_response(request)
            return self.keep(request, response, name, encoding)
        status, headers, body = page
        return HttpResponse(body, status=status, headers=headers)

    def key(self, request):
        """(token, name, encoding) of the page that is asked for; None where it is not kept."""
        if request.method not in ("GET", "HEAD") or not settings.PAGE_CACHE:
            return None
        meta = request.META
        if (
            request.path_info.startswith(self.others)
            or settings.SESSION_COOKIE_NAME in meta.get("HTTP_COOKIE", "")
            or "HTTP_AUTHORIZATION" in meta
            or len(meta.get("QUERY_STRING", "")) > LONGEST_QUERY
        ):
            return None
        try:
            host = request.get_host()
        except DisallowedHost:
            return None
        token = generation.current()
        if token is None:
            return None
        encoding = accepted(meta.get("HTTP_ACCEPT_ENCODING", ""))
        parts = (
            release(), token, timezone.localdate().isoformat(), request.scheme, host,
            meta.get("HTTP_ACCEPT", "") if request.path_info.startswith("/api/") else "",
            encoding, request.get_full_path(),
        )  # fmt: skip
        name = hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()
        return token, name, encoding

    def from_shared(self, name):
        try:
            page = shared.get(f"page:{name}")
        except Exception:  # a cache that is away makes pages slower, not unavailable
            logger.warning("페이지 캐시를 읽지 못했습니다.", exc_info=True)
            return None
        if page is not None:
            memory.keep(name, page, len(page[2]))
        return page

    def keep(self, request, response, name, encoding):
        """Sends a page off with its ETag, compressed; keeps it where it is one to be kept."""
        if response.status_code != 200 or response.cookies or response.has_header("Cache-Control"):
            return response
        finished(response, f'W/"{name}"')
        if response.streaming:
            return response
        compress(response, encoding)
        if request.method == "GET" and len(response.content) <= LARGEST:
            page = (200, dict(response.headers), response.content)
            memory.keep(name, page, len(page[2]))
            try:
                shared.set(f"page:{name}", page, SHARED_FOR)
            except Exception:
                logger.warning("페이지 캐시에 쓰지 못했습니다.", exc_info=True)
        return response


def own(request, response):
    """What is made for somebody with a session is for nobody else's cache."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header("Cache-Control"):
        response.headers["Cache-Control"] = "private, no-cache"
    return response


def finished(response, etag):
    """What every such answer says: ask again each time, and name what you have."""
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Accept-Encoding, Cookie"
    return response


def accepted(header):
    """The encoding to send: br, gzip or none (""), as `Accept-Encoding` allows."""
    offers = {}
    for offer in header.lower().split(","):
        coding, _semicolon, quality = offer.partition(";")
        offers[coding.strip()] = quality.replace(" ", "") not in (
            "q=0",
            "q=0.0",
            "q=0.00",
            "q=0.000",
        )
    return next((coding for coding in ("br", "gzip") if offers.get(coding)), "")


def compress(response, encoding):
    """Pages hold nothing secret of the visitor's, so compressing them gives nothing away."""
    form = response.headers.get("Content-Type", "")
    body = response.content
    if not encoding or len(body) < SMALLEST or response.has_header("Content-Encoding"):
        return
    if form.startswith(FORMS):
        if encoding == "br":
            response.content = brotli.compress(body, quality=5)
        else:
            response.content = gzip.compress(body, 6, mtime=0)
        response.headers["Content-Encoding"] = encoding
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(response.content))


@cache
def release():
    """A digest of what makes pages besides the data: code, templates, texts, settings."""
    digest = hashlib.blake2b(digest_size=16)
    root = settings.BASE_DIR
    folders = ("templates", *settings.PROJECT_APPS)
    files = [
        path
        for folder in folders
        for path in (root / folder).rglob("*")
        if path.suffix in (".py", ".html", ".mo", ".txt", ".json", ".svg")
    ]
    files += [root / ".ci" / "requirements" / "run.txt"]
    if settings.STATIC_ROOT:
        files.append(settings.STATIC_ROOT / "staticfiles.json")
    for path in sorted(files):
        if path.is_file():
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    digest.update(f"{settings.EXCHANGE_HOME} {settings.SERVE_MEDIA} {settings.DEBUG}".encode())
    return digest.hexdigest()
