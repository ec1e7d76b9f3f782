"""The invented network: only where it is asked for by name, once, and gone again without a trace."""

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from members import filling
from members.models import Appointment, Member, User, Verification, VerificationRound


def fill(*arguments):
    call_command("fill_network", *arguments, "--yes", connection.settings_dict["NAME"])


@pytest.mark.parametrize("name", ["postgres", None])
def test_database_must_be_named(db, monkeypatch, name):
    monkeypatch.delenv("WPSNET_DATABASE", raising=False)

    with pytest.raises(CommandError, match="If you mean it"):
        call_command("fill_network", *(["--yes", name] if name else []))


def test_only_where_the_embedded_services_run(db, settings):
    settings.EMBEDDED = False

    with pytest.raises(CommandError, match="embedded services"):
        fill()


def test_filling_again_adds_only_what_is_missing(namibia, ndapewa):
    sizes = []
    for members, appointments in ((20, 80), (20, 80), (30, 90)):
        fill("--members", str(members), "--appointments", str(appointments))
        sizes.append((filling.filled().count(), filling.filled_posts().count(), Verification.objects.count()))

    assert sizes[0] == sizes[1]
    assert [size[:2] for size in sizes] == [(20, 80), (20, 80), (30, 90)]


def test_clearing_leaves_what_was_there(namibia, ndapewa):
    fill("--members", "20", "--appointments", "80")

    fill("--clear")

    assert (Member.objects.get(), User.objects.get(), Appointment.objects.count()) == (namibia, ndapewa, 1)
    assert not VerificationRound.objects.exists()


def test_clearing_says_so_where_somebody_has_worked_in_it(db):
    fill("--members", "20", "--appointments", "80")
    EmailAddress.objects.create(user=User.objects.filter(email__endswith=filling.DOMAIN).first(), email="x@example.org")

    with pytest.raises(CommandError, match="Drop the whole database"), transaction.atomic():
        fill("--clear")

    assert filling.filled().count() == 20
