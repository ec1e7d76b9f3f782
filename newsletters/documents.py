"""Editions on paper, and the proof of how one was sent."""

from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone

from newsletters.models import Edition
from newsletters.sending import account_of
from wpsnet.documents import documents


@documents.guest("edition")
def edition(key, language):
    """An edition as it was sent: 12."""
    issued = Edition.objects.words_of(key, language)
    if issued is None:
        raise Http404
    return render_to_string("newsletters/edition.pdf.html", {"edition": issued})


@documents.guest("edition-proof")
def proof(key, language):
    """Who was asked, and what became of it, at a minute: 12.202611231545. Numbers and reasons, no addresses."""
    number, _dot, _minute = key.partition(".")
    found = (
        Edition.objects.issued().select_related("mailing", "submitted_by", "approved_by").filter(number=number).first()
    )
    if found is None:
        raise Http404
    return render_to_string("newsletters/proof.pdf.html", {"edition": found, "account": account_of(found.mailing)})


def proof_key(edition):
    return f"{edition.number}.{timezone.now():%Y%m%d%H%M}"
