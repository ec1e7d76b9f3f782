"""Meetings, statements and action points as columns of a download, and one meeting as a record for machines."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models import State
from wpsnet.exports import Column
from wpsnet.languages import pick, texts_of


def language_of(instance, field):
    """The language in which FIELD stands in a file: the reader's, or the one that stands in for it."""
    return pick(texts_of(instance, field))[1]


def slugs(members):
    return " ".join(sorted(member.slug for member in members))


def address(record):
    return settings.SITE_URL + record.get_absolute_url()


MEETINGS = [
    Column("name", _("name"), lambda meeting: meeting.name),
    Column("number", _("number of the meeting"), lambda meeting: meeting.ordinal),
    Column("kind", _("kind"), lambda meeting: meeting.get_kind_display()),
    Column("date", _("date, in EDTF"), lambda meeting: meeting.date),
    Column("country", _("country, as ISO alpha-3 code"), lambda meeting: meeting.country and meeting.country.slug),
    Column("place", _("place"), lambda meeting: meeting.place),
    Column("theme", _("theme"), lambda meeting: meeting.theme),
    Column("hosts", _("hosts, as codes"), lambda meeting: slugs(meeting.hosts.all())),
    Column("attendance", _("attendance"), lambda meeting: meeting.attendance_words),
    Column("source", _("source"), lambda meeting: meeting.source.title),
    Column("address", _("address"), address),
]

EVENTS = [
    Column("title", _("title"), lambda event: event.title),
    Column("date", _("date, in EDTF"), lambda event: event.period),
    Column("place", _("place"), lambda event: event.place),
    Column("organisers", _("organizers"), lambda event: ", ".join(one.name for one in event.organisers.all())),
    Column("codes", _("organizers, as codes"), lambda event: slugs(event.organisers.all())),
    Column("cancelled", _("cancelled"), lambda event: "yes" if event.is_cancelled else "no"),
    Column("url", _("address of the event's own page"), lambda event: event.url),
    Column("note", _("note"), lambda event: event.note),
    Column("source", _("source"), lambda event: event.source and event.source.title),
    Column("address", _("address"), address),
]

PROGRAMME = [
    Column("title", _("title"), lambda part: part.title),
    Column("year", _("year"), lambda part: part.year),
    Column("kind", _("kind"), lambda part: part.get_kind_display()),
    Column("member", _("planned by"), lambda part: part.member.name),
    Column("code", _("planned by, as a code"), lambda part: part.member.slug),
    Column("date", _("date, in EDTF"), lambda part: part.period),
    Column("place", _("place"), lambda part: part.place),
    Column("note", _("what is planned"), lambda part: part.note),
    Column("logistics", _("place, travel and lodging"), lambda part: part.logistics),
    Column("address", _("address"), address),
]

STATEMENTS = [
    Column("delegation", _("delegation"), lambda statement: statement.member.name),
    Column("code", _("code of the delegation"), lambda statement: statement.member.slug),
    Column("meeting", _("meeting"), lambda statement: statement.meeting.name),
    Column("date", _("date, in EDTF"), lambda statement: statement.meeting.date),
    Column("order", _("order"), lambda statement: statement.order),
    Column("reported", _("content reported"), lambda statement: "yes" if statement.reported else "no"),
    Column("text", _("text"), lambda statement: statement.text),
    Column("language", _("language of the text"), lambda statement: language_of(statement, "text")),
    Column("source", _("source"), lambda statement: statement.source.title),
    Column("locator", _("place in the source"), lambda statement: statement.locator),
    Column("address", _("address"), address),
]

ACTION_POINTS = [
    Column("text", _("text"), lambda point: point.text),
    Column("number", _("number"), lambda point: point.ref),
    Column("heading", _("heading"), lambda point: point.heading_point and point.heading_point.text),
    Column("language", _("language of the text"), lambda point: language_of(point, "text")),
    Column("meeting", _("meeting"), lambda point: point.meeting.name),
    Column("date", _("date of the meeting, in EDTF"), lambda point: point.meeting.date),
    Column("responsible", _("responsible, in words"), lambda point: point.responsible_words),
    Column("responsible_codes", _("responsible, as codes"), lambda point: slugs(point.responsible.all())),
    Column("bodies", _("responsible bodies, as codes"), lambda point: " ".join(sorted(point.bodies))),
    Column("due", _("due, in EDTF"), lambda point: point.due),
    Column("state", _("state, from the reports"), lambda point: point.state, State.choices),
    Column("outcome", _("what became of it"), lambda point: point.outcome),
    Column(
        "outcome_source",
        _("source of the outcome"),
        lambda point: point.outcome_source and point.outcome_source.title,
    ),
    Column("source", _("source"), lambda point: point.source.title),
    Column("locator", _("place in the source"), lambda point: point.locator),
    Column("address", _("address"), address),
]


def record_json(facts):
    """The facts of meetings.record as JSON. Texts carry all their languages."""
    meeting = facts["meeting"]
    return {
        "address": address(meeting),
        "as_of": timezone.localdate().isoformat(),
        "number": meeting.ordinal,
        "kind": meeting.kind,
        "name": texts_of(meeting, "name"),
        "date": meeting.date,
        "country": meeting.country and meeting.country.slug,
        "place": texts_of(meeting, "place"),
        "theme": texts_of(meeting, "theme"),
        "hosts": [member.slug for member in facts["hosts"]],
        "chairs": [member.slug for member in facts["chairs"]],
        "attendance": texts_of(meeting, "attendance_words"),
        "duration_minutes": meeting.duration_minutes,
        "note": texts_of(meeting, "note"),
        "source": source_json(meeting.source),
        "sessions": [session_json(session) for session in facts["sessions"]],
        "statements": [statement_json(statement) for statement in facts["statements"]],
        "documents": [paper_json(paper) for paper in facts["papers"]],
        "recorded_as_present": [
            {"source": source_json(source), "codes": [attendance.member.slug for attendance in attendances]}
            for source, attendances in facts["lists_of_participants"]
        ],
        "action_points": [
            {
                "number": heading and heading.ref,
                "text": texts_of(heading, "text") if heading else {},
                "points": [action_point_json(point) for point in points],
            }
            for heading, points in facts["agreed"]
        ],
    }


def source_json(source, locator=""):
    cited = {"key": source.key, "title": source.title, "url": source.url}
    return cited | {"locator": locator} if locator else cited


def session_json(session):
    return {
        "number": session.number,
        "title": texts_of(session, "title"),
        "paragraphs": session.paragraphs,
        "source": source_json(session.source),
        "people": [
            {
                "name": speaker.name,
                "function": texts_of(speaker, "function"),
                "role": speaker.role,
                "code": speaker.member and speaker.member.slug,
                "source": source_json(speaker.source, speaker.locator),
            }
            for speaker in session.speakers.all()
        ],
    }


def statement_json(statement):
    return {
        "order": statement.order,
        "code": statement.member.slug,
        "reported": statement.reported,
        "text": texts_of(statement, "text"),
        "source": source_json(statement.source, statement.locator),
    }


def paper_json(paper):
    return {
        "kind": paper.kind,
        "symbols": paper.halves,
        "title": texts_of(paper, "title"),
        "letter_date": paper.letter_date,
        "general_assembly_session": paper.ga_session,
        "security_council_year": paper.sc_year,
        "agenda_item": paper.agenda_item,
        "signatories": paper.signatories,
        "url": paper.url,
        "source": source_json(paper.source),
    }


def action_point_json(point):
    return {
        "number": point.ref,
        "text": texts_of(point, "text"),
        "responsible": texts_of(point, "responsible_words"),
        "responsible_codes": sorted(member.slug for member in point.responsible.all()),
        "responsible_bodies": sorted(point.bodies),
        "due": point.due,
        "state": point.state,
        "outcome": texts_of(point, "outcome"),
        "outcome_source": point.outcome_source and source_json(point.outcome_source),
        "source": source_json(point.source, point.locator),
    }
