"""An alternate proposes what is recorded of a plan; whoever publishes for the member decides."""

import pytest

from actionplans.actions import proposals
from actionplans.actions.record import SaidAlready
from actionplans.desk import plans
from actionplans.models import Proposal
from tests.signing_in import signed_in

EDIT = "/en/plans/NAM/1/edit/"
EVENT = {"kind": "adopted", "date": "2019-03", "source_title": "Cabinet decision 14"}
SAID = {
    "events/add/": EVENT,
    "prolong/": {"until": "2029", "date": "2026-01", "source_title": "Cabinet decision 15"},
    "findings/add/": {"question": "parliament", "answer": "yes", "source_title": "Law 3"},
    "bodies/add/": {"role": "leads", "name": "Ministry", "kind": "defence", "source_title": "Law 3"},
    "content/add/": {"resolutions": ["1325", "1820"], "answer": "yes", "source_title": "Law 3"},
}


def rows_of(plan):
    return plan.events.count() + plan.findings.count() + plan.bodies.count()


def test_what_an_alternate_proposes_waits_and_is_published_as_it_was_typed(tomas, ndapewa, plan, client):
    alternate, focal = signed_in(tomas), signed_in(ndapewa)
    before = rows_of(plan)
    for page, typed in SAID.items():
        assert alternate.post(f"{EDIT}{page}", typed).status_code == 302
    assert (rows_of(plan), Proposal.objects.waiting().count()) == (before, 5)
    assert "Cabinet decision" not in client.get("/en/plans/NAM/1/").content.decode()

    for found in Proposal.objects.waiting():
        shown = focal.get(f"{EDIT}proposals/{found.pk}/").context["form"]
        typed = {name: shown[name].value() for name in shown.fields if shown[name].value()}
        assert focal.post(f"{EDIT}proposals/{found.pk}/", typed).status_code == 302

    assert (rows_of(plan), Proposal.objects.waiting().count()) == (before + 6, 0)
    assert plan.events.get(kind="adopted").source.kind == "government"
    assert "Cabinet decision 15" in client.get("/en/plans/NAM/1/?format=json").content.decode()


def test_proposal_sent_twice_waits_once(tomas, plan):
    for _time in range(2):
        signed_in(tomas).post(f"{EDIT}events/add/", EVENT)

    assert Proposal.objects.count() == 1


def test_proposal_with_mistakes_is_not_kept(tomas, plan):
    answer = signed_in(tomas).post(f"{EDIT}events/add/", EVENT | {"date": "yesterday"})

    assert (answer.status_code, Proposal.objects.exists()) == (400, False)


def test_it_stands_on_the_desk_of_whoever_publishes(tomas, ndapewa, plan):
    proposals.propose(plan, "event", {}, by=tomas)

    assert f"{EDIT}#proposals" in [waiting.url for waiting in plans(ndapewa)]
    assert list(plans(tomas)) == []


def test_writer_corrects_and_withdraws_her_own_alone(tomas, ndapewa, plan):
    alternate, focal = signed_in(tomas), signed_in(ndapewa)
    alternate.post(f"{EDIT}events/add/", EVENT)
    own, other = Proposal.objects.get(), proposals.propose(plan, "event", {}, by=ndapewa)

    alternate.post(f"{EDIT}proposals/{own.pk}/", EVENT | {"date": "2018"})
    own.refresh_from_db()
    assert (own.typed["date"], own.settled_at) == (["2018"], None)
    assert alternate.post(f"{EDIT}proposals/{other.pk}/withdraw/").status_code == 403
    assert alternate.post(f"{EDIT}proposals/{own.pk}/withdraw/").status_code == 302
    assert focal.get(f"{EDIT}proposals/{own.pk}/").status_code == 404


def test_second_of_two_publishers_writes_nothing(tomas, ndapewa, plan):
    found = proposals.propose(plan, "event", {}, by=tomas)
    proposals.publish(found, lambda: None, by=ndapewa)

    with pytest.raises(proposals.AlreadySettled):
        proposals.publish(found, lambda: pytest.fail("written twice"), by=ndapewa)


def test_proposal_waits_on_where_nothing_could_be_written(tomas, ndapewa, plan):
    found = proposals.propose(plan, "event", {}, by=tomas)

    def said_already():
        raise SaidAlready

    with pytest.raises(SaidAlready):
        proposals.publish(found, said_already, by=ndapewa)
    assert Proposal.objects.waiting().get() == found


def test_stranger_learns_nothing(selma, tomas, plan):
    found = proposals.propose(plan, "event", {}, by=tomas)

    assert signed_in(selma).get(f"{EDIT}proposals/{found.pk}/").status_code == 404
