"""What waits about the entries of members: drafts to publish, entries to write, and those that nobody has looked at."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Member, ProfileDraft
from wpsnet.desk import Waiting, desk

A_DAY, HALF_A_YEAR, A_YEAR = dt.timedelta(days=1), dt.timedelta(days=183), dt.timedelta(days=365)
MOST_SILENT = 5  # the desk of the secretariat shows the longest silences; an answer brings up the next


@desk.guest("entries")
def entries(user):
    """For those who write an entry."""
    posts = list(user.appointments.current().editing().values_list("member", "role", "since"))
    if posts:
        yield from drafts(user, publishes={member for member, role, _since in posts if role == "focal_point"})
        yield from unwritten(user, since={member: since for member, _role, since in posts})
        yield from unconfirmed(user)


def drafts(user, publishes):
    """A colleague's draft waits at once for whoever publishes it; one's own from the next day on."""
    unpublished = ProfileDraft.objects.unpublished().filter(member__in=Member.objects.edited_by(user))
    for draft in unpublished.select_related("member", "saved_by"):
        url = reverse("members:changes", args=[draft.member.slug])
        if draft.member_id in publishes and draft.saved_by_id != user.pk:
            title = _("%(member)s: a draft waits for you to publish it") % {"member": draft.member}
            detail = _("Last saved by %(person)s.") % {"person": draft.saved_by}
            yield Waiting(draft.saved_at.date(), title, url, detail)
        elif draft.saved_at < timezone.now() - A_DAY:
            title = _("%(member)s: a draft has not been published yet") % {"member": draft.member}
            yield Waiting(draft.saved_at.date(), title, url, _("Readers do not see it."))


def unwritten(user, since):
    begun = ProfileDraft.objects.unpublished().values("member")
    for member in Member.objects.edited_by(user).filter(revisions=None).exclude(pk__in=begun):
        title = _("%(member)s: the entry has not been written yet") % {"member": member}
        detail = _("Seven short questions; answer those you can, in your own language.")
        yield Waiting(since[member.pk], title, reverse("members:edit", args=[member.slug]), detail)


def unconfirmed(user):
    today = timezone.localdate()
    for member in Member.objects.edited_by(user).not_vouched_for_since(today - HALF_A_YEAR):
        title = _("%(member)s: is the entry still right?") % {"member": member}
        detail = _("Read it and press one button, or correct it.")
        url = reverse("members:confirm", args=[member.slug])
        yield Waiting(member.vouched_on, title, url, detail, urgent=member.vouched_on < today - A_YEAR)


@desk.guest("silent entries")
def silent(user):
    """For the secretariat: the entries for which nobody has vouched for a year."""
    if not user.has_perm("members.ask_to_confirm"):
        return
    members = Member.objects.not_vouched_for_since(timezone.localdate() - A_YEAR)
    for member in members.order_by("vouched_on", "slug")[:MOST_SILENT]:
        title = _("%(member)s: nobody has confirmed the entry for a year") % {"member": member}
        detail = _("Ask those who answer for it whether it is still right.")
        yield Waiting(member.vouched_on, title, reverse("members:ask", args=[member.slug]), detail)
