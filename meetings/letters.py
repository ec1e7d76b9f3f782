"""What mails about meetings tell that is found out only when they are sent."""

from meetings import clock  # noqa: F401  registers one
from meetings.actions import (
    chair_summary,  # noqa: F401  registers a third
    letters,  # noqa: F401  registers another
)
