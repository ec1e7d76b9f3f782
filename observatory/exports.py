"""A member's page as a record for machines."""

from django.conf import settings
from django.utils import timezone

from wpsnet.languages import texts_of


def source_json(source):
    return {"key": source.key, "title": source.title, "url": source.url}


def dossier_json(facts):
    """The same facts as the page (see observatory.dossier), as JSON. Texts carry all their languages."""
    member, revision, confirmation = facts["member"], facts["revision"], facts["confirmation"]
    return {
        "address": settings.SITE_URL + member.get_absolute_url(),
        "as_of": timezone.localdate().isoformat(),
        "kind": member.kind,
        "code": member.slug,
        "iso2": member.iso2,
        "m49": member.m49,
        "name": texts_of(member, "name"),
        "formal_name": texts_of(member, "formal_name"),
        "un_group": member.un_group,
        "region": member.region and member.region.code,
        "subregion": member.subregion and member.subregion.code,
        "profile": revision.texts if revision else None,
        "revision": revision.number if revision else None,
        "confirmed_on": confirmation.confirmed_on.isoformat() if confirmation else None,
        "focal_points": [appointment_json(post) for post in facts["appointments"]],
        "chair": [
            {"year": term.year, "role": term.role, "sources": [source_json(source) for source in term.sources.all()]}
            for term in facts["terms"]
        ],
        "plans": [plan_json(plan) for plan in facts["plans"]],
        "statements": [statement_json(statement) for statement in facts["statements"]],
        "action_points": [
            {"meeting": point.meeting.slug, "ref": point.ref, "text": texts_of(point, "text"), "due": point.due}
            for point in facts["action_points"]
        ],
        "recorded_as_present": [
            {
                "meeting": attendance.meeting.slug,
                "date": attendance.meeting.date,
                "source": source_json(attendance.source),
            }
            for attendance in facts["attendances"]
        ],
    }


def appointment_json(post):
    return {"role": post.role, "name": post.person.name, "post": post.post, "institution": post.institution}


def plan_json(plan):
    return {
        "address": settings.SITE_URL + plan.get_absolute_url(),
        "kind": plan.kind,
        "generation": plan.generation,
        "status": plan.status,
        "ends": plan.ends.isoformat() if plan.ends else None,
    }


def statement_json(statement):
    return {
        "meeting": statement.meeting.slug,
        "reported": statement.reported,
        "text": texts_of(statement, "text"),
        "locator": statement.locator,
        "source": source_json(statement.source),
    }
