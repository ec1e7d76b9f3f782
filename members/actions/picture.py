"""A person's picture."""

from django.db import transaction

from members.models import User
from wpsnet import files
from wpsnet.public_cache import published


@transaction.atomic
def set_picture(person: User, upload, *, by: User) -> None:
    """Put UPLOAD, checked by a PictureField, in the place of PERSON's picture; the earlier one is deleted."""
    _replace(person, files.store(upload, by=by))


@transaction.atomic
def remove_picture(person: User) -> None:
    _replace(person, None)


def _replace(person, stored):
    locked = User.objects.select_for_update().get(pk=person.pk)
    earlier, person.photo = locked.photo, stored
    person.save(update_fields=["photo"])
    if earlier:
        files.discard(earlier)
    published()
