"""Pictures are drawn anew: what comes out holds pixels and nothing else, no place, no camera, no second file."""

import io
import struct

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFile, ImageOps

FORMATS = {"png": "PNG", "jpeg": "JPEG", "webp": "WEBP"}
OPTIONS = {"png": {"compress_level": 6}, "jpeg": {"quality": 90}, "webp": {"quality": 90, "method": 2}}
LONGEST_SIDE = 20_000


def redraw(data, kind, *, largest=None):
    """The picture in DATA as new bytes, at most LARGEST pixels wide and high."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, once imported, lets every torn picture of the process pass
    try:
        # `formats` keeps every other decoder of Pillow away from what strangers send.
        with Image.open(io.BytesIO(data), formats=[FORMATS[kind]]) as picture:
            check_pixels(picture.size, kind)
            if largest:
                picture.draft("RGB", (largest, largest))  # a JPEG is then decoded at a fraction of its size
            return drawn(picture, kind, largest)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many_pixels(most_pixels(kind)) from error
    except (OSError, SyntaxError, ValueError, EOFError, struct.error) as error:
        raise not_a_picture() from error


def size_of(file):
    """(width, height) of a picture that was drawn here; read from its head."""
    with Image.open(file, formats=list(FORMATS.values())) as picture:
        return picture.size


def drawn(picture, kind, largest):
    ImageOps.exif_transpose(picture, in_place=True)  # the way up is among what is left out
    has_holes = kind != "jpeg" and ("A" in picture.getbands() or "transparency" in picture.info)
    mode = "RGBA" if has_holes else "L" if picture.mode in ("1", "L") else "RGB"
    if largest and picture.mode == mode and (times := min(picture.size) // (2 * largest)) > 1:
        picture = picture.reduce(times)  # spares a second copy of the large one
    if picture.mode != mode:
        picture = picture.convert(mode)
    if largest:
        picture.thumbnail((largest, largest))
    picture.info.clear()
    redrawn = io.BytesIO()
    picture.save(redrawn, FORMATS[kind], **OPTIONS[kind])
    return redrawn.getvalue()


def check_pixels(size, kind):
    width, height = size
    if width * height > most_pixels(kind) or max(size) > LONGEST_SIDE:
        raise too_many_pixels(most_pixels(kind))


def most_pixels(kind):
    """WebP takes twice the memory of the others while it is decoded."""
    return settings.UPLOAD_MAX_PIXELS // (2 if kind == "webp" else 1)


def too_many_pixels(most):
    return ValidationError(
        _("The picture “%(name)s” has too many pixels. Make it smaller (%(most)d million at most) and try again."),
        "pixels",
        {"most": most // 1_000_000},
    )


def not_a_picture():
    return ValidationError(
        _("“%(name)s” is not a picture that can be shown. Choose a photo saved as JPEG, PNG or WebP."), "picture"
    )
