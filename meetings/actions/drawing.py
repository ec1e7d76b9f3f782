"""What the portal knows of a meeting comes into the draft of its summary: speakers, statements, a summary that was sent."""

from django.db import transaction

from meetings.actions.chair_summary import GAP, NotYet, held, top_pieces, write
from meetings.drawing import same_kinds, speakers, statements_left, words_of
from meetings.models import ChairSummary, Paragraph
from wpsnet.languages import column


@transaction.atomic
def draw_speakers(summary, *, by):
    """One paragraph at the end that lists who spoke. Returns how many pieces came."""
    texts = speakers(summary.meeting)
    if not texts:
        return 0
    told = {column("text", code): words for code, words in texts.items()}
    return append(summary, [Paragraph(kind=Paragraph.Kind.PARAGRAPH, **told)], by=by)


@transaction.atomic
def draw_statements(summary, *, by):
    """A paragraph at the end for each statement that is not drawn on yet."""
    now = held(summary)
    rows = [Paragraph(kind=Paragraph.Kind.PARAGRAPH, statement=one, **words_of(one)) for one in statements_left(now)]
    return append(now, rows, by=by)


@transaction.atomic
def take_over(summary, language, texts, *, by):
    """TEXTS, [(kind, words, [footnotes])] of a summary that was sent, as pieces in LANGUAGE; or beside those that are
    there, where they are of the same kinds one after the other. Raises NotYet where they are not."""
    now = held(summary)
    name = column("text", language)
    rows = list(top_pieces(now))
    if not rows:
        return append(now, [Paragraph(kind=kind, **{name: words}) for kind, words, _notes in texts], texts, name, by=by)
    if not same_kinds(rows, texts) or any(getattr(row, name) for row in rows):
        raise NotYet
    for row, (_kind, words, notes) in zip(rows, texts, strict=True):
        write(row, {language: words}, by=by)
        for note, said in zip(row.footnotes.order_by("position", "pk"), notes, strict=False):
            write(note, {language: said}, by=by)
    return len(rows)


def append(summary, rows, texts=(), name="", *, by):
    """Put ROWS, which are new, at the end of a draft, with the footnotes that TEXTS has for them."""
    now = held(summary)
    if now.state != ChairSummary.State.DRAFT:
        raise NotYet
    last = top_pieces(now).last()
    for order, row in enumerate(rows, 1):
        row.summary, row.saved_by, row.position = now, by, (last.position if last else 0) + order * GAP
    Paragraph.objects.bulk_create(rows)
    notes = [
        Paragraph(
            summary=now, kind=Paragraph.Kind.FOOTNOTE, note_of=row, position=order * GAP, saved_by=by, **{name: said}
        )
        for row, (_kind, _words, said_below) in zip(rows, texts, strict=False)
        for order, said in enumerate(said_below, 1)
    ]
    Paragraph.objects.bulk_create(notes)
    return len(rows)
