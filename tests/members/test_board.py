"""The secretariat's board: numbers that agree with their lists, few queries, and the same rows in every format."""

import datetime as dt
import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.utils import timezone
from model_bakery import baker

from members import filling
from members.models import (
    Confirmation,
    ContactCase,
    Invitation,
    Member,
    Membership,
    MembershipRequest,
    Region,
    Verification,
    VerificationRound,
)
from tests.conftest import appoint, person, state
from tests.signing_in import sign_in

BOARD, MEMBERS, POSTS = "/en/desk/board/", "/en/desk/board/members/", "/en/desk/board/posts/"
INVITATIONS = "/en/desk/board/invitations/"


def ago(days):
    return timezone.localdate() - dt.timedelta(days=days)


def listed(response):
    return [member.slug for member in response.context["page"]]


@pytest.fixture
def signed_in(client, editor):
    sign_in(client, editor)
    return client


@pytest.fixture
def filled(db):
    filling.fill(40, 160)


def test_every_number_is_the_length_of_its_list(signed_in, filled):
    page = signed_in.get(BOARD).content.decode()

    links = re.findall(r'<a href="(/en/desk/board/[a-z]+/[^"]*)">(?:<strong>)?(\d+)<', page)
    found = {url: signed_in.get(url.replace("&amp;", "&")).context["page"].paginator.count for url, _count in links}

    assert len(links) > 30
    assert found == {url: int(count) for url, count in links}


def test_table_adds_up_to_all(signed_in, filled):
    namibia = state("NAM", "Namibia")  # without a region

    context = signed_in.get(BOARD).context

    regions = context["tables"][0]
    assert sum(row.total.count for row in regions.rows) == context["all"] == 41
    assert signed_in.get(MEMBERS, {"region": "none"}).context["page"].object_list[0] == namibia


@pytest.mark.parametrize("rows", [5, 200])
def test_queries_do_not_grow(signed_in, db, rows, django_assert_num_queries):
    filling.fill(rows, 4 * rows)
    for address in (BOARD, MEMBERS, POSTS, INVITATIONS):
        signed_in.get(address)

    with django_assert_num_queries(10):
        signed_in.get(BOARD)
    for address, queries in ((MEMBERS, 6), (POSTS, 6), (INVITATIONS, 5)):
        with django_assert_num_queries(queries):
            signed_in.get(address)


@pytest.mark.parametrize(("days", "age"), [(10, "recently"), (200, "this_year"), (400, "long_ago"), (None, "never")])
def test_age_of_the_last_confirmation(signed_in, namibia, ndapewa, sweden, days, age):
    for day in [days, 500] if days else []:
        Confirmation.objects.create(member=namibia, confirmed_on=ago(day), confirmed_by=ndapewa)
    others = {"recently", "this_year", "long_ago", "never"} - {age}

    assert "NAM" in listed(signed_in.get(MEMBERS, {"confirmed": age}))
    assert not any("NAM" in listed(signed_in.get(MEMBERS, {"confirmed": other})) for other in others)


def test_vacancy_ends_with_a_focal_point(signed_in, ndapewa, sweden):
    assert listed(signed_in.get(MEMBERS, {"vacant": "yes"})) == ["SWE"]
    assert listed(signed_in.get(MEMBERS, {"vacant": "no"})) == ["NAM"]

    ndapewa.appointments.update(until=ago(1))

    assert listed(signed_in.get(MEMBERS, {"vacant": "yes"})) == ["NAM", "SWE"]


def test_unanswered_and_silent(signed_in, ndapewa, selma, namibia, sweden):
    held = VerificationRound.objects.create(opened_on=ago(40))
    Verification.objects.create(round=held, member=namibia, asked_on=ago(40))
    Verification.objects.create(round=held, member=sweden, asked_on=ago(10))

    assert listed(signed_in.get(MEMBERS, {"unanswered": "yes"})) == ["NAM", "SWE"]
    assert listed(signed_in.get(MEMBERS, {"silent": "yes"})) == ["NAM"]

    Confirmation.objects.create(member=namibia, confirmed_on=ago(0), confirmed_by=ndapewa)

    assert listed(signed_in.get(MEMBERS, {"unanswered": "yes"})) == ["SWE"]


def test_bounced_until_the_case_is_closed(signed_in, ndapewa, sweden):
    case = ContactCase.objects.create(person=ndapewa, reason="550 no such user")

    assert listed(signed_in.get(MEMBERS, {"bounced": "yes"})) == ["NAM"]

    case.closed_at, case.outcome = timezone.now(), "right"
    case.save()

    assert listed(signed_in.get(MEMBERS, {"bounced": "yes"})) == []


def test_sector_and_role_are_asked_of_one_post(signed_in, namibia, sweden):
    one = person("one@example.org", "One")
    appoint(one, namibia, "police", sector="police")
    appoint(one, namibia, "mission", sector="foreign_affairs")

    assert listed(signed_in.get(MEMBERS, {"sector": "police", "role": "police"})) == ["NAM"]
    assert listed(signed_in.get(MEMBERS, {"sector": "police", "role": "mission"})) == []
    assert len(signed_in.get(POSTS, {"sector": "police", "kind": "state"}).context["page"]) == 1


def test_filters_combine_and_stay_in_the_address(signed_in, ndapewa, sweden):
    africa = Region.objects.create(code="002", name_en="Africa")
    Member.objects.filter(slug="NAM").update(region=africa)
    Membership.objects.create(member=Member.objects.get(slug="NAM"), since="2016")
    asked = {"name": "nam", "region": "002", "standing": "member", "vacant": "no", "confirmed": "never"}

    page = signed_in.get(BOARD, asked)

    assert listed(signed_in.get(MEMBERS, asked)) == ["NAM"]
    assert listed(signed_in.get(MEMBERS, asked | {"standing": "none"})) == []
    assert page.context["all"] == 1
    assert dict(parse_qsl(urlsplit(page.context["all_url"]).query)) == asked


@pytest.mark.parametrize("query", ["vacant=perhaps", "confirmed=once", "region=999", "sector=x", "standing=x"])
@pytest.mark.parametrize("address", [BOARD, MEMBERS, POSTS])
def test_value_that_does_not_exist_is_said(signed_in, namibia, query, address):
    response = signed_in.get(f"{address}?{query}")

    assert (response.status_code, "Nothing is lost" in response.content.decode()) == (400, True)


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("address", [MEMBERS, POSTS, INVITATIONS])
def test_lists_are_downloaded(signed_in, filled, address, format):
    response = signed_in.get(address, {"format": format})

    assert (response.status_code, "attachment" in response.get("Content-Disposition", "")) == (200, format != "json")
    assert signed_in.get(address, {"format": "atom"}).status_code == 404


def test_what_waits_is_counted(signed_in, namibia, ndapewa):
    for days in (1, -1):
        expires = timezone.now() + dt.timedelta(days=days)
        baker.make(Invitation, email="guest@example.org", role="", expires_at=expires)
    now = timezone.now()
    baker.make(MembershipRequest, kind="civil_society", organisation="X", confirmed_at=now)
    ContactCase.objects.create(person=ndapewa, reason="550")

    assert [cell.count for cell in signed_in.get(BOARD).context["waiting"]] == [1, 1, 1, 1]
    assert len(signed_in.get(INVITATIONS, {"state": "expired"}).context["page"]) == 1
