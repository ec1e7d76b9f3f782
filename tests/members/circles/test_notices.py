"""What people write in a circle, and what becomes of it when they withdraw it or leave."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from members.actions import circles, notices
from members.models import CircleMembership, Notice
from tests.members.circles.people import join, pdf, text
from tests.signing_in import sign_in
from wpsnet.models import StoredFile

HOME = "/en/circles/mediators/"


def disk(settings):
    return [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


@pytest.fixture
def notice(peer):
    return notices.write(peer, "Who has **met** this?", title="A question", files=[pdf()])


def test_notice_with_file_is_written_and_read(client, peer):
    sign_in(client, peer.person)

    answer = client.post(
        f"{HOME}write/", {"title": "A question", "words": "Who **knows**?", "files": pdf()}, follow=True
    )

    page = text(answer)
    file = StoredFile.objects.get()
    assert all(words in page for words in ("A question", "<strong>knows</strong>", "Tomas Haufiku", "notes.pdf"))
    assert b"words of the file" in b"".join(client.get(f"{HOME}files/{file.pk}/").streaming_content)
    assert file.stored_by is None


@pytest.mark.parametrize(
    ("field", "value"), [("title", ""), ("title", "t" * 201), ("words", ""), ("words", "w" * 20_001)]
)
def test_bad_notice_is_refused_and_kept_in_the_form(client, peer, field, value):
    sign_in(client, peer.person)

    answer = client.post(f"{HOME}write/", {"title": "Title", "words": "Words"} | {field: value})

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])
    assert answer.context["form"]["title" if field == "words" else "words"].value() in ("Title", "Words")
    assert not Notice.objects.exists()


def test_file_that_is_refused_loses_no_words(client, peer):
    sign_in(client, peer.person)
    program = SimpleUploadedFile("notes.pdf", b"MZ\x90 a program", "application/pdf")

    answer = client.post(f"{HOME}write/", {"title": "Title", "words": "Long words", "files": [program, pdf()]})

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["files"])
    assert answer.context["form"]["words"].value() == "Long words"
    assert not StoredFile.objects.exists()


def test_markup_and_tricks_of_direction_do_nothing(client, peer):
    written = notices.write(peer, "<script>alert(1)</script> [x](javascript:alert)", title="<b>Title</b>")
    sign_in(client, peer.person)

    page = text(client.get(f"{HOME}notices/{written.pk}/"))

    assert "<script>alert" not in page
    assert "<b>Title" not in page
    assert 'href="javascript' not in page


def test_reply_stands_below_its_notice(client, convener, notice):
    sign_in(client, convener.person)

    page = text(client.post(f"{HOME}notices/{notice.pk}/", {"words": "I have."}, follow=True))

    assert page.index("Who has") < page.index("I have.")
    assert "1 reply" in text(client.get(HOME))


def test_reply_to_a_notice_of_another_circle_is_not_found(client, convener, notice):
    other = type(convener.circle).objects.create(slug="other", name_en="Other")
    join(other, convener.person)
    sign_in(client, convener.person)

    assert client.post(f"/en/circles/other/notices/{notice.pk}/", {"words": "x"}).status_code == 404
    assert client.get(f"/en/circles/other/files/{notice.files.get().pk}/").status_code == 404


def test_own_notice_is_changed_its_file_exchanged(client, peer, notice, settings):
    sign_in(client, peer.person)
    dropped = notice.files.get()

    client.post(
        f"{HOME}notices/{notice.pk}/edit/", {"title": "T", "words": "W", "dropped": dropped.pk, "files": pdf("new.pdf")}
    )

    notice.refresh_from_db()
    assert (notice.title, notice.words, notice.files.get().name) == ("T", "W", "new.pdf")
    assert StoredFile.objects.count() == 1


def test_only_the_author_changes_and_only_conveners_withdraw_what_others_wrote(client, convener, circle, peer, civil):
    hers = notices.write(convener, "Words", title="Hers")
    sign_in(client, peer.person)

    assert client.post(f"{HOME}notices/{hers.pk}/edit/", {"title": "T", "words": "W"}).status_code == 403
    assert client.post(f"{HOME}notices/{hers.pk}/withdraw/").status_code == 403
    assert Notice.objects.get().words == "Words"


@pytest.mark.django_db(transaction=True)
def test_convener_withdraws_and_words_and_files_are_gone(client, convener, notice, settings):
    assert len(disk(settings)) == 1
    sign_in(client, convener.person)

    client.post(f"{HOME}notices/{notice.pk}/withdraw/")

    notice.refresh_from_db()
    assert (notice.words, "question" in notice.title, StoredFile.objects.count(), disk(settings)) == ("", False, 0, [])
    assert client.get(f"{HOME}notices/{notice.pk}/").status_code == 404
    assert client.post(f"{HOME}notices/{notice.pk}/edit/", {"title": "T", "words": "W"}).status_code == 404


def test_replies_to_a_withdrawn_notice_stay(client, convener, notice):
    notices.write(convener, "My own words", reply_to=notice)
    notices.withdraw(notice)
    sign_in(client, convener.person)

    page = text(client.get(f"{HOME}notices/{notice.pk}/"))

    assert "My own words" in page
    assert "withdrawn" in page
    assert "A question" not in page


def test_notices_of_somebody_who_has_left_stay_without_her(client, convener, peer, notice):
    circles.leave(peer)
    sign_in(client, convener.person)

    page = text(client.get(f"{HOME}notices/{notice.pk}/"))

    assert "somebody who has left" in page
    assert "Who has" in page
    assert "Tomas" not in page


@pytest.mark.django_db(transaction=True)
def test_notices_go_with_her_and_the_words_of_others_stay(convener, peer, notice, settings):
    notices.write(convener, "Mine", reply_to=notice)
    alone = notices.write(peer, "W", title="Alone", files=[pdf()])
    notices.write(peer, "My reply to myself", reply_to=alone)
    of_convener = notices.write(convener, "Hers", title="Hers")
    notices.write(peer, "My reply", reply_to=of_convener)

    circles.leave(peer, take_notices=True)

    assert sorted(Notice.objects.values_list("words", flat=True)) == ["", "Hers", "Mine"]
    assert (StoredFile.objects.count(), disk(settings)) == (0, [])
    assert not Notice.objects.filter(title="A question").exists()


def test_who_is_removed_while_writing_is_told_what_everybody_outside_is(peer):
    CircleMembership.objects.all().delete()

    with pytest.raises(notices.HasLeft):
        notices.write(peer, "Words", title="Title")


def test_closed_circle_is_read_and_not_written(client, peer, notice):
    circles.close(peer.circle)
    sign_in(client, peer.person)

    assert "A question" in text(client.get(HOME))
    assert client.post(f"{HOME}write/", {"title": "T", "words": "W"}).status_code == 403
    assert client.post(f"{HOME}notices/{notice.pk}/", {"words": "W"}).status_code == 403
    assert Notice.objects.count() == 1


def test_text_typed_before_the_session_ended_is_in_the_form_again(client, peer):
    client.post(f"{HOME}write/", {"title": "Title", "words": "Long words"})
    sign_in(client, peer.person)

    form = client.get(f"{HOME}write/").context["form"]

    assert form["words"].value() == "Long words"


# --- How much it costs ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [5, 200])
@pytest.mark.parametrize(
    ("page", "queries"),
    [("", 6), ("people/", 7), ("notices/{first}/", 8), ("write/", 3), ("me/", 4), ("/circles/", 6)],
)
def test_pages_cost_the_same_for_few_and_many(
    client, convener, circle, django_assert_num_queries, count, page, queries
):
    fill(circle, convener, count)
    sign_in(client, convener.person)
    address = "/en/circles/" if page == "/circles/" else HOME + page.format(first=Notice.objects.earliest("pk").pk)
    client.get(address)

    with django_assert_num_queries(queries):
        answer = client.get(address)

    assert answer.status_code == 200


def fill(circle, convener, count):
    """COUNT people, half of them asking, and COUNT notices, each by another, the first with COUNT replies and files."""
    people = [
        type(convener.person)(email=f"p{number}@example.org", name=f"Person {number}") for number in range(2 * count)
    ]
    rows = [
        CircleMembership(circle=circle, person=person, joined_at=convener.joined_at if number % 2 else None)
        for number, person in enumerate(type(convener.person).objects.bulk_create(people))
    ]
    inside = [row for row in CircleMembership.objects.bulk_create(rows) if row.joined_at]
    first = notices.write(convener, "Words", title="First", files=[pdf()])
    for number, author in enumerate(inside):
        Notice.objects.create(circle=circle, author=author, title=f"Notice {number}", words="Words")
        notices_file(Notice.objects.create(circle=circle, author=author, reply_to=first, words="Reply"))
    for number in range(count):
        type(circle).objects.create(slug=f"circle-{number}", name_en=f"Circle {number}")


def notices_file(notice):
    notice.files.create(name="f.pdf", content_type="application/pdf", size=1, file="f.pdf")
