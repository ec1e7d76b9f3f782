"""The secretariat answers those who ask to join."""

import re
import threading

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from members.actions import requests as actions
from members.models import Appointment, Invitation, Member, Membership, MembershipRequest, Region, RequestMessage, User
from tests.signing_in import sign_in
from wpsnet.desk import waiting_for
from wpsnet.files import store

ADDRESS = "amina@river.example"
TERMS = {"entry": "new", "name": "Women of the River", "standing": "member", "since": "2026-03-01"} | {
    "role": "representative",
    "publishes": "on",
}


def a_request(**fields):
    facts = {
        "kind": "civil_society",
        "organisation": "Women of the River",
        "name": "Amina Diallo",
        "email": ADDRESS,
        "role": "representative",
        "post": "Director",
        "reasons": "We mediate.",
        "confirmed_at": timezone.now(),
    }
    return MembershipRequest.objects.create(**(facts | fields))


@pytest.fixture
def asking(db):
    return a_request()


@pytest.fixture
def page(asking):
    return f"/en/desk/requests/{asking.pk}/"


@pytest.fixture
def officer(client, editor):
    sign_in(client, editor)
    return client


def invitation_in(message):
    return re.search(r"(/\w\w/invitations/\S+/)", message.body)[1]


def made():
    models = (Membership, Appointment, Invitation)
    return [Member.objects.organisations().count(), *(model.objects.count() for model in models)]


def test_accepting_makes_everything_in_one_step(officer, asking, page, editor):
    officer.post(f"{page}accept/", TERMS)

    asking.refresh_from_db()
    member = Member.objects.get(slug="women-of-the-river")
    post = Appointment.objects.current().get(member=member)
    assert (asking.decision, asking.decided_by, asking.member) == ("accepted", editor, member)
    assert (post.person.email, post.role, post.post) == (ADDRESS, "representative", "Director")
    assert (post.edits, post.publishes) == (True, True)
    assert list(Membership.objects.on().values_list("member", "standing", "since")) == [
        (member.pk, "member", "2026-03-01")
    ]
    assert Client().get(f"/en{member.get_absolute_url().removeprefix('/en')}").status_code == 200


def test_her_invitation_opens_her_account(officer, page):
    officer.post(f"{page}accept/", TERMS)
    guest, link = Client(), invitation_in(mail.outbox[-1])

    guest.post(link, {"name": "Amina D.", "language": "fr", "without_password": "on"})

    person = User.objects.get(email=ADDRESS)
    assert guest.get("/fr/desk/").status_code == 200
    assert (person.name, person.appointments.count(), User.objects.filter(email=ADDRESS).count()) == ("Amina D.", 1, 1)


def test_person_with_an_account_is_not_invited_again(officer, page, asking, selma):
    MembershipRequest.objects.update(email=selma.email)

    officer.post(f"{page}accept/", TERMS)

    assert (Invitation.objects.count(), selma.appointments.current().count()) == (0, 2)
    assert "/en/desk/" in mail.outbox[-1].body


def test_state_is_used_as_it_is_and_keeps_its_membership(officer, namibia):
    asking = a_request(kind="state", country=namibia, organisation="", role="focal_point")
    Membership.objects.create(member=namibia, since="2017")
    terms = {"standing": "member", "since": "2026-03-01", "role": "alternate", "edits": "on"}

    officer.post(f"/en/desk/requests/{asking.pk}/accept/", terms)

    post = Appointment.objects.get(member=namibia)
    assert (post.role, post.edits, post.publishes, namibia.memberships.get().since) == (
        "alternate",
        True,
        False,
        "2017",
    )


def test_entry_that_is_there_is_offered_and_used(officer, page):
    there = Member.objects.create(kind="civil_society", slug="wor", name_en="Women of the River Basin")
    assert "Women of the River Basin" in officer.get(page).content.decode()

    officer.post(f"{page}accept/", TERMS | {"entry": "wor"})

    assert Appointment.objects.get().member == there


def test_overlapping_membership_is_said_and_nothing_is_made(officer, namibia):
    asking = a_request(kind="state", country=namibia, organisation="", role="focal_point")
    Membership.objects.create(member=namibia, since="2017", standing="observer")
    terms = {"standing": "member", "since": "2026-03-01", "role": "focal_point"}

    answer = officer.post(f"/en/desk/requests/{asking.pk}/accept/", terms)

    assert (answer.status_code, made(), User.objects.filter(email=ADDRESS).count()) == (400, [0, 1, 0, 0], 0)
    assert "This period overlaps another one of the same member." in answer.content.decode()
    assert not MembershipRequest.objects.exclude(decision="").exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"since": "soon"}, "since"),
        ({"since": "2026-02-30"}, "since"),
        ({"name": ""}, "name"),
        ({"entry": "un-women"}, "entry"),
        ({"role": "guest"}, "role"),
        ({"standing": "guest"}, "standing"),
    ],
)
def test_bad_terms_make_nothing(officer, page, change, field):
    answer = officer.post(f"{page}accept/", TERMS | change)

    assert (answer.status_code, list(answer.context["form"].errors), made()) == (400, [field], [0, 0, 0, 0])


def test_closed_account_is_said_and_nothing_is_made(officer, page, asking):
    User.objects.named(ADDRESS, "Amina")
    User.objects.filter(email=ADDRESS).update(is_active=False)

    answer = officer.post(f"{page}accept/", TERMS)

    assert (answer.status_code, made()) == (400, [0, 0, 0, 0])
    assert "was closed" in answer.content.decode()


def test_declining_needs_a_reason_which_she_reads(officer, page, asking):
    refused = officer.post(f"{page}decline/", {"reason": ""})

    officer.post(f"{page}decline/", {"reason": "You are a company."})

    asking.refresh_from_db()
    assert (refused.status_code, asking.decision, asking.reason) == (400, "declined", "You are a company.")
    assert (mail.outbox[-1].to, "You are a company." in mail.outbox[-1].body) == ([ADDRESS], True)


def test_asking_back_waits_for_her_and_is_mailed_once(officer, page, asking):
    for _time in range(2):
        officer.post(f"{page}ask/", {"words": "Who funds you?"})

    state = MembershipRequest.objects.for_list().get().state_in_words
    assert (asking.messages.count(), state) == (1, "waits for an answer")
    assert "Who funds you?" in mail.outbox[-1].body


@pytest.mark.parametrize("step", ["accept", "decline", "ask"])
def test_second_officer_reads_who_decided(officer, page, asking, admin, step):
    actions.decline(asking, "No.", by=admin)
    sent = len(mail.outbox)

    answers = [officer.get(f"{page}{step}/"), officer.post(f"{page}{step}/", TERMS | {"reason": "x", "words": "x"})]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert admin.name in answers[1].content.decode()
    assert (made(), len(mail.outbox)) == ([0, 0, 0, 0], sent)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_make_one_member(asking, editor, admin):
    start, outcomes = threading.Barrier(4), []

    def decide(by):
        member = Member(kind="civil_society", name_en="Women of the River")
        start.wait()
        try:
            actions.accept(asking, by=by, member=member, standing="member", since="2026", role="representative")
            outcomes.append("accepted")
        except actions.AlreadyDecided:
            outcomes.append("too late")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=[by]) for by in (editor, admin, editor, admin)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["accepted", "too late", "too late", "too late"]
    assert (made(), User.objects.filter(email=ADDRESS).count(), len(mail.outbox)) == ([1, 1, 1, 1], 1, 1)


@pytest.mark.parametrize("step", ["accept", "decline", "ask"])
def test_mail_that_does_not_go_is_said_and_can_be_repeated(officer, page, asking, settings, step):
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    answer = officer.post(f"{page}{step}/", TERMS | {"reason": "No.", "words": "Who?"}, follow=True)
    settings.EMAIL_BACKEND = backend

    officer.post(f"{page}mail/")

    assert "This is saved, but the mail server did not take the mail." in answer.content.decode()
    assert [message.to for message in mail.outbox] == [[ADDRESS]]


def test_repeated_mail_holds_a_fresh_invitation(officer, page):
    officer.post(f"{page}accept/", TERMS)
    officer.post(f"{page}mail/")

    old, new = (invitation_in(message) for message in mail.outbox[-2:])
    assert [Client().get(link).status_code for link in (old, new)] == [410, 200]
    assert Appointment.objects.count() == 1


def test_two_organisations_of_one_name_get_two_addresses(officer, page, asking):
    officer.post(f"{page}accept/", TERMS)
    other = a_request(email="other@river.example")

    officer.post(f"/en/desk/requests/{other.pk}/accept/", TERMS)

    assert set(Member.objects.values_list("slug", flat=True)) == {"women-of-the-river", "women-of-the-river-2"}


def test_mail_is_not_repeated_for_a_member_that_left(officer, page):
    officer.post(f"{page}accept/", TERMS)
    Membership.objects.update(
        until="2020", until_first="2020-01-01", until_last="2020-12-31", since="", since_first=None
    )

    answer = officer.post(f"{page}mail/", follow=True)

    assert ("has left the network" in answer.content.decode(), len(mail.outbox)) == (True, 1)


def test_documents_are_for_the_secretariat_alone(officer, page, asking, selma):
    asking.files.add(store(SimpleUploadedFile("a.txt", b"A", "text/plain")))
    said = RequestMessage.objects.create(request=asking, words="x")
    said.files.add(store(SimpleUploadedFile("b.txt", b"B", "text/plain")))
    strange = store(SimpleUploadedFile("c.txt", b"C", "text/plain"))
    files = [asking.files.get().pk, said.files.get().pk, strange.pk]
    stranger = Client()
    sign_in(stranger, selma)

    assert [officer.get(f"{page}files/{pk}/").status_code for pk in files] == [200, 200, 404]
    assert [stranger.get(f"{page}files/{pk}/").status_code for pk in files] == [403, 403, 403]


def test_unconfirmed_request_is_seen_by_nobody(officer, page, asking):
    MembershipRequest.objects.update(confirmed_at=None)

    assert officer.get(page).status_code == 404
    assert ADDRESS not in officer.get("/en/desk/requests/?format=csv").getvalue().decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=waiting", {"A"}),
        ("state=asked", {"B"}),
        ("state=declined", {"C"}),
        ("kind=state", {"D"}),
        ("words=river", {"A"}),
        ("region=002", {"D"}),
    ],
)
def test_filters(officer, editor, namibia, query, found):
    a_request(name="A")
    for name in "BC":
        a_request(name=name, email="x@example.org", organisation="X")
    actions.ask_back(MembershipRequest.objects.get(name="B"), "Who?", by=editor)
    actions.decline(MembershipRequest.objects.get(name="C"), "No.", by=editor)
    Member.objects.update(region=Region.objects.create(code="002", name_en="Africa"))
    if query in ("kind=state", "region=002"):
        a_request(name="D", kind="state", country=namibia, organisation="", email="d@example.org")

    rows = officer.get(f"/en/desk/requests/?format=json&{query}").json()["rows"]

    assert {row["name"] for row in rows} == found


def test_filter_with_a_value_that_does_not_exist_says_so(officer):
    assert officer.get("/en/desk/requests/?state=lost").status_code == 400


def asks(user):
    return [item.title for item in waiting_for(user) if item.title.endswith("asks to join")]


def test_requests_wait_on_the_desk_until_the_secretariat_has_asked(asking, editor, selma):
    assert "Women of the River asks to join" in asks(editor)
    assert asks(selma) == []

    actions.ask_back(asking, "Who?", by=editor)
    assert asks(editor) == []

    actions.answer(asking, "We.", [])
    assert len(asks(editor)) == 1


@pytest.mark.parametrize("rows", [5, 200])
def test_queries_of_the_list_do_not_grow(officer, editor, namibia, rows, django_assert_num_queries):
    for number in range(rows):
        one = a_request(name=str(number), kind="state", country=namibia, email=f"{number}@example.org")
        RequestMessage.objects.create(request=one, words="x", by=editor)
    officer.get("/en/desk/requests/")

    with django_assert_num_queries(6):
        officer.get("/en/desk/requests/")


@pytest.mark.parametrize("rows", [5, 200])
def test_queries_of_one_request_do_not_grow(officer, asking, page, editor, rows, django_assert_num_queries):
    for number in range(rows):
        RequestMessage.objects.create(request=asking, words=str(number), by=editor)
        Member.objects.create(kind="civil_society", slug=f"w{number}", name_en=f"Women of the River {number}")
        a_request(name=str(number))
    asking.files.add(store(SimpleUploadedFile("a.txt", b"A", "text/plain")))

    officer.get(page)
    with django_assert_num_queries(9):
        officer.get(page)
