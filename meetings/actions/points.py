"""The wording, numbers and duties of action points, as the secretariat keeps them."""

from django.db import transaction
from django.db.models import Max

from meetings.actions.reports import tell_readers
from meetings.models import ActionPoint, Duty, Meeting


class HasReported(Exception):
    """Somebody who is to be responsible no longer has reported. `names` are those, for a reader."""

    def __init__(self, names):
        super().__init__()
        self.names = names


@transaction.atomic
def save_point(point, bodies, members, *, by):
    """Keep POINT, new or corrected, with BODIES and MEMBERS responsible for it. Raises HasReported, and then nothing has
    changed: what was reported is not taken away with the duty."""
    Meeting.objects.select_for_update(no_key=True).get(pk=point.meeting_id)
    point.heading = point.ref.count("(") == 1
    if point.pk is None:
        point.order = 1 + (ActionPoint.objects.filter(meeting=point.meeting).aggregate(Max("order"))["order__max"] or 0)
    point.save()
    wanted = {(body, None) for body in bodies} | {(Duty.Body.MEMBER, member.pk) for member in members}
    kept = {(duty.body, duty.member_id): duty for duty in point.duties.select_related("member")}
    gone = [duty for key, duty in kept.items() if key not in wanted]
    if names := [duty.name for duty in gone if duty.reports.exists()]:
        raise HasReported(names)
    point.duties.filter(pk__in=[duty.pk for duty in gone]).delete()
    Duty.objects.bulk_create(
        [Duty(point=point, body=body, member_id=pk) for body, pk in sorted(wanted - kept.keys(), key=str)]
    )
    tell_readers(point)
    return point
