"""The mail to people whom a file has named: an invitation whose token is made when the mail is sent, and stands nowhere."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from members.actions.invitations import open_invitation
from members.models import Appointment, User
from wpsnet.outbox.letters import NotNeeded, letters


@letters.guest("imported")
def imported(delivery):
    told = delivery.context
    never = User.objects.never_here().active().filter(email=delivery.address)
    post = Appointment.objects.current().filter(pk=told["post"], person__in=never).select_related("member").first()
    if not post:
        raise NotNeeded("The person has come already, or the post has ended.")
    rights = {"edits": post.edits, "publishes": post.publishes}
    to = {"email": delivery.address, "member": post.member, "role": post.role, "secretariat": ""}
    about = {"name": post.person.name, "language": delivery.language, "invited_by_id": told["by"], **rights}
    _invitation, token = open_invitation(to, **about)
    with override(delivery.language):
        return {
            "name": post.person.name,
            "member": post.member.name,
            "role": str(post.get_role_display()),
            "link": settings.SITE_URL + reverse("members:invitation", args=[token]),
            "hours": settings.INVITATION_HOURS,
        }
