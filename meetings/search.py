"""What of this app can be found: meetings, statements, action points and documents."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from meetings.models import ActionPoint, ChairSummary, Event, Meeting, Paper, Statement
from wpsnet.dates import bounds
from wpsnet.languages import CODES, pick, texts_of
from wpsnet.search import Findable, findable, path_of


@findable("meeting", gettext_lazy("Meetings"))
def meetings(keys=None):
    rows = Meeting.objects.prefetch_related("sessions__speakers")
    for meeting in rows if keys is None else rows.filter(slug__in=keys):
        yield Findable(
            key=meeting.slug,
            path=path_of(meeting),
            titles=titles_of(meeting),
            bodies={code: "\n".join(words_of(meeting, code)) for code in CODES},
            date=meeting.first,
        )


def titles_of(meeting):
    names = texts_of(meeting, "name")
    return {code: pick(names, code)[0] for code in CODES}


def words_of(meeting, language):
    """Where, about what, who was there, the sessions, and who spoke in which function."""
    for name in ("place", "theme", "attendance_words", "note"):
        yield texts_of(meeting, name).get(language, "")
    for session in meeting.sessions.all():
        yield texts_of(session, "title").get(language, "")
        for speaker in session.speakers.all():
            yield f"{speaker.name}, {texts_of(speaker, 'function').get(language, '')}"


@findable("statement", gettext_lazy("Statements"))
def statements(keys=None):
    for statement in Statement.objects.select_related("member", "meeting"):
        key = f"{statement.meeting.slug}-{statement.member.slug}"
        if keys is None or key in keys:
            members, meeting_names = texts_of(statement.member, "name"), titles_of(statement.meeting)
            yield Findable(
                key=key,
                path=path_of(statement),
                titles={code: statement_title(pick(members, code)[0], meeting_names[code], code) for code in CODES},
                bodies=texts_of(statement, "text"),
                about=(*members.values(), statement.member.slug),
                date=statement.meeting.first,
            )


def statement_title(member, meeting, language):
    with override(language):
        return _("Statement of %(member)s, %(meeting)s") % {"member": member, "meeting": meeting}


@findable("action_point", gettext_lazy("Action points"))
def action_points(keys=None):
    for point in ActionPoint.objects.select_related("meeting"):
        key = f"{point.meeting.slug}-{point.ref}"
        if keys is None or key in keys:
            texts, responsible, outcomes = (texts_of(point, name) for name in ("text", "responsible_words", "outcome"))
            yield Findable(
                key=key,
                path=path_of(point),
                titles={
                    code: action_point_title(point.ref, name, code) for code, name in titles_of(point.meeting).items()
                },
                bodies={
                    code: "\n".join(filter(None, [texts.get(code), responsible.get(code), outcomes.get(code)]))
                    for code in CODES
                },
                date=point.meeting.first,
            )


def action_point_title(ref, meeting, language):
    with override(language):
        return _("Action point %(number)s, %(meeting)s") % {"number": ref, "meeting": meeting}


@findable("paper", gettext_lazy("Documents"))
def papers(keys=None):
    for paper in Paper.objects.select_related("meeting"):
        if keys is None or str(paper.pk) in keys:
            titles, meeting_names = texts_of(paper, "title"), titles_of(paper.meeting)
            yield Findable(
                key=str(paper.pk),
                path=f"{path_of(paper.meeting)}#documents",
                titles={code: pick(titles, code)[0] for code in CODES},
                bodies={code: "\n".join(filter(None, [meeting_names[code], paper.agenda_item])) for code in CODES},
                names=(paper.symbols, " ".join(paper.halves), *paper.halves),
                date=bounds(paper.letter_date)[0] if paper.letter_date else paper.meeting.first,
            )


@findable("event", gettext_lazy("Events"))
def events(keys=None):
    rows = Event.objects.prefetch_related("organisers")
    for event in rows if keys is None else rows.filter(pk__in=keys):
        titles, places, notes = (texts_of(event, name) for name in ("title", "place", "note"))
        organisers = [name for one in event.organisers.all() for name in texts_of(one, "name").values()]
        yield Findable(
            key=str(event.pk),
            path=path_of(event),
            titles=titles,
            bodies={code: "\n".join(filter(None, [places.get(code), notes.get(code)])) for code in CODES},
            about=tuple(organisers),
            date=event.starts_first,
        )


@findable("summary", gettext_lazy("Chairs' summaries"))
def summaries(keys=None):
    final = ChairSummary.objects.filter(state=ChairSummary.State.FINAL)
    rows = final.select_related("meeting").prefetch_related("paragraphs")
    for summary in rows if keys is None else rows.filter(meeting__slug__in=keys):
        titles = texts_of(summary, "title")
        bodies = [texts_of(row, "text") for row in summary.paragraphs.all()]
        yield Findable(
            key=summary.meeting.slug,
            path=path_of(summary),
            titles={code: pick(titles, code)[0] for code in CODES},
            bodies={code: "\n".join(filter(None, [texts.get(code) for texts in bodies])) for code in CODES},
            names=(summary.symbols, *summary.halves),
            date=summary.letter_date or summary.meeting.first,
        )
