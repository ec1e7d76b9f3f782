"""The team of a member: invited, changed, ended, handed over; by those who may, once."""

import datetime as dt
import re
import threading
from functools import partial

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format
from model_bakery import baker

from meetings.models import ActionPoint, Meeting
from members.actions import appointments as actions
from members.actions.appointments import Successor
from members.actions.invitations import HasLeft, accept_invitation, invite
from members.forms.team import PostForm
from members.models import Appointment, Invitation, Member, Membership, User, VerificationRound
from tests.conftest import appoint, person
from tests.signing_in import sign_in
from wpsnet.models import Mailing
from wpsnet.tasks import drain_outbox

TODAY = dt.date.today()


@pytest.fixture
def focal(client, ndapewa):
    sign_in(client, ndapewa)
    return client


def post_of(user):
    return user.appointments.get()


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# --- Who sees and changes it ------------------------------------------------------------------------------------------


def test_team_shows_posts_rights_and_invitations(focal, ndapewa, tomas, namibia):
    invite("hilma@example.org", "Hilma", namibia, "police", by=ndapewa)
    page = words(focal.get("/en/members/NAM/team/"))

    assert "Ndapewa Shikongo" in page
    assert "writes and publishes the entry" in page
    assert "Tomas Haufiku" in page
    assert "Hilma , hilma@example.org : police gender focal point." in page


def test_alternate_sees_who_is_invited_but_not_the_address(client, ndapewa, tomas, namibia):
    invite("hilma@example.org", "Hilma", namibia, "police", by=ndapewa)
    sign_in(client, tomas)
    page = words(client.get("/en/members/NAM/team/"))

    assert "Hilma : police gender focal point." in page
    assert "hilma@example.org" not in page
    assert "Withdraw" not in page


def test_alternate_sees_the_team_and_does_not_change_it(client, ndapewa, tomas):
    sign_in(client, tomas)
    post = post_of(ndapewa).pk

    assert client.get("/en/members/NAM/team/").status_code == 200
    for page in ("invite/", f"{post}/", f"{post}/end/"):
        assert client.get(f"/en/members/NAM/team/{page}").status_code == 403
    assert client.post(f"/en/members/NAM/team/{post}/reopen/").status_code == 403


def test_stranger_does_not_learn_that_there_is_a_team(client, namibia, selma):
    sign_in(client, selma)

    assert client.get("/en/members/NAM/team/").status_code == 404


def test_protected_person_is_not_named_to_her_team(focal, tomas):
    tomas.at_risk = True
    tomas.save()

    page = words(focal.get("/en/members/NAM/team/"))
    assert "Tomas" not in page
    assert "A protected person" in page


def test_post_of_a_protected_person_does_not_tell_who_she_is(focal, ndapewa, tomas):
    told = {"post": "Colonel", "institution": "Ministry of Defence", "sector": "defence", "languages": ["fr"]}
    tomas.appointments.update(**told)
    tomas.at_risk = True
    tomas.save()

    team = "/en/members/NAM/team/"
    end = f"{team}{post_of(ndapewa).pk}/end/"
    addresses = [team, f"{team}?format=csv", f"{team}{post_of(tomas).pk}/", end, "/en/members/NAM/handover/"]
    pages = [b"".join(focal.get(address)).decode() for address in addresses]
    for page in pages:
        assert not re.search("Tomas|Colonel|Ministry of Defence|tomas@", page)
    assert not re.search(
        "French|français|fr,", re.sub("<nav class=.languages.*?</nav>", "", pages[0] + pages[1], flags=re.S)
    )


def test_name_shown_to_the_secretariat_only_is_not_offered_as_successor(focal, ndapewa, tomas):
    tomas.appointments.update(show_name="secretariat")

    assert "Tomas" not in words(focal.get(f"/en/members/NAM/team/{post_of(ndapewa).pk}/end/"))


def test_invitation_to_a_protected_person_is_known_to_the_secretariat_alone(focal, editor, civil, namibia):
    civil.at_risk = True
    civil.save()
    invitation = invite(civil.email, civil.name, namibia, "police", by=editor)

    for page in ("team", "handover"):
        assert "Amina" not in words(focal.get(f"/en/members/NAM/{page}/"))
    assert focal.post(f"/en/members/NAM/team/invitations/{invitation.pk}/withdraw/").status_code == 404


# --- Inviting and changing --------------------------------------------------------------------------------------------


def inviting(**change):
    about = {"name": "Hilma", "email": "hilma@example.org", "language": "fr", "role": "police", "rights": "usual"}
    return about | change


def test_focal_point_invites_with_rights(focal, namibia):
    response = focal.post("/en/members/NAM/team/invite/", inviting(email="Hilma@example.org", rights="writes"))

    invitation = Invitation.objects.get()
    assert response["Location"] == "/en/members/NAM/team/"
    assert (invitation.email, invitation.edits, invitation.publishes) == ("hilma@example.org", True, False)
    assert mail.outbox[0].to == ["hilma@example.org"]
    assert "le point focal de Namibia vous invite" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("role", "rights", "given"),
    [
        ("alternate", "usual", (True, False)),
        ("police", "usual", (False, False)),
        ("police", "publishes", (True, True)),
        ("alternate", "reads", (False, False)),
        ("focal_point", "reads", (True, True)),
    ],
)
def test_rights_are_those_of_the_role_unless_chosen(focal, role, rights, given):
    focal.post("/en/members/NAM/team/invite/", inviting(role=role, rights=rights))

    invitation = Invitation.objects.get()
    assert (invitation.edits, invitation.publishes) == given


def test_what_the_office_says_of_a_post_goes_with_the_invitation(focal):
    office = {"post": "Deputy director", "institution": "Ministry of Defence", "sector": "defence"}
    focal.post("/en/members/NAM/team/invite/", inviting(**office))
    accept_invitation(Invitation.objects.get(), None, name="Hilma", language="en")

    post = Appointment.objects.get(role="police")
    assert {name: getattr(post, name) for name in office} == office


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "tomas@example.org", "role": "alternate"}, "email"),
        ({"email": '"a,b"@example.org'}, "email"),
        ({"rights": "all"}, "rights"),
        ({"role": ""}, "role"),
    ],
)
def test_impossible_invitation_sends_nothing(focal, tomas, change, field):
    response = focal.post("/en/members/NAM/team/invite/", inviting(**change))

    assert (response.status_code, list(response.context["form"].errors)) == (400, [field])
    assert not mail.outbox


def test_nobody_is_appointed_for_a_member_that_left(focal, namibia, ndapewa):
    Membership.objects.create(member=namibia, since="2016", until="2020")
    response = focal.post("/en/members/NAM/team/invite/", inviting())

    assert "This member has left the network" in words(response)
    with pytest.raises(HasLeft):
        invite("hilma@example.org", "Hilma", namibia, "police", by=ndapewa)
    assert not Invitation.objects.exists()


def test_focal_point_lets_the_alternate_publish(focal, tomas):
    post = post_of(tomas)
    given = {"since": post.since.isoformat(), "edits": "on", "publishes": "on", "languages": ["fr", "en"]}
    focal.post(f"/en/members/NAM/team/{post.pk}/", given)

    post.refresh_from_db()
    assert (post.publishes, sorted(post.languages)) == (True, ["en", "fr"])
    assert tomas.has_perm("members.publish_profile", post.member)


def test_rights_of_a_focal_point_are_no_choice(focal, ndapewa):
    post = post_of(ndapewa)
    focal.post(f"/en/members/NAM/team/{post.pk}/", {"since": post.since.isoformat(), "post": "Director"})

    post.refresh_from_db()
    assert (post.post, post.edits, post.publishes) == ("Director", True, True)


def test_post_does_not_begin_after_its_last_day(focal, tomas):
    post = post_of(tomas)
    actions.end_appointment(post, until=TODAY, by=tomas)
    response = focal.post(
        f"/en/members/NAM/team/{post.pk}/", {"since": str(TODAY + dt.timedelta(days=1)), "edits": "on"}
    )

    assert (response.status_code, list(response.context["form"].errors)) == (400, ["since"])


def test_post_that_ends_while_it_is_changed_stays_ended(tomas, ndapewa):
    read = post_of(tomas)
    form = PostForm({"since": read.since.isoformat(), "post": "Director"}, instance=read, by=ndapewa)
    assert form.is_valid()
    actions.end_appointment(post_of(tomas), until=TODAY, by=ndapewa)
    actions.save_post(read, form)

    assert (post_of(tomas).post, post_of(tomas).until) == ("Director", TODAY)


def test_invitation_of_a_member_that_left_is_neither_taken_nor_renewed(client, focal, namibia, ndapewa):
    invitation = invite("hilma@example.org", "Hilma", namibia, "police", by=ndapewa)
    link = re.search(r"/en/invitations/\S+", mail.outbox[0].body)[0]
    Membership.objects.create(member=namibia, since="2016", until="2020")
    new = {"name": "H", "language": "en", "without_password": "on"}
    answers = [client.get(link), client.post(link, new)]
    renewed = focal.post(f"/en/members/NAM/team/invitations/{invitation.pk}/renew/", follow=True)

    assert [answer.status_code for answer in answers] == [410, 410]
    assert "Namibia has left the network" in words(answers[1])
    assert "This member has left the network" in words(renewed)
    assert not Appointment.objects.filter(role="police").exists()


@pytest.mark.parametrize("since", [str(TODAY.year), "2090", ""])
def test_member_has_not_left_where_a_period_may_still_run(namibia, since):
    Membership.objects.create(member=namibia, since="2016", until="2018")
    Membership.objects.create(member=namibia, since=since or "2019")

    assert not namibia.has_left


def test_invitation_renewed_by_two_clicks_is_sent_once(focal, namibia, ndapewa):
    first = invite("hilma@example.org", "Hilma", namibia, "police", by=ndapewa)
    for _click in range(2):
        answer = focal.post(f"/en/members/NAM/team/invitations/{first.pk}/renew/", follow=True)

    assert "was closed already" in words(answer)
    assert len(mail.outbox) == 2


def test_renewed_invitation_takes_the_place_of_the_expired(focal, namibia, ndapewa):
    first = invite("hilma@example.org", "Hilma", namibia, "police", by=ndapewa)
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(days=9))
    assert "The invitation ended on" in words(focal.get("/en/members/NAM/team/"))
    focal.post(f"/en/members/NAM/team/invitations/{first.pk}/renew/")

    assert Invitation.objects.not_taken().get().is_open


def test_invitation_that_was_not_mailed_waits_to_be_sent_again(focal, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1  # nobody listens there
    answer = words(focal.post("/en/members/NAM/team/invite/", inviting(), follow=True))

    assert "did not take the invitation. It is kept in the list" in answer
    assert "Hilma , hilma@example.org" in answer
    assert not Invitation.objects.open().exists()


def test_invitation_is_sent_anew_and_withdrawn(focal, namibia, ndapewa):
    first = invite("hilma@example.org", "Hilma", namibia, "police", by=ndapewa, edits=True)
    focal.post(f"/en/members/NAM/team/invitations/{first.pk}/renew/")

    second = Invitation.objects.open().get()
    assert second.pk != first.pk
    assert second.edits
    focal.post(f"/en/members/NAM/team/invitations/{second.pk}/withdraw/")
    assert not Invitation.objects.open().exists()


# --- Ending and handing over ------------------------------------------------------------------------------------------


def ending(**change):
    about = {
        "until": TODAY.isoformat(),
        "who": "invite",
        "name": "Hilma",
        "email": "hilma@example.org",
        "language": "en",
    }
    return about | change


def test_focal_point_hands_over_and_the_successor_follows_her(focal, ndapewa):
    post = post_of(ndapewa)
    response = focal.post(f"/en/members/NAM/team/{post.pk}/end/", ending())

    post.refresh_from_db()
    invitation = Invitation.objects.get()
    assert response.status_code == 302
    assert post.until == TODAY
    assert (invitation.succeeds, invitation.role, invitation.publishes) == (post, "focal_point", True)


def test_rights_end_with_the_last_day(focal, ndapewa, namibia):
    post = post_of(ndapewa)
    actions.end_appointment(post, until=TODAY - dt.timedelta(days=1), by=ndapewa)

    assert focal.get("/en/members/NAM/edit/").status_code == 404
    assert Member.objects.without_focal_point().get() == namibia


def test_representative_speaks_for_civil_society_and_for_no_state(namibia, ndapewa, selma):
    wilpf = Member.objects.create(kind="civil_society", slug="wilpf", name_en="WILPF")
    Appointment.objects.update(until=TODAY - dt.timedelta(days=1))
    for member in (wilpf, namibia):
        appoint(selma, member, Appointment.Role.REPRESENTATIVE)

    vacant = set(Member.objects.without_focal_point())
    assert (namibia in vacant, wilpf in vacant) == (True, False)


def test_colleague_moves_up_without_an_invitation(focal, ndapewa, tomas):
    post = post_of(ndapewa)
    focal.post(f"/en/members/NAM/team/{post.pk}/end/", ending(who="team", colleague=post_of(tomas).pk))

    followed = Appointment.objects.get(person=tomas, role="focal_point")
    assert (followed.succeeds, followed.publishes) == (post, True)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"until": "2001-01-01"}, "until"),
        ({"until": "soon"}, "until"),
        ({"email": ""}, "email"),
        ({"name": ""}, "name"),
        ({"email": "ndapewa@example.org"}, "email"),
        ({"email": '"a,b"@example.org'}, "email"),
        ({"who": "nobody"}, "leaves_vacant"),
        ({"who": "team"}, "who"),
        ({"who": ""}, "who"),
    ],
)
def test_impossible_end_changes_nothing(focal, ndapewa, change, field):
    post = post_of(ndapewa)
    response = focal.post(f"/en/members/NAM/team/{post.pk}/end/", ending(**change))

    assert (response.status_code, list(response.context["form"].errors)) == (400, [field])
    assert Appointment.objects.get(pk=post.pk).until is None


def test_last_focal_point_leaves_only_knowingly(focal, ndapewa):
    post = post_of(ndapewa)
    focal.post(f"/en/members/NAM/team/{post.pk}/end/", ending(who="nobody", leaves_vacant="on"))

    assert Appointment.objects.get(pk=post.pk).until == TODAY


def test_focal_point_who_leaves_first_does_not_lead_on(focal, ndapewa, namibia):
    appoint(person("other@example.org", "Other"), namibia, "focal_point", until=TODAY)
    later = (TODAY + dt.timedelta(days=3)).isoformat()
    response = focal.post(f"/en/members/NAM/team/{post_of(ndapewa).pk}/end/", ending(who="nobody", until=later))

    assert (response.status_code, list(response.context["form"].errors)) == (400, ["leaves_vacant"])


def test_member_with_two_focal_points_loses_one_without_a_tick(focal, ndapewa, namibia):
    appoint(person("other@example.org", "Other"), namibia, "focal_point")
    focal.post(f"/en/members/NAM/team/{post_of(ndapewa).pk}/end/", ending(who="nobody"))

    assert post_of(ndapewa).until == TODAY


def test_alternate_ends_her_own_post_and_does_not_choose_who_comes_after(client, tomas, ndapewa):
    sign_in(client, tomas)
    page = client.get(f"/en/members/NAM/team/{post_of(tomas).pk}/end/")
    client.post(f"/en/members/NAM/team/{post_of(tomas).pk}/end/", ending())

    assert list(page.context["form"].fields) == ["until"]
    assert post_of(tomas).until == TODAY
    assert not Invitation.objects.exists()


def test_successor_is_not_sought_for_a_member_that_left(focal, ndapewa, namibia):
    Membership.objects.create(member=namibia, since="2016", until="2020")
    response = focal.post(f"/en/members/NAM/team/{post_of(ndapewa).pk}/end/", ending())

    assert (response.status_code, list(response.context["form"].errors)) == (400, ["who"])
    with pytest.raises(HasLeft):
        actions.end_appointment(
            post_of(ndapewa), until=TODAY, by=ndapewa, successor=Successor("hilma@example.org", "Hilma")
        )
    assert post_of(ndapewa).until is None


def test_ending_twice_says_so_and_invites_nobody_again(focal, ndapewa):
    post = post_of(ndapewa)
    actions.end_appointment(post, until=TODAY, by=ndapewa)
    response = focal.post(f"/en/members/NAM/team/{post.pk}/end/", ending())

    assert response.status_code == 409
    assert "Nothing was changed now" in words(response)
    assert not Invitation.objects.exists()


def test_person_whose_post_somebody_else_ends_is_told(client, editor, ndapewa, tomas):
    sign_in(client, editor)
    client.post(f"/en/members/NAM/team/{post_of(tomas).pk}/end/", ending(who="nobody"))
    drain_outbox()

    letters = {message.to[0]: message.body for message in mail.outbox}
    assert set(letters) == {"tomas@example.org", "ndapewa@example.org"}
    assert "answer this mail" in letters["tomas@example.org"]
    assert date_format(TODAY) in letters["tomas@example.org"]
    assert "Tomas" not in letters["ndapewa@example.org"]


def test_person_who_ends_her_own_post_is_told_too(ndapewa, editor):
    actions.end_appointment(post_of(ndapewa), until=TODAY, by=ndapewa)
    drain_outbox()

    letters = {message.to[0]: message.body for message in mail.outbox}
    assert set(letters) == {"ndapewa@example.org", "editor@example.org"}
    assert "Thank you for your work" in letters["ndapewa@example.org"]
    assert "http://localhost:8000/en/members/NAM/team/" in letters["editor@example.org"]


def test_end_is_told_once_however_often_it_is_taken_back(ndapewa, tomas):
    for _again in range(2):
        actions.end_appointment(post_of(tomas), until=TODAY, by=ndapewa)
        actions.reopen(post_of(tomas), by=ndapewa)

    assert Mailing.objects.filter(template="post_ended").count() == 1


def test_end_is_taken_back(focal, tomas):
    post = post_of(tomas)
    actions.end_appointment(post, until=TODAY, by=tomas)
    focal.post(f"/en/members/NAM/team/{post.pk}/reopen/")

    assert Appointment.objects.get(pk=post.pk).until is None


def test_end_is_not_taken_back_where_the_post_is_held_anew(focal, tomas, namibia):
    post = post_of(tomas)
    actions.end_appointment(post, until=TODAY, by=tomas)
    appoint(tomas, namibia, "alternate")
    response = focal.post(f"/en/members/NAM/team/{post.pk}/reopen/", follow=True)

    assert "Nothing was changed: this post is held already." in words(response)
    assert Appointment.objects.get(pk=post.pk).until == TODAY


@pytest.mark.parametrize("reason", ["account closed", "member left"])
def test_end_is_not_taken_back_where_nobody_can_be_appointed(focal, tomas, namibia, reason):
    actions.end_appointment(post_of(tomas), until=TODAY, by=tomas)
    if reason == "account closed":
        User.objects.filter(pk=tomas.pk).update(is_active=False)
    else:
        Membership.objects.create(member=namibia, since="2016", until="2020")
    response = focal.post(f"/en/members/NAM/team/{post_of(tomas).pk}/reopen/", follow=True)

    assert {"account closed": "account of this person is closed", "member left": "has left the network"}[
        reason
    ] in words(response)
    assert post_of(tomas).until == TODAY


def test_who_takes_back_an_end_hears_of_the_open_invitation(focal, ndapewa, tomas):
    focal.post(f"/en/members/NAM/team/{post_of(tomas).pk}/end/", ending())
    response = focal.post(f"/en/members/NAM/team/{post_of(tomas).pk}/reopen/", follow=True)

    assert "An invitation to a successor is still open." in words(response)


def at_once(*acts):
    """What came of ACTS that begin at the same moment, each with a connection of its own: a value or an exception."""
    answers, start = [], threading.Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            answers.append(type(act()).__name__)
        except Exception as error:
            answers.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_end_a_post_at_once_one_does(ndapewa, tomas):
    posts = [post_of(tomas), post_of(tomas)]
    acts = [partial(actions.end_appointment, post, until=TODAY, by=ndapewa) for post in posts]

    assert at_once(*acts) == ["AlreadyEnded", "bool"]
    assert Mailing.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_focal_points_who_leave_at_once_one_is_the_last(ndapewa, namibia):
    other = person("other@example.org", "Other")
    appoint(other, namibia, "focal_point")
    acts = [
        partial(actions.end_appointment, post_of(user), until=TODAY, by=user, may_leave_vacant=False)
        for user in (ndapewa, other)
    ]

    assert at_once(*acts) == ["LeavesVacant", "bool"]
    assert Appointment.objects.filter(until=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_renew_an_invitation_at_once_one_does(ndapewa, namibia):
    invitation = invite("hilma@example.org", "Hilma", namibia, "police", by=ndapewa)
    acts = [partial(actions.renew_invitation, invitation, by=ndapewa)] * 2

    assert at_once(*acts) == ["Invitation", "InvitationClosed"]
    assert Invitation.objects.open().count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_back_two_ends_of_the_same_post_one_does(ndapewa, tomas, namibia):
    posts = [post_of(tomas), appoint(tomas, namibia, "alternate", until=TODAY)]
    Appointment.objects.filter(person=tomas).update(until=TODAY)

    assert at_once(*(partial(actions.reopen, post, by=ndapewa) for post in posts)) == ["NoneType", "StillHeld"]


# --- What the next one finds ------------------------------------------------------------------------------------------


def test_successor_finds_everything_on_one_page(client, ndapewa, tomas):
    actions.end_appointment(
        post_of(ndapewa), until=TODAY, by=ndapewa, successor=Successor("tomas@example.org", "Tomas")
    )
    sign_in(client, tomas)

    assert "Namibia: read what your predecessor left you" in words(client.get("/en/desk/"))
    page = words(client.get("/en/members/NAM/handover/"))
    for heading in (
        "The entry",
        "Open action points",
        "Action plans and their dates",
        "Last statements",
        "Who to talk to",
    ):
        assert heading in page


def test_focal_point_invited_by_the_secretariat_is_led_to_what_her_predecessor_left(client, namibia, ndapewa, selma):
    actions.end_appointment(post_of(ndapewa), until=TODAY - dt.timedelta(days=1), by=ndapewa)
    appoint(selma, namibia, "focal_point", since=TODAY)
    sign_in(client, selma)

    assert "Namibia: read what your predecessor left you" in words(client.get("/en/desk/"))


def test_first_in_a_post_has_no_predecessor(focal):
    assert "predecessor" not in words(focal.get("/en/desk/"))


def test_handover_tells_the_question_that_waits(focal, namibia):
    opened = VerificationRound.objects.create(opened_on=TODAY)
    opened.verifications.create(member=namibia, asked_on=TODAY)

    asked = f"On {date_format(TODAY)} the secretariat asked whether the entry is still right."
    assert asked in words(focal.get("/en/members/NAM/handover/"))


def test_handover_tells_what_happened_last_to_a_plan(focal, namibia, source):
    plan = namibia.plans.create(slug="2", generation=2, kind="national")
    plan.events.create(kind="launched", date="2019", until="2024", source=source)
    plan.events.create(kind="under_review", date="2023-05", source=source)
    page = words(focal.get("/en/members/NAM/handover/"))

    assert "its period ended on 31 December 2024 · latest event: under review, May 2023" in page


def test_handover_tells_every_member_of_the_team_who_is_invited(client, tomas, ndapewa, namibia):
    invite("hilma@example.org", "Hilma", namibia, "police", by=ndapewa)
    sign_in(client, tomas)
    page = words(client.get("/en/members/NAM/handover/"))

    assert "Invited: Hilma" in page
    assert "Tomas Haufiku alternate" not in page


def test_vacancy_waits_on_the_desk_of_the_secretariat(client, editor, ndapewa):
    actions.end_appointment(post_of(ndapewa), until=timezone.localdate() - dt.timedelta(days=1), by=ndapewa)
    sign_in(client, editor)

    assert "Namibia has no focal point" in words(client.get("/en/desk/"))


@pytest.mark.parametrize("rows", [5, 200])
@pytest.mark.parametrize(("page", "queries"), [("team/", 7), ("team/?format=csv", 5), ("handover/", 10)])
def test_queries_do_not_grow(focal, ndapewa, namibia, source, rows, page, queries, django_assert_num_queries):
    for number in range(rows):
        meeting = baker.make(Meeting, slug=f"m-{number}", name="Meeting", date="2017", source=source, ordinal=None)
        appoint(person(f"p{number}@example.org", f"Person {number}"), namibia, "mission")
        plan = namibia.plans.create(slug=str(number), generation=number + 1, kind="national")
        plan.events.create(kind="drafting", date="2019", source=source)
        ActionPoint.objects.create(meeting=meeting, ref="(a)(i)", order=1, text="Do.", source=source).responsible.add(
            namibia
        )
        told = {"name": "Invited", "token_hash": str(number), "expires_at": timezone.now() + dt.timedelta(days=1)}
        namibia.invitations.create(email=f"i{number}@example.org", role="police", invited_by=ndapewa, **told)
    focal.get("/en/desk/")  # notes when the session began

    with django_assert_num_queries(queries):
        b"".join(focal.get(f"/en/members/NAM/{page}"))


def test_team_is_shown_fifty_at_a_time_and_filtered(focal, namibia):
    for number in range(60):
        ended = {"until": TODAY - dt.timedelta(days=1)} if number % 2 else {}
        appoint(person(f"p{number}@example.org", f"Person {number}"), namibia, "mission", **ended)

    assert "Page 1 of 2" in words(focal.get("/en/members/NAM/team/"))
    assert "Person 59" in words(focal.get("/en/members/NAM/team/?page=2"))
    assert "Person 1 " not in words(focal.get("/en/members/NAM/team/?held=today"))
    assert focal.get("/en/members/NAM/team/?role=queen").status_code == 400
    assert focal.get("/en/members/NAM/team/?page=9").status_code == 404
    assert focal.get("/en/members/NAM/team/?format=atom").status_code == 404


def test_team_can_be_taken_as_a_file(focal, ndapewa, tomas):
    rows = focal.get("/en/members/NAM/team/?format=json").json()["rows"]

    assert [(row["name"], row["writes"], row["publishes"]) for row in rows] == [
        ("Ndapewa Shikongo", True, True),
        ("Tomas Haufiku", True, False),
    ]
