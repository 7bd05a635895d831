"""Whether a form was sent from a page of this site.

Pages are the same for everybody, so they carry no CSRF token and set no cookie. Browsers say
themselves where a form stood: in Sec-Fetch-Site, older ones and plain http in Origin.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost


def is_own(request):
    """True where the browser says so. What says nothing is no browser, or hides it: false."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    if origin is None and (referer := request.headers.get("Referer")):
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(referer))
    if not origin:
        return False
    try:
        here = f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return False
    return origin == here or origin in settings.CSRF_TRUSTED_ORIGINS
