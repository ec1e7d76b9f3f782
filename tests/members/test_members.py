"""The secretariat enters members, and since when they belong to the network."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from members.actions import memberships as actions
from members.models import Member, Membership
from tests.conftest import state
from tests.signing_in import sign_in
from wpsnet.models import SearchEntry, Source

ADD = "/en/desk/members/add/"
NETWORK = {"kind": "partner_network", "name_en": "Nordic Women Mediators", "acronym": "NWM", "name_fr": "Médiatrices"}
SINCE_2017 = {"standing": "member", "since": "2017-09", "source_kind": "government"}


@pytest.fixture
def officer(client, editor):
    sign_in(client, editor)
    return client


def test_new_member_has_a_page_that_is_found(officer):
    answer = officer.post(ADD, NETWORK | {"is_partner": "on", "website": "nordic.example"})

    member = Member.objects.get()
    assert (answer.url, member.slug) == ("/en/desk/members/nordic-women-mediators/", "nordic-women-mediators")
    assert (member.name_fr, member.website, member.is_partner) == ("Médiatrices", "https://nordic.example", True)
    assert "Nordic Women Mediators" in Client().get("/en/organisations/nordic-women-mediators/").content.decode()
    assert SearchEntry.objects.filter(kind="organisation", key=member.slug).exists()


def test_period_without_dates_is_checked_in_forms(namibia):
    """Nobody may know since when; PostgreSQL then has to be told what kind of value is missing."""
    Membership(member=namibia, standing="member").full_clean()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name_en": ""}, "name_en"),
        ({"kind": "state"}, "kind"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "ftp://nordic.example"}, "website"),
        ({"region": "0"}, "region"),
    ],
)
def test_bad_input_makes_no_member(officer, change, field):
    answer = officer.post(ADD, NETWORK | change)

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])
    assert not Member.objects.exists()


def test_name_without_latin_letters_still_gets_an_address(officer):
    officer.post(ADD, NETWORK | {"name_en": "شبكة", "acronym": ""})

    assert Member.objects.get().slug == "partner_network"


def test_names_of_a_state_can_be_corrected_but_not_its_kind(officer, namibia):
    page = officer.get("/en/desk/members/NAM/").content.decode()

    officer.post("/en/desk/members/NAM/", {"name_en": "Namibia", "name_ar": "ناميبيا", "kind": "regional"})

    namibia.refresh_from_db()
    assert (namibia.name_ar, namibia.kind, 'name="kind"' in page) == ("ناميبيا", "state", False)
    assert 'dir="rtl"' in page


def test_membership_is_shown_in_public_with_its_source(officer, namibia):
    told = {"source_title": "Note verbale of 3 May 2017", "source_url": "https://gov.example/note"}

    officer.post("/en/desk/members/NAM/memberships/add/", SINCE_2017 | told)

    page = Client().get("/en/countries/NAM/").content.decode()
    assert "member since September 2017" in page
    assert "Note verbale of 3 May 2017" in page
    assert list(Member.objects.in_network()) == [namibia]


def test_observer_joins_and_leaves(officer, namibia):
    officer.post("/en/desk/members/NAM/memberships/add/", {"standing": "observer", "since": "2016", "until": "2017"})
    officer.post("/en/desk/members/NAM/memberships/add/", SINCE_2017 | {"until": "2019-12-31"})

    days = [dt.date(2017, 1, 1), dt.date(2018, 1, 1), dt.date(2020, 1, 1)]
    assert [Member.objects.in_network(day).count() for day in days] == [1, 1, 0]
    answer = Client().get("/en/countries/NAM/").content.decode()
    assert "observer, 2016 to 2017" in answer


def test_who_joins_in_a_year_that_has_not_ended_has_not_left(namibia):
    Membership.objects.create(member=namibia, since=str(dt.date.today().year))
    assert not namibia.has_left

    Membership.objects.update(until="2020", until_first="2020-01-01")
    assert namibia.has_left


def test_overlapping_period_is_said_and_changes_nothing(officer, namibia):
    Membership.objects.create(member=namibia, since="2017")

    answer = officer.post("/en/desk/members/NAM/memberships/add/", {"standing": "observer", "since": "2020"})

    assert (answer.status_code, namibia.memberships.count()) == (400, 1)
    assert "This period overlaps another one of the same member." in answer.content.decode()
    assert 'value="2020"' in answer.content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"since": "lately"}, "since"),
        ({"since": "2016/2018"}, "since"),
        ({"since": "2018", "until": "2017"}, "__all__"),
        ({"since": "2018", "source_url": "https://gov.example/"}, "source_title"),
        ({"since": "2018", "source_title": "x", "source_url": "javascript:alert(1)"}, "source_url"),
        ({"standing": "guest"}, "standing"),
    ],
)
def test_bad_membership_is_said(officer, namibia, change, field):
    answer = officer.post("/en/desk/members/NAM/memberships/add/", SINCE_2017 | change)

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])
    assert (Membership.objects.count(), Source.objects.count()) == (0, 0)


def test_period_is_ended_and_removed(officer, namibia):
    period = Membership.objects.create(member=namibia, since="2017")
    page = f"/en/desk/members/NAM/memberships/{period.pk}/"

    officer.post(page, SINCE_2017 | {"until": "2020"})
    period.refresh_from_db()
    asked = officer.get(f"{page}remove/")
    officer.post(f"{page}remove/")

    assert (period.until, asked.status_code, Membership.objects.count()) == ("2020", 200, 0)


def test_period_of_another_member_is_not_found(officer, namibia, sweden):
    period = Membership.objects.create(member=sweden, since="2017")

    assert officer.get(f"/en/desk/members/NAM/memberships/{period.pk}/").status_code == 404


def test_same_source_is_written_down_once(officer, namibia, sweden):
    for slug in ("NAM", "SWE"):
        officer.post(f"/en/desk/members/{slug}/memberships/add/", SINCE_2017 | {"source_title": "List of members"})

    assert (Source.objects.count(), Membership.objects.count()) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_two_officers_enter_one_membership_once(namibia, editor):
    start, outcomes = threading.Barrier(3), []

    def enter():
        start.wait()
        try:
            actions.save_membership(Membership(member=namibia, since="2017"), by=editor)
            outcomes.append("entered")
        except ValidationError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=enter) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (sorted(outcomes), Membership.objects.count()) == (["entered", "refused", "refused"], 1)


@pytest.mark.parametrize(("standing", "found"), [("in", {"NAM", "SWE"}), ("observer", {"SWE"}), ("out", {"NOR"})])
def test_list_can_be_had_by_standing(officer, namibia, sweden, standing, found):
    state("NOR", "Norway")
    Membership.objects.create(member=namibia, since="2017")
    Membership.objects.create(member=sweden, since="2017", standing="observer")

    rows = officer.get(f"/en/desk/members/?format=json&standing={standing}").json()["rows"]

    assert {row["code"] for row in rows} == found


@pytest.mark.parametrize("rows", [5, 200])
def test_queries_do_not_grow(officer, rows, source, django_assert_num_queries):
    for number in range(rows):
        member = Member.objects.create(kind="civil_society", slug=f"m{number}", name_en=f"M {number}")
        Membership.objects.create(member=member, since="2017", source=source)
        Membership.objects.create(
            member_id=Member.objects.get(slug="m0").pk, since=f"{1000 + number}", until=f"{1000 + number}"
        )
    officer.get("/en/desk/members/")

    with django_assert_num_queries(7):
        officer.get("/en/desk/members/")
    with django_assert_num_queries(7):
        officer.get("/en/desk/members/m0/")
