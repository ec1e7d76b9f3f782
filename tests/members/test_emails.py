"""The mails about members, in the reader's language, with the portal's own links."""

import datetime as dt

import pytest
from django.utils import timezone

from members import emails
from members.models import Invitation, ProfileRevision
from wpsnet import tasks
from wpsnet.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision(namibia, ndapewa):
    namibia.name_ar = "ناميبيا"
    namibia.save()
    return ProfileRevision.objects.create(member=namibia, number=3, published_by=ndapewa)


def test_secretariat_is_told_once_of_each_publication(revision, editor, admin):
    emails.notify_secretariat_of_publication(revision)
    mailing = emails.notify_secretariat_of_publication(revision)

    assert mailing.key == "profile-published-NAM-3"
    assert set(mailing.deliveries.values_list("address", flat=True)) == {editor.email, admin.email}


def test_publication_reaches_the_secretariat_in_its_language(revision, editor, mailoutbox):
    editor.language = "ar"
    editor.save()
    emails.notify_secretariat_of_publication(revision)

    tasks.drain_outbox()

    [message] = mailoutbox
    assert "ناميبيا" in message.subject
    assert "Ndapewa Shikongo" in message.body
    assert "http://localhost:8000/ar/countries/NAM/\n" in message.body
    assert message.reply_to == ["secretariat@localhost"]
    assert Delivery.objects.get().state == "sent"


def invite(**fields):
    fields |= {"email": "new@example.org", "name": "Rosa", "expires_at": timezone.now() + dt.timedelta(hours=72)}
    return Invitation.objects.create(token_hash=Invitation.hash("t0ken"), **fields)


def test_invitation_names_member_role_and_end(namibia):
    message = emails.invitation(invite(member=namibia, role="focal_point"), "t0ken")

    assert message.to == ["new@example.org"]
    assert "focal point, Namibia" in message.body
    assert "72 hours" in message.body
    assert "http://localhost:8000/en/invitations/t0ken/\n" in message.body


def test_invitation_to_the_secretariat_names_no_member():
    message = emails.invitation(invite(language="fr"), "t0ken")

    assert "http://localhost:8000/fr/invitations/t0ken/\n" in message.body
    assert "None" not in message.body + message.alternatives[0].content
