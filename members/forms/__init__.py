from members.forms.account import AccountForm, ContactForm
from members.forms.codes import (
    ActivateTOTPForm,
    AuthenticateForm,
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    ReauthenticateForm,
)
from members.forms.entry import ProfileForm, RevisionForm, VersionForm
from members.forms.invitations import AcceptForm, InvitationForm

__all__ = [
    "AcceptForm",
    "AccountForm",
    "ActivateTOTPForm",
    "AuthenticateForm",
    "ConfirmEmailVerificationCodeForm",
    "ConfirmLoginCodeForm",
    "ContactForm",
    "InvitationForm",
    "ProfileForm",
    "ReauthenticateForm",
    "RevisionForm",
    "VersionForm",
]
