"""Seats of delegations. The database keeps the quota (a trigger of Registration); this finds out where somebody stands."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from meetings.models import Admission, Delegation, Registration

State, Seat = Registration.State, Registration.Seat


def held(admission):
    """ADMISSION as it is now, held until the transaction ends: seats of a meeting are given one after the other."""
    return Admission.objects.select_for_update(no_key=True).get(pk=admission.pk)


def has_room(admission, delegation, seat):
    rows = Registration.objects.seated().filter(delegation__admission=admission)
    taken = rows.aggregate(everybody=Count("pk"), own=Count("pk", filter=Q(delegation=delegation, seat=seat)))
    is_full = admission.capacity is not None and taken["everybody"] >= admission.capacity
    return not is_full and taken["own"] < admission.quota(delegation.member, seat)


def give_free_seats(admission):
    """Those on the waiting list move up, the one who asked first before all others, wherever a seat is free."""
    queue = Registration.objects.filter(delegation__admission=admission, state=State.QUEUED)
    full = set()
    for one in queue.select_related("delegation__member").order_by("asked_at", "pk"):
        place = (one.delegation_id, one.seat)
        if place in full:
            continue
        if has_room(admission, one.delegation, one.seat):
            one.state = State.LISTED
            one.save(update_fields=["state"])
        else:
            full.add(place)


def overfull(admission):
    """What does not fit into the numbers of ADMISSION, as they are to be: sentences."""
    rows = Registration.objects.seated().filter(delegation__admission=admission)
    taken = rows.order_by().values_list("delegation", "seat").annotate(Count("pk"))
    delegations = Delegation.objects.filter(admission=admission).select_related("member").in_bulk()
    faults = [
        _("%(member)s has %(count)d people registered there already. Ask it first to withdraw some.")
        % {"member": delegations[pk].member.name, "count": count}
        for pk, seat, count in taken
        if count > admission.quota(delegations[pk].member, seat)
    ]
    everybody = sum(count for _pk, _seat, count in taken)
    if admission.capacity is not None and everybody > admission.capacity:
        faults.append(_("%(count)d people are registered already.") % {"count": everybody})
    return faults


def missing(delegation):
    """What keeps DELEGATION from being confirmed: sentences; none where nothing does."""
    admission, faults = delegation.admission, []
    if not delegation.registrations.seated().exists():
        faults.append(_("Nobody of the delegation has a seat."))
    if delegation.head_id is None:
        faults.append(_("The delegation has no head. Say who leads it."))
    if admission.letter_needed and delegation.letter_id is None:
        faults.append(_("The note verbale or the letter of nomination is missing."))
    return faults
