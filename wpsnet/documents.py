"""Documents that a worker makes: asked for by kind, key and language, rendered by the app that knows the kind.

An app's documents.py registers a function from (key, language) to the document's HTML, complete with its style sheet.
"""

import datetime as dt
import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from wpsnet import pdf
from wpsnet.models import Document
from wpsnet.surfaces import Surface

documents = Surface()
LEASE = dt.timedelta(minutes=2)
MOST_ATTEMPTS = 5


def html_of(kind, key, language):
    with override(language):
        return documents[kind](key, language)


def document_for(kind, key, language):
    """The Document row for the page as it reads now: an old one if nothing changed, else a new one, still to be made."""
    digest = hashlib.sha256(html_of(kind, key, language).encode()).hexdigest()
    document, _created = Document.objects.get_or_create(kind=kind, key=key, language=language, content_hash=digest)
    return document


def claim(pk, now=None):
    """Take Document PK for this worker; None where it is done, or another worker holds it."""
    now = now or timezone.now()
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
    document = claim(pk)
    if document is None:
        return
    try:
        content = pdf.render(html_of(document.kind, document.key, document.language))
    except pdf.PDFError as error:
        final = document.attempts >= MOST_ATTEMPTS or error.final
        document.state = Document.State.FAILED if final else Document.State.WAITING
        document.error, document.lease_until = str(error)[:300], None
        document.save(update_fields=["state", "error", "lease_until"])
        return
    document.file.save(f"{document.kind}-{document.key}-{document.language}.pdf", ContentFile(content), save=False)
    document.state, document.ready_at = Document.State.READY, timezone.now()
    document.save(update_fields=["file", "state", "ready_at"])
