"""What is asked of those who want to join."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Member, MembershipRequest, RequestMessage
from wpsnet.files import UploadsField
from wpsnet.forms import WebAddressField, one_mailbox
from wpsnet.languages import alphabetical

OF_AN_ORGANISATION = ["organisation", "acronym", "website"]


class CountryField(forms.ModelChoiceField):
    """States in the reader's alphabetical order."""

    def __init__(self, **options):
        super().__init__(Member.objects.states(), empty_label=_("Choose the country"), **options)

    def sorted(self):
        self.queryset = Member.objects.states().order_by(alphabetical("name"))
        return self


class RequestForm(forms.ModelForm):
    """The form of one WAY in (see members.joining): a government names its country, all others their organisation."""

    country = CountryField(label=_("Country"))
    website = WebAddressField(label=_("Website"), required=False)
    files = UploadsField(label=_("Documents"), required=False)

    class Meta:
        model = MembershipRequest
        fields = [
            "country",
            "kind",
            *OF_AN_ORGANISATION,
            "name",
            "email",
            "language",
            "role",
            "post",
            "institution",
            "reasons",
        ]
        widgets = {
            "name": forms.TextInput({"autocomplete": "name"}),
            "email": forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
            "organisation": forms.TextInput({"autocomplete": "organization"}),
            "post": forms.TextInput({"autocomplete": "organization-title"}),
        }
        labels = {"role": _("What you would be for the network"), "post": _("Your post")}
        help_texts = {
            "email": _("Best an address of the office. We send a link to it first."),
            "reasons": _("A few sentences are enough."),
        }

    def __init__(self, *args, way, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.kind, self.instance.role = way.kinds[0], way.roles[0]
        is_government = way.slug == "government"
        self.offer("kind", [] if is_government else way.kinds)
        self.offer("role", way.roles)
        for name in OF_AN_ORGANISATION if is_government else ["country", "institution"]:
            del self.fields[name]
        if is_government:
            self.fields["country"].sorted()
            self.fields["institution"].required = True
            self.fields["institution"].label = _("Ministry or mission")
        else:
            self.fields["organisation"].required = True
        self.fields["files"].label = _("Documents, such as a letter of nomination or your statutes")
        self.fields["reasons"].widget.attrs.pop("maxlength", None)  # a browser cuts what is pasted, without a word

    def offer(self, name, values):
        """A field with only VALUES to choose from; with no choice there is nothing to ask."""
        if len(values) < 2:
            del self.fields[name]
        else:
            self.fields[name].choices = [("", "---------"), *((value, value.label) for value in values)]

    def clean_email(self):
        return one_mailbox(self.cleaned_data["email"])


class MessageForm(forms.ModelForm):
    """A word between the secretariat and the one who asks."""

    class Meta:
        model = RequestMessage
        fields = ["words"]

    def __init__(self, *args, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
        self.fields["words"].widget.attrs.pop("maxlength", None)


class AnswerForm(MessageForm):
    files = UploadsField(label=_("Documents"), required=False)
