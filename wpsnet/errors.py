"""What a person reads when something did not work: what happened, that nothing is lost, and what to do."""

from django.conf import settings
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat


def bad_request(request, exception=None):
    return render(request, "errors/400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "errors/403.html", {"reason": str(exception or "")}, status=403)


def csrf_failed(request, reason=""):
    return render(request, "errors/csrf.html", status=403)


def not_found(request, exception=None):
    reason = str(exception) if exception and exception.args and isinstance(exception.args[0], str) else ""
    return render(request, "errors/404.html", {"reason": reason}, status=404)


def broken(request):
    return render(request, "errors/500.html", status=500)


def too_large(request):
    most = {"form": filesizeformat(settings.UPLOAD_MAX_REQUEST), "file": filesizeformat(settings.UPLOAD_MAX_BYTES)}
    return render(request, "errors/413.html", most, status=413)
