"""What a reader decides about her mails, and what the secretariat sees and reads in."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from newsletters import audience
from newsletters.actions.subscriber_lists import forget_old
from newsletters.links import preferences_token
from newsletters.models import Consent, Edition, Follow, Subscriber, SubscriberList
from tests.signing_in import sign_in

LIST = "/en/newsletter/room/subscribers/"
HEADER = "email,language,consent_on,consent_how,collected_by\n"
GOOD = "new@example.org,fr,2026-09-21,Paper form,The secretariat\n"


@pytest.fixture
def office(editor):
    client = Client()
    sign_in(client, editor)
    return client


@pytest.fixture
def reader(db, namibia):
    found = Subscriber.objects.create(email="reader@example.org", token_hash="r", confirmed_at=timezone.now())
    told = {"what": "country", "key": "NAM", "frequency": "at_once"}
    Follow.objects.create(subscriber=found, token_hash="f", confirmed_at=timezone.now(), **told)
    return found


def wishes_page(subscriber):
    return f"/en/newsletter/preferences/{preferences_token(subscriber)}/"


def now(subscriber):
    return Subscriber.objects.get(pk=subscriber.pk)


# --- Preferences ------------------------------------------------------------------------------------------------------


def test_reader_chooses_by_the_link_in_the_mail(client, reader):
    follow = reader.follows.get()
    page = client.get(wishes_page(reader)).content.decode()
    client.post(wishes_page(reader), {"language": "es", "digest": "on", f"follow_{follow.pk}": "monthly"})

    again = now(reader)
    assert ("Namibia" in page, again.language, again.newsletter, again.digest) == (True, "es", False, True)
    assert Follow.objects.get().frequency == "monthly"
    assert list(Consent.objects.values_list("what", "way")) == [("digest", "portal")]


def test_one_thing_can_be_ended_alone(client, reader):
    follow = reader.follows.get()
    client.post(wishes_page(reader), {"language": "en", "newsletter": "on", f"follow_{follow.pk}": "stop"})

    assert (Follow.objects.active().count(), now(reader).newsletter) == (0, True)


def test_leaving_everything_leaves_everything(client, reader):
    client.post(wishes_page(reader), {"leave_all": "1"})

    assert (Follow.objects.active().count(), now(reader).is_active) == (0, False)


def test_leaving_the_newsletter_keeps_what_is_followed(client, reader):
    client.post(f"/en/newsletter/leave/{reader.leave_token}/")

    assert (Follow.objects.active().count(), Subscriber.objects.readers().count()) == (1, 0)


def test_reading_the_page_changes_nothing(client, reader):
    before = list(Subscriber.objects.values())
    client.get(wishes_page(reader))

    assert list(Subscriber.objects.values()) == before


def test_person_of_the_network_says_no_to_editions(ndapewa):
    client, edition = Client(), Edition.objects.create(number=1, title_en="Spring")
    sign_in(client, ndapewa)
    before = audience.counts(edition)["people"]
    client.post("/en/newsletter/preferences/", {"language": "en", "digest": "on"})

    assert (before, audience.counts(edition)) == (1, {"people": 0, "subscribers": 0})
    assert audience.digest_counts() == {"people": 1, "subscribers": 0}


# --- The list of the secretariat --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2),
        ("?state=asked", 1),
        ("?wants=follows", 1),
        ("?wants=digest", 0),
        ("?email=READER", 1),
        ("?way=import", 0),
    ],
)
def test_filters(office, reader, query, found):
    Subscriber.objects.create(email="asked@example.org", token_hash="a")

    assert office.get(LIST + query).content.decode().count('<th scope="row">') == found


def test_bad_filter_is_said(office):
    assert office.get(f"{LIST}?state=none").status_code == 400


def test_export_names_the_consent(office, reader):
    reader.consents.create(
        what="newsletter", given_on="2026-09-21", way="import", how="=paper", collected_by="Secretariat"
    )
    lines = b"".join(office.get(f"{LIST}?format=csv").streaming_content).decode()

    assert "newsletter, 2026-09-21, =paper, Secretariat" in lines
    assert office.get(f"{LIST}?format=atom").status_code == 404


@pytest.mark.parametrize("rows", [5, 200])
def test_list_asks_as_often_for_many(office, rows, django_assert_num_queries):
    Subscriber.objects.bulk_create(
        Subscriber(email=f"{n}@example.org", token_hash=str(n), confirmed_at=timezone.now()) for n in range(rows)
    )
    Consent.objects.bulk_create(
        Consent(subscriber=one, what="newsletter", given_on=dt.date(2026, 1, 1), way="portal")
        for one in Subscriber.objects.all()
    )
    with django_assert_num_queries(9):
        office.get(LIST)


# --- Reading a list in ------------------------------------------------------------------------------------------------


def send(office, text, name="list.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return office.post(f"{LIST}import/", {"file": SimpleUploadedFile(name, data, content_type="text/csv")})


def test_preview_first_then_taken_in_with_its_consent(office, editor):
    answer = send(office, HEADER + GOOD)
    page, before = office.get(answer.url).content.decode(), Subscriber.objects.count()
    for _time in range(2):
        office.post(f"{answer.url}take/")

    consent = Consent.objects.get()
    assert ("new@example.org" in page, before, Subscriber.objects.readers().count()) == (True, 0, 1)
    assert (consent.how, consent.collected_by, consent.recorded_by) == ("Paper form", "The secretariat", editor)
    assert (str(consent.given_on), SubscriberList.objects.count()) == ("2026-09-21", 0)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("no address,en,2026-09-21,Form,Us", "address"),
        ('"a@example.org,b@example.org",en,2026-09-21,Form,Us', "address"),
        ("a@example.org,xx,2026-09-21,Form,Us", "language"),
        ("a@example.org,en,,Form,Us", "no_consent"),
        ("a@example.org,en,2026-09-21,,Us", "no_consent"),
        ("a@example.org,en,2026-09-21,Form,", "no_consent"),
        ("a@example.org,en,21.9.2026,Form,Us", "day"),
        ("a@example.org,en,2099-01-01,Form,Us", "day"),
        ("left@example.org,en,2026-09-21,Form,Us", "left"),
        ("reader@example.org,en,2026-09-21,Form,Us", "known"),
        ("NEW@example.org,en,2026-09-21,Form,Us", "double"),
    ],
)
def test_rows_are_refused_with_their_reason(office, reader, row, reason):
    gone = {"confirmed_at": timezone.now(), "left_at": timezone.now()}
    Subscriber.objects.create(email="left@example.org", token_hash="l", **gone)
    answer = send(office, f"{HEADER}{GOOD}{row}\n")

    found = SubscriberList.objects.get()
    assert ([one["reason"] for one in found.refused], len(found.rows)) == ([reason], 1)
    assert office.get(answer.url).status_code == 200


def test_who_left_between_preview_and_taking_in_stays_away(office):
    answer = send(office, HEADER + GOOD)
    gone = {"confirmed_at": timezone.now(), "left_at": timezone.now()}
    Subscriber.objects.create(email="new@example.org", token_hash="n", **gone)
    office.post(f"{answer.url}take/")

    assert Subscriber.objects.confirmed().count() == 0


@pytest.mark.parametrize("text", ["", "email\na@example.org\n", b"email,language\xff\n", "a;b\n1;2\n", HEADER])
def test_unreadable_files_are_said_and_nothing_is_kept(office, text):
    answer = send(office, text)

    assert (answer.status_code, SubscriberList.objects.count()) == (400, 0)
    assert 'class="errorlist"' in answer.content.decode()


def test_list_of_a_colleague_is_not_there_and_old_ones_are_forgotten(office, admin):
    found = SubscriberList.objects.create(sent_by=admin, sent_at=timezone.now() - dt.timedelta(days=3))
    assert office.get(f"{LIST}import/{found.pk}/").status_code == 404

    forget_old()

    assert SubscriberList.objects.count() == 0
