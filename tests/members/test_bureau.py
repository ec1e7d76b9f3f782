"""The bureau: who chairs, the file that passes from chair to chair, and the changeover on 1 January."""

import datetime as dt

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from model_bakery import baker

from actionplans.models import Plan
from meetings.models import ActionPoint, Meeting
from members.actions import bureau as actions
from members.models import Appointment, BureauNote, BureauTerm, Member, Membership
from members.tasks import change_chair
from tests.conftest import appoint, person, state
from wpsnet import tasks
from wpsnet.desk import waiting_for
from wpsnet.models import Delivery, Mailing

FILE, TERMS = "/en/desk/bureau/", "/en/desk/bureau/terms/"
EVENING = dt.datetime(2026, 12, 31, 23, 59, 59, tzinfo=dt.UTC)
MIDNIGHT = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def focal(db):
    """A function that makes the focal point of a country that chairs in YEAR."""

    def of(code, name, year, role="co_chair", **fields):
        country = state(code, name)
        BureauTerm.objects.create(member=country, year=year, role=role)
        user = person(f"{code.lower()}@example.org", f"Focal of {name}", **fields)
        appoint(user, country, Appointment.Role.FOCAL_POINT, since=dt.date(2020, 1, 1))
        return user

    return of


@pytest.fixture
def troika(focal):
    """Norway chairs in 2026, Japan in 2027, Romania in 2025."""
    return {
        "ROU": focal("ROU", "Romania", 2025),
        "NOR": focal("NOR", "Norway", 2026),
        "JPN": focal("JPN", "Japan", 2027),
    }


@pytest.fixture
def enter(client, monkeypatch):
    """Sign in past the second factor, which has its own tests."""
    monkeypatch.setattr("members.middleware.has_passed", lambda request, user: True)

    def as_(user):
        client.force_login(user, backend="members.adapter.SignInBackend")
        return client

    return as_


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def rights(user):
    return [user.has_perm(f"members.{right}_bureau_file") for right in ("read", "write")]


# --- Rights move by themselves ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (EVENING, {"ROU": [True, False], "NOR": [True, True], "JPN": [True, False]}),
        (MIDNIGHT, {"ROU": [False, False], "NOR": [True, False], "JPN": [True, True]}),
        (dt.datetime(2027, 12, 31, 23, 59, tzinfo=dt.UTC), {"ROU": [False, False], "NOR": [True, False]}),
        (dt.datetime(2028, 1, 1, tzinfo=dt.UTC), {"NOR": [False, False], "JPN": [True, False]}),
    ],
)
def test_rights_move_at_midnight(troika, moment, expected):
    with time_machine.travel(moment, tick=False):
        assert {code: rights(troika[code]) for code in expected} == expected


def test_only_the_focal_point_of_the_chair_writes(troika):
    other = person("other@example.org", "Alternate of Norway")
    appoint(other, troika["NOR"].appointments.get().member, "alternate", since=dt.date(2020, 1, 1))

    with time_machine.travel(EVENING):
        assert rights(other) == [False, False]


def test_pages_follow_the_calendar(enter, troika):
    with time_machine.travel(EVENING, tick=False):
        assert enter(troika["NOR"]).get(f"{FILE}notes/new/").status_code == 200
    with time_machine.travel(MIDNIGHT, tick=False):
        assert enter(troika["NOR"]).get(f"{FILE}notes/new/").status_code == 403
        assert enter(troika["NOR"]).get(FILE).status_code == 200
        assert enter(troika["JPN"]).get(f"{FILE}notes/new/").status_code == 200
        assert enter(troika["ROU"]).get(FILE).status_code == 403


# --- The mails of the changeover --------------------------------------------------------------------------------------


def told():
    return {(row.address, row.context["part"]) for row in Delivery.objects.filter(mailing__key="changeover-2027")}


@pytest.mark.parametrize("day", [dt.date(2027, 1, 1), dt.date(2027, 2, 14), dt.date(2027, 3, 31)])
def test_changeover_is_told_once_in_the_first_quarter(troika, editor, day):
    with time_machine.travel(dt.datetime.combine(day, dt.time(0, 5), dt.UTC)):
        for _beat in range(10):
            change_chair()

    assert told() == {("jpn@example.org", "chair"), ("nor@example.org", "outgoing"), (editor.email, "secretariat")}


@pytest.mark.parametrize("day", [dt.date(2026, 12, 31), dt.date(2027, 4, 1)])
def test_changeover_is_told_at_no_other_time(troika, day):
    with time_machine.travel(dt.datetime.combine(day, dt.time(0, 5), dt.UTC)):
        change_chair()

    assert not Mailing.objects.exists()


def test_chair_named_late_is_told_late(troika, editor):
    BureauTerm.objects.filter(year=2027).delete()
    with time_machine.travel(dt.datetime(2027, 1, 1, 0, 5, tzinfo=dt.UTC)):
        change_chair()
        assert not Mailing.objects.exists()
    BureauTerm.objects.create(member=troika["JPN"].appointments.get().member, year=2027, role="chair")
    with time_machine.travel(dt.datetime(2027, 2, 3, 0, 5, tzinfo=dt.UTC)):
        change_chair()

    assert ("jpn@example.org", "chair") in told()


def test_who_goes_on_chairing_is_not_told_that_it_is_over(troika):
    BureauTerm.objects.create(member=troika["NOR"].appointments.get().member, year=2027, role="co_chair")
    with time_machine.travel(MIDNIGHT):
        change_chair()

    assert told() == {("jpn@example.org", "chair"), ("nor@example.org", "chair")}


def test_mail_of_the_changeover_is_read_in_ones_language(troika, editor, mailoutbox):
    troika["JPN"].language = "fr"
    troika["JPN"].save()
    Appointment.objects.filter(member__slug="NOR").delete()
    with time_machine.travel(MIDNIGHT):
        change_chair()
        tasks.drain_outbox()

    mails = {mail.to[0]: mail for mail in mailoutbox}
    assert "http://localhost:8000/fr/desk/bureau/" in mails["jpn@example.org"].body
    assert "the chair of the network in 2027 is: Japan" in mails[editor.email].body
    assert "Nobody could be told" not in mails[editor.email].body


def test_secretariat_learns_who_could_not_be_told(troika, editor, mailoutbox):
    Appointment.objects.filter(member__slug="JPN").delete()
    with time_machine.travel(MIDNIGHT):
        change_chair()
        tasks.drain_outbox()

    [mail] = [mail for mail in mailoutbox if mail.to == [editor.email]]
    assert "Nobody could be told in: Japan." in mail.body


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2027, 9, 30), []),
        (dt.date(2027, 10, 1), [("Nobody is named yet for the chair of 2028", False)]),
        (dt.date(2027, 12, 1), [("Nobody is named yet for the chair of 2028", True)]),
        (dt.date(2028, 1, 2), [("Nobody is named for the chair of 2028", True)]),
    ],
)
def test_desk_of_the_secretariat_asks_for_the_next_chair(troika, editor, day, expected):
    with time_machine.travel(day):
        assert [(item.title, item.urgent) for item in waiting_for(editor) if "chair" in item.title] == expected
        assert not any("chair" in item.title for item in waiting_for(troika["JPN"]))


# --- The file ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def open_points(source):
    meeting = baker.make(Meeting, slug="oslo", name="Oslo", date="2025", source=source, ordinal=None)
    for order, due in enumerate(["", "2026-11", "2026-02"], 1):
        ref, text = f"(a)({'i' * order})", f"Do what is due {due or 'some day'}"
        ActionPoint.objects.create(meeting=meeting, ref=ref, order=order, text=text, due=due, source=source)
    baker.make(Meeting, slug="next", name="Next meeting", date="2027-05", source=source, ordinal=None)


def test_file_gathers_what_the_chair_needs(enter, troika, open_points, namibia, source):
    plan = Plan.objects.create(member=namibia, slug="1", generation=1, kind="national")
    plan.events.create(kind="launched", date="2022", until="2027", source=source)
    Membership.objects.create(member=namibia)
    with time_machine.travel(EVENING, tick=False):
        page = enter(troika["NOR"]).get(FILE).content.decode()

    dues = [page.index(f"Do what is due {due}") for due in ("2026-02", "2026-11", "some day")]
    assert dues == sorted(dues)
    assert ["Next meeting" in page, "Namibia: First national action plan" in page] == [True, True]
    assert "Members without a focal point" in page


def test_file_is_read_in_every_language(enter, troika, open_points):
    ActionPoint.objects.first().responsible.add(troika["NOR"].appointments.get().member)
    with time_machine.travel(EVENING, tick=False):
        assert [enter(troika["NOR"]).get(f"/{code}/desk/bureau/").status_code for code in ("fr", "ar", "zh-hans")] == [
            200,
            200,
            200,
        ]


def test_contacts_of_the_bureau_are_those_that_each_allows(enter, troika):
    Appointment.objects.filter(member__slug="JPN").update(show_email="members", show_name="members", phone="+81 3")
    troika["ROU"].at_risk = True
    troika["ROU"].save()
    with time_machine.travel(EVENING, tick=False):
        page = enter(troika["NOR"]).get(FILE).content.decode()

    assert ["jpn@example.org" in page, "+81 3" in page] == [True, False]
    assert ["Focal of Romania" in page, "rou@example.org" in page] == [False, False]


def test_chair_writes_a_note_with_files_and_the_others_read_it(enter, troika, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    upload = SimpleUploadedFile("agenda.txt", b"Agenda of the next meeting", "text/plain")
    with time_machine.travel(EVENING, tick=False):
        chair = enter(troika["NOR"])
        chair.post(f"{FILE}notes/new/", {"title": "Agenda", "text": "**Bold** plans", "uploads": upload})
        note = BureauNote.objects.get()
        page = enter(troika["JPN"]).get(FILE).content.decode()
        file = enter(troika["JPN"]).get(f"{FILE}notes/{note.pk}/files/{note.files.get().pk}/")
        refused = enter(troika["JPN"]).get(f"{FILE}notes/{note.pk}/")

    assert (note.year, note.written_by) == (2026, troika["NOR"])
    assert ["<strong>Bold</strong>" in page, "agenda.txt" in page, "Write a note" in page] == [True, True, False]
    assert (b"".join(file), refused.status_code) == (b"Agenda of the next meeting", 403)


def test_note_is_changed_in_its_year_and_stays_afterwards(enter, troika):
    note = BureauNote.objects.create(year=2026, title="Agenda", written_by=troika["NOR"])
    BureauTerm.objects.create(member=troika["NOR"].appointments.get().member, year=2027, role="co_chair")
    with time_machine.travel(EVENING, tick=False):
        enter(troika["NOR"]).post(f"{FILE}notes/{note.pk}/", {"title": "New agenda", "text": ""})
    with time_machine.travel(MIDNIGHT, tick=False):
        refused = enter(troika["NOR"]).post(f"{FILE}notes/{note.pk}/", {"title": "Rewritten", "text": ""})
        page = enter(troika["JPN"]).get(f"{FILE}?year=2026").content.decode()

    note.refresh_from_db()
    assert (note.title, refused.status_code) == ("New agenda", 403)
    assert "stay as they were" in refused.content.decode()
    assert "New agenda" in page


def test_note_without_title_loses_nothing(enter, troika):
    with time_machine.travel(EVENING, tick=False):
        response = enter(troika["NOR"]).post(f"{FILE}notes/new/", {"title": " ", "text": "Long thoughts"})

    assert response.status_code == 400
    assert "Long thoughts" in response.content.decode()


@pytest.mark.parametrize("year", ["x", "-1", "99999999999"])
def test_year_that_is_none_is_refused(enter, troika, year):
    with time_machine.travel(EVENING, tick=False):
        assert enter(troika["NOR"]).get(f"{FILE}?year={year}").status_code == 400


@pytest.mark.parametrize("rows", [5, 200])
def test_file_costs_the_same_for_many_rows(enter, troika, source, rows, django_assert_num_queries):
    meeting = baker.make(Meeting, slug="oslo", name="Oslo", date="2027", source=source, ordinal=None)
    for number in range(rows):
        BureauNote.objects.create(year=2026, title=str(number), written_by=troika["NOR"])
        point = ActionPoint.objects.create(
            meeting=meeting, ref=f"({chr(97 + number % 26)})({'i' * (number // 26 + 1)})", order=number, source=source
        )
        point.responsible.add(troika["NOR"].appointments.get().member)
    with time_machine.travel(EVENING, tick=False):
        chair = enter(troika["NOR"])
        chair.get(FILE)
        with django_assert_num_queries(10):
            chair.get(FILE)


# --- Named by the secretariat -----------------------------------------------------------------------------------------


def fields(member, **changes):
    given = {"member": member.pk, "year": 2027, "role": "chair", "source_title": "Letter", "source_kind": "government"}
    return given | changes


@pytest.fixture
def at_end_of_2026():
    with time_machine.travel(EVENING, tick=False):
        yield


def test_secretariat_names_a_chair_with_its_source(enter, editor, namibia, at_end_of_2026):
    enter(editor).post(TERMS, fields(namibia, source_url="https://example.org/letter"))

    term = BureauTerm.objects.get()
    assert (term.member, term.year, term.role, term.sources.get().title) == (namibia, 2027, "chair", "Letter")


def test_second_chair_of_a_year_is_refused_in_words(enter, editor, namibia, sweden, at_end_of_2026):
    BureauTerm.objects.create(member=sweden, year=2027, role="chair")

    response = enter(editor).post(TERMS, fields(namibia))

    assert response.status_code == 400
    assert "2027 has a chair already: Sweden." in response.content.decode()
    assert BureauTerm.objects.count() == 1


def test_same_member_twice_in_a_year_is_refused_in_words(enter, editor, namibia, at_end_of_2026):
    BureauTerm.objects.create(member=namibia, year=2027, role="co_chair")

    page = enter(editor).post(TERMS, fields(namibia)).content.decode()

    assert "Namibia is named for 2027 already, as co-chair. Change that line instead." in page


@pytest.mark.parametrize(
    "changes",
    [
        {"year": 2015},
        {"year": 2040},
        {"year": "soon"},
        {"year": 99999},
        {"role": "launch"},
        {"role": "king"},
        {"source_title": ""},
        {"source_url": "javascript:x"},
        {"member": 0},
    ],
)
def test_faulty_term_is_refused(enter, editor, namibia, at_end_of_2026, changes):
    assert enter(editor).post(TERMS, fields(namibia) | changes).status_code == 400
    assert not BureauTerm.objects.exists()


def test_term_is_changed_and_removed(enter, editor, namibia, sweden, source, at_end_of_2026):
    term = BureauTerm.objects.create(member=namibia, year=2027, role="chair")
    term.sources.add(source)
    secretariat = enter(editor)

    secretariat.post(f"{TERMS}{term.pk}/", fields(sweden, role="co_chair", source_title=""))
    term.refresh_from_db()
    assert (term.member, term.role, list(term.sources.all())) == (sweden, "co_chair", [source])
    assert secretariat.post(f"{TERMS}{term.pk}/remove/").status_code == 400
    secretariat.post(f"{TERMS}{term.pk}/remove/", {"sure": "on"})
    again = secretariat.post(f"{TERMS}{term.pk}/remove/", {"sure": "on"})

    assert (BureauTerm.objects.count(), again.status_code) == (0, 404)
    assert "removed already" in again.content.decode()


def test_known_source_is_used_again(namibia, sweden):
    letter = {"title": "Letter", "url": "", "kind": "government"}
    for member in (namibia, sweden):
        actions.name_chair(BureauTerm(member=member, year=2027, role="co_chair"), source=letter)

    first, second = BureauTerm.objects.all()
    assert first.sources.get() == second.sources.get()


# --- In public --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "places"),
    [
        ("2026-12-31", ["Outgoing", "In the chair", "Incoming"]),
        ("2027-01-01", ["", "Outgoing", "In the chair"]),
        ("2019-05-01", ["", "", ""]),
    ],
)
def test_public_page_shows_the_bureau_of_a_day(client, troika, as_of, places):
    rows = client.get(f"/en/bureau/?format=json&as_of={as_of}").json()["rows"]

    assert {row["code"]: row["place"] for row in rows} == dict(zip(["ROU", "NOR", "JPN"], places, strict=True))


def test_public_page_names_no_person(client, troika):
    Appointment.objects.update(show_name="public")

    page = client.get("/en/bureau/?as_of=2026-06-01").content.decode()

    assert ["Norway" in page, "Focal of" in page] == [True, False]


@pytest.mark.parametrize("query", ["as_of=soon", "as_of=2026-13-01", "member=XXX", "year=x", "year=99999999"])
def test_faulty_filter_is_told(client, db, query):
    assert client.get(f"/en/bureau/?{query}").status_code == 400


@pytest.mark.parametrize("format", ["csv", "xlsx", "atom"])
def test_bureau_can_be_taken_away(client, troika, format):
    assert client.get(f"/en/bureau/?format={format}").status_code == 200


@pytest.mark.parametrize("rows", [5, 200])
def test_public_page_costs_the_same_for_many_rows(client, source, rows, django_assert_num_queries):
    for number in range(rows):
        member = Member.objects.create(kind="regional", slug=f"org-{number}", name_en=f"Organization {number}")
        BureauTerm.objects.create(member=member, year=2016, role="co_chair").sources.add(source)

    with django_assert_num_queries(4):
        client.get("/en/bureau/")
