"""DOCX, XLSX and ODT are zip archives: which one it is, and that nothing in it runs, hides or swells."""

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wpsnet.uploads.scanning import TEST_VIRUS, infected

MOST_PARTS, DEEPEST = 5_000, 10
HIGHEST_RATIO, SMALL = 200, 5_000_000  # what unpacks to less is never a bomb
CHUNK = 1_000_000
LENGTH_OF_END = 22  # of the record that ends an archive, without a comment
ODT = b"application/vnd.oasis.opendocument.text"
MACRO_PARTS = re.compile(
    r"vbaproject|vbadata|macrosheets/|activex|oleobject\d*\.bin|^basic/|^scripts/"
    r"|\.(?:docm|dotm|xlsm|xltm|xlam|xlsb|exe|dll|scr|com|bat|cmd|ps1|vbs|js|jse|wsf|hta|jar|lnk|html?|zip|7z|rar)$"
)
MACRO_TYPES = re.compile(rb"vbaproject|macroenabled|macrosheet|application/x-msdownload")
# A template, a picture or an object that is fetched when the document is opened; links that are clicked are let through.
FETCHED = re.compile(
    rb"<Relationship\b(?=[^>]*/(?:attachedTemplate|oleObject|frame|image|subDocument)[\"'])"
    rb"(?=[^>]*TargetMode\s*=\s*[\"']External)(?=[^>]*Target\s*=\s*[\"'](?:https?|ftp):)",
    re.I,
)


def is_hidden_in(data):
    """Whether a zip archive is attached to a file of another kind."""
    return zipfile.is_zipfile(io.BytesIO(data))


def kind_of(data):
    """docx, xlsx or odt. Raises ValidationError where the archive is none of them, or not a harmless one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_ends(archive, data)
            check_parts(archive, len(data))
            kind = _kind(archive)
            check_content(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise broken() from error
    if not kind:
        raise broken()
    return kind


def broken():
    return ValidationError(
        _(
            "“%(name)s” is not a Word, Excel or text document that can be read. Save it again, or as PDF, and try again."
        ),
        "broken",
    )


def macros():
    return ValidationError(
        _("“%(name)s” holds a program (a macro or an embedded object). Save it without it, or as PDF, and try again."),
        "macro",
    )


def check_ends(archive, data):
    """Nothing stands before the first part, and nothing behind the table of contents."""
    first = min((part.header_offset for part in archive.infolist()), default=1)
    if first or data[-LENGTH_OF_END:][:4] != b"PK\x05\x06":
        raise broken()


def check_parts(archive, size):
    """By the table of contents alone, before anything is unpacked."""
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise ValidationError(
            _("“%(name)s” has a password, so it cannot be checked. Take the password away and try again."), "password"
        )
    names = [part.filename for part in parts]
    if not all(map(is_ordinary, names)) or len({name.lower() for name in names}) != len(names):
        raise ValidationError(
            _("“%(name)s” holds parts whose names lead out of it. Save it again, or as PDF, and try again."), "path"
        )
    if any(MACRO_PARTS.search(name.lower()) for name in names):
        raise macros()
    whole = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or whole > settings.UPLOAD_MAX_UNPACKED or whole > max(SMALL, HIGHEST_RATIO * size):
        raise bomb()


def bomb():
    return ValidationError(
        _(
            "“%(name)s” would become far too large when it is opened. Make it smaller, or save it as PDF, and try again."
        ),
        "bomb",
    )


def is_ordinary(name):
    path = PurePosixPath(name)
    strange = "\\" in name or ":" in name or not name.isprintable()
    return bool(name) and not (strange or path.is_absolute() or ".." in path.parts or len(path.parts) > DEEPEST)


def _kind(archive):
    names = set(archive.namelist())
    if "[Content_Types].xml" in names and "_rels/.rels" in names:
        if "word/document.xml" in names:
            return "docx"
        return "xlsx" if "xl/workbook.xml" in names else None
    if "mimetype" in names and "content.xml" in names:
        with archive.open("mimetype") as file:
            return "odt" if file.read(len(ODT) + 1) == ODT else None
    return None


def check_content(archive):
    """Unpack every part once, in pieces: its size and checksum must be as announced, and nothing in it may run."""
    for part in archive.infolist():
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise broken()
        before = b""
        with archive.open(part) as file:
            while piece := file.read(CHUNK):
                check_piece(part.filename.lower(), before + piece)
                before = piece[-200:]  # what is cut in two by the end of a piece is found all the same


def check_piece(name, piece):
    plain = piece.replace(b"\0", b"")  # UTF-16
    if TEST_VIRUS in piece:
        raise infected()
    if name.endswith((".xml", ".rels")) and b"<!ENTITY" in plain:
        raise broken()
    if name == "[content_types].xml" and MACRO_TYPES.search(plain.lower()):
        raise macros()
    if name == "meta-inf/manifest.xml" and b"encryption-data" in plain:
        raise ValidationError(
            _("“%(name)s” has a password, so it cannot be checked. Take the password away and try again."), "password"
        )
    if name.endswith(".rels") and FETCHED.search(plain):
        raise ValidationError(
            _("“%(name)s” loads parts from the internet when it is opened. Save it as PDF and send that one."),
            "fetches",
        )
