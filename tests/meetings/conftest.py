"""The second meeting, as small as a test needs it."""

import pytest

from meetings.models import ActionPoint, Attendance, Meeting, Session, Speaker, Statement
from members.models import Member


def organisation(slug, name="Organization"):
    return Member.objects.get_or_create(slug=slug, defaults={"kind": "international", "name_en": name})[0]


def a_meeting(source, slug="second", **fields):
    facts = {"name_en": "Second meeting", "date": "2017-09-21", "kind": "thematic"} | fields
    return Meeting.objects.create(slug=slug, source=source, **facts)


def a_point(meeting, order, ref, **fields):
    facts = {"text_en": f"Do {ref}", "heading": ")(" not in ref} | fields
    return ActionPoint.objects.create(meeting=meeting, order=order, ref=ref, source=meeting.source, **facts)


def fill(meeting, count):
    """COUNT delegations that spoke, were present, and are named by an action point; one session with COUNT speakers."""
    session = Session.objects.create(meeting=meeting, number=1, title_en="Opening", source=meeting.source)
    a_point(meeting, 1, "(a)")
    numerals = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]
    for number in range(count):
        member = organisation(f"body-{number}", f"Body {number}")
        common = {"member": member, "source": meeting.source}
        Statement.objects.create(meeting=meeting, order=number, reported=True, text_en=f"Words {number}", **common)
        Attendance.objects.create(meeting=meeting, **common)
        Speaker.objects.create(session=session, order=number, name=f"Person {number}", role="speaker", **common)
        letter, numeral = chr(ord("b") + number // 10), numerals[number % 10]
        a_point(meeting, number + 2, f"({letter})({numeral})").responsible.add(member)


@pytest.fixture
def second(source):
    return a_meeting(source, ordinal=2, place_en="New York", theme_en="Prevention")


@pytest.fixture
def agreed(second):
    """(a) with (a)(i), which is late, and (a)(ii), of which something became."""
    return [
        a_point(second, 1, "(a)", text_en="Meet the commitments"),
        a_point(second, 2, "(a)(i)", text_en="Write guidelines", due="2017"),
        a_point(second, 3, "(a)(ii)", text_en="Publish an index", outcome_en="It was published."),
    ]
