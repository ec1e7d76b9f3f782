"""Comments of civil society on plans: written, published or held back, answered."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from actionplans.models import PlanComment
from actionplans.wording import plan_title
from wpsnet.outbox.actions import Recipient, freeze
from wpsnet.public_cache import published


class AlreadyDecided(Exception):
    """Somebody was faster. Nothing was changed."""


def write(comment, *, by):
    """Keep COMMENT for the secretariat to look at. The same words once more are a button pressed twice."""
    comment.written_by = by
    said = {name: getattr(comment, name) for name in ("plan", "organisation", "words", "written_by")}
    same = PlanComment.objects.waiting().filter(**said).first()
    if same is None:
        comment.save()
    return same or comment


@transaction.atomic
def publish(comment, *, by):
    """Readers see COMMENT. Its author is told."""
    decide(comment, by=by, published_at=timezone.now())
    published()


@transaction.atomic
def hold_back(comment, ground, reason, *, by):
    """Readers do not see COMMENT, or no longer. Its author is told on which ground, and why."""
    now = timezone.now()
    held = {"published_at": None, "held_at": now, "ground": ground, "reason": reason, "decided_by": by}
    if not PlanComment.objects.filter(pk=comment.pk, held_at=None).update(**held):
        raise AlreadyDecided
    comment.refresh_from_db()
    tell_author(comment, now)
    published()


def decide(comment, *, by, **decision):
    if not PlanComment.objects.waiting().filter(pk=comment.pk).update(decided_by=by, **decision):
        raise AlreadyDecided
    comment.refresh_from_db()
    tell_author(comment, timezone.now())


def tell_author(comment, when):
    author, plan = comment.written_by, comment.plan
    with override(author.language):
        link = reverse("actionplans:write_comment", args=[plan.member.slug, plan.slug])
        about = {"plan": f"{plan.member.name}: {plan_title(plan)}", "link": settings.SITE_URL + link}
        about |= {"reason": comment.reason, "ground": comment.ground}
    to = [Recipient(author.email, author.language, about)] if author.is_active else []
    freeze(f"plan-comment-{comment.pk}-{when.isoformat()}", "plan_comment", to)


@transaction.atomic
def answer(comment, words, *, language, by):
    """What the member says beside COMMENT; without WORDS, nothing stands there."""
    said = {"answer": words, "answer_language": language if words else "", "answered_by": by}
    said["answered_at"] = timezone.now() if words else None
    if not PlanComment.objects.published().filter(pk=comment.pk).update(**said):
        raise AlreadyDecided
    published()
