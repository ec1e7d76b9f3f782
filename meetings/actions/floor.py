"""The floor: delegations ask for it, the secretariat gives it, and what they said is made public as they allow."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from meetings import screen
from meetings.models import Inscription, Room, Statement
from wpsnet import files, search
from wpsnet.languages import CODES, column
from wpsnet.models import Source
from wpsnet.public_cache import published

State = Inscription.State
LIST = "List of speakers of the meeting “%(meeting)s”"


class Refused(Exception):
    """It cannot be done; the message says why, in the reader's language."""


def room_of(meeting):
    return Room.objects.get_or_create(meeting=meeting)[0]


def locked(room):
    """ROOM, for this transaction alone: the list of speakers is changed by one person at a time."""
    return Room.objects.select_for_update(no_key=True).get(pk=room.pk)


# --- The list of speakers ---------------------------------------------------------------------------------------------


@transaction.atomic
def ask(inscription, *, by):
    """Put INSCRIPTION on the list of its agenda item. Raises Refused where the delegation is on it, or the list closed."""
    room = locked(room_of(inscription.item.meeting))
    if not room.is_open and not by.secretariat:
        raise Refused(_("The list of speakers is closed. Nothing was changed. Please speak to the secretariat."))
    taken = Inscription.objects.filter(item=inscription.item, member=inscription.member)
    if taken.exclude(state=State.WITHDRAWN).exists():
        raise Refused(_("Your delegation is on the list of speakers of this item already. Nothing was changed."))
    inscription.asked_by = by
    inscription.position = 1 + (on_item(inscription.item).aggregate(Max("position"))["position__max"] or 0)
    inscription.save()
    if room.order == Room.Order.PROTOCOL:
        by_protocol(inscription.item)
    Room.objects.filter(pk=room.pk, item=None).update(item=inscription.item)  # the screen shows the first list there is
    screen.changed(room)
    return inscription


def on_item(item):
    return Inscription.objects.filter(item=item)


def by_protocol(item):
    """Those who still wait stand by rank, and within a rank in the order of their requests."""
    waiting = list(on_item(item).filter(state=State.WAITING))
    places = sorted(row.position for row in waiting)
    waiting.sort(key=lambda row: (row.rank, row.asked_at, row.pk))
    put(waiting, places)


def put(rows, places):
    for row, place in zip(rows, places, strict=True):
        row.position = place
    Inscription.objects.bulk_update(rows, ["position"])


@transaction.atomic
def save_room(room, *, by):
    """Keep the rules of the floor; where the order has changed, every list of the meeting is put in it."""
    before = locked(room).order
    room.save()
    if room.order != before:
        for item in room.meeting.agenda.filter(inscriptions__isnull=False).distinct():
            if room.order == Room.Order.PROTOCOL:
                by_protocol(item)
            else:
                by_request(item)
    screen.changed(room)


def by_request(item):
    waiting = list(on_item(item).filter(state=State.WAITING))
    put(sorted(waiting, key=lambda row: (row.asked_at, row.pk)), sorted(row.position for row in waiting))


@transaction.atomic
def call(inscription, *, by):
    """Give the floor; whoever has it has spoken now. The screen in the room follows to the item."""
    Room.objects.filter(meeting=inscription.item.meeting_id).update(item=inscription.item)
    on_item(inscription.item).filter(state=State.SPEAKING).exclude(pk=inscription.pk).update(state=State.SPOKEN)
    settle(inscription, State.SPEAKING, {State.WAITING, State.SKIPPED}, called_at=timezone.now())


def spoken(inscription, *, by):
    settle(inscription, State.SPOKEN, {State.WAITING, State.SPEAKING, State.SKIPPED})


def skip(inscription, *, by):
    settle(inscription, State.SKIPPED, {State.WAITING, State.SPEAKING})


@transaction.atomic
def back(inscription, *, by):
    """Onto the list again, which was left by mistake or too early."""
    settle(inscription, State.WAITING, {State.SKIPPED, State.SPEAKING})


def withdraw(inscription, *, by):
    settle(inscription, State.WITHDRAWN, {State.WAITING, State.SKIPPED})


@transaction.atomic
def settle(inscription, state, allowed, **more):
    """Bring INSCRIPTION from one of the states ALLOWED to STATE. Raises Refused where somebody else was faster."""
    room = locked(inscription.item.meeting.room)
    rows = Inscription.objects.filter(pk=inscription.pk, state__in=allowed)
    try:
        with transaction.atomic():
            done = rows.update(state=state, **more)
    except IntegrityError:
        done = 0
    if not done:
        raise Refused(_("The list of speakers has changed meanwhile. Nothing was changed: look at it again."))
    screen.changed(room)
    if state in (State.SPOKEN, State.SPEAKING):
        release(by_hand=on_item(inscription.item))
        for row in on_item(inscription.item).filter(state=State.SPOKEN).select_related("member"):
            tell(inscription.item.meeting, row.member)


def up(inscription, *, by):
    move(inscription, -1)


def down(inscription, *, by):
    move(inscription, 1)


@transaction.atomic
def move(inscription, step):
    """Change places with the one who waits before or after; at the end of the list nothing changes."""
    room = locked(inscription.item.meeting.room)
    waiting = list(on_item(inscription.item).filter(state=State.WAITING).order_by("position", "pk"))
    here = next((place for place, row in enumerate(waiting) if row.pk == inscription.pk), None)
    if here is None or not 0 <= here + step < len(waiting):
        return
    one, other = waiting[here], waiting[here + step]
    put([one, other], [other.position, one.position])
    screen.changed(room)


# --- What they said ---------------------------------------------------------------------------------------------------


@transaction.atomic
def hand_in(inscription, text, upload, *, by):
    """Keep TEXT, one language of what the delegation says, in place of what stood there."""
    known = inscription.texts.filter(language=text.language).select_related("file").first()
    old = known.file if known else None
    if known:
        text.pk = known.pk
    text.inscription, text.added_by, text.file = inscription, by, files.store(upload, by=by) if upload else None
    text.save()
    if old:
        files.discard(old)
    refresh(inscription)


@transaction.atomic
def allow(inscription, *, consent, embargo_until, by):
    """Say whether and from when the text may be public. Taken back, the text goes from the public page."""
    row = Inscription.objects.select_for_update(no_key=True).get(pk=inscription.pk)
    early = embargo_until and embargo_until > timezone.now()
    row.consent, row.embargo_until = consent, embargo_until
    if row.published_at and (early or not consent):
        row.published_at = None
    row.save()
    refresh(row)


def refresh(inscription):
    """The public statement as texts, consent and embargo are now."""
    tell(inscription.item.meeting, inscription.member)
    release(by_hand=Inscription.objects.filter(pk=inscription.pk))


@transaction.atomic
def publish_spoken(meeting, *, by):
    """Let everybody see who has spoken: what they said where they agreed, and otherwise that they spoke."""
    room = room_of(meeting)
    Room.objects.filter(pk=room.pk, spoken_published_at=None).update(spoken_published_at=timezone.now())
    release(by_hand=Inscription.objects.filter(item__meeting=meeting))
    for inscription in Inscription.objects.filter(item__meeting=meeting, state=State.SPOKEN).select_related("member"):
        tell(meeting, inscription.member)


@transaction.atomic
def release(by_hand=None):
    """Publish every text whose hour has come. Harmless when done twice."""
    now = timezone.now()
    rows = (Inscription.objects.all() if by_hand is None else by_hand).to_release(now)
    for row in Inscription.objects.filter(pk__in=rows.values("pk")).select_related("item__meeting", "member"):
        Inscription.objects.filter(pk=row.pk, consent=True, published_at=None).update(published_at=now)
        tell(row.item.meeting, row.member)


def tell(meeting, member):
    """The public Statement of MEMBER, made of what is published of it; nothing before the list of those who spoke is
    public. A statement that the secretariat wrote from another source stays."""
    if not Room.objects.filter(meeting=meeting, spoken_published_at__isnull=False).exists():
        return
    rows = Inscription.objects.filter(item__meeting=meeting, member=member, state=State.SPOKEN)
    spoken = list(rows.order_by("item__order", "pk").prefetch_related("texts"))
    said = Statement.objects.filter(meeting=meeting, member=member).select_related("source").first()
    if not spoken or (said and not is_ours(said.source, meeting)):
        return
    shown = [row for row in spoken if row.published_at]
    texts = {code: [text.text for row in shown for text in row.texts.all() if text.language == code] for code in CODES}
    words = {column("text", code): "\n\n".join(filter(None, texts[code])) for code in CODES}
    if said is None:
        last = meeting.statements.aggregate(Max("order"))["order__max"] or 0
        said = Statement(meeting=meeting, member=member, order=last + 1)
    for name, value in words.items():
        setattr(said, name, value)
    said.reported, said.source = any(words.values()), source_of(meeting, member, shown)
    said.save()
    search.rebuild("statement", [f"{meeting.slug}-{member.slug}"])
    published()


def source_of(meeting, member, shown):
    """The page with the text as it was handed in; where there is none, the list of speakers."""
    if not shown:
        return Source.objects.told(LIST % {"meeting": meeting.name_en})
    with override("en"):
        page = settings.SITE_URL + reverse("meetings:delivered", args=[meeting.slug, shown[0].pk])
    return Source.objects.told(f"Statement of {member.name_en}, as handed in", page, Source.Kind.WEB)


def is_ours(source, meeting):
    """Whether SOURCE is one that this module gave a statement."""
    with override("en"):
        start = settings.SITE_URL + reverse("meetings:detail", args=[meeting.slug])
    return source.title == LIST % {"meeting": meeting.name_en} or source.url.startswith(f"{start}delivered/")
