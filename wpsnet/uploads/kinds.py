"""What a file is, told from its content. The name only has to agree."""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wpsnet.uploads import archives, portable_documents

LONGEST_STEM = 100
OOXML = "application/vnd.openxmlformats-officedocument"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Hidden in a file of another kind, these are meant for a program that guesses.
MARKUP = re.compile(rb"<(?:script|html|iframe|object|embed|!doctype html|\?php|svg)[\s>/]", re.I)
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
STARTS_A_PROGRAM = ("{\\rtf", "#!", "%!PS", "<?", "@echo")
FORBIDDEN_IN_NAMES = re.compile(r'[<>:"|?*%]')


@dataclass(frozen=True)
class Kind:
    label: str
    content_type: str
    extensions: tuple[str, ...]

    @property
    def extension(self):
        return self.extensions[0]


KINDS = {
    "pdf": Kind("PDF", "application/pdf", ("pdf",)),
    "docx": Kind("DOCX", f"{OOXML}.wordprocessingml.document", ("docx",)),
    "xlsx": Kind("XLSX", f"{OOXML}.spreadsheetml.sheet", ("xlsx",)),
    "odt": Kind("ODT", "application/vnd.oasis.opendocument.text", ("odt",)),
    "csv": Kind("CSV", "text/csv", ("csv",)),
    "txt": Kind("TXT", "text/plain", ("txt",)),
    "png": Kind("PNG", "image/png", ("png",)),
    "jpeg": Kind("JPEG", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif")),
    "webp": Kind("WebP", "image/webp", ("webp",)),
}
PICTURES = ("png", "jpeg", "webp")


def labels(kinds):
    """KINDS in words, to be read by people."""
    return ", ".join(KINDS[kind].label for kind in kinds)


def kind_of(data, name):
    """Which of KINDS the bytes DATA are. Raises ValidationError where they are none, or not only one."""
    if data.startswith(OLD_OFFICE):
        raise ValidationError(
            _(
                "“%(name)s” has a password or the old format of Word or Excel. Save it as DOCX, XLSX or PDF without one."
            ),
            "old",
        )
    if data.startswith(b"PK\x03\x04"):
        return archives.kind_of(data)
    kind = _by_signature(data)
    if not kind:
        return _kind_of_text(data, name)
    if archives.is_hidden_in(data) or MARKUP.search(data):
        raise ValidationError(
            _("“%(name)s” holds a second file or a program, so it was refused. Save it as a new PDF and try again."),
            "polyglot",
        )
    if kind == "pdf":
        portable_documents.check(data)
    return kind


def _by_signature(data):
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    return "webp" if data.startswith(b"RIFF") and data[8:12] == b"WEBP" else None


def _kind_of_text(data, name):
    """Text says nothing about its kind, so here the name counts; without an ending it is plain text."""
    text = _decoded(data)
    if NOT_TEXT.search(text) or MARKUP.search(text.encode()) or text.lstrip().startswith(STARTS_A_PROGRAM):
        raise not_a_kind()
    extension = extension_of(name)
    if extension not in ("", "txt", "csv"):
        raise not_a_kind()
    return extension or "txt"


def _decoded(data):
    """DATA as text. An 8-bit code page is let through as it is: whoever reads the file says what became of it."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def not_a_kind():
    return ValidationError(
        _(
            "“%(name)s” is none of the kinds of file that can be sent here: %(kinds)s. Save it as one of them and try again."
        ),
        "kind",
    )


def agrees(name, kind):
    """Whether the ending of NAME may stand for KIND. The kinds of pictures are mixed up by phones, and put right."""
    extension = extension_of(name)
    pictures = {ending for picture in PICTURES for ending in KINDS[picture].extensions}
    return not extension or extension in KINDS[kind].extensions or (kind in PICTURES and extension in pictures)


def extension_of(name):
    stem, dot, extension = visible(name).rpartition(".")
    return extension.lower() if dot and stem else ""


def visible(name):
    """NAME without folders, without signs that do not show, and without those that turn or hide what follows."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C" and sign not in "\u2028\u2029")
    return FORBIDDEN_IN_NAMES.sub("_", " ".join(shown.split())).strip(". ")


def clean_name(name, kind):
    """A name for a file of KIND that is safe on every system."""
    shown = visible(name)
    stem = shown[: -len(extension_of(name)) - 1] if extension_of(name) else shown
    return f"{stem[:LONGEST_STEM].strip('. ') or 'file'}.{KINDS[kind].extension}"
