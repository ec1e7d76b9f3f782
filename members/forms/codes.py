"""Codes at the door: taken as people write them."""

import unicodedata

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.utils.translation import gettext_lazy as _


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
