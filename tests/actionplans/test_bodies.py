"""Several bodies have a part in a plan, each by its type and with who says so."""

import pytest
from django.test import Client

from actionplans.bodies import lead_kinds
from actionplans.filters import PlanFilter
from actionplans.models import Plan, PlanBody
from tests.signing_in import sign_in

EDIT = "/en/plans/NAM/1/edit/"
MINISTRY = {"role": "leads", "name": "Ministry of Defence", "kind": "defence", "source_title": "Cabinet decision 14"}


@pytest.fixture
def focal(ndapewa):
    client = Client()
    sign_in(client, ndapewa)
    return client


def found(**asked):
    return [plan.slug for plan in PlanFilter(asked, Plan.objects.all()).qs]


def test_focal_point_adds_a_body_with_its_source(focal, plan, client):
    answer = focal.post(f"{EDIT}bodies/add/", MINISTRY)

    body = plan.bodies.get(name="Ministry of Defence")
    assert (answer.status_code, body.source.title, body.source.kind) == (302, "Cabinet decision 14", "government")
    assert "Ministry of Defence" in client.get("/en/plans/NAM/1/").content.decode()


def test_same_body_twice_is_written_once(focal, plan):
    focal.post(f"{EDIT}bodies/add/", MINISTRY)

    assert focal.post(f"{EDIT}bodies/add/", MINISTRY).status_code == 400
    assert plan.bodies.filter(kind="defence").count() == 1


def test_body_has_a_name_or_a_type(focal, plan):
    answer = focal.post(f"{EDIT}bodies/add/", MINISTRY | {"name": "", "kind": ""})

    assert answer.status_code == 400
    assert "Give the name of the body, or at least its type." in answer.content.decode()


def test_member_answers_what_others_say_of_a_body(focal, plan, client):
    body = plan.bodies.get()  # of a United Nations document

    assert focal.post(f"{EDIT}body/{body.pk}/withdraw/", {"reason": "Wrong"}).status_code == 403
    focal.post(f"{EDIT}body/{body.pk}/reply/", {"words": "It *only* takes part.", "language": "en"})
    assert "It <em>only</em> takes part." in client.get("/en/plans/NAM/1/").content.decode()


@pytest.mark.parametrize(("kind", "there"), [("gender", True), ("defence", True), ("inter_ministerial", True)])
def test_bodies_of_several_kinds_by_one_source_lead_together(plan, source, kind, there):
    plan.bodies.create(role="leads", name="Defence", kind="defence", source=source)

    assert (found(lead_type=kind) == ["1"]) is there
    assert (kind in lead_kinds(plan)) is there


def test_sources_that_differ_make_no_joint_lead(plan, government):
    plan.bodies.create(role="leads", name="Defence", kind="defence", source=government)

    assert (lead_kinds(plan), found(lead_type="inter_ministerial")) == (["defence", "gender"], [])


def test_who_takes_part_does_not_lead(plan, source):
    plan.bodies.create(role="takes_part", name="Police", kind="interior", source=source)

    assert (lead_kinds(plan), found(lead_type="interior"), found(body="polic")) == (["gender"], [], ["1"])


def test_earlier_record_without_source_says_so(client, plan):
    PlanBody.objects.update(source=None)

    assert "Which of the plan's sources says so was not recorded." in client.get(
        "/en/plans/NAM/1/"
    ).content.decode().replace("&#x27;", "'")


def test_files_name_each_body(client, plan, source):
    plan.bodies.create(role="leads", name="Defence", kind="defence", source=source)
    plan.bodies.create(role="monitors", name="Committee", source=source)

    (row,) = client.get("/en/plans/?format=json").json()["rows"]
    record = client.get("/en/plans/NAM/1/?format=json").json()

    assert (row["lead"], row["lead_type"]) == ("Defence", "defence | gender | inter_ministerial")
    assert row["monitoring_bodies"] == "Committee"
    assert [(one["role"], one["source"]["key"]) for one in record["bodies"]] == [
        ("leads", "S"),
        ("leads", "S"),
        ("monitors", "S"),
    ]
