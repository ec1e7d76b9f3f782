"""The pages of meetings: what they show, in which formats, and with how many queries."""

import pytest

from meetings.models import ActionPoint, Attendance, Paper, Session, Speaker, Statement
from tests.meetings.conftest import a_meeting, a_point, fill

ROWS = [20, 200]


def page(client, address, **query):
    return client.get(f"/en/{address}", query).content.decode()


def test_list_shows_date_in_words_and_hosts(client, second, namibia):
    second.hosts.add(namibia)

    shown = page(client, "meetings/")

    assert "21 September 2017" in shown
    assert '<a href="/en/countries/NAM/">Namibia</a>' in shown


@pytest.mark.parametrize("format", ["csv", "xlsx", "json", "atom"])
@pytest.mark.parametrize("address", ["meetings/", "meetings/statements/", "action-points/"])
def test_lists_come_as_files(client, second, agreed, address, format):
    assert client.get(f"/en/{address}", {"format": format}).status_code == 200


def test_statements_as_json_say_whether_content_was_reported(client, second, namibia, source):
    Statement.objects.create(meeting=second, member=namibia, order=1, reported=False, source=source)

    row = client.get("/en/meetings/statements/?format=json").json()["rows"][0]

    assert (row["delegation"], row["reported"], row["text"], row["language"]) == ("Namibia", "no", "", None)


def test_ledger_as_json_names_the_heading(client, agreed):
    rows = client.get("/en/action-points/?format=json").json()["rows"]

    assert [(row["number"], row["heading"]) for row in rows] == [
        ("(a)(i)", "Meet the commitments"),
        ("(a)(ii)", "Meet the commitments"),
    ]


def test_meeting_gives_each_statement_an_address(client, second, namibia, source):
    Statement.objects.create(
        meeting=second, member=namibia, order=3, reported=True, text_en="Namibia spoke of peace.", source=source
    )

    shown = page(client, "meetings/second/")

    assert 'id="statement-3"' in shown
    assert "Namibia spoke of peace." in shown


def test_meeting_says_that_a_delegation_spoke_unreported(client, second, namibia, source):
    Statement.objects.create(meeting=second, member=namibia, order=1, reported=False, source=source)

    assert "Spoke, content not reported" in page(client, "meetings/second/")


def test_meeting_shows_text_of_another_language_with_a_note(client, second, namibia, source):
    Statement.objects.create(
        meeting=second, member=namibia, order=1, reported=True, text_fr="La Namibie a parlé.", source=source
    )

    shown = page(client, "meetings/second/")

    assert "Shown in français" in shown
    assert '<span lang="fr" dir="ltr">La Namibie a parlé.</span>' in shown


def test_meeting_lists_action_points_in_two_levels(client, agreed):
    shown = page(client, "meetings/second/")

    assert '<li id="action-a">' in shown
    assert 'id="action-a-i"' in shown
    assert "<bdi>(a)(i)</bdi>" in shown
    assert "Due date passed" in shown


def test_meeting_links_each_half_of_a_symbol(client, second, source):
    Paper.objects.create(meeting=second, symbols="A/71/927-S/2017/485", kind="summary", title_en="Sum", source=source)

    shown = page(client, "meetings/second/")

    assert 'href="https://undocs.org/A/71/927"' in shown
    assert 'href="https://undocs.org/S/2017/485"' in shown


@pytest.mark.parametrize(
    ("symbols", "halves"),
    [
        ("A/71/927-S/2017/485", ["A/71/927", "S/2017/485"]),
        ("A/72/782–S/2018/178", ["A/72/782", "S/2018/178"]),
        ("S/RES/1325", ["S/RES/1325"]),
        ("A/HRC/RES/15-23", ["A/HRC/RES/15-23"]),
        ("", []),
    ],
)
def test_symbols_are_cut_between_organs(symbols, halves):
    assert Paper(symbols=symbols).halves == halves


def test_meeting_names_people_with_function(client, second, namibia, source):
    session = Session.objects.create(meeting=second, number=1, title_en="Opening", paragraphs="5-6", source=source)
    Speaker.objects.create(
        session=session, order=1, name="Selma", function_en="Ambassador", member=namibia, role="opening", source=source
    )

    shown = page(client, "meetings/second/")

    assert all(words in shown for words in ("<bdi>Selma</bdi>", "Ambassador", "paras. 5–6"))


def test_meeting_says_that_presence_is_not_membership(client, second, namibia, source):
    Attendance.objects.create(meeting=second, member=namibia, source=source)

    shown = page(client, "meetings/second/")

    assert "Presence at a meeting is not membership of the network." in shown
    assert "1 delegation is named in this source." in shown


def test_meeting_names_its_source_once_for_all_statements(client, second, source):
    fill(second, 20)

    assert page(client, "meetings/second/").count(source.title.replace("'", "&#x27;")) < 8


def test_meeting_as_json(client, agreed, namibia, second):
    agreed[1].responsible.add(namibia)

    meeting = client.get("/en/meetings/second/?format=json").json()

    (heading,) = meeting["action_points"]
    assert (meeting["number"], meeting["date"], heading["number"]) == (2, "2017-09-21", "(a)")
    assert [point["responsible_codes"] for point in heading["points"]] == [["NAM"], []]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("meetings/no-such-meeting/", 404),
        ("meetings/second/?format=exe", 404),
        ("meetings/?format=exe", 404),
        ("meetings/?page=9", 404),
        ("meetings/?page=x", 404),
        ("meetings/?kind=party", 400),
        ("meetings/?year=1325", 400),
        ("meetings/?country=XXX", 400),
        ("meetings/statements/?delegation=XXX", 400),
        ("meetings/statements/?reported=perhaps", 400),
        ("meetings/statements/?text=" + "x" * 101, 400),
        ("action-points/?meeting=third", 400),
        ("action-points/?due=soon&format=csv", 400),
    ],
)
def test_bad_input_is_answered_with_its_status(client, second, address, status):
    assert client.get(f"/en/{address}").status_code == status


def test_bad_filter_shows_the_form_again_and_says_what_is_wrong(client, second):
    shown = page(client, "action-points/", meeting="third")

    assert "One of the filters has a value that does not exist" in shown
    assert "No action point matches" not in shown


def test_reading_needs_get(client, second):
    assert client.post("/en/meetings/second/").status_code == 405


@pytest.mark.parametrize("rows", ROWS)
def test_meeting_queries_do_not_grow(client, second, rows, django_assert_num_queries):
    fill(second, rows)

    with django_assert_num_queries(10):
        client.get("/en/meetings/second/")


@pytest.mark.parametrize("rows", ROWS)
def test_statements_queries_do_not_grow(client, second, rows, django_assert_num_queries):
    fill(second, rows)

    with django_assert_num_queries(4):
        client.get("/en/meetings/statements/")


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize(("query", "count"), [({}, 7), ({"format": "csv"}, 3), ({"format": "json"}, 3)])
def test_ledger_queries_do_not_grow(client, second, rows, query, count, django_assert_num_queries):
    fill(second, rows)

    with django_assert_num_queries(count):
        b"".join(client.get("/en/action-points/", query))


@pytest.mark.parametrize("rows", ROWS)
def test_list_queries_do_not_grow(client, source, rows, django_assert_num_queries):
    for number in range(rows):
        a_meeting(source, f"meeting-{number}", date=f"2017-0{number % 9 + 1}")

    with django_assert_num_queries(5):
        client.get("/en/meetings/")


def test_ledger_puts_points_under_meeting_and_heading(client, source, agreed):
    other = a_meeting(source, "third", name_en="Third meeting", date="2018-04")
    a_point(other, 1, "(a)", text_en="Another heading")
    a_point(other, 2, "(a)(i)", text_en="Another point")

    shown = page(client, "action-points/")

    order = ["Third meeting", "Another heading", "Another point", "Second meeting", "Meet the commitments"]
    places = [shown.rindex(f">{words}<") for words in order]
    assert places == sorted(places)


def test_late_is_what_the_query_and_the_point_say(agreed):
    late = list(ActionPoint.objects.late())

    assert late == [agreed[1]]
    assert [point.is_late for point in ActionPoint.objects.with_state().order_by("order")] == [False, True, False]
