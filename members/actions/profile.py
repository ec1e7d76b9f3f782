"""What happens to a member's entry: its draft is saved, published, restored, discarded; the entry is confirmed."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from members import emails
from members.actions.readers import tell_readers
from members.models import Confirmation, ProfileDraft, ProfileRevision
from wpsnet import public_cache
from wpsnet.documents import document_for
from wpsnet.languages import CODES
from wpsnet.markdown import clean


class DraftChanged(Exception):
    """Somebody else has changed the draft since it was opened. `draft` is how it is now, `opened` its words back then
    (None if they are not known)."""

    def __init__(self, draft, version):
        super().__init__()
        self.draft, self.opened = draft, draft.texts_at(version)


class NothingToPublish(Exception):
    """The draft says what readers see already."""


class EntryChanged(Exception):
    """What was to be confirmed is not, or no longer, what readers see."""


@transaction.atomic
def save_draft(member, texts, *, version, by):
    """Write TEXTS ({section: {language: words}}) into the draft and return it; what TEXTS does not name stays.

    Raises DraftChanged where the draft is no longer at VERSION, unless it says just this already.
    """
    draft = _draft_of(member, by)
    written = _merged(draft.texts, texts)
    if written != draft.texts:
        _write(draft, written, version=version, by=by)
    return draft


@transaction.atomic
def publish(member, *, version, by):
    """Let readers see the draft as it was at VERSION; returns the new revision.

    Raises NothingToPublish, also for the second of two clicks, and DraftChanged where the draft is another by now.
    """
    draft, published = _draft_of(member, by, lock=True), ProfileRevision.objects.latest_of(member)
    if draft.texts == (published.texts if published else {}):
        raise NothingToPublish
    revision = ProfileRevision.objects.create(
        member=member,
        number=published.number + 1 if published else 1,
        texts=draft.texts,
        published_by=by,
        restored_from=ProfileRevision.objects.filter(member=member, texts=draft.texts).first(),
    )
    _write(draft, draft.texts, version=version, by=by, based_on=revision.number)
    confirm(member, revision=revision.number, by=by)
    _tell(revision)
    return revision


@transaction.atomic
def restore(revision, *, version, by):
    """Make REVISION's words the draft, so that she sees the difference before she publishes it again."""
    draft = _draft_of(revision.member, by)
    if draft.texts != revision.texts:
        _write(draft, revision.texts, version=version, by=by)
    return draft


@transaction.atomic
def discard_draft(member, *, version, by):
    """Begin the draft again from what readers see."""
    draft = _draft_of(member, by)
    fresh = ProfileDraft.begun_from(member, ProfileRevision.objects.latest_of(member))
    if draft.texts != fresh.texts:
        _write(draft, fresh.texts, version=version, by=by, based_on=fresh.based_on)
    return draft


@transaction.atomic
def confirm(member, *, revision, by):
    """Note that the entry, as revision number REVISION, is right today. Once a day and person, however often it is said.

    Raises EntryChanged where another revision is published by now, or none.
    """
    published = ProfileRevision.objects.latest_of(member)
    if published is None or published.number != revision:
        raise EntryChanged
    confirmation, _created = Confirmation.objects.get_or_create(
        member=member, confirmed_by=by, confirmed_on=timezone.localdate(), revision=revision
    )
    public_cache.published()
    return confirmation


def _draft_of(member, by, lock=False):
    """The draft's row. The first call writes it, repeating what is published, so that its history begins there."""
    fresh = ProfileDraft.begun_from(member, ProfileRevision.objects.latest_of(member))
    rows = ProfileDraft.objects.select_for_update(of=["self"], no_key=True) if lock else ProfileDraft.objects
    begin = {"version": 0, "texts": fresh.texts, "based_on": fresh.based_on, "saved_by": by}
    draft, _created = rows.select_related("saved_by").get_or_create(member=member, defaults=begin)
    return draft


def _write(draft, texts, *, version, by, **fields):
    """Change DRAFT in one conditional UPDATE, so that only one of two people can do so from the same version."""
    fields |= {"texts": texts, "saved_by": by, "saved_at": timezone.now()}
    if not ProfileDraft.objects.filter(pk=draft.pk, version=version).update(version=F("version") + 1, **fields):
        draft.refresh_from_db()
        raise DraftChanged(draft, version)
    draft.refresh_from_db()


def _merged(old, new):
    """OLD with the texts of NEW put in, cleaned; an empty text removes its language."""
    merged = {section: dict(languages) for section, languages in old.items()}
    for section, languages in new.items():
        for language, words in languages.items():
            merged.setdefault(section, {})[language] = clean(words)
    kept = {section: {code: words for code, words in texts.items() if words} for section, texts in merged.items()}
    return {section: texts for section, texts in kept.items() if texts}


def _tell(revision):
    """Let everything that depends on the words of the entry know of REVISION."""
    member = revision.member
    tell_readers(member)
    emails.notify_secretariat_of_publication(revision)
    for language in CODES:
        document_for("country", member.slug, language)
