"""The mails that `make run` has caught, read in the browser. Development only: elsewhere these pages do not exist."""

import functools
import re
from email import message_from_bytes, policy

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

FOLDER = settings.VAR_DIR / "mail"  # where wpsnet.mailsink keeps them
HEADERS = ["Date", "From", "To", "Cc", "Reply-To", "Subject", "X-Envelope-From", "X-Envelope-To", "List-Unsubscribe"]
# The mail is foreign text: no script, no request anywhere, no cookie of ours; only its own styles.
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def development_only(view):
    """Open VIEW without signing in, but only where the embedded services run."""

    @functools.wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.EMBEDDED:
            raise Http404
        return view(request, *args, **kwargs)

    return login_not_required(guarded)


@development_only
def mail_list(request):
    names = sorted((path.stem for path in FOLDER.glob("*.eml")), reverse=True)  # a name begins with its time
    page = Paginator(names, 50).get_page(request.GET.get("page"))
    mails = [{"name": name, **summary(read(name))} for name in page]
    return render(request, "dev/mail_list.html", {"mails": mails, "page": page})


@development_only
def mail(request, name):
    message = read(name)
    context = {
        "subject": message.get("Subject", ""),
        "headers": [(header, value) for header in HEADERS for value in message.get_all(header, [])],
        "text": part(message, "plain"),
        "has_html": bool(message.get_body(["html"])),
        "attachments": [attachment.get_filename("") for attachment in message.iter_attachments()],
    }
    return render(request, "dev/mail.html", context)


@development_only
def mail_html(request, name):
    if not (html := part(read(name), "html")):
        raise Http404
    return HttpResponse(html, headers={"Content-Security-Policy": SANDBOX})


def read(name):
    """The message kept under NAME; 404 where there is none."""
    if not re.fullmatch(r"[0-9T]+-[0-9]+", name):
        raise Http404
    try:
        return message_from_bytes((FOLDER / f"{name}.eml").read_bytes(), policy=policy.default)
    except FileNotFoundError:
        raise Http404 from None


def summary(message):
    return {key: message.get(key, "") for key in ("date", "from", "to", "subject")}


def part(message, subtype):
    """The text of the message's plain or html part, or nothing."""
    body = message.get_body([subtype])
    return body.get_content() if body else ""
