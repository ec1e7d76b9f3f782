"""Asking members what they want to tell, and taking what they send into an edition."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from members.models import Appointment
from newsletters.actions.editions import NotPossible, save_item
from newsletters.models import Call, Contribution, Item
from wpsnet.files import store
from wpsnet.languages import column
from wpsnet.outbox.actions import Recipient, freeze

REMIND_BEFORE = dt.timedelta(days=3)
ASKED = [Appointment.Role.FOCAL_POINT, Appointment.Role.REPRESENTATIVE]


def asked_posts():
    """The posts that a call goes to: each focal point, and whoever represents an organisation of civil society."""
    return Appointment.objects.current().filter(role__in=ASKED)


@transaction.atomic
def open_call(edition, deadline, *, by):
    """Ask everybody once. Asked again for the same edition, it changes nothing."""
    call, is_new = Call.objects.get_or_create(edition=edition, defaults={"deadline": deadline, "opened_by": by})
    if is_new:
        members = asked_posts().order_by("member").values_list("member", flat=True).distinct()
        Contribution.objects.bulk_create([Contribution(call=call, member_id=pk) for pk in members])
        freeze(f"newsletter-call-{edition.number}", "newsletter_call", recipients(call))
    return call


def recipients(call):
    """Each person once, with the contributions of all members that she speaks for."""
    contributions = dict(call.contributions.open().values_list("member", "pk"))
    people = {}
    for post in asked_posts().filter(member__in=contributions).select_related("person").order_by("pk"):
        _language, asked = people.setdefault(post.person.email, (post.person.language, []))
        asked.append(contributions[post.member_id])
    return [Recipient(address, language, {"contributions": asked}) for address, (language, asked) in people.items()]


def remind():
    """Three days before a deadline, those who have not answered; once, however often this runs."""
    today = timezone.localdate()
    for call in Call.objects.filter(edition__issued_at=None, deadline__range=(today, today + REMIND_BEFORE)):
        freeze(f"newsletter-call-{call.edition.number}-reminder", "newsletter_call", recipients(call))


@transaction.atomic
def submit(contribution, words, picture=None):
    """Keep what the member sends: WORDS are the fields of Contribution. No `by=`: whoever holds the link speaks for it."""
    now = Contribution.objects.select_for_update(of=["self"]).get(pk=contribution.pk)
    if now.submitted_at or now.item_id:
        raise NotPossible
    for name, value in words.items():
        setattr(now, name, value)
    now.picture = store(picture) if picture else None
    now.submitted_at, now.declined_at = timezone.now(), None
    now.save()


def decline(contribution):
    """Nothing to tell this time. Until the edition is sent, the member can still think better of it."""
    Contribution.objects.open().filter(pk=contribution.pk).update(declined_at=timezone.now())


@transaction.atomic
def take(contribution, *, by):
    """Make an item of it, which the officers then shape and have translated. Raises NotPossible if there is one."""
    now = Contribution.objects.select_for_update(of=["self"]).get(pk=contribution.pk)
    if now.item_id or not now.submitted_at:
        raise NotPossible
    words = {column(name, now.language): getattr(now, name) for name in ("title", "text", "picture_text")}
    about = {"section": now.section, "link": now.link, "member": now.member, "picture": now.picture}
    now.item = save_item(Item(edition=now.call.edition, **about, **words), by=by)
    now.set_aside_at = None
    now.save(update_fields=["item", "set_aside_at"])
    return now.item


def set_aside(contribution, *, by):
    """It does not go into this edition. It stays readable to the secretariat."""
    Contribution.objects.waiting().filter(pk=contribution.pk).update(set_aside_at=timezone.now())
