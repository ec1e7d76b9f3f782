"""What those who come after find of the directory: in a post for one member, and in the chair."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.contacts import contact_of, invitations_for
from members.models import Appointment, Fact, Member, Membership, ProfileDraft, Question, Verification
from wpsnet.handover import Item, Section, bureau, office
from wpsnet.languages import alphabetical

MOST = 20


@office.guest("entry")
def entry(member, user):
    """Drafts and proposals that readers do not see yet, the question that waits, and when the entry was last confirmed."""
    drafts = ProfileDraft.objects.unpublished().filter(member=OuterRef("pk")).values("saved_at")
    proposed = Fact.objects.proposed().filter(member=OuterRef("pk")).values("question")
    asked = Verification.objects.unanswered().filter(is_latest=True, member=OuterRef("pk")).values("asked_on")
    about = {"draft_saved": Subquery(drafts), "proposed": ArraySubquery(proposed), "asked_on": Subquery(asked)}
    state = Member.objects.with_confirmation().annotate(**about).get(pk=member.pk)
    facts = reverse("members:facts", args=[member.slug])
    items = [Item(_("Not published yet: %(what)s") % {"what": Question(one).label}, facts) for one in state.proposed]
    if state.draft_saved:
        here = reverse("members:changes", args=[member.slug])
        items.append(Item(_("A draft of the entry has not been published."), here, date_format(state.draft_saved)))
    if state.asked_on:
        told = _("On %(day)s the secretariat asked whether the entry is still right. Nobody has answered yet.")
        here = reverse("members:confirm", args=[member.slug])
        items.append(Item(told % {"day": date_format(state.asked_on)}, here))
    if state.confirmed_on:
        items.append(Item(_("The entry was last confirmed on %(day)s.") % {"day": date_format(state.confirmed_on)}))
    else:
        items.append(Item(_("Nobody has confirmed the entry yet."), reverse("members:entry", args=[member.slug])))
    return Section(10, _("The entry"), items)


@office.guest("contacts")
def contacts(member, user):
    """Who else holds a post, and who is invited."""
    team = member.appointments.current().exclude(person=user).select_related("person").order_by("role", "since")
    items = [
        Item(contact.shown_name, "", " · ".join(filter(None, [post.get_role_display(), contact.email, contact.phone])))
        for post, contact in ((post, contact_of(post, user)) for post in team)
    ]
    items += [
        Item(_("Invited: %(name)s") % {"name": invitation.name}, "", invitation.get_role_display())
        for invitation in invitations_for(user, member).open().order_by("created_at")
    ]
    more = reverse("members:team", args=[member.slug])
    return Section(50, _("Who to talk to"), items, more, _("Nobody else holds a post for this member."))


@bureau.guest("vacancies")
def vacancies(year, user):
    """Members of the network for which nobody is the focal point."""
    of_network = Membership.objects.on().values("member")
    led = Appointment.objects.current().leading().values("member")
    vacant = Member.objects.filter(pk__in=of_network).exclude(pk__in=led).order_by(alphabetical("name"), "slug")
    return Section(
        order=40,
        title=_("Members without a focal point"),
        items=[Item(member.name, member.get_absolute_url()) for member in vacant[:MOST]],
        more=reverse("members:directory"),
        empty=_("No vacancy is known."),
    )
