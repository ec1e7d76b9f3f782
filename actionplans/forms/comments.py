"""What civil society says of a plan, and why it is held back."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from actionplans.forms.record import TextField
from actionplans.models import PlanComment
from members.models import Member

TEXT = forms.Textarea({"rows": 8, "dir": "auto"})


class CommentForm(forms.ModelForm):
    class Meta:
        model = PlanComment
        fields = ["organisation", "words", "language"]
        widgets = {"words": TEXT}
        labels = {"words": _("Your comment"), "organisation": _("The organization that says it")}
        help_texts = {
            "words": _(
                "Of how the plan is carried out. Name nobody who could be put in danger. "
                "Readers see your organization, not your name."
            ),
        }

    language = forms.ChoiceField(label=_("Language of your comment"), choices=settings.LANGUAGES)

    def __init__(self, *args, plan, posts, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.plan = plan
        organisations = Member.objects.filter(pk__in=[post.member_id for post in posts])
        self.fields["organisation"].queryset = organisations
        self.initial.setdefault("organisation", posts[0].member_id)
        self.initial["language"] = get_language()


class HoldForm(forms.Form):
    ground = forms.ChoiceField(label=_("On which ground"), choices=PlanComment.Ground.choices, widget=forms.RadioSelect)
    reason = TextField(
        label=_("The reason, as the author will read it"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )
