"""Mail that came back for good opens a case, once, until somebody has found out how the person is reached."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from members.actions import contact_cases
from members.models import Appointment, ContactCase, User
from tests.conftest import person
from tests.members.still_right import come_in, on
from wpsnet.desk import waiting_for
from wpsnet.models import Delivery
from wpsnet.outbox import sending
from wpsnet.outbox.actions import Recipient, freeze

UNKNOWN = "550 5.1.1 <ndapewa@example.org>: nobody here"
ADDRESS = "ndapewa@example.org"
TOLD = {"member": "Namibia", "person": "Ndapewa", "number": 1, "link": "http://localhost:8000/en/"}
LIST = "/en/desk/verification/contacts/"


def write_to(*addresses, key="k"):
    freeze(key, "profile_published", [Recipient(address) for address in addresses], TOLD)
    sending.drain()


def came_back(address=ADDRESS, key="k"):
    """A delivery to ADDRESS that came back for good."""
    mailing = freeze(key, "profile_published", [Recipient(address)], TOLD)
    mailing.deliveries.update(state="failed", reason=UNKNOWN, unreachable=True)
    contact_cases.open_cases()
    return mailing.deliveries.get()


def cases():
    """The address of each person with a case, and whether it is open."""
    rows = ContactCase.objects.order_by("pk").values_list("person__email", "closed_at")
    return [(email, closed_at is None) for email, closed_at in rows]


# --- What is a refusal for good ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said_to", "answer", "opens"),
    [
        ("rcpt", "550 5.1.1 no such user", True),
        ("rcpt", "550 no such user", True),
        ("rcpt", "552 5.2.2 mailbox full", True),
        ("rcpt", "550 5.7.1 your address is on a list", False),
        ("rcpt", "450 4.2.1 come back later", False),
        ("data", "550 5.1.1 no such user", True),
        ("data", "554 5.7.1 this looks like spam", False),
        ("data", "554 no", False),
    ],
)
def test_refusal_for_good_that_names_the_person_opens_a_case(ndapewa, tomas, mail_server, said_to, answer, opens):
    getattr(mail_server, said_to)[ADDRESS] = answer

    write_to(ADDRESS, "tomas@example.org")
    contact_cases.open_cases()

    assert cases() == ([(ADDRESS, True)] if opens else [])
    assert mail_server.addresses() == ["tomas@example.org"]


def test_address_that_can_be_none_opens_a_case(db):
    User.objects.create(email="nobody at all", name="Nobody")

    write_to("nobody at all")
    contact_cases.open_cases()

    assert cases() == [("nobody at all", True)]


# --- Once -------------------------------------------------------------------------------------------------------------


def test_person_has_one_open_case(ndapewa):
    for key in "abc":
        came_back(key=key)

    assert cases() == [(ADDRESS, True)]


def test_delivery_has_one_case(ndapewa, editor):
    came_back()
    contact_cases.close_case(ContactCase.objects.get(), "right", by=editor)

    contact_cases.open_cases()

    assert cases() == [(ADDRESS, False)]


def test_delivery_older_than_the_answer_opens_nothing(ndapewa, editor):
    came_back(key="a")
    late = freeze("late", "profile_published", [Recipient(ADDRESS)], TOLD)
    contact_cases.close_case(ContactCase.objects.get(), "right", by=editor)

    late.deliveries.update(state="failed", reason=UNKNOWN, unreachable=True)
    contact_cases.open_cases()

    assert cases() == [(ADDRESS, False)]
    assert contact_cases.open_case(ndapewa, UNKNOWN, late.deliveries.get()) is None


def test_mail_that_comes_back_after_the_answer_opens_another_case(ndapewa, editor):
    came_back(key="a")
    contact_cases.close_case(ContactCase.objects.get(), "right", by=editor)

    with on(1):
        came_back(key="b")

    assert cases() == [(ADDRESS, False), (ADDRESS, True)]


def test_address_that_was_corrected_is_asked_about_no_more(ndapewa):
    mailing = freeze("k", "profile_published", [Recipient(ADDRESS)], TOLD)
    User.objects.update(email="new@example.org")
    mailing.deliveries.update(state="failed", reason=UNKNOWN, unreachable=True)

    contact_cases.open_cases()

    assert cases() == []


def test_returned_mail_that_arrives_later_can_open_a_case(ndapewa):
    write_to(ADDRESS)

    case = contact_cases.open_case(ndapewa, "x" * 500, Delivery.objects.get())

    assert (case.person, len(case.reason), case) == (
        ndapewa,
        300,
        contact_cases.open_case(ndapewa, "said again by another server"),
    )


@pytest.mark.django_db(transaction=True)
def test_cases_opened_at_once_are_one(ndapewa, editor):
    mailing = freeze("k", "profile_published", [Recipient(ADDRESS)], TOLD)
    mailing.deliveries.update(state="failed", reason=UNKNOWN, unreachable=True)

    def run(work):
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(run, [contact_cases.open_cases] * 6))
    case = ContactCase.objects.get()
    with ThreadPoolExecutor(6) as pool:
        closed = list(pool.map(run, [lambda: contact_cases.close_case(case, "left", by=editor)] * 6))

    assert (cases(), sum(closed)) == ([(ADDRESS, False)], 1)


# --- Who sees it ------------------------------------------------------------------------------------------------------


def titles(user):
    return [item.title for item in waiting_for(user) if "mail" in item.title]


def test_case_waits_on_the_desks_that_it_concerns(ndapewa, tomas, selma, editor):
    came_back("tomas@example.org")

    verify = "Tomas Haufiku: mail came back, verify this contact"
    assert [titles(user) for user in (ndapewa, selma, editor)] == [[verify], [], [verify]]
    assert titles(tomas) == ["Our mail to you came back: is your e-mail address still right?"]


def test_protected_person_is_named_to_the_secretariat_only(client, ndapewa, tomas, editor, admin):
    User.objects.filter(pk=tomas.pk).update(at_risk=True)
    came_back("tomas@example.org")
    client.force_login(ndapewa, backend="members.adapter.SignInBackend")

    assert [len(titles(user)) for user in (ndapewa, editor)] == [0, 1]
    assert client.get(f"{LIST}{ContactCase.objects.get().pk}/").status_code == 404


@pytest.mark.parametrize(("who", "shown"), [("editor", False), ("admin", True)])
def test_address_of_a_protected_person_is_shown_to_administrators_only(client, ndapewa, request, who, shown):
    User.objects.filter(pk=ndapewa.pk).update(at_risk=True)
    came_back()
    come_in(client, request.getfixturevalue(who))

    pages = [client.get(LIST), client.get(f"{LIST}{ContactCase.objects.get().pk}/"), client.get(f"{LIST}?format=json")]

    assert [ADDRESS in page.content.decode() for page in pages] == [shown] * 3


def test_focal_point_sees_no_address_and_closes_the_case(client, ndapewa, tomas):
    delivery = came_back("tomas@example.org")
    Delivery.objects.filter(pk=delivery.pk).update(reason="550 <tomas@example.org> unknown")
    page = f"{LIST}{ContactCase.objects.get().pk}/"
    client.force_login(ndapewa, backend="members.adapter.SignInBackend")

    html = client.get(page).content.decode()
    assert ("Tomas Haufiku" in html, "tomas@example.org" in html) == (True, False)
    assert client.post(page, {}).status_code == 400
    assert client.post(page, {"outcome": "left"}).status_code == 302
    assert "has closed this case already" in client.post(page, {"outcome": "right"}, follow=True).content.decode()
    assert ContactCase.objects.values_list("outcome", "closed_by__email").get() == ("left", "ndapewa@example.org")


def test_focal_point_of_another_member_sees_no_case(client, ndapewa, selma):
    came_back()
    client.force_login(selma, backend="members.adapter.SignInBackend")

    assert client.get(f"{LIST}{ContactCase.objects.get().pk}/").status_code == 404
    assert client.get(LIST).status_code == 403


# --- The list ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def secretariat(client, editor):
    return come_in(client, editor)


def test_open_cases_stand_first(secretariat, ndapewa, tomas, editor):
    came_back(key="a")
    contact_cases.close_case(ContactCase.objects.get(), "right", by=editor)
    came_back("tomas@example.org", key="b")

    page = secretariat.get(LIST)

    assert [case.person.name for case in page.context["page"]] == ["Tomas Haufiku", "Ndapewa Shikongo"]
    closed = secretariat.get(f"{LIST}?state=closed").context["page"]
    assert [case.person.name for case in closed] == ["Ndapewa Shikongo"]


@pytest.mark.parametrize(
    ("query", "status"), [("state=asleep", 400), ("outcome=x", 400), ("format=atom", 404), ("page=99", 404)]
)
def test_value_that_does_not_exist_gets_a_clear_page(secretariat, query, status):
    assert secretariat.get(f"{LIST}?{query}").status_code == status


@pytest.mark.parametrize("rows", [5, 200])
def test_list_costs_the_same_for_many(secretariat, namibia, rows, django_assert_num_queries):
    people = [User(email=f"p{number}@example.org", name=f"P{number}") for number in range(rows)]
    for user in User.objects.bulk_create(people):
        Appointment.objects.create(person=user, member=namibia, role="mission", since=timezone.localdate())
        contact_cases.open_case(user, UNKNOWN)
    secretariat.get(LIST)

    with django_assert_num_queries(6):
        secretariat.get(LIST)


def test_person_without_a_post_can_be_verified_too(secretariat):
    contact_cases.open_case(person("guest@example.org", "Guest"), UNKNOWN)

    assert "none" in secretariat.get(LIST).content.decode()
