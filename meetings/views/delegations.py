"""A member registers its delegation: for those who write its entry, and for the secretariat."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings.actions import delegations as actions
from meetings.forms.admission import LetterForm, RegistrationForm
from meetings.models import Admission, Delegation, Registration
from meetings.seats import missing
from members.models import Member
from members.typed import keeps_typed_text, sent
from wpsnet import files

shown_and_acted_on = require_http_methods(["GET", "HEAD", "POST"])
CLOSED = 409


def of_member(right):
    """A page about MEMBER for those who may read its delegations and have RIGHT."""

    def decorate(view):
        @wraps(view)
        def page(request, member, **kwargs):
            member = get_object_or_404(Member, slug=member)
            if not request.user.has_perm("meetings.read_delegation", member):
                raise Http404
            if not request.user.has_perm(right, member):
                raise PermissionDenied(_("Only those who write the entry of this country register its delegation."))
            return view(request, member, **kwargs)

        return page

    return decorate


readers, writers = of_member("meetings.read_delegation"), of_member("meetings.register")


def admission_to(slug):
    """The rules of the meeting at SLUG."""
    return get_object_or_404(Admission.objects.select_related("meeting__schedule"), meeting__slug=slug)


def back(member, admission):
    return redirect("meetings:delegation", member.slug, admission.meeting.slug)


def delegation_of(member, admission):
    """What is there of MEMBER, or an empty delegation, unsaved."""
    rows = Delegation.objects.select_related("letter", "confirmed_by", "head")
    found = rows.filter(member=member, admission=admission).first() or Delegation(member=member)
    found.admission, found.member = admission, member
    return found


def seen(member, slug, pk):
    rows = Registration.objects.select_related("delegation__admission__meeting", "delegation__member", "protected")
    return get_object_or_404(rows, delegation__member=member, delegation__admission__meeting__slug=slug, pk=pk)


@require_safe
@readers
def delegations(request, member):
    """The meetings for which MEMBER registers or has registered somebody."""
    rules = Admission.objects.select_related("meeting").order_by("-meeting__first", "pk")
    theirs = {one.admission_id: one for one in Delegation.objects.filter(member=member)}
    context = {
        "member": member,
        "rows": [(one, theirs.get(one.pk)) for one in rules[:50]],
        "section": "desk",
    }
    return render(request, "desk/delegations.html", context)


@require_safe
@readers
def delegation(request, member, meeting):
    admission = admission_to(meeting)
    one = delegation_of(member, admission)
    people = list(one.registrations.for_list().select_related("replaces")) if one.pk else []
    context = {
        "member": member,
        "meeting": admission.meeting,
        "admission": admission,
        "delegation": one,
        "people": [person for person in people if person.is_standing or person.state == Registration.State.REFUSED],
        "gone": [person for person in people if person.state in ("withdrawn", "replaced")],
        "seats": seats(admission, member, people),
        "missing": missing(one) if people else [],
        "may_write": request.user.has_perm("meetings.register", member) and may_still(request.user, admission),
        "may_withdraw": request.user.has_perm("meetings.register", member),
        "section": "desk",
    }
    return render(request, "desk/delegation.html", context)


def may_still(user, admission):
    return admission.is_open() or user.has_perm("meetings.admit")


def seats(admission, member, people):
    """[(kind of seat, how many are taken, how many there are)]."""
    kinds = Registration.Seat if member.kind == Member.Kind.STATE else [Registration.Seat.OFFICIAL]
    taken = [person.seat for person in people if person.state in Registration.SEATED]
    return [(kind.label, taken.count(kind), admission.quota(member, kind)) for kind in kinds]


@shown_and_acted_on
@keeps_typed_text
@writers
def register(request, member, meeting):
    admission = admission_to(meeting)

    def act(form):
        return actions.register(admission, member, form.instance, erase_on=form.erased_on(), by=request.user)

    return person_page(request, member, admission, Registration(), act, _("Register somebody"))


@shown_and_acted_on
@keeps_typed_text
@writers
def edit(request, member, meeting, pk):
    registration = seen(member, meeting, pk)

    def act(form):
        actions.edit(form.instance, erase_on=form.erased_on(), by=request.user)
        return form.instance

    return person_page(request, member, registration.delegation.admission, registration, act, _("Correct"))


@shown_and_acted_on
@keeps_typed_text
@writers
def replace(request, member, meeting, pk):
    old = seen(member, meeting, pk)

    def act(form):
        return actions.replace(old, form.instance, erase_on=form.erased_on(), by=request.user)

    title = _("Send somebody else in place of %(person)s") % {"person": old.shown_name}
    return person_page(request, member, old.delegation.admission, Registration(), act, title, has_seat=True)


def person_page(request, member, admission, instance, act, title, *, has_seat=False):
    """The form about one person. What cannot be done says why, and keeps what was typed."""
    form = RegistrationForm(
        sent(request),
        instance=instance,
        meeting=admission.meeting,
        member=member,
        has_seat=has_seat or bool(instance.pk),
    )
    trouble = None if may_still(request.user, admission) else "closed"
    if request.method == "POST" and not trouble and form.is_valid():
        try:
            tell(request, act(form))
            return back(member, admission)
        except actions.NotOpen:
            trouble = "closed"
        except actions.MovedOn:
            trouble = "moved"
    context = {"member": member, "meeting": admission.meeting, "admission": admission, "form": form, "title": title}
    status = (CLOSED if trouble else 400) if request.method == "POST" else 200
    return render(
        request, "desk/registration_form.html", context | {"trouble": trouble, "section": "desk"}, status=status
    )


def tell(request, registration):
    told = {"person": registration.shown_name}
    if registration.state == Registration.State.QUEUED:
        messages.warning(
            request,
            _("All seats are taken. %(person)s stands on the waiting list, and moves up when a seat is free.") % told,
        )
    elif registration.protected_id:
        messages.success(request, _("Saved. This person stands under the code %(person)s.") % told)
    else:
        messages.success(request, _("Saved: %(person)s.") % told)


@require_POST
@writers
def settle(request, member, meeting, pk, verb):
    """Make somebody head of the delegation, or withdraw her."""
    registration = seen(member, meeting, pk)
    verbs = {"head": actions.make_head, "withdraw": actions.withdraw}
    if verb not in verbs:
        raise Http404
    done = _("Saved.")
    return tried(
        request, member, registration.delegation.admission, lambda: verbs[verb](registration, by=request.user), done
    )


@require_POST
@writers
def confirm(request, member, meeting):
    admission = admission_to(meeting)
    one = delegation_of(member, admission)
    if not one.pk:
        messages.error(request, _("Nobody is registered yet, so there is nothing to confirm."))
        return back(member, admission)
    done = _("The delegation is confirmed. The secretariat decides now, and you get a mail.")
    return tried(request, member, admission, lambda: actions.confirm(one, by=request.user), done)


def tried(request, member, admission, act, done):
    """Do ACT and say so; or say why it could not be done. Either way the delegation is shown."""
    try:
        act()
        messages.success(request, done)
    except actions.NotOpen:
        messages.error(request, _("Registration is closed. Nothing was changed. Please write to the secretariat."))
    except actions.MovedOn:
        messages.error(
            request, _("This has been decided or changed meanwhile. Nothing was done; the page shows how it is.")
        )
    except actions.NotReady as error:
        lead = _("The delegation cannot be confirmed yet. Everything is kept.")
        messages.error(request, " ".join([lead, *error.missing]))
    return back(member, admission)


@shown_and_acted_on
@writers
def letter(request, member, meeting):
    admission = admission_to(meeting)
    form = LetterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        one = delegation_of(member, admission)
        if not one.pk:
            one, _is_new = Delegation.objects.get_or_create(member=member, admission=admission)
        given = form.cleaned_data
        done = _("The letter is kept with the delegation.")
        return tried(
            request,
            member,
            admission,
            lambda: actions.attach_letter(one, given["letter"], given["kind"], by=request.user),
            done,
        )
    context = {"member": member, "meeting": admission.meeting, "form": form, "section": "desk"}
    return render(request, "desk/delegation_letter.html", context, status=400 if request.method == "POST" else 200)


@require_safe
@readers
def letter_file(request, member, meeting):
    one = delegation_of(member, admission_to(meeting))
    if one.letter is None:
        raise Http404
    return files.give(one.letter)
