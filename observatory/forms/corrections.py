"""Reporting an error on a page, and answering."""

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Member
from observatory.models import Correction
from wpsnet.forms import one_mailbox

NAMES_OF_MEMBER = ("iso3", "slug", "member")  # as the addresses of pages about one have them


class CorrectionForm(forms.ModelForm):
    class Meta:
        model = Correction
        fields = ["page", "wrong", "right", "source", "email"]
        widgets = {
            "page": forms.HiddenInput,
            "wrong": forms.Textarea({"rows": 4, "dir": "auto"}),
            "right": forms.Textarea({"rows": 4, "dir": "auto"}),
            "email": forms.EmailInput({"dir": "ltr", "autocomplete": "email"}),
        }
        help_texts = {
            "source": _("A document, a law or a page that shows it."),
            "email": _(
                "Only if you want the answer by mail. It is never shown, and deleted thirty days after the answer."
            ),
        }

    def clean_page(self):
        """A public page of this portal."""
        page = self.cleaned_data["page"]
        try:
            found = resolve(page)
        except Resolver404:
            found = None
        if found is None or not getattr(found.func, "is_public_page", False) or urlsplit(page).path != page:
            raise ValidationError(
                _("This is not a page of the portal. Go to the page, and follow the link at its foot.")
            )
        self.instance.member = member_of(found)
        return page

    def clean_email(self):
        return self.cleaned_data["email"] and one_mailbox(self.cleaned_data["email"])


def member_of(found):
    """The member that the page is about, as its address names it; None where it names none."""
    if not found.view_name.startswith(("observatory:", "actionplans:")):
        return None
    slugs = [found.kwargs[name] for name in NAMES_OF_MEMBER if isinstance(found.kwargs.get(name), str)]
    return Member.objects.filter(slug__in=slugs).first() if slugs else None


class CorrectionAnswerForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[
            (Correction.State.CORRECTED, pgettext_lazy("decision", "it has been corrected")),
            (Correction.State.KEPT, pgettext_lazy("decision", "it stays as it is")),
        ],
    )
    answer = forms.CharField(
        label=_("Answer"),
        max_length=3000,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        help_text=_(
            "What was changed, or why nothing was. It goes by mail to who reported it, if there is an address."
        ),
    )
