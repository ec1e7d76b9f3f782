"""One test for each line of tests/access.csv, with the answers that all roles get."""

import copy

import pytest
from django.core.cache import cache as store
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.access import METHODS, ROLES, World, keywords, lines, routes

CASES = [pytest.param(line, id=f"{line['route']}-{line['method']}-{line['object']}") for line in lines()]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once: signing in is slow on purpose. Each test undoes what it did."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("line", CASES)
def test_answers(world, line):
    assert {role: answer(world, line, role) for role in ROLES} == {role: line[role] for role in ROLES}


def answer(world, line, role):
    """What ROLE gets; nothing of it stays for the next."""
    client = Client()
    client.cookies = copy.deepcopy(world.cookies[role])
    with transaction.atomic():
        address = reverse(line["route"], kwargs=keywords(line["route"], world, line["object"]))
        response = client.generic(line["method"], address, content_type="application/x-www-form-urlencoded")
        store.clear()
        transaction.set_rollback(True)
    to_sign_in = response.status_code == 302 and response["Location"].startswith("/en/accounts/login/?next=")
    return "in" if to_sign_in else str(response.status_code)


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
