"""Keeping secrets out of the log: links in mails carry a token in their path."""

import re
import sys
import traceback

# Nothing else in our paths is as long and has a digit in it: /invitations/<token>/, /password/reset/key/<uid>-<token>/.
TOKEN = re.compile(r"(?<=/)(?=[^/\s?]*\d)[\w:.=-]{32,}(?=[/?\s\"']|$)")


def without_tokens(text: str) -> str:
    return TOKEN.sub("[token]", text)


def mask_tokens(logger, name, event):
    """A structlog processor: no value of EVENT keeps a token."""
    return {key: without_tokens(value) if isinstance(value, str) else value for key, value in event.items()}


# A circle in an address, also in one that stands in the query of another (/accounts/login/?next=%2Fen%2Fcircles%2F…).
CIRCLE = re.compile(r"(?<=/circles/)[^/?&#\s\"']+|(?<=%2Fcircles%2F)[^/?&#\s\"']+", re.I)


def hide_circles(logger, name, event):
    """A structlog processor: who is in which circle is nobody's business. A line about a circle names neither it nor the
    person, and neither does any other line of that request, of the tasks it wakes included."""
    hidden = {key: CIRCLE.sub("[circle]", value) if isinstance(value, str) else value for key, value in event.items()}
    if not hidden.pop("in_circle", False) and hidden == event:
        return event
    if error := hidden.pop("exc_info", None):
        hidden["exception"] = where(error)
    return {key: value for key, value in hidden.items() if key not in ("user_id", "user_agent")}


def where(error):
    """Where an error happened, without its message, which may quote what somebody wrote."""
    kind, _message, trace = error if isinstance(error, tuple) else sys.exc_info()
    return "".join([*traceback.format_tb(trace), getattr(kind, "__name__", "")])
