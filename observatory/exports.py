"""A member's page as a record for machines."""

from django.conf import settings
from django.utils import timezone

from wpsnet.languages import texts_of


def source_json(source):
    return {"key": source.key, "title": source.title, "url": source.url}


def dossier_json(facts):
    """The same facts as the page (see observatory.dossier), as JSON. Texts carry all their languages."""
    revision = facts["revision"]
    return {
        **member_json(facts["member"]),
        "profile": revision.texts if revision else None,
        "revision": revision.number if revision else None,
        "focal_points": [contact_json(post, contact) for post, contact in facts["contacts"]],
        "chair": [{"year": term.year, "role": term.role, "sources": term.cited} for term in facts["terms"]],
        "answers": {answered.question.value: answer_json(answered) for answered in facts["answers"]},
        "plans": [plan_json(plan) for plan in facts["plans"]],
        "statements": [statement_json(statement) for statement in facts["statements"]],
        "action_points": [
            {"meeting": point.meeting.slug, "ref": point.ref, "text": texts_of(point, "text"), "due": point.due}
            for point in facts["action_points"]
        ],
        "events": [event_json(event) for event in facts["events"]],
        "memberships": [membership_json(period) for period in facts["memberships"]],
        "recorded_as_present": [attendance_json(attendance) for attendance in facts["attendances"]],
    }


def member_json(member):
    """Who it is, as of today."""
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
        "website": member.website,
        "is_partner": member.is_partner,
        "confirmed_on": member.confirmed_on,
        "asked_without_answer_on": member.asked_in_vain_on,
    }


def attendance_json(attendance):
    meeting = attendance.meeting
    return {"meeting": meeting.slug, "date": meeting.date, "source": source_json(attendance.source)}


def event_json(event):
    return {
        "address": settings.SITE_URL + event.get_absolute_url(),
        "title": texts_of(event, "title"),
        "date": event.period,
        "place": texts_of(event, "place"),
        "cancelled": event.is_cancelled,
    }


def membership_json(period):
    cited = period.source and source_json(period.source)
    return {"standing": period.standing, "since": period.since, "until": period.until, "source": cited}


def contact_json(post, contact):
    shown = {"name": contact.name, "post": contact.post, "institution": contact.institution}
    return {"role": post.role, **shown, "email": contact.email, "phone": contact.phone, "languages": post.languages}


def answer_json(answered):
    """All answers to one question, the newest first; none where nobody has answered."""
    return {
        "question": str(answered.question.label),
        "answers": [fact_json(fact) for fact in [*answered.current, *answered.older]],
    }


def fact_json(fact):
    return {
        "answer": fact.answer or None,
        "share": fact.share if fact.share is None else float(fact.share),
        "text": fact.texts,
        "as_of": fact.as_of,
        "source": source_json(fact.cited),
        "locator": fact.locator,
    }


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
