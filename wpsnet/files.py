"""Files that people send: the fields of forms that check them, keeping them, giving them out again."""

import hashlib
import uuid

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import FileResponse, Http404
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wpsnet.models import StoredFile
from wpsnet.uploads import kinds, pictures, scanning

FIRST_STRONG_ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"  # a name may run the other way than the sentence around it
PHOTO_SIDE = 600  # pixels


def hint(possible):
    """What may be sent, in words."""
    words = _("Possible are %(kinds)s, at most %(size)s a file.")
    return words % {"kinds": kinds.labels(possible), "size": filesizeformat(settings.UPLOAD_MAX_BYTES)}


class UploadField(forms.FileField):
    """One file that has passed the checks. Its name and type are then our own, whatever the browser said.

    POSSIBLE are the kinds that are taken, of wpsnet.uploads.kinds.KINDS.
    """

    widget = forms.FileInput

    def __init__(self, *, possible=tuple(kinds.KINDS), **options):
        self.possible = possible
        super().__init__(**({"help_text": lazy(hint, str)(possible)} | options))

    def widget_attrs(self, widget):
        endings = [f".{ending}" for kind in self.possible for ending in kinds.KINDS[kind].extensions]
        return super().widget_attrs(widget) | {"accept": ",".join(endings)}

    def to_python(self, data):
        upload = super().to_python(data)
        try:
            return upload and self.checked(upload)
        except ValidationError as error:
            raise named(error, upload, self.possible) from error

    def checked(self, upload):
        content = content_of(upload)
        kind = kinds.kind_of(content, upload.name)
        if kind not in self.possible:
            raise kinds.not_a_kind()
        if not kinds.agrees(upload.name, kind):
            raise ValidationError(
                gettext_lazy(
                    "“%(name)s” is not what its name says: it is %(kind)s. Give it the right ending and try again."
                ),
                "name",
                {"kind": kinds.KINDS[kind].label},
            )
        if kind in kinds.PICTURES:
            content = pictures.redraw(content, kind)
        return kept(content, upload.name, kind)


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class UploadsField(UploadField):
    """Several files; gives a list. Of several bad ones each is named."""

    widget = ManyFiles

    def clean(self, data, initial=None):
        given = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if len(given) > settings.UPLOAD_MAX_FILES:
            raise ValidationError(
                _(
                    "You chose %(count)d files; %(most)d at once are possible. Choose fewer, and send the others afterwards."
                )
                % {"count": len(given), "most": settings.UPLOAD_MAX_FILES},
                "many",
            )
        files, faults = [], []
        for one in given or ([None] if self.required else []):
            try:
                files.append(super().clean(one, initial))
            except ValidationError as error:
                faults.append(error)
        if faults:
            raise ValidationError(faults)
        return files


class PictureField(UploadField):
    """A photo of a person, made small. Whatever cannot be shown as a picture gets one answer."""

    def __init__(self, **options):
        super().__init__(**({"possible": kinds.PICTURES} | options))

    def checked(self, upload):
        content = content_of(upload)
        try:
            kind = kinds.kind_of(content, upload.name)
        except ValidationError as error:
            raise pictures.not_a_picture() from error
        if kind not in self.possible:
            raise pictures.not_a_picture()
        return kept(pictures.redraw(content, kind, largest=PHOTO_SIDE), upload.name, kind)


def content_of(upload):
    """The bytes of UPLOAD, once its size allows it and no scanner objects."""
    if upload.size > settings.UPLOAD_MAX_BYTES:
        raise ValidationError(
            gettext_lazy("“%(name)s” is larger than %(size)s. Make it smaller, or send it in parts."),
            "size",
            {"size": filesizeformat(settings.UPLOAD_MAX_BYTES)},
        )
    upload.seek(0)
    content = upload.read()
    scanning.scan(content)
    return content


def kept(content, name, kind):
    return SimpleUploadedFile(kinds.clean_name(name, kind), content, kinds.KINDS[kind].content_type)


def named(error, upload, possible):
    """ERROR with its file's name in its sentence."""
    name = f"{FIRST_STRONG_ISOLATE}{kinds.visible(upload.name)[: kinds.LONGEST_STEM]}{END_OF_ISOLATE}"
    params = {"name": name, "kinds": kinds.labels(possible), **(error.params or {})}
    return ValidationError(error.message, error.code, params)


def store(upload, *, by=None):
    """Keep a checked UPLOAD (from an UploadField) and return its StoredFile. On the disk it has a name that tells nothing."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return StoredFile.objects.create(
        name=upload.name,
        content_type=upload.content_type,
        size=upload.size,
        sha256=digest.hexdigest(),
        file=File(upload, name=uuid.uuid4().hex),
        stored_by=by,
    )


def discard(stored):
    """Delete STORED now; its bytes go once this transaction is through. Whoever calls this has taken it off its record."""
    file = stored.file
    stored.delete()
    transaction.on_commit(lambda: file.storage.delete(file.name), robust=True)


def give(stored, *, inline=False):
    """The response with the bytes of STORED. Whoever calls this has asked whether the reader may have it."""
    try:
        bytes_ = stored.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(_("This file is no longer there.")) from error
    response = FileResponse(bytes_, as_attachment=not inline, filename=stored.name, content_type=stored.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
