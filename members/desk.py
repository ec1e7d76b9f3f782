"""What waits about members: drafts to publish, entries that nobody has looked at, requests to join, next steps."""

import datetime as dt

from django.db.models import Exists, F, Max, OuterRef, Value
from django.db.models.functions import Coalesce, NullIf, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from members import circle_desk  # noqa: F401 - registers what it holds
from members.contacts import contact_of
from members.models import (
    BureauTerm,
    ContactCase,
    EntryNote,
    Fact,
    LiaisonEntry,
    Member,
    MembershipRequest,
    ProfileDraft,
    Verification,
    posts_with_open_case,
)
from members.naming import name_for
from members.rules import posts_of
from wpsnet.desk import Asked, Waiting, desk
from wpsnet.languages import shown

NEW_FOR = dt.timedelta(days=60)
A_DAY, HALF_A_YEAR, A_YEAR = dt.timedelta(days=1), dt.timedelta(days=183), dt.timedelta(days=365)
NAMED_FROM, URGENT_FROM = 10, 12  # months: when the next chair should be named, and when it presses
TWO_WEEKS = dt.timedelta(days=14)
MOST_REQUESTS = MOST_STEPS = 10  # the lists behind them show all
MOST_SILENT = 5  # the desk of the secretariat shows the longest silences; an answer brings up the next
MOST_CASES = 5  # in the same way, the oldest notes and contacts


@desk.guest("entries")
def entries(user):
    """For those who write an entry."""
    posts = [post for post in posts_of(user) if post.edits]
    if posts:
        since = {post.member_id: post.since for post in posts}
        yield from drafts(user, since, publishes={post.member_id for post in posts if post.publishes})
        yield from written_and_not(since)


def drafts(user, members, publishes):
    """A colleague's draft waits at once for whoever publishes it; one's own from the next day on."""
    unpublished = ProfileDraft.objects.unpublished().filter(member__in=members)
    for draft in unpublished.select_related("member", "saved_by"):
        url = reverse("members:changes", args=[draft.member.slug])
        if draft.member_id in publishes and draft.saved_by_id != user.pk:
            title = _("%(member)s: a draft waits for you to publish it") % {"member": draft.member}
            detail = _("Last saved by %(person)s.") % {"person": draft.saved_by}
            yield Waiting(draft.saved_at.date(), title, url, detail)
        elif draft.saved_at < timezone.now() - A_DAY:
            title = _("%(member)s: a draft has not been published yet") % {"member": draft.member}
            yield Waiting(draft.saved_at.date(), title, url, _("Readers do not see it."))


def written_and_not(since):
    """Entries that nobody has written yet, were looked at long ago, or were asked about and not answered for.

    SINCE maps the keys of members to the days on which the posts of this person began.
    """
    today = timezone.localdate()
    asked = Verification.objects.filter(is_latest=True, member=OuterRef("pk")).unanswered()
    begun = ProfileDraft.objects.unpublished().filter(member=OuterRef("pk"))
    members = Member.objects.filter(pk__in=since).with_vouched_on().annotate(asked=Exists(asked), begun=Exists(begun))
    for member in members.order_by("slug"):
        if member.vouched_on is None and not member.begun:
            title = _("%(member)s: the entry has not been written yet") % {"member": member}
            detail = _("Seven short questions; answer those you can, in your own language.")
            yield Waiting(since[member.pk], title, reverse("members:edit", args=[member.slug]), detail)
        elif member.vouched_on and (member.asked or member.vouched_on < today - HALF_A_YEAR):
            title = _("%(member)s: is the entry still right?") % {"member": member}
            detail = _("Read it and press one button, or correct it.")
            url = reverse("members:confirm", args=[member.slug])
            yield Waiting(member.vouched_on, title, url, detail, urgent=member.vouched_on < today - A_YEAR)


@desk.guest("new post")
def newly_appointed(user):
    """For somebody new in a post: the page that her predecessor leaves her."""
    for post in posts_of(user):
        if not post.has_predecessor or post.since <= timezone.localdate() - NEW_FOR:
            continue
        title = _("%(member)s: read what your predecessor left you") % {"member": post.member}
        detail = _("Open action points, dates, drafts and contacts on one page.")
        yield Waiting(post.since, title, reverse("members:handover", args=[post.member.slug]), detail)


@desk.guest("vacant and silent")
def vacant_and_silent(user):
    """For the secretariat: members whose last focal point has left, and entries nobody has vouched for in a year."""
    if not user.has_perm("members.read_board"):
        return
    told = {"member": shown("name"), "slug": "slug", "since": "day"}
    vacant = Member.objects.without_focal_point().annotate(
        day=Coalesce(Max("appointments__until"), timezone.localdate())
    )
    silent = Member.objects.not_vouched_for_since(timezone.localdate() - A_YEAR).annotate(day=F("vouched_on"))
    yield Asked(vacant.order_by("day", "slug")[:MOST_SILENT], vacancy, told)
    yield Asked(silent.order_by("day", "slug")[:MOST_SILENT], silence, told)


def vacancy(told):
    title, url = _("%(member)s has no focal point") % told, reverse("members:team", args=[told["slug"]])
    return Waiting(told["since"], title, url, _("Find out who comes next."))


def silence(told):
    title = _("%(member)s: nobody has confirmed the entry for a year") % told
    detail = _("Ask those who answer for it whether it is still right.")
    return Waiting(told["since"], title, reverse("members:ask", args=[told["slug"]]), detail)


@desk.guest("notes on entries")
def notes(user):
    """What people who were asked say is not right, for those who can correct it, and for the secretariat."""
    told = {"member": shown("name", "member__"), "slug": "member__slug", "since": TruncDate("written_at")}
    yield Asked(EntryNote.objects.open().visible_to(user).order_by("written_at")[:MOST_CASES], note, told)


def note(told):
    title = _("%(member)s: somebody says that the entry is not right") % told
    detail = _("Read the note, correct the entry, then settle the note.")
    return Waiting(told["since"], title, reverse("members:notes", args=[told["slug"]]), detail)


@desk.guest("contacts to verify")
def contacts(user):
    """People whom our mail does not reach: of the whole network for the secretariat, of her team for a focal point."""
    if user.has_perm("members.run_verification"):
        told = {"person": "person__name", "case": "pk", "since": TruncDate("opened_at")}
        yield Asked(ContactCase.objects.open()[:MOST_CASES], contact, told)
        return
    for post in posts_with_open_case(user)[:MOST_CASES]:
        if post.person_id == user.pk:
            yield own_contact(post.case_opened_at)
        else:
            name = contact_of(post, user).shown_name
            yield contact({"person": name, "case": post.case, "since": post.case_opened_at.date()})


def contact(told):
    title = _("%(person)s: mail came back, verify this contact") % told
    detail = _("Find out how this person is reached now, and write down what you found.")
    return Waiting(told["since"], title, reverse("members:contact_case", args=[told["case"]]), detail)


def own_contact(opened_at):
    title = _("Our mail to you came back: is your e-mail address still right?")
    detail = _("Correct it in your account, or tell the secretariat that it is right.")
    return Waiting(opened_at.date(), title, reverse("account_email"), detail)


@desk.guest("answers")
def proposed_answers(user):
    """For those who publish an entry: answers that somebody else proposes."""
    published = [post.member_id for post in posts_of(user) if post.publishes]
    if not published:
        return
    proposals = Fact.objects.proposed().filter(member__in=published).exclude(written_by=user)
    for fact in proposals.select_related("member", "written_by").order_by("written_at"):
        title = _("%(member)s: an answer waits for you to publish it") % {"member": fact.member}
        detail = _("%(question)s. Proposed by %(person)s.")
        told = {"question": fact.get_question_display(), "person": name_for(fact.written_by, user)}
        url = reverse("members:facts", args=[fact.member.slug]) + f"#{fact.anchor}"
        yield Waiting(fact.written_at.date(), title, url, detail % told)


@desk.guest("bureau")
def chair_to_be_named(user):
    """For the secretariat: from October on the next chair has to be named, and at any time the present one."""
    if not user.has_perm("members.set_bureau"):
        return
    today = timezone.localdate()
    named = set(BureauTerm.objects.chairing().filter(year__gte=today.year).values_list("year", flat=True))
    url = reverse("members:bureau_terms")
    if today.year not in named:
        title = _("Nobody is named for the chair of %(year)s") % {"year": today.year}
        detail = _("Until somebody is, nobody writes into the file of the bureau.")
        yield Waiting(dt.date(today.year, 1, 1), title, url, detail, urgent=True)
    if today.month >= NAMED_FROM and today.year + 1 not in named:
        title = _("Nobody is named yet for the chair of %(year)s") % {"year": today.year + 1}
        detail = _("The rights of the new chair begin on 1 January.")
        yield Waiting(dt.date(today.year, NAMED_FROM, 1), title, url, detail, urgent=today.month >= URGENT_FROM)


@desk.guest("requests")
def requests(user):
    """For the secretariat: those who ask to join, and have not been asked anything back."""
    if not user.has_perm("members.decide_requests"):
        return
    pending = MembershipRequest.objects.pending().with_state().filter(asked_by=None).order_by("confirmed_at")
    who = Coalesce(NullIf(shown("name", "country__"), Value("")), "organisation")
    told = {"who": who, "kind": "kind", "pk": "pk", "since": TruncDate("confirmed_at")}
    yield Asked(pending[:MOST_REQUESTS], asks_to_join, told)


def asks_to_join(told):
    late = told["since"] < timezone.localdate() - TWO_WEEKS
    url, kind = reverse("members:request", args=[told["pk"]]), Member.Kind(told["kind"]).label
    return Waiting(told["since"], _("%(who)s asks to join") % told, url, kind, urgent=late)


@desk.guest("liaison")
def next_steps(user):
    """For the secretariat: what was agreed with partners for today or earlier, and is not done."""
    if not user.has_perm("members.keep_liaison"):
        return
    due = LiaisonEntry.objects.due(timezone.localdate()).order_by("next_on", "pk")
    told = {"partner": shown("name", "member__"), "step": "next_step", "pk": "pk", "since": "next_on"}
    yield Asked(due[:MOST_STEPS], next_step, told)


def next_step(told):
    late = told["since"] < timezone.localdate() - TWO_WEEKS
    url = reverse("members:liaison_entry", args=[told["pk"]])
    return Waiting(told["since"], _("%(partner)s: %(step)s") % told, url, urgent=late)
