"""What a person does with her own account."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.forms import ModelForm
from django.utils import timezone

from members.models import User
from wpsnet.public_cache import published


@transaction.atomic
def save_account(*forms: ModelForm) -> None:
    """Save a person's name, language and contact choices; what is public of them changes at once."""
    for form in forms:
        form.save()
    published()


def sessions_of(user: User) -> list[str]:
    """The keys of the living sessions of USER. Whose a session is stands inside it, so all of them are looked through."""
    living = Session.objects.filter(expire_date__gt=timezone.now()).iterator()
    return [session.pk for session in living if session.get_decoded().get(SESSION_KEY) == str(user.pk)]


@transaction.atomic
def sign_out_everywhere(*, by: User) -> int:
    """End all sessions of BY, this one too; returns how many there were."""
    ended = sessions_of(by)
    Session.objects.filter(pk__in=ended).delete()
    return len(ended)
