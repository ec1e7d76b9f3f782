"""What comes in: codes at the door, invitations, a person's own account, and the texts of an entry."""

import unicodedata
import zoneinfo

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from members.models import Appointment, Invitation, Member, Section, User
from wpsnet.languages import CODES, direction
from wpsnet.markdown import clean

LONGEST_TEXT = 10_000

# --- Codes: taken as people write them ------------------------------------------------------------------------------


class CodeField(forms.CharField):
    """A code in any digits (١٢٣, １２３), with blanks or marks of direction between them."""

    def to_python(self, value):
        plain = (sign for sign in super().to_python(value) if unicodedata.category(sign) not in ("Zs", "Cf"))
        return "".join(str(unicodedata.decimal(sign, sign)) for sign in plain)


def code_field():
    attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}
    return CodeField(label=_("Code"), widget=forms.TextInput(attributes))


class AuthenticateForm(mfa_forms.AuthenticateForm):
    code = code_field()


class ReauthenticateForm(mfa_forms.ReauthenticateForm):
    code = code_field()


class ActivateTOTPForm(totp_forms.ActivateTOTPForm):
    code = code_field()


class ConfirmLoginCodeForm(account_forms.ConfirmLoginCodeForm):
    code = code_field()


class ConfirmEmailVerificationCodeForm(account_forms.ConfirmEmailVerificationCodeForm):
    code = code_field()


# --- Invitations ----------------------------------------------------------------------------------------------------


class InvitationForm(forms.ModelForm):
    class Meta:
        model = Invitation
        fields = ["email", "name", "language", "member", "role", "secretariat"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = Member.objects.order_by("name", "slug")
        self.fields["member"].help_text = _("Leave member and role empty for an account without a post.")

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("member")) != bool(cleaned.get("role")):
            self.add_error("role", _("Choose member and role together, or leave both empty."))
        return cleaned


class AcceptForm(forms.Form):
    """The first visit of somebody invited: who she is, and how she will sign in."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"}))
    language = forms.ChoiceField(label=_("Language of your mails"), choices=settings.LANGUAGES)
    without_password = forms.BooleanField(
        label=_("I want no password: send me a code by e-mail each time I sign in"), required=False
    )
    password1 = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least 12 signs. A sentence is easy to remember and hard to guess."),
    )
    password2 = forms.CharField(
        label=_("The same password again"),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email, **kwargs):
        self.email = email
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("without_password"):
            return cleaned | {"password1": None}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if not first:
            self.add_error("password1", _("Give a password, or choose codes by e-mail."))
        elif first != second:
            self.add_error("password2", _("The two passwords are not the same."))
        else:
            self.check_strength(first, cleaned.get("name", ""))
        return cleaned

    def check_strength(self, password, name):
        try:
            validate_password(password, User(email=self.email, name=name))
        except forms.ValidationError as error:
            self.add_error("password1", error)


# --- A person's own account -----------------------------------------------------------------------------------------


class AccountForm(forms.ModelForm):
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=lambda: [(name, name) for name in sorted(zoneinfo.available_timezones())]
    )

    class Meta:
        model = User
        fields = ["name", "language", "time_zone"]


class ContactForm(forms.ModelForm):
    """What of a person's contact data in one post is shown, and to whom."""

    class Meta:
        model = Appointment
        fields = ["show_name", "show_email", "phone", "show_phone"]


# --- The texts of an entry --------------------------------------------------------------------------------------------


def not_too_long(text):
    if (over := len(text) - LONGEST_TEXT) > 0:
        raise forms.ValidationError(
            ngettext(
                "This text is %(over)d sign too long: it has %(count)d, and %(most)d are possible. Shorten it and save again.",
                "This text is %(over)d signs too long: it has %(count)d, and %(most)d are possible. Shorten it and save again.",
                over,
            )
            % {"over": over, "count": len(text), "most": LONGEST_TEXT}
        )


class TextField(forms.CharField):
    """Markdown. The browser is not told the limit: it would cut what is pasted, without a word."""

    widget = forms.Textarea
    default_validators = [not_too_long]

    def to_python(self, value):
        return clean(super().to_python(value))


class VersionForm(forms.Form):
    """A button that acts on the draft, and the version of the draft that the person saw."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class RevisionForm(forms.Form):
    """The button "still right", and the revision that the person read."""

    revision = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class ProfileForm(VersionForm):
    """The texts of an entry in one language. A section that was not sent at all is left as it is.

    TYPED is what she had typed before her session ended; it stands in the form in place of the draft's words.
    """

    language = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, draft, language, typed=None):
        words = {section.value: draft.texts.get(section, {}).get(language, "") for section in Section}
        initial = {"version": draft.version, "language": language, **words}
        typed = {name: value for name, value in (typed or {}).items() if name in initial}
        super().__init__(data, initial=initial | typed, auto_id="%s")
        self.draft, self.text_language = draft, language
        for section in Section:
            self.fields[section.value] = TextField(label=section.label, help_text=section.hint, required=False)
            self.fields[section.value].widget.attrs = {"lang": language, "dir": direction(language), "rows": 6}

    def sent(self):
        """{section: words} of the sections that were sent."""
        return {section.value: self.cleaned_data[section] for section in Section if section in self.data}

    def texts(self):
        return {section: {self.text_language: words} for section, words in self.sent().items()}

    def rows(self):
        """What the page shows of each section: its field, how long its text is, and its texts in other languages."""
        for section in Section:
            texts = self.draft.texts.get(section, {})
            others = [(code, texts[code]) for code in CODES if code != self.text_language and code in texts]
            words = self[section].value() or ""
            yield {"field": self[section], "length": len(words), "others": [] if words else others}
