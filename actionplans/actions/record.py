"""What is recorded of a plan: events, findings, bodies, facts, replies. What is withdrawn stays in the history."""

import pghistory
from django.db import IntegrityError, transaction

from actionplans.models import Finding, Plan, PlanBody, PlanEvent, Reply
from actionplans.search import key_of
from members.models import Member
from wpsnet import public_cache, search
from wpsnet.models import Source

KINDS = {"event": PlanEvent, "finding": Finding, "body": PlanBody}
ONCE = ("one_event_per_source", "one_finding_per_source", "one_body_per_source")


class SaidAlready(Exception):
    """The same source says the same at the same place already."""


class GenerationTaken(Exception):
    """The member has a plan of that generation, or at that address. `plan` is that one."""

    def __init__(self, plan):
        super().__init__()
        self.plan = plan


def own_kind(member):
    """The kind of source that MEMBER is when it speaks for itself."""
    kinds = {Member.Kind.STATE: Source.Kind.GOVERNMENT, Member.Kind.CIVIL_SOCIETY: Source.Kind.CIVIL_SOCIETY}
    return kinds.get(member.kind, Source.Kind.INTERNATIONAL)


def is_own(record, plan):
    """Whether RECORD, something that is said of PLAN, rests on what its member says itself, or on no source."""
    return record.source is None or record.source.kind == own_kind(plan.member)


def tell(plan):
    """Let every page and the search know that what they show of PLAN has changed."""
    public_cache.published()
    search.rebuild("plan", [key_of(plan)])


def record(said, *, source, by):
    """Save SAID, an event, a finding or a body, new or changed, as told by SOURCE (a title, an address, a kind).

    Raises SaidAlready, and then nothing has changed.
    """
    try:
        with transaction.atomic():
            said.source = Source.objects.told(**source)
            said.save()
            tell(said.plan)
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name in ONCE:
            raise SaidAlready from error
        raise
    return said


@transaction.atomic
def record_all(plan, findings, *, source, by):
    """Save those of FINDINGS that SOURCE has not told yet of PLAN. Raises SaidAlready where it has told them all."""
    Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    told = Source.objects.told(**source)
    known = {place_of(finding) for finding in plan.findings.filter(source=told)}
    new = [finding for finding in findings if place_of(finding) not in known]
    if not new:
        raise SaidAlready
    for finding in new:
        finding.source = told
    Finding.objects.bulk_create(new)
    tell(plan)
    return new


def place_of(finding):
    """What a source says once: see the rule one_finding_per_source."""
    return finding.question, finding.theme_id, finding.country_id, finding.code, finding.locator


@transaction.atomic
def withdraw(said, *, reason, by):
    """Take SAID, an event, a finding or a body, off the page. The history keeps it, with the reason."""
    with pghistory.context(reason=reason):
        said.delete()
    tell(said.plan)


@transaction.atomic
def save_facts(plan, *, by):
    """Save what is said of PLAN as a whole."""
    plan.save()
    tell(plan)


def add_plan(plan, *, by):
    """Begin the record of PLAN. Raises GenerationTaken, and then nothing has changed."""
    same = Plan.objects.filter(member=plan.member)
    try:
        with transaction.atomic():
            plan.save()
            tell(plan)
    except IntegrityError as error:
        taken = same.filter(generation=plan.generation, kind=plan.kind).first() or same.filter(slug=plan.slug).first()
        if taken is None:
            raise
        raise GenerationTaken(taken) from error
    return plan


@transaction.atomic
def reply(said, words, *, language, by):
    """The member's answer to SAID, an event, a finding or a body, in place of an earlier one. Without words, none stands."""
    place = {kind: said for kind, model in KINDS.items() if isinstance(said, model)}
    if words:
        Reply.objects.update_or_create(**place, defaults={"words": words, "language": language, "written_by": by})
    else:
        Reply.objects.filter(**place).delete()
    public_cache.published()
