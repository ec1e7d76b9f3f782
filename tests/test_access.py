"""One test for each line of tests/access.csv and each role."""

import copy

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.access import METHODS, ROLES, World, keywords, lines, routes

CASES = [
    pytest.param(line, role, id=f"{line['route']}-{line['method']}-{line['object']}-{role}")
    for line in lines()
    for role in ROLES
]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once: signing in is slow on purpose. Each test undoes what it did."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize(("line", "role"), CASES)
def test_answer(world, line, role):
    client = Client()
    client.cookies = copy.deepcopy(world.cookies[role])
    address = reverse(line["route"], kwargs=keywords(line["route"], world, line["object"]))

    response = client.generic(line["method"], address, content_type="application/x-www-form-urlencoded")

    to_sign_in = response.status_code == 302 and response["Location"].startswith("/en/accounts/login/?next=")
    assert ("in" if to_sign_in else str(response.status_code)) == line[role]


def test_every_route_is_in_the_file():
    there = {(route, method) for route in routes() for method in METHODS}
    named = {(line["route"], line["method"]) for line in lines()}

    assert {"missing in the file": there - named, "unknown routes": named - there} == {
        "missing in the file": set(),
        "unknown routes": set(),
    }


def test_no_line_is_there_twice():
    named = [(line["route"], line["method"], line["object"]) for line in lines()]

    assert len(named) == len(set(named))
