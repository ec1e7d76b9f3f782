"""Events of partners and members: in public, in calendars, and as the secretariat enters them."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from meetings.models import Event
from members.models import Member
from tests.signing_in import sign_in
from wpsnet.calendar import escaped, folded
from wpsnet.models import SearchEntry

EVENTS = "/en/events/"
IN_A_MONTH = dt.date.today() + dt.timedelta(days=30)


@pytest.fixture
def partner(db):
    return Member.objects.create(
        kind="partner_network", slug="awln", name_en="African Women Leaders Network", is_partner=True
    )


@pytest.fixture
def officer(client, editor):
    sign_in(client, editor)
    return client


def an_event(partner, **fields):
    event = Event.objects.create(**({"title_en": "Forum", "starts": IN_A_MONTH.isoformat()} | fields))
    event.organisers.add(partner)
    return event


def posted(partner, **change):
    first = {"organisers": [partner.pk], "starts": "2031-05-04", "ends": "2031-05-06", "title_en": "Forum, 2031"}
    return first | {"place_en": "Dakar", "source_kind": "web"} | change


def test_event_is_announced_in_public_at_once(officer, partner):
    reader = Client()
    officer.post("/en/desk/events/add/", posted(partner, title_ar="منتدى", source_title="Letter"))

    event = Event.objects.get()
    pages = [reader.get(path).content.decode() for path in (EVENTS, f"{EVENTS}{event.pk}/", "/en/organisations/awln/")]
    assert [("Forum, 2031" in page, "4–6 May 2031" in page) for page in pages] == [(True, True)] * 3
    assert "منتدى" in reader.get(f"/ar/events/{event.pk}/").content.decode()
    assert SearchEntry.objects.filter(kind="event", key=str(event.pk)).count() == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title_en": ""}, "title_en"),
        ({"organisers": []}, "organisers"),
        ({"starts": "in May"}, "starts"),
        ({"starts": ""}, "starts"),
        ({"starts": "2031-05-04/2031-05-06"}, "starts"),
        ({"ends": "2031-05-03"}, "__all__"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"source_url": "https://a.example/"}, "source_title"),
    ],
)
def test_bad_input_is_said_and_nothing_is_announced(officer, partner, change, field):
    answer = officer.post("/en/desk/events/add/", posted(partner, **change))

    assert (answer.status_code, list(answer.context["form"].errors), Event.objects.count()) == (400, [field], 0)


def test_event_is_changed_cancelled_and_removed(officer, partner):
    event = an_event(partner)
    page = f"/en/desk/events/{event.pk}/"

    officer.post(page, posted(partner, is_cancelled="on"))
    public = Client().get(f"{EVENTS}{event.pk}/").content.decode()
    asked = officer.get(f"{page}remove/")
    officer.post(f"{page}remove/")

    assert ("This event has been cancelled." in public, asked.status_code) == (True, 200)
    assert (Event.objects.count(), SearchEntry.objects.filter(kind="event").count()) == (0, 0)


def test_upcoming_come_first_and_the_past_is_an_archive(client, partner):
    an_event(partner, title_en="Later", starts=(IN_A_MONTH + dt.timedelta(days=9)).isoformat())
    an_event(partner, title_en="Sooner")
    an_event(partner, title_en="Going on", starts="2020-01-01", ends=dt.date.today().isoformat())
    an_event(partner, title_en="Over", starts="2019")

    def titles(query):
        return [row["title"] for row in client.get(f"{EVENTS}?format=json{query}").json()["rows"]]

    assert titles("") == ["Going on", "Sooner", "Later"]
    assert titles("&when=past") == ["Over"]
    assert titles("&when=all&organiser=awln")[0] == "Later"
    assert client.get(f"{EVENTS}?when=never").status_code == 400


@pytest.mark.parametrize("format", ["csv", "xlsx", "json", "atom"])
def test_list_can_be_had_as_a_file(client, partner, format):
    an_event(partner)

    assert client.get(f"{EVENTS}?format={format}").status_code == 200


# --- Calendars --------------------------------------------------------------------------------------------------------


def lines(response):
    """The lines of a calendar, unfolded."""
    return response.content.decode().replace("\r\n ", "").split("\r\n")


def test_calendar_holds_what_is_to_come(client, partner):
    event = an_event(partner, starts="2031-05-04", ends="2031-05-06", place_en="Dakar, Senegal")
    an_event(partner, title_en="Over", starts="2019")

    answer = client.get(f"{EVENTS}upcoming.ics")

    told = lines(answer)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert [line for line in told if line.startswith("UID")] == [f"UID:event-{event.pk}@localhost"]
    assert {"DTSTART;VALUE=DATE:20310504", "DTEND;VALUE=DATE:20310507", r"LOCATION:Dakar\, Senegal"} <= set(told)
    assert (told[0], told[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])


def test_event_keeps_its_name_in_calendars_and_tells_that_it_changed(client, officer, partner):
    event = an_event(partner)
    before = lines(Client().get(f"/en/events/{event.pk}/event.ics"))
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=5)):
        officer.post(f"/en/desk/events/{event.pk}/", posted(partner, is_cancelled="on"))
    after = lines(Client().get(f"/fr/events/{event.pk}/event.ics"))

    def value(told, name):
        return next(line for line in told if line.startswith(name))

    assert value(before, "UID") == value(after, "UID")
    assert int(value(after, "SEQUENCE").split(":")[1]) > int(value(before, "SEQUENCE").split(":")[1])
    assert ("STATUS:CONFIRMED" in before, "STATUS:CANCELLED" in after) == (True, True)


def test_event_of_a_month_is_tentative(client, partner):
    an_event(partner, starts="2031-05")

    told = lines(client.get(f"{EVENTS}upcoming.ics"))

    assert {"STATUS:TENTATIVE", "DTSTART;VALUE=DATE:20310501", "DTEND;VALUE=DATE:20310601"} <= set(told)


@pytest.mark.parametrize("sign", ["a", "é", "م", "中", "🕊"])
def test_lines_are_folded_within_75_octets_and_never_within_a_sign(sign):
    line = f"SUMMARY:{sign * 100}"

    pieces = folded(line).split("\r\n")

    assert max(len(piece.encode()) for piece in pieces) <= 75
    assert "".join(piece.removeprefix(" ") for piece in pieces) == line


def test_signs_of_the_format_are_escaped():
    assert escaped("a,b;c\\d\r\ne\nEND:VEVENT") == r"a\,b\;c\\d\ne\nEND:VEVENT"


@pytest.mark.parametrize("rows", [5, 200])
def test_queries_do_not_grow(client, partner, source, rows, django_assert_num_queries):
    for number in range(rows):
        an_event(partner, title_en=f"Event {number}", source=source)

    with django_assert_num_queries(4):
        client.get(f"{EVENTS}?text=")
    with django_assert_num_queries(2):
        client.get(f"{EVENTS}upcoming.ics")
