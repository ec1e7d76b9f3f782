"""Making documents, in a worker. An app's documents.py registers a function from (key, language) to the document's
HTML, complete with its style sheet (templates/pdf/base.html), which raises Http404 for a key that it does not know."""

import datetime as dt
import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import override

from wpsnet import pdf
from wpsnet.models import Document
from wpsnet.surfaces import Surface

documents = Surface()
LEASE = dt.timedelta(minutes=3)  # longer than a task can live
MOST_ATTEMPTS = 5
TRY_AGAIN_AFTER = dt.timedelta(minutes=10)  # a final failure stands so long: libraries may have been installed


def html_of(kind, key, language):
    """The document as it reads now, the same in the web process and in the worker."""
    with override(language), timezone.override(None):
        return documents[kind](key, language)


def digest_of(html):
    return hashlib.sha256(html.encode()).hexdigest()


def claim(pk, now):
    """Take Document PK for this worker; None where it is done, or another worker holds it."""
    with transaction.atomic():
        document = Document.objects.lost(now).select_for_update(skip_locked=True, no_key=True).filter(pk=pk).first()
        if document is None:
            return None
        document.state, document.lease_until = Document.State.RENDERING, now + LEASE
        document.attempts += 1
        document.save(update_fields=["state", "lease_until", "attempts"])
    return document


def make(pk):
    """Make the PDF of Document PK, whatever happened to earlier attempts. Safe to call twice."""
    document = claim(pk, timezone.now())
    if document is None:
        return
    if document.attempts > MOST_ATTEMPTS:
        fail(document, document.error or "Each worker that began this document died.", final=True)
        return
    html = current_html(document)
    if html is None:
        document.delete()
        return
    try:
        content = pdf.render(html)
    except pdf.PDFError as error:
        fail(document, str(error), final=error.final)
        return
    document.file.save(f"{document.kind}-{document.key}-{document.language}.pdf", ContentFile(content), save=False)
    document.state, document.ready_at, document.lease_until = Document.State.READY, timezone.now(), None
    document.save(update_fields=["file", "state", "ready_at", "lease_until"])


def current_html(document):
    """What is to be rendered; None where the page reads otherwise by now: who asks for it next gets a row of its own."""
    try:
        html = html_of(document.kind, document.key, document.language)
    except Http404:
        return None
    return html if digest_of(html) == document.content_hash else None


def fail(document, sentence, *, final):
    now = timezone.now()
    document.state = Document.State.FAILED if final else Document.State.WAITING
    document.lease_until = now + TRY_AGAIN_AFTER if final else None
    document.error = sentence[:300]
    document.save(update_fields=["state", "error", "lease_until"])
