"""Whole public pages, kept in Valkey until something is published.

A view marked with `@public_page` sees no session, no user and no cookie, so its answer is the same for everybody and may
be kept. One counter, the generation, moves with every publication; a kept page counts only while it carries the current
one. Page and counter come back in one round trip, which is what makes a kept page nearly free (docs/decisions/0002).
"""

import gzip
import hashlib
import json
import mmap
import os
import time
from functools import cache, wraps
from pathlib import Path

import brotli
import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpResponse
from django.views.decorators.http import require_safe
from redis.backoff import NoBackoff
from redis.retry import Retry

GENERATION = "public:generation"
LONGEST_QUERY = 300  # longer ones are answered but not kept, so that nobody fills the store with them
IN_PROCESS_SECONDS = 1  # a process answers from its own copy for so long, while the mark stands
COPIES, MARK_BYTES = 500, 8
ENCODERS = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 6),
    "identity": lambda body: body,
}

living_copies = []  # of every middleware in this process, so that a test can start afresh

client = redis.Redis.from_url(
    settings.REDIS_URL, retry=Retry(NoBackoff(), 0), socket_timeout=0.5, socket_connect_timeout=0.5
)


def public_page(view):
    """Mark VIEW as the same for everybody: open without an account, blind to cookies, and kept."""

    @login_not_required
    @require_safe
    @wraps(view)
    def blind(request, *args, **kwargs):
        request.COOKIES, request.session, request.user = {}, SessionBase(), AnonymousUser()
        request.is_public_page = True
        return view(request, *args, **kwargs)

    blind.is_public_page = True
    return blind


def published():
    """Say that something public has changed: once this transaction is through, every kept page is stale."""
    transaction.on_commit(_next_generation, robust=True)


def _next_generation():
    # Where the store does not answer, robust=True logs it; pages then live for PUBLIC_CACHE_SECONDS at most.
    try:
        client.incr(GENERATION)
    finally:
        if mark() is not None:
            mark()[:] = os.urandom(MARK_BYTES)


@cache
def mark():
    """Bytes in memory that all processes of this machine share, and that change with every publication: to look at them
    costs nothing, and tells whether a copy may still be shown. None where there are none; then no copy is kept."""
    if not settings.PUBLIC_CACHE_MARK:
        return None
    try:
        Path(settings.PUBLIC_CACHE_MARK).parent.mkdir(parents=True, exist_ok=True)
        file = os.open(settings.PUBLIC_CACHE_MARK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.ftruncate(file, MARK_BYTES)
            return mmap.mmap(file, MARK_BYTES)
        finally:
            os.close(file)
    except OSError:
        return None


class PublicCacheMiddleware:
    """Outermost: answers from the store, or lets the request through and keeps what a public view answered."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.copies = {}
        living_copies.append(self.copies)

    def __call__(self, request):
        if request.method not in ("GET", "HEAD") or len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
            return self.get_response(request)
        accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
        encoding = next((name for name in ("br", "gzip") if name in accepted), "identity")
        address = f"{request.META.get('HTTP_HOST', '')}{request.get_full_path()}"
        generation, kept = self.look(address, encoding)
        if kept is None:
            response = self.get_response(request)
            if generation is None or not self.may_keep(request, response):
                return response
            kept = self.keep(address, generation, response)[encoding]
        return self.answer(request, kept)

    def look(self, address, encoding):
        """(generation, what is kept or None); the generation is None where the store does not answer."""
        key = f"public:{encoding}:{address}"
        seen, copy = mark() and mark()[:], self.copies.get(key)
        if copy and copy[0] > time.monotonic() and copy[1] == seen:
            return copy[2], copy[3]
        try:
            generation, kept = client.mget(GENERATION, key)
        except redis.RedisError:
            return None, None
        generation = generation or b"0"
        if not kept or not kept.startswith(generation + b"\n"):
            return generation, None
        if len(self.copies) >= COPIES:
            self.copies.clear()
        if seen:
            self.copies[key] = (time.monotonic() + IN_PROCESS_SECONDS, seen, generation, kept)
        return generation, kept

    @staticmethod
    def may_keep(request, response):
        public = getattr(request, "is_public_page", False) and response.status_code == 200
        return public and not response.streaming and not response.cookies

    @staticmethod
    def keep(address, generation, response):
        """Store RESPONSE once per encoding; returns what was stored, by encoding."""
        headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
        headers |= {
            "Cache-Control": "public, no-cache",  # to be asked for again, and answered 304, so that news show at once
            "Vary": "Accept-Encoding",
            "ETag": f'"{hashlib.sha256(response.content).hexdigest()[:32]}"',
        }
        kept = {}
        for encoding, encode in ENCODERS.items():
            own = headers if encoding == "identity" else headers | {"Content-Encoding": encoding}
            kept[encoding] = b"\n".join([generation, json.dumps(own).encode(), encode(response.content)])
        try:
            with client.pipeline(transaction=False) as pipe:
                for encoding, page in kept.items():
                    pipe.set(f"public:{encoding}:{address}", page, ex=settings.PUBLIC_CACHE_SECONDS)
                pipe.execute()
        except redis.RedisError:
            pass  # the page is answered all the same
        return kept

    @staticmethod
    def answer(request, kept):
        _generation, headers, body = kept.split(b"\n", 2)
        headers = json.loads(headers)
        if request.META.get("HTTP_IF_NONE_MATCH") == headers["ETag"]:
            return HttpResponse(status=304, headers={k: headers[k] for k in ("ETag", "Cache-Control", "Vary")})
        return HttpResponse(body, headers=headers)
