"""The secretariat's pages about rounds and silence, and what the public reads of a silent member."""

import csv
import datetime as dt

import pytest
from django.core.cache import cache
from django.utils import timezone
from django.utils.formats import date_format

from members.actions import contact_cases, verification
from members.actions import profile as entry
from members.actions.notes import write_note
from members.models import (
    Appointment,
    Confirmation,
    Member,
    Region,
    User,
    Verification,
    VerificationRound,
    VerificationSchedule,
)
from tests.members.still_right import come_in, on, publish
from wpsnet.dates import months_later
from wpsnet.models import Delivery

ROUNDS, BEGIN, SILENCE = ("/en/desk/verification/" + path for path in ("", "begin/", "silence/"))
LONG_AGO = 500  # days


@pytest.fixture
def secretariat(client, editor):
    return come_in(client, editor)


def said(response):
    return " ".join(response.content.decode().split())


def day(passed=0):
    return timezone.localdate() + dt.timedelta(days=passed)


@pytest.fixture
def silent(namibia, ndapewa, sweden, selma):
    """Namibia and Sweden were asked 40 days ago, after Namibia confirmed long ago; reminded, and silent."""
    Appointment.objects.update(since=day(-900))
    publish(namibia, ndapewa, days=-LONG_AGO)
    verification.open_round(day(-40))
    verification.remind(day(-26))
    verification.remind(day(-10))


# --- The schedule -----------------------------------------------------------------------------------------------------


def test_schedule_is_set_by_the_secretariat(secretariat):
    response = secretariat.post(ROUNDS, {"months": 3, "next_on": str(day(9)), "is_on": "on"}, follow=True)

    schedule = VerificationSchedule.objects.get()
    assert (schedule.months, schedule.next_on, schedule.is_on) == (3, day(9), True)
    assert "The schedule has been saved." in said(response)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"months": 0}, "Give 1 to 24 months."),
        ({"months": 25}, "Give 1 to 24 months."),
        ({"months": "x"}, "Enter a whole number."),
        ({"next_on": "31.31.2031"}, "Enter a valid date."),
        ({"next_on": str(day())}, "Give a day after today."),
        ({"next_on": "2020-01-01"}, "Give a day after today."),
    ],
)
def test_impossible_schedule_is_not_saved(secretariat, fields, fault):
    given = {"months": 6, "next_on": str(day(9)), "is_on": "on"} | fields

    response = secretariat.post(ROUNDS, given)

    assert (response.status_code, fault in said(response)) == (400, True)
    assert not VerificationSchedule.objects.exists()


def test_looking_at_the_schedule_writes_nothing(secretariat):
    assert secretariat.get(ROUNDS).status_code == 200
    assert not VerificationSchedule.objects.exists()


# --- Beginning a round ------------------------------------------------------------------------------------------------


def test_page_says_how_many_mails_go_to_whom(secretariat, namibia, sweden, ndapewa, tomas):
    page = said(secretariat.get(BEGIN))

    assert "2 mails go out as soon as you press the button." in page
    assert "1 member is asked" in page
    assert "1 country or organization has nobody who edits its entry" in page
    assert "<bdi>Tomas Haufiku</bdi>: alternate, <bdi>Namibia</bdi>" in page
    assert f"begins by itself on {date_format(months_later(day(), 6))}." in page
    assert not VerificationRound.objects.exists()


def test_button_begins_the_round_once(secretariat, ndapewa, editor):
    first, second = secretariat.post(BEGIN), secretariat.post(BEGIN, follow=True)

    round = VerificationRound.objects.get()
    assert (first.url, round.opened_by) == (f"{ROUNDS}rounds/{round.pk}/", editor)
    assert "A round has begun today already" in said(second)
    assert "A round has begun today already" in said(secretariat.get(BEGIN))
    assert Delivery.objects.count() == 1


def test_nobody_to_ask_is_said(secretariat, namibia):
    assert "there is nobody to ask" in said(secretariat.get(BEGIN))


# --- A round ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def answered(namibia, sweden, ndapewa, selma, civil, chair):
    """A round: Namibia has confirmed, Sweden says that something is wrong, Norway is silent, WILPF was not asked."""
    revision = publish(namibia, ndapewa)
    round = verification.open_round(day())
    entry.confirm(namibia, revision=revision.number, by=ndapewa)
    write_note(selma.appointments.get(), "Wrong", token="x")
    return round


def test_each_number_opens_into_its_members(secretariat, answered):
    page = said(secretariat.get(ROUNDS))
    address = answered.get_absolute_url()

    for answer, slugs in {"confirmed": ["NAM"], "noted": ["SWE"], "silent": ["NOR"]}.items():
        assert f'<a href="{address}?answer={answer}">1</a>' in page
        assert [row.member.slug for row in secretariat.get(f"{address}?answer={answer}").context["page"]] == slugs
    vacant = secretariat.get(f"{address}vacancies/")
    assert [member.slug for member in vacant.context["page"]] == ["wilpf"]
    assert "3 sent" not in said(secretariat.get(address))
    assert "0 sent, 3 waiting, 0 failed" in said(secretariat.get(address))


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("path", ["", "rounds/{0}/", "rounds/{0}/vacancies/", "silence/", "contacts/"])
def test_every_list_can_be_downloaded(secretariat, answered, silent_later, path, format):
    response = secretariat.get(ROUNDS + path.format(answered.pk), {"format": format})

    assert response.status_code == 200
    assert "attachment" in response.headers.get("Content-Disposition", "attachment")
    assert len(b"".join(response)) > 60


@pytest.fixture
def silent_later(answered, ndapewa):
    contact_cases.open_case(ndapewa, "550 unknown")
    Verification.objects.update(asked_on=day(-60))


def test_round_as_csv(secretariat, answered):
    response = secretariat.get(answered.get_absolute_url(), {"format": "csv"})

    rows = csv.DictReader(b"".join(response.streaming_content).decode("utf-8-sig").splitlines())
    assert {row["code"]: row["answer"] for row in rows} == {
        "NAM": "confirmed",
        "SWE": "something is not right",
        "NOR": "no answer",
    }


@pytest.mark.parametrize("path", ["rounds/99/", "rounds/99/vacancies/", "contacts/99/"])
def test_round_that_does_not_exist_is_not_found(secretariat, path):
    assert secretariat.get(ROUNDS + path).status_code == 404


@pytest.mark.parametrize("query", ["answer=perhaps", "kind=x", "region=999"])
def test_impossible_filter_gives_the_form_back(secretariat, answered, query):
    response = secretariat.get(f"{answered.get_absolute_url()}?{query}")

    assert (response.status_code, "Nothing is lost" in said(response)) == (400, True)


# --- The silence board ------------------------------------------------------------------------------------------------


def listed(response):
    return [row.member.slug for row in response.context["page"]]


def test_board_shows_the_oldest_first_with_what_was_tried(secretariat, silent, ndapewa, sweden):
    contact_cases.open_case(ndapewa, "550 unknown")
    verification.ask(sweden)

    response = secretariat.get(SILENCE)

    page = said(response)
    assert listed(response) == ["SWE", "NAM"]  # Sweden has never confirmed
    assert "16 months ago" in page
    assert [row.times for row in response.context["page"]] == [4, 3]
    assert '<bdi>Ndapewa Shikongo</bdi> <span class="differ">mail came back</span>' in page
    assert 'href="/en/members/NAM/ask/"' in page


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("kind=regional", []),
        ("kind=state", ["SWE", "NAM"]),
        ("name=namib", ["NAM"]),
        ("region=002", ["NAM"]),
        ("months=15", ["SWE", "NAM"]),
        ("months=24", ["SWE"]),
    ],
)
def test_board_is_filtered(secretariat, silent, namibia, query, slugs):
    Member.objects.filter(pk=namibia.pk).update(region=Region.objects.create(code="002", name_en="Africa"))

    assert listed(secretariat.get(f"{SILENCE}?{query}")) == slugs


@pytest.mark.parametrize("query", ["months=0", "months=x", "months=99999999999"])
def test_board_refuses_what_are_no_months(secretariat, silent, query):
    assert secretariat.get(f"{SILENCE}?{query}").status_code == 400


def test_answer_takes_the_member_off_the_board(secretariat, silent, namibia, ndapewa, selma):
    entry.confirm(namibia, revision=1, by=ndapewa)
    write_note(selma.appointments.get(), "Wrong", token="x")

    assert listed(secretariat.get(SILENCE)) == []


# --- What the public reads --------------------------------------------------------------------------------------------


def sentence():
    return f"The member was asked on {date_format(day(-40))} and has not answered."


@pytest.mark.parametrize("path", ["countries/NAM/", "directory/?name=Namibia"])
def test_public_page_says_the_age_of_a_silent_entry(client, silent, path):
    assert f"Last confirmed 16 months ago. {sentence()}" in said(client.get(f"/en/{path}"))


def test_public_page_says_that_an_entry_was_never_confirmed(client, silent):
    assert f"Never confirmed so far. {sentence()}" in said(client.get("/en/countries/SWE/"))


def test_silence_stands_in_the_data_too(client, silent):
    assert client.get("/en/countries/NAM/?format=json").json()["asked_without_answer_on"] == str(day(-40))
    rows = client.get("/en/directory/?format=json").json()["rows"]
    assert {row["code"]: row["asked_on"] for row in rows} == {"NAM": str(day(-40)), "SWE": str(day(-40))}


def test_answer_ends_the_sentence_at_once(client, silent, namibia, ndapewa, django_capture_on_commit_callbacks):
    client.get("/en/countries/NAM/")
    with django_capture_on_commit_callbacks(execute=True):
        entry.confirm(namibia, revision=1, by=ndapewa)

    assert "has not answered" not in said(client.get("/en/countries/NAM/"))


def test_member_that_was_asked_lately_is_not_called_silent(client, namibia, ndapewa):
    verification.open_round(day())

    with on(29):
        assert "has not answered" not in said(client.get("/en/countries/NAM/"))
    cache.clear()
    with on(30):
        assert "has not answered" in said(client.get("/en/countries/NAM/?x"))


# --- What it costs ----------------------------------------------------------------------------------------------------


def fill(rows):
    """So many silent members, each asked twice and confirmed once."""
    people = User.objects.bulk_create(User(email=f"p{n}@example.org", name=f"P{n}") for n in range(rows))
    members = Member.objects.bulk_create(
        Member(kind="civil_society", slug=f"o-{n}", name_en=f"Organisation {n}") for n in range(rows)
    )
    since = {"since": day(-900), "edits": True}
    Appointment.objects.bulk_create(
        Appointment(person=user, member=member, role="alternate", **since)
        for user, member in zip(people, members, strict=True)
    )
    Confirmation.objects.bulk_create(
        Confirmation(member=member, confirmed_by=user, confirmed_on=day(-400))
        for user, member in zip(people, members, strict=True)
    )
    verification.open_round(day(-200))
    verification.open_round(day(-40))


@pytest.mark.parametrize("rows", [5, 200])
@pytest.mark.parametrize(
    ("path", "queries"),
    [("", 8), ("begin/", 9), ("rounds/{0}/", 10), ("rounds/{0}/vacancies/", 6), ("silence/", 7)],
)
def test_pages_cost_the_same_for_many(secretariat, rows, path, queries, django_assert_num_queries):
    fill(rows)
    address = ROUNDS + path.format(VerificationRound.objects.first().pk)
    secretariat.get(address)

    with django_assert_num_queries(queries):
        assert secretariat.get(address).status_code == 200
