"""The entry's draft and its revisions: what is written, published, brought back, and never overwritten unseen."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from members.actions import profile as actions
from members.models import Confirmation, ProfileDraft, ProfileRevision
from wpsnet.models import Document

FIRST = {"setup": {"en": "The ministry leads."}}


def published(member, texts, by):
    draft = ProfileDraft.objects.filter(member=member).first()
    draft = actions.save_draft(member, texts, version=draft.version if draft else 0, by=by)
    return actions.publish(member, version=draft.version, by=by)


def test_saving_keeps_what_was_not_sent(namibia, ndapewa):
    actions.save_draft(namibia, FIRST, version=0, by=ndapewa)

    draft = actions.save_draft(namibia, {"setup": {"fr": "Le ministère dirige."}}, version=1, by=ndapewa)

    assert draft.texts == {"setup": {"en": "The ministry leads.", "fr": "Le ministère dirige."}}


def test_empty_text_takes_its_language_away(namibia, ndapewa):
    actions.save_draft(namibia, FIRST, version=0, by=ndapewa)

    draft = actions.save_draft(namibia, {"setup": {"en": " \n"}}, version=1, by=ndapewa)

    assert draft.texts == {}


def test_text_is_cleaned_before_it_is_kept(namibia, ndapewa):
    draft = actions.save_draft(namibia, {"laws": {"en": "Law\r\n\x00\u202eof 1990  "}}, version=0, by=ndapewa)

    assert draft.texts == {"laws": {"en": "Law\nof 1990"}}


def test_one_person_saving_500_times_meets_no_conflict(namibia, ndapewa):
    draft = actions.save_draft(namibia, FIRST, version=0, by=ndapewa)

    for number in range(500):
        draft = actions.save_draft(namibia, {"laws": {"en": f"Law {number}"}}, version=draft.version, by=ndapewa)

    assert (draft.version, draft.texts["laws"]) == (501, {"en": "Law 499"})


def test_same_form_sent_twice_is_no_conflict(namibia, ndapewa):
    actions.save_draft(namibia, FIRST, version=0, by=ndapewa)

    draft = actions.save_draft(namibia, FIRST, version=0, by=ndapewa)

    assert draft.version == 1


def test_saving_over_a_colleague_is_refused_with_both_texts(namibia, ndapewa, tomas):
    actions.save_draft(namibia, FIRST, version=0, by=ndapewa)
    actions.save_draft(namibia, {"setup": {"en": "Tomas writes."}}, version=1, by=tomas)

    with pytest.raises(actions.DraftChanged) as refused:
        actions.save_draft(namibia, {"setup": {"en": "Ndapewa writes."}}, version=1, by=ndapewa)

    assert refused.value.draft.texts == {"setup": {"en": "Tomas writes."}}
    assert (refused.value.draft.saved_by, refused.value.opened) == (tomas, FIRST)


def test_form_from_before_a_publication_does_not_pass_for_a_new_draft(namibia, ndapewa, tomas):
    published(namibia, FIRST, ndapewa)

    with pytest.raises(actions.DraftChanged):
        actions.save_draft(namibia, {"setup": {"en": "Opened before anything was there."}}, version=0, by=tomas)


def race(*calls):
    """Run CALLS at the same moment, each on its own connection; what each returned or raised."""
    start = Barrier(len(calls))

    def run(call):
        start.wait()
        try:
            return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.parametrize("pair", range(20))
def test_two_people_saving_at_once_lose_nothing(transactional_db, namibia, ndapewa, tomas, pair):
    version = 0 if pair % 2 else actions.save_draft(namibia, FIRST, version=0, by=ndapewa).version
    words = {ndapewa: f"Ndapewa {pair}", tomas: f"Tomas {pair}"}

    def save(person):
        return lambda: actions.save_draft(namibia, {"laws": {"en": words[person]}}, version=version, by=person)

    outcomes = race(save(ndapewa), save(tomas))

    (winner,) = [outcome for outcome in outcomes if isinstance(outcome, ProfileDraft)]
    (loser,) = [outcome for outcome in outcomes if isinstance(outcome, actions.DraftChanged)]
    kept = ProfileDraft.objects.get(member=namibia)
    assert kept.texts["laws"] == {"en": words[winner.saved_by]} == loser.draft.texts["laws"]
    assert kept.version == version + 1


def test_two_clicks_at_once_publish_one_revision(transactional_db, namibia, ndapewa):
    draft = actions.save_draft(namibia, FIRST, version=0, by=ndapewa)

    outcomes = race(*[lambda: actions.publish(namibia, version=draft.version, by=ndapewa)] * 2)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NothingToPublish", "ProfileRevision"]
    assert ProfileRevision.objects.count() == 1


def test_publishing_makes_revision_confirmation_and_documents(namibia, ndapewa):
    revision = published(namibia, FIRST, ndapewa)

    assert (revision.number, revision.texts, revision.published_by) == (1, FIRST, ndapewa)
    confirmation = Confirmation.objects.get(member=namibia)
    assert (confirmation.confirmed_on, confirmation.revision) == (timezone.localdate(), 1)
    assert Document.objects.filter(kind="country", key="NAM").count() == 6
    assert not ProfileDraft.objects.unpublished().exists()


def test_publishing_a_draft_that_somebody_changed_is_refused(namibia, ndapewa, tomas):
    draft = actions.save_draft(namibia, FIRST, version=0, by=ndapewa)
    actions.save_draft(namibia, {"laws": {"en": "Unseen by Ndapewa"}}, version=1, by=tomas)

    with pytest.raises(actions.DraftChanged):
        actions.publish(namibia, version=draft.version, by=ndapewa)

    assert not ProfileRevision.objects.exists()


def test_publishing_nothing_new_is_refused(namibia, ndapewa):
    with pytest.raises(actions.NothingToPublish):
        actions.publish(namibia, version=0, by=ndapewa)


def test_restored_revision_says_where_it_comes_from(namibia, ndapewa):
    first = published(namibia, FIRST, ndapewa)
    published(namibia, {"setup": {"en": "Changed."}}, ndapewa)

    draft = actions.restore(first, version=ProfileDraft.objects.get().version, by=ndapewa)
    third = actions.publish(namibia, version=draft.version, by=ndapewa)

    assert (third.number, third.texts, third.restored_from) == (3, FIRST, first)


def test_restoring_over_a_colleague_is_refused(namibia, ndapewa, tomas):
    first = published(namibia, FIRST, ndapewa)
    version = ProfileDraft.objects.get().version
    actions.save_draft(namibia, {"laws": {"en": "Tomas writes."}}, version=version, by=tomas)

    with pytest.raises(actions.DraftChanged):
        actions.restore(first, version=version, by=ndapewa)


def test_discarded_draft_repeats_what_readers_see(namibia, ndapewa):
    published(namibia, FIRST, ndapewa)
    version = ProfileDraft.objects.get().version
    changed = actions.save_draft(namibia, {"laws": {"en": "No."}}, version=version, by=ndapewa)

    draft = actions.discard_draft(namibia, version=changed.version, by=ndapewa)

    assert (draft.texts, draft.version) == (FIRST, changed.version + 1)


def test_confirming_counts_once_a_day(namibia, ndapewa, tomas):
    published(namibia, FIRST, ndapewa)

    for person in (ndapewa, ndapewa, tomas, tomas):
        actions.confirm(namibia, revision=1, by=person)

    assert Confirmation.objects.count() == 2


def test_confirming_another_revision_than_readers_see_is_refused(namibia, ndapewa):
    published(namibia, FIRST, ndapewa)
    published(namibia, {"laws": {"en": "Law"}}, ndapewa)

    with pytest.raises(actions.EntryChanged):
        actions.confirm(namibia, revision=1, by=ndapewa)
