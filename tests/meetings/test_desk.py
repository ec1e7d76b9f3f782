"""Which action points wait on whose desk, and which meetings are news."""

import datetime as dt

from meetings.desk import open_action_points
from meetings.models import Statement
from meetings.timeline import newest_meetings
from tests.meetings.conftest import a_meeting, organisation


def test_focal_point_finds_points_that_name_her_member(agreed, ndapewa, namibia):
    for point in agreed:
        point.responsible.add(namibia)

    (item,) = open_action_points(ndapewa)

    assert item.title == "Action point (a)(i) of “Second meeting” has no outcome yet"
    assert item.detail == "Write guidelines Due: 2017."
    assert (item.url, item.urgent) == ("/en/meetings/second/#action-a-i", True)


def test_nothing_waits_for_a_stranger(agreed, namibia, selma, civil):
    agreed[1].responsible.add(namibia)

    assert open_action_points(selma) + open_action_points(civil) == []


def test_secretariat_finds_points_that_name_un_women(agreed, editor, namibia):
    agreed[1].responsible.add(organisation("un-women"), namibia)

    assert [item.url for item in open_action_points(editor)] == ["/en/meetings/second/#action-a-i"]


def test_two_posts_for_one_member_show_a_point_once(agreed, ndapewa, namibia, sweden):
    ndapewa.appointments.create(member=sweden, role="alternate", since=dt.date(2020, 1, 1))
    agreed[1].responsible.add(namibia, sweden)

    assert len(open_action_points(ndapewa)) == 1


def test_desk_asks_once_however_much_waits(second, ndapewa, namibia, agreed, django_assert_num_queries):
    agreed[1].responsible.add(namibia)

    with django_assert_num_queries(1):
        open_action_points(ndapewa)


def test_newest_meetings_come_first_and_coming_ones_are_no_news(source, second):
    a_meeting(source, "first", name_en="First", date="2017-04")
    a_meeting(source, "coming", name_en="Coming", date=str(dt.date.today() + dt.timedelta(days=9)))

    news = newest_meetings(5, None)

    assert [(item.title, item.when) for item in news] == [
        ("Second meeting, New York", "21 September 2017"),
        ("First", "April 2017"),
    ]


def test_news_of_a_member_are_meetings_it_took_part_in(source, second, namibia, sweden):
    Statement.objects.create(meeting=second, member=namibia, order=1, reported=False, source=source)

    assert [item.url for item in newest_meetings(5, namibia)] == ["/en/meetings/second/"]
    assert newest_meetings(5, sweden) == []
