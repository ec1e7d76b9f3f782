"""Files that nothing refers to: their record was deleted or rolled back after they were stored."""

from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef
from pghistory.models import Event

from wpsnet.models import StoredFile

FOLDER = "files"


def sweep_files(before):
    """Delete, of what was stored BEFORE, the rows that no record refers to, and the bytes without a row."""
    for stored in unreferenced().filter(stored_at__lt=before).iterator():
        stored.delete()
    for name in list(files_below(FOLDER)):
        if default_storage.get_modified_time(name) < before and not StoredFile.objects.filter(file=name).exists():
            default_storage.delete(name)


def unreferenced():
    """The rows that no foreign key of any app points at, the tables behind many-to-many fields included.

    History keeps no file alive: who takes her picture away wants it gone.
    """
    stored = StoredFile.objects.all()
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        by_key = relation.auto_created and (relation.one_to_many or relation.one_to_one)
        if by_key and not issubclass(relation.related_model, Event):
            rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            stored = stored.exclude(Exists(rows))
    return stored


def files_below(folder):
    if not default_storage.exists(folder):
        return
    folders, files = default_storage.listdir(folder)
    for name in files:
        yield f"{folder}/{name}"
    for name in folders:
        yield from files_below(f"{folder}/{name}")
