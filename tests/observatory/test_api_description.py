"""The read interface with the real data: every list of the pages is there, and it holds what its own description says."""

import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from observatory import openapi, reading
from observatory.views import api
from wpsnet.wsgi import application


def test_every_list_is_there_with_the_rows_of_its_page(network, db):
    lists = Client().get("/api/v1/").json()["lists"]

    assert len(lists) == len(reading.LISTS)
    for name, address in lists.items():
        rows = Client().get(f"{address.partition('8000')[2] or address}?limit=200").json()["rows"]
        page = json.loads(Client().get(f"{reverse(reading.routes()[name])}?format=json").content)["rows"]
        assert len(rows) == min(len(page), 200), name
        assert not rows or rows[0].keys() == page[0].keys()


@pytest.fixture
def _open_connection():
    """A request closes the connection, and with it the transaction of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def server(environ, start_response):
    """The application as a web server calls it, which knows who asks."""
    return application(environ | {"REMOTE_ADDR": "127.0.0.1"}, start_response)


@pytest.mark.usefixtures("_open_connection")
def test_interface_holds_what_its_description_says(network, db, monkeypatch):
    """schemathesis asks each list with right and wrong parameters, and holds the answers against the description. It is
    not told which records there are, nor can it guess a cursor, so it does not ask that all it makes up be accepted."""
    monkeypatch.setattr(api, "MOST_REQUESTS", 1_000_000)
    described = schemathesis.openapi.from_dict(openapi.description())
    quick = settings(
        max_examples=4, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    asked = []
    for found in described.get_all_operations():
        operation = found.ok()
        for mode in schemathesis.GenerationMode:

            @quick
            @given(case=operation.as_strategy(generation_mode=mode))
            def hold(case):
                asked.append(case.path)
                case.call_and_validate(app=server, excluded_checks=[positive_data_acceptance])

            hold()

    assert len(set(asked)) == len(reading.LISTS)
