"""How often the form may send a mail, counted in Django's cache: by reader, and by the address that would get it. The
numbers are in ACCOUNT_RATE_LIMITS of the settings."""

from allauth.core import ratelimit


def client_may(request):
    return ratelimit.consume(request, action="newsletter_client")


def address_may(request, email):
    return ratelimit.consume(request, action="newsletter_address", key=email)
