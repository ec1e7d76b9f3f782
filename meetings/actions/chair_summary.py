"""Writing a chair's summary: begin it, write its pieces, move and remove them, circulate it, make it final."""

import string
from itertools import count

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from meetings.actions.ledger import enter_action_points
from meetings.actions.letters import recipients
from meetings.chair_text import counted, letter, roman, rows_of, seal_of
from meetings.models import ChairSummary, Corrigendum, Meeting, Paragraph
from members.differences import sides
from wpsnet import search
from wpsnet.languages import CODES, column
from wpsnet.outbox.actions import Recipient, freeze
from wpsnet.outbox.letters import NotNeeded, letters
from wpsnet.public_cache import published

TEMPLATE = "summary_circulated"
GAP = 1000  # between two pieces, so that a new one fits in and the others stay as they are
TEXTS = [column("text", code) for code in CODES]


class IsFinal(Exception):
    """The summary is final. Nothing of it changes; a corrigendum says what was wrong."""


class NotYet(Exception):
    """What was asked does not fit the state of the summary. Nothing has changed."""


class ParagraphChanged(Exception):
    """Somebody else has changed the same words. `row` is how the piece is now; `who` says for each language whose words
    are new: both, mine or theirs."""

    def __init__(self, row, who):
        super().__init__()
        self.row, self.who = row, who


def held(summary):
    """The row of SUMMARY, for this transaction alone. Raises IsFinal."""
    row = ChairSummary.objects.select_for_update(of=["self"], no_key=True).select_related("meeting").get(pk=summary.pk)
    if row.is_final:
        raise IsFinal
    return row


@transaction.atomic
def begin(meeting, *, by):
    """The summary of MEETING, a new draft where there is none: two who begin at once begin the same."""
    Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    texts = {column("title", code): getattr(meeting, column("name", code)) for code in CODES}
    facts = texts | {"begun_by": by, "letter_date": None}
    return ChairSummary.objects.get_or_create(meeting=meeting, defaults=facts)[0]


@transaction.atomic
def save_masthead(summary, signatories, *, version, by):
    """Keep what stands around the paragraphs. Raises NotYet where somebody else saved it since VERSION."""
    now = held(summary)
    if now.version != version:
        raise NotYet
    summary.state, summary.version = now.state, version + 1
    summary.save()
    signatories.instance = summary
    signatories.save()


# --- Pieces -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def insert(summary, piece, *, after, by):
    """Put PIECE, which is new, behind AFTER, a piece of SUMMARY or None for the beginning; a footnote to its paragraph."""
    now = held(summary)
    piece.summary, piece.saved_by = now, by
    if piece.note_of_id:
        last = piece.note_of.footnotes.order_by("position", "pk").last()
        piece.position = (last.position if last else 0) + GAP
    else:
        piece.position = room_behind(now, after)
    if now.state == ChairSummary.State.CIRCULATED:
        piece.number = number_between(now, piece)
    piece.save()
    return piece


def room_behind(summary, after):
    """A position behind the piece AFTER; where there is none left, all are laid out anew."""
    rows = list(top_pieces(summary))
    place = next((index for index, row in enumerate(rows) if after and row.pk == after.pk), -1) + 1
    low = rows[place - 1].position if place else 0
    high = rows[place].position if place < len(rows) else low + 2 * GAP
    if high - low < 2:
        for index, row in enumerate(rows):
            row.position = (index + 1) * GAP
        Paragraph.objects.bulk_update(rows, ["position"])
        low, high = place * GAP, (place + 1) * GAP
    return (low + high) // 2


def top_pieces(summary):
    return summary.paragraphs.exclude(kind=Paragraph.Kind.FOOTNOTE).order_by("position", "pk")


def number_between(summary, piece):
    """In a circulated text the numbers stay: what comes in behind 12 is 12a; action points take the next free number."""
    rows = [row for row in top_pieces(summary) if row.number]
    before = [row.number for row in rows if row.position < piece.position]
    points = [number for number in before if number.startswith("(")]
    paragraphs = [number for number in before if not number.startswith("(")]
    match piece.kind:
        case Paragraph.Kind.PARAGRAPH:
            stem = paragraphs[-1].rstrip(string.ascii_lowercase) if paragraphs else "0"
            candidates = (f"{stem}{sign}" for sign in map(letter, count(1)))
        case Paragraph.Kind.ACTION if points:
            candidates = (f"{points[-1].split(')')[0]})({roman(number)})" for number in count(1))
        case Paragraph.Kind.ACTION | Paragraph.Kind.GROUP:
            candidates = (f"({letter(number)})" for number in count(1))
        case _:
            return ""
    taken = {row.number for row in rows}
    return next(number for number in candidates if number not in taken)


@transaction.atomic
def save_texts(piece, texts, *, version, by):
    """Keep TEXTS, a dict language to words, of PIECE; languages that are not named stay. Where somebody else has changed
    other languages since VERSION, both changes are kept. Raises ParagraphChanged where she changed the same words."""
    held(piece.summary)
    row = Paragraph.objects.select_for_update(no_key=True).select_related("saved_by").get(pk=piece.pk)
    now = {code: getattr(row, column("text", code)) or "" for code in texts}
    mine = {code: words for code, words in texts.items() if words != now[code]}
    if row.version != version:
        who = sides(words_at(row, version, texts), now, texts)
        if "both" in who.values():
            raise ParagraphChanged(row, who)
        mine = {code: words for code, words in mine.items() if who.get(code) == "mine"}
    return write(row, mine, by=by)


def words_at(row, version, codes):
    """What ROW said at VERSION in CODES; None where the history does not know."""
    kept = row.history.filter(version=version).order_by("pgh_id").values(*TEXTS).last()
    return kept and {code: kept[column("text", code)] or "" for code in codes}


def write(row, texts, *, by):
    if texts:
        for code, words in texts.items():
            setattr(row, column("text", code), words)
        row.version, row.saved_by, row.saved_at = row.version + 1, by, timezone.now()
        row.save()
    return row


@transaction.atomic
def move(piece, *, up, by):
    """Change places with the piece before or behind. Done at the end, it changes nothing."""
    now = held(piece.summary)
    is_note = piece.kind == Paragraph.Kind.FOOTNOTE
    rows = list(piece.note_of.footnotes.order_by("position", "pk") if is_note else top_pieces(now))
    place = next((index for index, row in enumerate(rows) if row.pk == piece.pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if other is None or not 0 <= other < len(rows):
        return
    here, there = rows[place], rows[other]
    here.position, there.position = there.position, here.position
    if here.kind == there.kind and here.number and there.number:  # of a circulated text: the places keep their numbers
        here.number, there.number = there.number, here.number
        Paragraph.objects.filter(pk=here.pk).update(number="")
        Paragraph.objects.filter(pk=there.pk).update(number=there.number, position=there.position)
        Paragraph.objects.filter(pk=here.pk).update(number=here.number, position=here.position)
    else:
        Paragraph.objects.bulk_update([here, there], ["position"])


@transaction.atomic
def remove(piece, *, version, by):
    """Take PIECE out, with its footnotes; the history keeps it. Raises NotYet where somebody else changed it meanwhile, or
    where delegations suggest something about it."""
    held(piece.summary)
    row = Paragraph.objects.select_for_update(no_key=True).filter(pk=piece.pk).first()
    if row is None:
        return
    if row.version != version or row.suggestions.exists():
        raise NotYet
    row.delete()


# --- From draft to final ----------------------------------------------------------------------------------------------


@transaction.atomic
def circulate(summary, *, until, by):
    """Let the delegations read it, and suggest corrections until UNTIL, which may be None. From now on the numbers stay."""
    now = held(summary)
    is_first = now.state == ChairSummary.State.DRAFT
    if is_first:
        if not top_pieces(now).exists():
            raise NotYet
        number_all(now, keep=True)
        now.state, now.circulated_at = ChairSummary.State.CIRCULATED, timezone.now()
    now.correct_until, now.version = until, now.version + 1
    now.save()
    if is_first:
        tell(now)
    return now


def tell(summary):
    """Write to all who speak for a member, once."""
    people = [Recipient(*row) for row in recipients().values_list("email", "language")]
    freeze(f"chair-summary-{summary.pk}", TEMPLATE, people, {"summary": summary.pk})


@letters.guest(TEMPLATE)
def letter_about(delivery):
    """The summary as it stands when the mail is sent."""
    rows = ChairSummary.objects.select_related("meeting").filter(pk=delivery.mailing.context["summary"])
    summary = rows.first()
    if summary is None or not summary.takes_suggestions:
        raise NotNeeded("The summary takes no corrections any more.")
    with override(delivery.language):
        return {
            "name": summary.meeting.name,
            "until": date_format(summary.correct_until) if summary.correct_until else "",
            "page": settings.SITE_URL + reverse("meetings:circulated", args=[summary.meeting.slug]),
        }


def number_all(summary, *, keep=False):
    """Number the pieces by their order; KEEP says that this is how they are circulated."""
    rows = rows_of(summary)
    summary.paragraphs.exclude(number="").update(number="")
    for row, number in zip(rows, counted(rows), strict=True):
        row.number = number
        row.circulated_as = number if keep else row.circulated_as
    Paragraph.objects.bulk_update(rows, ["number", "circulated_as"])


@transaction.atomic
def finish(summary, *, by):
    """Make it final: numbered through, sealed, open to all; its action points go into the ledger. Raises NotYet where it
    was not circulated, or a suggestion still waits for its answer."""
    now = held(summary)
    waiting = now.paragraphs.filter(suggestions__isnull=False, suggestions__accepted=None)
    if now.state != ChairSummary.State.CIRCULATED or waiting.exists():
        raise NotYet
    number_all(now)
    seal = seal_of(now)
    entered = enter_action_points(now)
    ChairSummary.objects.filter(pk=now.pk).update(
        state=ChairSummary.State.FINAL, final_at=timezone.now(), seal=seal, version=F("version") + 1
    )
    search.rebuild("summary", [now.meeting.slug])
    search.rebuild("action_point", [f"{now.meeting.slug}-{ref}" for ref in entered])
    published()


@transaction.atomic
def correct(corrigendum, *, by):
    """Publish CORRIGENDUM beside a final summary. Its number is the next. Raises NotYet where the summary is not final."""
    now = ChairSummary.objects.select_for_update(no_key=True).get(pk=corrigendum.summary_id)
    if not now.is_final:
        raise NotYet
    corrigendum.number = 1 + Corrigendum.objects.filter(summary=now).count()
    corrigendum.issued_by = by
    corrigendum.save()
    published()
    return corrigendum
