"""The text of documents is read in the background. Whatever the file or the worker does, it ends in a clear state."""

import datetime as dt
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from actionplans import reading, shelf
from actionplans.actions import documents as actions
from actionplans.models import PlanDocument
from actionplans.tasks import sweep_documents
from tests.actionplans import files
from wpsnet import pdf_text
from wpsnet.files import UploadField

Text = PlanDocument.Text


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def keep(plan, ndapewa):
    """A function: a published document with this file, as it passes the checks of an upload."""

    def make(content, language="en"):
        upload = UploadField().clean(SimpleUploadedFile("plan.pdf", content))
        said = {"kind": "plan", "language": language, "title": "Plan", "date": "2019", "url": ""}
        cited = {"title": "Ministry", "url": "", "kind": "government"}
        document = actions.propose(plan, by=ndapewa, upload=upload, source=cited, **said)
        actions.publish(document, by=ndapewa)
        return document

    return make


def read(document):
    reading.read(document.pk)
    document.refresh_from_db()
    return document


def test_every_page_is_read(keep):
    document = read(keep(files.pdf_of("Women lead.", "Peace lasts.", "The police.")))

    assert (document.text_state, document.page_count, document.lease_until) == ("read", 3, None)
    assert [page.text for page in document.pages.all()] == ["Women lead.", "Peace lasts.", "The police."]


WORDS = {
    "en": "Gender-responsive offices",
    "fr": "L’égalité, la paix et la sécurité",
    "es": "Mujeres, paz y seguridad en español",
    "ar": "الخطة الوطنية للسلام والأمن للمرأة الآن",
    "ru": "Женщины, мир и безопасность",
    "zh-hans": "妇女、和平与安全行动计划",
}


@pytest.mark.parametrize("language", WORDS)
def test_six_languages_are_read_as_they_are_written(keep, language):
    text = WORDS[language]
    direction = "rtl" if language == "ar" else "ltr"

    document = read(keep(files.pdf_of(text, language=language, direction=direction), language))

    assert document.pages.get().text == text


BAD = {
    "locked": (lambda: files.locked(files.pdf_of("Women"), "secret"), Text.ENCRYPTED),
    "scanned": (files.scanned, Text.NO_TEXT),
    "damaged": (lambda: files.damaged(files.pdf_of("Women")), Text.DAMAGED),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_file_ends_in_a_clear_state(keep, client, case):
    make, state = BAD[case]

    document = read(keep(make()))

    assert (document.text_state, document.pages.count(), document.attempts) == (state, 0, 1)
    assert str(shelf.TOLD[state]) in client.get(document.get_absolute_url()).content.decode()


def test_file_that_only_forbids_to_print_is_read(keep):
    assert read(keep(files.locked(files.pdf_of("Women"), ""))).text_state == "read"


def test_of_five_thousand_pages_the_first_are_kept(keep, client):
    document = read(keep(files.endless(5_000)))

    assert (document.text_state, document.page_count) == ("too_long", 5_001)
    assert document.pages.count() == pdf_text.MOST_PAGES
    assert "only its first pages can be searched" in client.get(document.get_absolute_url()).content.decode()


def test_what_takes_too_much_time_ends_with_what_was_read(keep, monkeypatch):
    monkeypatch.setattr(pdf_text, "CPU_SECONDS", 1)
    monkeypatch.setattr(pdf_text, "MOST_PAGES", 10_000_000)
    document = keep(files.endless(20_000))
    began = time.monotonic()

    read(document)

    assert document.text_state in ("too_long", "read")
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("limit", [("MEMORY", 16_000_000), ("WALL_SECONDS", 0.01)])
def test_reader_that_dies_is_tried_three_times(keep, monkeypatch, limit):
    monkeypatch.setattr(pdf_text, *limit)
    document = keep(files.pdf_of("Women"))

    states = [(read(document).text_state, document.attempts) for _try in range(4)]

    assert states == [("waiting", 1), ("waiting", 2), ("failed", 3), ("failed", 3)]


def test_file_that_swells_is_ended_and_tried_three_times_at_most(keep):
    document = keep(files.swelling(1_500_000_000))

    for _try in range(4):
        read(document)

    assert (document.text_state, document.attempts) == ("failed", 3)


# --- Lost, doubled and late tasks ---------------------------------------------------------------------------------------


def test_second_worker_finds_it_held(keep):
    document = keep(files.pdf_of("Women"))
    now = timezone.now()

    assert reading.claim(document.pk, now)
    assert reading.claim(document.pk, now) is None
    assert reading.claim(document.pk, now + reading.LEASE + dt.timedelta(seconds=1)).attempts == 2


def test_late_worker_changes_nothing(keep):
    document = keep(files.pdf_of("Women"))
    late = reading.claim(document.pk, timezone.now() - dt.timedelta(hours=1))
    read(document)

    reading.settle(late, Text.DAMAGED)

    document.refresh_from_db()
    assert (document.text_state, document.pages.count()) == ("read", 1)


def test_document_that_is_read_is_not_read_again(keep):
    document = read(keep(files.pdf_of("Women")))

    assert read(document).attempts == 1


def test_sweep_takes_up_what_got_stuck_and_no_more_than_three_times(keep):
    document = keep(files.pdf_of("Women"))
    for attempt in (1, 2, 3):
        assert reading.waiting() == [document.pk]
        reading.claim(document.pk, timezone.now())  # the worker dies
        assert reading.waiting() == []
        PlanDocument.objects.update(lease_until=timezone.now() - dt.timedelta(seconds=1))
        document.refresh_from_db()
        assert (document.text_state, document.attempts) == ("reading", attempt)

    assert read(document).text_state == "failed"
    assert reading.waiting() == []


def test_sweep_wakes_workers(keep, settings):
    settings.CELERY_TASK_ALWAYS_EAGER = True
    document = keep(files.pdf_of("Women"))

    sweep_documents.apply()

    assert document.attempts == 0  # the broker has it, a worker of its own queue reads it


def test_lost_file_is_told(keep):
    document = keep(files.pdf_of("Women"))
    document.file.file.storage.delete(document.file.file.name)

    for _try in range(3):
        read(document)

    assert document.text_state == "failed"


def test_withdrawn_document_is_not_read(keep, ndapewa):
    document = keep(files.pdf_of("Women"))
    actions.withdraw(document, by=ndapewa)

    assert read(document).text_state == "waiting"
    assert reading.waiting() == []


# --- Text ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "tidy"),
    [
        ("secu\x02rity", "security"),
        ("secu\xad\r\nrity", "security"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("o\ufb03ce", "office"),
        ("\ufefb", "لا"),
        ("a\x00b\ud800c\x1b", "abc"),
        ("e\u0301", "é"),
    ],
)
def test_text_is_tidied(raw, tidy):
    assert pdf_text.tidy(raw) == tidy


def test_torn_last_line_is_left_out():
    told = [b'{"count": 2}\n', b'{"page": 1, "text": "a"}\n', b'{"page": 2, "te']

    assert pdf_text.heard(told) == pdf_text.Reading("", 2, ["a"])
