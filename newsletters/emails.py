"""The mails of a subscription. Links open a page in the mail's language; only the button on that page acts."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from newsletters.models import CONFIRM_WITHIN, Frequency, Subscriber
from wpsnet import mail


def link(name, token, language):
    with override(language):
        return settings.SITE_URL + reverse(name, args=[token])


def confirmation(address, token, language):
    return mail.compose(
        "newsletter_confirm",
        address,
        language=language,
        link=link("newsletters:confirm", token, language),
        days=CONFIRM_WITHIN.days,
    )


def follow_confirmation(address, token, language, name, frequency):
    with override(language):
        how_often = str(Frequency(frequency).label)
    return mail.compose(
        "follow_confirm",
        address,
        language=language,
        link=link("newsletters:confirm_follow", token, language),
        name=name,
        how_often=how_often,
        days=CONFIRM_WITHIN.days,
    )


def welcome(subscriber: Subscriber):
    """Says that it worked, and carries the link to leave, also for the button that mail programs show (RFC 8058)."""
    leave = link("newsletters:leave", subscriber.leave_token, subscriber.language)
    message = mail.compose("newsletter_welcome", subscriber.email, language=subscriber.language, link=leave)
    message.extra_headers |= {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return message
