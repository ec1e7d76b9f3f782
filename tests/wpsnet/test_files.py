"""What an upload must survive before it is stored, and how it is given out again."""

import io
import os
import socket
import threading
import time

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from PIL import Image

from members.models import BureauNote, User
from tests import papers
from wpsnet import files, housekeeping
from wpsnet.models import StoredFile
from wpsnet.uploads import kinds

BIDI = "annual\u202ereport\u2066\x00.pdf"
ZEROS = bytes(20_000_000)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def checked(name, content, field=None):
    return (field or files.UploadField()).clean(SimpleUploadedFile(name, content, "text/html"))


def refused(name, content, field=None):
    with pytest.raises(ValidationError) as caught:
        checked(name, content, field)
    return caught.value.error_list[0]


def real_xlsx():
    workbook, written = openpyxl.Workbook(), io.BytesIO()
    workbook.active.append(["Namibia", "ناميبيا"])
    workbook.save(written)
    return written.getvalue()


HONEST = {
    "plan.pdf": papers.pdf(),
    "plan.PDF": papers.pdf(papers.packed_objects(b"<</Type/Page>>")),
    "letter.docx": papers.docx(),
    "charts.docx": papers.docx({"word/embeddings/Sheet1.xlsx": papers.xlsx(), "word/media/image1.svg": papers.SVG}),
    "members.xlsx": real_xlsx(),
    "letter.odt": papers.odt(),
    "members.csv": "name;post\nAna;Directora, Género\n".encode(),
    "old.csv": "name;post\nAna;Género\n".encode("cp1252"),
    "excel.csv": "name\tpost\n".encode("utf-16"),
    "notes.txt": "Заметки, ملاحظات, 笔记\r\n5 < 6 & 7 > 6\n".encode(),
    "notes": b"without an ending\n",
    "scan.png": papers.picture("PNG", mode="RGBA"),
    "scan.jpg": papers.picture("JPEG"),
    "grey.jpeg": papers.picture("JPEG", mode="L"),
    "print.jpg": papers.picture("JPEG", mode="CMYK"),
    "photo.webp": papers.picture("WEBP"),
    "whatsapp.jpg": papers.picture("WEBP"),
}


@pytest.mark.parametrize("name", HONEST)
def test_honest_files_pass(name):
    upload = checked(name, HONEST[name])

    assert upload.content_type in {kind.content_type for kind in kinds.KINDS.values()}
    assert upload.read()


HOSTILE = {
    "png and page": ("a.png", papers.picture() + papers.HTML, "polyglot"),
    "jpeg and archive": ("a.jpg", papers.picture("JPEG") + papers.archive({"a.txt": b"a"}), "polyglot"),
    "webp and script": ("a.webp", papers.picture("WEBP") + b"<script >", "polyglot"),
    "png and php": ("a.png", papers.picture() + b"<?php system($_GET[0]);", "polyglot"),
    "pdf and page": ("a.pdf", papers.pdf(papers.HTML), "polyglot"),
    "pdf and archive": ("a.pdf", papers.pdf() + papers.archive({"a": b"%%EOF"}), "polyglot"),
    "page in front of a pdf": ("a.pdf", papers.HTML + papers.pdf(), "kind"),
    "page in front of an archive": ("a.docx", papers.HTML + papers.docx(), "kind"),
    "archive in front of an archive": ("a.docx", papers.archive({"a": b"a"}) + papers.docx(), "broken"),
    "page behind an archive": ("a.docx", papers.docx() + papers.HTML, "broken"),
    "svg": ("a.svg", papers.SVG, "kind"),
    "svg as png": ("a.png", papers.SVG, "kind"),
    "svg as text": ("a.txt", b'\xef\xbb\xbf <?xml version="1.0"?>' + papers.SVG, "kind"),
    "svg in utf-16": ("a.txt", papers.SVG.decode().encode("utf-16"), "kind"),
    "page": ("a.html", papers.HTML, "kind"),
    "page as csv": ("a.csv", b"name,post\n" + papers.HTML, "kind"),
    "script": ("a.js", b"alert(1)", "kind"),
    "shell script": ("a", b"#!/bin/sh\nrm -rf /", "kind"),
    "rtf": ("a.txt", b"{\\rtf1 hello}", "kind"),
    "program": ("a.pdf", b"MZ\x90\x00\x03\x00\x00\x00", "kind"),
    "gif": ("a.gif", papers.picture("GIF"), "kind"),
    "old word": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old"),
    "archive": ("a.zip", papers.archive({"a.txt": b"a"}), "broken"),
    "torn archive": ("a.docx", papers.docx()[:-30], "broken"),
    "torn pdf": ("a.pdf", papers.pdf()[:-8], "broken"),
    "torn picture": ("a.png", papers.picture(size=(500, 500))[:200], "picture"),
    "text named as picture": ("a.png", b"hello", "kind"),
    "pdf named as word": ("a.docx", papers.pdf(), "name"),
    "pdf named as program": ("a.pdf.exe", papers.pdf(), "name"),
    "text with control signs": ("a.txt", b"hello\x00\x01", "kind"),
    "macro": ("a.docx", papers.docx({"word/vbaProject.bin": b"a"}), "macro"),
    "macro by another name": ("a.docx", papers.docx(types=b"application/vnd.ms-office.vbaProject"), "macro"),
    "macro type": ("a.docx", papers.docx(types=b"vnd.ms-word.document.macroEnabled.main+xml"), "macro"),
    "macro type in utf-16": ("a.docx", papers.docx(types="macroEnabled".encode("utf-16")), "macro"),
    "macro sheet": ("a.xlsx", papers.xlsx({"xl/macrosheets/sheet1.xml": b"a"}), "macro"),
    "basic": ("a.odt", papers.odt({"Basic/Standard/Module1.xml": b"a"}), "macro"),
    "object": ("a.docx", papers.docx({"word/embeddings/oleObject1.bin": b"a"}), "macro"),
    "macro inside": ("a.docx", papers.docx({"word/embeddings/a.xlsm": b"a"}), "macro"),
    "template from outside": ("a.docx", papers.docx({"word/_rels/settings.xml.rels": papers.OUTSIDE}), "fetches"),
    "bomb by ratio": ("a.docx", papers.docx({"word/media/a.bin": ZEROS}), "bomb"),
    "bomb by size": ("a.xlsx", papers.xlsx({f"xl/{n}.xml": ZEROS + os.urandom(30_000) for n in range(6)}), "bomb"),
    "bomb by number": ("a.odt", papers.odt({f"p/{n}": b"" for n in range(5_001)}), "bomb"),
    "laughs": ("a.docx", papers.docx({"word/a.xml": b'<!DOCTYPE a [<!ENTITY b "c">]>'}), "broken"),
    "path upwards": ("a.docx", papers.docx({"../../etc/passwd": b"a"}), "path"),
    "path from the root": ("a.docx", papers.docx({"/etc/passwd": b"a"}), "path"),
    "path of another system": ("a.docx", papers.docx({"word\\..\\a.xml": b"a"}), "path"),
    "deep path": ("a.docx", papers.docx({"a/" * 11 + "b": b"a"}), "path"),
    "the same part twice": ("a.docx", papers.docx({"WORD/document.xml": b"a"}), "path"),
    "script in a pdf": ("a.pdf", papers.pdf(b"<</S/JavaScript/JS(app.alert(1))>>"), "program"),
    "script in a pdf, written otherwise": ("a.pdf", papers.pdf(b"<</S/Java#53cript>>"), "program"),
    "script in packed objects": ("a.pdf", papers.pdf(papers.packed_objects(b"<</S/JavaScript>>")), "program"),
    "start of a program": ("a.pdf", papers.pdf(b"<</S/Launch/F(cmd.exe)>>"), "program"),
    "virus": ("a.txt", papers.EICAR, "virus"),
    "virus in a pdf": ("a.pdf", papers.pdf(papers.EICAR), "virus"),
    "virus in an archive": ("a.docx", papers.docx({"word/media/image1.png": papers.EICAR}), "virus"),
    "flood": ("a.png", papers.flood(), "pixels"),
    "smaller flood": ("a.png", papers.flood(6_000), "pixels"),
    "empty": ("a.pdf", b"", "empty"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_refused_with_one_sentence(case):
    name, content, code = HOSTILE[case]
    began = time.monotonic()

    error = refused(name, content)

    assert error.code == code
    assert len(error.messages) == 1
    assert error.messages[0].endswith(".")
    assert time.monotonic() - began < 5


def test_a_sentence_names_the_file_and_what_is_possible():
    field = files.UploadField(possible=("csv", "xlsx"))

    assert "“\u2068plan.pdf\u2069” is none of the kinds" in refused("plan.pdf", papers.pdf(), field).messages[0]
    assert "CSV, XLSX" in refused("plan.pdf", papers.pdf(), field).messages[0]
    assert field.widget.attrs["accept"] == ".csv,.xlsx"
    assert str(field.help_text) == "Possible are CSV, XLSX, at most 10.0\xa0MB a file."


def test_too_large_a_file_is_refused(settings):
    settings.UPLOAD_MAX_BYTES = 1024

    assert refused("a.txt", b"a" * 1025).messages == [
        "“\u2068a.txt\u2069” is larger than 1.0\xa0KB. Make it smaller, or send it in parts."
    ]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (BIDI, "annualreport.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\ana\\plan.pdf", "plan.pdf"),
        ("plan\r\nSet-Cookie: a=b.pdf", "planSet-Cookie_ a=b.pdf"),
        ("a" * 300 + ".pdf", "a" * 100 + ".pdf"),
        ("<img src=x>.pdf", "_img src=x_.pdf"),
        ("خطة العمل.pdf", "خطة العمل.pdf"),
        (".pdf", "pdf.pdf"),
        ("...", "file.pdf"),
        ("\u200b", "file.pdf"),
    ],
)
def test_names_are_cleaned(given, kept):
    assert kinds.clean_name(given, "pdf") == kept


@pytest.mark.parametrize("content", [papers.photo_with_place(), papers.png_with_words()])
def test_pictures_lose_what_they_tell(content):
    redrawn = checked("photo.jpg", content).read()

    with Image.open(io.BytesIO(redrawn)) as picture:
        assert dict(picture.getexif()) == {}
        assert "comment" not in picture.info
    assert b"Canary" not in redrawn


def test_a_photo_stays_upright_and_becomes_small():
    upright = checked("photo.jpg", papers.photo_with_place(), files.PictureField()).read()
    large = checked("photo.png", papers.picture(size=(3000, 1500)), files.PictureField()).read()

    assert Image.open(io.BytesIO(upright)).size == (30, 40)
    assert Image.open(io.BytesIO(large)).size == (600, 300)


@pytest.mark.parametrize("content", [b"hello", papers.pdf(), papers.SVG, papers.picture()[:60], papers.picture("GIF")])
def test_a_photo_that_is_no_picture_has_its_answer(content):
    sentence = refused("ana.jpg", content, files.PictureField()).messages

    assert sentence == [
        "“\u2068ana.jpg\u2069” is not a picture that can be shown. Choose a photo saved as JPEG, PNG or WebP."
    ]


def test_of_several_files_each_bad_one_is_named():
    given = [
        SimpleUploadedFile(name, content) for name, content in [("a.pdf", papers.pdf()), ("b.js", b"a"), ("c.js", b"a")]
    ]

    with pytest.raises(ValidationError) as caught:
        files.UploadsField().clean(given)

    assert [sentence.split("”")[0] for sentence in caught.value.messages] == ["“\u2068b.js\u2069", "“\u2068c.js\u2069"]
    assert [one.name for one in files.UploadsField().clean(given[:1])] == ["a.pdf"]
    assert files.UploadsField(required=False).clean([]) == []


def test_too_many_files_are_refused(settings):
    settings.UPLOAD_MAX_FILES = 1

    with pytest.raises(ValidationError, match="You chose 2 files; 1 at once"):
        files.UploadsField().clean([SimpleUploadedFile("a.txt", b"a"), SimpleUploadedFile("b.txt", b"b")])


# --- The virus scanner --------------------------------------------------------------------------------------------


@pytest.fixture
def clamd(settings):
    """Speaks clamd's protocol; says of each file what `verdict` says."""
    server = socket.create_server(("127.0.0.1", 0))
    settings.CLAMD_URL = f"tcp://127.0.0.1:{server.getsockname()[1]}"
    scanned = {"verdict": b"stream: OK\0", "bytes": b""}
    threading.Thread(target=serve, args=(server, scanned), daemon=True).start()
    yield scanned
    server.close()


def serve(server, scanned):
    link, _address = server.accept()
    with link, link.makefile("rb") as stream:
        assert stream.read(10) == b"zINSTREAM\0"
        while length := int.from_bytes(stream.read(4), "big"):
            scanned["bytes"] += stream.read(length)
        link.sendall(scanned["verdict"])


def test_the_scanner_gets_the_whole_file(clamd):
    content = b"a line\n" * 40_000

    assert checked("a.txt", content).size == len(content)
    assert clamd["bytes"] == content


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        (b"stream: Eicar FOUND\0", "virus"),
        (b"INSTREAM size limit exceeded. ERROR\0", "not_scanned"),
        (b"", "not_scanned"),
    ],
)
def test_what_the_scanner_does_not_pass_is_refused(clamd, verdict, code):
    clamd["verdict"] = verdict

    assert refused("a.txt", b"a").code == code


def test_without_the_scanner_nothing_is_taken(settings):
    settings.CLAMD_URL = "unix:///nowhere/clamd.ctl"

    assert refused("a.txt", b"a").messages == [
        "“\u2068a.txt\u2069” could not be checked for viruses just now, so it was not taken. Try again in some minutes."
    ]


# --- Keeping and giving ------------------------------------------------------------------------------------------


@pytest.fixture
def stored(db):
    return files.store(checked("خطة.pdf", papers.pdf()))


def test_a_stored_file_tells_nothing_by_its_name_on_the_disk(stored):
    assert stored.name == "خطة.pdf"
    assert stored.file.name.startswith("files/")
    assert "." not in stored.file.name


def test_a_file_is_given_to_be_kept_not_opened(stored):
    response = files.give(stored)

    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%D8%AE%D8%B7%D8%A9.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.getvalue() == papers.pdf()


def test_a_file_that_is_gone_from_the_disk_is_not_found(stored):
    default_storage.delete(stored.file.name)

    with pytest.raises(Http404, match="no longer there"):
        files.give(stored)


def test_a_discarded_file_leaves_the_disk_once_that_is_sure(stored, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        files.discard(stored)
        assert default_storage.exists(stored.file.name)

    assert not default_storage.exists(stored.file.name)
    assert not StoredFile.objects.exists()


def age(*stored):
    """Make them as old as what is swept away."""
    long_ago = timezone.now() - housekeeping.KEEP_FILES * 2
    StoredFile.objects.filter(pk__in=[one.pk for one in stored]).update(stored_at=long_ago)
    for one in stored:
        os.utime(one.file.path, (long_ago.timestamp(),) * 2)


def test_housekeeping_keeps_what_something_refers_to(ndapewa):
    photo, paper, forgotten, fresh = [files.store(checked(f"{name}.pdf", papers.pdf())) for name in "abcd"]
    age(photo, paper, forgotten)
    User.objects.filter(pk=ndapewa.pk).update(photo=photo)
    BureauNote.objects.create(year=2024, title="Note", written_by=ndapewa).files.add(paper)

    housekeeping.tidy()

    assert set(StoredFile.objects.all()) == {photo, paper, fresh}
    assert [default_storage.exists(one.file.name) for one in (photo, paper, forgotten, fresh)] == [
        True,
        True,
        False,
        True,
    ]


def test_housekeeping_finds_bytes_whose_row_was_rolled_back(db):
    with transaction.atomic():
        lost, fresh = files.store(checked("a.txt", b"a")), files.store(checked("b.txt", b"b"))
        transaction.set_rollback(True)
    age(lost)

    housekeeping.tidy()

    assert [default_storage.exists(one.file.name) for one in (lost, fresh)] == [False, True]


def test_too_large_a_form_is_not_read(client, db, settings):
    settings.UPLOAD_MAX_REQUEST = 100_000
    french, english = [
        client.post(f"/{code}/newsletter/subscribe/", {"file": SimpleUploadedFile("a.txt", b"a" * 200_000)})
        for code in ("fr", "en")
    ]

    assert [french.status_code, english.status_code] == [413, 413]
    assert 'lang="fr"' in french.content.decode()
    assert "You sent more than 97.7" in english.content.decode()
