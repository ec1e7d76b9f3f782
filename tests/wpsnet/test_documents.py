"""A document is asked for, waited for, and fetched; a worker makes it, whatever happened to the one before."""

import pytest
from django.http import Http404
from django.test import RequestFactory
from django.utils import timezone

from wpsnet import documents, housekeeping, pdf, rendering
from wpsnet.models import Document

pytestmark = pytest.mark.django_db
PAGE = "<!doctype html><html lang=en><head><title>t</title></head><body><h1>{}</h1></body></html>"
needs_pango = pytest.mark.skipif(bool(pdf.missing_libraries()), reason="this machine lacks Pango")


@pytest.fixture(autouse=True)
def guest(monkeypatch, settings, tmp_path):
    """A kind of document whose words the test can change."""
    words = {"a": "first"}

    def html(key, language):
        if key not in words:
            raise Http404
        return PAGE.format(words[key])

    monkeypatch.setitem(rendering.documents, "test", html)
    settings.MEDIA_ROOT = tmp_path
    return words


def ask(query="format=pdf", key="a"):
    return documents.document_response(RequestFactory().get(f"/en/x/?{query}"), "test", key)


def test_who_asks_first_waits_on_a_page_that_comes_again():
    answer = ask()

    assert (answer.status_code, answer["Refresh"]) == (202, "3")
    assert b"being made" in answer.content
    assert Document.objects.get().state == "waiting"


def test_page_can_be_told_not_to_come_again():
    assert "Refresh" not in ask("format=pdf&refresh=no")


def test_waiting_page_says_how_many_come_first(guest):
    guest |= {"b": "second", "c": "third"}
    ask(key="b")
    ask(key="c")

    assert b"2 other documents come first" in ask().content


@needs_pango
def test_ready_document_is_a_download(guest):
    ask()
    rendering.make(Document.objects.get().pk)

    answer = ask()

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_asking_again_makes_no_new_row(guest):
    for _time in range(3):
        ask()
    assert Document.objects.count() == 1

    guest["a"] = "changed"
    ask()

    assert Document.objects.count() == 2


def test_page_that_does_not_exist_leaves_no_row():
    with pytest.raises(Http404):
        ask(key="nothing")

    assert not Document.objects.exists()


def test_document_whose_page_changed_meanwhile_is_dropped(guest):
    ask()
    guest["a"] = "changed"

    rendering.make(Document.objects.get().pk)

    assert not Document.objects.exists()


def test_final_failure_says_what_to_do_and_may_be_tried_again_later(monkeypatch):
    monkeypatch.setattr(pdf, "is_there", lambda name: False)
    ask()
    rendering.make(Document.objects.get().pk)

    answer = ask()
    assert (answer.status_code, b"print it from your browser" in answer.content) == (503, True)
    Document.objects.update(lease_until=timezone.now())
    assert ask().status_code == 202


def test_lost_document_is_found_by_the_sweep_and_given_up_after_five_workers(guest):
    ask()
    pk = Document.objects.get().pk

    for _worker in range(rendering.MOST_ATTEMPTS):
        assert housekeeping.lost_documents() == [pk]
        assert rendering.claim(pk, timezone.now())
        assert rendering.claim(pk, timezone.now()) is None
        Document.objects.update(lease_until=timezone.now())
    rendering.make(pk)

    assert Document.objects.get().state == "failed"


@needs_pango
def test_file_that_was_deleted_is_made_again():
    ask()
    rendering.make(Document.objects.get().pk)
    Document.objects.get().file.delete(save=False)

    assert ask().status_code == 202


def test_waiting_for_a_document_costs_few_queries(django_assert_num_queries):
    ask()

    with django_assert_num_queries(2):
        ask()
