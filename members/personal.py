"""What this app and the outbox hold about a person. Of what she wrote for the office there are references, not the words;
of other people there is nothing."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Q

from members import circle_personal  # noqa: F401  registers what circles hold
from members.actions.account import sessions_of
from members.models import (
    Appointment,
    BureauNote,
    Confirmation,
    ContactCase,
    EntryNote,
    Fact,
    Import,
    ImportRow,
    Invitation,
    LiaisonEntry,
    MembershipRequest,
    ProfileDraft,
    ProfileRevision,
    RequestMessage,
)
from wpsnet.models import Delivery, ReturnedMail, StoredFile, Suppression
from wpsnet.personal import held

ACCOUNT = ["email", "name", "language", "time_zone", "secretariat", "at_risk", "is_active", "date_joined", "last_login"]
POST = ["member__slug", "role", "post", "institution", "sector", "languages", "phone", "since", "until"]
SHOWN = ["show_name", "show_email", "show_phone", "show_photo"]
VERSION = ["pgh_created_at", "pgh_label"]


def addresses_of(person):
    """All addresses that she has or had here, in small letters."""
    known = {person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)}
    return {address.lower() for address in known | set(person.history.values_list("email", flat=True))}


def from_address(field, person):
    """A condition: FIELD holds one of her addresses."""
    asked = Q()
    for address in addresses_of(person):
        asked |= Q(**{f"{field}__iexact": address})
    return asked


@held.guest("account")
def account(person):
    factors = Authenticator.objects.filter(user=person).order_by("pk")
    return {
        "account": {name: getattr(person, name) for name in ACCOUNT},
        "addresses": rows(EmailAddress.objects.filter(user=person), "email", "verified", "primary"),
        "second_factors": rows(factors, "type", "created_at", "last_used_at"),
        "sessions_now": len(sessions_of(person)),
        "picture": person.photo and person.photo.name,
        "history_of_the_account": rows(person.history.order_by("pgh_id"), *VERSION, *ACCOUNT[:-1]),
    }


@held.guest("posts")
def posts(person):
    history = Appointment.history.rel.related_model.objects.filter(person_id=person.pk)
    return {
        "posts": rows(person.appointments.order_by("since"), *POST, *SHOWN, "edits", "publishes"),
        "history_of_the_posts": rows(history.order_by("pgh_id"), *VERSION, *POST[1:], *SHOWN),
        "confirmations": rows(Confirmation.objects.filter(confirmed_by=person), "member__slug", "confirmed_on"),
        "invitations_received": rows(
            Invitation.objects.filter(from_address("email", person) | Q(accepted_by=person)),
            *("email", "name", "language", "member__slug", "role", "secretariat"),
            *("created_at", "expires_at", "accepted_at", "withdrawn_at"),
        ),
        "invitations_sent": rows(Invitation.objects.filter(invited_by=person), "member__slug", "role", "created_at"),
        "contact_cases": rows(ContactCase.objects.filter(person=person), "reason", "opened_at", "closed_at", "outcome"),
        "notes_on_entries": rows(
            EntryNote.objects.filter(appointment__person=person), "member__slug", "words", "written_at"
        ),
    }


@held.guest("written")
def written(person):
    """Words of the office: which, and when."""
    return {
        "drafts_last_saved": rows(ProfileDraft.objects.filter(saved_by=person), "member__slug", "version", "saved_at"),
        "revisions_published": rows(
            ProfileRevision.objects.filter(published_by=person), "member__slug", "number", "published_at"
        ),
        "facts": rows(Fact.objects.filter(written_by=person), "member__slug", "question", "written_at"),
        "notes_of_the_bureau": rows(BureauNote.objects.filter(written_by=person), "year", "title", "written_at"),
        "liaison_log": rows(LiaisonEntry.objects.filter(written_by=person), "member__slug", "kind", "written_at"),
        "imports": rows(Import.objects.filter(uploaded_by=person), "kind", "state", "uploaded_at"),
        "files_stored": rows(StoredFile.objects.filter(stored_by=person), "name", "size", "stored_at"),
    }


@held.guest("mail")
def mail(person):
    """What came from her addresses, and what was sent to them."""
    requests = MembershipRequest.objects.filter(from_address("email", person))
    known = addresses_of(person)
    return {
        "membership_requests": rows(
            requests,
            *("kind", "organisation", "name", "email", "language", "role", "post", "institution", "reasons"),
            *("sent_at", "confirmed_at", "decided_at", "decision"),
        ),
        "messages_about_them": rows(
            RequestMessage.objects.filter(request__in=requests, by=None), "words", "written_at"
        ),
        "rows_of_imports": rows(import_rows(person), "upload_id", "line", "cells", "changes"),
        "mails_sent_to_you": rows(
            Delivery.objects.filter(address__in=known),
            *("address", "mailing__template", "language", "state", "reason", "created_at", "sent_at"),
        ),
        "mails_that_came_back": rows(
            ReturnedMail.objects.filter(delivery__address__in=known),
            *("delivery__address", "kind", "status", "reason", "received_at"),
        ),
        "no_more_mail_to": rows(Suppression.objects.filter(address__in=known), "address", "reason", "since"),
    }


def import_rows(person):
    """Lines of imported files in which one of her addresses stands."""
    asked = Q()
    for address in addresses_of(person):
        asked |= Q(cells__icontains=address)
    return ImportRow.objects.filter(asked)


def rows(found, *fields):
    return [dict(row) for row in found.values(*fields)]
