"""Delegations: seats that two at once cannot overrun, a head, closing, the waiting list, and people under a code."""

import datetime as dt
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings import personal_who_comes
from meetings.actions import admission as admitting
from meetings.actions import delegations as actions
from meetings.actions import protection
from meetings.models import Delegation, ProtectedLook, ProtectedPerson, Registration
from members.models import Appointment, User
from members.rules import posts_of
from tests import papers
from tests.conftest import appoint, person
from tests.meetings.who_comes import DAY, an_admission, signed_in, somebody
from wpsnet.desk import desk, waiting_for
from wpsnet.models import Delivery

PAGE = "/en/members/NAM/delegations/sixth/"
ADDRESS = "/en/desk/meetings/sixth/"
POSTED = {"name": "Anna Example", "function": "Adviser", "seat": "official", "way": "on_site"}
GRACE = POSTED | {"name": "Grace Canary", "institution": "Canary group", "seat": "civil_society", "protect": "on"}
UNTIL = dt.date(2031, 6, 1)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def sixth(source):
    return an_admission(source, seats=2, civil_seats=1)


@pytest.fixture
def focal(ndapewa):
    return signed_in(ndapewa)


@pytest.fixture
def officer(editor):
    return signed_in(editor)


def registered(admission, member, by, *names):
    return [actions.register(admission, member, somebody(name), by=by) for name in names]


def confirmed(admission, member, by, *names):
    people = registered(admission, member, by, *names)
    actions.make_head(people[0], by=by)
    actions.confirm(people[0].delegation, by=by)
    return people


def text(response):
    return response.content.decode()


# --- The member -------------------------------------------------------------------------------------------------------


def test_team_registers_head_letter_and_confirms(sixth, focal):
    sixth.letter_needed = True
    sixth.save()
    focal.post(f"{PAGE}register/", POSTED)
    anna = Registration.objects.get()
    focal.post(f"{PAGE}{anna.pk}/head/")
    upload = SimpleUploadedFile("note.docx", papers.docx())
    focal.post(f"{PAGE}letter/", {"kind": "note_verbale", "letter": upload})

    answer = focal.post(f"{PAGE}confirm/", follow=True)

    assert "The delegation is confirmed" in text(answer)
    delegation = Delegation.objects.get()
    assert (delegation.head, delegation.letter.name, bool(delegation.confirmed_at)) == (anna, "note.docx", True)
    assert focal.get(f"{PAGE}letter/file/").status_code == 200


def test_delegation_without_head_is_not_confirmed_and_says_why(sixth, focal, namibia, ndapewa):
    registered(sixth, namibia, ndapewa, "Anna Example")

    answer = focal.post(f"{PAGE}confirm/", follow=True)

    assert "The delegation has no head. Say who leads it." in text(answer)
    assert "Everything is kept." in text(answer)
    assert Delegation.objects.get().confirmed_at is None


def test_database_keeps_no_confirmed_delegation_without_head(sixth, namibia):
    with pytest.raises(IntegrityError, match="confirmed_delegation_has_its_head"), transaction.atomic():
        Delegation.objects.create(admission=sixth, member=namibia, confirmed_at=timezone.now())


def test_head_that_goes_leaves_the_delegation_to_be_confirmed_anew(sixth, namibia, ndapewa):
    head, _other = confirmed(sixth, namibia, ndapewa, "Anna Example", "Berta Example")

    actions.withdraw(head, by=ndapewa)

    delegation = Delegation.objects.get()
    assert (delegation.head, delegation.confirmed_at) == (None, None)


def test_successor_takes_seat_and_headship(sixth, namibia, ndapewa):
    head, _other = confirmed(sixth, namibia, ndapewa, "Anna Example", "Berta Example")

    new = actions.replace(head, somebody("Carla Example"), by=ndapewa)

    head.refresh_from_db()
    assert (head.state, new.state, new.replaces, Delegation.objects.get().head) == ("replaced", "listed", head, new)


def test_after_closing_nothing_is_registered_and_what_was_typed_stays(sixth, focal):
    sixth.closes_at = timezone.now() - dt.timedelta(minutes=1)
    sixth.save()

    answer = focal.post(f"{PAGE}register/", POSTED)

    assert answer.status_code == 409
    assert "Registration closed on" in text(answer)
    assert 'value="Anna Example"' in text(answer)
    assert not Registration.objects.exists()


def test_registration_that_closes_meanwhile_is_refused_by_the_action(sixth, namibia, ndapewa, editor):
    sixth.opens_at = timezone.now() + DAY / 2
    sixth.save()

    with pytest.raises(actions.NotOpen):
        registered(sixth, namibia, ndapewa, "Anna Example")
    assert registered(sixth, namibia, editor, "Anna Example")[0].state == "listed"


def test_same_person_sent_twice_is_one_registration(sixth, focal):
    for _time in range(2):
        focal.post(f"{PAGE}register/", POSTED)
        focal.post(f"{PAGE}register/", GRACE)

    assert Registration.objects.count() == 2


def test_stranger_finds_nothing_and_alternate_registers(sixth, selma, tomas):
    assert signed_in(selma).get(PAGE).status_code == 404
    assert signed_in(tomas).get(f"{PAGE}register/").status_code == 200


# --- Seats ------------------------------------------------------------------------------------------------------------


def test_without_a_seat_one_waits_and_moves_up(sixth, focal, namibia, ndapewa):
    first, _second, third = registered(sixth, namibia, ndapewa, "Anna Example", "Berta Example", "Carla Example")
    answer = focal.post(f"{PAGE}register/", POSTED | {"name": "Dora Example"}, follow=True)

    actions.withdraw(first, by=ndapewa)

    third.refresh_from_db()
    assert "Dora Example stands on the waiting list" in text(answer)
    assert (third.state, Registration.objects.get(name="Dora Example").state) == ("listed", "queued")


def test_civil_society_has_seats_of_its_own_and_organisations_theirs(sixth, namibia, ndapewa, civil):
    registered(sixth, namibia, ndapewa, "Anna Example", "Berta Example")
    seat = actions.register(sixth, namibia, somebody("Carla Example", seat="civil_society"), by=ndapewa)
    wilpf = civil.appointments.get().member

    states = [one.state for one in registered(sixth, wilpf, civil, "Dora Example", "Eva Example", "Fay Example")]

    assert (seat.state, states) == ("listed", ["listed", "listed", "queued"])


def test_full_meeting_puts_everybody_else_on_the_waiting_list(sixth, namibia, sweden, ndapewa, selma):
    sixth.capacity = 1
    sixth.save()
    registered(sixth, namibia, ndapewa, "Anna Example")

    assert registered(sixth, sweden, selma, "Berta Example")[0].state == "queued"


def test_database_refuses_a_seat_over_the_quota(sixth, namibia, ndapewa):
    registered(sixth, namibia, ndapewa, "Anna Example", "Berta Example", "Carla Example")

    with pytest.raises(IntegrityError, match="no seat is left"), transaction.atomic():
        Registration.objects.filter(name="Carla Example").update(state="listed")


def test_rules_cannot_shrink_below_those_who_have_a_seat(sixth, officer, namibia, ndapewa):
    registered(sixth, namibia, ndapewa, "Anna Example", "Berta Example")
    told = {"opens_at": "2026-01-01T09:00", "closes_at": "2031-04-01T09:00", "civil_seats": 1, "organisation_seats": 1}

    answer = officer.post(f"{ADDRESS}admission/", told | {"seats": 1, "budget": 0, "currency": "USD"})

    assert answer.status_code == 400
    assert "Namibia has 2 people registered there already" in text(answer)


def at_once(*acts):
    """What ACTS answer when they are done in threads of their own, with a connection each."""
    answers, gate = [], threading.Barrier(len(acts))

    def run(act):
        gate.wait()
        try:
            answers.append(act())
        except IntegrityError as error:
            answers.append(str(error).splitlines()[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_two_who_take_the_last_seat_at_once_get_one_seat(sixth, namibia, ndapewa):
    registered(sixth, namibia, ndapewa, "Anna Example")

    states = at_once(
        lambda: registered(sixth, namibia, ndapewa, "Berta Example")[0].state,
        lambda: registered(sixth, namibia, ndapewa, "Carla Example")[0].state,
    )

    assert sorted(states) == ["listed", "queued"]


@pytest.mark.django_db(transaction=True)
def test_quota_holds_also_for_two_that_go_round_the_actions(sixth, namibia, ndapewa):
    (anna,) = registered(sixth, namibia, ndapewa, "Anna Example")
    row = {"delegation": anna.delegation, "registered_by": ndapewa}

    answers = at_once(
        lambda: Registration.objects.create(name="Berta Example", **row).state,
        lambda: Registration.objects.create(name="Carla Example", **row).state,
    )

    assert sorted(answers) == ["listed", "no seat is left"]
    assert Registration.objects.seated().count() == 2


# --- The secretariat --------------------------------------------------------------------------------------------------


def test_secretariat_admits_on_conditions_and_refuses_with_a_reason(sixth, officer, namibia, ndapewa):
    anna, berta = confirmed(sixth, namibia, ndapewa, "Anna Example", "Berta Example")

    officer.post(f"{ADDRESS}registrations/{anna.pk}/", {"decision": "admit", "conditions": "First day only."})
    unsaid = officer.post(f"{ADDRESS}registrations/{berta.pk}/", {"decision": "refuse"})
    officer.post(f"{ADDRESS}registrations/{berta.pk}/", {"decision": "refuse", "reason": "Too late."})

    anna.refresh_from_db()
    berta.refresh_from_db()
    assert (anna.state, anna.conditions, unsaid.status_code) == ("approved", "First day only.", 400)
    assert (berta.state, berta.reason) == ("refused", "Too late.")
    assert Delivery.objects.filter(address=ndapewa.email).exists()


def test_nobody_is_admitted_before_the_delegation_is_confirmed(sixth, officer, namibia, ndapewa):
    (anna,) = registered(sixth, namibia, ndapewa, "Anna Example")

    answer = officer.post(f"{ADDRESS}registrations/{anna.pk}/", {"decision": "admit"})

    assert (answer.status_code, Registration.objects.get().state) == (409, "listed")


def test_attendance_is_marked_for_the_admitted_only(sixth, officer, namibia, ndapewa):
    anna, berta = confirmed(sixth, namibia, ndapewa, "Anna Example", "Berta Example")
    officer.post(f"{ADDRESS}registrations/{anna.pk}/", {"decision": "admit"})

    for one in (anna, berta):
        officer.post(f"{ADDRESS}attendance/{one.pk}/", {"presence": "remote"})

    assert dict(Registration.objects.values_list("name", "presence")) == {"Anna Example": "remote", "Berta Example": ""}
    assert "remote" in b"".join(officer.get(f"{ADDRESS}attendance/?format=csv")).decode()


def test_desks_say_what_waits(sixth, focal, officer, namibia, ndapewa):
    assert "Namibia: the delegation to “Sixth meeting” has not been confirmed" in text(focal.get("/en/desk/"))

    confirmed(sixth, namibia, ndapewa, "Anna Example")

    assert "has not been confirmed" not in text(focal.get("/en/desk/"))
    assert "Namibia: the delegation to “Sixth meeting” waits to be admitted" in text(officer.get("/en/desk/"))


def test_desks_ask_no_more_than_before(sixth, namibia, ndapewa, editor, django_assert_num_queries):
    guests = {name: desk.pop(name) for name in ("delegations", "admission")}
    readers = [User.objects.get(pk=one.pk) for one in (ndapewa, editor)]
    for one in readers:
        one.lives_one_request = True
        posts_of(one)
    with CaptureQueriesContext(connection) as before:
        [waiting_for(one) for one in readers]
    desk.update(guests)

    with django_assert_num_queries(len(before)):
        [waiting_for(one) for one in readers]


@pytest.mark.parametrize("rows", [5, 200])
def test_queries_do_not_grow(sixth, officer, namibia, ndapewa, rows, django_assert_num_queries):
    sixth.seats = 300
    sixth.save()
    delegation = Delegation.objects.create(admission=sixth, member=namibia)
    common = {"delegation": delegation, "registered_by": ndapewa, "state": "approved", "decided_at": timezone.now()}
    Registration.objects.bulk_create(Registration(name=f"Person {number}", **common) for number in range(rows))

    officer.get(f"{ADDRESS}badges/")
    for page, count in {"registrations": 7, "badges": 6, "attendance": 6}.items():
        with django_assert_num_queries(count):
            assert officer.get(f"{ADDRESS}{page}/").status_code == 200
    with django_assert_num_queries(9):
        assert officer.get(PAGE).status_code == 200


# --- People at risk ---------------------------------------------------------------------------------------------------


@pytest.fixture
def grace(sixth, focal, namibia, ndapewa):
    """Under a code, admitted; her name and her group are canaries."""
    focal.post(f"{PAGE}register/", GRACE | {"email": "grace.canary@example.org", "erase_on": ""})
    one = Registration.objects.get()
    (anna,) = registered(sixth, namibia, ndapewa, "Anna Example")
    actions.make_head(anna, by=ndapewa)
    actions.confirm(anna.delegation, by=ndapewa)
    admitting.admit_delegation(anna.delegation, by=ndapewa)
    return Registration.objects.select_related("protected").get(pk=one.pk)


def test_no_list_names_her_and_badges_hide_her_delegation(grace, officer, focal):
    pages = [f"{ADDRESS}{page}/" for page in ("registrations", "badges", "attendance")]
    told = [text(officer.get(page)) for page in [*pages, f"{ADDRESS}registrations/{grace.pk}/"]] + [
        text(focal.get(PAGE))
    ]
    lists = [b"".join(officer.get(f"{page}?format=csv")).decode() for page in pages]

    assert not [one for one in told + lists if "canary" in one.lower()]
    assert all(grace.protected.code in one for one in told + lists)
    assert lists[1].splitlines()[-1].startswith(f"{grace.protected.code},,,,,no")


def test_database_holds_no_word_of_her(grace):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT string_agg(r::text, ' ') FROM meetings_registration r) "
            "|| (SELECT string_agg(h::text, ' ') FROM meetings_registrationhistory h) "
            "|| (SELECT string_agg(p::text, ' ') FROM meetings_protectedperson p)"
        )
        assert "canary" not in cursor.fetchone()[0].lower()


def test_each_look_is_written_down_and_few_may_look(grace, admin, officer, focal, selma, ndapewa):
    page = f"/en/protected/{grace.protected.pk}/"
    boss = signed_in(admin)
    unseen = text(boss.get(page))
    shown = text(boss.post(page, {"reason": "To book a room"}))

    assert ("Grace Canary" in unseen, "Grace Canary" in shown) == (False, True)
    assert boss.post(page, {"reason": ""}).status_code == 400
    assert (officer.get(page).status_code, signed_in(selma).get(page).status_code) == (403, 404)
    assert "Grace Canary" in text(focal.post(page, {"reason": "To call her"}))
    looks = ProtectedLook.objects.order_by("pk").values_list("by", "reason")
    assert list(looks) == [(admin.pk, "To book a room"), (ndapewa.pk, "To call her")]


def test_record_of_a_lost_key_stands_in_nobody_elses_way(grace, admin, ndapewa, namibia, sixth, settings):
    settings.FIELD_KEYS = ["another key than the one that sealed her record"]
    page = f"/en/protected/{grace.protected.pk}/"
    boss = signed_in(admin)

    answer = boss.post(page, {"reason": "To book a room"})

    assert (answer.status_code, "cannot be read" in text(answer)) == (503, True)
    assert not ProtectedLook.objects.exists()
    assert personal_who_comes.who_comes(ndapewa)["under_a_code"] == []
    personal_who_comes.forget(ndapewa)
    assert ProtectedPerson.objects.get().sealed


def test_log_cannot_be_changed(grace, admin):
    protection.look(grace.protected, "To book a room", by=admin)

    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        ProtectedLook.objects.update(reason="Nothing")


def test_she_is_erased_on_her_day_and_the_code_stays(grace):
    ProtectedPerson.objects.update(erase_on=timezone.localdate())

    protection.forget_due()

    one = ProtectedPerson.objects.get()
    assert (one.sealed, bool(one.erased_at), one.code) == ("", True, grace.protected.code)
    assert Registration.objects.get(pk=grace.pk).state == "approved"


def test_protecting_later_takes_the_name_out_of_the_history(sixth, focal, namibia, ndapewa):
    (one,) = registered(sixth, namibia, ndapewa, "Grace Canary")

    focal.post(f"{PAGE}{one.pk}/", GRACE)

    one.refresh_from_db()
    assert (one.name, one.protected is None) == ("", False)
    assert not one.history.filter(name__icontains="canary").exists()


def test_account_at_risk_comes_under_a_code_when_admitted(sixth, namibia, ndapewa, editor):
    risky = person("risky@example.org", "Risky Canary", at_risk=True)
    appoint(risky, namibia, Appointment.Role.MISSION)
    one = actions.register(sixth, namibia, somebody("Risky Canary", email="risky@example.org"), by=ndapewa)
    actions.make_head(one, by=ndapewa)
    actions.confirm(one.delegation, by=ndapewa)

    admitting.admit(one, "", by=editor, erase_on=UNTIL)

    one.refresh_from_db()
    assert (one.state, one.name, one.protected is None) == ("approved", "", False)


def test_who_is_erased_leaves_no_name_in_delegations(grace, sixth, sweden, selma):
    canary = person("grace.canary@example.org", "Grace Canary")
    actions.register(sixth, sweden, somebody("Grace Canary", email=canary.email), by=selma)
    held = personal_who_comes.who_comes(canary)

    personal_who_comes.forget(canary)

    assert [one["name"] for one in held["registered_for_meetings"] + held["under_a_code"]] == ["Grace Canary"] * 2
    assert ProtectedPerson.objects.get().sealed == ""
    kept = Registration.objects.get(delegation__member=sweden)
    assert (kept.name, kept.email, kept.history.filter(name__icontains="canary").count()) == ("[erased]", "", 0)
