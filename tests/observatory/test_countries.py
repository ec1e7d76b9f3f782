"""The page of a member."""

import pytest

from actionplans.models import Plan, PlanEvent
from observatory.documents import country


@pytest.fixture
def plans(namibia, source):
    for generation in range(1, 10):
        plan = Plan.objects.create(member=namibia, slug=generation, generation=generation, kind="national")
        PlanEvent.objects.create(plan=plan, source=source, kind="in_force", date=f"{2000 + generation}", until="2040")


def test_period_is_as_vague_as_its_source(client, plans):
    page = client.get("/en/countries/NAM/").content.decode()

    assert "2009 – 2040" in page
    assert "31 December" not in page


def test_page_asks_no_more_for_many_plans(client, plans, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get("/en/countries/NAM/")


def test_pdf_shows_the_same_period(plans, namibia):
    assert "2009 – 2040" in country("NAM", "en")
