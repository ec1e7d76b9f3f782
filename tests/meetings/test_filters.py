"""Which meetings, statements and action points a filter finds."""

import pytest

from meetings.filters import ActionPointFilter, MeetingFilter, StatementFilter
from meetings.models import ActionPoint, Meeting, Statement
from tests.meetings.conftest import a_meeting, organisation


def found(filterset, rows, **query):
    return filterset(query, rows, request=None).qs


@pytest.fixture
def berlin(source, namibia):
    return a_meeting(source, "berlin", name_en="Berlin", date="2018-04-09/2018-04-10", kind="briefing", country=namibia)


@pytest.mark.parametrize("query", [{"kind": "briefing"}, {"year": "2018"}, {"country": "NAM"}])
def test_meetings_by_kind_year_and_country(second, berlin, query):
    assert list(found(MeetingFilter, Meeting.objects.all(), **query)) == [berlin]


@pytest.fixture
def spoken(second, namibia, sweden, source):
    common = {"meeting": second, "source": source}
    return [
        Statement.objects.create(order=1, member=namibia, reported=True, text_fr="La paix", **common),
        Statement.objects.create(order=2, member=sweden, reported=False, **common),
    ]


@pytest.mark.parametrize(
    ("query", "which"),
    [
        ({"delegation": "NAM"}, [0]),
        ({"meeting": "second"}, [0, 1]),
        ({"reported": "yes"}, [0]),
        ({"reported": "no"}, [1]),
        ({"text": "PAIX"}, [0]),
        ({"text": "100%"}, []),
    ],
)
def test_statements(spoken, query, which):
    assert list(found(StatementFilter, Statement.objects.order_by("order"), **query)) == [spoken[i] for i in which]


@pytest.mark.parametrize(
    ("query", "refs"),
    [
        ({"meeting": "second"}, ["(a)(i)", "(a)(ii)"]),
        ({"responsible": "un-women"}, ["(a)(i)"]),
        ({"text": "guidelines"}, ["(a)(i)"]),
        ({"text": "commitments"}, ["(a)(i)", "(a)(ii)"]),
        ({"due": "late"}, ["(a)(i)"]),
        ({"due": "dated"}, ["(a)(i)"]),
        ({"due": "undated"}, ["(a)(ii)"]),
        ({"outcome": "yes"}, ["(a)(ii)"]),
        ({"outcome": "no"}, ["(a)(i)"]),
    ],
)
def test_action_points(agreed, query, refs):
    agreed[1].responsible.add(organisation("un-women"))

    points = found(ActionPointFilter, ActionPoint.objects.actions().for_list(), **query)

    assert [point.ref for point in points] == refs


def test_outcome_in_any_language_counts(agreed):
    ActionPoint.objects.filter(pk=agreed[1].pk).update(outcome_ar="نُشرت")

    assert not ActionPoint.objects.actions().without_outcome().exists()


def test_choices_name_only_what_has_rows(spoken, berlin, chair):
    choices = StatementFilter({}, Statement.objects.all(), request=None).form.fields["delegation"].queryset

    assert [member.slug for member in choices] == ["NAM", "SWE"]
