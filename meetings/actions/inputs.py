"""Input to a meeting: sent by anybody, read by the secretariat, published with consent, answered by mail."""

import hashlib

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from meetings.models import Input, InputCall
from members.models import User
from wpsnet import files, mail, public_cache

State = Input.State


class CallOver(Exception):
    """The last day has passed, or the first has not come. Nothing was kept."""


class NoConsent(Exception):
    """Who sent it does not want it published. Nothing was done."""


@transaction.atomic
def save_call(call: InputCall, *, by: User) -> None:
    call.save()
    public_cache.published()


@transaction.atomic
def send(one: Input, upload) -> Input:
    """Keep what was sent. The same words and file sent twice to a call are one input."""
    if not one.call.is_open:
        raise CallOver
    one.digest = digest_of(one.text, upload)
    call = InputCall.objects.select_for_update(no_key=True).get(pk=one.call_id)
    same = Input.objects.filter(call=call, digest=one.digest).first()
    if same:
        return same
    if upload:
        one.file = files.store(upload)
    one.save()
    return one


def digest_of(text, upload):
    found = hashlib.sha256(text.strip().encode())
    if upload:
        found.update(b"\0")
        for chunk in upload.chunks():
            found.update(chunk)
        upload.seek(0)
    return found.hexdigest()


def answer(one: Input, state: str, words: str, *, by: User) -> bool:
    """Publish it or keep it, with an answer that goes by mail where there is an address. False where no mail server took
    the mail; what was decided stays. Raises NoConsent."""
    with transaction.atomic():
        now = Input.objects.select_for_update(no_key=True, of=["self"]).select_related("call__meeting").get(pk=one.pk)
        if state == State.PUBLISHED and not now.may_publish:
            raise NoConsent
        is_new = (now.state, now.answer) != (state, words)
        now.state, now.answer, now.decided_by, now.decided_at = state, words, by, timezone.now()
        now.save()
        public_cache.published()
    if not (is_new and now.email and words):
        return True
    return mail.send_one(answer_mail(now))


def answer_mail(one):
    meeting = one.call.meeting
    with override(one.language):
        told = {
            "meeting": meeting.name,
            "words": mail.OwnWords(one.answer),
            "published": one.state == State.PUBLISHED,
            "link": settings.SITE_URL + reverse("meetings:input", args=[meeting.slug]),
        }
        return mail.compose("input_answered", one.email, language=one.language, **told)
