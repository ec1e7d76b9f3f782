"""Kept pages: the same for everybody, stale at once after a publication, and never a private one."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from wpsnet import public_cache
from wpsnet.public_cache import PublicCacheMiddleware, public_page

requests = RequestFactory()


class Counting:
    """A public page that says how often it has been made."""

    def __init__(self, view=None):
        self.made = 0
        self.view = view or public_page(self.page)

    def page(self, request):
        self.made += 1
        return HttpResponse(f"page {self.made}")

    def __call__(self, request):
        return self.view(request)


@pytest.fixture
def site():
    made = Counting()
    return made, PublicCacheMiddleware(made)


def test_second_reader_gets_the_kept_page(site):
    made, middleware = site

    answers = [middleware(requests.get("/en/")).content for _reader in range(3)]

    assert (answers, made.made) == ([b"page 1"] * 3, 1)


@pytest.mark.django_db(transaction=True)
def test_publication_makes_every_kept_page_stale(site):
    _made, middleware = site
    middleware(requests.get("/en/"))

    public_cache.published()

    assert middleware(requests.get("/en/")).content == b"page 2"


def test_unchanged_page_answers_304(site):
    _made, middleware = site
    tag = middleware(requests.get("/en/"))["ETag"]

    answer = middleware(requests.get("/en/", headers={"If-None-Match": tag}))

    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_page_is_compressed_for_who_can_read_it(site, encoding):
    _made, middleware = site

    answer = middleware(requests.get("/en/", headers={"Accept-Encoding": f"x, {encoding}"}))

    assert (answer["Content-Encoding"], answer["Vary"]) == (encoding, "Accept-Encoding")


def test_public_view_sees_nobody():
    seen = {}

    def view(request):
        seen.update(user=request.user.is_authenticated, cookies=dict(request.COOKIES), session=dict(request.session))
        return HttpResponse("ok")

    PublicCacheMiddleware(public_page(view))(requests.get("/en/", headers={"Cookie": "session=abc"}))

    assert seen == {"user": False, "cookies": {}, "session": {}}


def test_page_that_sets_a_cookie_is_not_kept():
    def view(request):
        response = HttpResponse("ok")
        response.set_cookie("a", "b")
        return response

    made = Counting(public_page(view))
    middleware = PublicCacheMiddleware(made)

    answer = middleware(requests.get("/en/"))

    assert (answer.has_header("ETag"), "a" in answer.cookies) == (False, True)


def test_unmarked_view_is_not_kept():
    made = Counting()
    middleware = PublicCacheMiddleware(made.page)

    answers = [middleware(requests.get("/en/")).content for _reader in range(2)]

    assert answers == [b"page 1", b"page 2"]


def test_long_query_is_answered_but_not_kept(site):
    made, middleware = site

    for _reader in range(2):
        middleware(requests.get("/en/?" + "x" * 301))

    assert made.made == 2


def test_page_is_answered_while_the_store_is_away(site, monkeypatch):
    _made, middleware = site
    monkeypatch.setattr(
        public_cache,
        "client",
        public_cache.redis.Redis(unix_socket_path="/nowhere", retry=public_cache.Retry(public_cache.NoBackoff(), 0)),
    )

    answers = [middleware(requests.get("/en/away/")).content for _reader in range(2)]

    assert answers == [b"page 1", b"page 2"]


def test_posting_is_never_answered_from_the_store(site):
    _made, middleware = site
    middleware(requests.get("/en/"))

    answer = middleware(requests.post("/en/"))

    assert answer.status_code == 405
