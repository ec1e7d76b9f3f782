"""Errors that readers report: sent by anybody, answered by the member or the secretariat, by mail where there is an address."""

import datetime as dt
import hashlib

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from observatory.models import Correction
from wpsnet import mail
from wpsnet.public_cache import published

KEPT = dt.timedelta(days=30)  # the address of who reported, after the answer
State = Correction.State


class AlreadyAnswered(Exception):
    """Somebody has answered it meanwhile. Nothing has changed."""


def send(one):
    """Keep what was reported. The same words about the same page, sent again, are one correction."""
    said = "\0".join([one.page, one.wrong.strip(), one.right.strip()])
    one.digest = hashlib.sha256(said.encode()).hexdigest()
    facts = {name: getattr(one, name) for name in ("page", "member", "language", "wrong", "right", "source", "email")}
    kept, is_new = Correction.objects.get_or_create(digest=one.digest, defaults=facts)
    if is_new:
        published()  # the page on the data says how many there are
    return kept


def answer(one, state, words, *, by):
    """Say what became of it. False where no mail server took the mail; what was decided stays. Raises AlreadyAnswered."""
    with transaction.atomic():
        now = Correction.objects.select_for_update(no_key=True).get(pk=one.pk)
        if now.state != State.WAITING:
            raise AlreadyAnswered
        now.state, now.answer, now.decided_by, now.decided_at = state, words, by, timezone.now()
        now.save()
        published()
    return mail.send_one(answer_mail(now)) if now.email else True


def answer_mail(one):
    with override(one.language):
        told = {
            "words": mail.OwnWords(one.answer),
            "wrong": mail.OwnWords(one.wrong),
            "corrected": one.state == State.CORRECTED,
            "link": settings.SITE_URL + one.page,
        }
        return mail.compose("correction_answered", one.email, language=one.language, **told)


def forget_addresses():
    """Nobody needs the address of who reported once the answer has gone."""
    Correction.objects.filter(decided_at__lt=timezone.now() - KEPT).exclude(email="").update(email="")
