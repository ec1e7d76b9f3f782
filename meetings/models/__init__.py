from meetings.models.actionpoints import ActionPoint
from meetings.models.meeting import Attendance, Meeting, Paper, Session, Speaker, Statement

__all__ = ["ActionPoint", "Attendance", "Meeting", "Paper", "Session", "Speaker", "Statement"]
