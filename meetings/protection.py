"""People at risk: who they are is sealed, read one at a time with a line in the log, and erased on its day.

A registration and a request for support hold the code of such a person and nothing that tells who she is.
"""

import json

import structlog
from cryptography.fernet import InvalidToken

from meetings.models import ProtectedPerson
from members.sweep import ERASED, history_of, history_open
from wpsnet.seal import seal, unseal

log = structlog.get_logger(__name__)


class Unreadable(Exception):
    """It was sealed with a key that is not among FIELD_KEYS, or was damaged."""


def sealed_from(record, erase_on, by):
    """Take what tells who RECORD is about out of it, unsaved, and into a new protected person, who is returned."""
    told = {name: getattr(record, name) for name in record.ABOUT_HER}
    record.protected = ProtectedPerson.objects.create(sealed=seal(json.dumps(told)), erase_on=erase_on, entered_by=by)
    for name in record.ABOUT_HER:
        setattr(record, name, "")
    return record.protected


def identity_of(protected):
    """{field: words}; nothing once it is erased. Raises Unreadable."""
    try:
        return json.loads(unseal(protected.sealed)) if protected.sealed else {}
    except InvalidToken as error:
        raise Unreadable(protected.code) from error


def identities_of(protected_people):
    """(protected person, identity) of each that opens. One that does not must not stand in the way of all others."""
    for one in protected_people:
        try:
            yield one, identity_of(one)
        except Unreadable:
            log.exception("protected_person_unreadable", code=one.code)


def reseal(protected, **changes):
    protected.sealed = seal(json.dumps(identity_of(protected) | changes))
    protected.save(update_fields=["sealed"])


def forget_versions(record):
    """Take who RECORD is about out of its history: it was written down openly before it was protected."""
    model = type(record)
    with history_open():
        kept = history_of(model).objects.filter(pgh_obj_id=record.pk)
        kept.update(**dict.fromkeys(model.ABOUT_HER, ""))


def forget_words(requests):
    """Take out of REQUESTS for support, a QuerySet, and their history what was said about the person."""
    words = {"eligibility": ERASED, "need_words": "", "other_funding": "", "settlement": ""}
    keys = list(requests.values_list("pk", flat=True))
    requests.update(**words)
    with history_open():
        history_of(requests.model).objects.filter(pgh_obj_id__in=keys).update(**words)
