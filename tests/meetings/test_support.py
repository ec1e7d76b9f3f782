"""Support to come to a meeting: asked for, nominated, decided with a reason within the budget, settled; and under a code."""

import threading

import pytest
from django.db import connection

from meetings.actions import support as actions
from meetings.actions.protection import erase
from meetings.models import ProtectedLook, Registration, SupportRequest
from members.models import Member
from tests.meetings.who_comes import a_request, an_admission, signed_in
from wpsnet.models import Delivery, Document

POSTED = {
    "who": "grassroots",
    "name": "Grace Example",
    "needs": ["travel", "visa"],
    "eligibility": "She leads a group of farmers.",
    "asked_amount": "900",
}


@pytest.fixture
def sixth(source):
    return an_admission(source)


@pytest.fixture
def officer(editor):
    return signed_in(editor)


@pytest.fixture
def granted(sixth, namibia, ndapewa, editor):
    one = actions.ask(a_request(sixth, namibia), by=ndapewa)
    actions.grant(one, 700, "She is needed.", by=editor)
    return SupportRequest.objects.get()


def text(response):
    return response.content.decode()


def test_organisation_asks_and_a_country_nominates(sixth, civil, namibia, ndapewa, officer, editor):
    asking, focal = signed_in(civil), signed_in(ndapewa)
    asking.post("/en/members/wilpf/support/sixth/ask/", POSTED | {"nominator": namibia.pk})
    one = SupportRequest.objects.get()
    with pytest.raises(actions.MovedOn):
        actions.grant(one, 1, "Yes.", by=editor)
    assert "WILPF asks you to nominate somebody" in text(focal.get("/en/desk/"))

    focal.post(f"/en/members/NAM/support/{one.pk}/nominate/")
    officer.post(f"/en/desk/support/{one.pk}/", {"decision": "grant", "amount": "800", "reason": "She is needed."})

    one.refresh_from_db()
    assert (one.state, one.granted_amount, one.nominated_by, one.decided_by) == ("granted", 800, ndapewa, editor)
    assert Delivery.objects.filter(address=civil.email).exists()


def test_refusal_needs_its_reason(sixth, namibia, ndapewa, officer):
    one = actions.ask(a_request(sixth, namibia), by=ndapewa)

    answer = officer.post(f"/en/desk/support/{one.pk}/", {"decision": "refuse", "reason": ""})
    officer.post(f"/en/desk/support/{one.pk}/", {"decision": "refuse", "reason": "Others need it more."})

    one.refresh_from_db()
    assert (answer.status_code, one.state, one.reason) == (400, "refused", "Others need it more.")


def test_strangers_see_no_request(granted, selma):
    assert signed_in(selma).get(f"/en/members/NAM/support/{granted.pk}/").status_code == 404
    assert signed_in(selma).get(f"/en/members/SWE/support/{granted.pk}/").status_code == 404


def test_budget_cannot_be_overspent_and_says_what_is_left(granted, sixth, namibia, ndapewa, officer):
    more = actions.ask(a_request(sixth, namibia, name="Hanna Example"), by=ndapewa)

    answer = officer.post(f"/en/desk/support/{more.pk}/", {"decision": "grant", "amount": "301", "reason": "Yes."})

    assert (answer.status_code, SupportRequest.objects.get(pk=more.pk).state) == (400, "asked")
    assert "300.00 USD are left" in text(answer)


@pytest.mark.django_db(transaction=True)
def test_two_grants_at_once_keep_within_the_budget(sixth, namibia, ndapewa, editor):
    pair = [
        actions.ask(a_request(sixth, namibia, name=name), by=ndapewa) for name in ("Grace Example", "Hanna Example")
    ]
    answers, gate = [], threading.Barrier(2)

    def run(one):
        gate.wait()
        try:
            answers.append(actions.grant(one, 600, "Yes.", by=editor))
        except actions.OverBudget as error:
            answers.append(error.left)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[one]) for one in pair]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert sorted(answers, key=str) == [400, None]


def test_itinerary_settlement_and_budget_view(granted, officer):
    officer.post(f"/en/desk/support/{granted.pk}/itinerary/", {"itinerary": "12 May, Windhoek to Oslo"})
    officer.post(f"/en/desk/support/{granted.pk}/settlement/", {"paid": "650.50", "settlement": "Flight, receipt 12."})

    page = text(officer.get("/en/desk/meetings/sixth/support/"))

    granted.refresh_from_db()
    assert (granted.state, granted.itinerary) == ("settled", "12 May, Windhoek to Oslo")
    assert "650.50 USD" in page
    assert "349.50 USD" in page


def test_supported_person_takes_a_seat_for_civil_society(granted, ndapewa):
    focal = signed_in(ndapewa)
    for _time in range(2):
        focal.post(f"/en/members/NAM/support/{granted.pk}/register/")

    assert list(Registration.objects.values_list("name", "seat", "state")) == [
        ("Grace Example", "civil_society", "listed")
    ]


def test_visa_letter_names_her_and_waits_for_the_decision(granted, sixth, namibia, ndapewa, officer):
    waiting = actions.ask(a_request(sixth, namibia, name="Hanna Example"), by=ndapewa)

    assert officer.get(f"/en/desk/support/{granted.pk}/visa-letter/").status_code == 202
    assert officer.get(f"/en/desk/support/{waiting.pk}/visa-letter/").status_code == 404


def test_protected_leader_is_named_in_no_page_and_her_letter_is_logged(sixth, ndapewa, officer, admin, editor):
    focal = signed_in(ndapewa)
    focal.post("/en/members/NAM/support/sixth/ask/", POSTED | {"name": "Grace Canary", "protect": "on"})
    one = SupportRequest.objects.select_related("protected").get()
    actions.grant(one, 700, "She is needed.", by=editor)
    actions.write_itinerary(one, "12 May, Canary to Oslo", by=editor)
    focal.post(f"/en/members/NAM/support/{one.pk}/register/")
    pages = [
        f"/en/desk/support/{one.pk}/",
        "/en/desk/meetings/sixth/support/",
        "/en/desk/meetings/sixth/registrations/",
    ]
    shown = " ".join([text(officer.get(page)) for page in pages] + [text(focal.get("/en/members/NAM/support/"))])

    letter = f"/en/desk/support/{one.pk}/visa-letter/"
    assert (officer.get(letter).status_code, signed_in(admin).get(letter).status_code) == (403, 202)
    assert "canary" not in shown.lower()
    assert Registration.objects.get().protected == one.protected
    assert ProtectedLook.objects.filter(by=admin, reason="The visa letter").count() == 1
    erase(one.protected)
    assert not Document.objects.filter(kind="visa-letter").exists()
    assert SupportRequest.objects.get().eligibility == "[erased]"


@pytest.mark.parametrize("rows", [5, 200])
def test_queries_do_not_grow(sixth, officer, namibia, ndapewa, rows, django_assert_num_queries):
    common = {"written_by": ndapewa}
    SupportRequest.objects.bulk_create(
        a_request(sixth, namibia, name=f"Person {number}", **common) for number in range(rows)
    )

    officer.get("/en/desk/")  # which says that she has signed in
    with django_assert_num_queries(7):
        assert officer.get("/en/desk/meetings/sixth/support/").status_code == 200
    with django_assert_num_queries(8):
        assert officer.get("/en/members/NAM/support/").status_code == 200


def test_request_names_a_need_and_a_country(sixth, civil):
    answer = signed_in(civil).post("/en/members/wilpf/support/sixth/ask/", POSTED | {"needs": []})

    assert answer.status_code == 400
    assert not SupportRequest.objects.exists()
    assert Member.objects.get(slug="wilpf").support_requests.count() == 0
