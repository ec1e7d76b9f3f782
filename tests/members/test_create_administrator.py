from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from members.models import User


def test_link_makes_an_administrator_who_needs_a_second_factor(client, db):
    call_command("create_administrator", "Mei@Example.org", "Mei Tan", stdout=(out := StringIO()))
    link = out.getvalue().split()[-1].removeprefix(settings.SITE_URL)

    client.post(link, {"name": "Mei Tan", "language": "en", "without_password": "on"})

    assert User.objects.get(email="mei@example.org").secretariat == "admin"
    assert client.get("/en/desk/")["Location"] == "/en/accounts/2fa/"


def test_refuses_what_is_no_address(db):
    with pytest.raises(CommandError, match="is not an e-mail address"):
        call_command("create_administrator", "Mei Tan", "mei@example.org")
