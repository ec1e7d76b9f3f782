"""What delegations would change in a circulated summary, and what the chair answers."""

from django.db import transaction
from django.utils import timezone

from meetings.actions.chair_summary import NotYet, held, save_texts
from meetings.models import Suggestion
from wpsnet.languages import column


class AlreadySettled(Exception):
    """Somebody was faster. Nothing has changed."""


@transaction.atomic
def suggest(suggestion, *, by):
    """Keep a new SUGGESTION. Raises NotYet where the summary takes none any more."""
    if not held(suggestion.paragraph.summary).takes_suggestions:
        raise NotYet
    suggestion.was = getattr(suggestion.paragraph, column("text", suggestion.language)) or ""
    suggestion.written_by = by
    suggestion.save()
    return suggestion


@transaction.atomic
def accept(suggestion, text, answer, *, version, by):
    """Put TEXT, the suggested words as the chair takes them, into the paragraph, which was at VERSION when she read it.
    Raises ParagraphChanged as save_texts does, and AlreadySettled."""
    held(suggestion.paragraph.summary)
    settle(suggestion, True, answer, by)
    save_texts(suggestion.paragraph, {suggestion.language: text}, version=version, by=by)


@transaction.atomic
def decline(suggestion, answer, *, by):
    held(suggestion.paragraph.summary)
    settle(suggestion, False, answer, by)


def settle(suggestion, accepted, answer, by):
    told = {"accepted": accepted, "answer": answer, "settled_by": by, "settled_at": timezone.now()}
    if not Suggestion.objects.filter(pk=suggestion.pk, accepted=None).update(**told):
        raise AlreadySettled
