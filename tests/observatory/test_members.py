"""The page of one member: everything about it, and nothing that a person has not allowed."""

import datetime as dt

import pytest
from model_bakery import baker

from actionplans.models import Plan
from meetings.models import ActionPoint, Attendance, Event, Meeting, Statement
from members.models import BureauTerm, ProfileRevision
from tests.conftest import appoint, person

PAGE = "/en/countries/NAM/"


def fill(member, source, rows):
    """ROWS of everything that the page of MEMBER lists."""
    for number in range(1, rows + 1):
        plan = Plan.objects.create(member=member, slug=str(number), generation=number, kind="national")
        plan.events.create(kind="launched", date=str(1800 + number), source=source)
        meeting = baker.make(
            Meeting, slug=f"m-{number}", name=f"Meeting {number}", date="2017", source=source, ordinal=None
        )
        Statement.objects.create(meeting=meeting, member=member, order=1, reported=True, text="Yes.", source=source)
        Attendance.objects.create(meeting=meeting, member=member, source=source)
        point = ActionPoint.objects.create(meeting=meeting, ref="(a)(i)", order=1, text="Do.", source=source)
        point.responsible.add(member)
        event = Event.objects.create(title=f"Event {number}", starts=str(2000 + number))
        event.organisers.add(member)
        BureauTerm.objects.create(member=member, year=2016 + number, role="co_chair").sources.add(source)
        appoint(person(f"p{number}@example.org", f"Person {number}"), member, "police", show_name="public")


@pytest.mark.parametrize("rows", [20, 200])
def test_queries_do_not_grow_with_rows(client, namibia, source, rows, django_assert_num_queries):
    fill(namibia, source, rows)

    with django_assert_num_queries(12):
        client.get(PAGE)


def test_contact_is_shown_only_where_the_person_allows_it(client, namibia):
    appoint(person("open@example.org", "Open Person"), namibia, "focal_point", show_name="public", show_email="public")
    appoint(person("closed@example.org", "Closed Person"), namibia, "alternate", phone="+264 61 000")

    page = client.get(PAGE).content.decode()

    assert ["open@example.org" in page, "Closed Person" in page, "closed@" in page, "+264" in page] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize("query", ["", "?format=json"])
def test_person_at_risk_is_never_named(client, namibia, query):
    appoint(
        person("risk@example.org", "In Danger", at_risk=True),
        namibia,
        "focal_point",
        show_name="public",
        show_email="public",
    )

    page = client.get(PAGE + query).content.decode()

    assert ["In Danger" in page, "risk@" in page] == [False, False]


def test_words_of_another_language_say_so(client, namibia, ndapewa):
    texts = {"setup": {"fr": "Le ministère <b>est</b> responsable."}}
    ProfileRevision.objects.create(member=namibia, number=1, texts=texts, published_by=ndapewa)

    page = client.get(PAGE).content.decode()

    assert 'lang="fr"' in page
    assert "Shown in français" in page
    assert "<b>est</b>" not in page


def test_json_names_a_source_for_each_statement(client, namibia, source):
    fill(namibia, source, 1)

    record = client.get(PAGE + "?format=json").json()

    assert (record["code"], record["plans"][0]["status"]) == ("NAM", "in_force")
    assert record["statements"][0]["source"]["key"] == "S"


def test_small_letters_lead_to_the_page(client, namibia):
    response = client.get("/en/countries/nam/")

    assert (response.status_code, response["Location"]) == (301, PAGE)


@pytest.mark.parametrize(
    "path", ["countries/XXX/", "countries/NOWHERE/", "organisations/NAM/", "organisations/nobody/"]
)
def test_unknown_member_is_not_found_in_the_readers_language(client, namibia, path):
    response = client.get(f"/ar/{path}")

    assert (response.status_code, 'lang="ar"' in response.content.decode()) == (404, True)


def test_unknown_language_is_not_found(client, namibia):
    assert client.get("/xx/countries/NAM/").status_code == 404


def test_page_says_that_the_last_focal_point_has_left(client, namibia, ndapewa):
    ndapewa.appointments.update(until=dt.date.today() - dt.timedelta(days=1), since=dt.date(2020, 1, 1))

    assert "This member has no focal point at present." in client.get("/en/countries/NAM/").content.decode()
