"""Action points: who reports, what state follows from it, who is reminded, and what readers see."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from meetings import clock
from meetings.filters import ActionPointFilter
from meetings.models import ActionPoint, Duty, Report
from members.models import Membership
from tests.meetings.conftest import a_meeting, a_point, organisation
from tests.signing_in import signed_in
from wpsnet.models import Delivery, Mailing
from wpsnet.outbox import sending
from wpsnet.rendering import html_of

SAID = {"progress": "under_way", "words": "Nous avons <b>commencé</b>.", "language": "fr"}
TODAY = dt.date.today()


@pytest.fixture
def point(second, namibia):
    a_point(second, 1, "(a)", text_en="Meet the commitments")
    made = a_point(second, 2, "(a)(i)", text_en="Write guidelines", number_ar="(أ) (١)")
    made.responsible.add(namibia)
    return made


@pytest.fixture
def everybody(point, namibia, sweden):
    """All members are responsible, too; Namibia and Sweden belong to the network."""
    for member in (namibia, sweden):
        Membership.objects.create(member=member, since="2016")
    return point.duties.create(body="all_members")


def page_of(point):
    return f"/en/action-points/{point.pk}/"


def told(duty, user, progress="under_way", days_ago=0, **fields):
    facts = {"words": "We began.", "language": "en", "written_by": user} | fields
    when = timezone.now() - dt.timedelta(days=days_ago)
    return Report.objects.create(duty=duty, progress=progress, published_at=when, published_by=user, **facts)


def state_of(point, on=None):
    return ActionPoint.objects.with_state(on).get(pk=point.pk).state


# --- Reporting --------------------------------------------------------------------------------------------------------


def test_report_is_proposed_then_published_and_read_with_its_evidence(point, tomas, ndapewa):
    writer, publisher, reader = signed_in(tomas), signed_in(ndapewa), Client()
    evidence = {"evidence": "Law 7", "evidence_url": "https://law.example/7"}
    answer = writer.post(f"{page_of(point)}report/", SAID | evidence | {"party": f"{point.duties.get().pk}-"})
    report = Report.objects.get()
    before = reader.get(f"{page_of(point)}?before=yes").content.decode()
    waiting = publisher.get("/en/desk/").content.decode()
    publisher.post(f"/en/action-points/reports/{report.pk}/publish/")

    page = reader.get(page_of(point)).content.decode()
    assert (answer.status_code, "commencé" in before, "no report given" in before) == (302, False, True)
    assert "Namibia: a report on action point (a)(i) waits for you to publish it" in waiting
    assert "Nous avons &lt;b&gt;commencé&lt;/b&gt;." in page
    assert ('lang="fr"' in page, '<a href="https://law.example/7"' in page, "under way" in page) == (True, True, True)


def test_two_clicks_write_one_report(point, ndapewa):
    client = signed_in(ndapewa)
    for _click in range(2):
        client.post(f"{page_of(point)}report/", SAID | {"party": f"{point.duties.get().pk}-"})

    report = Report.objects.get()
    first = client.post(f"/en/action-points/reports/{report.pk}/withdraw/")
    second = client.post(f"/en/action-points/reports/{report.pk}/withdraw/")
    assert (first.status_code, second.status_code, state_of(point)) == (302, 302, "no_report")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"words": ""}, "words"),
        ({"progress": "finished"}, "progress"),
        ({"party": "0-"}, "party"),
        ({"evidence_url": "javascript:alert(1)", "evidence": "x"}, "evidence_url"),
        ({"evidence_url": "https://a.example/"}, "evidence"),
    ],
)
def test_bad_input_is_said_and_nothing_is_saved(point, ndapewa, change, field):
    party = {"party": f"{point.duties.get().pk}-"}
    answer = signed_in(ndapewa).post(f"{page_of(point)}report/", SAID | party | change)

    assert (answer.status_code, list(answer.context["form"].errors), Report.objects.count()) == (400, [field], 0)


def test_nobody_reports_on_somebody_elses_point(point, ndapewa, selma, editor):
    duty = point.duties.get()
    seen = told(duty, ndapewa)
    unseen = Report.objects.create(duty=duty, written_by=ndapewa, **SAID)
    said = SAID | {"party": f"{duty.pk}-"}

    for stranger in map(signed_in, (selma, editor)):
        assert stranger.post(f"{page_of(point)}report/", said).status_code == 403
        assert stranger.post(f"/en/action-points/reports/{seen.pk}/withdraw/").status_code == 403
        assert stranger.post(f"/en/action-points/reports/{unseen.pk}/publish/").status_code == 404
    assert Report.objects.published().get() == seen


def test_secretariat_and_chair_report_for_themselves_and_sum_up_for_all(everybody, point, editor, chair, selma):
    secretariat = point.duties.create(body="secretariat")
    its_chair = point.duties.create(body="chair")

    def names(user):
        form = signed_in(user).get(f"{page_of(point)}report/").context["form"]
        return {key.split("-")[0]: name for key, name in form.fields["party"].choices}, len(form.parties)

    assert names(editor) == ({str(everybody.pk): "all members", str(secretariat.pk): "the secretariat"}, 2)
    assert set(names(chair)[0]) == {str(everybody.pk), str(its_chair.pk)}
    assert names(selma) == ({str(everybody.pk): "Sweden"}, 1)


def test_plans_are_those_of_the_member_that_reports(point, ndapewa, namibia, sweden):
    own = namibia.plans.create(slug="1", kind="national", generation=1)
    other = sweden.plans.create(slug="1", kind="national", generation=1)
    client, said = signed_in(ndapewa), SAID | {"party": f"{point.duties.get().pk}-"}

    refused = client.post(f"{page_of(point)}report/", said | {"plans": [other.pk]})
    client.post(f"{page_of(point)}report/", said | {"plans": [own.pk]})

    assert (refused.status_code, Report.objects.get().plans.get()) == (400, own)
    assert own.get_absolute_url() in Client().get(page_of(point)).content.decode()


# --- The state --------------------------------------------------------------------------------------------------------


def test_state_follows_from_the_last_report_of_each_duty(point, everybody, ndapewa, editor, namibia):
    duty = point.duties.get(body="member")
    seen = [state_of(point)]
    for given in [(duty, ndapewa, "not_begun"), (everybody, ndapewa, "done"), (duty, ndapewa, "done")]:
        told(*given, member=namibia if given[0] == everybody else None)
        seen.append(state_of(point))
    told(everybody, editor, "done")
    seen.append(state_of(point))
    told(duty, ndapewa, "under_way")

    assert [*seen, state_of(point)] == ["no_report", "not_begun", "under_way", "under_way", "done", "under_way"]


def test_state_is_known_for_any_day(point, ndapewa):
    duty = point.duties.get()
    told(duty, ndapewa, "under_way", days_ago=30)
    told(duty, ndapewa, "done", days_ago=10)
    Report.objects.filter(progress="done").update(withdrawn_at=timezone.now() - dt.timedelta(days=2))

    days = [40, 20, 5, 1]
    states = [state_of(point, TODAY - dt.timedelta(days=ago)) for ago in days]
    assert states == ["no_report", "under_way", "done", "under_way"]
    earlier = Client().get(f"{page_of(point)}?as_of={TODAY - dt.timedelta(days=40)}").content.decode()
    assert ("no report given" in earlier, "We began." in earlier) == (True, False)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "under_way"}, ["(a)(i)"]),
        ({"state": "no_report"}, ["(a)(ii)"]),
        ({"state": "no_report", "as_of": "2018-01-01"}, ["(a)(i)", "(a)(ii)"]),
        ({"body": "secretariat"}, ["(a)(ii)"]),
        ({"body": "member"}, ["(a)(i)"]),
        ({"responsible": "NAM"}, ["(a)(i)"]),
        ({"year": "2017"}, ["(a)(ii)"]),
    ],
)
def test_ledger_finds_by_state_body_member_and_year(point, second, ndapewa, query, found):
    told(point.duties.get(), ndapewa)
    a_point(second, 3, "(a)(ii)", due="2017").duties.create(body="secretariat")

    rows = ActionPointFilter(query, ActionPoint.objects.actions().for_list(), request=None).qs
    assert [row.ref for row in rows] == found


def test_ledger_tells_state_and_bodies_in_its_files(client, point, everybody, ndapewa):
    told(point.duties.get(body="member"), ndapewa)

    row = client.get("/en/action-points/?format=json").json()["rows"][0]

    assert (row["state"], row["bodies"], row["responsible_codes"]) == ("under_way", "all_members", "NAM")
    assert client.get("/en/action-points/?state=gone").status_code == 400


def test_number_is_written_as_the_language_writes_it(client, point):
    assert "(أ) (١)" in client.get(f"/ar/action-points/{point.pk}/").content.decode()
    assert "(a)(i)" in client.get(page_of(point)).content.decode()


@pytest.mark.parametrize("rows", [5, 200])
def test_queries_do_not_grow(client, point, everybody, ndapewa, rows, django_assert_num_queries):
    for number in range(rows):
        told(everybody, ndapewa, member=organisation(f"body-{number}", f"Body {number}"))

    with django_assert_num_queries(9):
        client.get(page_of(point))
    with django_assert_num_queries(7):
        client.get("/en/meetings/second/follow-up/")


def test_annex_says_who_reported_what_and_who_did_not(client, point, everybody, ndapewa, second):
    told(point.duties.get(body="member"), ndapewa)

    page = client.get("/en/meetings/second/follow-up/").content.decode()
    paper = html_of("follow-up", f"second.{TODAY}", "en")

    for text in (page, paper):
        assert ("We began." in text, "0 reports of 2 members" in text, "no report given" in text) == (True, True, True)
    assert client.get("/en/meetings/second/follow-up/?format=pdf").status_code == 202
    assert client.get("/en/meetings/second/follow-up/?as_of=never").status_code == 400


# --- Reminders --------------------------------------------------------------------------------------------------------


def addresses():
    return set(Delivery.objects.values_list("address", flat=True))


def test_those_who_owe_are_reminded_once_however_often_the_clock_strikes(point, ndapewa, tomas, selma):
    ActionPoint.objects.filter(pk=point.pk).update(due="2017", due_last=TODAY + dt.timedelta(days=9))
    for _strike in range(3):
        clock.strike(TODAY)
    clock.strike(TODAY + dt.timedelta(days=20))

    assert [key.rsplit("-", 1)[1] for key in Mailing.objects.order_by("pk").values_list("key", flat=True)] == [
        "before",
        "late",
    ]
    assert addresses() == {ndapewa.email}


def test_before_the_next_meeting_all_who_owe_are_asked(everybody, source, ndapewa, selma, editor, namibia):
    told(everybody, ndapewa, member=namibia)
    a_meeting(source, "next", name_en="Next meeting", date=str(TODAY + dt.timedelta(days=20)))
    clock.strike(TODAY)
    told(everybody.point.duties.get(body="member"), ndapewa)
    sending.drain()

    [sent] = mail.outbox
    assert (sent.to, sent.subject) == ([selma.email], "Before “Next meeting”: what became of the action points?")
    assert f"/en/action-points/{everybody.point_id}/report/" in sent.body
    assert Delivery.objects.get(address=ndapewa.email).state == Delivery.State.SKIPPED


def test_done_points_and_cancelled_meetings_remind_nobody(point, source, ndapewa):
    told(point.duties.get(), ndapewa, "done", days_ago=300)
    a_meeting(source, "next", name_en="Next meeting", date=str(TODAY + dt.timedelta(days=20)))
    clock.strike(TODAY)

    assert addresses() == set()
    assert not Duty.objects.owing().exists()


# --- The secretariat keeps them ---------------------------------------------------------------------------------------

POSTED = {
    "ref": "(a)(ii)",
    "text_en": "Publish an index",
    "number_fr": "a) ii)",
    "due": "../2031",
    "source_kind": "web",
}


def test_point_is_added_with_its_numbers_bodies_and_a_vague_date(point, second, editor, sweden):
    said = POSTED | {"bodies": ["secretariat", "all_members"], "named": [sweden.pk]}
    signed_in(editor).post("/en/desk/meetings/second/action-points/add/", said)

    made = ActionPoint.objects.get(ref="(a)(ii)")
    assert (made.order, made.heading, made.due_last, made.source) == (3, False, dt.date(2031, 12, 31), second.source)
    assert [duty.name for duty in made.duties.order_by("body")] == ["all members", "Sweden", "the secretariat"]
    assert "a) ii)" in Client().get(f"/fr/action-points/{made.pk}/").content.decode()
    assert "by 2031 at the latest" in Client().get(page_of(made)).content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [({"ref": "1.1"}, "__all__"), ({"ref": "(a)(i)"}, "ref"), ({"text_en": ""}, "text_en"), ({"due": "soon"}, "due")],
)
def test_bad_point_is_refused(point, editor, change, field):
    answer = signed_in(editor).post("/en/desk/meetings/second/action-points/add/", POSTED | change)

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])
    assert ActionPoint.objects.count() == 2


def test_duty_of_which_something_was_reported_stays(point, ndapewa, editor):
    told(point.duties.get(), ndapewa)

    answer = signed_in(editor).post(f"/en/desk/action-points/{point.pk}/", POSTED | {"ref": "(a)(i)"})

    assert (answer.status_code, point.duties.count()) == (400, 1)
    assert ActionPoint.objects.get(pk=point.pk).text_en == "Write guidelines"
