"""What the tests of circles do again and again."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests import papers


def join(circle, person, **fields):
    """Let PERSON into CIRCLE without the way that leads there."""
    fields = {"joined_at": timezone.now(), "shown_as": person.name} | fields
    return circle.memberships.create(person=person, **fields)


def pdf(name="notes.pdf"):
    return SimpleUploadedFile(
        name, papers.pdf(b"1 0 obj<</Type/Catalog/Title(words of the file)>>endobj\n"), "application/pdf"
    )


def text(response):
    return response.content.decode()
