"""The door for programs: /api/v1/. Nobody signs in, nothing can be changed, and who asks too often waits."""

import hashlib
import time
from functools import wraps

import redis
from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import parse_etags
from django.utils.translation import get_language, get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from observatory import openapi
from observatory.reading import Problem, listed, routes, rows_of, written
from wpsnet.languages import CODES
from wpsnet.public_cache import client, public_page

MOST_REQUESTS, WINDOW = 120, 60  # of one address, in seconds
TITLES = {400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 429: "Too Many Requests"}
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, RateLimit, RateLimit-Policy, Retry-After",
}


def for_programs(view):
    """VIEW gives what is told, in the language that is asked for; errors are told as RFC 9457 has them."""

    @csrf_exempt  # nothing can be changed; what is posted is told so
    @login_not_required
    @wraps(view)
    def answer(request, *args, **kwargs):
        with override(language_of(request)):
            left, until = spend(request)
            try:
                response = told(request, view, left, *args, **kwargs)
            except Problem as problem:
                response = refused(problem)
            for name, value in (OPEN | {"Content-Language": get_language(), "Vary": "Accept-Language"}).items():
                response[name] = value
            if left is not None:  # draft-ietf-httpapi-ratelimit-headers
                response["RateLimit-Policy"] = f'"address";q={MOST_REQUESTS};w={WINDOW}'
                response["RateLimit"] = f'"address";r={max(left, 0)};t={until}'
            if response.status_code == 429:
                response["Retry-After"] = str(until)
            return response

    return answer


def told(request, view, left, *args, **kwargs):
    if request.method == "OPTIONS":
        return HttpResponse(
            status=204, headers={"Allow": "GET, HEAD, OPTIONS", "Access-Control-Allow-Methods": "GET, HEAD"}
        )
    if request.method not in ("GET", "HEAD"):
        raise Problem(405, _("The data are for reading only."))
    if left is not None and left < 0:
        raise Problem(429, _("You ask very often. Wait a moment, or take the file with all data."))
    content, headers = view(request, *args, **kwargs)
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "public, no-cache"} | headers
    if {"*", tag} & {one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))}:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(content, content_type="application/json", headers=headers)


def refused(problem):
    told = {"type": "about:blank", "title": TITLES[problem.status], "status": problem.status, "detail": problem.detail}
    told |= {"faults": problem.faults} if problem.faults else {}
    allow = {"Allow": "GET, HEAD, OPTIONS"} if problem.status == 405 else {}
    headers = {"Cache-Control": "no-store"} | allow
    return HttpResponse(written(told), status=problem.status, content_type="application/problem+json", headers=headers)


def language_of(request):
    asked = request.GET.get("lang", "")
    return asked if asked in CODES else get_language_from_request(request)


def spend(request):
    """(how many requests are left to the address, in how many seconds there are new ones); (None, None) where the store
    does not answer: then nobody is kept waiting."""
    now = int(time.time())
    key = f"api:{hashlib.sha256(get_ip(request).encode()).hexdigest()[:32]}:{now // WINDOW}"
    try:
        with client.pipeline(transaction=False) as pipe:
            count, _kept = pipe.incr(key).expire(key, WINDOW * 2).execute()
    except redis.RedisError:
        return None, None
    return MOST_REQUESTS - count, WINDOW - now % WINDOW


@for_programs
def index(request):
    """Which lists there are."""
    lists = {name: settings.SITE_URL + reverse("api:rows", args=[name]) for name in sorted(routes())}
    schema = settings.SITE_URL + reverse("api:schema")
    return written({"version": openapi.VERSION, "openapi": schema, "lists": lists}), {}


@for_programs
def schema(request):
    return written(openapi.description()), {}


@for_programs
def rows(request, name):
    if request.GET.get("lang", CODES[0]) not in CODES:
        raise Problem(400, _("There is no such language here."), {"lang": [", ".join(CODES)]})
    if name not in (known := routes()):
        raise Problem(404, _("There is no such list."))
    found = rows_of(known[name], request.GET)
    if not found["next"]:
        return written(found), {}
    query = request.GET.copy()
    query["cursor"] = found["next"]
    found["next"] = f"{settings.SITE_URL}{request.path}?{query.urlencode()}"
    return written(found), {"Link": f'<{found["next"]}>; rel="next"'}


# --- For the people who write programs -----------------------------------------------------------------------------------


@public_page
def about(request):
    return render(request, "observatory/api.html", {"lists": sorted(routes()), "most": MOST_REQUESTS, "section": ""})


@public_page
def about_list(request, name):
    known = routes()
    if name not in known:
        raise Http404(_("There is no such list."))
    one = listed(known[name])
    context = {
        "list": one,
        "page_url": reverse(known[name]),
        "address": settings.SITE_URL + reverse("api:rows", args=[name]),
        "filters": [*openapi.of_every_list(), *openapi.filters_of(one)],
        "columns": [(column.name, openapi.meaning_of(column)) for column in one.columns],
        "section": "",
    }
    return render(request, "observatory/api_list.html", context)
