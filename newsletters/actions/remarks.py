"""What editors say of an item, and the order into which one drags the items."""

from django.db import transaction
from django.utils import timezone

from newsletters.actions.editions import held
from newsletters.models import Item, Remark


@transaction.atomic
def write(remark, *, by):
    held(remark.item.edition, "draft", "submitted", "approved", "scheduled")
    remark.written_by = by
    remark.save()
    return remark


@transaction.atomic
def settle(remark, *, by):
    """Done with. Settling it twice changes nothing."""
    Remark.objects.open().filter(pk=remark.pk).update(settled_at=timezone.now(), settled_by=by)


@transaction.atomic
def arrange(edition, numbers, *, by):
    """Put the items of EDITION into the order of NUMBERS, their keys, section by section; those not named come last.

    What was moved by a colleague meanwhile, or is gone, does no harm: an item never leaves its section by this.
    """
    held(edition, "draft", "submitted")
    place = {number: at for at, number in enumerate(numbers)}
    items = sorted(edition.items.for_edition(), key=lambda item: place.get(item.pk, len(place)))
    for order, item in enumerate(items, start=1):
        if item.order != order:
            Item.objects.filter(pk=item.pk).update(order=order)
