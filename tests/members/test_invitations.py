import datetime as dt
import logging
import re
import threading

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.utils import timezone

from members import actions
from members.models import Appointment, Invitation, User
from tests.conftest import appoint
from tests.signing_in import PASSWORD, sign_in

NEW = "new@example.org"
ACCEPT = {
    "name": "Hilma Nangolo",
    "language": "en",
    "password1": "four long plain words",
    "password2": "four long plain words",
}


@pytest.fixture
def link(admin, namibia):
    """The link in the mail to somebody invited to be Namibia's alternate."""
    return invited(namibia, admin, NEW)


def invited(member, by, email):
    actions.invite(email, "Hilma", member, "alternate", by=by)
    return re.search(rf"{settings.SITE_URL}(/\S+/invitations/\S+)", mail.outbox[-1].body)[1]


def test_link_says_who_invites_to_what_and_does_nothing(client, link, admin):
    for method in (client.get, client.head):
        response = method(link)

    assert response["Referrer-Policy"] == "strict-origin"
    page = client.get(link).content.decode()
    assert all(words in page for words in ("Namibia", "alternate", NEW, admin.name))
    assert Invitation.objects.open().count() == 1


def test_accepting_makes_account_post_and_session(client, link, namibia):
    response = client.post(link, ACCEPT)

    user = User.objects.get(email=NEW)
    assert response["Location"] == "/en/desk/"
    assert client.get("/en/desk/").status_code == 200
    assert (user.name, user.check_password(ACCEPT["password1"])) == ("Hilma Nangolo", True)
    assert Appointment.objects.current().filter(person=user, member=namibia, role="alternate").count() == 1
    assert EmailAddress.objects.filter(user=user, email=NEW, verified=True, primary=True).exists()


def test_accepting_without_password_leaves_mailed_codes(client, link):
    client.post(link, {"name": "Hilma", "language": "en", "without_password": "on"})

    assert not User.objects.get(email=NEW).has_usable_password()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"password2": "another"}, "password2"),
        ({"password1": "short", "password2": "short"}, "password1"),
        ({"password1": "", "password2": ""}, "password1"),
        ({"name": ""}, "name"),
        ({"language": "tlh"}, "language"),
    ],
)
def test_bad_input_makes_nothing(client, link, change, field):
    response = client.post(link, ACCEPT | change)

    assert list(response.context["form"].errors) == [field]
    assert not User.objects.filter(email=NEW).exists()


@pytest.mark.parametrize("state", ["used", "withdrawn", "expired"])
def test_closed_invitation_says_so(client, link, admin, state):
    invitation = Invitation.objects.get()
    if state == "used":
        Client().post(link, ACCEPT)
    elif state == "withdrawn":
        actions.withdraw_invitation(invitation, by=admin)
    people = User.objects.count()

    with time_machine.travel(timezone.now() + dt.timedelta(hours=73 if state == "expired" else 1)):
        answers = [client.get(link), client.post(link, ACCEPT)]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert answers[0]["Referrer-Policy"] == "strict-origin"
    assert User.objects.count() == people


def test_unknown_token_is_not_found(client, db):
    assert client.get(f"/en/invitations/{Invitation.new_token()}/").status_code == 404


def test_newer_invitation_closes_the_older(client, link, admin, namibia):
    newer = invited(namibia, admin, NEW.upper())

    assert [client.get(one).status_code for one in (link, newer)] == [410, 200]


def test_person_with_account_signs_in_and_accepts(client, selma, admin, namibia):
    link = invited(namibia, admin, selma.email)
    assert "Sign in to accept" in client.get(link).content.decode()
    client.post(link, ACCEPT)
    assert Invitation.objects.open().exists()

    sign_in(client, selma)
    client.post(link)

    assert selma.appointments.current().filter(member=namibia, role="alternate").count() == 1
    assert selma.check_password(PASSWORD)


def test_another_person_cannot_accept(client, tomas, selma, admin, namibia):
    link = invited(namibia, admin, selma.email)
    sign_in(client, tomas)

    response = client.post(link)

    assert "another account" in response.content.decode()
    assert Invitation.objects.open().exists()


def test_person_of_the_secretariat_needs_her_second_factor(client, link, editor, admin, namibia):
    link = invited(namibia, admin, editor.email)
    client.post("/en/accounts/login/", {"login": editor.email, "password": PASSWORD})

    client.post(link)

    assert Invitation.objects.filter(email=editor.email).open().exists()


@pytest.mark.django_db(transaction=True)
def test_posted_twice_at_once_makes_one_account(admin, namibia):
    invitation = actions.invite(NEW, "Hilma", namibia, "alternate", by=admin)
    start, outcomes = threading.Barrier(4), []

    def accept():
        start.wait()
        try:
            actions.accept_invitation(invitation, "four long plain words", name="Hilma", language="en")
            outcomes.append("made")
        except actions.InvitationClosed:
            outcomes.append("closed")
        finally:
            connection.close()

    threads = [threading.Thread(target=accept) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["closed", "closed", "closed", "made"]
    assert (User.objects.filter(email=NEW).count(), Appointment.objects.count()) == (1, 1)


def test_token_stands_in_no_row_and_no_log(client, link, caplog):
    token = link.split("/")[-2]
    caplog.set_level(logging.DEBUG)

    client.get(link)
    Client(enforce_csrf_checks=True).post(link, ACCEPT)  # Django warns of this one with its path
    client.post(link, ACCEPT)

    handler = logging.getLogger().handlers[0]
    lines = [logging.getLogger().handlers and handler.format(record) for record in caplog.records]
    assert "[token]" in "".join(map(str, lines))
    assert token not in "".join(map(str, lines))


def test_token_stands_in_no_table(client, link):
    token = link.split("/")[-2]
    client.post(link, ACCEPT)

    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}" AS r WHERE r::text LIKE %s', [f"%{token}%"])
            assert (table, cursor.fetchone()[0]) == (table, 0)


def test_person_who_was_only_written_down_takes_her_invitation_as_anybody_new(client, link, namibia):
    written = User.objects.named(NEW.upper(), "H.", "fr")
    appoint(written, namibia, "alternate")

    response = client.post(link, ACCEPT)

    user = User.objects.get(email=NEW)
    assert (user.pk, user.name, user.language) == (written.pk, "Hilma Nangolo", "en")
    assert (response["Location"], user.check_password(ACCEPT["password1"])) == ("/en/desk/", True)
    assert (user.appointments.count(), EmailAddress.objects.filter(user=user, verified=True).count()) == (1, 1)
    assert not User.objects.never_here().filter(pk=user.pk).exists()


def test_naming_a_person_twice_changes_nothing_of_her(selma):
    again = User.objects.named(f" {selma.email.upper()} ", "Somebody else", "fr")

    assert (again.pk, again.name, again.check_password(PASSWORD)) == (selma.pk, selma.name, True)


# --- The page of the secretariat ------------------------------------------------------------------------------------


def test_administrator_invites_and_withdraws(client, admin, namibia):
    sign_in(client, admin)
    posted = {"email": "New@Example.org", "name": "Hilma", "language": "ar", "member": namibia.pk, "role": "alternate"}

    client.post("/en/desk/invitations/", posted)
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.invited_by, mail.outbox[-1].to) == (NEW, admin, [NEW])
    client.post(f"/en/desk/invitations/{invitation.pk}/withdraw/")

    assert not Invitation.objects.open().exists()


def test_editor_does_not_offer_posts_in_the_secretariat(client, editor):
    sign_in(client, editor)
    posted = {"email": NEW, "name": "Hilma", "language": "en", "secretariat": "admin"}
    page = client.post("/en/desk/invitations/", posted).content.decode()

    assert "Only administrators of the secretariat offer posts in it." in page
    with pytest.raises(PermissionDenied):
        actions.invite(NEW, "Hilma", secretariat="editor", by=editor)
    assert not Invitation.objects.exists()


def test_inviter_at_risk_is_not_named_to_the_person_invited(client, ndapewa, namibia):
    ndapewa.at_risk = True
    ndapewa.save()
    page = client.get(invited(namibia, ndapewa, NEW)).content.decode()

    assert "Ndapewa" not in page + mail.outbox[-1].body


def test_invitation_that_could_not_be_mailed_is_none(admin, namibia, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1  # nobody listens there

    assert actions.invite(NEW, "Hilma", namibia, "alternate", by=admin) is None
    assert not Invitation.objects.open().exists()


def test_member_and_role_go_together(client, admin, namibia):
    sign_in(client, admin)
    posted = {"email": NEW, "name": "Hilma", "language": "en", "member": namibia.pk}

    response = client.post("/en/desk/invitations/", posted)

    assert list(response.context["form"].errors) == ["role"]


@pytest.mark.parametrize("rows", [1, 20])
def test_queries_of_the_list_do_not_grow(client, admin, namibia, rows, django_assert_num_queries):
    for number in range(rows):
        actions.invite(f"{number}@example.org", "Somebody", namibia, "police", by=admin)
    sign_in(client, admin)
    client.get("/en/desk/invitations/")

    with django_assert_num_queries(5):
        client.get("/en/desk/invitations/")


def test_address_that_no_mail_can_go_to_is_said_in_the_form(client, admin):
    sign_in(client, admin)
    posted = {"email": '"a,b"@example.org', "name": "Hilma", "language": "en"}

    response = client.post("/en/desk/invitations/", posted)

    assert list(response.context["form"].errors) == ["email"]
    assert not Invitation.objects.exists()
