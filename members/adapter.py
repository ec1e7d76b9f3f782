"""How allauth does what it does here: no sign-up, mails in the person's language, sealed secrets."""

from types import SimpleNamespace
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.urls import translate_url
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from members.models import User
from wpsnet.seal import seal, unseal


class SignInBackend(AuthenticationBackend):
    def has_perm(self, user_obj, perm, obj=None):
        """Rights come from rules.py alone; Django's tables of permissions are not asked."""
        return False


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """In the person's language and time zone, with links from SITE_URL: the request's host may be a lie."""
        person = User.objects.filter(emailaddress__email__iexact=email).first()
        language = person.language if person else get_language()
        links = {name: own_link(url, language) for name, url in context.items() if name.endswith("_url")}
        with override(language), timezone.override(person.time_zone if person else None):
            site = SimpleNamespace(name=_("Women, Peace and Security Focal Points Network"), domain=settings.SITE_URL)
            super().send_mail(template_prefix, email, {**context, **links, "current_site": site})


class MFAAdapter(DefaultMFAAdapter):
    def encrypt(self, text):
        return seal(text)

    def decrypt(self, encrypted_text):
        return unseal(encrypted_text)

    def get_public_key_credential_rp_entity(self):
        return {"id": urlsplit(settings.SITE_URL).hostname, "name": settings.MFA_TOTP_ISSUER}


def own_link(url, language):
    """The page of URL, which is in the active language, at our own address and in LANGUAGE."""
    return settings.SITE_URL + translate_url(urlsplit(url)._replace(scheme="", netloc="").geturl(), language)
