"""Notices in a circle: written, changed, withdrawn, and mailed to those who want them, at once or once a day."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from members.models import CircleMembership, ContactCase, Notice
from wpsnet.files import store
from wpsnet.models import Delivery, Mailing, StoredFile
from wpsnet.outbox.actions import Recipient, freeze

NO_TITLE = "–"  # of a notice whose words are gone; the database wants one
MAIL_KEPT = dt.timedelta(days=3)  # bounces come within hours; after that no row tells who is in a circle
SETTLED = dt.timedelta(minutes=2)  # a notice that is being written now is told of in the next mail, not in none
Mails = CircleMembership.Mails


class HasLeft(Exception):
    """Whoever writes is no longer in the circle."""


@transaction.atomic
def write(author: CircleMembership, words: str, *, title: str = "", files=(), reply_to: Notice | None = None) -> Notice:
    """Put up a notice, or a reply, and mail it to those who want it at once. Raises HasLeft."""
    held = CircleMembership.objects.joined().select_for_update(of=["self"], no_key=True)
    if not held.filter(pk=author.pk).exists():
        raise HasLeft
    notice = Notice.objects.create(circle=author.circle, author=author, reply_to=reply_to, title=title, words=words)
    notice.files.set([store(upload) for upload in files])  # without her name: the notice says whose they are
    _mail_at_once(notice)
    return notice


def _mail_at_once(notice):
    readers = notice.circle.memberships.mailed(Mails.AT_ONCE).exclude(pk=notice.author_id).select_related("person")
    freeze(f"circle-notice-{notice.pk}", "circle_notice", map(_recipient, readers), {"notice": notice.pk})


def _recipient(reader):
    return Recipient(reader.person.email, reader.person.language, {"membership": reader.pk})


@transaction.atomic
def edit(notice: Notice, words: str, *, title: str = "", files=(), dropped=()) -> bool:
    """Change a standing notice; False where it was withdrawn meanwhile."""
    if not Notice.objects.standing().filter(pk=notice.pk).update(words=words, title=title):
        return False
    _drop_files(notice.files.filter(pk__in=[file.pk for file in dropped]))
    notice.files.add(*[store(upload) for upload in files])
    return True


@transaction.atomic
def withdraw(notice: Notice) -> None:
    """Take the words and the files away for good; replies of others stay."""
    _blank(Notice.objects.filter(pk=notice.pk))


@transaction.atomic
def take_away(author: CircleMembership) -> None:
    """Let all notices of AUTHOR go with her. Of those that others have replied to, an empty one keeps the place."""
    hers = Notice.objects.filter(author=author)
    kept = list(hers.answered_by_others().values_list("pk", flat=True))
    _drop_files(StoredFile.objects.filter(pk__in=hers.values("files")))
    _blank(hers.filter(pk__in=kept))
    hers.exclude(pk__in=kept).delete()


def _blank(notices):
    _drop_files(StoredFile.objects.filter(pk__in=notices.values("files")))
    notices.filter(reply_to=None).update(title=NO_TITLE)
    notices.standing().update(words="", withdrawn_at=timezone.now())


def _drop_files(files):
    """Forget FILES, and once that is certain, remove them from the disk."""
    files = list(files)
    StoredFile.objects.filter(pk__in=[file.pk for file in files]).delete()
    for stored in files:
        transaction.on_commit(lambda file=stored.file: file.storage.delete(file.name), robust=True)


# --- The daily mail -------------------------------------------------------------------------------------------------


@transaction.atomic
def send_digests() -> None:
    """Mail each reader what others have written since the last daily mail. Once a day, however often it is asked for;
    a day on which it was never asked for is made good for on the next."""
    until = timezone.now() - SETTLED
    key, context = f"circle-digest-{timezone.localdate()}", {"until": until.isoformat()}
    if Mailing.objects.filter(key=key).exists():
        return
    due = CircleMembership.objects.mailed(Mails.DAILY).with_news(until).select_related("person")
    rows = list(due.order_by("person", "pk"))
    mailing = freeze(key, "circle_digest", _together(rows), context)
    if mailing.context == context:  # or another worker was faster
        CircleMembership.objects.filter(pk__in=[row.pk for row in rows]).update(digested_at=until)


def _together(rows):
    """One recipient for each person, with the circles she is told of and since when."""
    since, people = {}, {row.person_id: row.person for row in rows}
    for row in rows:
        since.setdefault(row.person_id, {})[str(row.pk)] = row.told_until.isoformat()
    return [
        Recipient(person.email, person.language, {"person": pk, "since": since[pk]}) for pk, person in people.items()
    ]


@transaction.atomic
def forget_mails() -> None:
    """Drop from the outbox who got mails of circles, some days after; the mailings stay, so that none comes twice."""
    answered = Delivery.objects.filter(mailing__template__startswith="circle_").exclude(state__in=Delivery.OPEN)
    forget(answered.filter(created_at__lt=timezone.now() - MAIL_KEPT))


def forget(deliveries) -> None:
    """Delete DELIVERIES; where one came back, that the contact is to be verified stands without it."""
    ContactCase.objects.filter(delivery__in=deliveries).update(delivery=None)
    deliveries.delete()
