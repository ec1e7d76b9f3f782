"""Before a meeting: its days and hours, the agenda, papers, letters, and what calendars are told."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from meetings.agenda import laid_out
from meetings.models import AgendaItem, AgendaPaper, Meeting, Schedule
from tests import papers
from tests.meetings.conftest import a_meeting, a_point
from tests.signing_in import signed_in
from wpsnet.models import Delivery, Mailing
from wpsnet.outbox import sending

DESK, VIDEO = "/en/desk/meetings/", "https://video.example/room"
POSTED = {
    "kind": "thematic",
    "date": "2031-05-13/2031-05-14",
    "name_en": "Fifth meeting",
    "place_en": "Oslo",
    "time_zone": "Europe/Oslo",
    "opens": "09:30",
    "closes": "17:00",
    "video_url": VIDEO,
    "source_kind": "web",
}
NOBODY = {"people-TOTAL_FORMS": "1", "people-INITIAL_FORMS": "0"}
ITEM = NOBODY | {"kind": "session", "title_en": "Opening", "day": "2031-05-13", "begins": "09:30", "order": "1"}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def officer(editor):
    return signed_in(editor)


@pytest.fixture
def fifth(source, chair):
    """In Oslo, in May 2031, chaired by Norway."""
    meeting = a_meeting(source, "fifth", name_en="Fifth meeting", date="2031-05-13/2031-05-14")
    meeting.chairs.add(chair.appointments.get().member)
    Schedule.objects.create(
        meeting=meeting, time_zone="Europe/Oslo", opens=dt.time(9, 30), closes=dt.time(17), video_url=VIDEO
    )
    return meeting


def an_item(meeting, **fields):
    facts = {"title_en": "Opening", "day": dt.date(2031, 5, 13), "begins": dt.time(9, 30)} | fields
    return AgendaItem.objects.create(meeting=meeting, **facts)


def lines(response):
    return response.content.decode().replace("\r\n ", "").split("\r\n")


# --- The meeting ------------------------------------------------------------------------------------------------------


def test_meeting_is_announced_and_each_change_reaches_calendars_under_the_same_name(officer):
    officer.post(f"{DESK}add/", POSTED)
    meeting = Meeting.objects.get()
    told = [lines(Client().get(f"/en/meetings/{meeting.slug}/meeting.ics"))]
    changes = [{"note_en": "Bring a badge."}, {"date": "2031-06-03"}, {"date": "2031-06-03", "is_cancelled": "on"}]
    for number, change in enumerate(changes):
        officer.post(f"{DESK}{meeting.slug}/", POSTED | change)
        told.append(lines(Client().get(f"/en/meetings/{meeting.slug}/meeting.ics?{number}")))

    assert meeting.slug == "fifth-meeting-2031"
    assert {line for one in told for line in one if line.startswith("UID")} == {f"UID:meeting-{meeting.pk}@localhost"}
    assert [line for one in told for line in one if line.startswith("SEQ")] == [f"SEQUENCE:{n}" for n in (0, 0, 1, 2)]
    assert ("DTSTART:20310513T073000Z" in told[0], "DTEND:20310514T150000Z" in told[0]) == (True, True)
    assert ("DTSTART:20310603T073000Z" in told[2], "STATUS:CANCELLED" in told[3]) == (True, True)
    assert VIDEO not in "".join(line for one in told for line in one)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name_en": ""}, "name_en"),
        ({"date": "soon"}, "date"),
        ({"date": "2031-05-13/.."}, "date"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"closes": ""}, "__all__"),
        ({"date": "2031-05-13", "closes": "09:00"}, "closes"),
        ({"date": "2031-03-30", "opens": "02:30"}, "opens"),
        ({"video_url": "javascript:alert(1)"}, "video_url"),
    ],
)
def test_bad_meeting_is_refused(officer, change, field):
    answer = officer.post(f"{DESK}add/", POSTED | change)

    errors = answer.context["form"].errors | answer.context["hours"].errors
    assert (answer.status_code, list(errors), Meeting.objects.exists()) == (400, [field], False)


# --- The agenda -------------------------------------------------------------------------------------------------------


def test_chair_drafts_the_agenda_and_the_secretariat_publishes_it(fifth, chair, officer, ndapewa):
    draft = signed_in(chair)
    person = {
        "people-0-role": "moderator",
        "people-0-name": "Ada Lind",
        "people-0-function": "Envoy",
        "people-0-order": 1,
    }
    added = draft.post(f"{DESK}fifth/agenda/add/", ITEM | person)
    hidden = Client().get("/en/meetings/fifth/agenda/?draft").content.decode()
    refused = [
        draft.post(f"{DESK}fifth/agenda/publish/").status_code,
        signed_in(ndapewa).get(f"{DESK}fifth/agenda/").status_code,
    ]
    officer.post(f"{DESK}fifth/agenda/publish/")
    public = Client().get("/en/meetings/fifth/agenda/").content.decode()

    assert (added.status_code, refused, "Opening" in hidden) == (302, [403, 403], False)
    assert all(words in public for words in ("Opening", "Ada Lind", "moderator", "Envoy", "Europe/Oslo"))
    assert '<time datetime="2031-05-13T07:30:00+00:00">09:30</time>' in public
    assert "07:30 UTC" in public
    assert draft.get(f"{DESK}fifth/agenda/add/").status_code == 403


def test_parts_follow_one_another_and_keep_their_hours_when_the_zone_changes(fifth):
    whole = an_item(fifth, minutes=90)
    an_item(fifth, parent=whole, day=None, begins=None, minutes=30, order=2, title_en="Second")
    an_item(fifth, parent=whole, day=None, begins=None, minutes=20, order=1, title_en="First")
    an_item(fifth, begins=None, title_en="Break", kind="break", order=2)

    def hours():
        [(_day, slots)] = laid_out(Meeting.objects.get(slug="fifth"))
        return [f"{slot.item.title} {slot.starts:%H:%M%z}" for slot in [slots[0], *slots[0].parts]]

    assert hours() == ["Opening 09:30+0200", "First 09:30+0200", "Second 09:50+0200"]
    Schedule.objects.update(time_zone="Africa/Windhoek")
    assert hours()[0] == "Opening 09:30+0200"
    Schedule.objects.update(time_zone="Asia/Tokyo")
    assert hours()[2] == "Second 09:50+0900"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title_en": ""}, "title_en"),
        ({"day": "2031-05-20"}, "day"),
        ({"day": ""}, "day"),
        ({"minutes": "60", "parent": "whole"}, "minutes"),
        ({"minutes": "0"}, "__all__"),
    ],
)
def test_bad_item_is_refused(fifth, officer, change, field):
    whole = an_item(fifth, minutes=45)
    given = {name: whole.pk if value == "whole" else value for name, value in change.items()}
    answer = officer.post(f"{DESK}fifth/agenda/add/", ITEM | given)

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])
    assert AgendaItem.objects.count() == 1


def test_hour_that_the_clock_leaves_out_is_refused(source, officer):
    meeting = a_meeting(source, "spring", name_en="Spring", date="2031-03-30")
    Schedule.objects.create(meeting=meeting, time_zone="Europe/Oslo")

    answer = officer.post(f"{DESK}spring/agenda/add/", ITEM | {"day": "2031-03-30", "begins": "02:30"})

    assert list(answer.context["form"].errors) == ["begins"]


def test_papers_are_public_or_for_those_who_take_part(fifth, officer, ndapewa):
    item = an_item(fifth)
    Schedule.objects.update(agenda_published_at=dt.datetime.now(dt.UTC))
    for title, public in [("Open paper", "on"), ("Closed paper", "")]:
        upload = SimpleUploadedFile("paper.pdf", papers.pdf())
        said = {"title": title, "language": "fr", "upload": upload, "is_public": public, "comments_close": "2031-05-01"}
        officer.post(f"{DESK}fifth/agenda/{item.pk}/paper/", said)
    nothing = officer.post(f"{DESK}fifth/agenda/{item.pk}/paper/", {"title": "None", "language": "en"})

    public = Client().get("/en/meetings/fifth/agenda/").content.decode()
    inside = signed_in(ndapewa).get("/en/meetings/fifth/agenda/inside/").content.decode()
    closed = AgendaPaper.objects.get(is_public=False)
    assert (nothing.status_code, "Closed paper" in public, VIDEO in public) == (400, False, False)
    assert "Comments are open until 1 May 2031." in public
    assert ("Closed paper" in inside, VIDEO in inside) == (True, True)
    assert Client().get(f"/en/meetings/fifth/papers/{closed.pk}/").status_code == 404
    assert signed_in(ndapewa).get(f"/en/meetings/fifth/papers/{closed.pk}/inside/").status_code == 200


def test_open_points_are_carried_over_once(fifth, agreed, officer, namibia):
    for _click in range(2):
        officer.post(f"{DESK}fifth/agenda/carry-over/")
    late = a_point(agreed[0].meeting, 4, "(a)(iii)")
    officer.post(f"{DESK}fifth/agenda/carry-over/")
    Schedule.objects.update(agenda_published_at=dt.datetime.now(dt.UTC))

    item = AgendaItem.objects.get(kind="matters_arising")
    assert set(item.points.all()) == {agreed[1], late}
    assert item.title_fr != ""
    page = Client().get("/en/meetings/fifth/agenda/").content.decode()
    assert ("Matters arising" in page, "Write guidelines" in page, "no report given" in page) == (True, True, True)
    assert "Taken up again at" in Client().get(f"/en/action-points/{late.pk}/").content.decode()


@pytest.mark.parametrize("rows", [5, 100])
def test_queries_do_not_grow(fifth, officer, client, rows, django_assert_num_queries):
    Schedule.objects.update(agenda_published_at=dt.datetime.now(dt.UTC))
    for number in range(rows):
        item = an_item(fifth, title_en=f"Item {number}")
        an_item(fifth, parent=item, title_en="Part").people.create(role="panellist", name="Ada Lind")

    with django_assert_num_queries(9):
        client.get("/en/meetings/fifth/agenda/")


def test_agenda_moves_with_its_meeting(fifth, officer):
    item, loose = an_item(fifth, day=dt.date(2031, 5, 14)), an_item(fifth, day=None, begins=None)

    officer.post(f"{DESK}fifth/", POSTED | {"date": "2031-06-03/2031-06-04"})

    days = AgendaItem.objects.in_bulk([item.pk, loose.pk])
    assert (days[item.pk].day, days[loose.pk].day) == (dt.date(2031, 6, 4), None)


# --- Letters ----------------------------------------------------------------------------------------------------------


def test_nothing_is_sent_before_it_is_confirmed_and_nothing_twice(fifth, officer, ndapewa, chair):
    page = f"{DESK}fifth/letters/invitation/"
    asked = officer.get(page).content.decode()
    refused = officer.post(page, {"words": "Welcome."})
    before = Mailing.objects.count()
    for _click in range(2):
        officer.post(page, {"words": "Welcome.", "sure": "on"})
    sending.drain()

    assert ("2 people would get this letter" in asked, refused.status_code, before) == (True, 400, 0)
    assert sorted(sent.to[0] for sent in mail.outbox) == [chair.email, ndapewa.email]
    assert mail.outbox[0].subject == "Invitation: Fifth meeting, 13–14 May 2031"
    assert ("Welcome." in mail.outbox[0].body, "09:30–17:00 (Europe/Oslo)" in mail.outbox[0].body) == (True, True)
    assert VIDEO not in mail.outbox[0].body
    assert "This letter was sent on" in officer.get(page).content.decode()


def test_invitation_to_a_cancelled_meeting_is_not_sent_but_the_cancellation_is(fifth, officer, ndapewa):
    officer.post(f"{DESK}fifth/letters/save-the-date/", {"sure": "on"})
    Schedule.objects.update(is_cancelled=True)
    officer.post(f"{DESK}fifth/letters/change/", {"sure": "on"})
    sending.drain()

    assert {sent.subject for sent in mail.outbox} == {"Cancelled: Fifth meeting"}
    assert Delivery.objects.filter(state=Delivery.State.SKIPPED).count() == 2


# --- Calendars --------------------------------------------------------------------------------------------------------


def test_own_calendar_has_the_video_link_as_long_as_she_takes_part(fifth, ndapewa):
    inside = signed_in(ndapewa).get("/en/meetings/fifth/agenda/inside/").content.decode()
    address = re.search(r"/en/events/mine/[^<]+", inside)[0]

    own, public = Client().get(address), Client().get("/en/events/all.ics")
    ndapewa.appointments.update(until=dt.date(2020, 1, 1), since=dt.date(2019, 1, 1))

    assert f"CONFERENCE;VALUE=URI;FEATURE=VIDEO:{VIDEO}" in lines(own)
    assert own["Cache-Control"] == "private, no-store"
    assert ("UID:meeting-" in public.content.decode(), VIDEO in public.content.decode()) == (True, False)
    assert Client().get(address).status_code == 404
    assert Client().get("/en/events/mine/unknown/all.ics").status_code == 404
