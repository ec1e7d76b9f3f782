"""The mails about members. Each speaks the language of the person who gets it."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from members.models import User
from wpsnet import mail
from wpsnet.outbox.actions import Recipient, freeze


def invitation(invitation, token):
    """The only mail that holds the token of an invitation."""
    with override(invitation.language):
        return mail.compose(
            "invitation",
            invitation.email,
            language=invitation.language,
            name=invitation.name,
            member=invitation.member.name if invitation.member else "",
            role=invitation.get_role_display() if invitation.role else "",
            link=settings.SITE_URL + reverse("members:invitation", args=[token]),
            hours=settings.INVITATION_HOURS,
        )


def still_right(appointment, link, entry_text):
    """Asks a focal point to read the entry through. LINK is her own; ENTRY_TEXT is the entry as plain text."""
    person = appointment.person
    with override(person.language):
        return mail.compose(
            "still_right",
            person.email,
            language=person.language,
            name=person.name,
            member=appointment.member.name,
            link=link,
            entry=entry_text,
        )


def notify_secretariat_of_publication(revision):
    """One mail to each person of the secretariat, once for each revision."""
    return freeze(
        f"profile-published-{revision.member.slug}-{revision.number}",
        "profile_published",
        [of_the_secretariat(user, revision) for user in User.objects.secretariat()],
        {"number": revision.number, "person": revision.published_by.name},
    )


def of_the_secretariat(user, revision):
    with override(user.language):
        link = settings.SITE_URL + revision.member.get_absolute_url()
        return Recipient(user.email, user.language, {"member": revision.member.name, "link": link})
