"""Django's Arabic formats name no DATETIME_FORMAT, so that the English one would stand in."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y، H:i"
