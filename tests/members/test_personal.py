"""Everything that is held about a person, given to her; and gone from every column of the database once she is erased."""

import datetime as dt
import io
import json
import zipfile
from pathlib import Path

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, connection
from django.test import Client
from django.utils import timezone

from members.actions.erase import StillInOffice, erase
from members.models import (
    Appointment,
    Circle,
    CircleMembership,
    Confirmation,
    ContactCase,
    EntryNote,
    Import,
    ImportRow,
    Invitation,
    LiaisonEntry,
    MembershipRequest,
    Notice,
    ProfileDraft,
    ProfileRevision,
    RequestMessage,
    User,
)
from newsletters.models import Consent, Follow, Subscriber, SubscriberList
from tests.conftest import YESTERDAY, appoint, person
from tests.signing_in import give_app, sign_in
from wpsnet.files import store
from wpsnet.models import Delivery, Mailing, ReturnedMail, StoredFile, Suppression

NAME, EMAIL, PHONE = 'Canary "Quill" Öztürk-Ndlovu', "canary.quill@example.org", "+264 61 555 0199"
NEEDLES = ["canary", "quill", "ztürk", "ndlovu", "555 0199"]
WORDS = f"Ask {NAME} ({EMAIL.upper()}), {PHONE}."


def columns():
    """All columns of the database that can hold words."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND "
            "data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'tsvector', 'USER-DEFINED')"
        )
        return cursor.fetchall()


def where_found(needles):
    found = []
    with connection.cursor() as cursor:
        for table, column in columns():
            for needle in needles:
                cursor.execute(f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ILIKE %s', [f"%{needle}%"])
                if cursor.fetchone()[0]:
                    found.append((table, column, needle))
    return found


@pytest.fixture
def canary(namibia, editor, settings, tmp_path):
    """Somebody who has been everywhere in the portal, and whose post ended yesterday."""
    settings.MEDIA_ROOT = tmp_path
    someone = person("older.canary@example.org", NAME)
    someone.email, someone.name = EMAIL, NAME
    someone.photo = store(SimpleUploadedFile("canary quill.png", b"x", "image/png"), by=someone)
    someone.save()
    EmailAddress.objects.filter(user=someone).update(email=EMAIL)
    give_app(someone)
    post = appoint(someone, namibia, "focal_point", phone=PHONE, since=YESTERDAY, until=YESTERDAY)
    writes(someone, namibia)
    is_written_about(someone, post, editor)
    takes_part_in_a_circle(someone)
    return someone


def writes(someone, namibia):
    texts = {"setup": {"en": WORDS}}
    ProfileRevision.objects.create(member=namibia, number=1, texts=texts, published_by=someone)
    ProfileDraft.objects.create(member=namibia, texts=texts, saved_by=someone)
    Confirmation.objects.create(member=namibia, revision=1, confirmed_on=YESTERDAY, confirmed_by=someone)
    request = MembershipRequest.objects.create(
        kind="civil_society", organisation="X", name=NAME, email=EMAIL, role="representative", reasons=WORDS
    )
    RequestMessage.objects.create(request=request, words=WORDS)
    reader = Subscriber.objects.create(email=EMAIL, token_hash="x")
    Follow.objects.create(subscriber=reader, what="country", key="NAM", frequency="weekly", token_hash="x")
    consent = {"what": "newsletter", "given_on": YESTERDAY, "way": "import", "how": WORDS, "collected_by": NAME}
    Consent.objects.create(subscriber=reader, **consent)


def is_written_about(someone, post, editor):
    now = timezone.now()
    mailing = Mailing.objects.create(key="published", template="profile_published", context={"person": NAME})
    for address in (EMAIL, "older.canary@example.org"):
        reason = f"550 <{address}>: no such user"
        delivery = Delivery.objects.create(mailing=mailing, address=address, context={"name": NAME}, reason=reason)
        ReturnedMail.objects.create(event=str(delivery.pk), delivery=delivery, kind="hard", reason=reason)
        Suppression.objects.create(address=address, reason="returned")
    ContactCase.objects.create(person=someone, delivery=delivery, reason=f"550 <{EMAIL}>: no such user")
    EntryNote.objects.create(member=post.member, appointment=post, words=WORDS)
    LiaisonEntry.objects.create(member=post.member, kind="call", on=YESTERDAY, words=WORDS, written_by=editor)
    about = {"email": EMAIL, "name": NAME, "token_hash": "y", "invited_by": editor}
    Invitation.objects.create(**about, expires_at=now, accepted_at=now, accepted_by=someone)
    rows, refused = [{"email": EMAIL, "how": WORDS}], [{"email": EMAIL.upper(), "reason": "double"}]
    SubscriberList.objects.create(rows=rows, refused=refused, sent_by=editor)
    file = store(SimpleUploadedFile("people.csv", b"x", "text/csv"), by=editor)
    upload = Import.objects.create(kind="appointments", file=file, uploaded_by=editor)
    cells = {"name": "QUILL Canary", "email": EMAIL.upper(), "phone": PHONE}
    ImportRow.objects.create(upload=upload, line=1, state="changed", cells=cells, before={"name": NAME})


def takes_part_in_a_circle(someone):
    circle = Circle.objects.create(slug="peers", name_en="Peers")
    own = CircleMembership.objects.create(circle=circle, person=someone, shown_as=NAME, joined_at=timezone.now())
    notice = Notice.objects.create(circle=circle, author=own, title=f"From {NAME}", words=WORDS)
    notice.files.add(store(SimpleUploadedFile("canary quill.pdf", b"x", "application/pdf"), by=someone))
    Notice.objects.create(circle=circle, reply_to=notice, words=f"Thank you, {NAME}")
    Notice.objects.create(circle=circle, author=own, title="Alone", words=WORDS)


def data_of(client):
    archive = zipfile.ZipFile(io.BytesIO(client.get("/en/desk/account/data/").content))
    return archive, json.loads(archive.read("data.json"))


def test_she_gets_everything_about_her(client, canary):
    client.force_login(canary, backend="members.adapter.SignInBackend")

    archive, told = data_of(client)

    filled = {name for name, value in told.items() if value}
    empty = {"facts", "notes_of_the_bureau", "liaison_log", "imports", "invitations_sent"}
    empty |= {"commitments", "follow_ups_of_commitments", "initiatives", "steps_of_drafting", "replies_about_plans"}
    empty |= {"documents_of_plans", "proposals_about_plans", "comments_on_plans", "progress_reports", "summaries_sent"}
    empty |= {"reports_on_action_points", "papers_of_agendas", "remarks"}
    empty |= {"resources", "adherences_written_down", "practices_in_plans", "answers_on_rules", "comments_on_rules"}
    empty |= {"texts_of_statements", "proposed_for_the_programme", "requests_for_the_floor"}
    empty |= {"registered_for_meetings", "registrations_written_or_decided", "delegations_confirmed", "support_for_you"}
    empty |= {"support_asked_nominated_or_decided", "under_a_code", "protected_people_entered", "inputs_sent"}
    empty |= {"looks_at_protected_people", "inputs_answered"}
    empty |= {
        "summaries_begun",
        "paragraphs_saved",
        "corrections_suggested",
        "corrections_settled",
        "corrigenda_issued",
    }
    empty |= {"errors_reported", "errors_answered"}
    assert set(told) - filled == empty
    assert {name.split("-", 1)[-1] for name in archive.namelist()} >= {"data.json", "README.txt", "canary quill.png"}
    assert (told["account"]["email"], told["posts"][0]["phone"], told["sessions_now"]) == (EMAIL, PHONE, 1)
    assert told["newsletter"][0]["email"] == EMAIL


def test_she_gets_nothing_about_others(client, canary, selma, editor):
    client.force_login(selma, backend="members.adapter.SignInBackend")

    archive, _told = data_of(client)

    text = archive.read("data.json").decode().lower()
    assert not [needle for needle in [*NEEDLES, editor.email, "password"] if needle in text]


def test_queries_of_the_download_do_not_grow(client, canary, django_assert_num_queries):
    client.force_login(canary, backend="members.adapter.SignInBackend")
    data_of(client)

    with django_assert_num_queries(89):
        data_of(client)


def test_after_erasure_no_column_of_the_database_names_her(canary, admin):
    before = {(table, column) for table, column, _needle in where_found(NEEDLES)}

    erase(canary, by=admin)

    assert len(before) > 30
    assert where_found(NEEDLES) == []


def test_record_of_the_office_stays(canary, admin, namibia):
    erase(canary, by=admin)

    someone = User.objects.get(pk=canary.pk)
    assert (someone.name, someone.email) == ("Former focal point", f"erased-{canary.pk}@erased.invalid")
    assert (someone.is_active, someone.photo, someone.has_usable_password()) == (False, None, False)
    post = Appointment.objects.get(person=someone)
    assert (post.role, post.since, post.until, post.phone) == ("focal_point", YESTERDAY, YESTERDAY, "")
    assert Confirmation.objects.get().confirmed_by == ProfileRevision.objects.get().published_by == someone
    assert ProfileRevision.objects.get().texts["setup"]["en"] == "Ask [erased] ([erased]), [erased]."
    assert Delivery.objects.filter(mailing__key="published", state="skipped").count() == 2
    assert Notice.objects.count() == 2  # the one that was answered, and the answer


def test_files_are_gone_from_the_disk(canary, admin, settings, django_capture_on_commit_callbacks):
    files = [file.file.path for file in StoredFile.objects.filter(stored_by=canary)]

    with django_capture_on_commit_callbacks(execute=True):
        erase(canary, by=admin)

    assert len(files) == 2
    assert not StoredFile.objects.filter(stored_by=canary).exists()
    assert not [path for path in files if Path(path).exists()]


def test_erasing_twice_changes_nothing_more(canary, admin):
    erase(canary, by=admin)
    rows = User.history.rel.related_model.objects.count()

    erase(canary, by=admin)

    assert User.history.rel.related_model.objects.count() == rows


def test_somebody_with_the_same_name_and_office_line_keeps_them(canary, admin, sweden):
    twin = person("twin@example.org", NAME)
    appoint(twin, sweden, "focal_point", phone=PHONE)

    erase(canary, by=admin)

    twin.refresh_from_db()
    assert (twin.name, twin.appointments.get().phone) == (NAME, PHONE)


def test_history_of_others_cannot_be_changed_afterwards(canary, admin, ndapewa):
    erase(canary, by=admin)

    with pytest.raises(ProgrammingError, match="Cannot update or delete rows"):
        ndapewa.history.update(name="X")


def test_who_holds_a_post_is_not_erased(ndapewa, editor, admin):
    for someone in (ndapewa, editor):
        with pytest.raises(StillInOffice):
            erase(someone, by=admin)

    assert User.objects.erased().count() == 0


def test_administrator_erases_and_says_so(client, canary, admin):
    sign_in(client, admin)
    page = f"/en/desk/people/{canary.pk}/erase/"

    unsure, sure = client.post(page), client.post(page, {"sure": "on"})

    assert (unsure.status_code, sure.status_code) == (400, 302)
    shown = client.get(sure["Location"]).content.decode()
    assert "has been erased" in shown
    assert not [needle for needle in NEEDLES if needle in shown.lower()]


def test_post_holder_is_told_what_to_do(client, ndapewa, admin):
    sign_in(client, admin)
    page = f"/en/desk/people/{ndapewa.pk}/erase/"

    assert "Posts must be ended or handed over first." in client.get(page).content.decode()
    response = client.post(page, {"sure": "on"})
    assert (response.status_code, User.objects.get(pk=ndapewa.pk).name) == (400, ndapewa.name)


def test_she_erases_herself_after_showing_who_she_is(ndapewa, django_capture_on_commit_callbacks):
    client = Client()
    sign_in(client, ndapewa)
    ndapewa.appointments.update(until=YESTERDAY)
    page = "/en/desk/account/erase/"

    with time_machine.travel(timezone.now() + dt.timedelta(minutes=6)):
        asked = client.post(page, {"sure": "on"})
    assert asked["Location"] == "/en/accounts/reauthenticate/?next=%2Fen%2Fdesk%2Faccount%2Ferase%2F"
    assert User.objects.get(pk=ndapewa.pk).name == "Ndapewa Shikongo"

    client.post(page, {"sure": "on"})

    assert User.objects.get(pk=ndapewa.pk).is_erased
    assert client.get("/en/desk/").status_code == 302


def test_every_link_to_a_person_is_known_to_the_download():
    """A new model that points to a person is either in her download (and swept), or named here with the reason."""
    told = {
        "members.Appointment.person", "members.Confirmation.confirmed_by", "members.ContactCase.person",
        "members.ProfileDraft.saved_by", "members.ProfileRevision.published_by", "members.Fact.written_by",
        "members.BureauNote.written_by", "members.LiaisonEntry.written_by", "members.Import.uploaded_by",
        "members.Invitation.invited_by", "members.Invitation.accepted_by", "members.CircleMembership.person",
        "wpsnet.StoredFile.stored_by", "account.EmailAddress.user", "mfa.Authenticator.user",
        "actionplans.Commitment.written_by", "actionplans.CommitmentFollowUp.written_by",
        "actionplans.Initiative.written_by", "actionplans.DraftingStep.written_by", "actionplans.Reply.written_by",
        "actionplans.Proposal.written_by",
        "meetings.Inscription.asked_by", "meetings.Undertaking.proposed_by", "meetings.Delivered.added_by",
        "meetings.RuleComment.written_by", "meetings.RuleComment.answered_by",
        "observatory.Resource.written_by", "observatory.Adherence.written_by",
        "observatory.PracticeUse.confirmed_by_plan", "observatory.PracticeUse.confirmed_by_practice",
        "actionplans.PlanDocument.written_by", "actionplans.PlanComment.written_by",
        "actionplans.ProgressReport.reported_by", "meetings.Summary.sent_by",
        "meetings.Report.written_by", "meetings.AgendaPaper.added_by", "newsletters.Remark.written_by",
        "meetings.Registration.registered_by", "meetings.Registration.decided_by", "meetings.Delegation.confirmed_by",
        "meetings.SupportRequest.written_by", "meetings.SupportRequest.nominated_by",
        "meetings.SupportRequest.decided_by", "meetings.ProtectedPerson.entered_by", "meetings.ProtectedLook.by",
        "meetings.Input.decided_by", "observatory.Correction.decided_by",
        "meetings.Suggestion.settled_by", "meetings.Paragraph.saved_by", "meetings.Corrigendum.issued_by",
        "meetings.ChairSummary.begun_by", "meetings.Suggestion.written_by",
    }  # fmt: skip
    decided = {  # what she decided or closed for the office, said in no more than a word each
        "members.MembershipRequest.decided_by", "members.RequestMessage.by", "members.VerificationRound.opened_by",
        "members.EntryNote.settled_by", "members.ContactCase.closed_by", "members.Fact.published_by",
        "members.Fact.withdrawn_by", "members.Import.applied_by", "members.Import.undone_by",
        "actionplans.Commitment.published_by", "actionplans.CommitmentFollowUp.published_by",
        "actionplans.Commitment.withdrawn_by", "actionplans.CommitmentFollowUp.withdrawn_by",
        "actionplans.Initiative.published_by", "actionplans.Initiative.withdrawn_by",
        "actionplans.PlanDocument.published_by", "actionplans.PlanDocument.withdrawn_by",
        "actionplans.PlanComment.decided_by", "actionplans.Proposal.settled_by",
        "observatory.Resource.published_by", "observatory.Resource.withdrawn_by",
        "actionplans.PlanComment.answered_by",
        "meetings.Report.published_by", "meetings.Report.withdrawn_by",
        "newsletters.Edition.submitted_by", "newsletters.Edition.approved_by", "newsletters.Call.opened_by",
        "newsletters.Digest.settled_by", "newsletters.Remark.settled_by", "newsletters.Consent.recorded_by",
        "newsletters.SubscriberList.sent_by",
    }  # fmt: skip
    links = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is User and not (model.__name__.endswith("History") or model._meta.proxy)
    }

    assert links == told | decided
