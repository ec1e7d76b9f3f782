"""What comes back: read by its codes, once, from a folder or signed by who posts it; and what follows."""

import datetime as dt
import hashlib
import hmac
import json

import pytest
from django.utils import timezone

from members.actions import contact_cases
from members.models import ContactCase
from tests.wpsnet.bulk_mailings import freeze, row, subscribe
from tests.wpsnet.dsn import out_of_office, report
from wpsnet.models import Delivery, Mailing, ReturnedMail, Suppression
from wpsnet.outbox import brakes, bulk, reports, returns, tokens

ANN, KEY, HOOK = "ann@example.org", "a key of the test", "/hooks/returned-mail/"
Kind = ReturnedMail.Kind


def sent(address=ANN, key="k"):
    """The row of a copy to ADDRESS that the mail server has accepted."""
    if not Delivery.objects.filter(address=address).exists():
        subscribe(address)
    mailing = freeze(key=key)
    mailing.deliveries.update(state="sent", sent_at=timezone.now())
    return mailing.deliveries.get(address=address)


def post(client, body, content_type="application/json", key=KEY):
    signature = hmac.digest(key.encode(), body, hashlib.sha256).hex()
    return client.post(HOOK, body, content_type=content_type, headers={"X-Signature": f"sha256={signature}"})


# --- Reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "action", "kind"),
    [
        ("5.1.1", "failed", Kind.HARD),
        ("5.1.10", "failed", Kind.HARD),
        ("5.4.4", "failed", Kind.HARD),
        ("5.2.2", "failed", Kind.SOFT),
        ("4.4.7", "failed", Kind.SOFT),
        ("5.0.0", "failed", Kind.SOFT),
        ("5.7.1", "failed", Kind.REFUSED),
        ("5.1.8", "failed", Kind.REFUSED),
        ("4.4.1", "delayed", Kind.DELAYED),
        ("2.0.0", "relayed", Kind.ANSWER),
        ("none", "failed", Kind.UNKNOWN),
        ("5.1.1", "sonstiges", Kind.UNKNOWN),
    ],
)
def test_report_is_read_by_its_code(status, action, kind):
    assert reports.read(report(7, status, action)).kind == kind


@pytest.mark.parametrize(
    "words", ["该用户不存在", "Пользователь не найден", "المستخدم غير موجود", "Der Empfänger ist unbekannt"]
)
def test_language_of_a_report_does_not_matter(words):
    found = reports.read(report(7, words=words, said=words))

    assert (found.kind, found.delivery, found.status) == (Kind.HARD, 7, "5.1.1")


def test_copy_is_known_by_the_message_that_is_quoted_and_by_nothing_else():
    identity = tokens.message_id_of(7)

    assert reports.read(report(0, to="x@mail.example", identity=identity)).delivery == 7
    assert reports.read(report(0, to="x@mail.example")).delivery is None
    assert reports.read(report(0, to=f"bounces+{'a' * 24}@mail.example")).delivery is None


def test_absence_and_complaint_and_anything_else():
    complaint = (
        b"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/feedback-report\n\nx\n\n--b--\n"
    )

    assert reports.read(out_of_office(7))[:2] == (Kind.ANSWER, 7)
    assert reports.read(complaint).kind == Kind.COMPLAINT
    for odd in (b"", b"\xff\x00\n", b"Hello\n\nfrom a person: 5.1.1", report(7).replace(b"boundary", b"b")):
        assert reports.read(odd).kind == Kind.UNKNOWN


# --- What follows -----------------------------------------------------------------------------------------------------


def test_late_refusal_overrules_sent_and_opens_the_case_of_the_focal_point(ndapewa):
    copy = sent(ndapewa.email)

    assert returns.take_mail(report(copy.pk))
    assert not returns.take_mail(report(copy.pk))
    contact_cases.open_cases()
    contact_cases.open_cases()

    copy.refresh_from_db()
    assert (copy.state, copy.unreachable, ReturnedMail.objects.count()) == ("failed", True, 1)
    assert ContactCase.objects.get().person == ndapewa


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["5.2.2", "5.7.1"])
def test_refusal_that_is_not_about_the_person_opens_no_case(status):
    copy = sent()

    returns.take_mail(report(copy.pk, status))

    copy.refresh_from_db()
    assert (copy.state, copy.unreachable) == ("failed", False)


@pytest.mark.django_db
def test_absence_and_delay_change_nothing():
    copy = sent()

    returns.take_mail(out_of_office(copy.pk))
    returns.take_mail(report(copy.pk, "4.4.1", "delayed"))

    assert (row(ANN).state, returns.score_of(ANN), ReturnedMail.objects.count()) == ("sent", 0, 2)


@pytest.mark.django_db
def test_what_comes_back_on_two_days_suppresses_until_somebody_says_it_is_right():
    first, second = sent(), sent(key="k2")
    returns.take_mail(report(first.pk))
    returns.take_mail(report(first.pk, said="again on the same day"))
    assert (returns.score_of(ANN), Suppression.objects.count()) == (1, 0)

    ReturnedMail.objects.update(received_at=timezone.now() - dt.timedelta(days=2))
    returns.take_mail(report(second.pk))
    assert Suppression.objects.get().reason == "returned"

    returns.forgive(ANN)
    assert (returns.score_of(ANN), Suppression.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_case_closed_as_right_lets_mail_go_again(ndapewa):
    copy = sent(ndapewa.email)
    returns.take_mail(report(copy.pk))
    bulk.suppress(ndapewa.email, Suppression.Reason.RETURNED)
    contact_cases.open_cases()

    contact_cases.close_case(ContactCase.objects.get(), "right", by=ndapewa)

    assert (Suppression.objects.count(), returns.score_of(ndapewa.email)) == (0, 0)


@pytest.mark.django_db
def test_many_late_refusals_stop_a_mailing_too():
    people = [f"p{number}@example.org" for number in range(brakes.TOO_MANY + 1)]
    mailing = freeze(*people)
    mailing.deliveries.exclude(address=people[-1]).update(state="sent", sent_at=timezone.now())

    for copy in mailing.deliveries.filter(state="sent"):
        returns.take_mail(report(copy.pk))

    assert Mailing.objects.get(pk=mailing.pk).state == "paused"


@pytest.mark.django_db
def test_folder_is_read_once_and_kept(settings, tmp_path):
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "new" / "1.host").write_bytes(report(sent().pk))
    (tmp_path / "new" / "2.host").write_bytes(b"\xff\xfe nothing")
    settings.BOUNCE_MAILDIR = str(tmp_path)

    assert (returns.read_folder(), returns.read_folder()) == (2, 0)
    assert (row(ANN).state, len(list((tmp_path / "cur").iterdir()))) == ("failed", 2)


# --- The hook ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_events_of_a_provider_are_taken_once(client, settings):
    settings.RETURNS_KEY = KEY
    copy = sent()
    event = {"event_type": "bounced", "event_id": "e1", "message_id": copy.message_id, "mta_response": "550 5.1.1 gone"}
    other = {"event_type": "complained", "event_id": "e2", "recipient": ANN.upper()}
    body = json.dumps([event, other, {"event_type": "opened"}, {}]).encode()

    assert [post(client, body).content for _time in range(2)] == [b"2 taken\n", b"0 taken\n"]
    assert (row(ANN).state, row(ANN).unreachable) == ("failed", True)
    assert Suppression.objects.get().reason == "complained"


@pytest.mark.django_db
def test_wrong_signature_and_bad_bodies_take_nothing(client, settings):
    body = report(sent().pk)
    assert post(client, body, "message/rfc822", key="").status_code == 403  # no key is set
    settings.RETURNS_KEY = KEY

    assert post(client, body, "message/rfc822", key="another").status_code == 403
    assert client.post(HOOK, body, content_type="message/rfc822", headers={"X-Signature": "ü"}).status_code == 403
    assert post(client, b"x" * 2_000_001).status_code == 413
    assert post(client, body, "text/plain").status_code == 415
    for wrong in (b"{", b" ", b"[1]", b"7", b"[" * 100_000):
        assert post(client, wrong).status_code == 400
    assert ReturnedMail.objects.count() == 0
    assert post(client, body, "message/rfc822").content == b"1 taken\n"
