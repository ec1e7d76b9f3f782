"""Who is invited, and the first visit of somebody invited."""

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from members.forms.team import HAS_LEFT
from members.models import Invitation, Member, User
from wpsnet.mail import check_address


class InvitationForm(forms.ModelForm):
    class Meta:
        model = Invitation
        fields = ["email", "name", "language", "member", "role", "secretariat"]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        if not by.has_perm("members.manage_people"):  # posts of the secretariat are given by its administrators
            del self.fields["secretariat"]
        self.fields["member"].queryset = Member.objects.order_by("name", "slug")
        self.fields["member"].help_text = _("Leave member and role empty for an account without a post.")

    def clean_email(self):
        check_address(self.cleaned_data["email"])
        return self.cleaned_data["email"].lower()

    def clean(self):
        cleaned = super().clean()
        if "secretariat" not in self.fields and self.data.get("secretariat"):
            raise forms.ValidationError(
                _("Only administrators of the secretariat offer posts in it. Nobody was invited.")
            )
        if bool(cleaned.get("member")) != bool(cleaned.get("role")):
            self.add_error("role", _("Choose member and role together, or leave both empty."))
        if cleaned.get("member") and cleaned["member"].has_left:
            self.add_error("member", HAS_LEFT)
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
