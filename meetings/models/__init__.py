from meetings.models.actionpoints import ActionPoint, State
from meetings.models.admission import Admission, Delegation, ProtectedLook, ProtectedPerson, Registration
from meetings.models.agenda import AgendaItem, AgendaPaper, AgendaPerson, Schedule
from meetings.models.chair_summary import ChairSummary, Corrigendum, Paragraph, Signatory, Suggestion
from meetings.models.duties import Duty, Progress, Report
from meetings.models.event import Event
from meetings.models.floor import Delivered, Inscription, Room
from meetings.models.inputs import Input, InputCall
from meetings.models.meeting import Attendance, Meeting, Paper, Session, Speaker, Statement
from meetings.models.pack import Pack
from meetings.models.programme import Undertaking
from meetings.models.rule_texts import RuleComment, RuleParagraph, RuleText, RuleVersion
from meetings.models.summaries import Proposal, Summary
from meetings.models.support import SupportRequest

__all__ = [
    "ActionPoint",
    "Admission",
    "AgendaItem",
    "AgendaPaper",
    "AgendaPerson",
    "Attendance",
    "ChairSummary",
    "Corrigendum",
    "Delegation",
    "Delivered",
    "Duty",
    "Event",
    "Input",
    "InputCall",
    "Inscription",
    "Meeting",
    "Pack",
    "Paper",
    "Paragraph",
    "Progress",
    "Proposal",
    "ProtectedLook",
    "ProtectedPerson",
    "Registration",
    "Report",
    "Room",
    "RuleComment",
    "RuleParagraph",
    "RuleText",
    "RuleVersion",
    "Schedule",
    "Session",
    "Signatory",
    "Speaker",
    "State",
    "Statement",
    "Suggestion",
    "Summary",
    "SupportRequest",
    "Undertaking",
]
