"""What a person typed before her session ended: kept in the next session, and back in the form after signing in."""

import json
import time

from allauth.core import ratelimit
from django.contrib import messages
from django.http import QueryDict
from django.utils.translation import gettext as _

KEY = "typed_text"
LONGEST = 200_000  # signs; a country's whole entry has some 60,000
KEPT_SECONDS = 12 * 3600


def keeps_typed_text(view):
    """Mark VIEW as a form whose text is kept when the session ends; the view asks for it with `typed_text`."""
    view.keeps_typed_text = True
    return view


def keep(request, view):
    """Put what was posted to a marked VIEW into the session, which may be a new one, and tell the person.

    Called by the middleware that stands after the one against forged forms.
    """
    if request.method != "POST" or not getattr(view, "keeps_typed_text", False):
        return
    fields = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    too_long = len(json.dumps(fields)) > LONGEST
    if too_long or not ratelimit.consume(request, action="typed_text"):
        messages.error(
            request,
            _("Your session had ended, and the text could not be kept: go back in your browser and copy it first."),
        )
        return
    request.session[KEY] = {"path": request.path, "fields": fields, "until": time.time() + KEPT_SECONDS}
    messages.info(request, _("Your session had ended. Your text is kept: sign in, and it will be in the form again."))


def typed_text(request):
    """The fields typed into this page before the session ended, as a QueryDict, or None. They are given once."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEY]
    if kept["until"] < time.time():
        return None
    fields = QueryDict(mutable=True)
    for name, values in kept["fields"].items():
        fields.setlist(name, values)
    messages.info(request, _("Nothing you typed was lost. It is in the form below, and has not been saved yet."))
    return fields


def sent(request):
    """What a form is filled with: what was posted now, or else was typed before the session ended."""
    return request.POST if request.method == "POST" else typed_text(request)
