"""Files as people send them, and as nobody should: made here, so that no virus scanner is upset by the repository."""

import io
import zipfile
import zlib

from PIL import Image, PngImagePlugin

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
HTML = b"<html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>'
RELS = b'<?xml version="1.0"?><Relationships></Relationships>'
OUTSIDE = (
    b'<Relationships><Relationship Id="r1" TargetMode="External" Target="http://example.org/t.dotm" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
)


def archive(parts, **options):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", options.get("compression", zipfile.ZIP_DEFLATED)) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return packed.getvalue()


def docx(more=(), types=TYPES):
    parts = {"[Content_Types].xml": types, "_rels/.rels": RELS, "word/document.xml": b"<w:document/>"}
    return archive(parts | dict(more))


def xlsx(more=()):
    return archive({"[Content_Types].xml": TYPES, "_rels/.rels": RELS, "xl/workbook.xml": b"<workbook/>"} | dict(more))


def odt(more=()):
    kind = b"application/vnd.oasis.opendocument.text"
    return archive(
        {"mimetype": kind, "content.xml": b"<office:document/>", "META-INF/manifest.xml": b"<m/>"} | dict(more)
    )


def pdf(body=b"1 0 obj<</Type/Catalog>>endobj\n"):
    return b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF\n"


def packed_objects(words):
    return b"2 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n" + zlib.compress(words) + b"\nendstream endobj\n"


def picture(kind="PNG", size=(40, 30), mode="RGB", **options):
    drawn = io.BytesIO()
    Image.new(mode, size, 200 if mode == "L" else (200, 30, 30, 128)[: len(mode)]).save(drawn, kind, **options)
    return drawn.getvalue()


def photo_with_place():
    """A JPEG that tells where it was taken, by whom, and which side is up."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x8825] = 6, "Canary Photographer", {1: "N", 2: (48.0, 51.0, 0.0)}
    return picture("JPEG", exif=exif, comment=b"Canary comment")


def png_with_words():
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "Canary comment")
    return picture("PNG", pnginfo=words)


def flood(side=60_000):
    """A few bytes that say they are a picture of 3,600 million pixels."""
    small = bytearray(picture("PNG", mode="L"))
    small[16:24] = side.to_bytes(4, "big") * 2
    small[29:33] = zlib.crc32(small[12:29]).to_bytes(4, "big")
    return bytes(small)
