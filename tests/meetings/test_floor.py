"""The floor: who speaks when, the screen in the room, and what is public of what was said."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings import screen
from meetings.actions import floor as actions
from meetings.models import AgendaItem, Inscription, Room, Statement
from tests.conftest import state
from tests.meetings.conftest import a_meeting, organisation
from tests.signing_in import signed_in

State = Inscription.State


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def item(source):
    meeting = a_meeting(source, "fifth", name_en="Fifth meeting", date="2031-05-13")
    item = AgendaItem.objects.create(meeting=meeting, title_en="General debate")
    Room.objects.create(meeting=meeting, item=item)
    return item


def asked(item, member, by, **fields):
    return actions.ask(Inscription(item=item, member=member, **fields), by=by)


def order(item):
    return list(item.inscriptions.order_by("position").values_list("member__slug", flat=True))


def page(item):
    return Client().get(f"/en/room/{item.meeting.room.key}/")


def test_delegation_asks_once_and_the_secretariat_gives_the_floor(item, ndapewa, namibia, editor):
    focal, officer = signed_in(ndapewa), signed_in(editor)
    said = {"item": item.pk, "member": namibia.pk, "rank": 2, "speaker": "Minister"}
    answers = [focal.post("/en/meetings/fifth/floor/", said).status_code for _click in range(2)]
    row = Inscription.objects.get()
    officer.post(f"/en/desk/floor/{row.pk}/call/")
    row.refresh_from_db()

    assert (answers, row.state) == ([302, 400], State.SPEAKING)
    assert row.called_at is not None


def test_order_is_that_of_requests_or_of_rank_and_can_be_changed_by_hand(item, editor):
    rows = {}
    for code, rank in [("AAA", 5), ("BBB", 2), ("CCC", 1)]:
        rows[code] = asked(item, state(code, code), editor, rank=rank)
    first = order(item)
    room = Room.objects.get()
    room.order = Room.Order.PROTOCOL
    actions.save_room(room, by=editor)
    asked(item, state("DDD", "DDD"), editor, rank=2)
    by_rank = order(item)
    actions.up(rows["AAA"], by=editor)

    assert first == ["AAA", "BBB", "CCC"]
    assert by_rank == ["CCC", "BBB", "DDD", "AAA"]
    assert order(item) == ["CCC", "BBB", "AAA", "DDD"]


def test_closed_list_takes_nobody_but_from_the_secretariat(item, ndapewa, namibia, sweden, editor):
    Room.objects.update(is_open=False)
    with pytest.raises(actions.Refused):
        asked(item, namibia, ndapewa)
    asked(item, sweden, editor)

    assert order(item) == ["SWE"]


def test_one_has_the_floor_and_who_was_faster_wins(item, namibia, sweden, editor):
    one, other = asked(item, namibia, editor), asked(item, sweden, editor)
    actions.call(one, by=editor)
    actions.call(other, by=editor)
    with pytest.raises(actions.Refused):
        actions.skip(one, by=editor)

    states = dict(item.inscriptions.values_list("member__slug", "state"))
    assert states == {"NAM": State.SPOKEN, "SWE": State.SPEAKING}


# --- The screen -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_three_hundred_viewers_cost_one_query_for_a_change(item, namibia, sweden, editor):
    one, other = asked(item, namibia, editor), asked(item, sweden, editor)
    actions.call(one, by=editor)
    before = page(item).content.decode()
    actions.call(other, by=editor)
    address, client = f"/en/room/{item.meeting.room.key}/", Client()
    with CaptureQueriesContext(
        connection,
    ) as asked_of_the_database:
        pages = [client.get(address) for _viewer in range(300)]

    assert len(asked_of_the_database) == 1
    assert ('class="now">Namibia' in before, {b'class="now">Sweden' in each.content for each in pages}) == (
        True,
        {True},
    )
    again = client.get(address, headers={"If-None-Match": pages[0]["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_screen_follows_without_a_script_and_its_address_is_secret(item):
    there, quiet = page(item), Client().get(f"/en/room/{item.meeting.room.key}/?refresh=no")

    assert '<meta http-equiv="refresh" content="5">' in there.content.decode()
    assert "http-equiv" not in quiet.content.decode()
    assert "<script" not in there.content.decode()
    assert (there["Referrer-Policy"], there["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert Client().get("/en/room/unknown/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_screen_follows_to_the_item_on_which_somebody_speaks(item, namibia, sweden, editor):
    Room.objects.update(item=None)
    asked(item, namibia, editor)
    other = AgendaItem.objects.create(meeting=item.meeting, title_en="Closing")
    last = asked(other, sweden, editor)
    before = page(item).content.decode()

    actions.call(last, by=editor)

    after = page(item).content.decode()
    assert ("Namibia" in before, "Sweden" in before) == (True, False)
    assert ("Namibia" in after, "Sweden" in after) == (False, True)


def test_screen_names_the_next_eight(item, editor):
    for number in range(10):
        asked(item, organisation(f"body-{number}"), editor)

    facts = screen.shown(item.meeting.room.key)
    assert ([row.member.slug for row in facts["waiting"]][-1], facts["more"]) == ("body-7", 2)


# --- What was said ----------------------------------------------------------------------------------------------------


@pytest.fixture
def spoken(item, ndapewa, namibia, editor):
    """Namibia has spoken and handed in its text; who spoke is public."""
    row = asked(item, namibia, ndapewa)
    signed_in(ndapewa).post(f"/en/meetings/floor/{row.pk}/", {"language": "en", "text": "We agree."})
    actions.spoken(row, by=editor)
    actions.publish_spoken(item.meeting, by=editor)
    return row


def public():
    """What readers find of the statement: the page of the meeting, and that of the text."""
    answers = [Client().get("/en/meetings/fifth/").content.decode()]
    answers.append(Client().get(f"/en/meetings/fifth/delivered/{Inscription.objects.get().pk}/").content.decode())
    return ["We agree." in answer for answer in answers]


def test_text_is_never_public_without_consent(spoken):
    assert public() == [False, False]
    assert "Spoke, content not reported" in Client().get("/en/meetings/fifth/").content.decode()
    assert Statement.objects.get().reported is False


@pytest.mark.django_db(transaction=True)
def test_consent_publishes_it_and_taken_back_it_goes(spoken, ndapewa):
    form = f"/en/meetings/floor/{spoken.pk}/"
    focal = signed_in(ndapewa)
    focal.post(form, {"consent_form": "1", "consent": "on"})
    with_consent = public()
    text = Client().get(f"/en/meetings/fifth/delivered/{spoken.pk}/").content.decode()
    focal.post(form, {"consent_form": "1"})

    assert (with_consent, public()) == ([True, True], [False, False])
    assert ("We agree." in text, Statement.objects.get().text_en) == (True, "")


def test_embargo_holds_until_its_moment(spoken, ndapewa):
    soon = timezone.now() + dt.timedelta(hours=1)
    actions.allow(spoken, consent=True, embargo_until=soon, by=ndapewa)
    actions.release()
    under_embargo = Statement.objects.get().reported
    Inscription.objects.update(embargo_until=timezone.now() - dt.timedelta(seconds=1))
    actions.release()

    assert (under_embargo, Statement.objects.get().reported, public()) == (False, True, [True, True])


def test_statement_from_another_source_stays(item, namibia, editor, source):
    own = {"meeting": item.meeting, "member": namibia, "source": source}
    Statement.objects.create(order=1, reported=True, text_en="From the summary", **own)
    row = asked(item, namibia, editor)
    actions.spoken(row, by=editor)
    actions.publish_spoken(item.meeting, by=editor)

    assert Statement.objects.get().text_en == "From the summary"


def test_file_is_for_the_delegation_until_it_is_public(item, namibia, ndapewa, selma):
    row = asked(item, namibia, ndapewa)
    upload = SimpleUploadedFile("said.txt", b"We agree.")
    signed_in(ndapewa).post(f"/en/meetings/floor/{row.pk}/", {"language": "fr", "upload": upload})
    nothing = signed_in(ndapewa).post(f"/en/meetings/floor/{row.pk}/", {"language": "es"})
    own, stranger = (signed_in(user).get(f"/en/meetings/floor/{row.pk}/fr/") for user in (ndapewa, selma))

    assert (own.getvalue(), stranger.status_code, nothing.status_code) == (b"We agree.", 404, 400)


def test_item_on_which_somebody_asked_for_the_floor_stays(item, namibia, editor):
    asked(item, namibia, editor)
    signed_in(editor).post(f"/en/desk/meetings/fifth/agenda/{item.pk}/remove/")

    assert AgendaItem.objects.filter(pk=item.pk).exists()


@pytest.mark.parametrize("count", [5, 200])
def test_desk_takes_the_same_queries_however_many_speak(item, editor, count, django_assert_num_queries):
    for number in range(count):
        member = organisation(f"body-{number}")
        Inscription.objects.create(item=item, member=member, asked_by=editor, position=number)
    client = signed_in(editor)

    with django_assert_num_queries(11):
        client.get("/en/desk/meetings/fifth/floor/")
