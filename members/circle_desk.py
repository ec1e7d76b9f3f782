"""What waits about circles: invitations to answer, and people to let in."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import CircleMembership
from wpsnet.desk import Waiting, desk


@desk.guest("circles")
def circles(user):
    """Invitations wait for who is invited; requests for the conveners, and where there are none, for the secretariat."""
    convened = CircleMembership.objects.convening().filter(person=user).values("circle")
    waits = Q(person=user) & ~Q(invited_to="") | Q(joined_at=None, invited_to="", circle__in=convened)
    if user.has_perm("members.manage_circles"):
        convened_by_any = CircleMembership.objects.convening().values("circle")
        waits |= Q(joined_at=None, invited_to="") & ~Q(circle__in=convened_by_any) & ~Q(person=user)
    rows = CircleMembership.objects.filter(waits, circle__closed_at=None)
    rows = rows.annotate(is_mine=Q(circle__in=convened)).select_related("circle").order_by("asked_at")
    requests = {}
    for row in rows:
        if row.invited_to:
            yield invited_to_circle(row)
        else:
            requests.setdefault(row.circle, []).append(row)
    for circle, asking in requests.items():
        yield asking_to_join(circle, asking) if asking[0].is_mine else without_convener(circle, asking)


def invited_to_circle(row):
    if row.invited_to == CircleMembership.InvitedTo.CONVENE:
        title = _("You are invited to convene the circle “%(circle)s”") % {"circle": row.circle}
    else:
        title = _("You are invited to the circle “%(circle)s”") % {"circle": row.circle}
    detail = _("You decide whether you join, and what others see of you.")
    return Waiting(row.asked_at.date(), title, reverse("members:circle_join", args=[row.circle.slug]), detail)


def asking_to_join(circle, asking):
    title = ngettext(
        "%(circle)s: %(count)d person asks to be let in",
        "%(circle)s: %(count)d people ask to be let in",
        len(asking),
    )
    url = reverse("members:circle_people", args=[circle.slug])
    return Waiting(asking[0].asked_at.date(), title % {"circle": circle, "count": len(asking)}, url)


def without_convener(circle, asking):
    title = _("%(circle)s: the circle needs a convener") % {"circle": circle}
    detail = _("Somebody asks to be let in, and nobody can answer.")
    return Waiting(asking[0].asked_at.date(), title, reverse("members:keep_circle", args=[circle.pk]), detail)
