from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wpsnet.models import StoredFile

ERASED = "erased.invalid"  # a domain that cannot be (RFC 2606): where the address of somebody erased stood


class UserQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def secretariat(self):
        return self.active().exclude(secretariat="")

    def never_here(self):
        """Written down by others (see `named`): neither a password nor a sign-in, so an invitation still opens the account."""
        return self.filter(last_login=None, password__startswith=UNUSABLE_PASSWORD_PREFIX)

    def been_here(self):
        return self.exclude(pk__in=self.model.objects.never_here())

    def erased(self):
        return self.filter(email__endswith=f"@{ERASED}")


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def named(self, email, name, language="en"):
        """The person with EMAIL. Whom nobody has told us of yet is written down, without a way in: an invitation is that."""
        told = {"name": name, "language": language, "password": make_password(None)}
        user, _is_new = self.get_or_create(email=email.strip().lower(), defaults=told)
        return user

    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in, by e-mail address. What she may do follows from her appointments, or her secretariat post."""

    class Secretariat(models.TextChoices):
        EDITOR = "editor", pgettext_lazy("secretariat post", "editor")
        ADMIN = "admin", pgettext_lazy("secretariat post", "administrator")

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    secretariat = models.CharField(
        _("post in the secretariat"), max_length=10, choices=Secretariat, blank=True, default=""
    )
    at_risk = models.BooleanField(
        _("at risk"),
        default=False,
        help_text=_("Contact data is shown to nobody but the secretariat's administrators."),
    )
    photo = models.ForeignKey(
        StoredFile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined on"), auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name, verbose_name_plural = _("person"), _("people")
        constraints = [
            models.CheckConstraint(name="user_email_is_lower_case", condition=models.Q(email=Lower("email"))),
        ]

    def __str__(self):
        return self.name or f"#{self.pk}"  # never the address: this string reaches logs

    @property
    def is_erased(self):
        return self.email.endswith(f"@{ERASED}")

    def get_full_name(self):
        return self.name
