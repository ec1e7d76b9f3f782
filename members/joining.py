"""Joining the network: the ways in, the links of one who asks, and the mails that she gets."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from members.models import Appointment, Member, MembershipRequest, User
from members.models.requests import CONFIRM_WITHIN
from wpsnet import mail
from wpsnet.outbox.actions import Recipient, freeze

CONFIRMING, FOLLOWING = "members.join.confirm", "members.join.status"  # a link for the one does not open the other
KEPT_OPEN = dt.timedelta(days=90)  # how long the page of a decided request can be read
Kind, Role = Member.Kind, Appointment.Role


# --- The ways in ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Way:
    """One of the forms: its address, for whom it is, which kinds of member come through it, and who may speak for them."""

    slug: str
    label: Any
    for_whom: Any
    kinds: tuple
    roles: tuple


WAYS = [
    Way(
        "government",
        _("A government"),
        _("For ministries and permanent missions of States of the United Nations."),
        (Kind.STATE,),
        (Role.FOCAL_POINT, Role.ALTERNATE, Role.POLICE, Role.MISSION),
    ),
    Way(
        "organisation",
        _("A regional or international organization"),
        _("For organizations whose members are States."),
        (Kind.REGIONAL, Kind.INTERNATIONAL),
        (Role.FOCAL_POINT, Role.ALTERNATE),
    ),
    Way(
        "civil-society",
        _("A civil society organization"),
        _("For organizations and groups that work on women, peace and security."),
        (Kind.CIVIL_SOCIETY,),
        (Role.REPRESENTATIVE,),
    ),
    Way(
        "network",
        _("A partner network"),
        _("For networks of focal points, women leaders, mediators and others who want to work together with this one."),
        (Kind.PARTNER_NETWORK,),
        (Role.PARTNER,),
    ),
]


# --- Links ------------------------------------------------------------------------------------------------------------


class LinkUnknown(Exception):
    """We did not write this link, or what it was about has been erased."""


class LinkEnded(Exception):
    """The link was ours, and its time is over. `request` is what it was about."""

    def __init__(self, request):
        self.request = request


def link_to(page, request):
    salt = CONFIRMING if page == "members:join_confirm" else FOLLOWING
    with override(request.language):
        return settings.SITE_URL + reverse(page, args=[signing.dumps(request.pk, salt=salt)])


def token_for(request):
    """What stands in the address of her own page."""
    return signing.dumps(request.pk, salt=FOLLOWING)


def to_confirm(token):
    """The request that TOKEN confirms; raises LinkUnknown or, three days after the mail, LinkEnded."""
    request = _opened(token, CONFIRMING)
    try:
        signing.loads(token, salt=CONFIRMING, max_age=CONFIRM_WITHIN)
    except signing.SignatureExpired as error:
        if not request.confirmed_at:
            raise LinkEnded(request) from error
    return request


def to_follow(token):
    """The request whose page TOKEN opens; raises LinkUnknown or, long after the decision, LinkEnded."""
    request = _opened(token, FOLLOWING)
    if not request.confirmed_at:
        raise LinkUnknown
    if request.decided_at and request.decided_at < timezone.now() - KEPT_OPEN:
        raise LinkEnded(request)
    return request


def _opened(token, salt):
    try:
        pk = signing.loads(token, salt=salt)
    except signing.BadSignature as error:
        raise LinkUnknown from error
    request = MembershipRequest.objects.select_related("country", "member").filter(pk=pk).first()
    if not request:
        raise LinkUnknown
    return request


# --- Mails: each to her alone, in her language ------------------------------------------------------------------------


def write(template, request, **told):
    """The mail TEMPLATE to the one who asks."""
    with override(request.language):
        common = {"name": request.name, "who": request.who, "link": link_to("members:join_status", request)}
        return mail.compose(template, request.email, language=request.language, **(common | told))


def to_confirm_mail(request):
    return write("request_confirm", request, link=link_to("members:join_confirm", request), days=CONFIRM_WITHIN.days)


def accepted_mail(request, role, token=""):
    """With TOKEN, of her invitation; without, for somebody who signs in already."""
    with override(request.language):
        page = reverse("members:invitation", args=[token]) if token else reverse("desk")
        return write(
            "request_accepted",
            request,
            link=settings.SITE_URL + page,
            member=request.member.name,
            role=str(Role(role).label),
            invited=bool(token),
            reason=request.reason,
            hours=settings.INVITATION_HOURS,
        )


def tell_secretariat(request):
    """One mail to each person of the secretariat, once for each request."""
    to = [_of_the_secretariat(user, request) for user in User.objects.secretariat()]
    return freeze(f"request-{request.pk}", "request_arrived", to, {"name": request.name})


def _of_the_secretariat(user, request):
    with override(user.language):
        link = settings.SITE_URL + request.get_absolute_url()
        return Recipient(user.email, user.language, {"who": request.who, "link": link})
