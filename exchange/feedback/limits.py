"""How much one visitor may send, without keeping who that is.

An address becomes one of 4,096 numbers, by a key of its own for each day. A million addresses
share a number, so nobody, not even who knows SECRET_KEY, learns from the cache who was here; and
no flood of addresses fills the cache with more than some thousand entries. Two visitors seldom
meet in a number, and then share a limit that neither is likely to reach.
"""

import hashlib
import ipaddress
import logging
from math import ceil

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac
from rest_framework.throttling import SimpleRateThrottle

logger = logging.getLogger(__name__)

NUMBERS = 4096
SAME_ANSWER = 60  # seconds in which the same answer from one visitor is the same click


class VisitorThrottle(SimpleRateThrottle):
    """A throttle of the API framework whose key says nothing of the visitor."""

    THROTTLE_RATES = settings.FEEDBACK_RATES

    def get_cache_key(self, request, view):
        return f"{self.scope}:{visitor_number(self.get_ident(request))}"


class AnswerThrottle(VisitorThrottle):
    scope = "feedback-answer"


class CommentThrottle(VisitorThrottle):
    scope = "feedback-comment"


def visitor_number(address):
    """0 to 4095, another one every day. An IPv6 visitor has the 64 bits of their network."""
    try:
        network = ipaddress.ip_address(address or "")
    except ValueError:
        network = address or ""
    if getattr(network, "version", 0) == 6:
        network = network.ipv4_mapped or int(network) >> 64
    day = timezone.localdate().isoformat()
    digest = salted_hmac("exchange.feedback.visitor", f"{day} {network}", algorithm="sha256")
    return int.from_bytes(digest.digest()[:2]) % NUMBERS


def seconds_to_wait(throttle_class, request):
    """0 if the visitor may send this, else after how many seconds. A cache that is away limits
    nobody: what is kept is bounded by the database (FEEDBACK_COMMENTS_A_DAY)."""
    throttle = throttle_class()
    try:
        if throttle.allow_request(request, view=None):
            return 0
    except Exception:  # of whichever cache it is
        logger.warning("의견의 횟수를 세지 못했습니다.", exc_info=True)
        return 0
    return max(1, ceil(throttle.wait() or throttle.duration))


def is_repeated(request, page, language, is_helpful):
    """Whether this visitor gave the same answer a moment ago: a button pressed twice."""
    visitor = visitor_number(AnswerThrottle().get_ident(request))
    given = f"{visitor} {page.pk} {language} {is_helpful}"
    name = hashlib.blake2b(given.encode(), digest_size=16).hexdigest()
    try:
        # Not added: it is there, or SQLite was busy and nothing was kept.
        is_new = cache.add(f"feedback-given:{name}", 1, SAME_ANSWER)
        return not is_new and cache.get(f"feedback-given:{name}") is not None
    except Exception:
        logger.warning("의견의 횟수를 세지 못했습니다.", exc_info=True)
        return False
