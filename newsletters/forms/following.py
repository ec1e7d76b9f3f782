"""What to follow, how often, and all that a reader may decide about her mails."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Member
from newsletters.forms.subscriptions import SubscribeForm
from newsletters.models import Follow, Frequency
from wpsnet.languages import alphabetical
from wpsnet.models import Theme

STOP = "stop"


class ChooseForm(forms.Form):
    """A country or a theme to follow, where the reader comes from no page of one."""

    what = forms.CharField(widget=forms.HiddenInput)
    key = forms.ChoiceField()

    def __init__(self, what, label, choices):
        super().__init__(initial={"what": what}, auto_id=f"{what}_%s")
        self.fields["key"].label, self.fields["key"].choices = label, choices


def choosing():
    members = Member.objects.order_by(alphabetical("name")).values_list("slug", "name")
    themes = Theme.objects.order_by(alphabetical("name")).values_list("slug", "name")
    return [
        ChooseForm(Follow.What.COUNTRY, _("Country or organization"), list(members)),
        ChooseForm(Follow.What.THEME, _("Theme"), list(themes)),
    ]


class FollowForm(SubscribeForm):
    frequency = forms.ChoiceField(label=_("How often"), choices=Frequency, initial=Frequency.AT_ONCE)

    field_order = ["email", "frequency", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].label = _("Language of the mails")


class ConfirmFollowForm(forms.Form):
    frequency = forms.ChoiceField(label=_("How often"), choices=Frequency)
    language = forms.ChoiceField(label=_("Language of the mails"), choices=settings.LANGUAGES)


class PreferencesForm(forms.Form):
    """For one address: language, newsletter, digest, and each thing that it follows."""

    language = forms.ChoiceField(label=_("Language of the mails"), choices=settings.LANGUAGES)
    newsletter = forms.BooleanField(label=_("The newsletter, several times a year"), required=False)
    digest = forms.BooleanField(label=_("The digest: what was new on the portal, in short"), required=False)

    def __init__(self, data, *, follows, initial):
        """FOLLOWS are pairs of a Follow and its name."""
        super().__init__(data, initial=initial)
        self.follows = follows
        choices = [*Frequency.choices, (STOP, pgettext_lazy("how often", "no more"))]
        for follow, name in follows:
            self.fields[f"follow_{follow.pk}"] = forms.ChoiceField(
                label=name, choices=choices, initial=follow.frequency
            )

    def frequencies(self):
        """(follow, how often or STOP), for those that change."""
        for follow, _name in self.follows:
            chosen = self.cleaned_data[f"follow_{follow.pk}"]
            if chosen != follow.frequency:
                yield follow, chosen
