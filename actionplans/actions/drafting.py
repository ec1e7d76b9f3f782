"""The checklist of a member that writes its plan."""

from django.db import transaction

from actionplans.models import Drafting, DraftingStep
from wpsnet.public_cache import published


@transaction.atomic
def note_step(member, step, *, by, **said):
    """Write down where MEMBER is with STEP. The history holds what stood there before."""
    drafting, _new = Drafting.objects.get_or_create(member=member)
    DraftingStep.objects.update_or_create(drafting=drafting, step=step.code, defaults=said | {"written_by": by})
    if drafting.is_public:
        published()


@transaction.atomic
def show(member, is_public):
    """Show the checklist of MEMBER to everybody, or to its team alone."""
    Drafting.objects.update_or_create(member=member, defaults={"is_public": is_public})
    published()
