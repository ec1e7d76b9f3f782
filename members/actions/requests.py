"""What becomes of a request to join. Mails go to one person, after the transaction; False says that one did not go."""

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members import joining
from members.actions.invitations import open_invitation
from members.actions.memberships import add_member, save_membership
from members.models import Appointment, Member, Membership, MembershipRequest, RequestMessage, User, usual_rights
from wpsnet import mail
from wpsnet.files import discard, store
from wpsnet.public_cache import published

Decision = MembershipRequest.Decision


class AlreadyDecided(Exception):
    """Somebody was faster; `request` says who, what and when. Nothing was changed."""

    def __init__(self, request):
        self.request = request


# --- The one who asks -------------------------------------------------------------------------------------------------


def ask_to_join(request: MembershipRequest, files: list) -> bool:
    """Keep REQUEST until its address is confirmed. Where the mail does not go, nothing is kept."""
    with transaction.atomic():
        request.save()
        request.files.set([store(file) for file in files])
    if mail.send_one(joining.to_confirm_mail(request)):
        return True
    erase(request)
    return False


def send_link_again(request: MembershipRequest) -> bool:
    """A new link to confirm; the time in which unconfirmed requests are kept begins anew."""
    MembershipRequest.objects.filter(pk=request.pk, confirmed_at=None).update(sent_at=timezone.now())
    return mail.send_one(joining.to_confirm_mail(request))


def confirm(request: MembershipRequest) -> bool:
    """Hand REQUEST to the secretariat. Confirming twice changes nothing and sends nothing more.

    Raises joining.LinkUnknown where it has just been erased.
    """
    with transaction.atomic():
        try:
            request = _held(request)
        except MembershipRequest.DoesNotExist as error:
            raise joining.LinkUnknown from error
        if request.confirmed_at:
            return True
        request.confirmed_at = timezone.now()
        request.save(update_fields=["confirmed_at"])
        joining.tell_secretariat(request)
    return mail.send_one(joining.write("request_received", request))


@transaction.atomic
def answer(request: MembershipRequest, words: str, files: list) -> None:
    """What she says to the secretariat."""
    _say(_undecided(request), words, files)


@transaction.atomic
def withdraw(request: MembershipRequest) -> None:
    _decide(_undecided(request), Decision.WITHDRAWN)


# --- The secretariat --------------------------------------------------------------------------------------------------


def ask_back(request: MembershipRequest, words: str, *, by: User) -> bool:
    with transaction.atomic():
        request = _undecided(request)
        _say(request, words, by=by)
    return mail.send_one(_last_mail(request))


def decline(request: MembershipRequest, reason: str, *, by: User) -> bool:
    with transaction.atomic():
        request = _undecided(request)
        _decide(request, Decision.DECLINED, by=by, reason=reason)
    return mail.send_one(_last_mail(request))


def accept(request: MembershipRequest, *, by: User, **terms) -> bool:
    """Member, membership, person, post and invitation in one step, or nothing; TERMS as of `_admit`."""
    with transaction.atomic():
        request = _undecided(request)
        token = _admit(request, by=by, **terms)
    return mail.send_one(joining.accepted_mail(request, terms["role"], token))


def send_mail_again(request: MembershipRequest, *, by: User) -> bool:
    """Repeat the last mail to her. An invitation is made anew, since the token of the old one is known to her alone."""
    if request.decision != Decision.ACCEPTED:
        return mail.send_one(_last_mail(request))
    post = Appointment.objects.filter(person__email=request.email, member=request.member).order_by("pk").last()
    with transaction.atomic():
        token = _invite(request, post, by=by) if post else ""
    return mail.send_one(joining.accepted_mail(request, post.role if post else request.role, token))


def _admit(request, *, by, member: Member, standing: str, since: str, role: str, reason: str = "", **rights):
    """MEMBER may be new. It belongs to the network from the day SINCE, unless it does already. RIGHTS are `edits` and
    `publishes` of the post. Gives the token of her invitation, or ""."""
    if not member.pk:
        add_member(member, by=by)
    if not member.memberships.not_over().filter(standing=standing).exists():
        save_membership(Membership(member=member, standing=standing, since=since), by=by)
    post = _post(request, member, role, rights)
    _decide(request, Decision.ACCEPTED, by=by, reason=reason, member=member)
    token = _invite(request, post, by=by)
    published()
    return token


def _post(request, member, role, rights):
    person = User.objects.named(request.email, request.name, request.language)
    if not person.is_active:
        raise ValidationError(_("The account with this address was closed. An administrator can open it again."))
    about = {
        "since": timezone.localdate(),
        "post": request.post,
        "institution": request.institution,
        "languages": [request.language],
    }
    post, _is_new = Appointment.objects.get_or_create(
        person=person, member=member, role=role, until=None, defaults=about | usual_rights(role) | rights
    )
    return post


def _invite(request, post, *, by):
    """The token of a fresh invitation; "" for somebody who has been here before, and only needs to sign in."""
    if not User.objects.never_here().filter(pk=post.person_id).exists():
        return ""
    to = {"email": request.email.lower(), "member": post.member, "role": post.role, "secretariat": ""}
    rights = {"edits": post.edits, "publishes": post.publishes}
    about = {"name": request.name, "language": request.language, "invited_by": by}
    _invitation, token = open_invitation(to, **about, **rights)
    return token


def _last_mail(request):
    if request.decision == Decision.DECLINED:
        return joining.write("request_declined", request, reason=request.reason)
    asked = request.messages.exclude(by=None).last()
    if not request.decision and asked:
        return joining.write("request_asked", request, words=asked.words)
    return joining.write("request_received", request)


# --- Both -------------------------------------------------------------------------------------------------------------


def _held(request):
    """REQUEST as it is now, held until the transaction ends."""
    return MembershipRequest.objects.select_for_update(of=["self"]).get(pk=request.pk)


def _undecided(request):
    request = _held(request)
    if request.decided_at:
        raise AlreadyDecided(request)
    return request


def _decide(request, decision, *, by=None, **about):
    for name, value in about.items():
        setattr(request, name, value)
    request.decision, request.decided_by, request.decided_at = decision, by, timezone.now()
    request.save()


def _say(request, words, files=(), *, by=None):
    """One message; the same words again at once are a button pressed twice."""
    last = request.messages.last()
    if last and (last.by, last.words) == (by, words):
        return
    message = RequestMessage.objects.create(request=request, by=by, words=words)
    message.files.set([store(file, by=by) for file in files])


@transaction.atomic
def erase(request: MembershipRequest) -> None:
    """Leave nothing of REQUEST, neither file nor history: nobody has confirmed that the address is hers."""
    held = MembershipRequest.objects.select_for_update(of=["self"]).filter(pk=request.pk, confirmed_at=None).first()
    if not held:
        return
    files = list(held.files.all())
    held.delete()
    for file in files:
        discard(file)
    with pgtrigger.ignore("members.MembershipRequestHistory:append_only"):
        MembershipRequest.pgh_event_model.objects.filter(id=request.pk).delete()


def forget_unconfirmed() -> None:
    for request in MembershipRequest.objects.unconfirmed().iterator():
        erase(request)
