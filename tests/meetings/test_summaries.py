"""Reading a summary in: sent by the secretariat, read by a worker, accepted piece by piece, and never written twice."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from actionplans.models import PlanEvent
from meetings import personal, summaries
from meetings.actions import summaries as actions
from meetings.models import ActionPoint, Meeting, Paper, Proposal, Speaker, Statement, Summary
from tests.conftest import person, state
from tests.meetings.reading import SUMMARIES, docx, paragraph
from tests.signing_in import sign_in
from wpsnet.models import StoredFile
from wpsnet.uploads.kinds import KINDS

ADDRESS = "/en/desk/summaries/"
REAL = SUMMARIES / "2017-09-21.zh.txt"
RECORDS = [Meeting, Paper, Speaker, Statement, ActionPoint, PlanEvent]


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor(db):
    return person("editor@example.org", "Editor", secretariat="editor")


@pytest.fixture
def officer(client, editor):
    sign_in(client, editor)
    return client


def sent(editor, content=None, name="summary.txt", kind="txt"):
    upload = SimpleUploadedFile(name, REAL.read_bytes() if content is None else content, KINDS[kind].content_type)
    summary = actions.send(upload, by=editor)
    summaries.read(summary.pk)
    return Summary.objects.get(pk=summary.pk)


def counts():
    return [model.objects.count() for model in RECORDS]


def accept_all(summary, editor, meeting=None):
    chosen = [one.pk for one in summary.proposals.all()]
    return actions.accept(summary, chosen, meeting=meeting, kind="other_event", by=editor)


def test_nothing_is_recorded_before_it_is_accepted(editor):
    before = counts()

    summary = sent(editor)

    assert summary.state == "read"
    assert summary.proposals.count() > 40
    assert counts() == before


def test_only_what_is_ticked_is_recorded(officer, editor, namibia, source):
    summary = sent(editor)
    chosen = summary.proposals.filter(kind__in=["meeting", "speaker"])
    ticked = [one.pk for one in chosen if one.kind == "meeting" or one.said["member"] == "NAM"]

    answer = officer.post(summary.get_absolute_url(), {"proposals": ticked, "meeting": "", "kind": "thematic"})

    assert answer.status_code == 302
    assert Meeting.objects.get().statements.get().member == namibia
    assert ActionPoint.objects.count() == 0
    assert set(Proposal.objects.filter(state="accepted").values_list("pk", flat=True)) == set(ticked)


def test_page_shows_each_proposal_beside_its_passage(officer, editor, namibia):
    summary = sent(editor)

    page = officer.get(summary.get_absolute_url()).content.decode()

    assert "Namibia, national action plan number 1: being drafted" in page
    assert '<blockquote lang="zh-hans" dir="ltr"><p>纳米比亚正在制定其第一个国家行动计划' in page
    assert "para. 20" in page
    assert 'href="https://undocs.org/S/2017/485"' in page


@pytest.mark.parametrize("fields", [{"kind": "thematic"}, {"proposals": [0], "kind": "thematic"}])
def test_without_a_right_choice_nothing_is_recorded(officer, editor, fields):
    summary = sent(editor)

    answer = officer.post(summary.get_absolute_url(), fields)

    assert answer.status_code == 400
    assert "Nothing has been recorded" in answer.content.decode()
    assert Meeting.objects.count() == 0


def test_new_meeting_must_be_ticked_itself(officer, editor, namibia):
    summary = sent(editor)
    speaker = next(one for one in summary.proposals.filter(kind="speaker") if one.said["member"] == "NAM")

    answer = officer.post(summary.get_absolute_url(), {"proposals": [speaker.pk], "kind": "thematic"})

    assert answer.status_code == 400
    assert "Choose the meeting" in answer.content.decode()


def test_same_file_sent_twice_is_one_summary(editor):
    assert sent(editor).pk == sent(editor).pk
    assert StoredFile.objects.count() == 1


def test_unknown_names_stand_on_the_page(officer, editor):
    for code, name in [("NOR", "Norway"), ("ITA", "Italy"), ("KEN", "Kenya")]:
        state(code, name)
    words = b"Summary of the meeting of the Network\n\n"
    words += b"Statements were made by the representatives of Norway, Italy, Ruritania and Kenya."

    page = officer.get(sent(editor, words).get_absolute_url()).content.decode()

    assert "Not recognised" in page
    assert "Ruritania" in page


@pytest.mark.parametrize(
    ("content", "kind", "state", "words"),
    [
        (b"The train leaves at nine.", "txt", "no_summary", "does not look like the summary"),
        (docx(paragraph(" ")), "docx", "no_text", "empty, or a scan"),
    ],
)
def test_what_cannot_be_used_says_so(officer, editor, content, kind, state, words):
    summary = sent(editor, content, f"summary.{kind}", kind)

    assert summary.state == state
    assert words in officer.get(summary.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("summary.docx", docx("<w:p/>", vbaProject=""), "holds a program"),
        ("summary.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "has a password"),
        ("summary.png", b"\x89PNG\r\n\x1a\n", "none of the kinds"),
        ("empty.txt", b"", "empty"),
    ],
)
def test_dangerous_and_other_files_are_refused(officer, name, content, words):
    answer = officer.post(ADDRESS, {"file": SimpleUploadedFile(name, content)})

    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert Summary.objects.count() == 0


def test_file_that_breaks_the_code_is_tried_three_times(editor, monkeypatch):
    summary = actions.send(SimpleUploadedFile("summary.txt", b"Words", "text/plain"), by=editor)
    monkeypatch.setattr(summaries, "read_blocks", lambda *_given: 1 / 0)

    states = [summaries.read(summary.pk) or Summary.objects.get(pk=summary.pk).state for _time in range(3)]

    assert states == ["waiting", "waiting", "failed"]


def test_second_worker_leaves_a_summary_that_is_being_read(editor):
    summary = actions.send(SimpleUploadedFile("summary.txt", b"Words", "text/plain"), by=editor)

    assert summaries.claim(summary.pk, timezone.now())
    assert summaries.claim(summary.pk, timezone.now()) is None
    assert summaries.claim(summary.pk, timezone.now() + dt.timedelta(minutes=4)).attempts == 2


def test_summary_that_waits_asks_again_by_itself(officer, editor):
    summary = actions.send(SimpleUploadedFile("summary.txt", b"Words", "text/plain"), by=editor)

    assert officer.get(summary.get_absolute_url())["Refresh"] == "2"
    assert "Refresh" not in officer.get(f"{summary.get_absolute_url()}?refresh=no")


def test_summary_put_aside_is_gone_with_its_file(officer, editor):
    summary = sent(editor)

    answer = officer.post(f"{summary.get_absolute_url()}discard/")

    assert answer.status_code == 302
    assert not Summary.objects.exists()
    assert not StoredFile.objects.exists()
    with pytest.raises(actions.AlreadyGone):
        accept_all(summary, editor)


def test_drafts_are_forgotten_after_a_year(editor):
    sent(editor)

    summaries.forget()
    assert Summary.objects.count() == 1
    summaries.forget(timezone.now() + dt.timedelta(days=366))
    assert Summary.objects.count() == 0


def test_person_is_told_what_she_sent(editor):
    sent(editor)

    assert [row["file__name"] for row in personal.meetings(editor)["summaries_sent"]] == ["summary.txt"]


@pytest.mark.parametrize("rows", [5, 200])
def test_pages_cost_the_same_for_many_proposals(officer, editor, namibia, rows, django_assert_num_queries):
    summary = sent(editor, b"Namibia said that it was ready.")
    summary.proposals.all().delete()
    said = {"member": "NAM", "listed": True, "paragraphs": [], "passages": []}
    facts = {"kind": "speaker", "said": said, "quote": "Namibia", "confidence": "sure"}
    Proposal.objects.bulk_create(Proposal(summary=summary, order=order, **facts) for order in range(rows))
    officer.get(ADDRESS)

    with django_assert_num_queries(7):
        officer.get(summary.get_absolute_url())
    with django_assert_num_queries(5):
        officer.get(ADDRESS)
