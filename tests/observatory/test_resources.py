"""Laws, policies, practices: written by a focal point, read by everybody, tied to plans by both sides."""

import json

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from actionplans.models import Plan
from meetings.models import ActionPoint, Meeting, Statement
from observatory import links
from observatory.actions import resources as actions
from observatory.models import PracticeUse, Resource
from tests.signing_in import sign_in
from wpsnet.desk import waiting_for
from wpsnet.models import Theme

LIST, ROOM = "/en/resources/", "/en/resources/room/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def her(client, ndapewa):
    sign_in(client, ndapewa)
    return client


@pytest.fixture
def his(tomas):
    client = Client()
    sign_in(client, tomas)
    return client


def typed(member, **fields):
    said = {"language": "en", "member": member.pk, "kind": "law", "title": "Law on a balanced police", "made": "2016"}
    return said | {"url": "https://example.org/law", "source_title": "Official journal", "source_kind": "web"} | fields


def told(member, source, number=1, **fields):
    said = {"kind": "law", "title_en": f"Law {number}", "made": "2016", "url": "https://example.org/law"}
    record = Resource(member=member, source=source, **(said | fields))
    return actions.keep(record, about=[], themes=[], by=None, publishes=True)


def practice(member, source, **fields):
    return told(member, source, kind="practice", title_en="Mentoring", done_en="Each pair met.", **fields)


def test_focal_point_publishes_and_readers_find_it(her, client, namibia):
    theme = Theme.objects.create(slug="police", name_en="Police")

    answer = her.post(f"{ROOM}add/", typed(namibia, summary="Half of all posts.", themes=[theme.pk], written_in=["pt"]))

    assert answer.status_code == 302, answer.context["form"].errors
    page = Client().get(Resource.objects.get().get_absolute_url()).content.decode()
    assert all(
        words in page for words in ("Law on a balanced police", "Half of all posts.", "Official journal", "Police")
    )
    assert "Law on a balanced police" in Client().get("/en/search/?q=balanced").content.decode()
    assert "Law on a balanced police" in Client().get("/en/countries/NAM/").content.decode()


def test_alternate_proposes_and_it_waits_on_the_desk(his, ndapewa, namibia):
    his.post(f"{ROOM}add/", typed(namibia))

    found = Resource.objects.get()
    assert (found.published_at, Client().get(found.get_absolute_url()).status_code) == (None, 404)
    assert "Namibia: “Law on a balanced police” waits for you to publish it" in [
        item.title for item in waiting_for(ndapewa)
    ]
    assert his.post(f"{ROOM}{found.pk}/publish/").status_code == 403


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"kind": "poem"}, "kind"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": ""}, "url"),
        ({"made": "someday"}, "made"),
        ({"made": "2017/2019"}, "made"),
        ({"source_title": ""}, "source_title"),
        ({"kind": "practice"}, "done"),
        ({"done": "We met."}, "kind"),
        ({"themes": ["9999"]}, "themes"),
        ({"written_in": ["xx"]}, "written_in"),
        ({"kind": "practice", "done": "We met.", "measures": ["magic"]}, "measures"),
    ],
)
def test_bad_input_is_said_and_nothing_is_kept(her, namibia, change, field):
    answer = her.post(f"{ROOM}add/", typed(namibia, **change))

    assert (answer.status_code, list(answer.context["form"].errors), Resource.objects.count()) == (400, [field], 0)


def test_nobody_writes_for_another_member(her, sweden):
    answer = her.post(f"{ROOM}add/", typed(sweden))

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["member"])


def test_record_stays_with_its_member(client, admin, namibia, sweden, source):
    """Who publishes here might not publish there."""
    found = told(namibia, source)
    sign_in(client, admin)

    client.post(f"{ROOM}{found.pk}/", typed(sweden))

    found.refresh_from_db()
    assert (found.member, found.title_en) == (namibia, "Law on a balanced police")


def test_sent_twice_it_is_written_once(her, namibia):
    for _time in range(2):
        her.post(f"{ROOM}add/", typed(namibia))

    assert Resource.objects.count() == 1


def test_corrected_link_is_asked_again(her, namibia, source):
    found = told(namibia, source)
    Resource.objects.update(link_state="broken", link_checked_at=found.published_at)

    her.post(f"{ROOM}{found.pk}/", typed(namibia, url="https://example.org/new"))

    found.refresh_from_db()
    assert (found.url, found.link_state, found.title_en) == ("https://example.org/new", "", "Law on a balanced police")


def test_withdrawn_it_is_gone_and_stays_in_the_history(her, namibia, source):
    found = told(namibia, source)

    her.post(f"{ROOM}{found.pk}/withdraw/")

    assert Client().get(found.get_absolute_url()).status_code == 404
    assert "Law 1" not in Client().get("/en/search/?q=Law").content.decode()
    assert found.history.count() >= 2


def test_measures_belong_to_practices(namibia, source):
    with pytest.raises(IntegrityError), transaction.atomic():
        told(namibia, source, measures=["quotas"])


def test_plan_and_practice_both_say_so_before_readers_see_it(her, namibia, sweden, selma, ndapewa, source):
    plan = Plan.objects.create(member=namibia, slug="1", kind="national", generation=1)
    found = practice(sweden, source)
    address = f"{found.get_absolute_url()}plans/"

    assert her.post(address, {"plan": plan.pk}).status_code == 302
    assert PracticeUse.objects.confirmed().count() == 0
    assert "Namibia says that its plan took over your practice: is that so?" in [
        item.title for item in waiting_for(selma)
    ]
    swedish = Client()
    sign_in(swedish, selma)
    swedish.post(address, {"plan": plan.pk})

    assert PracticeUse.objects.confirmed().count() == 1
    assert plan.get_absolute_url() in Client().get(found.get_absolute_url()).content.decode()


def test_statement_of_another_is_refused(her, namibia, sweden, source):
    meeting = Meeting.objects.create(slug="m", kind="capital_level", name_en="Meeting", date="2020", source=source)
    other = Statement.objects.create(meeting=meeting, order=1, member=sweden, reported=True, source=source)

    answer = her.post(f"{ROOM}add/", typed(namibia, kind="practice", done="We met.", statement=other.pk))

    assert list(answer.context["form"].errors) == ["statement"]


def test_practice_and_action_point_name_each_other(client, namibia, source):
    meeting = Meeting.objects.create(slug="second", source=source, name_en="Second meeting", date="2017-09-21")
    point = ActionPoint.objects.create(meeting=meeting, order=1, ref="(a)(i)", source=source, text_en="Train")
    record = Resource(member=namibia, source=source, kind="practice", title_en="A course", done_en="It was held.")

    actions.keep(record, action_points=[point], by=None, publishes=True)

    assert "A course" in client.get(point.own_page).content.decode()
    assert "Second meeting" in client.get(record.get_absolute_url()).content.decode()


def test_secretariat_writes_down_who_adheres_once(admin, client, namibia, sweden, source):
    sign_in(client, admin)
    compact = told(namibia, source, kind="instrument", title_en="Compact")
    said = {"member": sweden.pk, "since": "2019-04", "source_title": "List of signatories", "source_kind": "web"}

    answers = [client.post(f"{ROOM}{compact.pk}/adherences/add/", said) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 400]
    wrong = client.post(f"{ROOM}{compact.pk}/adherences/add/", said | {"since": "long ago", "member": namibia.pk})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (400, ["since"])
    assert "Sweden" in Client().get(compact.get_absolute_url()).content.decode()
    assert list(Resource.objects.concerning(sweden)) == [compact]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Law 1", "Mentoring"]),
        ("kind=practice", ["Mentoring"]),
        ("measure=mentoring", ["Mentoring"]),
        ("theme=participation", ["Law 1"]),
        ("language=pt", ["Law 1"]),
        ("name=Namib", ["Law 1"]),
        ("year=2016&q=law", ["Law 1"]),
    ],
)
def test_filters_of_the_list(client, namibia, sweden, source, query, found):
    pillar = Theme.objects.create(slug="participation", name_en="Participation")
    theme = Theme.objects.create(slug="police", name_en="Police", parent=pillar)
    law = told(namibia, source, languages=["pt"])
    law.themes.add(theme)
    practice(sweden, source, measures=["mentoring"], made="2019")

    answer = client.get(f"{LIST}?{query}&format=json")

    assert sorted(row["title"] for row in json.loads(b"".join(answer))["rows"]) == found


@pytest.mark.parametrize("query", ["kind=poem", "theme=magic", "measure=x", "year=soon", "language=xx"])
def test_wrong_filter_is_said(client, db, query):
    assert client.get(f"{LIST}?{query}").status_code == 400


@pytest.mark.parametrize("rows", [5, 200])
def test_pages_cost_the_same_for_many_rows(client, namibia, source, rows, django_assert_num_queries):
    Resource.objects.bulk_create(
        Resource(member=namibia, source=source, kind="law", title_en=f"L {n}", published_at="2026-01-01T00:00Z")
        for n in range(rows)
    )
    with django_assert_num_queries(6):
        client.get(LIST)
    with django_assert_num_queries(5):
        client.get(Resource.objects.first().get_absolute_url())


@pytest.mark.parametrize("rows", [5, 200])
def test_room_costs_the_same_for_many_rows(admin, client, namibia, source, rows, django_assert_num_queries):
    Resource.objects.bulk_create(
        Resource(member=namibia, source=source, kind="law", title_en=f"L {n}") for n in range(rows)
    )
    sign_in(client, admin)
    client.get(ROOM)
    with django_assert_num_queries(6):
        client.get(ROOM)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost:5432/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://user:secret@example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "http:///",
    ],
)
def test_link_into_our_own_network_is_never_followed(url):
    with pytest.raises((links.NotOpen, OSError)):
        links.one_answer(url)


def test_link_that_ends_the_worker_is_not_the_first_again(namibia, source, monkeypatch):
    told(namibia, source, url="http://127.0.0.1:1/")
    monkeypatch.setattr(links, "answers", lambda url: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        links.check_due()

    assert links.check_due() == 0


def test_link_that_is_not_open_is_broken_and_asked_once_a_week(namibia, source):
    found = told(namibia, source, url="http://127.0.0.1:1/")

    assert [links.check_due(), links.check_due()] == [1, 0]
    found.refresh_from_db()
    assert found.link_state == "broken"
