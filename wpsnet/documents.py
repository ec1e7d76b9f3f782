"""Asking for a document. A worker makes it (wpsnet.rendering); who asks waits on a page that says how far it is."""

from django.http import FileResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from wpsnet import queue, tasks
from wpsnet.models import Document
from wpsnet.rendering import digest_of, documents, html_of

__all__ = ["document_for", "document_response", "documents"]

REFRESH = 3  # seconds
# A text in a document must not act in our name, should a browser ever show it as a page.
FILE_HEADERS = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}


def document_response(request, kind, key):
    """The PDF of one page in the reader's language; while it is being made, 202 and a page that comes again by itself.

    Raises Http404 where the page does not exist, so that nobody fills the table with rows for nothing.
    """
    document = document_for(kind, key, get_language())
    if document.state == Document.State.READY:
        if document.file.storage.exists(document.file.name):
            return FileResponse(document.file.open(), as_attachment=True, headers=FILE_HEADERS)
        start_again(document)
    if document.state == Document.State.FAILED:
        return render(request, "documents/failed.html", {"page_url": request.path}, status=503)
    return waiting(request, document)


def document_for(kind, key, language):
    """The Document row for the page as it reads now: an old one if nothing changed, else a new one, still to be made."""
    digest = digest_of(html_of(kind, key, language))
    document, is_new = Document.objects.get_or_create(kind=kind, key=key, language=language, content_hash=digest)
    if is_new:
        queue.wake(tasks.render_document, document.pk)
    elif document.state == Document.State.FAILED and document.lease_until < timezone.now():
        start_again(document)
    return document


def start_again(document):
    document.state, document.attempts, document.lease_until = Document.State.WAITING, 0, None
    document.file, document.ready_at = "", None
    document.save(update_fields=["state", "attempts", "lease_until", "file", "ready_at"])
    queue.wake(tasks.render_document, document.pk)


def waiting(request, document):
    """The page comes again by a header, not by a script; it can be told not to (WCAG 2.2.1)."""
    refreshes = request.GET.get("refresh") != "no"
    context = {
        "document": document,
        "before": Document.objects.open().filter(asked_at__lt=document.asked_at).count(),
        "refreshes": refreshes,
        "page_url": request.path,
    }
    response = render(request, "documents/waiting.html", context, status=202)
    if refreshes:
        response["Refresh"] = str(REFRESH)
    return response
