"""Resources: written down, published, corrected, withdrawn; who adheres to an instrument; which plan took over a practice."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from members.models import Member
from observatory.models import Adherence, PracticeUse, Resource
from wpsnet import files, search
from wpsnet.public_cache import published


class AlreadySettled(Exception):
    """It has been published or withdrawn meanwhile."""


class SaidAlready(Exception):
    """The same stands there already."""


def tell(resource):
    """Readers and the search see what is there now."""
    search.rebuild("resource", [str(resource.pk)])
    published()


@transaction.atomic
def keep(resource, *, about=(), themes=(), action_points=(), upload=None, by, publishes):
    """Write RESOURCE down, new or changed; where BY PUBLISHES, readers see it at once. Sent twice, it is written once."""
    Member.objects.select_for_update(no_key=True).get(pk=resource.member_id)
    if not resource.pk:
        same = Resource.objects.standing().filter(member=resource.member, kind=resource.kind)
        if twin := same.filter(title=resource.title, url=resource.url, made=resource.made).first():
            return twin
        resource.written_by = by
    if upload:
        resource.file = files.store(upload, by=by)
    resource.save()
    resource.about.set(about)
    resource.themes.set(themes)
    resource.action_points.set(action_points)
    if publishes and not resource.published_at:
        publish(resource, by=by)
    elif resource.published_at:
        tell(resource)
    return resource


@transaction.atomic
def publish(resource, *, by):
    resource.published_at, resource.published_by = timezone.now(), by
    if (
        not Resource.objects.proposed()
        .filter(pk=resource.pk)
        .update(published_at=resource.published_at, published_by=by)
    ):
        raise AlreadySettled
    tell(resource)


@transaction.atomic
def withdraw(resource, *, by):
    """Take it away from readers, or from those who would publish it. It stays in the history."""
    if not Resource.objects.standing().filter(pk=resource.pk).update(withdrawn_at=timezone.now(), withdrawn_by=by):
        raise AlreadySettled
    tell(resource)


def adhere(instrument, member, *, since, source, by):
    """Write down that MEMBER adheres to INSTRUMENT. Raises SaidAlready."""
    try:
        with transaction.atomic():
            found = Adherence.objects.create(
                resource=instrument, member=member, since=since, source=source, written_by=by
            )
            tell(instrument)
    except IntegrityError as error:
        raise SaidAlready from error
    return found


@transaction.atomic
def say_used(practice, plan, *, by, for_plan, for_practice):
    """Say, for the plan or for the practice, that PLAN took PRACTICE over. Readers see it once both have said so."""
    use, _is_new = PracticeUse.objects.select_for_update().get_or_create(practice=practice, plan=plan)
    now = timezone.now()
    if for_plan and not use.confirmed_by_plan_at:
        use.confirmed_by_plan_at, use.confirmed_by_plan = now, by
    if for_practice and not use.confirmed_by_practice_at:
        use.confirmed_by_practice_at, use.confirmed_by_practice = now, by
    use.save()
    published()
    return use
