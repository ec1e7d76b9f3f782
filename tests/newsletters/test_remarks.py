"""Editors' remarks on an item, and items in the order into which they were dragged; the mail in the dark."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from newsletters.actions import editions
from newsletters.content import content, told
from newsletters.models import Edition, Item, Remark
from tests.signing_in import sign_in
from wpsnet import mail

ROOM = "/en/newsletter/room/1/"


@pytest.fixture
def office(editor):
    client = Client()
    sign_in(client, editor)
    return client


@pytest.fixture
def items(editor):
    edition = editions.begin(Edition(title_en="Spring"), by=editor)
    words = [("plan", "A"), ("plan", "B"), ("event", "C"), ("plan", "D")]
    return [
        editions.save_item(Item(edition=edition, section=section, title_en=title, text_en="Text"), by=editor)
        for section, title in words
    ]


def order():
    return "".join(Item.objects.for_edition().values_list("title", flat=True))


def drag(office, *rows):
    return office.post(f"{ROOM}items/order/", {"order": ",".join(str(row.pk) for row in rows)})


def test_remark_is_written_seen_and_settled(office, items, editor):
    page = f"{ROOM}items/{items[0].pk}/remarks/"
    office.post(page, {"words": "Is the year right?"})
    room = office.get(ROOM).content.decode()
    remark = Remark.objects.get()
    office.post(f"{page}{remark.pk}/settle/")

    assert ("1 open remark" in room, "Is the year right?" in office.get(page).content.decode()) == (True, True)
    assert (Remark.objects.get().settled_by, Remark.objects.open().count()) == (editor, 0)


def test_remarks_are_no_part_of_the_edition(office, items):
    office.post(f"{ROOM}items/{items[0].pk}/remarks/", {"words": "Between us"})

    assert "Between us" not in str(content(Edition.objects.get(), "en"))


def test_empty_remark_is_said(office, items):
    assert office.post(f"{ROOM}items/{items[0].pk}/remarks/", {"words": " "}).status_code == 400


def test_dragged_order_is_kept_within_the_sections(office, items):
    a, b, c, d = items
    drag(office, d, c, b, a)

    assert order() == "DBAC"


def test_order_that_names_only_some_or_strangers_does_no_harm(office, items):
    b = items[1]
    office.post(f"{ROOM}items/order/", {"order": f"999999,{b.pk}"})

    assert order() == "BADC"


@pytest.mark.parametrize("asked", ["", "1,", "x", "1;2", "9" * 30, ",".join(["1"] * 600)])
def test_order_that_is_none_is_refused(office, items, asked):
    assert office.post(f"{ROOM}items/order/", {"order": asked}).status_code == 404


def test_approved_edition_keeps_its_order(office, items, editor, admin):
    edition = Edition.objects.get()
    editions.hand_in(edition, by=editor)
    editions.approve(edition, by=admin)
    drag(office, *reversed(items))

    assert order() == "ABDC"


@pytest.mark.parametrize("rows", [5, 200])
def test_room_asks_as_often_for_many_items(office, items, rows, django_assert_num_queries):
    edition = Edition.objects.get()
    Item.objects.bulk_create(
        Item(edition=edition, section="plan", section_order=0, title_en=str(n), text_en="T") for n in range(rows)
    )
    with django_assert_num_queries(11):
        office.get(ROOM)


# --- The mail ---------------------------------------------------------------------------------------------------------


def test_mail_has_rules_for_the_dark_and_room_for_its_picture(items, editor):
    drawn = io.BytesIO()
    Image.new("RGB", (400, 200)).save(drawn, "PNG")
    upload = SimpleUploadedFile("p.png", drawn.getvalue(), content_type="image/png")
    items[0].picture_text_en = "Nothing"
    editions.save_item(items[0], by=editor, picture=upload)

    words = told(content(Edition.objects.get(), "en"), "")
    html = mail.compose("edition", "reader@example.org", language="en", **words).alternatives[0].content

    assert html.count("prefers-color-scheme: dark") == 1
    assert re.search(r'<img[^>]* height="272"', html), re.findall(r"<img[^>]*>", html)
    assert len(html.encode()) < 80_000
