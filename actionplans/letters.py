"""What mails about plans tell that is found out only when they are sent."""

from actionplans import clock  # noqa: F401  registers it
