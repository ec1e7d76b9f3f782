"""PDF: complete, ending where it says it ends, and without programs of its own."""

import re
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

AFTER_THE_END = 1024
MOST_OF_A_STREAM = 1_000_000
MOST_STREAMS = 2_000
HEX = re.compile(rb"#([0-9a-fA-F]{2})")
PROGRAM = re.compile(rb"/(?:JavaScript|Launch|RichMedia)\b")


def check(data):
    if b"%%EOF" not in data[-AFTER_THE_END:]:
        raise ValidationError(
            _("“%(name)s” is not a complete PDF: its end is missing. Save it again and send the new file."), "broken"
        )
    if any(PROGRAM.search(plain(part)) for part in (data, *object_streams(data))):
        raise ValidationError(
            _("“%(name)s” holds a program (JavaScript or a start command). Print it to a new PDF and send that one."),
            "program",
        )


def plain(part):
    """PART with names as they are read: #4A stands for J."""
    return HEX.sub(lambda found: bytes([int(found[1], 16)]), part)


def object_streams(data):
    """The packed objects of a PDF, unpacked as far as a program could hide in them."""
    seen = 0
    for mark in re.finditer(rb"stream\r?\n", data):
        if b"/ObjStm" not in plain(data[max(0, mark.start() - 400) : mark.start()]):
            continue
        seen += 1
        if seen > MOST_STREAMS:
            return
        try:
            yield zlib.decompressobj().decompress(data[mark.end() : mark.end() + MOST_OF_A_STREAM], MOST_OF_A_STREAM)
        except zlib.error:
            continue  # encrypted, or packed in another way
