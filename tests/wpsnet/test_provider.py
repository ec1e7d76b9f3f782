"""Mail by a provider instead of SMTP, over a real HTTP conversation with a server that speaks as Postmark does."""

import base64
import json
import runpy
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.databases import ROOT
from tests.wpsnet.bulk_mailings import freeze, row
from wpsnet.models import ReturnedMail
from wpsnet.outbox import actions, bulk_sending, sending
from wpsnet.outbox.actions import Recipient

ANN, BOB, EVE = "ann@a.example", "bob@b.example", "eve@e.example"
HOOK = "/hooks/mail-provider/postmark/tracking/"
TOLD = {"member": "Namibia", "person": "Ndapewa", "number": 1, "link": "http://localhost:8000/en/"}


class Postmark(BaseHTTPRequestHandler):
    """Takes mail for everybody but Bob, whose mailbox it knows to be gone; is broken for Eve."""

    def do_POST(self):
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.taken.append((sent, self.headers["X-Postmark-Server-Token"]))
        if EVE in sent["To"]:
            return self.say(503, {"ErrorCode": 100, "Message": "Maintenance"})
        if BOB in sent["To"]:
            words = (
                f"You tried to send to recipients.\nFound inactive addresses: {BOB}.\nInactive recipients are others."
            )
            return self.say(422, {"ErrorCode": 406, "Message": words})
        return self.say(200, {"ErrorCode": 0, "Message": "OK", "MessageID": "theirs-1", "To": sent["To"]})

    def say(self, status, told):
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


@pytest.fixture
def provider(settings):
    server = HTTPServer(("127.0.0.1", 0), Postmark)
    server.taken = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.MAIL_PROVIDER, settings.EMAIL_BACKEND = "postmark", "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = {
        "POSTMARK_SERVER_TOKEN": "secret",
        "POSTMARK_API_URL": f"http://127.0.0.1:{server.server_port}/",
        "WEBHOOK_SECRET": "postmark:word",
        "SEND_DEFAULTS": {"track_opens": False, "track_clicks": False},
        "IGNORE_RECIPIENT_STATUS": True,
        "IGNORE_UNSUPPORTED_FEATURES": True,
    }
    settings.ROOT_URLCONF = "tests.wpsnet.provider_urls"
    sys.modules.pop("tests.wpsnet.provider_urls", None)  # which addresses there are is decided at its import
    yield server
    server.shutdown()
    server.server_close()


def bounce(copy, **changes):
    event = {"RecordType": "Bounce", "ID": 1, "Type": "HardBounce", "TypeCode": 1, "MessageID": "theirs-1"}
    event |= {"Metadata": {"message_id": copy.message_id}, "Email": copy.address, "BouncedAt": "2026-11-24T10:00:00Z"}
    return event | {"Details": "550 5.1.1 no such user", "Description": "The server was unable to deliver"} | changes


def post(client, event, known_by=b"postmark:word"):
    key = base64.b64encode(known_by).decode()
    return client.post(HOOK, event, content_type="application/json", headers={"Authorization": f"Basic {key}"})


@pytest.mark.django_db
def test_edition_goes_by_the_provider_and_each_answer_is_kept(provider):
    freeze(ANN, BOB, EVE)

    bulk_sending.drain()

    [sent] = [sent for sent, _token in provider.taken if ANN in sent["To"]]
    headers = {header["Name"]: header["Value"] for header in sent["Headers"]}
    assert {token for _sent, token in provider.taken} == {"secret"}
    assert (sent["TrackOpens"], sent["TrackLinks"]) == (False, "None")
    assert sent["Metadata"] == {"message_id": row(ANN).message_id}
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent["HtmlBody"]
    assert sent["TextBody"]
    assert [row(address).state for address in (ANN, BOB, EVE)] == ["sent", "failed", "deferred"]
    assert row(BOB).unreachable
    assert "refused by the mail provider" in row(BOB).reason


@pytest.mark.django_db
def test_mail_to_one_person_goes_by_the_provider(provider):
    actions.freeze("k", "profile_published", [Recipient(ANN), Recipient(BOB)], TOLD)

    sending.drain()

    assert [row(address).state for address in (ANN, BOB)] == ["sent", "failed"]


@pytest.mark.django_db
def test_what_the_provider_tells_is_taken_once(provider, client):
    freeze(ANN)
    bulk_sending.drain()

    assert [post(client, bounce(row(ANN))).status_code for _time in range(2)] == [200, 200]
    assert (row(ANN).state, row(ANN).unreachable) == ("failed", True)
    assert ReturnedMail.objects.get().status == "5.1.1"


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_who_does_not_know_the_word_tells_nothing(provider, client):
    freeze(ANN)
    bulk_sending.drain()

    assert post(client, bounce(row(ANN)), known_by=b"postmark:guess").status_code == 400
    assert row(ANN).state == "sent"


def test_provider_without_a_word_for_its_messages_is_not_started(monkeypatch):
    monkeypatch.setenv("MAIL_PROVIDER", "postmark")
    monkeypatch.setenv("ANYMAIL", "POSTMARK_SERVER_TOKEN=x")

    with pytest.raises(ImproperlyConfigured, match="WEBHOOK_SECRET"):
        runpy.run_path(str(ROOT / "wpsnet/settings.py"))
