"""Which action points wait on whose desk, and which meetings are news."""

import datetime as dt

import pytest
from django.utils import timezone

from meetings.actions import chair_summary, suggestions
from meetings.desk import open_action_points
from meetings.models import Paragraph, Schedule, Statement, Suggestion
from meetings.timeline import newest_meetings
from tests.meetings.conftest import a_meeting, a_point
from wpsnet.desk import waiting_for


def test_focal_point_finds_points_that_name_her_member(agreed, ndapewa, namibia):
    for point in agreed:
        point.responsible.add(namibia)

    (item,) = open_action_points(ndapewa)

    assert item.title == "Action point (a)(i) of “Second meeting” asks for your report"
    assert item.detail == "Write guidelines Due: 2017."
    assert (item.url, item.urgent) == (f"/en/action-points/{agreed[1].pk}/report/", True)


def test_nothing_waits_for_a_stranger(agreed, namibia, selma, civil):
    agreed[1].responsible.add(namibia)

    assert open_action_points(selma) + open_action_points(civil) == []


def test_secretariat_finds_points_for_which_it_is_responsible(agreed, editor, namibia):
    agreed[1].responsible.add(namibia)
    agreed[2].duties.create(body="secretariat")
    point = a_point(agreed[0].meeting, 4, "(a)(iii)")
    point.duties.create(body="secretariat")

    assert [item.url for item in open_action_points(editor)] == [f"/en/action-points/{point.pk}/report/"]


def test_two_posts_for_one_member_show_a_point_once(agreed, ndapewa, namibia, sweden):
    ndapewa.appointments.create(member=sweden, role="alternate", since=dt.date(2020, 1, 1))
    agreed[1].responsible.add(namibia, sweden)

    assert len(open_action_points(ndapewa)) == 1


def test_desk_asks_twice_however_much_waits(second, ndapewa, namibia, agreed, django_assert_num_queries):
    agreed[1].responsible.add(namibia)

    with django_assert_num_queries(2):
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


# --- Chair's summaries ------------------------------------------------------------------------------------------------


def titles(user):
    return [one.title for one in waiting_for(user) if "summary" in one.title]


@pytest.fixture
def over(second, chair):
    """A meeting prepared here, chaired by Norway, that ended yesterday."""
    second.chairs.add(chair.appointments.get().member)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    second.date = yesterday.isoformat()
    second.save()
    Schedule.objects.create(meeting=second)
    return second


def test_summary_is_asked_for_once_the_meeting_is_over(over, chair, editor, ndapewa):
    asked = ["“Second meeting” is over: its chair’s summary has not been begun"]
    assert (titles(chair), titles(editor), titles(ndapewa)) == (asked, asked, [])

    chair_summary.begin(over, by=chair)

    assert (titles(chair), titles(editor)) == ([], [])


def test_circulated_summary_waits_for_delegations_and_their_words_for_the_chair(over, chair, editor, ndapewa, namibia):
    summary = chair_summary.begin(over, by=chair)
    piece = chair_summary.insert(summary, Paragraph(text_en="To train."), after=None, by=chair)
    chair_summary.circulate(summary, until=timezone.localdate(), by=chair)
    assert titles(ndapewa) == ["The chair’s summary of “Second meeting” can be read and corrected"]

    suggestions.suggest(Suggestion(paragraph=piece, member=namibia, language="en", text="To train all."), by=ndapewa)

    assert "Corrections to the chair’s summary of “Second meeting” wait for an answer" in titles(chair)
    assert titles(editor) == []  # she writes, but does not answer for the chair
