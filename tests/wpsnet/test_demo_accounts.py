from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from members.models import Appointment, User
from tests.conftest import state
from wpsnet.management.commands.demo_accounts import PASSWORD, PEOPLE


def run(*arguments):
    call_command("demo_accounts", *arguments, stdout=(out := StringIO()))
    return out.getvalue()


@pytest.fixture
def members(namibia, civil):
    return [namibia, civil, state("NOR", "Norway")]


def test_makes_six_accounts_once(members):
    run()
    run()
    listed = run("--list")

    assert User.objects.filter(email__endswith="@demo.example").count() == 6
    assert Appointment.objects.filter(person__email__endswith="@demo.example").count() == 4
    assert all(person.email in listed for person in PEOPLE)
    assert PASSWORD in listed


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.key)
def test_each_can_sign_in(client, members, person):
    run()

    client.post("/en/accounts/login/", {"login": person.email, "password": PASSWORD})
    if person.secretariat:
        client.post("/en/accounts/2fa/authenticate/", {"code": run("--code", person.key)[:6]})

    assert client.get("/en/desk/").status_code == 200


def test_refuses_where_the_services_are_not_embedded(settings, members):
    settings.EMBEDDED = False

    with pytest.raises(CommandError, match="only where the embedded services run"):
        run()

    assert not User.objects.filter(email__endswith="@demo.example").exists()


def test_says_what_to_do_where_the_members_are_missing(db):
    with pytest.raises(CommandError, match="load_reference"):
        run()
