"""An edition from its first item to the outbox. Nothing is sent without a second officer; nothing that was sent changes."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from newsletters.audience import audiences
from newsletters.content import content, problems, told, too_large, translations
from newsletters.links import leave_link, preferences_link
from newsletters.models import Contribution, Edition, Item
from wpsnet import mail
from wpsnet.files import discard, store
from wpsnet.languages import CODES
from wpsnet.outbox import bulk
from wpsnet.public_cache import published

SECTIONS = list(Item.Section)
LIST = f"newsletter.{urlsplit(settings.SITE_URL).hostname}"  # RFC 2919: by it mail programs sort


class NotPossible(Exception):
    """The edition does not stand where this could be done: somebody was faster. Nothing was changed."""


class NotReady(Exception):
    """Something keeps it from going out; `problems` says what, a sentence each."""

    def __init__(self, found):
        super().__init__()
        self.problems = found


# --- Its words --------------------------------------------------------------------------------------------------------


@transaction.atomic
def begin(edition, *, by):
    """Give EDITION the next number."""
    newest = Edition.objects.select_for_update().order_by("-number").first()
    edition.number = newest.number + 1 if newest else 1
    edition.save()
    return edition


@transaction.atomic
def save(edition, *, by, circles=None):
    """Keep title, first words, or audience. What was approved has to be approved again."""
    held(edition, "draft", "submitted")
    edition.save()
    if circles is not None:
        edition.circles.set(circles)


@transaction.atomic
def save_item(item, *, by, picture=None, without_picture=False):
    """Keep ITEM, new ones at the end of their section; PICTURE is a checked upload that takes the place of the old one."""
    held(item.edition, "draft", "submitted")
    old = item.picture if (picture or without_picture) else None
    if picture or without_picture:
        item.picture = store(picture, by=by) if picture else None
    before = Item.objects.filter(pk=item.pk).values_list("section", flat=True).first()
    item.section_order = SECTIONS.index(item.section)
    if item.section != before:
        item.order = 1 + (last_order(item) or 0)
    item.save()
    drop(old)
    return item


def drop(picture):
    """Delete PICTURE unless the contribution that it came with still shows it."""
    if picture and not Contribution.objects.filter(picture=picture).exists():
        discard(picture)


def last_order(item):
    return Item.objects.filter(edition=item.edition, section=item.section).aggregate(Max("order"))["order__max"]


@transaction.atomic
def move(item, by_one, *, by):
    """Put ITEM before the one above it (BY_ONE = -1) or after the one below (1); at the end of its section nothing happens."""
    held(item.edition, "draft", "submitted")
    rows = list(item.edition.items.filter(section=item.section).order_by("order", "pk"))
    place = rows.index(item)
    if 0 <= place + by_one < len(rows):
        rows.insert(place + by_one, rows.pop(place))
        for order, row in enumerate(rows, start=1):
            Item.objects.filter(pk=row.pk).update(order=order)


@transaction.atomic
def remove_item(item, *, by):
    held(item.edition, "draft", "submitted")
    picture = item.picture
    item.delete()
    drop(picture)


def held(edition, *states):
    """EDITION as it is now, held until the transaction ends. Raises NotPossible unless it stands in one of STATES."""
    now = Edition.objects.select_for_update(of=["self"]).get(pk=edition.pk) if edition.pk else edition
    if now.state not in states:
        raise NotPossible
    return now


# --- Its way out ------------------------------------------------------------------------------------------------------


@transaction.atomic
def hand_in(edition, *, by):
    """Ask a colleague to approve it. Raises NotReady."""
    now = held(edition, "draft")
    check(now)
    now.submitted_at, now.submitted_by = timezone.now(), by
    now.save(update_fields=["submitted_at", "submitted_by"])


@transaction.atomic
def take_back(edition, *, by):
    """Make it a draft again: nothing is approved, nothing goes out."""
    now = held(edition, "submitted", "approved", "scheduled")
    now.submitted_at = now.submitted_by = now.approved_at = now.approved_by = now.send_at = None
    now.save()


@transaction.atomic
def approve(edition, *, by):
    """Whoever handed it in cannot: the database refuses as the page does."""
    now = held(edition, "submitted")
    check(now)
    now.approved_at, now.approved_by = timezone.now(), by
    now.save(update_fields=["approved_at", "approved_by"])


@transaction.atomic
def schedule(edition, at, *, by):
    now = held(edition, "approved", "scheduled")
    now.send_at = at
    now.save(update_fields=["send_at"])


def check(edition):
    if found := problems(edition, translations(edition)) or list(too_large(edition)):
        raise NotReady(found)


@transaction.atomic
def issue(edition):
    """Freeze what EDITION says and to whom it goes, and hand it to the outbox. Done once, however often it is asked."""
    now = held(edition, "approved", "scheduled")
    check(now)
    now.issued = {code: content(now, code) for code in CODES}
    words = {code: told(now.issued[code], leave_link(code)) | {"preferences": preferences_link(code)} for code in CODES}
    now.mailing = bulk.freeze(f"edition-{now.number}", "edition", words, audiences(now), list_id=LIST)
    now.issued_at = timezone.now()
    now.save()
    published()
    return now


def issue_due():
    """Send what is due; what is late by hours waits for somebody to say so (see the desk)."""
    for edition in Edition.objects.due(timezone.now()):
        if not edition.is_late:
            try:
                issue(edition)
            except (NotPossible, NotReady):  # taken back meanwhile; or it waits on the desk with its problems
                continue


def send_test(edition, *, by):
    """One copy to the officer herself, in her language. False where the mail server did not take it."""
    words = told(content(edition, by.language), "")
    return mail.send_one(mail.compose("edition", by.email, language=by.language, **words))
