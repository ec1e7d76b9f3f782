"""The invented registry: only where it is asked for by name, only what is missing, and gone again without a trace."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from actionplans import filling
from actionplans.models import Action, Finding, Plan, PlanBody, PlanEvent, ProgressReport
from members.models import Member
from wpsnet.models import Source, Theme


def fill(*arguments):
    call_command("fill_plans", *arguments, "--yes", connection.settings_dict["NAME"])


def sizes():
    return [model.objects.count() for model in (Plan, PlanEvent, Finding, PlanBody, Action, ProgressReport)]


def test_database_must_be_named(db, monkeypatch):
    monkeypatch.delenv("WPSNET_DATABASE", raising=False)

    with pytest.raises(CommandError, match="If you mean it"):
        call_command("fill_plans")


def test_filling_again_adds_only_what_is_missing_and_clearing_leaves_the_rest(plan, client):
    Theme.objects.create(slug="climate", name_en="Climate")
    before, members, sources = sizes(), Member.objects.count(), Source.objects.count()
    asked = ["--plans", "40", "--members", "4", "--actions", "80", "--reports", "200"]

    fill(*asked)
    there = sizes()
    fill(*asked)

    assert sizes() == there
    assert [there[0], *there[4:]] == [before[0] + 40, 80, 200]
    assert client.get("/en/plans/NAM/filled-1/").status_code == 200
    fill("--clear")
    assert (sizes(), Member.objects.count(), Source.objects.count()) == (before, members, sources)
    assert not filling.filled().exists()


def test_matrix_and_timeline_show_some_plans_of_a_member_and_lead_to_the_rest(plan, client):
    fill("--plans", "30", "--members", "1", "--actions", "0", "--reports", "0")

    for view in ("matrix", "timeline"):
        page = client.get(f"/en/plans/{view}/?kind=local").content.decode()
        assert page.count('href="/en/plans/NAM/filled-') == 10
        assert "15 more plans" in page
        assert "/en/plans/?kind=local&amp;member=NAM" in page
