"""The mail that asks whether the entry is still right, and its three links. To open one changes nothing."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format

from members.actions import verification
from members.actions.notes import settle_note
from members.models import Appointment, Confirmation, EntryNote, Fact, ProfileRevision, User
from tests.conftest import appoint
from tests.members.still_right import links, on, publish, send
from wpsnet.desk import waiting_for
from wpsnet.models import Delivery


def begin(mailoutbox):
    verification.open_round(timezone.localdate())
    return send(mailoutbox)


@pytest.fixture
def letter(namibia, ndapewa, mailoutbox):
    """The mail of a round to Ndapewa, whose entry was published a week ago."""
    publish(namibia, ndapewa)
    return begin(mailoutbox)["ndapewa@example.org"]


def said(response):
    return " ".join(response.content.decode().split())


# --- The mail ---------------------------------------------------------------------------------------------------------


def test_mail_holds_the_entry_her_post_and_three_links(letter):
    assert letter.subject == "Is the entry of Namibia still right?"
    assert set(links(letter)) == {"still_right", "not_right", "hand_over"}
    assert "The ministry leads." in letter.body
    assert "Name: Ndapewa Shikongo (shown to: members of the network who have signed in)" in letter.body
    assert "Telephone: none (shown to: the secretariat only)" in letter.body
    assert [links(letter)[purpose] in letter.alternatives[0].content for purpose in links(letter)] == [True] * 3


def test_mail_and_pages_hold_the_answers_too(client, namibia, ndapewa, mailoutbox):
    publish(namibia, ndapewa)
    told = {"as_of": "2024", "source_title": "Police Act", "written_by": ndapewa}
    said_so = {"published_at": timezone.now(), "published_by": ndapewa}
    Fact.objects.create(
        member=namibia, question="women_police", share="12.5", texts={"en": "Officers"}, **told, **said_so
    )
    Fact.objects.create(member=namibia, question="police", answer="yes", **told)  # only proposed

    letter = begin(mailoutbox)["ndapewa@example.org"]

    quoted = "Women in the police\n\n12.5%\n\nOfficers\n\nAs of 2024\u2060"
    assert quoted.split("\u2060")[0] in letter.body.replace("\u2060", "")
    assert "Police gender focal point, or" not in letter.body
    for purpose in ("still_right", "not_right"):
        assert "Women in the police" in said(client.get(links(letter)[purpose]))


def test_mail_speaks_the_language_of_the_person(namibia, ndapewa, mailoutbox):
    namibia.name_ar = "ناميبيا"
    namibia.save()
    User.objects.update(language="ar")
    publish(namibia, ndapewa)

    letter = begin(mailoutbox)["ndapewa@example.org"]

    assert all(path.startswith("/ar/") for path in links(letter).values())
    assert "ناميبيا" in letter.subject


def test_mail_about_an_empty_entry_asks_for_the_first_words(ndapewa, mailoutbox):
    letter = begin(mailoutbox)["ndapewa@example.org"]

    assert letter.subject == "The entry of Namibia is still empty"
    assert set(links(letter)) == {"not_right", "hand_over"}


def test_person_with_two_entries_gets_one_mail_about_both(namibia, sweden, ndapewa, mailoutbox):
    appoint(ndapewa, sweden, Appointment.Role.ALTERNATE)
    publish(namibia, ndapewa)
    publish(sweden, ndapewa, "The agency leads.")

    letter = begin(mailoutbox)["ndapewa@example.org"]

    assert letter.subject == "Are these entries still right? Namibia · Sweden"
    assert letter.body.count("/still-right/") == 2
    assert "The ministry leads." in letter.body
    assert "The agency leads." in letter.body


def test_foreign_words_carry_no_link_and_no_markup(namibia, ndapewa, mailoutbox):
    publish(namibia, ndapewa, "<b>See</b> http://evil.example")

    letter = begin(mailoutbox)["ndapewa@example.org"]

    assert "&lt;b&gt;See" in letter.alternatives[0].content
    assert "evil.example" not in letter.alternatives[0].content + letter.body


def test_reminder_says_that_it_is_one(namibia, ndapewa, mailoutbox):
    publish(namibia, ndapewa)
    begin(mailoutbox)
    day = date_format(timezone.localdate())

    with on(14):
        verification.remind(timezone.localdate())
        letter = send(mailoutbox)["ndapewa@example.org"]

    assert letter.subject == "Reminder: is the entry of Namibia still right?"
    assert f"We asked you on {day}, and no answer has reached us yet." in letter.body


@pytest.mark.parametrize("change", ["post ended", "rights taken", "account closed", "address changed", "confirmed"])
def test_mail_that_became_pointless_is_not_sent(namibia, ndapewa, tomas, mailoutbox, change):
    publish(namibia, tomas)
    Confirmation.objects.all().delete()
    verification.open_round(timezone.localdate())
    if change == "post ended":
        Appointment.objects.update(since="2020-01-01", until="2020-02-02")
    elif change == "rights taken":
        Appointment.objects.update(role="police", edits=False, publishes=False)
    elif change == "account closed":
        User.objects.update(is_active=False)
    elif change == "address changed":
        ndapewa.email, tomas.email = "a@example.org", "b@example.org"
        User.objects.bulk_update([ndapewa, tomas], ["email"])
    else:
        Confirmation.objects.create(member=namibia, revision=1, confirmed_on=timezone.localdate(), confirmed_by=tomas)

    assert send(mailoutbox) == {}
    assert set(Delivery.objects.filter(mailing__template="still_right").values_list("state", flat=True)) == {"skipped"}


def test_protected_person_reads_that_nothing_of_hers_is_shown(namibia, ndapewa, mailoutbox):
    User.objects.update(at_risk=True)

    letter = begin(mailoutbox)["ndapewa@example.org"]

    assert letter.body.count("(shown to: the secretariat's administrators only)") == 5


# --- The links --------------------------------------------------------------------------------------------------------


def rows():
    return Confirmation.objects.count(), EntryNote.objects.count(), list(Appointment.objects.values_list("until"))


@pytest.mark.parametrize("purpose", ["still_right", "not_right", "hand_over"])
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_opening_a_link_changes_nothing(client, letter, purpose, method):
    before = rows()

    for _again in range(3):
        try:
            getattr(client, method)(links(letter)[purpose])
        except NoReverseMatch:
            pytest.skip("the page that ends a post is not there yet")

    assert rows() == before


@pytest.mark.parametrize("purpose", ["still_right", "not_right", "hand_over"])
@pytest.mark.parametrize("route", ["still_right", "not_right", "hand_over"])
def test_link_opens_its_own_purpose_only(client, letter, purpose, route):
    if purpose == route:
        return
    token = links(letter)[purpose].rstrip("/").rsplit("/", 1)[1]

    response = client.post(reverse(f"members:{route}", args=[token]), {"revision": 1, "words": "Wrong"})

    assert (response.status_code, "not complete" in said(response)) == (404, True)


@pytest.mark.parametrize("purpose", ["not_right", "hand_over"])
def test_altered_link_is_not_found(client, letter, purpose):
    assert client.get(links(letter)[purpose].rstrip("/") + "x/").status_code == 404


@pytest.mark.parametrize("purpose", ["not_right", "hand_over"])
def test_link_ends_with_its_days_and_with_the_post(client, letter, purpose, settings):
    with on(settings.CONFIRMATION_DAYS + 1):
        late = client.post(links(letter)[purpose], {"words": "Wrong"})
    Appointment.objects.update(since="2020-01-01", until="2020-02-02")
    ended = client.post(links(letter)[purpose], {"words": "Wrong"})

    assert [(r.status_code, "Nothing was changed" in said(r)) for r in (late, ended)] == [(410, True)] * 2
    assert EntryNote.objects.count() == 0


@pytest.mark.parametrize("purpose", ["not_right", "hand_over"])
def test_link_of_somebody_else_does_nothing(client, letter, tomas, purpose):
    client.force_login(tomas, backend="members.adapter.SignInBackend")

    response = client.post(links(letter)[purpose], {"words": "Wrong"})

    assert (response.status_code, "sent to another person" in said(response)) == (403, True)
    assert EntryNote.objects.count() == 0


# --- Something is not right -------------------------------------------------------------------------------------------


def test_note_is_taken_without_signing_in(letter):
    client = Client(enforce_csrf_checks=True)

    response = client.post(
        links(letter)["not_right"], {"words": "The minister\u202e has changed."}, headers={"Origin": "null"}
    )

    assert response.status_code == 302
    assert EntryNote.objects.get().words == "The minister has changed."
    assert "We took down your note" in said(client.get(links(letter)["not_right"]))


def test_second_note_says_that_one_was_taken_and_gives_the_words_back(client, letter):
    address = links(letter)["not_right"]
    client.post(address, {"words": "First"})

    again, other = client.post(address, {"words": "First"}), client.post(address, {"words": "Second"})

    assert (again.status_code, other.status_code, EntryNote.objects.get().words) == (302, 409, "First")
    assert "This link takes one note" in said(other)
    assert "Second" in said(other)


@pytest.mark.parametrize("words", ["", "  \u200b"[:2], "x" * 4001])
def test_note_that_cannot_be_taken_keeps_what_was_typed(client, letter, words):
    response = client.post(links(letter)["not_right"], {"words": words})

    assert (response.status_code, EntryNote.objects.count()) == (400, 0)
    assert words.strip() in said(response)


def test_page_offers_to_sign_in_and_edit(client, letter):
    page = said(client.get(links(letter)["not_right"]))

    assert 'href="/en/members/NAM/edit/"' in page
    assert "The ministry leads." in page


def test_note_waits_on_the_desks_until_it_is_settled(client, letter, ndapewa, tomas, selma, editor):
    client.post(links(letter)["not_right"], {"words": "Wrong"})

    def who():
        title = "Namibia: somebody says that the entry is not right"
        return [user.name for user in (ndapewa, tomas, selma, editor) if title in str(waiting_for(user))]

    assert who() == ["Ndapewa Shikongo", "Tomas Haufiku", "Leila Haddad"]
    note = EntryNote.objects.get()
    assert [settle_note(note, by=tomas), settle_note(note, by=editor)] == [True, False]
    assert who() == []


def test_notes_are_read_and_settled_by_those_who_edit(client, letter, tomas, selma):
    client.post(links(letter)["not_right"], {"words": "Wrong"})
    note = EntryNote.objects.get()
    settle = reverse("members:settle_note", args=["NAM", note.pk])
    client.force_login(selma, backend="members.adapter.SignInBackend")
    assert (client.get("/en/members/NAM/notes/").status_code, client.post(settle).status_code) == (404, 404)

    client.force_login(tomas, backend="members.adapter.SignInBackend")
    page = said(client.get("/en/members/NAM/notes/"))
    client.post(settle)
    again = said(client.post(settle, follow=True))

    assert ("Wrong" in page, "Ndapewa Shikongo" in page) == (True, True)
    assert "Somebody else has settled this note already." in again


def test_protected_author_is_named_to_nobody_on_the_team(client, letter, tomas):
    client.post(links(letter)["not_right"], {"words": "Wrong"})
    User.objects.filter(email="ndapewa@example.org").update(at_risk=True)
    client.force_login(tomas, backend="members.adapter.SignInBackend")

    assert "Ndapewa" not in said(client.get("/en/members/NAM/notes/"))


# --- Hand over --------------------------------------------------------------------------------------------------------


@pytest.fixture
def end(ndapewa):
    """The page that ends Ndapewa's post."""
    try:
        return reverse("members:end_post", args=["NAM", ndapewa.appointments.get().pk])
    except NoReverseMatch:
        pytest.skip("the page that ends a post is not there yet")


def test_hand_over_asks_for_the_sign_in_first(client, letter, end):
    page = client.get(links(letter)["hand_over"])

    assert f"/accounts/login/?next={end.replace('/', '%2F')}" in said(page)
    assert client.post(links(letter)["hand_over"]).status_code == 200
    assert Appointment.objects.get().until is None


def test_hand_over_leads_the_holder_to_the_end_of_her_post(client, letter, end, ndapewa):
    client.force_login(ndapewa, backend="members.adapter.SignInBackend")

    assert client.get(links(letter)["hand_over"]).url == end


def test_entry_published_later_is_what_the_link_shows(client, letter, namibia, ndapewa, tomas):
    publish(namibia, ndapewa, "Another ministry leads.", days=0)

    assert "Another ministry leads." in said(client.get(links(letter)["not_right"]))
    assert ProfileRevision.objects.count() == 2
