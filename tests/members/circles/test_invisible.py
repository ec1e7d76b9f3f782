"""A canary in every place of a circle, and everybody outside looking for it everywhere."""

import copy
import io
import json
import logging
import zipfile

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from structlog.stdlib import ProcessorFormatter

from members.actions import circles as actions
from members.actions import notices
from members.models import Circle, CircleMembership, Notice, User
from tests.access import World, keywords, lines
from tests.conftest import person
from tests.members.circles.people import join, pdf
from tests.signing_in import sign_in
from wpsnet import search
from wpsnet.exports import FORMATS
from wpsnet.models import StoredFile
from wpsnet.outbox import sending

CANARY = "Qzcanary"
BYSTANDERS = ["A", "F", "E", "M"]
SECRETS = ["Title", "Words", "File", "Reply", "Shown", "Account", "Intro"]


class Aviary(World):
    """The people of tests/access.csv, and a circle of others that is full of canaries."""

    def __init__(self):
        super().__init__()
        self.convener = self.circle.memberships.get()
        CircleMembership.objects.filter(pk=self.convener.pk).update(shown_as=f"{CANARY}Shown", mails="at_once")
        peer = join(self.circle, person("canary@example.org", f"{CANARY}Account"), shown_as="", mails="at_once")
        thread = notices.write(peer, f"{CANARY}Words", title=f"{CANARY}Title", files=[pdf(f"{CANARY}File.pdf")])
        notices.write(self.convener, f"{CANARY}Reply", reply_to=thread)
        self.notice = thread
        asking = person("asking@example.org", "Asking")
        actions.ask_to_join(self.circle, asking, {"shown_as": "", "mails": "none", "introduction": f"{CANARY}Intro"})
        search.rebuild()
        sending.drain()


@pytest.fixture(scope="module")
def media(tmp_path_factory):
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def aviary(django_db_setup, django_db_blocker, media):
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr("django.conf.settings.MEDIA_ROOT", str(media))
        yield Aviary()
        transaction.set_rollback(True)


def client_of(world, role):
    client = Client()
    client.cookies = copy.deepcopy(world.cookies[role])
    return client


def answers(world, client):
    """(address, answer) of every page of the portal, in every format that it offers. What is made for it is undone."""
    for route, whose in sorted({(line["route"], line["object"]) for line in lines()}):
        if route.startswith("dev_mail:"):
            continue
        with transaction.atomic():
            address = reverse(route, kwargs=keywords(route, world, whose))
            page = client.get(address)
            yield address, body_of(page)
            for format in FORMATS if "format=" in body_of(page) else ():
                yield f"{address}?format={format}", body_of(client.get(address, {"format": format}))
            transaction.set_rollback(True)


def body_of(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode(errors="replace") for name in book.namelist())


@pytest.mark.django_db
@pytest.mark.parametrize("role", BYSTANDERS)
def test_no_page_shows_anything_of_a_circle_to_who_is_not_in_it(aviary, role):
    seen = dict(answers(aviary, client_of(aviary, role)))

    of_accounts = {"/en/desk/people/"} if role == "M" else set()  # where all accounts stand, with or without circles
    found = {address for address, body in seen.items() if CANARY in body or "canary@example.org" in body}
    assert found <= of_accounts
    assert not any(
        CANARY + secret in seen.get(page, "") for page in of_accounts for secret in SECRETS if secret != "Account"
    )
    assert len(seen) > 200


@pytest.mark.django_db
def test_canaries_sing_inside(aviary):
    """Else the test above proves nothing."""
    client = Client()
    sign_in(client, aviary.convener.person)
    slug = aviary.circle.slug

    pages = [client.get(f"/en/circles/{slug}/{page}") for page in ("", "people/", f"notices/{aviary.notice.pk}/")]

    sung = "".join(page.content.decode() for page in pages)
    assert [secret for secret in SECRETS if CANARY + secret not in sung] == ["Account"]


@pytest.mark.django_db
@pytest.mark.parametrize("role", BYSTANDERS)
@pytest.mark.parametrize("secret", SECRETS)
def test_search_finds_nothing(aviary, role, secret):
    client = client_of(aviary, role)

    body = client.get("/en/search/", {"q": CANARY + secret}).content.decode()
    other = client.get("/en/search/", {"q": "Qznothing" + secret}).content.decode()

    assert body.replace(CANARY, "Qznothing") == other


@pytest.mark.django_db
def test_no_other_table_keeps_it(aviary):
    """No history, no search index, no timeline, no outbox, no session."""
    own = {model._meta.db_table for model in (Circle, CircleMembership, Notice, User, StoredFile)}
    told = []
    for table in set(connection.introspection.table_names()) - own:
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{table}" AS t WHERE t::text LIKE %s', [f"%{CANARY}%"])
            told += [table] if cursor.fetchone()[0] else []

    # The history of people has her own name, as it has everybody's.
    assert told == ["members_userhistory"]


def test_no_history_is_kept_of_circles():
    tracked = {model._meta.model_name for model in apps.get_models()}

    assert not tracked & {"circlehistory", "circlemembershiphistory", "noticehistory"}


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post", "head"])
@pytest.mark.parametrize("role", BYSTANDERS)
def test_circle_answers_as_one_that_does_not_exist(aviary, role, method):
    client, slug = client_of(aviary, role), aviary.circle.slug
    pages = ["", "people/", "invite/", "me/", "me/stop-convening/", "leave/", "write/", "files/{file}/"]
    pages += [f"{page}/{{{of}}}/" for page, of in (("people", "peer"), ("requests", "peer"), ("notices", "notice"))]
    pages += ["notices/{notice}/edit/", "notices/{notice}/withdraw/"]
    client.get("/en/desk/")  # which says that she has signed in
    keys = {"file": aviary.notice.files.get().pk, "peer": aviary.convener.pk, "notice": aviary.notice.pk}

    for page in pages:
        there, elsewhere = (
            getattr(client, method)(f"/en/circles/{name}/{page.format(**keys)}", {"words": "x", "email": "a@b.org"})
            for name in (slug, "nowhere-at-all")
        )

        assert there.status_code == elsewhere.status_code
        assert there.status_code in (302, 404, 405)
        assert there.content.replace(slug.encode(), b"nowhere-at-all") == elsewhere.content
        assert list(there.headers) == list(elsewhere.headers)


# --- The log --------------------------------------------------------------------------------------------------------


class Lines(logging.Handler):
    """What a log really gets: each record as the formatter of the settings writes it."""

    def __init__(self):
        super().__init__()
        formatters = {handler.formatter for handler in logging.getLogger().handlers}
        [self.formatter] = [found for found in formatters if isinstance(found, ProcessorFormatter)]
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(copy.copy(record)))

    def take(self):
        lines, self.lines = self.lines, []
        return lines


@pytest.fixture
def log():
    handler, root = Lines(), logging.getLogger()
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)


def keys_in(lines):
    return {key for line in lines for key in json.loads(line)}


PAGES = ["", "people/", "write/", "me/", "notices/0/", "leave/", "?page=7"]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["inside", *BYSTANDERS])
def test_log_names_neither_circle_nor_person(aviary, role, log):
    client = Client()
    if role == "inside":
        sign_in(client, aviary.convener.person)
    else:
        client = client_of(aviary, role)
    log.take()

    for page in PAGES:
        client.get(f"/en/circles/{aviary.circle.slug}/{page}")
        client.post(f"/en/circles/{aviary.circle.slug}/{page}", {"words": CANARY, "title": CANARY})

    lines = log.take()
    assert len(lines) >= 4 * len(PAGES)
    assert "/en/circles/[circle]/people/" in "".join(lines)
    assert aviary.circle.slug not in "".join(lines)
    assert CANARY not in "".join(lines)
    assert not keys_in(lines) & {"user_id", "user_agent", "in_circle"}


@pytest.mark.django_db
def test_log_of_other_pages_says_who_as_before(aviary, log):
    client = client_of(aviary, "F")

    client.get("/en/desk/")

    assert "user_id" in keys_in(log.take())


@pytest.mark.django_db
def test_log_does_not_name_the_circle_that_a_sign_in_leads_to(aviary, log):
    client = Client()
    to_sign_in = client.get(f"/fr/circles/{aviary.circle.slug}/")["Location"]

    for address in (to_sign_in, to_sign_in.replace("/fr/circles/", "%2Ffr%2Fcircles%2F")):
        client.post(address, {"login": aviary.convener.person.email, "password": "correct horse battery"})

    lines = log.take()
    assert "/accounts/login/" in "".join(lines)
    assert aviary.circle.slug not in "".join(lines)
    assert not keys_in(lines) & {"user_id", "user_agent"}


@pytest.mark.django_db
def test_log_of_an_error_quotes_nothing(aviary, log, monkeypatch):
    client = Client(raise_request_exception=False)
    sign_in(client, aviary.convener.person)
    log.take()

    def fail(*args, **fields):
        raise ValueError(f"{CANARY} of {aviary.circle.slug}")

    monkeypatch.setattr(notices, "write", fail)
    answer = client.post(f"/en/circles/{aviary.circle.slug}/write/", {"title": "T", "words": CANARY})

    lines = log.take()
    assert answer.status_code == 500
    assert "ValueError" in "".join(lines)
    assert CANARY not in "".join(lines)
    assert aviary.circle.slug not in "".join(lines)


@pytest.mark.django_db
def test_woken_worker_is_told_not_to_name_the_person(aviary, log, django_capture_on_commit_callbacks):
    client = Client()
    sign_in(client, aviary.convener.person)
    log.take()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/en/circles/{aviary.circle.slug}/write/", {"title": "T", "words": CANARY})

    lines = log.take()
    assert "task_enqueued" in "".join(lines)
    assert not keys_in(lines) & {"user_id", "user_agent"}
