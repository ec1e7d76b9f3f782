from modeltranslation.translator import TranslationOptions, register

from meetings.models import (
    ActionPoint,
    Admission,
    AgendaItem,
    AgendaPaper,
    AgendaPerson,
    Attendance,
    ChairSummary,
    Corrigendum,
    Delegation,
    Delivered,
    Duty,
    Event,
    Input,
    InputCall,
    Inscription,
    Meeting,
    Paper,
    Paragraph,
    Proposal,
    Registration,
    Report,
    Room,
    RuleComment,
    RuleParagraph,
    RuleText,
    RuleVersion,
    Schedule,
    Session,
    Signatory,
    Speaker,
    Statement,
    Suggestion,
    Summary,
    SupportRequest,
    Undertaking,
)
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
    fields = ["number", "text", "responsible_words", "outcome"]


@register(Event)
class EventTexts(TranslationOptions):
    fields = ["title", "place", "note"]
    required_languages = ["en"]


@register(AgendaItem)
class AgendaItemTexts(TranslationOptions):
    fields = ["title", "note"]
    required_languages = ["en"]


@register(AgendaPerson)
class AgendaPersonTexts(TranslationOptions):
    fields = ["function"]


@register(RuleText)
class RuleTextTexts(TranslationOptions):
    fields = ["title"]
    required_languages = ["en"]


@register(RuleParagraph)
class RuleParagraphTexts(TranslationOptions):
    fields = ["words"]


@register(Undertaking)
class UndertakingTexts(TranslationOptions):
    fields = ["title", "note", "logistics", "place"]
    required_languages = ["en"]


@register(InputCall)
class InputCallTexts(TranslationOptions):
    fields = ["questions"]
    required_languages = ["en"]


@register(ChairSummary)
class ChairSummaryTexts(TranslationOptions):
    fields = ["title", "agenda_title", "letter_title", "letter"]


@register(Signatory)
class SignatoryTexts(TranslationOptions):
    fields = ["function"]


@register(Paragraph)
class ParagraphTexts(TranslationOptions):
    fields = ["text"]


@register(Corrigendum)
class CorrigendumTexts(TranslationOptions):
    fields = ["text"]


for model in (Meeting, Session, Speaker, Statement, Attendance, Paper, ActionPoint, Event):
    history.keep(model)
for model in (Duty, Report, Schedule, AgendaItem, AgendaPerson, AgendaPaper):
    history.keep(model)
for model in (Inscription, Delivered, RuleText, RuleVersion, RuleParagraph, RuleComment, Undertaking):
    history.keep(model)
history.keep(Room, exclude=["key"])

for model in (Admission, Delegation, Registration, SupportRequest, InputCall, Input):
    history.keep(model)

# Of drafts, who settled what; not every step of a worker, nor the passages a second time.
history.keep(Summary, exclude=["attempts", "lease_until", "remarks", "unknown"])
history.keep(Proposal, exclude=["said", "quote"])
for model in (ChairSummary, Signatory, Paragraph, Suggestion, Corrigendum):
    history.keep(model)
