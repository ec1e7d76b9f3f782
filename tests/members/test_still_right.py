""" "Is this still right?": a link in a mail, one page, one button."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import signing
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from members import confirmations
from members.actions import profile as actions
from members.models import Appointment, Confirmation
from members.views import still_right as views
from wpsnet.desk import waiting_for

LAST_WEEK = dt.timedelta(days=7)


@pytest.fixture
def revision(namibia, ndapewa):
    """Namibia's first revision, published a week ago."""
    with time_machine.travel(timezone.now() - LAST_WEEK, tick=False):
        actions.save_draft(namibia, {"setup": {"en": "The ministry leads."}}, version=0, by=ndapewa)
        return actions.publish(namibia, version=1, by=ndapewa)


@pytest.fixture
def address(revision, ndapewa):
    """The path of the link in Ndapewa's mail."""
    link = confirmations.link_for(ndapewa.appointments.get(), revision)
    return re.sub(r"^https?://[^/]+", "", link)


def confirmed_today():
    return list(
        Confirmation.objects.filter(confirmed_on=timezone.localdate()).values_list("confirmed_by__email", "revision")
    )


def test_opening_the_link_changes_nothing(client, address):
    response = client.get(address)

    html = response.content.decode()
    assert (response.status_code, "The ministry leads." in html, "This is still right" in html) == (200, True, True)
    assert confirmed_today() == []


def test_button_confirms_without_signing_in(client, address):
    thanks = client.post(address, {"revision": 1}, follow=True)

    assert (thanks.status_code, "Thank you" in thanks.content.decode()) == (200, True)
    assert confirmed_today() == [("ndapewa@example.org", 1)]


def test_replayed_link_confirms_once(client, address):
    for _again in range(3):
        client.post(address, {"revision": 1})

    assert confirmed_today() == [("ndapewa@example.org", 1)]


def test_page_keeps_its_address_to_itself(client, address):
    for response in (client.get(address), client.post(address, {"revision": 1}), client.get(address + "x/")):
        assert response.headers["Referrer-Policy"] == "no-referrer" or response.status_code == 404
    assert "no-store" in client.get(address).headers["Cache-Control"]


def test_button_works_where_the_browser_sends_no_origin(address):
    """Under no-referrer a browser posts with `Origin: null`, and a mail program may keep no cookie."""
    response = Client(enforce_csrf_checks=True).post(address, {"revision": 1}, headers={"Origin": "null"})

    assert (response.status_code, confirmed_today()) == (302, [("ndapewa@example.org", 1)])


@pytest.mark.parametrize(
    "change", [lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"), lambda token: token[3:]]
)
def test_altered_link_is_not_found(client, address, change):
    head, token = address.rstrip("/").rsplit("/", 1)

    response = client.post(f"{head}/{change(token)}/", {"revision": 1})

    assert (response.status_code, "not complete" in response.content.decode(), confirmed_today()) == (404, True, [])


def test_link_signed_for_something_else_is_not_found(client, revision, ndapewa):
    question = {"appointment": ndapewa.appointments.get().pk, "member": revision.member_id, "revision": 1}

    assert client.get(f"/en/still-right/{signing.dumps(question, salt='invitation')}/").status_code == 404


def test_link_ends_after_its_days(client, address, settings):
    with time_machine.travel(timezone.now() + dt.timedelta(days=settings.CONFIRMATION_DAYS, minutes=1)):
        response = client.post(address, {"revision": 1})
        assert confirmed_today() == []

    assert (response.status_code, "sign in" in response.content.decode()) == (410, True)


@pytest.mark.parametrize(
    "fields",
    [
        {"until": timezone.localdate() - dt.timedelta(days=1), "since": dt.date(2020, 1, 1)},
        {"role": "police", "edits": False, "publishes": False},
    ],
)
def test_link_ends_with_the_post(client, address, fields):
    Appointment.objects.update(**fields)

    assert client.post(address, {"revision": 1}).status_code == 410
    assert confirmed_today() == []


def test_link_ends_with_the_account(client, address, ndapewa):
    type(ndapewa).objects.update(is_active=False)

    assert client.get(address).status_code == 410


def test_entry_published_meanwhile_is_shown_before_it_is_confirmed(client, address, namibia, tomas, ndapewa):
    actions.save_draft(namibia, {"setup": {"en": "Another ministry leads."}}, version=2, by=tomas)
    actions.publish(namibia, version=3, by=ndapewa)
    Confirmation.objects.all().delete()

    response = client.post(address, {"revision": 1})

    html = response.content.decode()
    assert (response.status_code, "Another ministry" in html, "published anew" in html) == (409, True, True)
    assert confirmed_today() == []


def test_link_speaks_the_language_of_its_reader(revision, ndapewa, settings):
    ndapewa.language = "ar"
    appointment = ndapewa.appointments.get()
    appointment.person = ndapewa

    assert confirmations.link_for(appointment, revision).startswith(f"{settings.SITE_URL}/ar/still-right/")


def test_mail_quotes_the_text_in_the_readers_language(revision):
    revision.texts = {"setup": {"en": "Ministry", "fr": "Ministère"}, "laws": {"en": "Law"}}

    quoted = confirmations.plain_text(revision, "fr").split("\n\n")

    assert (quoted[1::2], len(quoted)) == (["Ministère", "Law"], 4)


def test_confirming_on_the_desk(client, revision, ndapewa):
    client.force_login(ndapewa, backend="members.adapter.SignInBackend")

    response = client.post("/en/members/NAM/confirm/", {"revision": 1})

    assert (response.status_code, confirmed_today()) == (302, [("ndapewa@example.org", 1)])


def test_secretariat_asks_and_cannot_answer(rf, revision, editor, mailoutbox):
    request = rf.get("/en/members/NAM/ask/")
    request.user = editor

    assert "Ndapewa Shikongo" in views.ask(request, "NAM").content.decode()
    assert not editor.has_perm("members.confirm_profile", revision.member)
    assert mailoutbox == []  # she has only looked


def test_another_person_who_has_signed_in_is_told_so(client, address, tomas):
    client.force_login(tomas, backend="members.adapter.SignInBackend")

    for response in (client.get(address), client.post(address, {"revision": 1})):
        html = response.content.decode()
        assert (response.status_code, "signed in as <bdi>Tomas Haufiku</bdi>" in html) == (403, True)
        assert "Ndapewa" not in html
    assert confirmed_today() == []


def test_addressee_who_has_signed_in_uses_her_link(client, address, ndapewa):
    client.force_login(ndapewa, backend="members.adapter.SignInBackend")

    client.post(address, {"revision": 1})

    assert confirmed_today() == [("ndapewa@example.org", 1)]


def test_link_used_on_an_earlier_day_says_when(client, address):
    client.post(address, {"revision": 1})
    day = timezone.localdate()

    with time_machine.travel(timezone.now() + dt.timedelta(days=3)):
        page = client.get(address)
        again = client.post(address, {"revision": 1}, follow=True)

    said = f"You have already said on {date_format(day)} that the entry of <bdi>Namibia</bdi> is right."
    assert [said in response.content.decode() for response in (page, again)] == [True, True]
    assert Confirmation.objects.filter(confirmed_on__gt=day).count() == 0


def test_posting_no_revision_is_a_bad_request(client, address):
    assert client.post(address, {"revision": "x"}).status_code == 400
    assert confirmed_today() == []


def test_silent_entry_waits_on_both_desks(revision, ndapewa, editor):
    def titles(user, days):
        with time_machine.travel(timezone.now() + dt.timedelta(days=days)):
            return [(item.title, item.urgent) for item in waiting_for(user) if "Namibia" in item.title]

    assert titles(ndapewa, 1) == []
    assert titles(ndapewa, 200) == [("Namibia: is the entry still right?", False)]
    assert titles(ndapewa, 400) == [("Namibia: is the entry still right?", True)]
    assert (titles(editor, 200), len(titles(editor, 400))) == ([], 1)
