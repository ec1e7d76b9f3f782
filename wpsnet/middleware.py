from django.conf import settings
from django.utils.cache import patch_cache_control
from structlog.contextvars import bind_contextvars

from wpsnet.errors import too_large
from wpsnet.logs import CIRCLE

PIECE = 1_000_000
MOST_UNREAD = 300_000_000


def private_by_default(get_response):
    """Every answer is `private, no-store`, unless a view marked public (wpsnet.public_cache) has said otherwise.

    Seven advisories for Django in 2026 were about private pages in shared caches; here a page must ask to be kept.
    """

    def middleware(request):
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware


def refuse_too_large(get_response):
    """A form above UPLOAD_MAX_REQUEST is answered 413, and what it holds goes nowhere, neither to memory nor to the disk.

    It is let run past all the same: a browser that is cut off while it sends shows an error of its own, not our answer.
    """

    def middleware(request):
        if content_length(request) <= settings.UPLOAD_MAX_REQUEST:
            return get_response(request)
        passed = 0
        while passed < MOST_UNREAD and (piece := request.read(PIECE)):
            passed += len(piece)
        return too_large(request)

    return middleware


def content_length(request):
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def circles_unlogged(get_response):
    """Mark what is logged while a request into a circle is answered; wpsnet.logs then leaves out who and where."""

    def middleware(request):
        if CIRCLE.search(request.get_full_path()):
            bind_contextvars(in_circle=True)
        return get_response(request)

    return middleware
