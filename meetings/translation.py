from modeltranslation.translator import TranslationOptions, register

from meetings.models import ActionPoint, Attendance, Meeting, Paper, Session, Speaker, Statement
from wpsnet import history


@register(Meeting)
class MeetingTexts(TranslationOptions):
    fields = ["name", "place", "theme", "attendance_words", "note"]


@register(Session)
class SessionTexts(TranslationOptions):
    fields = ["title"]


@register(Speaker)
class SpeakerTexts(TranslationOptions):
    fields = ["function"]


@register(Statement)
class StatementTexts(TranslationOptions):
    fields = ["text"]


@register(Attendance)
class AttendanceTexts(TranslationOptions):
    fields = ["note"]


@register(Paper)
class PaperTexts(TranslationOptions):
    fields = ["title"]


@register(ActionPoint)
class ActionPointTexts(TranslationOptions):
    fields = ["text", "responsible_words", "outcome"]


for model in (Meeting, Session, Speaker, Statement, Attendance, Paper, ActionPoint):
    history.keep(model)
