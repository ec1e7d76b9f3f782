"""The map of the registry: it agrees with its table, and every filter holds for it."""

import pytest

from actionplans import worldmap
from members.models import Region
from tests.actionplans.test_views import words


def test_box_of_a_ring_follows_its_steps():
    assert worldmap.ring_box("M10 20l5 -3 -2.5 .5-1 4Z") == (10, 17, 15, 21.5)


def test_page_says_in_words_what_the_map_shows(client, plan):
    page = words(client.get("/en/plans/map/?as_of=2020"))

    assert "in force: 1 country" in page
    assert "in force Country Plan Period Namibia First national action plan 2019 – 2026" in page


def test_impossible_filter_gives_the_form_back(client, db):
    assert client.get("/en/plans/map/?region=999").status_code == 400


@pytest.mark.parametrize("rows", [5, 200])
def test_map_costs_the_same_for_many_rows(client, many, rows, django_assert_num_queries):
    Region.objects.create(code="002", name="Africa")
    many(rows)

    with django_assert_num_queries(9):
        client.get("/en/plans/map/?as_of=2020&budget=yes")
