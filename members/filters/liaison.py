import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import LiaisonEntry, Member
from wpsnet.languages import alphabetical


def partners_in_log(request):
    logged = LiaisonEntry.objects.values("member")
    return Member.objects.filter(pk__in=logged).order_by(alphabetical("name"), "slug")


class LiaisonFilter(django_filters.FilterSet):
    """The liaison log: by partner, kind of contact, and what is still to be done."""

    STEPS = [("open", _("still to be done")), ("due", _("due, and not done")), ("done", _("done"))]

    partner = django_filters.ModelChoiceFilter(
        label=_("Partner"), field_name="member", queryset=partners_in_log, to_field_name="slug"
    )
    steps = django_filters.ChoiceFilter(label=_("Next step"), choices=STEPS, method="by_steps")

    class Meta:
        model = LiaisonEntry
        fields = ["partner", "kind", "steps"]

    def by_steps(self, entries, _name, value):
        match value:
            case "open":
                return entries.exclude(next_step="").filter(done_at=None)
            case "due":
                return entries.due(timezone.localdate())
        return entries.exclude(done_at=None)
