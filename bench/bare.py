"""The limit: a Django view without middleware that answers a page of the usual size."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

PAGE = b"x" * 4000  # what a country page weighs, compressed


def bare(request):
    return HttpResponse(PAGE)


urlpatterns = [path("", bare)]
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="bench", MIDDLEWARE=[])  # noqa: S106
application = get_wsgi_application()
