"""PDF files as they come: whole, locked, scanned, torn, endless."""

import io
import zlib

import weasyprint
from PIL import Image
from pypdf import PdfReader, PdfWriter

from tests import papers


def pdf_of(*pages, language="en", direction="ltr"):
    """A PDF with these PAGES of text."""
    break_ = '<div style="page-break-after: always">'
    body = "".join(f"{break_}{page}</div>" for page in pages[:-1]) + f"<div>{pages[-1]}</div>"
    html = f'<html lang="{language}" dir="{direction}"><title>Plan</title><body>{body}</body></html>'
    return weasyprint.HTML(string=html).write_pdf()


def written(writer):
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def locked(content, password):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt(password, "owner", algorithm="AES-256")
    return written(writer)


def scanned():
    """A picture of a page."""
    content = io.BytesIO()
    Image.open(io.BytesIO(papers.picture())).save(content, "PDF")
    return content.getvalue()


def damaged(content):
    """The end is there, the rest is noise: it passes the checks of an upload, and no reader opens it."""
    return content[:9] + bytes(len(content) - 9 - 2048) + b"\n%%EOF\n"


def endless(pages):
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(200, 200)
    first = PdfReader(io.BytesIO(pdf_of("The first page says women.")))
    writer.insert_page(first.pages[0], 0)
    return written(writer)


def repeated(page, times):
    """The same PAGE of text so many times."""
    first, writer = PdfReader(io.BytesIO(pdf_of(page))).pages[0], PdfWriter()
    for _time in range(times):
        writer.add_page(first)
    return written(writer)


def swelling(size):
    """A page whose content, packed twice, unpacks to so many bytes."""
    packer, piece = zlib.compressobj(9), b" " * 10_000_000
    once = b"".join([*(packer.compress(piece) for _piece in range(size // len(piece))), packer.flush()])
    twice = zlib.compress(once, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n" % len(twice) + twice + b"\nendstream",
    ]
    content, table = b"%PDF-1.7\n", b"0000000000 65535 f \n"
    for number, body in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(content)
        content += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    end = b"xref\n0 5\n" + table + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(content)
    return content + end
